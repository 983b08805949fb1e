// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"slices"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// orUnknown writes a word, or that it is unknown.
func orUnknown(s string, p view.Page) string {
	if s == "" {
		return p.T("unbekannt", "unknown")
	}
	return s
}

// pointKinds name open points.
var pointKinds = map[desk.PointKind]text.Text{
	desk.ActionPoint: text.T("Auftrag", "Action"), desk.TopicPoint: text.T("Unentschieden", "Undecided"), desk.GroupPoint: text.T("Arbeitet für das Gremium", "Works for the body"),
}

// noticePeriod writes how many working days of notice a body asks for.
func noticePeriod(days int) text.Text {
	if days == 0 {
		return text.T("keine bekannt", "none known")
	}
	return many(days, text.T("%s Arbeitstag", "%s working day"), text.T("%s Arbeitstage", "%s working days"))
}

// noticeOn says what inviting on a day means.
func noticeOn(m desk.Round, day period.Date) text.Text {
	if day.After(m.Day) {
		return text.T("Die Sitzung war am "+m.Day.In(text.De)+". Eine Einladung geht dazu nicht mehr hinaus.", "The meeting was on "+m.Day.In(text.En)+". No invitation to it goes out any more.")
	}
	return noticeWords(m.Of, desk.Advise(m.Of, day, m.Day))
}

// meetingOf is the meeting of an item's address.
func meetingOf(ref string) string {
	meeting, _, _ := steering.SplitRef(ref)
	return meeting
}

// dissentTo names the decision that a dissent is to.
func dissentTo(m steering.Meeting, e steering.Entry, p view.Page) string {
	to, ok := m.Minutes.Entry(e.To)
	switch {
	case ok && to.Number != "":
		return to.Number
	case ok:
		return quoted(to.Text, p)
	}
	return p.T("keinem Beschluss", "no decision")
}

// dayType is the type of a field for a day: a browser shows only days in a date field, and
// what was typed otherwise must stay to be seen.
func dayType(typed string) string {
	if _, err := time.Parse(time.DateOnly, typed); err != nil && typed != "" {
		return "text"
	}
	return "date"
}

// dayWords write a day that a form holds.
func dayWords(s string, p view.Page) string { return dayAsShown(s, p.Lang) }

// dayAsShown is a day as a date field shows what it sends as 2015-11-27; anything else
// stays as it was typed.
func dayAsShown(s string, l text.Lang) string {
	if d, err := period.ParseDate(s); err == nil {
		return d.In(l)
	}
	return s
}

func kindOptions(p view.Page) []view.Option  { return optionsOf(p, steering.BodyKinds()) }
func seatOptions(p view.Page) []view.Option  { return optionsOf(p, steering.Roles()) }
func wishOptions(p view.Page) []view.Option  { return optionsOf(p, steering.Wishes()) }
func entryOptions(p view.Page) []view.Option { return optionsOf(p, steering.EntryKinds()) }

// optionsOf are words to choose from.
func optionsOf[T interface {
	~string
	Label() text.Text
}](p view.Page, words []T) []view.Option {
	list := make([]view.Option, len(words))
	for i, w := range words {
		list[i] = view.Option{Name: p.In(w.Label()), Value: string(w)}
	}
	return list
}

func parentOptions(p view.Page, bodies []steering.Body) []view.Option {
	list := []view.Option{{Name: p.T("kein anderes Gremium", "no other body")}}
	for _, b := range bodies {
		list = append(list, view.Option{Name: b.Name, Value: b.Key})
	}
	return list
}

// successorOptions are the bodies that may take a point of a kind over.
func successorOptions(p view.Page, f endEntry, kind desk.PointKind) []view.Option {
	list := []view.Option{{Name: p.T("bitte wählen", "please choose")}}
	if kind == desk.GroupPoint {
		list = append(list, view.Option{Name: p.T("arbeitet für kein anderes", "works for no other"), Value: desk.Nobody})
	}
	for _, b := range f.Successors {
		if kind != desk.TopicPoint || b.Changed.IsZero() {
			list = append(list, view.Option{Name: b.Name, Value: b.Key})
		}
	}
	return list
}

// undecided reports whether a body that ends has undecided items, which not every body
// can take over.
func (f endEntry) undecided() bool {
	return slices.ContainsFunc(f.Points, func(p desk.Point) bool { return p.Kind == desk.TopicPoint })
}

// forAll is the kind of point that whoever takes all of them must be able to take.
func (f endEntry) forAll() desk.PointKind {
	if f.undecided() {
		return desk.TopicPoint
	}
	return desk.ActionPoint
}

// notOffered says which bodies cannot take undecided items over as of a day, and since
// when they can.
func (f endEntry) notOffered(p view.Page) []string {
	var list []string
	for _, b := range f.Successors {
		if f.undecided() && !b.Changed.IsZero() {
			list = append(list, fmt.Sprintf(p.T("%s steht für Unentschiedenes nicht zur Wahl: Das Gremium wurde am %s schon geändert; was am %s galt, ändert sich nicht mehr.", "%s cannot be chosen for undecided items: the body was changed already on %s; what held on %s does not change any more."),
				b.Name, b.Changed.In(p.Lang), p.AsOf.In(p.Lang)))
		}
	}
	return list
}
