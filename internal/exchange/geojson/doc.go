// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package geojson reads the boundaries of areas from GeoJSON (RFC 7946) and
// writes areas and sites as GeoJSON. What is drawn without a real place, a cell
// around an area's centre or a site at the centre of its area, carries the
// property "schematic": true.
//
// # Limits
//
// A file has at most 64 MiB, 100,000 features, 2 million positions and rings
// and 8 MiB of properties, and nothing in it is nested deeper than 32; reading
// it takes less than 384 MiB of memory, the file included (measured by
// TestMemory). Coordinates are degrees of WGS 84 (or ETRS89, which differs by
// less than a metre); a file that names another reference system, or whose
// numbers are no degrees, is refused with a hint at the system it probably has.
//
// The file is decoded here and not by orb/geojson, because every fault of every
// feature is to be named with its row, and because that package brings a
// database driver along; orb reckons the sizes.
package geojson

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"

	"planraum/internal/city/area"
)

// SquareKilometres returns the size of a shape on the sphere that orb/geo
// uses (radius 6378.137 km); holes are taken off.
func SquareKilometres(m area.MultiPolygon) float64 { return geo.Area(toOrb(m)) / 1e6 }

// Hectares returns the size rounded to hundredths of a square kilometre.
func Hectares(m area.MultiPolygon) int64 { return int64(math.Round(SquareKilometres(m) * 100)) }

func toOrb(m area.MultiPolygon) orb.MultiPolygon {
	out := make(orb.MultiPolygon, len(m))
	for i, p := range m {
		out[i] = make(orb.Polygon, len(p))
		for j, r := range p {
			out[i][j] = toOrbRing(r)
		}
	}
	return out
}

func toOrbRing(r area.Ring) orb.Ring {
	ring := make(orb.Ring, len(r))
	for i, p := range r {
		ring[i] = orb.Point{p.Lon, p.Lat}
	}
	return ring
}

// feature is a GeoJSON feature. Geometry stays raw, a part of the file, so that
// one faulty feature does not hide the faults of the others.
type feature struct {
	Type       string
	ID         string
	Geometry   []byte
	Properties map[string]any // numbers as json.Number
	size       int            // bytes of the properties
}

type geometry struct {
	Type        string
	Coordinates []byte
}

// readGeometry returns the parts of a geometry; false for no object.
func readGeometry(raw []byte) (g geometry, ok bool) {
	members(raw, func(key string, value []byte, _ int) {
		switch key {
		case "type":
			g.Type = unquoted(value)
		case "coordinates":
			g.Coordinates = value
		}
	})
	return g, len(raw) > 0 && raw[0] == '{'
}
