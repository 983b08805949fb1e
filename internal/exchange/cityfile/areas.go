// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// An area's key is the official municipality key (AGS, 8 digits) for the city,
// and AGS/number for its parts.
var areaKey = regexp.MustCompile(`^\d{8}(/[0-9A-Za-z._-]+)?$`)

// ReadAreas reads a file of areas: its editions in order of their first day,
// and its areas in file order, without boundaries. Sizes are rounded to the
// hectare. Its error is fault.Invalid with all faults, or that of the reader.
func ReadAreas(in *table.Reader) ([]area.Edition, []area.Area, error) {
	r := areaReader{seen: newTwice(), editions: make(map[string]area.Edition), byID: make(map[areaInEdition]area.Level)}
	err := each(in, Areas, r.row, func() { r.checkParents(in) })
	if err != nil {
		return nil, nil, err
	}
	editions := slices.SortedFunc(maps.Values(r.editions), func(a, b area.Edition) int {
		return cmp.Or(a.ValidFrom.Compare(b.ValidFrom), cmp.Compare(a.ID, b.ID))
	})
	return editions, r.areas, nil
}

type areaInEdition struct {
	edition string
	id      area.ID
}

type areaReader struct {
	seen     *twice
	editions map[string]area.Edition
	areas    []area.Area
	lines    []int
	byID     map[areaInEdition]area.Level
}

func (r *areaReader) row(c cells) error {
	a := area.Area{
		ID:      area.ID(c.text("id")),
		Edition: c.text("edition"),
		Level:   area.Levels[c.oneOf("level", "city", "district", "subdistrict")],
		Number:  c.text("number"),
		Name:    c.text("name"),
		Parent:  area.ID(c.OptText("parent")),
		Centre:  area.Point{Lon: degrees(c, "lon", 180), Lat: degrees(c, "lat", 90)},
		Hectare: hectares(c),
		Source:  c.text("source"),
	}
	r.edition(c, a.Edition, c.date("edition_valid_from"), a.Source)
	if a.ID != "" && !areaKey.MatchString(string(a.ID)) {
		c.Refuse("id", text.T("ein Schlüssel wie 08111000 (Stadt), 08111000/01 oder 08111000/101", "a key such as 08111000 (city), 08111000/01 or 08111000/101"))
	}
	r.seen.check(c, "edition, id", a.Edition, string(a.ID))
	r.areas, r.lines = append(r.areas, a), append(r.lines, c.Line)
	r.byID[areaInEdition{a.Edition, a.ID}] = a.Level
	return nil
}

// edition notes the edition of the row; its first day must be the same in all.
func (r *areaReader) edition(c cells, id string, from period.Date, source string) {
	first, known := r.editions[id]
	if !known {
		r.editions[id] = area.Edition{ID: id, Name: id, ValidFrom: from, Source: source}
		return
	}
	if !from.IsZero() && first.ValidFrom != from {
		c.Refuse("edition_valid_from", text.T("derselbe Tag wie in den Zeilen davor: "+first.ValidFrom.In(text.De), "the same day as in the rows before: "+first.ValidFrom.In(text.En)))
	}
}

// checkParents refuses parents that are not in the file or not one level above.
func (r *areaReader) checkParents(in *table.Reader) {
	for i, a := range r.areas {
		parent, found := r.byID[areaInEdition{a.Edition, a.Parent}]
		expected := text.Text{}
		switch {
		case a.Level == area.City && a.Parent != "":
			expected = text.T("nichts: die Stadt ist kein Teil eines anderen Gebiets", "nothing: the city is no part of another area")
		case a.Level > area.City && !found:
			expected = text.T("der Schlüssel eines Gebiets dieser Datei", "the key of an area of this file")
		case a.Level > area.City && parent != a.Level-1:
			expected = text.T("ein Gebiet der Ebene darüber ("+(a.Level-1).String()+")", "an area of the level above ("+(a.Level-1).String()+")")
		default:
			continue
		}
		in.Faults().Add(fault.Row{Line: r.lines[i], Column: "parent", Value: string(a.Parent), Expected: expected})
	}
}

func degrees(c cells, column string, limit float64) float64 {
	d := c.decimal(column)
	v := float64(d.Amount) / math.Pow10(d.Places)
	if v < -limit || v > limit {
		c.Refuse(column, text.T("Grad zwischen "+text.De.Signed(-int64(limit))+" und "+text.De.Int(int64(limit)), "degrees between "+text.En.Signed(-int64(limit))+" and "+text.En.Int(int64(limit))))
	}
	return v
}

// maxHectares is the surface of the earth.
const maxHectares = 51_000_000_000

func hectares(c cells) int64 {
	d, _ := c.OptDecimal("area_km2")
	for d.Places < 2 && d.Amount >= 0 && d.Amount <= maxHectares {
		d.Amount, d.Places = d.Amount*10, d.Places+1
	}
	scale := int64(1)
	for range d.Places - 2 {
		scale *= 10
	}
	ha := unit.DivRoundHalfUp(d.Amount, scale)
	if ha < 0 || ha > maxHectares {
		c.Refuse("area_km2", text.T("eine Fläche in Quadratkilometern", "a size in square kilometres"))
	}
	return ha
}
