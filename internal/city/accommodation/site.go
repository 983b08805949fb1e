// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package accommodation holds the sites in which a city accommodates people,
// and how many places they have from when to when.
package accommodation

import (
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Certainty says how sure it is that a site has its places, surest first.
type Certainty string

// The certainties of a site.
const (
	InOperation Certainty = "in_operation"
	Decided     Certainty = "decided"
	Planned     Certainty = "planned"
	Proposed    Certainty = "proposed"
)

// EndReason says why places end.
type EndReason string

// The reasons for the end of a site. OpenEnded sites have no end date.
const (
	OpenEnded  EndReason = ""
	Permit     EndReason = "permit"
	Lease      EndReason = "lease"
	Demolition EndReason = "demolition"
	Season     EndReason = "season"
	Closure    EndReason = "closure"
)

// Kind is the way a site is built or got; lead times hang on it.
type Kind string

// The kinds of sites.
const (
	Hall           Kind = "hall"
	Container      Kind = "container"
	Hotel          Kind = "hotel"
	SystemBuilding Kind = "system_building"
	ModuleBuilding Kind = "module_building"
	SolidBuilding  Kind = "solid_building"
	Rented         Kind = "rented"
	Extension      Kind = "extension"
	Other          Kind = "other"
)

// Entry is a word of a closed list with its label.
type Entry[T ~string] struct {
	Word  T
	Label text.Text
}

// Kinds, Certainties and EndReasons list the words that files may use.
var (
	Kinds = []Entry[Kind]{
		{Hall, text.T("Halle", "hall")},
		{Container, text.T("Container", "container")},
		{Hotel, text.T("Hotel", "hotel")},
		{SystemBuilding, text.T("Systembau", "system building")},
		{ModuleBuilding, text.T("Modulbau", "module building")},
		{SolidBuilding, text.T("Massivbau", "solid building")},
		{Rented, text.T("Anmietung", "rented building")},
		{Extension, text.T("Erweiterung", "extension")},
		{Other, text.T("sonstige Unterkunft", "other accommodation")},
	}
	Certainties = []Entry[Certainty]{
		{InOperation, text.T("in Betrieb", "in operation")},
		{Decided, text.T("beschlossen", "decided")},
		{Planned, text.T("geplant", "planned")},
		{Proposed, text.T("vorgeschlagen", "proposed")},
	}
	EndReasons = []Entry[EndReason]{
		{OpenEnded, text.T("unbefristet", "open-ended")},
		{Permit, text.T("Genehmigung endet", "permit ends")},
		{Lease, text.T("Mietvertrag endet", "lease ends")},
		{Demolition, text.T("Abbruch", "demolition")},
		{Season, text.T("Saison endet", "season ends")},
		{Closure, text.T("Schließung", "closure")},
	}
)

// Label returns the label of a word in its list; the word itself if unknown.
func Label[T ~string](list []Entry[T], word T) text.Text {
	for _, e := range list {
		if e.Word == word {
			return e.Label
		}
	}
	return text.Same(string(word))
}

// Dated is a date with the basis on which it stands.
type Dated struct {
	Date  period.Date  `json:"date,omitzero"`
	Basis figure.Basis `json:"basis,omitzero"`
	Rule  string       `json:"rule,omitempty"` // how an assumed or computed date came about
}

// Site is one accommodation site (Unterkunft) as it was known from KnownFrom
// on. A change is a new record with a later KnownFrom; the last known counts.
type Site struct {
	ID        string         `json:"id"` // stable key, such as "t4-quellenstrasse"
	Name      string         `json:"name"`
	Area      area.ID        `json:"area"`
	Kind      Kind           `json:"kind"`
	Certainty Certainty      `json:"certainty"`
	Opening   Dated          `json:"opening"`
	End       Dated          `json:"end"` // first day without the places; zero: open-ended
	EndReason EndReason      `json:"end_reason,omitempty"`
	Nominal   unit.Headcount `json:"nominal"` // places as built or rented
	Blocked   unit.Headcount `json:"blocked"` // places that cannot be used (damage, building works)
	Reserve   unit.Headcount `json:"reserve"` // places kept free on purpose
	Cost      unit.Cents     `json:"cost_cents,omitempty"`
	Package   string         `json:"package,omitempty"` // the tranche or programme it belongs to
	Paper     string         `json:"paper,omitempty"`
	Basis     figure.Basis   `json:"basis"` // of the number of places
	Source    string         `json:"source"`
	Note      string         `json:"note,omitempty"`
	KnownFrom period.Date    `json:"known_from"`
	// Withdrawn marks a record that takes the site out of the plan.
	Withdrawn bool   `json:"withdrawn,omitempty"`
	Record    int64  `json:"record,omitempty"` // running number of this version
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
}

// Usable returns the places that can be given out: nominal less blocked and
// reserve, never below zero.
func (s Site) Usable() unit.Headcount {
	return max(0, s.Nominal-s.Blocked-s.Reserve)
}

// OpenOn reports whether the site has its places on the day d: from its
// opening to the day before its end.
func (s Site) OpenOn(d period.Date) bool {
	return !s.Opening.Date.After(d) && (s.End.Date.IsZero() || s.End.Date.After(d))
}
