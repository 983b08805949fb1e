// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package quality

import (
	"context"
	"encoding/json"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// AllBreaks lists the break notes known on asOf, by day.
func (d *Desk) AllBreaks(ctx context.Context, asOf period.Date) ([]figure.Break, error) {
	records, err := d.registers.Records(ctx, register.Break, asOf)
	if err != nil {
		return nil, fault.Wrap("quality.AllBreaks", err)
	}
	list := make([]figure.Break, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Body, &list[i]); err != nil {
			return nil, fault.Wrap("quality.AllBreaks("+r.Key+")", err)
		}
	}
	slices.SortStableFunc(list, func(a, b figure.Break) int { return a.Day.Compare(b.Day) })
	return list, nil
}

// Breaks lists the break notes of one series that were known on asOf, by day.
// Whoever draws the series shows them.
func (d *Desk) Breaks(ctx context.Context, indicator string, in area.ID, group population.ID, asOf period.Date) ([]figure.Break, error) {
	all, err := d.AllBreaks(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(b figure.Break) bool { return !b.Of(indicator, in, group) }), nil
}

// breakAfter is the next version of a break note. It is known from the day
// that it states, but never before the version that it replaces.
func (d *Desk) breakAfter(ctx context.Context, b figure.Break) (register.Next, error) {
	n := register.Next{Record: register.Record{Kind: register.Break, Key: b.Key()}}
	versions, err := d.registers.Versions(ctx, register.Break, b.Key())
	if err != nil {
		return n, err
	}
	if len(versions) > 0 {
		newest := versions[len(versions)-1]
		for _, v := range versions {
			n.After = max(n.After, v.ID)
		}
		if newest.KnownFrom.After(b.KnownFrom) {
			b.KnownFrom = newest.KnownFrom
		}
	}
	n.KnownFrom = b.KnownFrom
	n.Body, err = json.Marshal(b)
	return n, err
}
