// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package approval is the desk of the release: which figures of which source
// and month are entered, checked or released, who may do what next, and the
// ledger as readers of released figures see it.
package approval

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"planraum/internal/city/approval"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
)

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	// AppendAfter records a new version if base is still the entry's newest
	// record (0: none), else it answers Conflict.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
}

// Tallies is what the desk asks of the figures as a whole.
type Tallies interface {
	// Tallies returns what came in behind a running number.
	Tallies(ctx context.Context, after int64) ([]figure.Tally, error)
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	// Repeated returns the figures behind a running number that were not the
	// first of their series whose period ends on that day, with that first one.
	Repeated(ctx context.Context, after int64) ([]figure.Repeat, error)
}

// Findings is what the desk asks of the plausibility checks.
type Findings interface {
	// Open counts the findings of a source and month that nobody has settled.
	Open(ctx context.Context, source string, month period.Month) (int, error)
}

// Desk answers questions about the release and records what is done. It is
// safe for use by several goroutines.
type Desk struct {
	below     Below
	registers Registers
	tallies   Tallies
	findings  Findings // nil: there are no checks
	rules     *rights.Engine
	reach     Reach // nil: whoever may act may act on every figure

	mu   sync.Mutex // guards last
	last *view

	repeats repeats
}

// New returns a desk over a ledger that shows everything. findings may be nil.
func New(below Below, registers Registers, tallies Tallies, findings Findings) *Desk {
	return &Desk{below: below, registers: registers, tallies: tallies, findings: findings, rules: rights.Default()}
}

// Reach says for which figures somebody may do something.
type Reach interface {
	// ReachOf returns a function that refuses figures outside somebody's areas
	// and topics; nil where the roles hold for all.
	ReachOf(ctx context.Context, p identity.Principal, a rights.Action, k rights.Kind) (func(figure.Key) error, error)
}

// Obey has the desk decide by other rules of rights than the program's own, and
// by where roles are held. Call it before the desk is used.
func (d *Desk) Obey(rules *rights.Engine, reach Reach) { d.rules, d.reach = rules, reach }

// now returns what holds at the ledger's present position, or at a later one.
func (d *Desk) now(ctx context.Context) (*view, error) {
	const op = "approval.now"
	position, err := d.below.Position(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.last != nil && d.last.position >= position {
		return d.last, nil
	}
	v, err := d.read(ctx, position)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	d.last = v
	return v, nil
}

// read makes a view: the tallies since the last one, the profiles and courses
// anew.
func (d *Desk) read(ctx context.Context, position int64) (*view, error) {
	var before []figure.Tally
	if d.last != nil {
		before = d.last.tallies
	}
	after := int64(0)
	if len(before) > 0 {
		after = before[len(before)-1].High
	}
	since, err := d.tallies.Tallies(ctx, after)
	if err != nil {
		return nil, err
	}
	profiles, err := decoded[source.Profile](ctx, d.registers, register.Source)
	if err != nil {
		return nil, err
	}
	book := make([]source.Profile, len(profiles))
	for i, p := range profiles {
		book[i] = p.noun
	}
	courses, err := decoded[approval.Course](ctx, d.registers, register.Release)
	if err != nil {
		return nil, err
	}
	return newView(position, source.NewBook(book), courses, append(before[:len(before):len(before)], since...)), nil
}

// entry is a register's entry with its newest record.
type entry[T any] struct {
	noun   T
	record register.Record
}

func decoded[T any](ctx context.Context, registers Registers, kind register.Kind) ([]entry[T], error) {
	records, err := registers.Records(ctx, kind, period.Date{})
	if err != nil {
		return nil, err
	}
	list := make([]entry[T], len(records))
	for i, r := range records {
		list[i].record = r
		if err := json.Unmarshal(r.Body, &list[i].noun); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("approval.decoded(%s %s)", kind, r.Key), err)
		}
	}
	return list, nil
}

// Profiles lists the profiles of sources, by key.
func (d *Desk) Profiles(ctx context.Context) ([]source.Profile, error) {
	v, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	return v.book.Profiles(), nil
}

// Unreleased counts the figures known on asOf (zero: all) that are not
// released, and all that were known then.
func (d *Desk) Unreleased(ctx context.Context, asOf period.Date) (hidden, all int, err error) {
	v, err := d.now(ctx)
	if err != nil {
		return 0, 0, err
	}
	return v.hidden.until(asOf), v.all.until(asOf), nil
}

// Locked returns the sources and months that are released and closed: a file
// that brings figures for one of them needs a reason. Months of published
// sources are never closed.
func (d *Desk) Locked(ctx context.Context) (map[approval.Unit]bool, error) {
	v, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	locked := map[approval.Unit]bool{}
	for u, one := range v.units {
		if one.profile.Kind != source.Published && one.state() == approval.Released {
			locked[u] = true
		}
	}
	return locked, nil
}

// UnitOf returns the source and month in which a figure is released, told by
// what it names as its source and the end of its period.
func (d *Desk) UnitOf(ctx context.Context, named string, of period.Period) (approval.Unit, error) {
	v, err := d.now(ctx)
	if err != nil {
		return approval.Unit{}, err
	}
	return approval.Unit{Source: v.named(named).profile.Key, Month: of.To.Month()}, nil
}

// Closed returns whether a month of a source, as figures name it, is released
// and closed; see Locked.
func (d *Desk) Closed(ctx context.Context) (func(named string, month period.Month) bool, error) {
	v, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	locked, err := d.Locked(ctx)
	if err != nil || len(locked) == 0 {
		return nil, err
	}
	return func(named string, month period.Month) bool {
		return locked[approval.Unit{Source: v.named(named).profile.Key, Month: month}]
	}, nil
}
