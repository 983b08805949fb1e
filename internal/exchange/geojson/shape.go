// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"encoding/json"
	"fmt"

	"planraum/internal/city/area"
	"planraum/internal/text"
)

const geometryColumn = "geometry"

// shape reads the polygon or multipolygon of a feature and notes its faults.
func (in *reader) shape(f placed) area.MultiPolygon {
	if len(f.Geometry) == 0 || string(f.Geometry) == "null" {
		in.fault(f.line, geometryColumn, "", "ein Umriss (Polygon oder MultiPolygon)", "a boundary (Polygon or MultiPolygon)")
		return nil
	}
	g, ok := readGeometry(f.Geometry)
	if !ok {
		in.fault(f.line, geometryColumn, "", "ein Objekt mit type und coordinates", "an object with type and coordinates")
		return nil
	}
	var polygons [][][][]float64
	var err error
	switch g.Type {
	case "Polygon":
		polygons = make([][][][]float64, 1)
		err = json.Unmarshal(g.Coordinates, &polygons[0])
	case "MultiPolygon":
		err = json.Unmarshal(g.Coordinates, &polygons)
	default:
		in.fault(f.line, geometryColumn, g.Type, "Polygon oder MultiPolygon", "Polygon or MultiPolygon")
		return nil
	}
	if err != nil {
		in.fault(f.line, geometryColumn, g.Type, "Koordinaten als verschachtelte Zahlen [Länge, Breite]", "coordinates as nested numbers [longitude, latitude]")
		return nil
	}
	return in.polygons(f.line, polygons)
}

func (in *reader) polygons(line int, raw [][][][]float64) area.MultiPolygon {
	before := len(in.rows)
	var shape area.MultiPolygon
	for _, rings := range raw {
		if len(rings) == 0 {
			in.fault(line, geometryColumn, "[]", "ein Polygon mit mindestens einem Ring", "a polygon with at least one ring")
			continue
		}
		var p area.Polygon
		for _, positions := range rings {
			p = append(p, in.ring(line, positions))
		}
		shape = append(shape, p)
	}
	switch {
	case len(in.rows) > before:
		return nil
	case len(shape) == 0:
		in.fault(line, geometryColumn, "[]", "mindestens ein Polygon", "at least one polygon")
	case !(SquareKilometres(shape) > 0):
		in.fault(line, geometryColumn, "", "ein Umriss mit einer Fläche größer als 0", "a boundary with a size above 0")
	}
	return shape
}

// ring checks one ring: at least four positions within the degrees of the
// earth, the last equal to the first. Of several positions outside only the
// first is named, because a file in another projection has only such.
func (in *reader) ring(line int, positions [][]float64) area.Ring {
	if len(positions) < 4 {
		in.fault(line, geometryColumn, text.De.Int(int64(len(positions)))+" Punkte", "ein Ring aus mindestens 4 Punkten", "a ring of at least 4 points")
		return nil
	}
	ring := make(area.Ring, 0, len(positions))
	for _, p := range positions {
		if !onEarth(p) {
			in.outside(line, p)
			return nil
		}
		ring = append(ring, area.Point{Lon: p[0], Lat: p[1]})
	}
	if ring[0] != ring[len(ring)-1] {
		in.fault(line, geometryColumn, fmt.Sprint(positions[len(positions)-1]),
			"ein geschlossener Ring: der letzte Punkt gleich dem ersten "+fmt.Sprint(positions[0]),
			"a closed ring: the last point equal to the first "+fmt.Sprint(positions[0]))
	}
	return ring
}
