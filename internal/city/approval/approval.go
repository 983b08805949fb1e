// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package approval holds the release of figures (Freigabe): entered, checked,
// released by a second person, for each source and month. What was done is a
// list of events that only grows; what holds follows from it.
package approval

import (
	"fmt"
	"regexp"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Unit is what is released together: the figures of one source whose periods
// end in one month.
type Unit struct {
	Source string // key of the source's profile
	Month  period.Month
}

// String writes the unit as addresses do: council.2016-04.
func (u Unit) String() string { return u.Source + "." + u.Month.String() }

var written = regexp.MustCompile(`^([a-z0-9][a-z0-9_-]*)\.([0-9]{4}-[0-9]{2})$`)

// ParseUnit reads what String writes.
func ParseUnit(s string) (Unit, error) {
	parts := written.FindStringSubmatch(s)
	if parts == nil {
		return Unit{}, fmt.Errorf("approval.ParseUnit(%q): not a source and month", s)
	}
	month, err := period.ParseMonth(parts[2])
	if err != nil {
		return Unit{}, err
	}
	return Unit{parts[1], month}, nil
}

// State is how far figures are on their way to a reader.
type State int

// The states. The zero State is that of a figure that nobody asked about.
const (
	Unasked   State = iota
	Entered         // nobody has checked them yet
	Checked         // one person has checked them
	Released        // a second person has released them
	Published       // released by the publication of their source
)

var states = []struct {
	state State
	name  string
	label text.Text
}{
	{Entered, "entered", text.T("erfasst", "entered")},
	{Checked, "checked", text.T("geprüft", "checked")},
	{Released, "released", text.T("freigegeben", "released")},
	{Published, "published", text.T("veröffentlicht", "published")},
}

// ParseState reads the name of a state.
func ParseState(name string) (State, bool) {
	for _, s := range states {
		if s.name == name {
			return s.state, true
		}
	}
	return Unasked, false
}

// String returns the name of the state in addresses and files.
func (s State) String() string {
	for _, known := range states {
		if known.state == s {
			return known.name
		}
	}
	return "unknown"
}

// Label returns the state in the languages of the interface.
func (s State) Label() text.Text {
	for _, known := range states {
		if known.state == s {
			return known.label
		}
	}
	return text.T("unbekannt", "unknown")
}

// Open reports whether readers who see released figures only may see it.
func (s State) Open() bool { return s == Released || s == Published }

// Standing is how one figure stands, and who brought it there.
type Standing struct {
	State State
	By    string      // role or office that released or checked it; empty where nobody did
	On    period.Date // the day on which it was done
}

// Say says how the figure stands in a sentence; empty where nobody asked.
func (s Standing) Say() text.Text {
	done := func(de, en string) text.Text {
		return text.T(fmt.Sprintf(de, s.On.In(text.De), s.By), fmt.Sprintf(en, s.On.In(text.En), s.By))
	}
	switch s.State {
	case Released:
		return done("freigegeben am %s von %s", "released on %s by %s")
	case Published:
		return text.T("freigegeben durch Veröffentlichung der Quelle", "released by the publication of its source")
	case Checked:
		return done("geprüft am %s von %s, noch nicht freigegeben", "checked on %s by %s, not released yet")
	case Entered:
		return text.T("nicht freigegeben, noch nicht geprüft", "not released, not checked yet")
	}
	return text.Text{}
}

// Act is what somebody does to a unit.
type Act string

// The acts.
const (
	Check    Act = "check"    // entered -> checked
	Return   Act = "return"   // checked -> entered, with a reason
	Release  Act = "release"  // checked -> released, by a second person
	Reopen   Act = "reopen"   // released -> entered, with a reason; what was released stays so
	Withdraw Act = "withdraw" // the release is taken back, with a reason
)

// Acts lists the acts in the order of the work.
func Acts() []Act { return []Act{Check, Return, Release, Reopen, Withdraw} }

var actLabels = map[Act]text.Text{
	Check: text.T("geprüft", "checked"), Return: text.T("zurückgegeben", "returned"), Release: text.T("freigegeben", "released"),
	Reopen: text.T("wieder geöffnet", "reopened"), Withdraw: text.T("Freigabe zurückgezogen", "release withdrawn"),
}

// Label says what was done.
func (a Act) Label() text.Text { return actLabels[a] }

// NeedsReason reports whether the act must say why.
func (a Act) NeedsReason() bool { return a == Return || a == Reopen || a == Withdraw }

// Event is something that was done.
type Event struct {
	Act Act       `json:"act"`
	By  string    `json:"by"` // role or office, never a person's name
	At  time.Time `json:"at"` // UTC
	// Position is the ledger's position that the actor saw: the act speaks of
	// the figures up to it.
	Position int64  `json:"position"`
	Note     string `json:"note,omitempty"`
}

// Course is all that was done to a unit, oldest first. It only ever grows.
type Course struct {
	Source string       `json:"source"`
	Month  period.Month `json:"month"`
	Events []Event      `json:"events"`
}

// Unit is the unit that the course is of.
func (c Course) Unit() Unit { return Unit{c.Source, c.Month} }

// Last returns the last event; false where nothing was done yet.
func (c Course) Last() (Event, bool) {
	if len(c.Events) == 0 {
		return Event{}, false
	}
	return c.Events[len(c.Events)-1], true
}

// Release returns the release that stands: the last one, unless it was
// withdrawn. A reopened unit keeps it until the next.
func (c Course) Release() (Event, bool) {
	var standing Event
	for _, e := range c.Events {
		switch e.Act {
		case Release:
			standing = e
		case Withdraw:
			standing = Event{}
		}
	}
	return standing, standing.Act == Release
}

// Covers reports whether the figure with a running number is released: a
// release covers the figures that were there when it was given.
func (c Course) Covers(figure int64) bool {
	e, ok := c.Release()
	return ok && figure <= e.Position
}

// State says how far the unit is, whose newest figure has the running number
// newest. Figures that came after a check or a release take it back to
// Entered; what was released before stays released.
func (c Course) State(newest int64) State {
	last, ok := c.Last()
	switch {
	case !ok || newest > last.Position:
		return Entered
	case last.Act == Check:
		return Checked
	case last.Act == Release:
		return Released
	}
	return Entered
}

// Standing says how a figure of the unit stands.
func (c Course) Standing(figure int64) Standing {
	if e, ok := c.Release(); ok && figure <= e.Position {
		return Standing{Released, e.By, period.OfTime(e.At)}
	}
	if e, ok := c.Last(); ok && e.Act == Check && figure <= e.Position {
		return Standing{Checked, e.By, period.OfTime(e.At)}
	}
	return Standing{State: Entered}
}
