// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	city "planraum/internal/city/reporting"
	"planraum/internal/desk/reporting"
	"planraum/internal/fault"
	"planraum/internal/platform/door"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// monthParam is the month whose reports are listed.
const monthParam = "monat"

// handedOut is a link that was just made. It is shown once.
type handedOut struct {
	Name string
	Link string
}

// reports answers which monthly reports of a month are missing.
func (s *server) reports(ctx context.Context, r request) (answer, error) {
	return s.reportsOf(ctx, r, nil, nil)
}

func (s *server) reportsOf(ctx context.Context, r request, links []handedOut, notes []text.Text) (answer, error) {
	m, err := reportMonth(r)
	if err != nil {
		return answer{}, err
	}
	list, err := s.Reporting.Month(ctx, m, r.Today)
	if err != nil {
		return answer{}, err
	}
	table := reportTable(list, r)
	return answer{
		name: text.T("Monatsmeldungen", "Monthly reports"), answer: reportSentence(m, list), tables: []*view.Table{&table},
		facts: []text.Text{text.T("Meldungen für "+m.In(text.De), "Reports for "+m.In(text.En))},
		body: func(p view.Page) templ.Component {
			return reportsBody(p, reportsContent{m, list, links, notes, table, s.Mail != nil})
		},
	}, nil
}

// reportsContent is what the page of a month shows.
type reportsContent struct {
	Month period.Month
	List  []reporting.Due
	Links []handedOut
	Notes []text.Text
	Table view.Table
	Mail  bool
}

// reportMonth is the month that the address names, else the one before today's.
func reportMonth(r request) (period.Month, error) {
	s := r.Query.Get(monthParam)
	if s == "" {
		return r.Today.Month() - 1, nil
	}
	m, err := period.ParseMonth(s)
	if err != nil || m > r.Today.Month() {
		return 0, fault.Refuse("web.reportMonth", []fault.Row{{
			File: r.T("Adresse", "address"), Column: monthParam, Value: s,
			Expected: text.T("ein Monat wie 2016-10, der begonnen hat", "a month such as 2016-10 that has begun"),
		}})
	}
	return m, nil
}

func reportSentence(m period.Month, list []reporting.Due) text.Text {
	missing, overdue := 0, 0
	for _, d := range list {
		switch d.State {
		case reporting.Overdue:
			overdue++
			missing++
		case reporting.Waiting, reporting.NoLink:
			missing++
		}
	}
	return say(func(l text.Lang) string {
		month := m.In(l)
		switch {
		case len(list) == 0:
			return fmt.Sprintf(text.T("Für %s meldet noch niemand.", "Nobody reports for %s yet.").In(l), month)
		case missing == 0 && len(list) == 1:
			return fmt.Sprintf(text.T("Für %s ist die eine Meldung da.", "For %s the one report is there.").In(l), month)
		case missing == 0:
			return fmt.Sprintf(text.T("Für %s sind alle %s Meldungen da.", "For %s all %s reports are there.").In(l), month, l.Int(int64(len(list))))
		case len(list) == 1:
			return fmt.Sprintf(text.T("Für %s fehlt die eine Meldung, die erbeten ist.", "For %s the one report that is asked for is missing.").In(l), month)
		case overdue == 0:
			return fmt.Sprintf(text.T("Für %s fehlen %s von %s Meldungen; keine ist überfällig.", "For %s %s of %s reports are missing; none is overdue.").In(l), month, l.Int(int64(missing)), l.Int(int64(len(list))))
		}
		return fmt.Sprintf(text.T("Für %s fehlen %s von %s Meldungen; überfällig: %s.", "For %s %s of %s reports are missing; overdue: %s.").In(l), month, l.Int(int64(missing)), l.Int(int64(len(list))), l.Int(int64(overdue)))
	})
}

var reportStates = map[reporting.State]text.Text{
	reporting.Overdue:  text.T("überfällig", "overdue"),
	reporting.Waiting:  text.T("Link ist ausgegeben", "link is out"),
	reporting.NoLink:   text.T("noch nicht angefragt", "not asked yet"),
	reporting.Received: text.T("eingegangen", "received"),
}

var reportKinds = map[city.Kind]text.Text{
	city.Site:    text.T("Unterkunft", "accommodation site"),
	city.Service: text.T("Angebot", "offer"),
}

func reportTable(list []reporting.Due, r request) view.Table {
	t := view.Table{
		ID: "meldungen", Caption: text.T("Wer meldet", "Who reports"), Long: true,
		Empty: text.T("Es ist noch keine Meldestelle angelegt. „Meldestelle anlegen“ fragt nach dem Nötigen.", "No reporter is set up yet. “Set up a reporter” asks for what is needed."),
		Note:  text.T("Wer meldet, braucht kein Konto: Ein Link gilt für eine Meldung. Er wird nur einmal gezeigt; ein neuer Link macht den alten ungültig.", "Reporting needs no account: a link is good for one report. It is shown only once; a new link ends the old one."),
		Columns: []view.Column{
			{Key: "name", Name: text.T("Meldestelle", "reporter")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "organization", Name: text.T("Träger", "organization")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "due", Name: text.T("fällig am", "due on"), Kind: view.Date},
			{Key: "link", Name: text.T("Link gilt bis", "link is good until"), Kind: view.Date},
			{Key: "reminded", Name: text.T("zuletzt erinnert", "last reminded"), Kind: view.Date},
		},
	}
	blank := view.Cell{Known: true, Blank: true}
	for _, d := range list {
		expires, reminded := blank, blank
		if d.Link != nil {
			if d.Link.Open(r.Today) {
				expires = view.Day(d.Link.Expires)
			}
			if !d.Link.Reminded.IsZero() {
				reminded = view.Day(d.Link.Reminded)
			}
		}
		organization := view.Say(text.Same(d.Reporter.Organization))
		if d.Reporter.Organization == "" {
			organization = blank
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Name(d.Reporter.Name, r.Href("/daten/meldungen/"+d.Reporter.Key)), view.Say(reportKinds[d.Reporter.Kind]), organization,
			view.Say(reportStates[d.State]), view.Day(d.By), expires, reminded,
		}})
	}
	return t
}

// askReports hands out links, one or for all that are missing, or sends them.
func (s *server) askReports(ctx context.Context, r request) (answer, error) {
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	m, err := reportMonth(r)
	if err != nil {
		return answer{}, err
	}
	list, err := s.Reporting.Month(ctx, m, r.Today)
	if err != nil {
		return answer{}, err
	}
	only, how := r.PostForm.Get("meldestelle"), oneStep(r)
	if how != "links" && how != "senden" {
		return noSuchStep(), nil
	}
	var links []handedOut
	var notes []text.Text
	for _, d := range list {
		if d.State == reporting.Received && d.Reporter.Key != only || only != "" && d.Reporter.Key != only {
			continue
		}
		switch how {
		case "senden":
			notes = append(notes, s.send(ctx, r, d))
		default:
			secret, err := s.Reporting.Issue(ctx, d.Reporter.Key, m, r.By(), time.Now().UTC())
			if err != nil {
				return answer{}, err
			}
			links = append(links, handedOut{d.Reporter.Name, s.reportLink(r)(secret)})
		}
	}
	return s.reportsOf(ctx, r, links, notes)
}

func (s *server) send(ctx context.Context, r request, d reporting.Due) text.Text {
	if s.Mail == nil {
		return text.T("Es ist kein Mailserver eingerichtet.", "No mail server is configured.")
	}
	if err := s.Reporting.Remind(ctx, d, s.Mail, s.reportLink(r), r.By(), time.Now().UTC()); err != nil {
		said := fault.SayOf(err)
		return text.T(d.Reporter.Name+": "+said.De, d.Reporter.Name+": "+said.En)
	}
	return text.T(d.Reporter.Name+": Erinnerung verschickt.", d.Reporter.Name+": reminder sent.")
}

// reportLink makes the address of a report's page out of its secret.
func (s *server) reportLink(r request) func(secret string) string {
	base := s.BaseURL
	if base == "" {
		base = "http://" + r.Host
		if door.Secure(r.Request) {
			base = "https://" + r.Host
		}
	}
	return func(secret string) string { return strings.TrimSuffix(base, "/") + reportPath + secret }
}

// readForm reads a small form.
func readForm(r request) error {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "web.readForm: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	return nil
}
