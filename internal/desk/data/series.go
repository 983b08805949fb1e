// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Course is an indicator over time in one area and group, with the areas and
// groups that could be asked instead.
type Course struct {
	Indicator figure.Indicator
	Area      area.Area
	Group     population.Group
	Areas     []area.Area        // with figures of the indicator, city first
	Groups    []population.Group // with figures of the indicator in the area
	Picked    []figure.Picked    // oldest first
}

// Contradicted counts the periods of which figures state different values.
func (c Course) Contradicted() int {
	n := 0
	for _, p := range c.Picked {
		if Contradicts(p) {
			n++
		}
	}
	return n
}

// Contradicts reports whether figures of the key state different values.
// Forecasts do not count: what came later does not contradict them.
func Contradicts(p figure.Picked) bool {
	stated := map[unit.Decimal]bool{}
	for _, f := range append([]figure.Figure{p.Figure}, p.Others...) {
		if f.Basis != figure.Forecast && !f.IsSecret() {
			stated[f.Value] = true
		}
	}
	return len(stated) > 1
}

// Course returns an indicator in an area and group as known on asOf. An empty
// area is the city, or the first area that has figures; an empty group is that
// of all, or the first one. It answers NotFound for an unknown indicator and
// for an area or group that is not set up.
func (d *Desk) Course(ctx context.Context, indicator string, in area.ID, group population.ID, asOf period.Date) (Course, error) {
	const op = "data.Course"
	var c Course
	var err error
	if c.Indicator, err = d.Indicator(ctx, indicator); err != nil {
		return c, err
	}
	keys, err := d.SeriesOf(ctx, indicator)
	if err != nil {
		return c, fault.Wrap(op, err)
	}
	if err := d.courseArea(ctx, &c, keys, in); err != nil {
		return c, err
	}
	if err := d.courseGroup(ctx, &c, keys, group); err != nil {
		return c, err
	}
	c.Picked, err = d.Series(ctx, figure.Query{Indicators: []string{indicator}, Areas: []area.ID{c.Area.ID}, Group: c.Group.ID, AsOf: asOf})
	return c, fault.Wrap(op, err)
}

// AreasAndPlaces lists the areas of the newest edition, and the places that
// report behind them.
func (d *Desk) AreasAndPlaces(ctx context.Context) ([]area.Area, error) {
	all, err := d.Areas(ctx, "")
	if err != nil {
		return nil, err
	}
	places, err := d.Areas(ctx, area.Places)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return all, nil // nobody reports yet
	}
	return append(all, places...), err
}

func (d *Desk) courseArea(ctx context.Context, c *Course, keys []figure.Key, in area.ID) error {
	all, err := d.AreasAndPlaces(ctx)
	if err != nil {
		return fault.Wrap("data.courseArea", err)
	}
	has := map[area.ID]bool{}
	for _, k := range keys {
		has[k.Area] = true
	}
	for _, a := range all {
		if has[a.ID] {
			c.Areas = append(c.Areas, a)
		}
		if a.ID == in {
			c.Area = a
		}
	}
	if in != "" && c.Area.ID == "" { // an area that only a former edition has
		editions, err := d.everyEdition(ctx)
		if err != nil {
			return fault.Wrap("data.courseArea", err)
		}
		for _, a := range withFormer(all, editions)[len(all):] {
			if a.ID == in {
				c.Area, c.Areas = a, append(c.Areas, a)
			}
		}
	}
	if in == "" && len(c.Areas) > 0 {
		c.Area = c.Areas[0]
	} else if in == "" && len(all) > 0 {
		c.Area = all[0]
	}
	if in != "" && c.Area.ID == "" {
		return fault.New(fault.NotFound, fmt.Sprintf("data.courseArea(%s)", in),
			"Das Gebiet „"+string(in)+"“ gibt es nicht.", "There is no area “"+string(in)+"”.")
	}
	return nil
}

func (d *Desk) courseGroup(ctx context.Context, c *Course, keys []figure.Key, group population.ID) error {
	all, err := d.Groups(ctx)
	if err != nil {
		return fault.Wrap("data.courseGroup", err)
	}
	names := map[population.ID]population.Group{}
	for _, g := range all {
		names[g.ID] = g
	}
	for _, k := range keys {
		if k.Area == c.Area.ID {
			c.Groups = append(c.Groups, names[k.Group])
		}
	}
	switch {
	case group == "" && (len(c.Groups) == 0 || slices.ContainsFunc(c.Groups, func(g population.Group) bool { return g.ID == population.All })):
		group = population.All
	case group == "":
		group = c.Groups[0].ID
	}
	known, ok := names[group]
	if !ok && group != population.All {
		return fault.New(fault.NotFound, fmt.Sprintf("data.courseGroup(%s)", group),
			"Die Zielgruppe „"+string(group)+"“ gibt es nicht.", "There is no group “"+string(group)+"”.")
	}
	c.Group = known
	if !ok {
		c.Group = population.Group{ID: population.All, Name: text.T("alle", "all")}
	}
	return nil
}
