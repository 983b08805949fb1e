// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package steering holds the nouns of a task force's work: bodies with their members,
// meetings with minutes and decisions, and actions.
package steering

import (
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Action is what an office has to do by a day (Auftrag, offener Punkt), from wherever
// it comes: minutes, a motion, a request of another office.
type Action struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Owner is who has to do it: an office or role, never a person's name.
	Owner string      `json:"owner"`
	Due   period.Date `json:"due,omitzero"` // zero: no day was set
	State ActionState `json:"state"`
	// Origin says where it comes from.
	Origin Origin `json:"origin"`
	// Body is the key of the body that watches over it. Where that one ends, it is
	// handed to another one.
	Body   string      `json:"body,omitempty"`
	Opened period.Date `json:"opened"`
	Closed period.Date `json:"closed,omitzero"`
	// Outcome is what came of it, or why it was dropped.
	Outcome string `json:"outcome,omitempty"`
	// FollowsUp is the action that it continues.
	FollowsUp string `json:"follows_up,omitempty"`
	// Procedure is the action under which it is answered together with others
	// (gebündelter Vorgang); empty: it stands by itself.
	Procedure string `json:"procedure,omitempty"`
	// Measure is the key of the measure that it belongs to.
	Measure string `json:"measure,omitempty"`
	// Expect is the figure that must move because of the action itself; nil: none.
	Expect  *measure.Expectation `json:"expect,omitempty"`
	Note    string               `json:"note,omitempty"`
	Source  string               `json:"source,omitempty"`
	Example bool                 `json:"example,omitempty"`
	// Why says why this version was made, and By which role or office made it.
	Why string `json:"why,omitempty"`
	By  string `json:"by,omitempty"`
}

// ActionState says how far an action is.
type ActionState string

// The states of an action.
const (
	Open    ActionState = "open"
	Started ActionState = "started"
	Waiting ActionState = "waiting" // for somebody else, who is named in the note
	Done    ActionState = "done"
	Dropped ActionState = "dropped" // with its reason
)

// ActionStates lists the states.
func ActionStates() []ActionState { return []ActionState{Open, Started, Waiting, Done, Dropped} }

// Ended reports whether nothing is to be done any more.
func (s ActionState) Ended() bool { return s == Done || s == Dropped }

// Label names the state.
func (s ActionState) Label() text.Text {
	switch s {
	case Open:
		return text.T("offen", "open")
	case Started:
		return text.T("in Arbeit", "in progress")
	case Waiting:
		return text.T("wartet", "waiting")
	case Done:
		return text.T("erledigt", "done")
	case Dropped:
		return text.T("entfallen", "dropped")
	}
	return text.Same(string(s))
}

// Overdue reports whether it should have been done before the day.
func (a Action) Overdue(today period.Date) bool {
	return !a.State.Ended() && !a.Due.IsZero() && a.Due.Before(today)
}

// Mover implements measure.Moving.
func (a Action) Mover() measure.Mover {
	return measure.Mover{
		By: measure.ByAction, ID: a.ID, Title: a.Title, Unit: a.Owner, Expect: a.Expect, Began: a.Opened, Ended: a.State.Ended(), GivenUp: a.State == Dropped, Source: a.Source, Example: a.Example,
	}
}

// OriginKind says what an action comes from.
type OriginKind string

// The origins of actions.
const (
	FromMeeting OriginKind = "meeting" // a body's meeting, by its minutes
	FromPaper   OriginKind = "paper"   // a motion, inquiry or decision of the council
	FromOffice  OriginKind = "office"  // another office asks
	FromWarning OriginKind = "warning" // a warning of the program
	FromOutside OriginKind = "outside" // a resident, a provider, the press
)

// OriginKinds lists the origins.
func OriginKinds() []OriginKind {
	return []OriginKind{FromMeeting, FromPaper, FromOffice, FromWarning, FromOutside}
}

// Label names the origin.
func (k OriginKind) Label() text.Text {
	switch k {
	case FromMeeting:
		return text.T("Sitzung", "meeting")
	case FromPaper:
		return text.T("Drucksache", "council paper")
	case FromOffice:
		return text.T("Anfrage eines Amtes", "request of an office")
	case FromWarning:
		return text.T("Warnung", "warning")
	case FromOutside:
		return text.T("von außen", "from outside")
	}
	return text.Same(string(k))
}

// Origin is where an action comes from.
type Origin struct {
	Kind OriginKind `json:"kind"`
	// Ref is the key of the meeting ("BODY/2016-03-02#4" with the number of its
	// decision), paper or warning; empty for offices.
	Ref string `json:"ref,omitempty"`
	// By names the office that asked.
	By string `json:"by,omitempty"`
}
