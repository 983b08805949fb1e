// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// guesses lists properties in which cities keep number and name of an area,
// the smaller areas first: a subdistrict's feature names its district too.
// Spelling in capitals, with or without "_", does not matter.
var guesses = []struct {
	level        area.Level // 0: any
	number, name []string
}{
	{area.Subdistrict, []string{"stadtteilnr", "stadtteilnummer", "sttnr", "ortsteilnr"}, []string{"stadtteilname", "stadtteil", "ortsteilname", "ortsteil"}},
	{area.District, []string{"stadtbezirknr", "stadtbezirksnummer", "bezirknr", "bezirksnr"}, []string{"stadtbezirkname", "stadtbezirk", "bezirkname", "bezirk"}},
	{0, []string{"id", "area", "key", "number", "nummer", "nr", "ags"}, []string{"name", "bezeichnung"}},
}

// matcher finds the area of a feature.
type matcher struct {
	number, name string // properties; "" where features have none
	known        []area.Area
}

// newMatcher settles the properties and the level: as the options say, else by
// the first guess that any feature has. Rows are the faults of the options.
func newMatcher(file string, features []placed, known []area.Area, o Options) (matcher, []fault.Row) {
	properties := make(map[string]string) // folded name to name
	for _, f := range features {
		for p := range f.Properties {
			properties[fold(p)] = p
		}
	}
	var rows []fault.Row
	for _, wanted := range []string{o.Number, o.Name} {
		if _, there := properties[fold(wanted)]; wanted != "" && !there {
			rows = append(rows, missing(file, wanted, properties))
		}
	}
	m := matcher{number: properties[fold(o.Number)], name: properties[fold(o.Name)]}
	level := o.Level
	for _, g := range guesses {
		if o.Number != "" || o.Name != "" || m.number != "" || m.name != "" {
			break
		}
		if o.Level != 0 && g.level != 0 && g.level != o.Level {
			continue
		}
		m.number, m.name = first(properties, g.number), first(properties, g.name)
		if level == 0 && (m.number != "" || m.name != "") {
			level = g.level
		}
	}
	if m.number == "" && m.name == "" && rows == nil {
		rows = append(rows, missing(file, "STADTTEILNR", properties))
	}
	m.known = slices.DeleteFunc(slices.Clone(known), func(a area.Area) bool { return level != 0 && a.Level != level })
	return m, rows
}

func missing(file, property string, properties map[string]string) fault.Row {
	there := strings.Join(slices.Sorted(maps.Values(properties)), ", ")
	return fault.Row{File: file, Column: property, Value: there, Expected: text.T(
		"eine Eigenschaft mit Nummer oder Name des Gebiets wie „"+property+"“", "a property with number or name of the area such as “"+property+"”")}
}

func first(properties map[string]string, names []string) string {
	for _, n := range names {
		if p, ok := properties[n]; ok {
			return p
		}
	}
	return ""
}

func fold(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}

// area returns the area of the feature, "" with a fault where it has none.
func (m matcher) area(in *reader, f placed) area.ID {
	number, name := value(f, m.number), value(f, m.name)
	byNumber := m.find(func(a area.Area) bool {
		return number != "" && (string(a.ID) == number || unpadded(a.Number) == unpadded(number))
	})
	if len(byNumber) == 1 {
		return byNumber[0]
	}
	byName := m.find(func(a area.Area) bool { return name != "" && strings.EqualFold(a.Name, name) })
	if number == "" && len(byName) == 1 {
		return byName[0]
	}
	column, shown := m.number, number
	if number == "" && m.name != "" {
		column, shown = m.name, name
	}
	if len(byNumber) > 1 || number == "" && len(byName) > 1 {
		in.fault(f.line, column, shown, "Nummer oder Name eines einzigen Gebiets; so heißen mehrere, bitte die Ebene angeben", "number or name of a single area; several are called so, please give the level")
		return ""
	}
	de, en := "Nummer oder Name eines bekannten Gebiets", "number or name of a known area"
	if len(byName) == 1 {
		de += "; ist „" + string(byName[0]) + "“ gemeint?"
		en += "; is “" + string(byName[0]) + "” meant?"
	}
	in.fault(f.line, column, shown, de, en)
	return ""
}

func (m matcher) find(fits func(area.Area) bool) []area.ID {
	var list []area.ID
	for _, a := range m.known {
		if fits(a) {
			list = append(list, a.ID)
		}
	}
	return list
}

// value returns a property as text; numbers without decimals as such.
func value(f placed, property string) string {
	if property == "" {
		return ""
	}
	return written(f.Properties[property])
}

// written is a property's value in words: a number plainly where it is one of
// a sensible size, else as it stands.
func written(value any) string {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		if n, err := v.Float64(); err == nil && math.Abs(n) < 1e15 {
			return strconv.FormatFloat(n, 'f', -1, 64)
		}
		return v.String()
	case nil:
		return ""
	default:
		b, err := json.Marshal(v)
		if err != nil {
			return ""
		}
		return string(b)
	}
}

// unpadded makes 01, 1 and 001 the same number.
func unpadded(s string) string {
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return s
}
