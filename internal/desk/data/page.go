// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/fault"
)

// FigurePage returns at most q.Limit figures behind number q.After, in order of
// number, and the number to go on behind; 0 where nothing follows. q.Limit must
// be positive.
func (d *Desk) FigurePage(ctx context.Context, q figure.Query) ([]figure.Figure, int64, error) {
	limit := q.Limit
	q.Limit++ // one more tells whether another page follows
	page, err := d.Figures(ctx, q)
	if err != nil {
		return nil, 0, fault.Wrap("data.FigurePage", err)
	}
	if len(page) <= limit {
		return page, 0, nil
	}
	return page[:limit], page[limit-1].ID, nil
}

// PickedPage is FigurePage for the figures that the rule picks: each stands at
// its own number, with the others of its key beside it, so that walking the
// pages meets every key once. q must have an as-of date: a figure that became
// known later would change the pick between two pages.
func (d *Desk) PickedPage(ctx context.Context, q figure.Query) ([]figure.Picked, int64, error) {
	var page []figure.Picked
	for {
		figures, next, err := d.FigurePage(ctx, q)
		if err != nil {
			return nil, 0, fault.Wrap("data.PickedPage", err)
		}
		picked, err := d.pickedAmong(ctx, q, figures)
		if err != nil {
			return nil, 0, fault.Wrap("data.PickedPage", err)
		}
		page = append(page, picked...)
		switch {
		case len(page) > q.Limit || len(page) == q.Limit && next != 0:
			return page[:q.Limit], page[q.Limit-1].ID, nil
		case next == 0:
			return page, 0, nil
		}
		q.After = next
	}
}

// pickedAmong returns those of the figures that the rule picks, in order of
// number. It asks for each indicator by itself, so that few figures are read
// that belong to no key of the page.
func (d *Desk) pickedAmong(ctx context.Context, q figure.Query, figures []figure.Figure) ([]figure.Picked, error) {
	asked := map[int64]bool{}
	keys := map[string]*figure.Query{}
	for _, f := range figures {
		asked[f.ID] = true
		k, ok := keys[f.Indicator]
		if !ok {
			k = &figure.Query{Indicators: []string{f.Indicator}, Group: q.Group, From: f.Period.To, To: f.Period.To, AsOf: q.AsOf}
			keys[f.Indicator] = k
		}
		k.Areas = append(k.Areas, f.Area)
		if f.Period.To.Before(k.From) {
			k.From = f.Period.To
		}
		if f.Period.To.After(k.To) {
			k.To = f.Period.To
		}
	}
	var among []figure.Picked
	for _, k := range keys {
		slices.SortFunc(k.Areas, func(a, b area.ID) int { return cmp.Compare(a, b) })
		k.Areas = slices.Compact(k.Areas)
		series, err := d.Series(ctx, *k)
		if err != nil {
			return nil, err
		}
		for _, p := range series {
			if asked[p.ID] {
				among = append(among, p)
			}
		}
	}
	slices.SortFunc(among, func(a, b figure.Picked) int { return cmp.Compare(a.ID, b.ID) })
	return among, nil
}
