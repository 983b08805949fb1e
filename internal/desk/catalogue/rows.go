// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/geojson"
)

// rows returns the values of a data set: of each key the figure that counts.
// It asks for whole indicators, because what the lens hides in one figure hangs
// on the others.
func (d *Desk) rows(ctx context.Context, s dataset.Dataset, l Listing, asOf period.Date) ([]figure.Picked, error) {
	q := figure.Query{Indicators: s.Indicators, AsOf: asOf}
	if len(s.Indicators) == 0 {
		return nil, nil // an empty query is one for everything
	}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return nil, err
	}
	figures = slices.DeleteFunc(figures, func(f figure.Figure) bool { return !s.Holds(f.Indicator, l.areas[f.Area].Level, f.Group) })
	return figure.PickAll(figures, choices), nil
}

// entry sums up the rows of a data set.
func (l Listing) entry(e Entry, rows []figure.Picked, areas []area.Area) Entry {
	values := map[area.ID]int{}
	sources := map[string]int{}
	for _, r := range rows {
		values[r.Area]++
		sources[r.Source]++
		if e.First.IsZero() || r.Period.From.Before(e.First) {
			e.First = r.Period.From
		}
		if r.Period.To.After(e.Last) {
			e.Last = r.Period.To
		}
		if r.KnownFrom.After(e.Modified) {
			e.Modified = r.KnownFrom
		}
	}
	e.Values = len(rows)
	for s := range sources {
		e.Sources = append(e.Sources, s)
	}
	slices.SortFunc(e.Sources, func(a, b string) int { return cmp.Or(cmp.Compare(sources[b], sources[a]), cmp.Compare(a, b)) })
	e.Areas, e.Box = held(areas, values)
	e.Shapes = len(e.Areas) > 0
	if e.Periodicity == "" {
		e.Periodicity = rhythm(rows)
	}
	return l.completed(e)
}

// completed fills in what the office has not said from the catalogue's settings.
func (l Listing) completed(e Entry) Entry {
	e.Licence = cmp.Or(e.Licence, l.Licence)
	e.Attribution = cmp.Or(e.Attribution, l.Attribution)
	e.Office, e.Email = cmp.Or(e.Office, l.Office), cmp.Or(e.Email, l.Email)
	e.Theme = cmp.Or(e.Theme, dataset.Society)
	return e
}

// held returns the areas that have values, in the order of areas, and the box
// around their shapes.
func held(areas []area.Area, values map[area.ID]int) ([]Held, *area.Box) {
	var list []Held
	var shapes []area.MultiPolygon
	cells := geojson.Cells(areas)
	for i, a := range areas {
		if n := values[a.ID]; n > 0 {
			list = append(list, Held{a, n})
			shapes = append(shapes, geojson.Shape(a, cells[i]))
		}
	}
	return list, area.Bounds(shapes...)
}

// rhythm tells by the lengths of the periods how often values come; a mixture
// and single days are irregular.
func rhythm(rows []figure.Picked) dataset.Periodicity {
	months, years := 0, 0
	for _, r := range rows {
		switch {
		case r.Period.IsMonth():
			months++
		case r.Period.IsYear():
			years++
		}
	}
	switch len(rows) {
	case months:
		return dataset.Monthly
	case years:
		return dataset.Annual
	}
	return dataset.Irregular
}
