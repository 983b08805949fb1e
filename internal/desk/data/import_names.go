// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/fault"
)

// names is the catalogue against which a file is checked, with the areas of all
// editions.
func (d *Desk) names(ctx context.Context) (labels, cityfile.Catalogue, map[string][]area.Area, error) {
	n := labels{map[string]figure.Indicator{}, map[area.ID]area.Area{}, map[population.ID]population.Group{}}
	areas, err := d.AreasAndPlaces(ctx)
	if err != nil {
		return n, cityfile.Catalogue{}, nil, err
	}
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return n, cityfile.Catalogue{}, nil, err
	}
	groups, err := d.Groups(ctx)
	if err != nil {
		return n, cityfile.Catalogue{}, nil, err
	}
	packages, err := d.Records(ctx, register.Package, period.Date{})
	if err != nil {
		return n, cityfile.Catalogue{}, nil, err
	}
	for _, i := range indicators {
		n.indicators[i.Code] = i
	}
	for _, g := range groups {
		n.groups[g.ID] = g
	}
	keys := make([]string, len(packages))
	for i, p := range packages {
		keys[i] = p.Key
	}
	editions, err := d.everyEdition(ctx)
	areas = withFormer(areas, editions)
	for _, a := range areas {
		n.areas[a.ID] = a
	}
	if err != nil {
		return n, cityfile.Catalogue{}, nil, err
	}
	known, err := d.withOffices(ctx, cityfile.NewCatalogue(areas, indicators, groups).WithPackages(keys))
	return n, known, editions, err
}

// withOffices adds the offices that may own an action, who owned those that are there, and
// the bodies that may watch over one.
func (d *Desk) withOffices(ctx context.Context, known cityfile.Catalogue) (cityfile.Catalogue, error) {
	offices, err := steering.ReadOffices(period.Date{}, func(k register.Kind, asOf period.Date) ([]register.Record, error) { return d.Records(ctx, k, asOf) })
	if err != nil {
		return known, err
	}
	records, err := d.Records(ctx, register.Action, period.Date{})
	owners := make(map[string][]string, len(records))
	for _, r := range records {
		var a steering.Action
		if err := json.Unmarshal(r.Body, &a); err != nil {
			return known, fault.Wrap("data.withOffices("+r.Key+")", err)
		}
		owners[a.ID] = append(owners[a.ID], a.Owner)
	}
	if err != nil {
		return known, err
	}
	bodies, err := d.Records(ctx, register.Body, period.Date{})
	keys := make([]string, len(bodies))
	for i, b := range bodies {
		keys[i] = b.Key
	}
	if err != nil {
		return known, err
	}
	goals, err := unitsOf(ctx, d, register.Goal, func(g measure.Goal) string { return g.Unit })
	if err != nil {
		return known, err
	}
	measures, err := unitsOf(ctx, d, register.Measure, func(m measure.Measure) string { return m.Unit })
	return known.WithOffices(offices, owners).WithBodies(keys).WithGoals(goals, measures), err
}

// unitsOf are the entries of a register by their keys with the office responsible.
func unitsOf[T any](ctx context.Context, d *Desk, kind register.Kind, of func(T) string) (map[string][]string, error) {
	records, err := d.Records(ctx, kind, period.Date{})
	units := make(map[string][]string, len(records))
	for _, r := range records {
		var noun T
		if err := json.Unmarshal(r.Body, &noun); err != nil {
			return nil, fault.Wrap("data.unitsOf("+r.Key+")", err)
		}
		units[r.Key] = append(units[r.Key], of(noun))
	}
	return units, err
}

// everyEdition returns the areas of each edition.
func (d *Desk) everyEdition(ctx context.Context) (map[string][]area.Area, error) {
	list, err := d.Editions(ctx)
	of := make(map[string][]area.Area, len(list))
	for _, e := range list {
		if err == nil {
			of[e.ID], err = d.Areas(ctx, e.ID)
		}
	}
	return of, err
}

// withFormer adds the areas that only other editions have: figures of their
// time speak of them.
func withFormer(areas []area.Area, editions map[string][]area.Area) []area.Area {
	there := make(map[area.ID]bool, len(areas))
	for _, a := range areas {
		there[a.ID] = true
	}
	for _, edition := range slices.Sorted(maps.Keys(editions)) {
		for _, a := range editions[edition] {
			if !there[a.ID] {
				there[a.ID] = true
				areas = append(areas, a)
			}
		}
	}
	return areas
}
