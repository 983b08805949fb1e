// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/desk/quality"
	"planraum/internal/exchange/chart"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

type findingsContent struct {
	Running bool
	Filters []choiceLinks
	Table   view.Table
}

// findingContent is all that the page of one finding shows.
type findingContent struct {
	Task    quality.Task
	Place   text.Text
	Series  string // the page of the series
	Chart   string
	Course  *view.Table // of the series; nil: nothing is known of it
	Figures view.Table
	Form    findingForm
	History view.Table
}

// findingForm is what a planner sets.
type findingForm struct {
	State       string
	StateError  string
	Owner       view.Field
	Explanation view.Field
	BreakDay    view.Field
	BreakText   view.Field
	BreakSource view.Field
	Version     int64
	Seen        string // fingerprint of what the preview showed
	Effect      []text.Text
	Refused     error
	CanBreak    bool
}

// finding shows what is wrong with which numbers, and what was done about it.
func (s *server) finding(ctx context.Context, r request) (answer, error) {
	task, err := s.Quality.Task(ctx, r.PathValue("key"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	return s.findingAnswer(ctx, r, task, newFindingForm(task, r))
}

func (s *server) findingAnswer(ctx context.Context, r request, task quality.Task, form findingForm) (answer, error) {
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	c := findingContent{Task: task, Place: placeOf(task, n), Form: form}
	c.Series = r.Href("/daten/"+task.Indicator, areaParam, string(task.Area), groupParam, string(task.Group))
	course, err := s.Data.Course(ctx, task.Indicator, task.Area, task.Group, r.AsOf)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return answer{}, err
	}
	if err == nil {
		breaks, err := s.Quality.Breaks(ctx, task.Indicator, task.Area, task.Group, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		c.Chart = findingChart(course, breaks, task, r)
		table := figureTable(course, breaks, r)
		table.Long = true
		c.Course = &table
	}
	if c.Figures, err = s.restsOn(ctx, task, n, r); err != nil {
		return answer{}, err
	}
	history, err := s.Quality.History(ctx, task.Key)
	if err != nil {
		return answer{}, err
	}
	c.History = historyTable(history)
	a := answer{
		name: text.T("Prüfung", "Checks"), answer: task.Says, tables: []*view.Table{&c.Figures, &c.History},
		facts: []text.Text{task.Kind.Label(), task.Severity.Label(), c.Place, task.State.Label()},
		body:  func(p view.Page) templ.Component { return findingBody(p, c) },
	}
	if c.Course != nil {
		a.tables = append(a.tables, c.Course)
	}
	if form.Refused != nil {
		a.status = fault.KindOf(form.Refused).Status()
	}
	return a, nil
}

// findingChart draws the series with the place of the finding marked.
func findingChart(c data.Course, breaks broken, task quality.Task, r request) string {
	at := chart.Mark{Date: task.Period.To, Label: r.In(task.Says)}
	return seriesPicture(c, breaks, r, &at)
}

// restsOn lists the figures that a finding rests on.
func (s *server) restsOn(ctx context.Context, task quality.Task, n names, r request) (view.Table, error) {
	t := view.Table{
		ID: "werte-des-befunds", Caption: text.T("Worauf der Befund beruht", "What the finding rests on"), Fixed: true,
		Empty: text.T("Der Befund ist nicht mehr zu sehen; seine Werte stehen in der Reihe.", "The finding is not to be seen any more; its figures stand in the series."),
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "group", Name: text.T("Zielgruppe", "group")},
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "value", Name: text.T("Wert", "value"), Kind: view.Written},
			{Key: "basis", Name: text.T("Grundlage", "basis")},
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for i, id := range task.Figures {
		if i == shownFigures {
			t.Note = say(func(l text.Lang) string {
				return fmt.Sprintf(text.T("Gezeigt sind die ersten %d von %d Werten.", "Shown are the first %d of %d figures.").In(l), shownFigures, len(task.Figures))
			})
			break
		}
		f, err := s.Data.Figure(ctx, id)
		if err != nil {
			return t, err
		}
		value := view.Say(say(func(l text.Lang) string {
			if f.IsSecret() {
				return f.Written(l)
			}
			return f.Written(l) + " " + n.indicators[f.Indicator].Unit.In(l)
		}))
		value.Ref = fmt.Sprintf("figure/%d", id)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(n.indicator(f.Indicator)), view.Say(n.area(f.Area)), view.Say(n.group(f.Group)), view.Say(say(f.Period.In)),
			value, view.Say(f.Basis.Label()), view.Day(f.KnownFrom), view.Say(text.Same(f.Source)),
		}})
	}
	return t, nil
}

// shownFigures is how many figures of a finding the page lists.
const shownFigures = 30

func historyTable(list []quality.Entry) view.Table {
	t := view.Table{
		ID: "verlauf-des-befunds", Caption: text.T("Wer was wann festgehalten hat", "Who kept what when"), Fixed: true,
		Empty: text.T("Noch hat niemand etwas festgehalten.", "Nobody has kept anything yet."),
		Note:  text.T("Zeiten in Weltzeit (UTC).", "Times in UTC."),
		Columns: []view.Column{
			{Key: "at", Name: text.T("am", "on"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "by", Name: text.T("von", "by")},
			{Key: "state", Name: text.T("Bearbeitung", "state")},
			{Key: "owner", Name: text.T("zuständig", "owner")},
			{Key: "explanation", Name: text.T("Erklärung", "explanation")},
		},
	}
	for _, e := range list {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(period.OfTime(e.At)), view.Say(text.Same(e.At.Format(time.TimeOnly))), view.Say(text.Same(e.By)), view.Say(e.State.Label()),
			named(e.Owner), named(e.Explanation),
		}})
	}
	return t
}

func newFindingForm(task quality.Task, r request) findingForm {
	values := url.Values{"state": {string(task.State)}, "owner": {task.Owner}, "version": {strconv.FormatInt(task.Version, 10)}}
	if task.Version > 0 {
		values.Set("explanation", r.In(task.Explanation))
	}
	return findingFormOf(task, values, r)
}

func findingFormOf(task quality.Task, v url.Values, r request) findingForm {
	version, _ := strconv.ParseInt(v.Get("version"), 10, 64)
	return findingForm{
		State: v.Get("state"), Version: version, Seen: v.Get("gesehen"), CanBreak: task.State != quality.Gone,
		Owner: view.Field{
			Name: "owner", Label: r.T("Wer kümmert sich?", "Who looks after it?"), Value: v.Get("owner"),
			Hint: r.T("Eine Rolle oder ein Amt, etwa „Sozialamt, Statistik“. Bitte keine Namen von Personen.", "A role or an office, such as “social services, statistics”. No names of persons, please."),
		},
		Explanation: view.Field{
			Name: "explanation", Label: r.T("Erklärung", "Explanation"), Value: v.Get("explanation"), Lines: 3,
			Hint: r.T("Nötig bei „erklärt“ und „als echt angenommen“.", "Needed for “explained” and “accepted as real”."),
		},
		BreakDay: view.Field{
			Name: "break_day", Label: r.T("Erster Tag nach dem Bruch", "First day after the break"), Value: v.Get("break_day"),
			Hint: r.T("Etwa 01.07.2016. Leer: kein Bruchhinweis.", "Such as 2016-07-01. Empty: no break note."),
		},
		BreakText: view.Field{
			Name: "break_text", Label: r.T("Was sich geändert hat", "What has changed"), Value: v.Get("break_text"), Lines: 3,
			Hint: r.T("Steht künftig an jedem Bild und in jeder Tabelle dieser Reihe.", "Will stand at every picture and in every table of this series."),
		},
		BreakSource: view.Field{Name: "break_source", Label: r.T("Quelle", "Source"), Value: v.Get("break_source")},
	}
}

// saveFinding previews what a planner set and keeps it in a second step.
func (s *server) saveFinding(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return answer{}, fault.New(fault.Invalid, "web.saveFinding: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	task, err := s.Quality.Task(ctx, r.PathValue("key"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	form := findingFormOf(task, r.PostForm, r)
	change, err := form.change(task, r)
	if err == nil {
		err = change.Check()
	}
	if err != nil {
		form.refuse(err, r)
		return s.findingAnswer(ctx, r, task, form)
	}
	if seen := form.fingerprint(); r.PostForm.Get("schritt") != "speichern" || form.Seen != seen {
		// What was typed after the preview is shown again before it is saved.
		form.Seen, form.Effect = seen, s.Quality.Effect(task, change)
		return s.findingAnswer(ctx, r, task, form)
	}
	if err := s.Quality.Save(ctx, task, change, time.Now().UTC()); err != nil {
		if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, err
		}
		form.refuse(err, r)
		return s.findingAnswer(ctx, r, task, form)
	}
	return answer{redirect: r.Here() + "#verlauf-des-befunds"}, nil
}

// change reads what was typed.
func (f findingForm) change(task quality.Task, r request) (quality.Change, error) {
	c := quality.Change{State: quality.State(f.State), Owner: f.Owner.Value, Explanation: f.Explanation.Value, Base: f.Version, By: r.By()}
	if f.BreakDay.Value == "" && f.BreakText.Value == "" && f.BreakSource.Value == "" {
		return c, nil
	}
	c.Break = &figure.Break{
		Indicator: task.Indicator, Area: task.Area, Group: task.Group, Text: text.Same(f.BreakText.Value),
		Source: f.BreakSource.Value, KnownFrom: r.AsOf, By: r.By(),
	}
	if f.BreakDay.Value == "" {
		return c, nil // refused with all else that is missing
	}
	day, err := period.ParseDate(f.BreakDay.Value)
	c.Break.Day = day
	if err != nil {
		return c, fault.Refuse("web.change", []fault.Row{{
			File: r.T("Befund", "finding"), Column: "break_day", Value: f.BreakDay.Value, Expected: text.T("ein Datum wie 01.07.2016 oder 2016-07-01", "a date such as 01.07.2016 or 2016-07-01"),
		}})
	}
	return c, nil
}

// refuse puts what is wrong beside its fields and keeps it for the top.
func (f *findingForm) refuse(err error, r request) {
	f.Refused, f.Seen = err, ""
	for _, row := range fault.RowsOf(err) {
		if row.Column == "state" {
			f.StateError = r.In(row.Expected)
		}
		for _, field := range []*view.Field{&f.Owner, &f.Explanation, &f.BreakDay, &f.BreakText, &f.BreakSource} {
			if field.Name == row.Column {
				field.Error = r.In(row.Expected)
			}
		}
	}
}

// fingerprint tells whether what is saved is what the preview showed.
func (f findingForm) fingerprint() string {
	return fmt.Sprintf("%q", []string{f.State, f.Owner.Value, f.Explanation.Value, f.BreakDay.Value, f.BreakText.Value, f.BreakSource.Value})
}
