// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"bufio"
	"encoding/json"
	"io"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// WriteSheet writes a table that speaks of areas as a FeatureCollection, one
// feature for each row: the row's cells as properties by the keys of their
// columns, and area_id, area_name and schematic. The geometry is the boundary of
// the row's area among areas, or its schematic cell; a row on no area, such as a
// total, has none. The sheet's head stands in the members title, as_of and
// notes beside features (RFC 7946, 6.1). Its error is that of w, or an internal
// one for rows that do not fit the columns or the list of areas.
func WriteSheet(w io.Writer, s table.Sheet, areas []area.Area) error {
	shapes := newShapes(areas)
	out := bufio.NewWriterSize(w, 1<<16)
	if err := sheetHead(out, s); err != nil {
		return err
	}
	if s.Rows != nil {
		n := 0
		for row := range s.Rows {
			var id area.ID
			if n < len(s.Areas) {
				id = s.Areas[n]
			}
			line, err := sheetFeature(s, row, id, shapes)
			if err != nil {
				return fault.Wrap("geojson.WriteSheet", err)
			}
			if n++; n > 1 {
				_ = out.WriteByte(',') // errors stay with out until Flush
			}
			_ = out.WriteByte('\n')
			_, _ = out.Write(line)
		}
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

func sheetHead(out *bufio.Writer, s table.Sheet) error {
	head, err := json.Marshal(struct {
		Type  string       `json:"type"`
		Title text.Text    `json:"title"`
		AsOf  period.Date  `json:"as_of,omitzero"`
		Notes []table.Note `json:"notes"`
	}{"FeatureCollection", s.Title, s.AsOf, append([]table.Note{}, s.Head()...)})
	if err != nil {
		return fault.Wrap("geojson.sheetHead", err)
	}
	_, _ = out.Write(head[:len(head)-1]) // errors stay with out until Flush
	_, _ = out.WriteString(`,"features":[`)
	return nil
}

func sheetFeature(s table.Sheet, row []table.Cell, id area.ID, shapes shapes) ([]byte, error) {
	members, err := s.Members(row)
	if err != nil {
		return nil, err
	}
	properties := make(map[string]any, len(members)+3)
	for k, v := range members {
		properties[k] = v
	}
	f := Feature{Type: "Feature", Properties: properties}
	if a, ok := shapes.areas[id]; ok {
		properties["area_id"], properties["area_name"], properties["schematic"] = id, a.Name, len(a.Boundary) == 0
		f.Geometry = shapes.of(id)
	}
	return json.Marshal(f)
}

// shapes are the geometries of areas, each written once however many rows
// speak of it.
type shapes struct {
	areas   map[area.ID]area.Area
	cells   map[area.ID]area.Ring
	written map[area.ID]json.RawMessage
}

func newShapes(areas []area.Area) shapes {
	s := shapes{make(map[area.ID]area.Area, len(areas)), map[area.ID]area.Ring{}, map[area.ID]json.RawMessage{}}
	cells := Cells(areas)
	for i, a := range areas {
		s.areas[a.ID], s.cells[a.ID] = a, cells[i]
	}
	return s
}

// of returns the geometry of an area as JSON.
func (s shapes) of(id area.ID) json.RawMessage {
	if known, ok := s.written[id]; ok {
		return known
	}
	shape := Shape(s.areas[id], s.cells[id])
	written, err := json.Marshal(Geometry(shape))
	if err != nil {
		written = json.RawMessage("null") // numbers alone are always JSON
	}
	s.written[id] = written
	return written
}

// Shape returns an area's boundary, or its schematic cell where it has none.
func Shape(a area.Area, cell area.Ring) area.MultiPolygon {
	if len(a.Boundary) == 0 && len(cell) > 0 {
		return area.MultiPolygon{{cell}}
	}
	return a.Boundary
}

// Geometry returns a shape as a GeoJSON geometry, nil for none: degrees rounded
// to the sixth decimal, rings as RFC 7946 turns them.
func Geometry(m area.MultiPolygon) any { return polygonsOut(m) }

// PointAt returns a point as a GeoJSON geometry.
func PointAt(p area.Point) any {
	return map[string]any{"type": "Point", "coordinates": position(p)}
}
