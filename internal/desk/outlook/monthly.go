// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"encoding/json"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// KeepKind names jobs that keep what is to be expected.
const KeepKind = "warn"

// By is who keeps what the schedule asks for.
const By = "Zeitplan"

// Book is where jobs are ordered and kept.
type Book interface {
	AddJob(ctx context.Context, o job.Order) (id string, err error)
	Jobs(ctx context.Context, limit int, states ...job.State) ([]job.Job, error)
}

type keepArgs struct {
	AsOf period.Date `json:"as_of"`
}

// KeepOrder is the order to keep what was to be expected on a day.
func KeepOrder(asOf period.Date, by string) (job.Order, error) {
	args, err := json.Marshal(keepArgs{asOf})
	return job.Order{
		Kind: KeepKind, By: by, Args: args, Unit: text.T("Schritte", "steps"), Lens: audience.Unfiltered,
		Title: text.T("Festhalten, was am "+asOf.In(text.De)+" zu erwarten war", "Keep what was to be expected on "+asOf.In(text.En)),
	}, fault.Wrap("outlook.KeepOrder", err)
}

// KeptResult is the result of the job.
type KeptResult struct {
	ID     string    `json:"id,omitempty"`     // of the kept warning; empty: none
	Says   text.Text `json:"says"`             // its headline, or why there is none
	Before bool      `json:"before,omitempty"` // it was there before
}

// KeepWork is the work behind KeepOrder. now gives the time.
func (d *Desk) KeepWork(now func() time.Time) job.Kind {
	return job.Kind{Name: KeepKind, Label: text.T("Stand festhalten", "keeping a warning"), Run: func(ctx context.Context, t job.Task) (any, error) {
		const op = "outlook.KeepWork"
		var args keepArgs
		if err := json.Unmarshal(t.Args, &args); err != nil {
			return nil, fault.Wrap(op, err)
		}
		t.Report(0, 1)
		o, err := d.Look(ctx, args.AsOf, Wish{Seed: DefaultSeed})
		switch kind := fault.KindOf(err); {
		case err != nil && (kind == fault.Invalid || kind == fault.NotFound):
			return KeptResult{Says: fault.SayOf(err)}, nil
		case err != nil:
			return nil, fault.Wrap(op, err)
		}
		k, err := d.Raise(ctx, o, t.By, now())
		result := KeptResult{ID: k.ID, Says: o.Headline()}
		if fault.KindOf(err) == fault.Conflict {
			result.Before, err = true, nil
		}
		t.Report(1, 1)
		return result, fault.Wrap(op, err)
	}}
}

// Monthly has one warning kept each month: as of the last day of the month before,
// so that several programs over one database mean the same one.
type Monthly struct {
	desk *Desk
	book Book
	now  func() time.Time
}

// NewMonthly returns the schedule over a queue of jobs.
func NewMonthly(desk *Desk, book Book, now func() time.Time) *Monthly {
	return &Monthly{desk, book, now}
}

// pause is the time between two looks whether a warning is due.
const pause = time.Hour

// Watch orders a warning to be kept whenever one is due, until ctx ends. What it
// could not do it tells complain, and tries again.
func (m *Monthly) Watch(ctx context.Context, complain func(error)) {
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for {
		if err := m.Look(ctx); err != nil && ctx.Err() == nil {
			complain(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Look orders the warning of the month before if it is not kept and no job has seen
// to it: one that found nothing to reckon with, or that waits or runs. A city of
// which no stock was known by then gets none.
func (m *Monthly) Look(ctx context.Context) error {
	const op = "outlook.Monthly.Look"
	day := (period.OfTime(m.now()).Month() - 1).Last()
	versions, err := m.desk.registers.Versions(ctx, register.Warning, KeptID(day))
	if err != nil || len(versions) > 0 {
		return fault.Wrap(op, err)
	}
	k, err := m.desk.Known(ctx, day)
	if err != nil || len(k.Stocks) == 0 {
		return fault.Wrap(op, err)
	}
	jobs, err := m.book.Jobs(ctx, 0)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, j := range jobs {
		var args keepArgs
		if j.Kind != KeepKind || json.Unmarshal(j.Args, &args) != nil || args.AsOf != day {
			continue
		}
		if !j.State.Ended() || j.State == job.Done || m.now().Sub(j.EndedAt) < again {
			return nil
		}
	}
	order, err := KeepOrder(day, By)
	if err != nil {
		return fault.Wrap(op, err)
	}
	_, err = m.book.AddJob(audit.WithActor(ctx, audit.Program), order)
	return fault.Wrap(op, err)
}

// again is the pause after a job that failed.
const again = 24 * time.Hour
