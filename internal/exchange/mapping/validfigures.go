// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
)

// has reports whether a column has one of the roles.
func (s Spec) has(roles ...Role) bool {
	return slices.ContainsFunc(s.Columns, func(c Column) bool { return slices.Contains(roles, c.Role) })
}

// figures checks that each figure will have an indicator, an area, a group, a
// period, a basis, a source and a day from which it is known.
func (v *validator) figures() {
	s := v.spec
	if !s.has(Value) {
		v.want("columns", "", "mindestens eine Spalte mit Werten", "at least one column of values")
	}
	v.about()
	v.periods()
	if s.Basis < figure.Computed || s.Basis > figure.Counted {
		v.want("basis", s.Basis.String(), "die Grundlage der Werte, zum Beispiel counted", "the basis of the values, such as counted")
	}
	if strings.TrimSpace(s.Source) == "" {
		v.want("source", "", "die Quelle in Worten", "the source in words")
	}
	k := s.KnownFrom
	if k.DaysAfter < 0 || k.Day.IsZero() && k.DaysAfter == 0 && !k.Column || k.Column && !s.has(Known) {
		v.want("known_from", "", "ein Tag, Tage nach dem Zeitraum, oder eine Spalte, die ihn nennt", "a day, days after the period, or a column that says it")
	}
	if s.RollUp && !s.Sum {
		v.want("roll_up", "true", "nur zusammen mit sum", "only together with sum")
	}
}

// about checks indicator, area and group of each column of values.
func (v *validator) about() {
	s := v.spec
	for _, c := range s.Columns {
		if c.Role != Value {
			continue
		}
		code := c.Indicator
		if code == "" && !s.has(Measured) {
			code = s.Fixed["indicator"]
		}
		i, ok := v.known.indicator(code)
		switch {
		case code == "" && !s.has(Measured):
			v.want("indicator", c.Name, "die Kennzahl dieser Spalte", "the indicator of this column")
		case code != "" && !ok:
			v.want("indicator", code, "eine bekannte Kennzahl", "a known indicator")
		case s.Sum && i.Kind == figure.Rate:
			v.want("sum", code, "keine Anteile: sie lassen sich nicht addieren", "no shares: they cannot be added")
		}
		if _, ok := v.known.group(c.Group); c.Group != "" && !ok {
			v.want("group", string(c.Group), "eine bekannte Zielgruppe", "a known group")
		}
		v.area(c.Area, !s.has(AreaName, AreaNumber), c.Name)
	}
	for word, code := range s.Words[string(Measured)] {
		if _, ok := v.known.indicator(code); !ok {
			v.want("words.indicator", word+" = "+code, "eine bekannte Kennzahl", "a known indicator")
		}
	}
	for word, id := range s.Words[string(GroupWord)] {
		if _, ok := v.known.group(population.ID(id)); !ok {
			v.want("words.group", word+" = "+id, "eine bekannte Zielgruppe", "a known group")
		}
	}
}

func (v *validator) area(id area.ID, needed bool, column string) {
	value := string(id)
	if value == "" && needed {
		value = v.spec.Fixed["area"]
	}
	switch {
	case value == "" && needed:
		v.want("area", column, "das Gebiet: eine Spalte, oder ein Gebiet für die ganze Datei", "the area: a column, or one area for the whole file")
	case value == "city" && v.known.City() == "":
		v.want("area", value, "eine Stadt im Verzeichnis der Gebiete", "a city among the areas")
	case value != "" && value != "city":
		if _, ok := v.known.area(area.ID(value)); !ok {
			v.want("area", value, "der Schlüssel eines bekannten Gebiets", "the key of a known area")
		}
	}
}

// periods checks that something tells the period.
func (v *validator) periods() {
	s, rule := v.spec, v.spec.Period
	if m, ok := whenOf(rule.Fixed, AnyPeriod); rule.Fixed != "" && (!ok || m.isZero()) {
		v.want("period", rule.Fixed, "ein Zeitraum wie 2015-12-31, 2015-11 oder 2015", "a period such as 2015-12-31, 2015-11 or 2015")
	}
	if !slices.Contains([]string{"", "title", "sheet", "file"}, rule.From) {
		v.want("period.from", rule.From, "title, sheet oder file", "title, sheet or file")
	}
	if rule.Fixed != "" || rule.From != "" || s.has(Day, Month, Quarter, Year, AnyPeriod) {
		return
	}
	for _, c := range s.Columns {
		if c.Role == Value && c.Period == "" && !strings.Contains(c.Name, "*") {
			v.want("period", c.Name, "der Zeitraum: eine Spalte, der Titel, oder einer für die ganze Datei", "the period: a column, the title, or one for the whole file")
		}
	}
}
