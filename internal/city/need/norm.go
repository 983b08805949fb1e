// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package need holds the norms (Richtwerte) by which a city reckons what is
// needed: each with value, validity, status and source.
package need

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Norm is a dated planning norm (Richtwert) as files and pages show it.
type Norm struct {
	Field     string // such as "accommodation"
	Name      string
	Value     string // as printed; norms that the program reckons with have types of their own
	Unit      string
	Scope     string // validity as printed
	Status    string // law, practice, policy, permit, actual ...
	ValidFrom period.Date
	KnownFrom period.Date
	Source    string
	File      string
	Line      int
}

// Utilisation is the share of the usable places that can be occupied on
// average, because families, illness and moves keep places empty.
type Utilisation struct {
	Share     unit.Share  `json:"share"`
	ValidFrom period.Date `json:"valid_from"`
	KnownFrom period.Date `json:"known_from"`
	Status    string      `json:"status"`
	Source    string      `json:"source"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// LeadTime is the time from decision to opening (Vorlaufzeit) for a kind of
// accommodation, in tenths of a month, low to high.
type LeadTime struct {
	Kind      accommodation.Kind `json:"kind"`
	Low       int                `json:"low_tenths"`
	Typical   int                `json:"typical_tenths"`
	High      int                `json:"high_tenths"`
	Quality   string             `json:"quality"` // assumption, press, derived, paper
	Observed  string             `json:"observed,omitempty"`
	ValidFrom period.Date        `json:"valid_from,omitzero"`
	KnownFrom period.Date        `json:"known_from,omitzero"`
	Source    string             `json:"source"`
	File      string             `json:"file,omitempty"`
	Line      int                `json:"line,omitempty"`
}

// Assumption is the quality of a lead time that nobody has stated.
const Assumption = "assumption"

// StatusLabel returns the status of a norm in the languages of the interface;
// the word itself where it is none of the known ones.
func StatusLabel(status string) text.Text {
	switch status {
	case "law":
		return text.T("Gesetz", "law")
	case "practice":
		return text.T("Praxis der Stadt", "practice of the city")
	case "policy":
		return text.T("Grundsatz der Stadt", "policy of the city")
	case "council target":
		return text.T("Ziel des Gemeinderats", "target of the council")
	case "planning figure":
		return text.T("Planungswert", "planning figure")
	case "permit":
		return text.T("Genehmigung", "permit")
	case "actual":
		return text.T("Istwert", "actual value")
	case "":
		return text.T("Status nicht genannt", "status not named")
	}
	return text.Same(status)
}

// QualityLabel returns how well a lead time is known in the languages of the
// interface; the word itself where it is none of the known ones.
func QualityLabel(quality string) text.Text {
	switch quality {
	case Assumption:
		return text.T("Annahme ohne Beleg", "assumption without evidence")
	case "press":
		return text.T("Presse", "press")
	case "derived":
		return text.T("aus Vorlagen hergeleitet", "derived from papers")
	case "paper":
		return text.T("Vorlage", "paper")
	}
	return text.Same(quality)
}
