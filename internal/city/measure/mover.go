// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measure

import (
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Moving is whatever may be expected to move a figure: a measure, or an action.
type Moving interface{ Mover() Mover }

// Mover is what of a measure or an action is held against a figure.
type Mover struct {
	By     Doing
	ID     string
	Title  string
	Unit   string       // the office responsible
	Expect *Expectation // nil: nobody said what should move
	Began  period.Date  // the day on which an action came up, or a measure begins
	// Ended: nothing is done for it any more. GivenUp: it was broken off, and what it
	// was to move is not asked of it.
	Ended, GivenUp bool
	Source         string
	Example        bool
}

// actionMark stands in front of an action's key where measures have keys too. No key of
// a measure holds it.
const actionMark = "action:"

// Key names it among all that may move a figure; a measure and an action may have the
// same ID.
func (m Mover) Key() string { return m.By.Key(m.ID) }

// Key is the key of what is done under an ID.
func (d Doing) Key(id string) string {
	if d == ByAction {
		return actionMark + id
	}
	return id
}

// OfKey is what a key names, and its ID.
func OfKey(key string) (Doing, string) {
	if id, ok := strings.CutPrefix(key, actionMark); ok {
		return ByAction, id
	}
	return ByMeasure, key
}

// Mover implements Moving.
func (m Measure) Mover() Mover {
	return Mover{
		By: ByMeasure, ID: m.ID, Title: m.Title, Unit: m.Unit, Expect: m.Expect, Began: m.From, Ended: m.State.Ended(), GivenUp: m.State == Stopped, Source: m.Source, Example: m.Example,
	}
}

// Doing says what is done to move a figure.
type Doing int

// What is done.
const (
	ByMeasure Doing = iota
	ByAction
)

// Label names it.
func (d Doing) Label() text.Text {
	if d == ByAction {
		return text.T("Auftrag", "action")
	}
	return text.T("Maßnahme", "measure")
}

// Said puts what is done into a sentence, at {without}, {with}, {the} and {it} (as an
// object), with a capital letter at {Without}, {With} and {The}.
func (d Doing) Said(t text.Text) text.Text {
	de, en := strings.NewReplacer("{without}", "ohne Maßnahme", "{Without}", "Ohne Maßnahme", "{with}", "mit Maßnahme", "{With}", "Mit Maßnahme", "{the}", "die Maßnahme", "{The}", "Die Maßnahme", "{it}", "sie"),
		strings.NewReplacer("{without}", "nothing done", "{Without}", "With nothing done", "{with}", "with the measure", "{With}", "With the measure", "{the}", "the measure", "{The}", "The measure", "{it}", "it")
	if d == ByAction {
		de = strings.NewReplacer("{without}", "ohne Auftrag", "{Without}", "Ohne Auftrag", "{with}", "mit Auftrag", "{With}", "Mit Auftrag", "{the}", "der Auftrag", "{The}", "Der Auftrag", "{it}", "ihn")
		en = strings.NewReplacer("{without}", "nothing done", "{Without}", "With nothing done", "{with}", "with the action", "{With}", "With the action", "{the}", "the action", "{The}", "The action", "{it}", "it")
	}
	return text.T(de.Replace(t.De), en.Replace(t.En))
}

// Seen is what is expected to move a figure, with what is to be seen of it.
type Seen struct {
	Mover
	Record    int64 // number of the record that says what is expected
	Indicator figure.Indicator
	Says      text.Text   // what came beside what would have come with nothing done, or why that cannot be said
	Off       []text.Text // why it is off its track; none: it is not
	// At is the time that the numbers speak of: the last value's, or the check date's
	// where none came; zero: nothing can be set beside the expectation.
	At                period.Period
	Low, High, Target *Asked // the 80 % band of nothing done, and what was expected
	Came              *Asked // nil: no value is known
}

// Asked is a number with the address of its derivation.
type Asked struct {
	Value float64
	Ref   string
}
