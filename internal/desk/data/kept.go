// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"sync"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/register"
	profile "planraum/internal/city/source"
	"planraum/internal/fault"
)

// Growth is what the desk asks of how the ledger grew.
type Growth interface {
	// Repeated returns the figures above a number that were not the first of
	// their indicator, area and group whose period ends on that day.
	Repeated(ctx context.Context, after int64) ([]figure.Repeat, error)
	// Tallies counts what came in above a number, by source and indicator.
	Tallies(ctx context.Context, after int64) ([]figure.Tally, error)
	RecordsBetween(ctx context.Context, low, high int64, limit int) ([]register.Record, error)
	ChoicesBetween(ctx context.Context, low, high int64) ([]figure.Choice, error)
}

// kept is what the desk remembers of the ledger's growth. The ledger is only
// ever added to, so each question asks for what has come in since the last one,
// and no page visits millions of figures.
type kept struct {
	mu       sync.Mutex // guards all that follows
	position int64
	repeats  []figure.Repeat // in order of number
	tallies  []figure.Tally  // in order of High
	revised  map[audience.Lens]*cached[reports]
	batches  cached[[]figure.Batch]
	days     views[Revisions]
}

// grown brings what is remembered up to date. The slices it returns are only
// ever appended to.
func (d *Desk) grown(ctx context.Context) (repeats []figure.Repeat, tallies []figure.Tally, position int64, err error) {
	const op = "data.grown"
	if position, err = d.Position(ctx); err != nil {
		return nil, nil, 0, fault.Wrap(op, err)
	}
	k := &d.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	if position == k.position {
		return k.repeats, k.tallies, position, nil
	}
	more, err := d.Repeated(ctx, after(k.position, k.repeats, func(r figure.Repeat) int64 { return r.ID }))
	if err != nil {
		return nil, nil, 0, fault.Wrap(op, err)
	}
	counted, err := d.Tallies(ctx, after(k.position, k.tallies, func(t figure.Tally) int64 { return t.High }))
	if err != nil {
		return nil, nil, 0, fault.Wrap(op, err)
	}
	k.repeats, k.tallies, k.position = append(k.repeats, more...), append(k.tallies, counted...), position
	return k.repeats, k.tallies, position, nil
}

// after is the number behind which nothing has been seen: an answer can hold
// what came in after the position was asked for.
func after[T any](position int64, seen []T, number func(T) int64) int64 {
	if len(seen) > 0 {
		return max(position, number(seen[len(seen)-1]))
	}
	return position
}

// Sourcebook finds the profile of what figures name as their source.
func (d *Desk) Sourcebook(ctx context.Context) (*profile.Book, error) {
	profiles, err := nouns[profile.Profile](ctx, d, register.Source, noDay)
	return profile.NewBook(profiles), fault.Wrap("data.Sourcebook", err)
}

// allBatches are all batches, newest first.
func (d *Desk) allBatches(ctx context.Context) ([]figure.Batch, error) {
	position, err := d.Position(ctx)
	if err != nil {
		return nil, err
	}
	return d.kept.batches.get(position, func() ([]figure.Batch, error) { return d.Batches(ctx, 0) })
}
