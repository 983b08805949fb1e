// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"encoding/json"
	"io"
	"strconv"

	"planraum/internal/city/area"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// Place is one point of a file with what is said of it, such as a site.
type Place struct {
	ID         string            // of the feature; "" where it has none
	Point      area.Point        // degrees, WGS 84
	Properties map[string]string // numbers plainly, other values than texts as JSON
	Line       int               // where its feature begins in the file

	numbers map[string]bool
}

// ReadPlaces reads the points of a FeatureCollection with their properties, and
// the names of these in the order in which the file brings them up. Faults come
// as fault.Invalid, all at once: other geometries than points, positions that
// are no degrees.
func ReadPlaces(file string, r io.Reader) (places []Place, properties []string, err error) {
	const op = "geojson.ReadPlaces"
	in := reader{file: file}
	features, err := in.read(op, r)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range features {
		p := Place{ID: f.ID, Point: in.point(f), Line: f.line, Properties: make(map[string]string, len(f.Properties)), numbers: make(map[string]bool)}
		for k, v := range f.Properties {
			p.Properties[k] = written(v)
			_, p.numbers[k] = v.(json.Number)
		}
		places = append(places, p)
	}
	if len(in.rows) > 0 {
		return nil, nil, fault.Refuse(op, in.rows)
	}
	return places, in.columns, nil
}

// point reads the point of a feature and notes its faults.
func (in *reader) point(f placed) area.Point {
	g, ok := readGeometry(f.Geometry)
	if !ok || g.Type != "Point" {
		in.fault(f.line, geometryColumn, g.Type, "ein Punkt (Point)", "a point (Point)")
		return area.Point{}
	}
	var p []float64
	if err := json.Unmarshal(g.Coordinates, &p); err != nil || len(p) < 2 {
		in.fault(f.line, geometryColumn, g.Type, "Koordinaten als zwei Zahlen [Länge, Breite]", "coordinates as two numbers [longitude, latitude]")
		return area.Point{}
	}
	if !onEarth(p) {
		in.outside(f.line, p)
		return area.Point{}
	}
	return area.Point{Lon: p[0], Lat: p[1]}
}

// OpenPlaces reads a file of points as a table, so that they can be mapped like
// any other: a column for each property, and the columns lon and lat, which
// take the place of properties with these names.
func OpenPlaces(file string, r io.Reader, options ...table.Option) (*table.Reader, error) {
	places, properties, err := ReadPlaces(file, r)
	if err != nil {
		return nil, err
	}
	var columns []string
	for _, p := range properties {
		if p != "lon" && p != "lat" {
			columns = append(columns, p)
		}
	}
	columns = append(columns, "lon", "lat")
	rows := make([]table.Record, len(places))
	for i, p := range places {
		rec := table.Record{Line: p.Line, Cells: make([]string, len(columns)), Numbers: make([]bool, len(columns))}
		for k, c := range columns[:len(columns)-2] {
			rec.Cells[k], rec.Numbers[k] = p.Properties[c], p.numbers[c]
		}
		for k, degrees := range []float64{p.Point.Lon, p.Point.Lat} {
			at := len(columns) - 2 + k
			rec.Cells[at], rec.Numbers[at] = strconv.FormatFloat(degrees, 'f', -1, 64), true
		}
		rows[i] = rec
	}
	return table.OpenRecords(file, columns, rows, options...)
}
