// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue

import (
	"context"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/exchange/geojson"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// The keys of the feature collections, which are data sets too.
const (
	AreasKey = "areas"
	SitesKey = "sites"
)

// Feature is a thing with a place and a time in which it holds.
type Feature struct {
	ID    string            // unique in its collection, without a slash
	Shape area.MultiPolygon // of areas
	Place *area.Point       // of sites; nil: unknown
	// From and To are its first and last day; a zero day is an open end. Both
	// zero: it is of no time.
	From, To   period.Date
	Properties []Property
}

// Property is a named value of a feature: a string, an int64, a bool, a
// period.Date, or nil where it is unknown.
type Property struct {
	Name  string
	Value any
}

// Field describes a property of a collection's features.
type Field struct {
	Name  string
	Label text.Text
	Type  string // string, integer, boolean or number, as JSON Schema names them
}

// Collection is a set of features of one kind.
type Collection struct {
	Key                string
	Title, Description text.Text
	Fields             []Field
	Features           []Feature // ordered by ID
}

// Bounds returns the box around the collection's features; nil around none.
func (c Collection) Bounds() *area.Box {
	var shapes []area.MultiPolygon
	for _, f := range c.Features {
		shapes = append(shapes, f.outline())
	}
	return area.Bounds(shapes...)
}

// outline is the feature's shape, or its place as a shape of one point.
func (f Feature) outline() area.MultiPolygon {
	if f.Place != nil {
		return area.MultiPolygon{{area.Ring{*f.Place}}}
	}
	return f.Shape
}

// Span returns the first and the last day of the collection's features; a zero
// day where one of them is open.
func (c Collection) Span() (first, last period.Date) {
	openFirst, openLast := false, false
	for _, f := range c.Features {
		if f.From.IsZero() && f.To.IsZero() {
			continue
		}
		openFirst, openLast = openFirst || f.From.IsZero(), openLast || f.To.IsZero()
		if first.IsZero() || f.From.Before(first) {
			first = f.From
		}
		if f.To.After(last) {
			last = f.To
		}
	}
	if openFirst {
		first = period.Date{}
	}
	if openLast {
		last = period.Date{}
	}
	return first, last
}

// Selection narrows features; empty fields do not.
type Selection struct {
	Box *area.Box
	// From and To are instants; a zero one is open. They count where Timed.
	Timed    bool
	From, To time.Time
	Equal    map[string]string // properties by name, as they are written
}

// Select returns the features that meet all conditions. A feature without a
// place or without a time meets any box or any time (OGC 17-069r4, 7.15.3 and
// 7.15.4).
func (c Collection) Select(s Selection) []Feature {
	var list []Feature
	for _, f := range c.Features {
		if s.Box != nil && len(f.outline()) > 0 && !s.Box.Touches(f.outline()) {
			continue
		}
		if s.Timed && !f.during(s.From, s.To) || !f.equals(s.Equal) {
			continue
		}
		list = append(list, f)
	}
	return list
}

// during reports whether the feature holds at an instant from from to to. Its
// last day counts to its end.
func (f Feature) during(from, to time.Time) bool {
	begins := f.From.IsZero() || to.IsZero() || !f.From.Time().After(to)
	ends := f.To.IsZero() || from.IsZero() || f.To.AddDays(1).Time().After(from)
	return begins && ends
}

func (f Feature) equals(want map[string]string) bool {
	for name, value := range want {
		i := slices.IndexFunc(f.Properties, func(p Property) bool { return p.Name == name })
		if i < 0 || f.Properties[i].Value == nil || f.Properties[i].Written() != value {
			return false
		}
	}
	return true
}

// Collections returns the feature collections as they were known on asOf.
func (d *Desk) Collections(ctx context.Context, asOf period.Date) ([]Collection, error) {
	const op = "catalogue.Collections"
	ctx = public(ctx)
	at, err := d.state(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	list, err := d.collections.get(asOf, at, func() ([]Collection, error) {
		areas, err := d.areaCollection(ctx)
		if err != nil {
			return nil, err
		}
		sites, err := d.siteCollection(ctx, asOf)
		return []Collection{areas, sites}, err
	})
	return list, fault.Wrap(op, err)
}

// areaCollection holds the areas of every edition, each with the time in which
// its edition held.
func (d *Desk) areaCollection(ctx context.Context) (Collection, error) {
	c := Collection{
		Key: AreasKey, Title: text.T("Gebiete der Stadt", "Areas of the city"),
		Description: text.T("Stadt, Stadtbezirke und Stadtteile je Gebietsstand, mit Grenze. Wo keine Grenze vorliegt, steht eine Zelle um den Mittelpunkt, als schematisch gekennzeichnet.",
			"City, districts and subdistricts by edition, with their boundary. Where there is none, a cell around the centre stands for it, marked as schematic."),
		Fields: areaFields,
	}
	editions, err := d.names.Editions(ctx) // newest first
	if err != nil {
		return c, err
	}
	var next period.Date
	for _, e := range editions {
		areas, err := d.names.Areas(ctx, e.ID)
		if err != nil {
			return c, err
		}
		last := period.Date{}
		if !next.IsZero() {
			last = next.AddDays(-1)
		}
		next = e.ValidFrom
		cells := geojson.Cells(areas)
		for i, a := range areas {
			c.Features = append(c.Features, areaFeature(a, cells[i], e, last))
		}
	}
	slices.SortFunc(c.Features, func(a, b Feature) int { return strings.Compare(a.ID, b.ID) })
	return c, nil
}

var areaFields = []Field{
	{"area", text.T("Schlüssel", "key"), "string"},
	{"number", text.T("Nummer", "number"), "string"},
	{"name", text.T("Name", "name"), "string"},
	{"level", text.T("Ebene", "level"), "string"},
	{"parent", text.T("liegt in", "lies in"), "string"},
	{"edition", text.T("Gebietsstand", "edition"), "string"},
	{"valid_from", text.T("gilt ab", "valid from"), "string"},
	{"schematic", text.T("schematisch", "schematic"), "boolean"},
	{"source", text.T("Quelle", "source"), "string"},
}

func areaFeature(a area.Area, cell area.Ring, e area.Edition, last period.Date) Feature {
	return Feature{
		ID: segment(e.ID + "." + string(a.ID)), Shape: geojson.Shape(a, cell), From: e.ValidFrom, To: last,
		Properties: []Property{
			{"area", string(a.ID)},
			{"number", a.Number},
			{"name", a.Name},
			{"level", a.Level.String()},
			{"parent", known(string(a.Parent))},
			{"edition", a.Edition},
			{"valid_from", e.ValidFrom},
			{"schematic", len(a.Boundary) == 0},
			{"source", known(a.Source)},
		},
	}
}

// known is a text, nil where it is empty.
func known(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// segment makes one segment of a path of any key.
func segment(s string) string { return strings.ReplaceAll(s, "/", "-") }
