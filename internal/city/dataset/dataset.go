// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package dataset holds the data sets of the public catalogue: which part of
// the ledger each one is, under which terms it may be used, and whom to ask.
package dataset

import (
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// Dataset is one data set (Datensatz) as the office describes it. Empty fields
// are taken from the ledger and from the catalogue's own settings.
type Dataset struct {
	Key         string    `json:"key"` // in addresses, such as "accommodation-persons"
	Title       text.Text `json:"title"`
	Description text.Text `json:"description"`
	// Indicators, Levels and Groups say which figures belong to it; no level and
	// no group stand for all.
	Indicators []string        `json:"indicators"`
	Levels     []area.Level    `json:"levels,omitempty"`
	Groups     []population.ID `json:"groups,omitempty"`

	Licence     Licence     `json:"licence,omitempty"`
	Attribution string      `json:"attribution,omitempty"` // whom to name
	Office      string      `json:"office,omitempty"`      // the office to ask, never a person
	Email       string      `json:"email,omitempty"`
	Theme       Theme       `json:"theme,omitempty"`
	Periodicity Periodicity `json:"periodicity,omitempty"`
	Issued      period.Date `json:"issued,omitzero"`
	// Withheld takes the data set out of the catalogue.
	Withheld  bool        `json:"withheld,omitempty"`
	Source    string      `json:"source,omitempty"` // who decided on it
	KnownFrom period.Date `json:"known_from,omitzero"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Holds reports whether a figure of an indicator, level and group belongs to
// the data set.
func (d Dataset) Holds(indicator string, level area.Level, group population.ID) bool {
	return slices.Contains(d.Indicators, indicator) &&
		(len(d.Levels) == 0 || slices.Contains(d.Levels, level)) &&
		(len(d.Groups) == 0 || slices.Contains(d.Groups, group))
}

// Licence names terms of use by the last part of its address in the German
// list of licences (dcat-ap.de/def/licenses).
type Licence string

// Theme names a subject by its code in the European list of data themes.
type Theme string

// Periodicity names how often a data set grows by its code in the European
// list of frequencies.
type Periodicity string

// Entry is a word of a closed list with its label.
type Entry[T ~string] struct {
	Word  T
	Label text.Text
}

// The words that are used where nothing is said.
const (
	Attribute Licence     = "dl-by-de/2.0"
	Society   Theme       = "SOCI"
	Monthly   Periodicity = "MONTHLY"
	Quarterly Periodicity = "QUARTERLY"
	Annual    Periodicity = "ANNUAL"
	Irregular Periodicity = "IRREG"
)

// The closed lists, without the words that a city's figures have no use for.
var (
	Licences = []Entry[Licence]{
		{Attribute, text.T("Datenlizenz Deutschland – Namensnennung – Version 2.0", "Data licence Germany – attribution – version 2.0")},
		{"dl-zero-de/2.0", text.T("Datenlizenz Deutschland – Zero – Version 2.0", "Data licence Germany – Zero – version 2.0")},
		{"cc-zero", text.T("Creative Commons Zero (CC0)", "Creative Commons Zero (CC0)")},
		{"cc-by/4.0", text.T("Creative Commons Namensnennung 4.0 (CC BY 4.0)", "Creative Commons Attribution 4.0 (CC BY 4.0)")},
		{"cc-by-sa/4.0", text.T("Creative Commons Namensnennung, Weitergabe unter gleichen Bedingungen 4.0 (CC BY-SA 4.0)", "Creative Commons Attribution-ShareAlike 4.0 (CC BY-SA 4.0)")},
	}
	Themes = []Entry[Theme]{
		{Society, text.T("Bevölkerung und Gesellschaft", "Population and society")},
		{"GOVE", text.T("Regierung und öffentlicher Sektor", "Government and public sector")},
		{"ECON", text.T("Wirtschaft und Finanzen", "Economy and finance")},
		{"EDUC", text.T("Bildung, Kultur und Sport", "Education, culture and sport")},
		{"HEAL", text.T("Gesundheit", "Health")},
		{"REGI", text.T("Regionen und Städte", "Regions and cities")},
	}
	Periodicities = []Entry[Periodicity]{
		{Monthly, text.T("monatlich", "monthly")},
		{Quarterly, text.T("vierteljährlich", "quarterly")},
		{Annual, text.T("jährlich", "yearly")},
		{Irregular, text.T("unregelmäßig", "irregularly")},
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

// Words lists the words of a closed list.
func Words[T ~string](list []Entry[T]) []string {
	words := make([]string, len(list))
	for i, e := range list {
		words[i] = string(e.Word)
	}
	return words
}

// Address returns where the licence is explained, as the German list has it.
func Address(l Licence) string {
	if l == "" {
		return ""
	}
	return "http://dcat-ap.de/def/licenses/" + string(l)
}
