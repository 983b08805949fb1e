// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"context"
	"reflect"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/fault"
)

// CheckTogether returns Invalid with every change of a file that says that more is filled
// than posts and authorisations allow, those that come with it included; nil where there
// is none. Where a change that may allow staff could not be read, nothing can be said.
func (d *Desk) CheckTogether(ctx context.Context, changes []staffing.PostChange) error {
	const op = "staffing.CheckTogether"
	for _, c := range changes {
		if c.Kind != staffing.Fill && !foldable(c) {
			return nil
		}
	}
	changes = slices.DeleteFunc(slices.Clone(changes), func(c staffing.PostChange) bool { return !foldable(c) })
	after, err := d.with(changes)
	if err != nil {
		return err
	}
	new, err := d.unrecorded(ctx, changes)
	if err != nil {
		return fault.Wrap(op, err)
	}
	var rows []fault.Row
	for _, c := range new {
		over, err := after.checkCeiling(ctx, c)
		if err != nil {
			return fault.Wrap(op, err)
		}
		for _, row := range over {
			row.File, row.Line = c.File, c.Line
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return fault.Refuse(op, rows)
}

// foldable reports whether all of a change could be read that a plan is made of.
func foldable(c staffing.PostChange) bool {
	known := slices.Contains(staffing.ChangeKinds(), c.Kind) && slices.Contains(staffing.Stages(), c.Stage)
	return known && c.ID != "" && c.Unit != "" && !c.From.IsZero() && !c.KnownFrom.IsZero() && (c.Share > 0 || c.Kind == staffing.Fill)
}

// unrecorded are the changes without those that stand in the register just so on the day
// from which they are known.
func (d *Desk) unrecorded(ctx context.Context, changes []staffing.PostChange) ([]staffing.PostChange, error) {
	known := map[period.Date]map[string]staffing.PostChange{}
	var list []staffing.PostChange
	for _, c := range changes {
		if known[c.KnownFrom] == nil {
			entries, err := entries[staffing.PostChange](ctx, d.registers, register.Post, c.KnownFrom)
			if err != nil {
				return nil, err
			}
			known[c.KnownFrom] = make(map[string]staffing.PostChange, len(entries))
			for _, e := range entries {
				known[c.KnownFrom][e.Noun.ID] = e.Noun
			}
		}
		if was, there := known[c.KnownFrom][c.ID]; !there || !sameChange(was, c) {
			list = append(list, c)
		}
	}
	return list, nil
}

// sameChange reports whether two versions say the same, wherever it comes from.
func sameChange(a, b staffing.PostChange) bool {
	a.File, a.Line, a.KnownFrom = b.File, b.Line, b.KnownFrom
	return reflect.DeepEqual(a, b)
}
