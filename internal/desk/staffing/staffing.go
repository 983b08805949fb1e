// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package staffing is the desk of keys, pay and post papers: which rules hold
// on a day, and what the papers have changed.
package staffing

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAfter records a new version if base is still the entry's newest record
	// (0: none), else it answers Conflict.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
}

// Desk answers questions about staff. It is safe for use by several goroutines.
type Desk struct{ registers Registers }

// New returns a desk over the registers.
func New(registers Registers) *Desk { return &Desk{registers} }

// Entry is an entry of a register with the number of its record.
type Entry[T any] struct {
	Noun   T
	Record int64
	File   string
	Line   int
}

// Keys lists the staffing keys known on asOf, by task and validity.
func (d *Desk) Keys(ctx context.Context, asOf period.Date) ([]Entry[staffing.Key], error) {
	keys, err := entries[staffing.Key](ctx, d.registers, register.StaffingKey, asOf)
	slices.SortStableFunc(keys, func(a, b Entry[staffing.Key]) int {
		return cmp.Or(cmp.Compare(a.Noun.ID, b.Noun.ID), a.Noun.ValidFrom.Compare(b.Noun.ValidFrom))
	})
	return keys, err
}

// Cases lists the post papers known on asOf, oldest first.
func (d *Desk) Cases(ctx context.Context, asOf period.Date) ([]Entry[staffing.Case], error) {
	cases, err := entries[staffing.Case](ctx, d.registers, register.PostCase, asOf)
	slices.SortStableFunc(cases, func(a, b Entry[staffing.Case]) int { return a.Noun.Date.Compare(b.Noun.Date) })
	return cases, err
}

// Pay lists the pay rows that hold on asOf, by grade and step.
func (d *Desk) Pay(ctx context.Context, asOf period.Date) ([]Entry[staffing.Pay], error) {
	rows, err := entries[staffing.Pay](ctx, d.registers, register.Pay, asOf)
	rows = slices.DeleteFunc(rows, func(e Entry[staffing.Pay]) bool {
		p := e.Noun
		return p.ValidFrom.After(asOf) || (!p.ValidTo.IsZero() && p.ValidTo.Before(asOf))
	})
	slices.SortStableFunc(rows, func(a, b Entry[staffing.Pay]) int {
		return cmp.Or(cmp.Compare(a.Noun.Grade, b.Noun.Grade), cmp.Compare(a.Noun.Step, b.Noun.Step))
	})
	return rows, err
}

// FlatRates lists the flat rates known on asOf.
func (d *Desk) FlatRates(ctx context.Context, asOf period.Date) ([]Entry[staffing.FlatRate], error) {
	return entries[staffing.FlatRate](ctx, d.registers, register.FlatRate, asOf)
}

func entries[T any](ctx context.Context, registers Registers, kind register.Kind, asOf period.Date) ([]Entry[T], error) {
	records, err := registers.Records(ctx, kind, asOf)
	if err != nil {
		return nil, fault.Wrap("staffing.entries("+string(kind)+")", err)
	}
	list := make([]Entry[T], len(records))
	for i, r := range records {
		list[i] = Entry[T]{Record: r.ID, File: r.File, Line: r.Line}
		if err := json.Unmarshal(r.Body, &list[i].Noun); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("staffing.entries(%s %s)", kind, r.Key), err)
		}
	}
	return list, nil
}

// Standing says whether a key, rate or row holds on a day.
type Standing int

// The standings.
const (
	Holds   Standing = iota
	Expired          // held before
	Coming           // holds later
)

// StandingOn returns the standing of what holds from one day to another on
// day; a zero from is since ever, a zero to is until replaced.
func StandingOn(from, to, day period.Date) Standing {
	switch {
	case from.After(day):
		return Coming
	case !to.IsZero() && to.Before(day):
		return Expired
	}
	return Holds
}

// Grade is a pay grade with what its steps earn a month.
type Grade struct {
	Name  string
	Steps map[int]Entry[staffing.Pay]
}

// PayTable lists the grades of the pay table that holds on asOf, in natural
// order (EG 9 before EG 10), and the highest step that any of them has. Of
// several rows of a cell the one valid last counts, then the printed one.
func (d *Desk) PayTable(ctx context.Context, asOf period.Date) (grades []Grade, steps int, err error) {
	rows, err := d.Pay(ctx, asOf)
	if err != nil {
		return nil, 0, err
	}
	at := map[string]int{}
	for _, row := range rows {
		i, ok := at[row.Noun.Grade]
		if !ok {
			i = len(grades)
			at[row.Noun.Grade] = i
			grades = append(grades, Grade{row.Noun.Grade, map[int]Entry[staffing.Pay]{}})
		}
		if best, ok := grades[i].Steps[row.Noun.Step]; !ok || rank(row.Noun, best.Noun) > 0 {
			grades[i].Steps[row.Noun.Step] = row
		}
		steps = max(steps, row.Noun.Step)
	}
	slices.SortStableFunc(grades, func(a, b Grade) int { return text.De.Compare(a.Name, b.Name) })
	return grades, steps, nil
}

// rank is the order of method/staffing among rows of one cell.
func rank(a, b staffing.Pay) int {
	printed := func(p staffing.Pay) int {
		if p.Quality == staffing.AsPrinted {
			return 1
		}
		return 0
	}
	return cmp.Or(a.ValidFrom.Compare(b.ValidFrom), cmp.Compare(printed(a), printed(b)))
}
