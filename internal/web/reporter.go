// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	city "planraum/internal/city/reporting"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// newReporter is the address of a reporter that is not there yet.
const newReporter = "neu"

// historyMonths is how many months of reports a reporter's page lists.
const historyMonths = 13

// reporterFields name the fields of the form.
var reporterFields = map[string]text.Text{
	"key": text.T("Name", "Name"), "name": text.T("Name", "Name"), "kind": text.T("Art", "Kind"),
	"organization": text.T("Träger", "Organization"), "district": text.T("Stadtbezirk", "District"),
	"since": text.T("Erster Monat", "First month"), "until": text.T("Letzter Monat (leer: offen)", "Last month (empty: open)"),
	"due_day": text.T("Fällig am", "Due on day"), "contact": text.T("E-Mail-Adresse", "E-mail address"),
}

// reporterContent is a reporter being set up or changed.
type reporterContent struct {
	Values    url.Values
	New       bool
	Faults    []fault.Row
	Districts []area.Area
	Sites     []view.Pair
	History   *view.Table
}

// reporter shows one reporter: what came when, and its settings as a form.
func (s *server) reporter(ctx context.Context, r request) (answer, error) {
	key := r.PathValue("reporter")
	c := reporterContent{New: key == newReporter, Values: url.Values{}}
	if c.New {
		c.Values.Set("kind", string(city.Site))
		c.Values.Set("due_day", "10")
		c.Values.Set("since", (r.Today.Month() - 1).String())
		return s.reporterAnswer(ctx, r, c, "")
	}
	known, err := s.Reporting.Reporter(ctx, key)
	if err != nil {
		return answer{}, err
	}
	contact, err := s.Reporting.Contact(ctx, key)
	if err != nil {
		return answer{}, err
	}
	for name, v := range map[string]string{
		"name": known.Name, "organization": known.Organization, "district": string(known.District), "site": known.Site, "kind": string(known.Kind),
		"due_day": strconv.Itoa(known.DueDay), "since": monthField(known.Since), "until": monthField(known.Until), "contact": contact,
	} {
		c.Values.Set(name, v)
	}
	if c.History, err = s.history(ctx, r, known); err != nil {
		return answer{}, err
	}
	return s.reporterAnswer(ctx, r, c, known.Name)
}

// history lists the last months of a reporter.
func (s *server) history(ctx context.Context, r request, known city.Reporter) (*view.Table, error) {
	t := &view.Table{
		ID: "verlauf", Caption: text.T("Meldungen der letzten Monate", "reports of the last months"), Fixed: true,
		Empty: text.T("In diesen Monaten war keine Meldung erbeten.", "No report was asked for in these months."),
		Columns: []view.Column{
			{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "due", Name: text.T("fällig am", "due on"), Kind: view.Date},
		},
	}
	months, err := s.Reporting.History(ctx, known.Key, r.Today.Month()-historyMonths+1, r.Today.Month(), r.Today)
	for _, d := range months {
		month := view.InMonth(d.Month)
		month.Link = r.Href("/daten/meldungen", monthParam, d.Month.String())
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{month, view.Say(reportStates[d.State]), view.Day(d.By)}})
	}
	return t, err
}

// saveReporter keeps what was typed, or says what is wrong with it.
func (s *server) saveReporter(ctx context.Context, r request) (answer, error) {
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	key := r.PathValue("reporter")
	c := reporterContent{New: key == newReporter, Values: r.PostForm}
	if c.New {
		key = slug(c.Values.Get("name"))
	}
	entry, faults := c.read(key)
	err := error(nil)
	if c.New && len(faults) == 0 {
		// Also one that the reader may not see keeps its name.
		if _, found := s.Reporting.Reporter(audience.With(ctx, audience.Unfiltered), key); found == nil {
			faults = []fault.Row{{Column: "name", Expected: text.T("ein Name, den noch keine Meldestelle hat", "a name that no reporter has yet")}}
		}
	}
	if len(faults) == 0 {
		if err := s.mayKeep(ctx, entry); err != nil {
			return answer{}, err
		}
		err = s.Reporting.SetUp(ctx, entry, c.Values.Get("contact"), r.By(), time.Now().UTC())
		if kind := fault.KindOf(err); err != nil && kind != fault.Invalid {
			return answer{}, err
		}
		faults = fault.RowsOf(err)
	}
	if err == nil && len(faults) == 0 {
		return answer{redirect: r.Href("/daten/meldungen/" + key)}, nil
	}
	c.Faults = faults
	return s.reporterAnswer(ctx, r, c, c.Values.Get("name"))
}

// mayKeep refuses a reporter that would lie, by what was typed, where the reader
// may set up none.
func (s *server) mayKeep(ctx context.Context, entry city.Reporter) error {
	what := reporterResource(entry)
	if err := s.Rights.Allow(ctx, rights.Organise, what); err != nil || entry.Site == "" {
		return err
	}
	versions, err := s.Capacity.Site(ctx, entry.Site)
	if err != nil {
		return err
	}
	what.Area = versions[len(versions)-1].Area
	return s.Rights.Allow(ctx, rights.Organise, what)
}

// read turns the form into a reporter; what is no number or month is a fault.
func (c *reporterContent) read(key string) (city.Reporter, []fault.Row) {
	var faults []fault.Row
	month := func(name string) period.Month {
		if c.Values.Get(name) == "" {
			return 0
		}
		m, err := period.ParseMonth(c.Values.Get(name))
		if err != nil {
			faults = append(faults, fault.Row{Column: name, Value: c.Values.Get(name), Expected: text.T("ein Monat wie 2016-10", "a month such as 2016-10")})
		}
		return m
	}
	due, err := strconv.Atoi(strings.TrimSpace(c.Values.Get("due_day")))
	if err != nil {
		due = 0
	}
	return city.Reporter{
		Key: key, Kind: city.Kind(c.Values.Get("kind")), Name: strings.TrimSpace(c.Values.Get("name")), Organization: strings.TrimSpace(c.Values.Get("organization")),
		Site: c.Values.Get("site"), District: area.ID(c.Values.Get("district")), Since: month("since"), Until: month("until"), DueDay: due,
	}, faults
}

func (s *server) reporterAnswer(ctx context.Context, r request, c reporterContent, name string) (answer, error) {
	_, areas, err := s.Capacity.Areas(ctx)
	if err != nil {
		return answer{}, err
	}
	c.Districts = districtsOf(areas)
	supply, err := s.Capacity.Supply(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	for _, site := range supply.Sites {
		c.Sites = append(c.Sites, view.Pair{Name: site.ID, Value: site.Name})
	}
	slices.SortFunc(c.Sites, func(a, b view.Pair) int { return cmp.Or(r.Lang.Compare(a.Value, b.Value), cmp.Compare(a.Name, b.Name)) })
	a := answer{name: text.T("Monatsmeldungen", "Monthly reports"), answer: text.T("Neue Meldestelle", "New reporter")}
	if !c.New {
		a.answer = text.T(name+" meldet jeden Monat", name+" reports each month")
	}
	if c.History != nil {
		a.tables = []*view.Table{c.History}
	}
	if len(c.Faults) > 0 {
		a.status, a.answer = fault.Invalid.Status(), text.T("Die Meldestelle ist noch nicht gespeichert", "The reporter has not been saved yet")
	}
	a.body = func(p view.Page) templ.Component { return reporterBody(p, c) }
	return a, nil
}

func (c reporterContent) wrong(name string, l text.Lang) string {
	for _, f := range c.Faults {
		if f.Column == name {
			return f.Expected.In(l)
		}
	}
	return ""
}

func (c reporterContent) field(p view.Page, name, label, hint string) view.Field {
	return view.Field{Name: name, Label: label, Hint: hint, Value: c.Values.Get(name), Error: c.wrong(name, p.Lang)}
}
