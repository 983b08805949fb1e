// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package council holds the nouns of a city council's work: committees, their
// sittings, papers and the order in which a paper goes through committees. The words
// are those of OParl 1.1 where it has one.
package council

import (
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// CommitteeKind says what a body of the council is.
type CommitteeKind string

// The kinds of bodies.
const (
	Plenary  CommitteeKind = "council"   // the council itself
	Standing CommitteeKind = "committee" // Ausschuss
	Advisory CommitteeKind = "advisory"  // Beirat
	District CommitteeKind = "district"  // Bezirksbeirat
	Fraction CommitteeKind = "group"     // parliamentary group
)

// Label names the kind.
func (k CommitteeKind) Label() text.Text {
	switch k {
	case Plenary:
		return text.T("Gemeinderat", "council")
	case Standing:
		return text.T("Ausschuss", "committee")
	case Advisory:
		return text.T("Beirat", "advisory board")
	case District:
		return text.T("Bezirksbeirat", "district council")
	case Fraction:
		return text.T("Fraktion", "parliamentary group")
	}
	return text.Same(string(k))
}

// Committee is a body of the council (Gremium).
type Committee struct {
	Key   string        `json:"key"` // "STA", stable
	Name  string        `json:"name"`
	Kind  CommitteeKind `json:"kind"`
	Area  string        `json:"area,omitempty"` // of a district council
	From  period.Date   `json:"from,omitzero"`
	Until period.Date   `json:"until,omitzero"` // last day; zero: still there
	// Submission is how many working days before a sitting papers must be in;
	// Invitation how many days before it members must be invited. The source says by
	// which rule.
	Submission int  `json:"submission"`
	Invitation int  `json:"invitation"`
	Public     bool `json:"public"` // its sittings are as a rule
	// TermsUnknown says that its source tells neither of deadlines nor of whether it sits
	// in public: Submission, Invitation and Public then say nothing.
	TermsUnknown bool `json:"terms_unknown,omitempty"`
	// Seats is how many may vote, the chair with them; 0: unknown.
	Seats   int    `json:"seats,omitempty"`
	Source  string `json:"source"`
	Example bool   `json:"example,omitempty"` // made up for the demonstration
	// Withdrawn says that it was taken back where it comes from: it stays in the
	// register, but is shown to nobody outside.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

// SittingState says how far a sitting is.
type SittingState string

// The states of a sitting.
const (
	Planned   SittingState = "planned"
	Invited   SittingState = "invited"
	Held      SittingState = "held"
	Cancelled SittingState = "cancelled"
)

// Sitting is a meeting of a committee (Sitzung; OParl: Meeting).
type Sitting struct {
	ID        string       `json:"id"`
	Committee string       `json:"committee"` // its key
	On        period.Date  `json:"on"`
	At        string       `json:"at,omitempty"` // "16:00", local time
	Place     string       `json:"place,omitempty"`
	State     SittingState `json:"state"`
	InvitedOn period.Date  `json:"invited_on,omitzero"`
	Agenda    []Item       `json:"agenda,omitempty"`
	Source    string       `json:"source,omitempty"`
	Example   bool         `json:"example,omitempty"`
	Withdrawn bool         `json:"withdrawn,omitempty"` // taken back where it comes from
	// History is who kept it and who changed it, oldest first; what files brought is not
	// in it.
	History []Act `json:"history,omitempty"`
}

// Item is an item of an agenda (Tagesordnungspunkt).
type Item struct {
	Number string `json:"number"` // "1", "1a"
	Title  string `json:"title"`
	Paper  string `json:"paper,omitempty"` // the paper's ID
	Public bool   `json:"public"`
	Role   Step   `json:"role,omitempty"` // what the committee does with it
	// Result is what came of it; empty: nothing yet.
	Result Result `json:"result,omitempty"`
	// Resolution is the text that was decided, Votes how, such as "einstimmig".
	Resolution string `json:"resolution,omitempty"`
	Votes      string `json:"votes,omitempty"`
}

// Result is what a committee did with an item.
type Result string

// The results.
const (
	Accepted  Result = "accepted"
	Amended   Result = "amended" // accepted with changes
	Rejected  Result = "rejected"
	Deferred  Result = "deferred" // put off
	Referred  Result = "referred" // passed on to another committee
	Noted     Result = "noted"    // taken note of
	Withdrawn Result = "withdrawn"
)

// Label names the result.
func (r Result) Label() text.Text {
	switch r {
	case Accepted:
		return text.T("angenommen", "accepted")
	case Amended:
		return text.T("geändert angenommen", "accepted with changes")
	case Rejected:
		return text.T("abgelehnt", "rejected")
	case Deferred:
		return text.T("vertagt", "deferred")
	case Referred:
		return text.T("verwiesen", "referred")
	case Noted:
		return text.T("zur Kenntnis genommen", "taken note of")
	case Withdrawn:
		return text.T("zurückgezogen", "withdrawn")
	}
	return text.Same(string(r))
}

// Step is what a committee is asked to do with a paper.
type Step string

// The steps of a paper's order of committees (Beratungsfolge).
const (
	Introduction Step = "introduction" // Einbringung
	Deliberation Step = "deliberation" // Beratung
	Preliminary  Step = "preliminary"  // Vorberatung
	Notice       Step = "notice"       // Kenntnisnahme
	Decision     Step = "decision"     // Beschlussfassung
)

// Label names the step as councils in Baden-Württemberg write it.
func (s Step) Label() text.Text {
	switch s {
	case Introduction:
		return text.T("Einbringung", "introduction")
	case Deliberation:
		return text.T("Beratung", "deliberation")
	case Preliminary:
		return text.T("Vorberatung", "preliminary deliberation")
	case Notice:
		return text.T("Kenntnisnahme", "notice")
	case Decision:
		return text.T("Beschlussfassung", "decision")
	}
	return text.Same(string(s))
}

// Label names the state of a sitting.
func (s SittingState) Label() text.Text {
	switch s {
	case Planned:
		return text.T("geplant", "planned")
	case Invited:
		return text.T("eingeladen", "invited")
	case Held:
		return text.T("hat stattgefunden", "held")
	case Cancelled:
		return text.T("abgesagt", "cancelled")
	}
	return text.Same(string(s))
}

// Final reports whether a deciding body is done with the item: it did not put it off
// or pass it on.
func (r Result) Final() bool { return r != "" && r != Deferred && r != Referred }

// Recess is a time without sittings (sitzungsfreie Zeit), such as the summer recess.
type Recess struct {
	Key     string      `json:"key"`
	Name    string      `json:"name"`
	From    period.Date `json:"from"`
	Until   period.Date `json:"until"` // last day
	Source  string      `json:"source"`
	Example bool        `json:"example,omitempty"`
}

// On reports whether the day lies in the recess.
func (r Recess) On(d period.Date) bool { return !d.Before(r.From) && !d.After(r.Until) }
