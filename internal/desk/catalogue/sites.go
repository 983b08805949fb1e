// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// siteCollection holds the sites that are in operation or decided, with their
// places, opening and end. Sites that are only planned or proposed are not
// public before the council has decided, and cost, blocked places and notes are
// not public at all. The register holds no address: a site stands at the centre
// of its district, marked as schematic.
func (d *Desk) siteCollection(ctx context.Context, asOf period.Date) (Collection, error) {
	c := Collection{
		Key: SitesKey, Title: text.T("Unterkünfte mit Ort und Plätzen", "Accommodation sites with place and capacity"),
		Description: text.T("Unterkünfte in Betrieb und beschlossene, mit Plätzen, Öffnung und Ende. Der Ort ist der Mittelpunkt des Stadtbezirks, nicht die Anschrift.",
			"Accommodation sites in operation and decided ones, with places, opening and end. The place is the centre of the district, not the address."),
		Fields: siteFields,
	}
	records, err := d.registers.Records(ctx, register.Site, asOf)
	if err != nil {
		return c, err
	}
	areas, err := d.names.Areas(ctx, "")
	if err != nil {
		return c, err
	}
	at := make(map[area.ID]area.Area, len(areas))
	for _, a := range areas {
		at[a.ID] = a
	}
	for _, r := range records {
		var s accommodation.Site
		if err := json.Unmarshal(r.Body, &s); err != nil {
			return c, fault.Wrap(fmt.Sprintf("catalogue.siteCollection(%s)", r.Key), err)
		}
		if !s.Withdrawn && (s.Certainty == accommodation.InOperation || s.Certainty == accommodation.Decided) {
			c.Features = append(c.Features, siteFeature(s, districtOf(s.Area, at)))
		}
	}
	slices.SortFunc(c.Features, func(a, b Feature) int { return strings.Compare(a.ID, b.ID) })
	return c, nil
}

// districtOf returns the district that an area lies in; the area itself where
// it lies in none.
func districtOf(id area.ID, at map[area.ID]area.Area) area.Area {
	a := at[id]
	for up := a; up.ID != ""; up = at[up.Parent] {
		if up.Level == area.District {
			return up
		}
	}
	return a
}

var siteFields = []Field{
	{"site", text.T("Schlüssel", "key"), "string"},
	{"name", text.T("Name", "name"), "string"},
	{"kind", text.T("Art", "kind"), "string"},
	{"certainty", text.T("Sicherheit", "certainty"), "string"},
	{"places", text.T("Plätze", "places"), "integer"},
	{"opening", text.T("Öffnung", "opening"), "string"},
	{"end", text.T("erster Tag ohne Plätze", "first day without places"), "string"},
	{"district", text.T("Bezirksschlüssel", "district key"), "string"},
	{"district_name", text.T("Stadtbezirk", "district"), "string"},
	{"schematic", text.T("schematisch", "schematic"), "boolean"},
	{"source", text.T("Quelle", "source"), "string"},
}

func siteFeature(s accommodation.Site, district area.Area) Feature {
	f := Feature{ID: segment(s.ID), From: s.Opening.Date, Properties: []Property{
		{"site", s.ID},
		{"name", s.Name},
		{"kind", string(s.Kind)},
		{"certainty", string(s.Certainty)},
		{"places", int64(s.Nominal)},
		{"opening", day(s.Opening.Date)},
		{"end", day(s.End.Date)},
		{"district", known(string(district.ID))},
		{"district_name", known(district.Name)},
		{"schematic", true},
		{"source", known(s.Source)},
	}}
	if !s.End.Date.IsZero() {
		f.To = s.End.Date.AddDays(-1)
	}
	if (district.Centre != area.Point{}) {
		f.Place = &district.Centre
	}
	return f
}

// day is a date, nil where it is unknown.
func day(d period.Date) any {
	if d.IsZero() {
		return nil
	}
	return d
}

// Written returns the value as files and addresses write it; empty for unknown.
func (p Property) Written() string {
	switch v := p.Value.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case period.Date:
		return v.String()
	}
	return ""
}

func (p Property) cell() table.Cell {
	switch v := p.Value.(type) {
	case int64:
		return table.Whole(v)
	case period.Date:
		return table.Day(v)
	}
	return table.Text(p.Written())
}

// featureEntries are the collections as data sets of the catalogue.
func (d *Desk) featureEntries(ctx context.Context, l Listing, areas []area.Area, asOf period.Date) ([]Entry, error) {
	collections, err := d.Collections(ctx, asOf)
	if err != nil {
		return nil, err
	}
	var list []Entry
	for _, c := range collections {
		if len(c.Features) == 0 {
			continue
		}
		e := Entry{Dataset: dataset.Dataset{Key: c.Key, Title: c.Title, Description: c.Description, Theme: "REGI", Periodicity: dataset.Irregular}, Derived: true, Shapes: true, Values: len(c.Features)}
		values := map[area.ID]int{}
		for _, f := range c.Features {
			values[f.area()]++
			if s := f.text("source"); s != "" && !slices.Contains(e.Sources, s) {
				e.Sources = append(e.Sources, s)
			}
		}
		slices.Sort(e.Sources)
		e.First, e.Last = c.Span()
		e.Areas, e.Box = held(areas, values)
		list = append(list, l.completed(e))
	}
	return list, nil
}

// area is the area that the feature is or lies in.
func (f Feature) area() area.ID {
	if a := f.text("area"); a != "" {
		return area.ID(a)
	}
	return area.ID(f.text("district"))
}

func (f Feature) text(name string) string {
	for _, p := range f.Properties {
		if p.Name == name {
			return p.Written()
		}
	}
	return ""
}

// featureSheet fills a sheet with the features of a collection.
func (d *Desk) featureSheet(ctx context.Context, s *table.Sheet, key string, asOf period.Date) error {
	c, err := d.Collection(ctx, key, asOf)
	if err != nil {
		return err
	}
	kinds := map[string]table.Kind{"integer": table.KindWhole}
	for _, f := range c.Fields {
		kind, ok := kinds[f.Type]
		if !ok {
			kind = table.KindText
		}
		s.Columns = append(s.Columns, table.Column{Key: f.Name, Name: f.Label, Kind: kind})
	}
	s.Rows = func(yield func([]table.Cell) bool) {
		for _, f := range c.Features {
			row := make([]table.Cell, len(f.Properties))
			for i, p := range f.Properties {
				row[i] = p.cell()
			}
			if !yield(row) {
				return
			}
		}
	}
	for _, f := range c.Features {
		s.Areas = append(s.Areas, f.area())
	}
	return nil
}

// Collection returns one collection; NotFound where there is none with the key.
func (d *Desk) Collection(ctx context.Context, key string, asOf period.Date) (Collection, error) {
	collections, err := d.Collections(ctx, asOf)
	if err != nil {
		return Collection{}, err
	}
	i := slices.IndexFunc(collections, func(c Collection) bool { return c.Key == key })
	if i < 0 {
		return Collection{}, fault.New(fault.NotFound, "catalogue.Collection("+key+")",
			"Die Sammlung „"+key+"“ gibt es nicht.", "There is no collection “"+key+"”.")
	}
	return collections[i], nil
}

// GeoJSON returns the feature as it is written.
func (f Feature) GeoJSON() geojson.Feature {
	out := geojson.Feature{Type: "Feature", ID: f.ID, Geometry: geojson.Geometry(f.Shape), Properties: make(map[string]any, len(f.Properties))}
	if f.Place != nil {
		out.Geometry = geojson.PointAt(*f.Place)
	}
	for _, p := range f.Properties {
		out.Properties[p.Name] = p.Value
	}
	return out
}

func (d *Desk) writeFeatures(ctx context.Context, w io.Writer, e Entry, asOf period.Date) error {
	c, err := d.Collection(ctx, e.Key, asOf)
	if err != nil {
		return err
	}
	return geojson.WriteFeatures(w, e.head(asOf), len(c.Features), func(i int) geojson.Feature { return c.Features[i].GeoJSON() })
}
