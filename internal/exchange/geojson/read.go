// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"planraum/internal/city/area"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Boundary is the shape of one area as a file gives it.
type Boundary struct {
	Area  area.ID
	Shape area.MultiPolygon
	Line  int // where its feature begins in the file
}

// Options say how features are matched to areas. Zero fields are guessed.
type Options struct {
	Level  area.Level // only areas of this level
	Number string     // property with the area's key or number
	Name   string     // property with the area's name
}

const op = "geojson.ReadAreas"

// ReadAreas reads the boundaries of known areas from a FeatureCollection of
// polygons and multipolygons in degrees (WGS 84). A feature belongs to the area
// whose key or number it holds in a property, else to the one with its name.
// The result is in file order. Faults come as fault.Invalid, all at once: no or
// broken geometry, unknown areas, areas that occur twice.
func ReadAreas(file string, r io.Reader, known []area.Area, o Options) ([]Boundary, error) {
	in := reader{file: file, seen: make(map[area.ID]int)}
	features, err := in.read(op, r)
	if err != nil {
		return nil, err
	}
	match, rows := newMatcher(file, features, known, o)
	if len(rows) > 0 {
		return nil, fault.Refuse(op, rows)
	}
	var list []Boundary
	for _, f := range features {
		if b, ok := in.boundary(f, match); ok {
			list = append(list, b)
		}
	}
	if len(in.rows) > 0 {
		return nil, fault.Refuse(op, in.rows)
	}
	return list, nil
}

// ByArea returns the shapes by area, as the store takes them.
func ByArea(list []Boundary) map[area.ID]area.MultiPolygon {
	shapes := make(map[area.ID]area.MultiPolygon, len(list))
	for _, b := range list {
		shapes[b.Area] = b.Shape
	}
	return shapes
}

// reader collects the faults of one file.
type reader struct {
	file     string
	rows     []fault.Row
	seen     map[area.ID]int // line of the feature that had the area first
	columns  []string        // properties in the order of their first occurrence
	known    map[string]bool // those in columns
	brackets int             // "[" of all features so far
	bytes    int             // of all properties so far
}

// placed is a feature with the line at which it begins.
type placed struct {
	feature
	line int
}

// read takes a whole file apart; its error is the refusal with every fault.
func (in *reader) read(op string, r io.Reader) ([]placed, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	features := in.features(data)
	if len(in.rows) > 0 {
		return nil, fault.Refuse(op, in.rows)
	}
	return features, nil
}

func (in *reader) fault(line int, column, value, de, en string) {
	if len(in.rows) >= maxFaults {
		return
	}
	if r := []rune(value[:min(len(value), 600)]); len(r) > 120 {
		value = string(r[:120]) + " …"
	}
	in.rows = append(in.rows, fault.Row{File: in.file, Line: line, Column: column, Value: value, Expected: text.T(de, en)})
}

// features takes the collection apart. A feature that is no JSON object of the
// right form is a fault; the others are still read.
func (in *reader) features(data []byte) []placed {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	lines := lineCounter{data: data, line: 1}
	if !in.checkForm(data, &lines) {
		return nil
	}
	var list []placed
	kind, err := walk(data, func(raw []byte, offset int) bool {
		line := lines.at(offset)
		f, ok := in.feature(raw, line)
		if ok {
			list = append(list, placed{f, line})
		}
		return in.within(raw, f, len(list), line)
	}, func(crs []byte) { in.checkCRS(crs, 0) })
	switch {
	case len(in.rows) > 0:
	case errors.Is(err, errNoArray):
		in.fault(0, "features", "", "eine Liste von Features", "a list of features")
	case kind != "FeatureCollection":
		in.fault(0, "type", kind, "eine FeatureCollection", "a FeatureCollection")
	case len(list) == 0:
		in.fault(0, "features", "", "mindestens ein Feature", "at least one feature")
	}
	return list
}

// checkForm makes sure that the file is one JSON value in UTF-8 of which
// nothing is nested deeper than GeoJSON needs.
func (in *reader) checkForm(data []byte, lines *lineCounter) bool {
	if len(data) > MaxBytes {
		in.fault(0, "", "", "höchstens 64 MiB", "at most 64 MiB")
		return false
	}
	if !utf8.Valid(data) {
		in.fault(lineOfBadByte(data), "", "", "die Zeichenkodierung UTF-8", "the encoding UTF-8")
		return false
	}
	if at := tooDeep(data); at >= 0 {
		in.fault(lines.at(at), "", "", "höchstens 32 ineinander geschachtelte Klammern", "at most 32 nested brackets")
		return false
	}
	var syntax *json.SyntaxError
	err := json.Unmarshal(data, &checked{})
	switch {
	case err == nil:
		return true
	case errors.As(err, &syntax) && strings.Contains(syntax.Error(), "after top-level value"):
		in.fault(0, "", "", "eine einzige FeatureCollection, danach nichts", "a single FeatureCollection and nothing after it")
	case errors.As(err, &syntax):
		in.fault(lines.at(int(syntax.Offset)-1), "", "", "gültiges JSON ("+syntax.Error()+")", "valid JSON ("+syntax.Error()+")")
	default:
		in.fault(lines.at(len(data)), "", "", "gültiges JSON bis zum Ende der Datei", "valid JSON to the end of the file")
	}
	return false
}

// checked is JSON of which only the form is looked at; nothing is kept.
type checked struct{}

// UnmarshalJSON takes any value.
func (*checked) UnmarshalJSON([]byte) error { return nil }

// feature reads one feature, and false with a fault where it is none.
func (in *reader) feature(raw []byte, line int) (feature, bool) {
	var f feature
	good := len(raw) > 0 && raw[0] == '{'
	members(raw, func(key string, value []byte, _ int) {
		switch key {
		case "type":
			f.Type = unquoted(value)
		case "geometry":
			f.Geometry = value
		case "id":
			f.ID = strings.Trim(string(value), `"`)
		case "crs":
			in.checkCRS(value, line)
		case "properties":
			good = in.properties(&f, value) && good
		}
	})
	if !good || f.Type != "Feature" {
		in.fault(line, "type", f.Type, "ein Feature mit geometry und properties", "a Feature with geometry and properties")
		return f, false
	}
	return f, true
}

// properties reads the properties of a feature in their order.
func (in *reader) properties(f *feature, raw []byte) bool {
	f.Properties = make(map[string]any)
	f.size = len(raw)
	if in.bytes+len(raw) > maxProperties {
		return true // within refuses the file
	}
	good := string(raw) == "null" || raw[0] == '{'
	members(raw, func(key string, value []byte, _ int) {
		dec := json.NewDecoder(bytes.NewReader(value))
		dec.UseNumber()
		var v any
		good = dec.Decode(&v) == nil && good
		f.Properties[key] = v
		if !in.known[key] {
			if in.known == nil {
				in.known = make(map[string]bool)
			}
			in.known[key] = true
			in.columns = append(in.columns, key)
		}
	})
	return good
}

// within counts a feature against what one file may hold; false ends the
// reading.
func (in *reader) within(raw []byte, f feature, features, line int) bool {
	in.brackets += bytes.Count(raw, []byte("["))
	in.bytes += f.size
	before := len(in.rows)
	switch {
	case features > maxFeatures:
		in.fault(line, "features", "", "höchstens 100.000 Features", "at most 100,000 features")
	case in.brackets > maxPositions:
		in.fault(line, geometryColumn, "", "höchstens 2 Millionen Punkte und Ringe in einer Datei; bitte die Umrisse vereinfachen", "at most 2 million positions and rings in a file; please simplify the boundaries")
	case in.bytes > maxProperties:
		in.fault(line, "properties", "", "höchstens 8 MiB Eigenschaften in einer Datei", "at most 8 MiB of properties in a file")
	}
	return len(in.rows) == before
}

// lineCounter counts lines of places that come in ascending order.
type lineCounter struct {
	data       []byte
	done, line int
}

func (c *lineCounter) at(offset int) int {
	offset = min(max(offset, c.done), len(c.data))
	c.line += bytes.Count(c.data[c.done:offset], []byte("\n"))
	c.done = offset
	return c.line
}

func lineOfBadByte(data []byte) int {
	line := 1
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		i += n
	}
	return line
}

// boundary reads one feature; false where it has a fault.
func (in *reader) boundary(f placed, match matcher) (Boundary, bool) {
	before := len(in.rows)
	id := match.area(in, f)
	if first, double := in.seen[id]; double && id != "" {
		in.fault(f.line, "id", string(id), "jedes Gebiet nur einmal; es steht schon in Zeile "+text.De.Int(int64(first)),
			"every area once only; it is already in row "+text.En.Int(int64(first)))
	} else {
		in.seen[id] = f.line
	}
	shape := in.shape(f)
	return Boundary{Area: id, Shape: shape, Line: f.line}, len(in.rows) == before
}
