// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/fault"
)

// effect sets the stock accounts as they will be against those before, once all
// rows are recorded.
func (c *comparer) effect(ctx context.Context) error {
	areas := map[area.ID]bool{}
	for a := range c.accounts {
		areas[a.area] = true
	}
	ids := make([]area.ID, 0, len(areas))
	for id := range areas {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for chunk := range slices.Chunk(ids, accountAreas) {
		if err := c.effectOn(ctx, chunk); err != nil {
			return fault.Wrap("data.effect", err)
		}
	}
	return nil
}

// accountAreas is of how many areas the accounts are held in memory at once.
const accountAreas = 16

func (c *comparer) effectOn(ctx context.Context, areas []area.ID) error {
	q := figure.Query{Indicators: []string{Persons, Arrivals, Departures, Corrections}, Areas: areas}
	figures, err := c.r.Figures(ctx, q)
	if err != nil {
		return err
	}
	choices, err := c.r.Choices(ctx, q)
	if err != nil {
		return err
	}
	of := map[accountOf][]figure.Figure{}
	for _, f := range figures {
		at := accountOf{f.Area, f.Group}
		of[at] = append(of[at], f)
	}
	chosen := map[accountOf][]figure.Choice{}
	for _, ch := range choices {
		at := accountOf{ch.Area, ch.Group}
		chosen[at] = append(chosen[at], ch)
	}
	for _, at := range slices.SortedFunc(maps.Keys(of), func(a, b accountOf) int {
		return cmp.Or(cmp.Compare(a.area, b.area), cmp.Compare(a.group, b.group))
	}) {
		if !c.accounts[at] {
			continue
		}
		after := of[at]
		before := slices.DeleteFunc(slices.Clone(after), func(f figure.Figure) bool { return f.ID > c.r.Batch() })
		c.out.Accounts.compare(accounts(before, chosen[at]), accounts(after, chosen[at]))
	}
	return nil
}
