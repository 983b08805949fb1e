// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package cityfile reads the tables that a city brings along (areas, figures,
// sites, norms, keys, pay ...) into the city's nouns, and writes figures, sites
// and areas back. A file with faults is read to its end and refused whole, with
// file, row, column, value and what was expected for each fault. FormatOf lists
// the columns of each kind.
package cityfile

import (
	"cmp"
	"errors"
	"io"
	"math"
	"slices"
	"strings"

	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Kind names what a file holds.
type Kind string

// The kinds of files.
const (
	Areas        Kind = "areas"
	Indicators   Kind = "indicators"
	Groups       Kind = "groups"
	Figures      Kind = "figures"
	Breaks       Kind = "breaks"
	Choices      Kind = "choices"
	Sites        Kind = "sites"
	Packages     Kind = "packages"
	Norms        Kind = "norms"
	Utilisation  Kind = "utilisation"
	LeadTimes    Kind = "lead_times"
	Thresholds   Kind = "thresholds"
	StaffingKeys Kind = "staffing_keys"
	Pay          Kind = "pay"
	FlatRates    Kind = "flat_rates"
	PostCases    Kind = "post_cases"
	PostChanges  Kind = "post_changes"
	Apportion    Kind = "apportion"
	Settings     Kind = "settings"
	Datasets     Kind = "datasets"
	Sources      Kind = "sources"
	Crosswalk    Kind = "crosswalk"
	Scenarios    Kind = "scenarios"
	Projection   Kind = "projection"
	Stays        Kind = "stays"
	Actions      Kind = "actions"
	Goals        Kind = "goals"
	Measures     Kind = "measures"

	CrosswalkCells Kind = "crosswalk_cells"
	Bodies         Kind = "bodies"

	Committees Kind = "committees"
	Recess     Kind = "recess"
	Citations  Kind = "citations"
	Sittings   Kind = "sittings"
	Motions    Kind = "motions"
	Papers     Kind = "papers"
)

// Format describes one kind of file.
type Format struct {
	Kind     Kind
	Label    text.Text
	Required []string // columns that must be there
	Optional []string
}

// formats lists the kinds in the order in which a city imports them.
var formats = []Format{
	{
		Areas, text.T("Gebiete", "areas"),
		[]string{"edition", "edition_valid_from", "level", "id", "number", "name", "lon", "lat", "source"},
		[]string{"parent", "area_km2"},
	},
	{
		Indicators, text.T("Kennzahlen", "indicators"),
		[]string{"code", "name_de", "name_en", "unit_de", "unit_en", "decimals", "kind"},
		nil,
	},
	{Groups, text.T("Zielgruppen", "groups"), []string{"id", "name_de", "name_en"}, nil},
	{
		Settings, text.T("Einstellungen", "settings"),
		[]string{"key", "value", "source"},
		[]string{"known_from"},
	},
	{
		Sources, text.T("Quellen", "sources"),
		[]string{"key", "name", "kind", "matches", "source"},
		[]string{"office", "licence", "every", "delay_days", "url", "note", "known_from"},
	},
	{
		Crosswalk, text.T("Umstieg zwischen Gebietsständen", "crosswalk between editions"),
		[]string{"from_edition", "from_area", "to_edition", "to_area", "weight", "by", "source", "known_from"},
		nil,
	},
	{
		CrosswalkCells, text.T("Zellen zweier Gebietsstände", "cells of two editions"),
		[]string{"from_edition", "from_area", "to_edition", "to_area", "people", "source", "known_from"},
		[]string{"cell"},
	},
	{
		Figures, text.T("Werte", "figures"),
		[]string{"indicator", "area", "period", "value", "basis", "known_from", "source"},
		[]string{"group", "unit", "known_basis", "note"},
	},
	{
		Breaks, text.T("Brüche", "breaks"),
		[]string{"indicator", "area", "day", "text_de", "text_en", "source", "known_from"},
		[]string{"group"},
	},
	{
		Choices, text.T("Auswahl", "choices"),
		[]string{"indicator", "area", "period", "value", "basis", "source", "reason", "by", "known_from"},
		[]string{"group"},
	},
	{
		Packages, text.T("Tranchen", "packages"),
		[]string{"id", "name", "paper", "date", "places", "known_from", "source"},
		[]string{"sites", "buildings", "cost_eur", "cost_per_place_eur", "note"},
	},
	{
		Sites, text.T("Unterkünfte", "sites"),
		[]string{"id", "name", "area", "kind", "certainty", "opening", "places", "basis", "known_from", "source"},
		[]string{
			"opening_basis", "opening_rule", "end", "end_basis", "end_reason", "end_rule", "blocked", "reserve",
			"cost_eur", "package", "paper", "withdrawn", "note",
		},
	},
	{
		Norms, text.T("Richtwerte", "norms"),
		[]string{"field", "name", "value", "source"},
		[]string{"unit", "scope", "status", "valid_from", "known_from"},
	},
	{
		Utilisation, text.T("Auslastung", "utilisation"),
		[]string{"percent", "valid_from", "known_from", "status", "source"},
		nil,
	},
	{
		LeadTimes, text.T("Vorlaufzeiten", "lead times"),
		[]string{"kind", "low", "typical", "high", "quality", "source"},
		[]string{"observed", "valid_from", "known_from"},
	},
	{
		Scenarios, text.T("Szenarien", "scenarios"),
		[]string{"id", "name", "kind", "from", "author", "on", "known_from", "source"},
		[]string{"factor", "months", "down", "persons", "private", "return", "weight", "note"},
	},
	{
		Projection, text.T("Annahmen der Bestandsrechnung", "assumptions of the projection"),
		[]string{"set", "item", "value", "basis", "known_from", "source"},
		[]string{"state", "to", "from", "area", "name_de", "name_en", "note"},
	},
	{
		Stays, text.T("Verweildauern", "lengths of stay"),
		[]string{"observation", "months", "persons", "left", "known_from", "source"},
		[]string{"state", "entered"},
	},
	{
		Goals, text.T("Ziele", "goals"),
		[]string{"id", "title", "unit", "indicator", "area", "value", "since", "known_from", "source"},
		[]string{"group", "at_most", "on", "ended", "note", "example"},
	},
	{
		Measures, text.T("Maßnahmen", "measures"),
		[]string{"id", "goal", "title", "unit", "from", "state", "known_from", "source"},
		append([]string{"until", "cost_eur", "paper", "note", "example"}, expectNames()...),
	},
	{
		Actions, text.T("Aufträge", "actions"),
		[]string{"id", "title", "owner", "state", "opened", "origin_kind", "known_from", "source"},
		append([]string{"due", "origin_ref", "origin_by", "body", "closed", "outcome", "follows_up", "procedure", "measure", "note", "example"}, expectNames()...),
	},
	{
		Thresholds, text.T("Warnschwellen", "thresholds of warnings"),
		[]string{"threshold_percent", "valid_from", "known_from", "source"},
		[]string{"decision"},
	},
	{
		StaffingKeys, text.T("Stellenschlüssel", "staffing keys"),
		[]string{"id", "task_de", "task_en", "per", "base", "accommodation", "known_from", "source"},
		[]string{"valid_from", "valid_to", "decision", "note"},
	},
	{
		Pay, text.T("Entgelttabelle", "pay table"),
		[]string{"grade", "step", "valid_from", "monthly_eur", "quality", "source"},
		[]string{"valid_to"},
	},
	{
		FlatRates, text.T("Jahrespauschalen", "flat rates"),
		[]string{"name", "yearly_eur", "valid_from", "source"},
		[]string{"valid_to"},
	},
	{
		PostCases, text.T("Stellenplanfälle", "post cases"),
		[]string{"paper", "date", "content", "posts", "known_from", "source"},
		[]string{"grade", "logic"},
	},
	{
		PostChanges, text.T("Änderungen des Stellenplans", "changes of the staffing plan"),
		[]string{"id", "paper", "kind", "stage", "on", "from", "unit", "share", "known_from", "source"},
		[]string{"grade", "task", "key", "posts", "phase_out", "until", "per", "budget", "reason"},
	},
	{
		Apportion, text.T("Verteilungsschlüssel", "apportionment keys"),
		[]string{"key", "level", "part", "weight", "unit", "valid_from", "known_from", "source"},
		[]string{"valid_to", "group", "note"},
	},
	{
		Committees, text.T("Gremien", "committees"),
		[]string{"key", "name", "kind", "submission", "invitation", "public", "known_from", "source"},
		[]string{"area", "seats", "valid_from", "valid_to", "example"},
	},
	{
		Recess, text.T("Sitzungsfreie Zeiten", "recesses"),
		[]string{"recess", "first_day", "last_day", "known_from", "source"},
		[]string{"example"},
	},
	{
		Sittings, text.T("Sitzungen", "sittings"),
		[]string{"committee", "date", "state", "known_from", "source"},
		[]string{"at", "place", "invited_on", "agenda", "example"},
	},
	{
		Motions, text.T("Anträge und Anfragen", "motions and inquiries"),
		[]string{"number", "date", "type", "group", "subject", "asks", "source"},
		[]string{"known_from", "deadline", "committee", "note", "example"},
	},
	{
		Papers, text.T("Vorlagen", "papers"),
		[]string{"reference", "type", "title", "date", "state", "lead", "known_from", "source"},
		[]string{"order", "effects", "posts", "answers", "supplements", "replaces", "summary", "note", "example"},
	},
	{
		Datasets, text.T("Datensätze", "data sets"),
		[]string{"key", "title_de", "title_en", "description_de", "description_en", "indicators", "licence", "known_from", "source"},
		[]string{"levels", "groups", "attribution", "office", "email", "theme", "periodicity", "issued", "withheld"},
	},
	{
		Citations, text.T("Schreibweisen von Quellen", "ways to write sources"),
		[]string{"order", "pattern", "text_de", "text_en"},
		[]string{"known_from"},
	},
	{
		Bodies, text.T("Gremien der Steuerung", "bodies of steering"),
		[]string{"key", "short", "name", "kind", "since", "known_from", "source"},
		[]string{"parent", "lead", "purpose", "ended", "end_reason", "notice", "members", "note", "example"},
	},
}

// Kinds lists the kinds of files in the order in which a city imports them.
func Kinds() []Kind {
	kinds := make([]Kind, len(formats))
	for i, f := range formats {
		kinds[i] = f.Kind
	}
	return kinds
}

// FormatOf describes the kind; false for a word that is none.
func FormatOf(kind Kind) (Format, bool) {
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Kind == kind })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// Detect tells the kind of a file from its column names: the kind that shares
// most with them. A few columns may be missing or strange, so that the reader
// of the kind can name them. It reports false unless more than half fits.
func Detect(columns []string) (Kind, bool) {
	best, bestShared, bestAll := Kind(""), 0, 1
	for _, f := range formats {
		shared, all := 0, len(f.Required)
		for _, c := range columns {
			switch {
			case slices.Contains(f.Required, c):
				shared++
			case slices.Contains(f.Optional, c):
				shared++
				all++
			default:
				all++
			}
		}
		if shared*bestAll > bestShared*all {
			best, bestShared, bestAll = f.Kind, shared, all
		}
	}
	return best, 2*bestShared > bestAll && best != ""
}

// mostNear is how many kinds a refusal names.
const mostNear = 3

// Near lists the kinds that a file with a name and columns may be meant to be, best
// first: the one that its name begins with, then those that share most columns with it
// beyond source and known_from. None where nothing is shared.
func Near(name string, columns []string) []Format {
	name = strings.ToLower(name[strings.LastIndexAny(name, "/\\")+1:])
	points := func(f Format) int {
		n := 0
		for _, c := range columns {
			if c != "source" && c != "known_from" && (slices.Contains(f.Required, c) || slices.Contains(f.Optional, c)) {
				n++
			}
		}
		if strings.HasPrefix(name, string(f.Kind)) {
			n += len(columns) + 1
		}
		return n
	}
	list := slices.DeleteFunc(slices.Clone(formats), func(f Format) bool { return points(f) == 0 })
	slices.SortStableFunc(list, func(a, b Format) int { return cmp.Compare(points(b), points(a)) })
	return list[:min(len(list), mostNear)]
}

// each gives every readable row of the file to read, then calls finish for
// rules over several rows, and returns the refusal with all faults in the order
// of rows, nil where there are none. Missing columns are faults of their own.
//
// A read that returns an error ends the reading with it.
func each(in *table.Reader, kind Kind, read func(cells) error, finish func()) error {
	op := "cityfile.Read(" + string(kind) + ")"
	missing := requireColumns(in, kind)
	for {
		row, err := in.Next()
		if err == nil {
			if err := read(cells{in.Fields(row), in.File, missing, in.Faults()}); err != nil {
				return err
			}
			continue
		}
		if !errors.Is(err, io.EOF) && fault.KindOf(err) != fault.Invalid {
			return fault.Wrap(op, err)
		}
		if finish != nil {
			finish()
		}
		if refused := in.Faults().Err(op); refused != nil {
			return sorted(refused, in.Header)
		}
		if !errors.Is(err, io.EOF) {
			return fault.Wrap(op, err) // reading ended early, with the only fault
		}
		return nil
	}
}

// requireColumns notes the missing columns and returns their names.
func requireColumns(in *table.Reader, kind Kind) map[string]bool {
	f, _ := FormatOf(kind)
	rows := fault.RowsOf(in.Require(f.Required...))
	missing := make(map[string]bool, len(rows))
	for _, r := range rows {
		missing[r.Column] = true
		in.Faults().Add(r)
	}
	return missing
}

// sorted puts the faults in file order: by row, then from left to right; what
// concerns several cells follows, and what concerns no row stays last.
func sorted(err error, h *table.Header) error {
	place := func(r fault.Row) (line, column int) {
		line, column = r.Line, h.Index(r.Column)
		if line == 0 {
			line = math.MaxInt
		}
		if column < 0 {
			column = math.MaxInt
		}
		return line, column
	}
	slices.SortStableFunc(fault.RowsOf(err), func(a, b fault.Row) int {
		lineA, columnA := place(a)
		lineB, columnB := place(b)
		return cmp.Or(cmp.Compare(lineA, lineB), cmp.Compare(columnA, columnB))
	})
	return err
}
