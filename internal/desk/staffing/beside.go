// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"context"
	"encoding/json"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/fault"
)

// beside are the registers with changes of the staffing plan that are not recorded yet, as
// they would stand there. Nothing is recorded in them.
type beside struct {
	Registers
	records []register.Record // by the day from which they are known
}

// with returns a desk that sees changes as if they were recorded.
func (d *Desk) with(changes []staffing.PostChange) (*Desk, error) {
	b := beside{Registers: d.registers}
	for _, c := range changes {
		body, err := json.Marshal(c)
		if err != nil {
			return nil, fault.Wrap("staffing.with("+c.ID+")", err)
		}
		b.records = append(b.records, register.Record{Kind: register.Post, Key: c.ID, KnownFrom: c.KnownFrom, Body: body, File: c.File, Line: c.Line})
	}
	slices.SortStableFunc(b.records, func(x, y register.Record) int { return x.KnownFrom.Compare(y.KnownFrom) })
	return New(b), nil
}

// Records implements Registers: of each entry the version that is known last counts.
func (b beside) Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	list, err := b.Registers.Records(ctx, kind, asOf)
	if err != nil || kind != register.Post {
		return list, err
	}
	list = slices.Clone(list)
	at := make(map[string]int, len(list))
	for i, r := range list {
		at[r.Key] = i
	}
	for _, r := range b.records {
		if !asOf.IsZero() && r.KnownFrom.After(asOf) {
			continue
		}
		i, there := at[r.Key]
		switch {
		case !there:
			at[r.Key], list = len(list), append(list, r)
		case !list[i].KnownFrom.After(r.KnownFrom):
			list[i] = r
		}
	}
	return list, nil
}
