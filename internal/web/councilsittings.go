// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/council"
	desk "planraum/internal/desk/council"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// committeeParam is the body of which sittings are listed.
const committeeParam = "gremium"

// sittingsContent is the list of sittings with its filter.
type sittingsContent struct {
	Body    string
	Bodies  []council.Committee
	Coming  view.Table
	Past    view.Table
	Recess  view.Table
	MayPlan bool
}

// sittings lists the sittings, the next ones first.
func (s *server) sittings(ctx context.Context, r request) (answer, error) {
	all, err := s.Council.Meetings(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	free, err := s.Council.Recesses(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := sittingsContent{Body: r.Query.Get(committeeParam), Recess: recessTable(free, r), MayPlan: r.Allowed("GET " + sittingPath + "/form")}
	if c.Bodies, err = s.Council.Committees(ctx, r.AsOf); err != nil {
		return answer{}, err
	}
	var coming, past []desk.Meeting
	for _, m := range all {
		switch {
		case c.Body != "" && m.Committee != c.Body:
		case m.On.Before(r.AsOf):
			past = append(past, m)
		default:
			coming = append(coming, m)
		}
	}
	slices.Reverse(past)
	c.Coming, c.Past = sittingTable(r, coming), sittingTable(r, past)
	c.Coming.Caption = text.T("Kommende Sitzungen", "Sittings to come")
	c.Past.ID, c.Past.Caption = "vergangene", text.T("Vergangene Sitzungen, die letzte zuerst", "Past sittings, the last one first")
	return answer{
		name: text.T("Sitzungen", "Sittings"), answer: sittingsSentence(coming), tables: []*view.Table{&c.Coming, &c.Past, &c.Recess},
		body: func(p view.Page) templ.Component { return sittingsBody(p, c) },
	}, nil
}

func sittingsSentence(coming []desk.Meeting) text.Text {
	if len(coming) == 0 {
		return text.T("Unter diesem Stand ist keine Sitzung bekannt, die noch kommt.", "As of this date no sitting is known that is still to come.")
	}
	late := 0
	for _, m := range coming {
		if m.Late {
			late++
		}
	}
	first := coming[0]
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("Die nächste Sitzung ist am %s: %s", "The next sitting is on %s: %s").In(l), first.On.In(l), first.Body.Name)
		if late > 0 {
			s += fmt.Sprintf(text.T("; für %d ist die Einladungsfrist schon vorbei", "; for %d the time to invite is over").In(l), late)
		}
		return s + "."
	})
}

func sittingTable(r request, list []desk.Meeting) view.Table {
	t := view.Table{
		ID: "sitzungen", Caption: text.T("Sitzungen", "Sittings"), Long: true,
		Empty: text.T("Hier ist keine Sitzung bekannt. Ein anderer Stand zeigt vielleicht eine.", "No sitting is known here. Another date may show one."),
		Columns: []view.Column{
			{Key: "committee", Name: text.T("Gremium", "committee")},
			{Key: "on", Name: text.T("am", "on"), Kind: view.Date},
			{Key: "at", Name: text.T("Uhrzeit", "time")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "invite", Name: text.T("Einladung bis", "invite by"), Kind: view.Date},
			{Key: "items", Name: text.T("Punkte", "items"), Kind: view.Whole},
			{Key: "source", Name: text.T("Quelle", "source"), Once: true},
		},
	}
	for _, m := range list {
		name := view.Name(m.Body.Name, r.Href(sittingsPath+"/"+m.ID))
		if m.Example {
			name = name.With(exampleMark)
		}
		invite := view.Day(m.InviteBy)
		if m.Moved != (text.Text{}) {
			invite = invite.With(invitationWords(m))
		}
		if m.Late {
			invite = invite.With(text.T("vorbei; frühestens am "+m.Earliest.In(text.De), "over; "+m.Earliest.In(text.En)+" at the earliest"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			name, view.Day(m.On), view.Name(m.At, ""), view.Say(m.State.Label()), invite, view.Num(len(m.Agenda), ""), view.Name(r.Cited(m.Source), ""),
		}})
	}
	return t
}

// invitationWords say why the invitation goes out before the day that its deadline gives.
func invitationWords(m desk.Meeting) text.Text {
	day := m.On.AddDays(-m.Body.Invitation)
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("vorverlegt, am %s ist %s", "moved forward, on %s there is %s").In(l), day.In(l), m.Moved.In(l))
	})
}

func recessTable(free []council.Recess, r request) view.Table {
	t := view.Table{
		ID: "sitzungsfrei", Caption: text.T("Sitzungsfreie Zeiten", "Recesses"), Fixed: true,
		Empty: text.T("Sitzungsfreie Zeiten sind nicht bekannt.", "No recesses are known."),
		Columns: []view.Column{
			{Key: "name", Name: text.T("Name", "name")},
			{Key: "from", Name: text.T("vom", "from"), Kind: view.Date},
			{Key: "until", Name: text.T("bis", "to"), Kind: view.Date},
			{Key: "source", Name: text.T("Quelle", "source"), Once: true},
		},
	}
	for _, f := range free {
		name := view.Name(f.Name, "")
		if f.Example {
			name = name.With(text.T("angenommen", "assumed"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Day(f.From), view.Day(f.Until), view.Name(r.Cited(f.Source), "")}})
	}
	return t
}

// sittingContent is a sitting with its agenda.
type sittingContent struct {
	Meeting desk.Meeting
	Agenda  view.Table
	Late    text.Text
	History *view.Table // nil: it comes from a file, or the reader is no office
	MayPlan bool
}

// sitting shows a sitting's agenda and what came of it.
func (s *server) sitting(ctx context.Context, r request) (answer, error) {
	m, err := s.Council.Meeting(ctx, r.PathValue("sitting"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := sittingContent{Meeting: m, Agenda: agendaTable(r, m), History: keptTable(m.History), MayPlan: r.Allowed("GET " + sittingPath + "/form")}
	if c.Late = m.InvitedLate(); m.Late {
		c.Late = m.TooLate()
	}
	tables := []*view.Table{&c.Agenda}
	if c.History != nil {
		tables = append(tables, c.History)
	}
	facts := []text.Text{m.State.Label()}
	for _, s := range []string{m.At, m.Place, r.Cited(m.Source)} {
		if s != "" {
			facts = append(facts, text.Same(s))
		}
	}
	if m.Example {
		facts = append(facts, exampleMark)
	}
	return answer{
		name: councilName, answer: text.T(m.Body.Name+", Sitzung am "+m.On.In(text.De), m.Body.Name+", sitting on "+m.On.In(text.En)), facts: facts,
		tables: tables, body: func(p view.Page) templ.Component { return sittingBody(p, c) },
	}, nil
}

// keptTable says who kept a sitting and who changed it.
func keptTable(history []council.Act) *view.Table {
	if len(history) == 0 {
		return nil
	}
	t := &view.Table{
		ID: "festgehalten", Caption: text.T("Wer diese Sitzung wann festgehalten hat", "Who kept this sitting when"), Fixed: true,
		Columns: []view.Column{{Key: "on", Name: text.T("am", "on"), Kind: view.Date}, {Key: "act", Name: text.T("Schritt", "step")}, {Key: "by", Name: text.T("von", "by")}},
	}
	for _, a := range history {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Day(a.On), view.Say(a.Kind.Label()), view.Name(a.By, "")}})
	}
	return t
}

func agendaTable(r request, m desk.Meeting) view.Table {
	t := view.Table{
		ID: "tagesordnung", Caption: text.T("Tagesordnung und Ergebnisse", "Agenda and results"), Fixed: true,
		Empty: text.T("Eine Tagesordnung ist noch nicht bekannt.", "No agenda is known yet."),
		Columns: []view.Column{
			{Key: "number", Name: text.T("TOP (Tagesordnungspunkt)", "item")},
			{Key: "title", Name: text.T("Punkt", "subject")},
			{Key: "role", Name: text.T("Schritt", "step")},
			{Key: "public", Name: text.T("öffentlich", "public")},
			{Key: "result", Name: text.T("Ergebnis", "result")},
			{Key: "votes", Name: text.T("Abstimmung", "vote")},
			{Key: "resolution", Name: text.T("Beschluss", "resolution")},
		},
	}
	blank := view.Cell{Blank: true}
	words := func(s string) view.Cell {
		if s == "" {
			return blank
		}
		return view.Name(s, "")
	}
	for _, item := range m.Agenda {
		title := view.Name(item.Title, "")
		if item.Paper != "" {
			title = view.Name(strings.TrimSpace(cmpOr(m.Titles[item.Paper], item.Title)), r.paperHref(item.Paper))
		} else if item.Title == "" {
			title = view.Say(text.T("nichtöffentlich", "in private"))
		}
		public, result, role := text.T("ja", "yes"), blank, blank
		if !item.Public {
			public = text.T("nein", "no")
		}
		if item.Result != "" {
			result = view.Say(item.Result.Label())
		} else if m.State == council.Held {
			result = view.Cell{}
		}
		if item.Role != "" {
			role = view.Say(item.Role.Label())
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(item.Number, ""), title, role, view.Say(public), result, words(item.Votes), words(item.Resolution)}})
	}
	return t
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// bodies lists the committees.
func (s *server) committees(ctx context.Context, r request) (answer, error) {
	list, err := s.Council.Committees(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	t := bodyTable(r, list)
	count := map[council.CommitteeKind]int{}
	for _, b := range list {
		count[b.Kind]++
	}
	return answer{
		name: text.T("Gremien", "Committees"), tables: []*view.Table{&t}, body: func(p view.Page) templ.Component { return councilPapersBody(p, t) },
		answer: text.T(fmt.Sprintf("%d Gremien beraten und entscheiden, darunter %d Ausschüsse und %d Bezirksbeiräte.", len(list), count[council.Standing], count[council.District]),
			fmt.Sprintf("%d bodies deliberate and decide, among them %d committees and %d district councils.", len(list), count[council.Standing], count[council.District])),
	}, nil
}

func bodyTable(r request, list []council.Committee) view.Table {
	t := view.Table{
		ID: "gremien", Caption: text.T("Gremien", "Committees"),
		Empty: text.T("Unter diesem Stand ist kein Gremium bekannt. Eine Datei der Art „committees“ bringt sie.", "As of this date no body is known. A file of the kind “committees” brings them."),
		Columns: []view.Column{
			{Key: "name", Name: text.T("Name", "name")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "submission", Name: text.T("Abgabe vor der Sitzung", "handing in before the sitting"), Unit: text.T("Arbeitstage", "working days"), Kind: view.Whole},
			{Key: "invitation", Name: text.T("Einladung vor der Sitzung", "invitation before the sitting"), Unit: text.T("Tage", "days"), Kind: view.Whole},
			{Key: "public", Name: text.T("in der Regel öffentlich", "public as a rule")},
			{Key: "source", Name: text.T("Quelle", "source"), Once: true},
		},
	}
	for _, b := range list {
		public := text.T("ja", "yes")
		if !b.Public {
			public = text.T("nein", "no")
		}
		submission, invitation, open := view.Num(b.Submission, ""), view.Num(b.Invitation, ""), view.Say(public)
		if b.TermsUnknown {
			submission, invitation, open = view.Cell{}, view.Cell{}, view.Cell{}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Name(b.Name, r.Href(sittingsPath, committeeParam, b.Key)), view.Say(b.Kind.Label()), submission, invitation, open, view.Name(r.Cited(b.Source), ""),
		}})
	}
	return t
}
