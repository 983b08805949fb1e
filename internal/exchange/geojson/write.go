// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"bufio"
	"encoding/json"
	"io"
	"math"

	"github.com/paulmach/orb"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// WriteAreas writes the areas as a FeatureCollection in their order, one
// feature a line. An area without a boundary gets the schematic cell that it
// has among the given areas of its level. more adds properties to each feature
// and may be nil; head gives the members beside features, as in WriteSheet. Degrees are rounded to the sixth decimal, about 10 cm. The
// error is that of w, or an internal one for properties that are no JSON.
func WriteAreas(w io.Writer, head table.Sheet, areas []area.Area, more func(area.Area) map[string]any) error {
	cells := Cells(areas)
	return WriteFeatures(w, head, len(areas), func(i int) Feature {
		a := areas[i]
		shape := Shape(a, cells[i])
		properties := map[string]any{
			"id": a.ID, "number": a.Number, "name": a.Name, "level": a.Level.String(), "parent": a.Parent, "edition": a.Edition,
			"source": a.Source, "schematic": len(a.Boundary) == 0,
		}
		if a.Hectare > 0 {
			properties["area_km2"] = json.RawMessage(unit.Decimal{Amount: a.Hectare, Places: 2}.String())
		}
		if more != nil {
			for k, v := range more(a) {
				properties[k] = v
			}
		}
		return Feature{Type: "Feature", ID: string(a.ID), Geometry: polygonsOut(shape), Properties: properties}
	})
}

// Cells returns the schematic cells of the areas, in their order, each among
// those of its level and edition.
func Cells(areas []area.Area) []area.Ring {
	type peerage struct {
		edition string
		level   area.Level
	}
	levels := make(map[peerage][]int)
	for i, a := range areas {
		p := peerage{a.Edition, a.Level}
		levels[p] = append(levels[p], i)
	}
	cells := make([]area.Ring, len(areas))
	for _, places := range levels {
		peers := make([]area.Area, len(places))
		for k, i := range places {
			peers[k] = areas[i]
		}
		for k, ring := range area.Cells(peers) {
			cells[places[k]] = ring
		}
	}
	return cells
}

// WriteSites writes the sites as points at the centre of their area, marked as
// schematic, because a site's own place is not held. Sites of an area that is
// not among areas have no geometry. head is that of WriteAreas.
func WriteSites(w io.Writer, head table.Sheet, sites []accommodation.Site, areas []area.Area) error {
	centres := make(map[area.ID]area.Point, len(areas))
	for _, a := range areas {
		centres[a.ID] = a.Centre
	}
	return WriteFeatures(w, head, len(sites), func(i int) Feature {
		s := sites[i]
		f := Feature{Type: "Feature", ID: s.ID, Properties: map[string]any{
			"id": s.ID, "name": s.Name, "area": s.Area, "kind": s.Kind, "certainty": s.Certainty, "opening": s.Opening.Date,
			"end": s.End.Date, "places": s.Nominal, "usable": s.Usable(), "known_from": s.KnownFrom, "source": s.Source, "schematic": true,
		}}
		if c, ok := centres[s.Area]; ok {
			f.Geometry = PointAt(c)
		}
		return f
	})
}

// Feature is a GeoJSON feature on its way out. Geometry is what Geometry or
// PointAt returns, nil for an unknown place.
type Feature struct {
	Type       string         `json:"type"`
	ID         string         `json:"id,omitempty"`
	Geometry   any            `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

// WriteFeatures writes n features as a FeatureCollection, one a line. head gives
// the members beside features, as in WriteSheet. The error is that of w, or an
// internal one for properties that are no JSON.
func WriteFeatures(w io.Writer, head table.Sheet, n int, at func(int) Feature) error {
	out := bufio.NewWriter(w)
	if err := sheetHead(out, head); err != nil {
		return err
	}
	for i := range n {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		line, err := json.Marshal(at(i))
		if err != nil {
			return fault.Wrap("geojson.WriteFeatures", err)
		}
		_ = out.WriteByte('\n') // errors stay with the bufio.Writer until Flush
		_, _ = out.Write(line)
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

// polygonsOut returns the geometry, nil for no shape. Outer rings run
// counterclockwise and holes clockwise, as RFC 7946 wants.
func polygonsOut(m area.MultiPolygon) any {
	if len(m) == 0 {
		return nil
	}
	all := make([][][][2]float64, len(m))
	for i, p := range m {
		for j, r := range p {
			ring := toOrbRing(r)
			if (ring.Orientation() == orb.CCW) != (j == 0) {
				ring.Reverse()
			}
			var positions [][2]float64
			for _, q := range ring {
				positions = append(positions, position(area.Point{Lon: q[0], Lat: q[1]}))
			}
			all[i] = append(all[i], positions)
		}
	}
	if len(all) == 1 {
		return map[string]any{"type": "Polygon", "coordinates": all[0]}
	}
	return map[string]any{"type": "MultiPolygon", "coordinates": all}
}

func position(p area.Point) [2]float64 {
	return [2]float64{math.Round(p.Lon*1e6) / 1e6, math.Round(p.Lat*1e6) / 1e6}
}
