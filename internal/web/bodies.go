// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// bodies lists task forces, working groups and steering rounds as of a day.
func (s *server) bodies(ctx context.Context, r request) (answer, error) {
	list, err := s.Steering.Bodies(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	table := bodiesTable(list, r)
	return answer{
		name: text.T("Gremien der Steuerung", "Bodies of steering"), answer: bodiesSentence(list), tables: []*view.Table{&table},
		body: func(p view.Page) templ.Component { return bodiesBody(p, table) },
	}, nil
}

// bodiesSentence says how many work, who meets next and what is late.
func bodiesSentence(list []desk.Line) text.Text {
	running, overdue := 0, 0
	var next *desk.Line
	for i, l := range list {
		overdue += l.Overdue
		if !l.Running {
			continue
		}
		running++
		if l.Next != nil && (next == nil || l.Next.Day.Before(next.Next.Day)) {
			next = &list[i]
		}
	}
	return say(func(t text.Lang) string {
		if running == 0 {
			return text.T("Zu diesem Stand arbeitet kein Gremium der Steuerung.", "As of this date no body of steering is at work.").In(t)
		}
		sentence := many(running, text.T("%s Gremium arbeitet", "%s body is at work"), text.T("%s Gremien arbeiten", "%s bodies are at work")).In(t)
		if next != nil {
			sentence += fmt.Sprintf(text.T("; als nächstes tagt am %s: %s", "; the next to meet is, on %s, %s").In(t), next.Next.Day.In(t), next.Name)
		}
		return sentence + overdueCount(overdue).In(t) + "."
	})
}

// overdueCount say how many actions are late, after a semicolon.
func overdueCount(n int) text.Text {
	if n == 0 {
		return text.T("; kein Auftrag ist überfällig", "; no action is overdue")
	}
	return say(func(l text.Lang) string {
		return "; " + many(n, text.T("%s Auftrag ist überfällig", "%s action is overdue"), text.T("%s Aufträge sind überfällig", "%s actions are overdue")).In(l)
	})
}

// many writes a number of things.
func many(n int, one, more text.Text) text.Text {
	return say(func(l text.Lang) string {
		if n == 1 {
			return fmt.Sprintf(one.In(l), l.Int(1))
		}
		return fmt.Sprintf(more.In(l), l.Int(int64(n)))
	})
}

func bodiesTable(list []desk.Line, r request) view.Table {
	t := view.Table{
		ID: "gremien", Caption: text.T("Gremien der Steuerung", "Bodies of steering"),
		Empty: text.T("Bis zu diesem Stand ist kein Gremium bekannt. „planraum import bodies.csv“ liest Gremien ein; wer steuert, richtet sie hier ein.", "No body is known as of this date. “planraum import bodies.csv” imports bodies; those who steer set them up here."),
		Columns: []view.Column{
			{Key: "name", Name: text.T("Gremium", "body")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "lead", Name: text.T("Federführung", "lead office")},
			{Key: "since", Name: text.T("seit", "since")},
			{Key: "ended", Name: text.T("bis", "until")},
			{Key: "next", Name: text.T("nächste Sitzung", "next meeting"), Kind: view.Date},
			{Key: "actions", Name: text.T("offene Aufträge", "open actions"), Kind: view.Whole},
			{Key: "overdue", Name: text.T("davon überfällig", "of them overdue"), Kind: view.Whole},
			{Key: "decisions", Name: text.T("Beschlüsse", "decisions"), Kind: view.Whole},
			{Key: "note", Name: text.T("Anmerkung", "note")},
		},
	}
	for _, l := range list {
		next := view.Cell{Blank: true}
		if l.Next != nil {
			next = view.Day(l.Next.Day)
		}
		name := view.Name(l.Name, r.Href(bodiesPath+"/"+l.Key))
		if l.Example {
			name = name.With(madeUp)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			name, view.Say(l.Kind.Label()), view.Say(text.Same(l.Lead)), view.Say(say(l.Since.In)), endedCell(l.Body), next,
			view.Num(l.Actions, ""), view.Num(l.Overdue, ""), view.Num(l.Decisions, ""), named(l.Note),
		}})
		if !strings.Contains(strings.Join(t.Sources, "\n"), l.Source) {
			t.Sources = append(t.Sources, l.Source)
		}
	}
	return t
}

// madeUp marks what nobody but the example city says.
var madeUp = text.T("erfunden", "madeUp")

// endedCell is when a body ended; blank while it works.
func endedCell(b steering.Body) view.Cell {
	if (b.Ended == period.Period{}) {
		return view.Cell{Blank: true}
	}
	return view.Say(say(b.Ended.In))
}

// bodyContent is what a body's page shows.
type bodyContent struct {
	desk.Sheet
	Members, Meetings, Decisions, Actions, Topics view.Table
}

// body answers when a body meets next and what is late, and shows who sits in it.
func (s *server) body(ctx context.Context, r request) (answer, error) {
	sheet, err := s.Steering.Body(ctx, r.PathValue("body"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := bodyContent{
		Sheet: sheet, Members: membersTable(sheet.Members), Meetings: roundsTable(sheet.Body, sheet.Meetings, r),
		Decisions: decisionsTable(sheet.Decided, r), Actions: actionsTable(sheet.Actions, r), Topics: topicsTable(sheet.Topics, r),
	}
	return answer{
		name: text.Same(sheet.Name), answer: bodySentence(sheet.Line), facts: bodyFacts(sheet.Body, r),
		tables: []*view.Table{&c.Members, &c.Meetings, &c.Actions, &c.Topics, &c.Decisions},
		body:   func(p view.Page) templ.Component { return bodyBody(p, c) },
	}, nil
}

// bodySentence says when it meets and what is late.
func bodySentence(l desk.Line) text.Text {
	return say(func(t text.Lang) string {
		switch {
		case !l.Running && l.Ended != period.Period{}:
			return fmt.Sprintf(text.T("%s: beendet, %s", "%s: ended, %s").In(t), l.Name, l.Ended.In(t))
		case !l.Running:
			return fmt.Sprintf(text.T("%s: beginnt erst, %s", "%s: still to begin, %s").In(t), l.Name, l.Since.In(t))
		case l.Next == nil:
			return fmt.Sprintf(text.T("%s: keine Sitzung geplant", "%s: no meeting planned").In(t), l.Name) + overdueCount(l.Overdue).In(t)
		}
		return fmt.Sprintf(text.T("%s: tagt am %s um %s Uhr", "%s: meets on %s at %s").In(t), l.Name, l.Next.Day.In(t), l.Next.Begins) + overdueCount(l.Overdue).In(t)
	})
}

// bodyFacts are small: kind, since when, source.
func bodyFacts(b steering.Body, r request) []text.Text {
	facts := []text.Text{b.Kind.Label(), say(func(l text.Lang) string { return text.T("seit ", "since ").In(l) + b.Since.In(l) })}
	if b.Example {
		facts = append(facts, madeUp)
	}
	if b.Source != "" {
		facts = append(facts, text.T("Quelle: "+r.Cited(b.Source), "source: "+r.Cited(b.Source)))
	}
	return facts
}

func membersTable(list []steering.Membership) view.Table {
	t := view.Table{
		ID: "mitglieder", Caption: text.T("Wer im Gremium sitzt", "Who sits in the body"), Fixed: true,
		Empty: text.T("Mitglieder sind nicht bekannt.", "Members are not known."),
		Columns: []view.Column{
			{Key: "role", Name: text.T("Rolle", "role")},
			{Key: "office", Name: text.T("Amt oder Funktion", "office or function")},
			{Key: "deputies", Name: text.T("vertreten durch", "deputised by")},
		},
	}
	for _, role := range steering.Roles() {
		for _, m := range list {
			if m.Role != role || role == steering.Deputy {
				continue
			}
			var deputies []string
			for _, o := range list {
				if o.Role == steering.Deputy && o.For == m.Office {
					deputies = append(deputies, o.Office)
				}
			}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(m.Role.Label()), view.Say(text.Same(m.Office)), named(strings.Join(deputies, ", "))}})
		}
	}
	return t
}

func roundsTable(b steering.Body, list []steering.Meeting, r request) view.Table {
	t := view.Table{
		ID: "sitzungen", Caption: text.T("Sitzungen", "Meetings"),
		Empty: text.T("Noch keine Sitzung ist geplant.", "No meeting is planned yet."),
		Columns: []view.Column{
			{Key: "day", Name: text.T("Tag", "day")},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "place", Name: text.T("Ort", "place")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "invite", Name: text.T("Einladung bis", "invite by"), Kind: view.Date},
			{Key: "items", Name: text.T("Punkte", "items"), Kind: view.Whole},
			{Key: "decisions", Name: text.T("Beschlüsse", "decisions"), Kind: view.Whole},
		},
		Fixed: true,
	}
	for i := len(list) - 1; i >= 0; i-- {
		m := list[i]
		day := view.Cell{Known: true, Words: say(m.Day.In), Link: r.Href(bodiesPath + "/" + m.Key())}
		if m.Example {
			day = day.With(madeUp)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			day, view.Say(say(func(l text.Lang) string { return clockSpan(m, l) })), named(m.Place), view.Say(m.State.Label()), inviteCell(b, m, r.AsOf),
			view.Num(len(m.Agenda), ""), view.Num(len(m.Decisions()), ""),
		}})
	}
	return t
}

// inviteCell is by when a meeting must be invited, and where that day is over, on which
// day it could be held at the earliest.
func inviteCell(b steering.Body, m steering.Meeting, day period.Date) view.Cell {
	a := desk.Advise(b, day, m.Day)
	if a.By.IsZero() || m.State == steering.Cancelled {
		return view.Cell{Blank: true}
	}
	cell := view.Day(a.By)
	if m.State == steering.Planned && !a.Kept {
		cell = cell.With(text.T("vorbei; frühestens am "+a.Earliest.In(text.De), "over; "+a.Earliest.In(text.En)+" at the earliest"))
	}
	return cell
}

// clockSpan writes the times of a meeting.
func clockSpan(m steering.Meeting, l text.Lang) string {
	return fmt.Sprintf(text.T("%s bis %s Uhr", "%s to %s").In(l), m.Begins, m.Ends)
}

func actionsTable(list []steering.Action, r request) view.Table {
	t := view.Table{
		ID: "auftraege", Caption: text.T("Offene Aufträge", "Open actions"),
		Empty: text.T("Nichts ist offen.", "Nothing is open."),
		Columns: []view.Column{
			{Key: "due", Name: text.T("bis", "by"), Kind: view.Date},
			{Key: "title", Name: text.T("Auftrag", "action")},
			{Key: "owner", Name: text.T("wer", "who")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "origin", Name: text.T("aus", "from")},
		},
	}
	for _, a := range list {
		state := view.Say(a.State.Label())
		if a.Overdue(r.AsOf) {
			state = state.With(text.T("überfällig", "overdue"))
		}
		title := view.Say(text.Same(a.Title))
		if r.Allowed("GET " + actionPath) {
			title.Link = r.Href(strings.Replace(actionPath, "{action}", a.ID, 1))
		}
		if a.Example {
			title = title.With(madeUp)
		}
		t.Rows = append(t.Rows, view.Row{ID: a.ID, Cells: []view.Cell{view.Day(a.Due), title, view.Say(text.Same(a.Owner)), state, originCell(a.Origin, r)}})
	}
	return t
}

// originCell says where an action comes from, with the way to the minutes.
func originCell(o steering.Origin, r request) view.Cell {
	meeting, entry, ok := steering.SplitRef(o.Ref)
	if o.Kind != steering.FromMeeting || !ok {
		return view.Say(say(func(l text.Lang) string { return strings.TrimSpace(o.Kind.Label().In(l) + " " + o.By + " " + o.Ref) }))
	}
	_, day, _ := strings.Cut(meeting, "/")
	on := text.Same(day)
	if d, err := period.ParseDate(strings.SplitN(day, ".", 2)[0]); err == nil {
		on = say(func(l text.Lang) string { return text.T("Sitzung am ", "meeting on ").In(l) + d.In(l) })
	}
	return view.Cell{Known: true, Words: on, Link: r.Href(bodiesPath+"/"+meeting) + "#eintrag-" + itoa(entry)}
}

func topicsTable(list []desk.Point, r request) view.Table {
	t := view.Table{
		ID: "themen", Caption: text.T("Noch nicht entschieden", "Not decided yet"),
		Empty: text.T("Nichts blieb offen.", "Nothing was left open."),
		Columns: []view.Column{
			{Key: "title", Name: text.T("Punkt", "item")},
			{Key: "office", Name: text.T("eingebracht von", "brought in by")},
			{Key: "since", Name: text.T("aus der Sitzung vom", "from the meeting of"), Kind: view.Date},
		},
	}
	for _, p := range list {
		meeting, _, _ := steering.SplitRef(p.ID)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(p.Title, r.Href(bodiesPath+"/"+meeting)), named(p.Office), view.Day(p.Since)}})
	}
	return t
}
