// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Locks says which months of which sources are released and locked.
type Locks interface {
	// Locked is asked once for each import.
	Locked(ctx context.Context) (Locked, error)
}

// Locked says whether a month of a source is locked. The source is in words, as
// figures name it; whose profile that is, is for Locks to know. nil: none is.
type Locked func(source string, month period.Month) bool

// Holds reports whether a figure falls into a locked month of its source: the
// month in which its period ends.
func (l Locked) Holds(f figure.Figure) bool { return l != nil && l(f.Source, f.Period.To.Month()) }

// ObeyLocks has imports refuse figures of locked months that come without a
// reason. Call it before the desk is used; without it nothing is locked.
func (d *Desk) ObeyLocks(locks Locks) { d.locks = locks }

func (d *Desk) lockedMonths(ctx context.Context) (Locked, error) {
	if d.locks == nil {
		return nil, nil
	}
	locked, err := d.locks.Locked(ctx)
	return locked, fault.Wrap("data.lockedMonths", err)
}

func lockedFault(f figure.Figure) fault.Row {
	month := f.Period.To.Month()
	return fault.Row{
		File: f.File, Line: f.Line, Column: "period", Value: f.Period.String(), Expected: text.T(
			"eine Begründung für die Berichtigung, denn "+month.In(text.De)+" ist für die Quelle „"+f.Source+"“ freigegeben und gesperrt",
			"a reason for the correction, because "+month.In(text.En)+" is released and locked for the source “"+f.Source+"”"),
	}
}

// LockedBy are the locks that a function says.
type LockedBy func(ctx context.Context) (func(source string, month period.Month) bool, error)

// Locked implements Locks.
func (l LockedBy) Locked(ctx context.Context) (Locked, error) { return l(ctx) }
