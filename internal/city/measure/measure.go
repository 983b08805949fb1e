// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package measure holds what a city wants to reach and does for it: goals, measures,
// and the figure that must move.
package measure

import (
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Goal is what is to be reached (Ziel).
type Goal struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Unit is the office responsible.
	Unit    string      `json:"unit"`
	Target  Target      `json:"target"`
	Since   period.Date `json:"since"`
	Ended   period.Date `json:"ended,omitzero"`
	Source  string      `json:"source,omitempty"` // the decision that set it
	Note    string      `json:"note,omitempty"`
	Example bool        `json:"example,omitempty"`
	// Why says why this version was made, and By which role or office made it.
	Why string `json:"why,omitempty"`
	By  string `json:"by,omitempty"`
}

// Target is the value that an indicator is to have on a day.
type Target struct {
	Indicator string      `json:"indicator"` // code of the indicator in the ledger
	Area      string      `json:"area"`
	Group     string      `json:"group,omitempty"` // breakdown within the indicator
	Value     float64     `json:"value"`           // in the indicator's unit
	AtMost    bool        `json:"at_most,omitempty"`
	On        period.Date `json:"on,omitzero"` // zero: whoever set it named no day
}

// Measure is what is done for a goal (Maßnahme).
type Measure struct {
	ID    string      `json:"id"`
	Goal  string      `json:"goal"`
	Title string      `json:"title"`
	Unit  string      `json:"unit"` // the office responsible
	From  period.Date `json:"from"`
	Until period.Date `json:"until,omitzero"`
	State State       `json:"state"`
	// Cost in all; 0: not known.
	Cost unit.Cents `json:"cost_cents,omitempty"`
	// Expect is the figure that must move.
	Expect  *Expectation `json:"expect,omitempty"`
	Paper   string       `json:"paper,omitempty"` // ID of the council paper that decided it
	Note    string       `json:"note,omitempty"`
	Source  string       `json:"source,omitempty"`
	Example bool         `json:"example,omitempty"`
	// Why says why this version was made, and By which role or office made it.
	Why string `json:"why,omitempty"`
	By  string `json:"by,omitempty"`
}

// State says how far a measure is.
type State string

// The states of a measure.
const (
	Proposed State = "proposed"
	Running  State = "running"
	Finished State = "finished"
	Stopped  State = "stopped"
)

// States lists the states.
func States() []State { return []State{Proposed, Running, Finished, Stopped} }

// Ended reports whether nothing is done for it any more.
func (s State) Ended() bool { return s == Finished || s == Stopped }

// Label names the state.
func (s State) Label() text.Text {
	switch s {
	case Proposed:
		return text.T("vorgeschlagen", "proposed")
	case Running:
		return text.T("läuft", "running")
	case Finished:
		return text.T("abgeschlossen", "finished")
	case Stopped:
		return text.T("abgebrochen", "stopped")
	}
	return text.Same(string(s))
}

// Expectation says by how much a figure must move until a day because of a measure:
// against what would have come if nothing had been done.
type Expectation struct {
	Indicator string      `json:"indicator"`
	Area      string      `json:"area"`
	Group     string      `json:"group,omitempty"`
	Change    float64     `json:"change"` // in the indicator's unit, below 0: less
	Check     period.Date `json:"check"`  // the day on which it is looked at
	// Said is the day on which it was expected; the forecast of "nothing done" rests on
	// what was known then.
	Said period.Date `json:"said"`
	// Assumed says what of it nobody published, such as the check date.
	Assumed string `json:"assumed,omitempty"`
}
