// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// city is the city as of a date while one text is made: what was asked once is not
// asked again, so that a text speaks of one state.
type city struct {
	*Desk
	ctx  context.Context
	asOf period.Date
	lang text.Lang
	// paper is the key of the council paper for which a text is begun; empty: none.
	paper string
	// coming is that paper where it is stored together with the text; nil: it is in the
	// register, or not there at all.
	coming *council.Paper

	areas    []area.Area
	byID     map[area.ID]area.Area
	sites    []accommodation.Site
	run      *plan.Run // nil: there is no plan
	foreseen *Foreseen // nil: not asked yet, or nothing can be said
	asked    bool      // foreseen was
	series   map[string][]figure.Picked
	standing map[int64]text.Text
	stale    map[string]bool
	citer    source.Citer
	against  *text.Text // what the counts say against the plan; nil: not asked yet
	values   map[string]*document.Value
	names    map[string]figure.Indicator
}

// whole is a context in which a text is made of all figures that the reader may see,
// also where their pages show released ones only: what is not released stands in the text
// as an open place, so that every page and the command line give the same verdict. What
// the public sees stays as it is.
func whole(ctx context.Context) context.Context {
	lens := audience.Of(ctx)
	if lens.Audience == audience.Public {
		return ctx
	}
	return audience.With(ctx, lens.Unreleased())
}

// look gathers what every text needs.
func (d *Desk) look(ctx context.Context, asOf period.Date) (*city, error) {
	const op = "report.look"
	ctx = whole(ctx)
	c := &city{
		Desk: d, ctx: ctx, asOf: asOf, lang: text.De, series: map[string][]figure.Picked{}, standing: map[int64]text.Text{},
		stale: map[string]bool{}, values: map[string]*document.Value{}, names: map[string]figure.Indicator{},
	}
	var err error
	if c.byID, c.areas, err = d.Places.Areas(ctx); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if c.sites, err = d.Places.Sites(ctx, asOf); err != nil {
		return nil, fault.Wrap(op, err)
	}
	run, ok, err := d.Plans.Leading(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if ok {
		c.run = &run
	}
	if c.citer, err = d.Citer(ctx); err != nil {
		return nil, err
	}
	list, err := d.Ledger.Indicators(ctx)
	for _, i := range list {
		c.names[i.Code] = i
	}
	return c, fault.Wrap(op, err)
}

// paperKey is the key of the council paper that a text speaks of: the one for which it
// is begun, else the given one.
func (c *city) paperKey(otherwise string) string { return cmp.Or(c.paper, otherwise) }

// say is a word or sentence in the language of the text.
func (c *city) say(de, en string) string { return text.T(de, en).In(c.lang) }

// name is the city's own name; "die Stadt" where none is known.
func (c *city) name() string {
	for _, a := range c.areas {
		if a.Level == area.City {
			return a.Name
		}
	}
	return "die Stadt"
}

// figures picks the city's figures of an indicator and group, by the end of their
// period. The zero group is that of all.
func (c *city) figures(indicator string, group population.ID) ([]figure.Picked, error) {
	if group == "" {
		group = population.All
	}
	key := indicator + "/" + string(group)
	if list, known := c.series[key]; known {
		return list, nil
	}
	list, err := c.Ledger.Series(c.ctx, figure.Query{Indicators: []string{indicator}, Level: area.City, Group: group, AsOf: c.asOf})
	if err != nil {
		return nil, fault.Wrap("report.figures("+key+")", err)
	}
	slices.SortStableFunc(list, func(a, b figure.Picked) int {
		return cmp.Or(a.Period.To.Compare(b.Period.To), a.Period.From.Compare(b.Period.From))
	})
	c.series[key] = list
	return list, nil
}

// observed are those of figures that say what was, until the as-of date: no forecast,
// no announcement, no assumption.
func (c *city) observed(indicator string, group population.ID) ([]figure.Picked, error) {
	list, err := c.figures(indicator, group)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(list), func(p figure.Picked) bool {
		return p.Basis == figure.Forecast || p.Basis == figure.Announced || p.Basis == figure.Assumed || p.Period.To.After(c.asOf) || p.KnownFrom.Before(p.Period.From)
	}), nil
}

// foresee asks the outlook once; nil where nothing can be said.
func (c *city) foresee() (*Foreseen, error) {
	if c.asked {
		return c.foreseen, nil
	}
	f, ok, err := c.Foresight.Foresee(c.ctx, c.asOf)
	if err != nil {
		return nil, fault.Wrap("report.foresee", err)
	}
	if c.asked = true; ok {
		c.foreseen = &f
	}
	return c.foreseen, nil
}

// entry is a record of a register with its number.
type entry[T any] struct {
	noun   T
	record int64
}

// entries are the newest versions of a register's entries known on the as-of date.
func entries[T any](c *city, kind register.Kind) ([]entry[T], error) {
	records, err := c.registers.Records(c.ctx, kind, c.asOf)
	if err != nil {
		return nil, fault.Wrap("report.entries("+string(kind)+")", err)
	}
	list := make([]entry[T], len(records))
	for i, r := range records {
		list[i].record = r.ID
		if err := json.Unmarshal(r.Body, &list[i].noun); err != nil {
			return nil, fault.Wrap("report.entries("+string(kind)+" "+r.Key+")", err)
		}
	}
	return list, nil
}
