// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// CheckChange returns Invalid with everything that is wrong with a change of the
// staffing plan, by its field; nil where there is nothing.
func CheckChange(c staffing.PostChange, today period.Date) error {
	var rows []fault.Row
	for _, p := range c.Check() {
		rows = append(rows, fault.Row{Column: p.Path, Value: p.Value, Expected: p.Expected})
	}
	if c.KnownFrom.IsZero() || c.KnownFrom.After(today) {
		rows = append(rows, fault.Row{Column: "known_from", Value: c.KnownFrom.String(), Expected: text.T("der Tag der Vorlage, spätestens heute", "the day of the paper, today at the latest")})
	}
	if c.Source == "" {
		rows = append(rows, fault.Row{Column: "source", Expected: text.T("woher es bekannt ist", "where it is known from")})
	}
	if steering.NamesPerson(c.Unit) {
		rows = append(rows, fault.Row{Column: "unit", Value: c.Unit, Expected: text.T("ein Amt oder eine Funktion, keine Person", "an office or a function, not a person")})
	}
	if len(rows) == 0 {
		return nil
	}
	return fault.Refuse("staffing.CheckChange", rows)
}

// RecordChange records a change of the staffing plan. seen is the newest record of the
// change that whoever records it has seen (ChangeSeen); is there a newer one it answers
// Conflict.
func (d *Desk) RecordChange(ctx context.Context, c staffing.PostChange, seen int64, by string, now time.Time) error {
	const op = "staffing.RecordChange"
	if err := CheckChange(c, period.OfTime(now)); err != nil {
		return fault.Wrap(op, err)
	}
	if err := d.CheckAllowed(ctx, c); err != nil {
		return fault.Wrap(op, err)
	}
	body, err := json.Marshal(c)
	if err != nil {
		return fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: string(register.Post), File: c.ID, By: by, Rows: 1, RecordedAt: now}
	return fault.Wrap(op, d.registers.AppendAfter(ctx, batch, register.Record{Kind: register.Post, Key: c.ID, KnownFrom: c.KnownFrom, Body: body}, seen))
}

// ChangeSeen is the newest record of a change; 0 where there is none.
func (d *Desk) ChangeSeen(ctx context.Context, id string) (int64, error) {
	versions, err := d.registers.Versions(ctx, register.Post, id)
	newest := int64(0)
	for _, v := range versions {
		newest = max(newest, v.ID)
	}
	return newest, fault.Wrap("staffing.ChangeSeen", err)
}

// ChangeStored is the newest version of a change, whenever it became known; nil where
// there is none.
func (d *Desk) ChangeStored(ctx context.Context, id string) (*staffing.PostChange, error) {
	const op = "staffing.ChangeStored"
	versions, err := d.registers.Versions(ctx, register.Post, id)
	if err != nil || len(versions) == 0 {
		return nil, fault.Wrap(op, err)
	}
	newest := slices.MaxFunc(versions, func(a, b register.Record) int { return cmp.Compare(a.ID, b.ID) })
	var c staffing.PostChange
	if err := json.Unmarshal(newest.Body, &c); err != nil {
		return nil, fault.Wrap(op, err)
	}
	return &c, nil
}

// CheckAllowed returns Invalid with the reason where a change says that more is filled
// than posts or authorisations allow.
func (d *Desk) CheckAllowed(ctx context.Context, c staffing.PostChange) error {
	rows, err := d.checkCeiling(ctx, c)
	if err != nil || len(rows) == 0 {
		return err
	}
	return fault.Refuse("staffing.CheckAllowed", rows)
}
