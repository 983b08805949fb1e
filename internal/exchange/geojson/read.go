// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// MaxBytes bounds the size of a file.
const MaxBytes = 256 << 20

const op = "geojson.ReadAreas"

// ReadAreas reads the boundaries of known areas from a FeatureCollection of
// polygons and multipolygons in degrees (WGS 84). A feature belongs to the area
// whose key or number it holds in a property, else to the one with its name.
// The result is in file order. Faults come as fault.Invalid, all at once: no or
// broken geometry, unknown areas, areas that occur twice.
func ReadAreas(file string, r io.Reader, known []area.Area, o Options) ([]Boundary, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	in := reader{file: file, seen: make(map[area.ID]int)}
	features := in.features(data)
	if len(in.rows) > 0 {
		return nil, fault.Refuse(op, in.rows)
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
	file string
	rows []fault.Row
	seen map[area.ID]int // line of the feature that had the area first
}

// placed is a feature with the line at which it begins.
type placed struct {
	feature
	line int
}

func (in *reader) fault(line int, column, value, de, en string) {
	if r := []rune(value); len(r) > 120 {
		value = string(r[:120]) + " …"
	}
	in.rows = append(in.rows, fault.Row{File: in.file, Line: line, Column: column, Value: value, Expected: text.T(de, en)})
}

// features takes the collection apart. A feature that is no JSON object of the
// right form is a fault; the others are still read.
func (in *reader) features(data []byte) []placed {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > MaxBytes:
		in.fault(0, "", "", "höchstens 256 MiB", "at most 256 MiB")
		return nil
	case !utf8.Valid(data):
		in.fault(lineOfBadByte(data), "", "", "die Zeichenkodierung UTF-8", "the encoding UTF-8")
		return nil
	}
	var list []placed
	lines := lineCounter{data: data, line: 1}
	kind, err := walk(data, func(raw json.RawMessage, offset int) {
		line := lines.at(offset)
		var f feature
		if err := json.Unmarshal(raw, &f); err != nil || f.Type != "Feature" {
			in.fault(line, "type", f.Type, "ein Feature mit geometry und properties", "a Feature with geometry and properties")
			return
		}
		list = append(list, placed{f, line})
	})
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		in.fault(lines.at(int(syntax.Offset)-1), "", "", "gültiges JSON ("+syntax.Error()+")", "valid JSON ("+syntax.Error()+")")
	case errors.Is(err, errNoArray):
		in.fault(0, "features", "", "eine Liste von Features", "a list of features")
	case errors.Is(err, errMore):
		in.fault(0, "", "", "eine einzige FeatureCollection, danach nichts", "a single FeatureCollection and nothing after it")
	case err != nil:
		in.fault(lines.at(len(data)), "", "", "gültiges JSON bis zum Ende der Datei", "valid JSON to the end of the file")
	case kind != "FeatureCollection":
		in.fault(0, "type", kind, "eine FeatureCollection", "a FeatureCollection")
	case len(list) == 0 && len(in.rows) == 0:
		in.fault(0, "features", "", "mindestens ein Feature", "at least one feature")
	}
	return list
}

// walk gives every element of the top-level array "features" to visit, with
// its place in data, and returns the collection's type.
func walk(data []byte, visit func(raw json.RawMessage, offset int)) (kind string, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return "", err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return kind, err
		}
		if key == "features" {
			err = walkArray(data, dec, visit)
		} else {
			var value any
			if err = dec.Decode(&value); key == "type" {
				kind = fmt.Sprint(value)
			}
		}
		if err != nil {
			return kind, err
		}
	}
	if _, err = dec.Token(); err != nil {
		return kind, err
	}
	if _, err = dec.Token(); !errors.Is(err, io.EOF) {
		return kind, errors.Join(err, errMore)
	}
	return kind, nil
}

func walkArray(data []byte, dec *json.Decoder, visit func(json.RawMessage, int)) error {
	start, err := dec.Token()
	if err != nil || start != json.Delim('[') {
		return errors.Join(err, errNoArray)
	}
	for dec.More() {
		offset := int(dec.InputOffset())
		offset += bytes.IndexFunc(data[offset:], func(r rune) bool { return r > ' ' && r != ',' })
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		visit(raw, offset)
	}
	_, err = dec.Token()
	return err
}

var (
	errNoArray = errors.New("features is no array")
	errMore    = errors.New("more after the collection")
)

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
