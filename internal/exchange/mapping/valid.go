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
