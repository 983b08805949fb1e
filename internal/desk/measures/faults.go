// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// figureFaults are those of an indicator, an area and a group that there are not. It
// returns the indicator, none where there is none such.
func (d *Desk) figureFaults(ctx context.Context, prefix string, e measure.Expectation) (figure.Indicator, []fault.Row, error) {
	var rows []fault.Row
	all, err := d.indicators(ctx)
	if err != nil {
		return figure.Indicator{}, nil, err
	}
	indicator, there := all[e.Indicator]
	if e.Indicator != "" && !there {
		rows = append(rows, fault.Row{Column: prefix + "indicator", Value: e.Indicator, Expected: text.T("eine der Kennzahlen, die es gibt", "one of the indicators that there are")})
	}
	areas, err := d.names.Areas(ctx, "")
	if err != nil {
		return indicator, nil, err
	}
	if e.Area != "" && !slices.ContainsFunc(areas, func(a area.Area) bool { return string(a.ID) == e.Area }) {
		rows = append(rows, fault.Row{Column: prefix + "area", Value: e.Area, Expected: text.T("eines der Gebiete, die es gibt", "one of the areas that there are")})
	}
	groups, err := d.names.Groups(ctx)
	id := groupOf(e.Group)
	if id != population.All && !slices.ContainsFunc(groups, func(g population.Group) bool { return g.ID == id }) {
		rows = append(rows, fault.Row{Column: prefix + "group", Value: e.Group, Expected: text.T("eine der Zielgruppen, die es gibt, oder alle", "one of the groups that there are, or all")})
	}
	return indicator, rows, err
}

// expectFaults are those of an expectation beside what there is in the city. A check date
// that no forecast reaches stays where it was entered before.
func (d *Desk) expectFaults(ctx context.Context, e measure.Expectation, was *measure.Expectation) ([]fault.Row, error) {
	indicator, rows, err := d.figureFaults(ctx, "expect_", e)
	if err != nil {
		return nil, err
	}
	rows = append(rows, e.CheckUnit(indicator)...)
	if len(rows)+len(e.Faults()) > 0 || was != nil && e.Same(*was) {
		return rows, nil
	}
	last, err := d.forecasts.Farthest(ctx, e)
	if !last.IsZero() {
		rows = append(rows, fault.Row{Column: "expect_check", Value: e.Check.String(), Expected: text.T("ein Tag bis zum "+last.In(text.De)+": Weiter reicht keine Prognose dieser Kennzahl", "a day up to "+last.In(text.En)+": no forecast of this indicator reaches further")})
	}
	return rows, err
}

// officeFaults says that an office is none that the city knows. The one of the version
// that is changed stays, but not a person.
func (d *Desk) officeFaults(ctx context.Context, column, name, was string, day period.Date) ([]fault.Row, error) {
	offices, err := d.Offices(ctx, day)
	if err != nil || name == was && !steering.NamesPerson(name) {
		return nil, err
	}
	if row, bad := offices.Check(column, name); bad {
		return []fault.Row{row}, nil
	}
	return nil, nil
}

// officeName is an office as the city writes it.
func (d *Desk) officeName(ctx context.Context, typed string, day period.Date) (string, error) {
	offices, err := d.Offices(ctx, day)
	if name, ok := offices.Find(typed); ok {
		return name, err
	}
	return typed, err
}

// before is the version of an entry that is changed; nothing where it is a new one.
func before[T any](ctx context.Context, d *Desk, kind register.Kind, key string, base int64) (T, error) {
	var none T
	if base == 0 {
		return none, nil
	}
	versions, err := d.registers.Versions(ctx, kind, key)
	if err != nil {
		return none, err
	}
	for _, v := range versions {
		if v.ID == base {
			k, err := keptOf[T](v)
			return k.It, err
		}
	}
	return none, nil
}

// newestAnd is the newest version of an entry, whenever it became known, and the one with
// the number of a record; both without a version where there is none.
func newestAnd[T any](ctx context.Context, d *Desk, kind register.Kind, key string, base int64) (last, seen Kept[T], err error) {
	versions, err := d.registers.Versions(ctx, kind, key)
	if err != nil {
		return last, seen, err
	}
	for _, v := range versions {
		k, err := keptOf[T](v)
		if err != nil {
			return last, seen, err
		}
		if v.ID > last.Version {
			last = k
		}
		if v.ID == base {
			seen = k
		}
	}
	return last, seen, nil
}

// LastAction is the newest version of an action, whenever it became known, and the one
// with a number; without a version where there is none.
func (d *Desk) LastAction(ctx context.Context, id string, base int64) (last, seen Kept[steering.Action], err error) {
	last, seen, err = newestAnd[steering.Action](ctx, d, register.Action, id, base)
	return last, seen, fault.Wrap("measures.LastAction("+id+")", err)
}

// LastGoal is LastAction for goals.
func (d *Desk) LastGoal(ctx context.Context, id string, base int64) (last, seen Kept[measure.Goal], err error) {
	last, seen, err = newestAnd[measure.Goal](ctx, d, register.Goal, id, base)
	return last, seen, fault.Wrap("measures.LastGoal("+id+")", err)
}

// LastMeasure is LastAction for measures.
func (d *Desk) LastMeasure(ctx context.Context, id string, base int64) (last, seen Kept[measure.Measure], err error) {
	last, seen, err = newestAnd[measure.Measure](ctx, d, register.Measure, id, base)
	return last, seen, fault.Wrap("measures.LastMeasure("+id+")", err)
}
