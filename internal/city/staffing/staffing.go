// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package staffing holds the nouns of a city's staff: keys, posts, pay tables.
package staffing

import (
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Base is what a staffing key counts.
type Base string

// The bases of staffing keys.
const (
	Persons Base = "persons"
	Places  Base = "places"
	Cases   Base = "cases"
)

// BaseLabel returns the base in the languages of the interface.
func BaseLabel(b Base) text.Text {
	switch b {
	case Persons:
		return text.T("Personen", "persons")
	case Places:
		return text.T("Plätze", "places")
	case Cases:
		return text.T("Fälle", "cases")
	}
	return text.Same(string(b))
}

// AccommodationLabel names the type of accommodation that a staffing key is for.
func AccommodationLabel(word string) text.Text {
	switch word {
	case "all":
		return text.T("alle", "all")
	case "preliminary":
		return text.T("vorläufige Unterbringung", "preliminary accommodation")
	case "follow_up":
		return text.T("Anschlussunterbringung", "follow-up accommodation")
	case "private":
		return text.T("eigene Wohnung", "private flat")
	}
	return text.Same(word)
}

// Key is a staffing key (Stellenschlüssel): one post for Per of the base.
type Key struct {
	ID            string      `json:"id"`   // stable, such as "social-support"
	Task          text.Text   `json:"task"` // what the posts do
	Per           int64       `json:"per"`  // 136 in 1:136
	Base          Base        `json:"base"`
	Accommodation string      `json:"accommodation"` // all, preliminary, follow_up, private
	ValidFrom     period.Date `json:"valid_from,omitzero"`
	ValidTo       period.Date `json:"valid_to,omitzero"` // last day; zero: until replaced
	Decision      string      `json:"decision,omitempty"`
	KnownFrom     period.Date `json:"known_from,omitzero"`
	Source        string      `json:"source"`
	Note          string      `json:"note,omitempty"`
	File          string      `json:"file,omitempty"`
	Line          int         `json:"line,omitempty"`
}

// Valid reports whether the key holds on the day d.
func (k Key) Valid(d period.Date) bool {
	return !k.ValidFrom.After(d) && (k.ValidTo.IsZero() || !k.ValidTo.Before(d))
}

// Quality says how a row of a pay table came about.
type Quality string

// The qualities of pay rows. Derived rows are marked wherever they are shown.
const (
	AsPrinted Quality = "as printed"
	Derived   Quality = "derived"
)

// Pay is one cell of a pay table: the monthly gross pay of a grade and step.
type Pay struct {
	Grade     string      `json:"grade"` // "EG 9b"
	Step      int         `json:"step"`
	ValidFrom period.Date `json:"valid_from"`
	ValidTo   period.Date `json:"valid_to,omitzero"`
	Monthly   unit.Cents  `json:"monthly_cents"`
	Quality   Quality     `json:"quality"`
	Source    string      `json:"source"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// FlatRate is a stated yearly price of one post, used instead of a pay table.
type FlatRate struct {
	Name      string      `json:"name"`
	Yearly    unit.Cents  `json:"yearly_cents"`
	ValidFrom period.Date `json:"valid_from"`
	ValidTo   period.Date `json:"valid_to,omitzero"`
	Source    string      `json:"source"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Case is a change of posts in a paper (Stellenplanfall): posts created,
// removed or authorised, with their grade and phase-out notes.
type Case struct {
	Paper     string      `json:"paper"`
	Date      period.Date `json:"date"`
	Content   string      `json:"content"`
	Posts     string      `json:"posts"` // as printed
	Grade     string      `json:"grade,omitempty"`
	Logic     string      `json:"logic,omitempty"`
	Source    string      `json:"source"`
	KnownFrom period.Date `json:"known_from"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}
