// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package measures is the desk of what is to be done and what came of it: actions
// and requests of all offices in one intake, goals with their measures, and whether
// the figure that a measure was to move did so. Nothing is ever taken out: every
// change is a new version that says who made it and why.
package measures

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAllAfter records new versions, all or none, if each of them follows the
	// newest record of its entry (0: none), else it answers Conflict.
	AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error
}

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
}

// Names is what the desk asks of the dictionary.
type Names interface {
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	Areas(ctx context.Context, edition string) ([]area.Area, error)
	Groups(ctx context.Context) ([]population.Group, error)
}

// Forecasts says what a figure would do if nothing were done, by what was known on
// the day on which a change was expected, and what came of it by asOf. Where that
// cannot be said it answers Invalid with the reason.
type Forecasts interface {
	Undone(ctx context.Context, e measure.Expectation, asOf period.Date) (measure.Undone, error)
	// Farthest is the last day that a check date may be on, where that of an expectation
	// lies behind it; zero: it does not.
	Farthest(ctx context.Context, e measure.Expectation) (period.Date, error)
}

// Desk is safe for use by several goroutines.
type Desk struct {
	registers Registers
	ledger    Ledger
	names     Names
	forecasts Forecasts

	mu    sync.Mutex // guards kept and order
	kept  map[string]undone
	order []string
}

// New returns a desk over the registers and the ledger.
func New(registers Registers, ledger Ledger, names Names, forecasts Forecasts) *Desk {
	return &Desk{registers: registers, ledger: ledger, names: names, forecasts: forecasts, kept: map[string]undone{}}
}

// Kept is a version of an entry as the register keeps it.
type Kept[T any] struct {
	It        T
	Version   int64 // number of the record; 0: not recorded yet
	KnownFrom period.Date
}

// Change says which version is changed, by whom, when and why.
type Change struct {
	Base int64       // the version that was seen; 0: a new entry
	Day  period.Date // the new version is known from this day on, never earlier than the one before
	By   string      // role or office
	Why  string
	Now  time.Time
}

func keptOf[T any](r register.Record) (Kept[T], error) {
	k := Kept[T]{Version: r.ID, KnownFrom: r.KnownFrom}
	if err := json.Unmarshal(r.Body, &k.It); err != nil {
		return k, fault.Wrap(fmt.Sprintf("measures.keptOf(%s %s)", r.Kind, r.Key), err)
	}
	return k, nil
}

func decode[T any](records []register.Record) ([]Kept[T], error) {
	list := make([]Kept[T], 0, len(records))
	for _, r := range records {
		k, err := keptOf[T](r)
		if err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}

// known are the newest versions of a register that were known on asOf, by key.
func known[T any](ctx context.Context, d *Desk, kind register.Kind, asOf period.Date) ([]Kept[T], error) {
	records, err := d.registers.Records(ctx, kind, asOf)
	if err != nil {
		return nil, fault.Wrap("measures.known("+string(kind)+")", err)
	}
	return decode[T](records)
}

// history are all versions of an entry that were known on asOf, oldest first.
func history[T any](ctx context.Context, d *Desk, kind register.Kind, key string, asOf period.Date) ([]Kept[T], error) {
	records, err := d.registers.Versions(ctx, kind, key)
	if err != nil {
		return nil, fault.Wrap("measures.history("+string(kind)+" "+key+")", err)
	}
	list, err := decode[T](records)
	n := 0
	for _, k := range list {
		if !k.KnownFrom.After(asOf) {
			list[n] = k
			n++
		}
	}
	return list[:n], err
}

// entry is what one version of an entry is recorded from.
type entry struct {
	kind  register.Kind
	key   string
	noun  any
	after int64
}

// record writes new versions, all or none. Each is known from the day of the change
// on, or from the day of the version that it follows where that is later.
func (d *Desk) record(ctx context.Context, entries []entry, c Change) error {
	next := make([]register.Next, 0, len(entries))
	for _, e := range entries {
		body, err := json.Marshal(e.noun)
		if err != nil {
			return fault.Wrap("measures.record("+e.key+")", err)
		}
		versions, err := d.registers.Versions(ctx, e.kind, e.key)
		if err != nil {
			return fault.Wrap("measures.record("+e.key+")", err)
		}
		from := c.Day
		for _, v := range versions {
			if v.KnownFrom.After(from) {
				from = v.KnownFrom
			}
		}
		next = append(next, register.Next{Record: register.Record{Kind: e.kind, Key: e.key, KnownFrom: from, Body: body}, After: e.after})
	}
	batch := figure.Batch{Kind: string(entries[0].kind), File: entries[0].key, By: c.By, Rows: len(next), RecordedAt: c.Now, Reason: c.Why}
	return fault.Wrap("measures.record", d.registers.AppendAllAfter(ctx, batch, next))
}

// newest is the number of an entry's newest record; 0 where there is none.
func newest(versions []register.Record) int64 {
	var id int64
	for _, v := range versions {
		id = max(id, v.ID)
	}
	return id
}

func missing(kind, de, en, key string, asOf period.Date) error {
	return fault.New(fault.NotFound, "measures.missing("+kind+" "+key+")",
		fmt.Sprintf("%s „%s“ gibt es am %s nicht.", de, key, asOf.In("de")), fmt.Sprintf("There is no %s %q as of %s.", en, key, asOf.In("en")))
}
