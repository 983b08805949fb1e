// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package area holds the areas of a city: the city itself, its districts and
// subdistricts, as a division with an edition (Gebietsstand).
package area

import (
	"planraum/internal/city/period"
)

// ID is the key of an area: the official municipality key (AGS, 8 digits) for
// the city, and AGS/number for its parts: 08111000, 08111000/01, 08111000/101.
type ID string

// Level is the rank of an area within the division.
type Level int

// The levels of the small-scale division (kleinräumige Gliederung).
const (
	City        Level = 1 // Stadt
	District    Level = 2 // Stadtbezirk
	Subdistrict Level = 3 // Stadtteil
	Place       Level = 4 // Standort: a single house or office of which figures are kept
)

// Places is the edition of the places that report. It is no division of the
// city, so it stands apart from the editions of areas, as the oldest of all.
const Places = "places"

// PlaceID is the key of a place within a city, such as 08111000/@neckarpark.
func PlaceID(city ID, key string) ID { return city + "/@" + ID(key) }

// Levels lists the names of the levels as files write them.
var Levels = map[string]Level{"city": City, "district": District, "subdistrict": Subdistrict, "place": Place}

// String returns the name of the level as files write it.
func (l Level) String() string {
	for name, level := range Levels {
		if level == l {
			return name
		}
	}
	return "unknown"
}

// Point is a place on the earth in degrees (WGS 84).
type Point struct {
	Lon, Lat float64
}

// Edition is one state of the division (Gebietsstand), valid from a day on.
type Edition struct {
	ID        string // such as "stuttgart-2015"
	Name      string
	ValidFrom period.Date
	Source    string
}

// Area is one area of an edition.
type Area struct {
	ID      ID
	Edition string
	Level   Level
	Number  string // the city's own number, such as "01" or "101"
	Name    string
	Parent  ID // empty for the city
	Centre  Point
	Hectare int64 // size in hundredths of a square kilometre; 0: unknown
	// Boundary holds the outer rings and holes as GeoJSON orders them; empty
	// where no boundary was imported, then the area is drawn as a Cell.
	Boundary MultiPolygon
	Source   string
}

// Ring is a closed line of points; the last point equals the first.
type Ring []Point

// Polygon is an outer ring followed by its holes.
type Polygon []Ring

// MultiPolygon is a set of polygons.
type MultiPolygon []Polygon
