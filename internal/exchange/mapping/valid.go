// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Figures is the Kind of mappings whose rows are figures.
const Figures = "figures"

var specName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Parse reads a mapping from its JSON. Unknown fields are refused, so that a
// slip in a file written by hand is not passed over.
func Parse(r io.Reader) (Spec, error) {
	var s Spec
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, fault.Refuse("mapping.Parse", []fault.Row{{Value: shortened(err.Error()), Expected: text.T("eine Zuordnung als JSON", "a mapping as JSON")}})
	}
	if s.Form != Form {
		return s, fault.Refuse("mapping.Parse", []fault.Row{{Column: "form", Value: text.De.Int(int64(s.Form)), Expected: text.T("Fassung 1", "form 1")}})
	}
	return s, nil
}

// Valid returns nil if the mapping can be applied, else the refusal
// (fault.Invalid) that names everything that is missing or not known; its rows
// have the mapping's field as column. The known catalogue includes what the
// mapping brings along only after Catalogue.With.
func (s Spec) Valid(known Catalogue) error {
	v := validator{spec: s, known: known}
	v.form()
	v.columns()
	if s.Kind == Figures {
		v.figures()
	}
	if v.rows == nil {
		return nil
	}
	e := fault.Refuse("mapping.Valid("+s.Name+")", v.rows)
	e.Say = text.T("Die Zuordnung ist noch nicht vollständig.", "The mapping is not complete yet.")
	return e
}

type validator struct {
	spec  Spec
	known Catalogue
	rows  []fault.Row
}

func (v *validator) want(field, value, de, en string) {
	v.rows = append(v.rows, fault.Row{File: v.spec.Name, Column: field, Value: value, Expected: text.T(de, en)})
}

func (v *validator) form() {
	s := v.spec
	if !specName.MatchString(s.Name) {
		v.want("name", s.Name, "ein Name aus Kleinbuchstaben, Ziffern und Bindestrichen", "a name of lower-case letters, digits and hyphens")
	}
	if s.Header < 1 || s.Header > maxHeader {
		v.want("header", text.De.Int(int64(s.Header)), "1 bis 4 Kopfzeilen", "1 to 4 rows of header")
	}
	if s.Kind == "" {
		v.want("kind", "", "eine Dateiart wie figures", "a kind of file such as figures")
	}
	switch s.Decimal {
	case "", "comma", "point", "likely point":
	default:
		v.want("decimal", string(s.Decimal), "comma oder point", "comma or point")
	}
	if _, ok := area.Levels[s.Areas.Level]; !ok && s.Areas.Level != "" {
		v.want("areas.level", s.Areas.Level, "city, district oder subdistrict", "city, district or subdistrict")
	}
	for column, value := range s.Fixed {
		if value == "" {
			v.want("fixed."+column, "", "eine Angabe, die für die ganze Datei gilt", "a statement that holds for the whole file")
		}
	}
	for name, id := range s.Areas.Aliases {
		if _, ok := v.known.area(id); !ok {
			v.want("areas.aliases", name+" = "+string(id), "der Schlüssel eines bekannten Gebiets", "the key of a known area")
		}
	}
	slices.SortFunc(v.rows, func(a, b fault.Row) int { return strings.Compare(a.Column+a.Value, b.Column+b.Value) })
}

func (v *validator) columns() {
	seen := make(map[string]bool)
	for _, c := range v.spec.Columns {
		if seen[foldName(c.Name)] {
			v.want("columns", c.Name, "jede Spalte nur einmal", "every column once only")
		}
		seen[foldName(c.Name)] = true
		if !slices.Contains(Roles(), c.Role) {
			v.want("columns", c.Name+": "+string(c.Role), "eine bekannte Rolle", "a known role")
		}
		if c.Role == Field && c.To == "" {
			v.want("columns", c.Name, "die Spalte der Dateiart (to)", "the column of the kind (to)")
		}
	}
	if len(v.spec.Columns) == 0 {
		v.want("columns", "", "mindestens eine Spalte", "at least one column")
	}
}

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
