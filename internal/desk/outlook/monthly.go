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
	// Audience is Public for the edition of released, protected figures; empty for that
	// of all figures.
	Audience audience.Audience `json:"audience,omitempty"`
}

// ForPublic is the lens of the edition that the council reads: it is told nothing that
// rests on figures which the public may not see.
var ForPublic = audience.Lens{Audience: audience.Public, Released: true}

// Editions are what the schedule keeps: one of all figures for the offices, and one of
// released figures for the council.
func Editions() []audience.Audience { return []audience.Audience{audience.Owner, audience.Public} }

// KeepOrder is the order to keep the edition for an audience of what was to be expected
// on a day.
func KeepOrder(asOf period.Date, a audience.Audience, by string) (job.Order, error) {
	order := job.Order{
		Kind: KeepKind, By: by, Unit: text.T("Schritte", "steps"), Lens: audience.Unfiltered,
		Title: text.T("Festhalten, was am "+asOf.In(text.De)+" zu erwarten war", "Keep what was to be expected on "+asOf.In(text.En)),
	}
	args := keepArgs{AsOf: asOf}
	if a == audience.Public {
		args.Audience, order.Lens = a, ForPublic
		order.Title = text.T(order.Title.De+", aus freigegebenen Werten", order.Title.En+", from released figures")
	}
	var err error
	order.Args, err = json.Marshal(args)
	return order, fault.Wrap("outlook.KeepOrder", err)
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
		if args.Audience == audience.Public {
			ctx = audience.With(ctx, ForPublic)
		}
		t.Report(0, 1)
		o, err := d.Look(ctx, args.AsOf, Wish{Seed: DefaultSeed})
		switch kind := fault.KindOf(err); {
		case err != nil && (kind == fault.Invalid || kind == fault.NotFound):
			return KeptResult{Says: fault.SayOf(err)}, nil
		case err != nil:
			return nil, fault.Wrap(op, err)
		}
		if _, old := o.Demand.Stale(); old { // nobody is there to confirm it
			t.Report(1, 1)
			return KeptResult{Says: o.Headline()}, nil
		}
		k, err := d.Raise(ctx, o, Keeping{By: t.By}, now())
		result := KeptResult{ID: k.ID, Says: o.Headline()}
		if fault.KindOf(err) == fault.Conflict {
			result.Before, err = true, nil
		}
		t.Report(1, 1)
		return result, fault.Wrap(op, err)
	}}
}

// Monthly has a warning kept each month in each edition: as of the last day of the month
// before, so that several programs over one database mean the same one.
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

// Look orders each edition of the warning of the month before if it is not kept and no
// job has seen to it: one that found nothing to reckon with, or that waits or runs. A
// city of which no stock was known by then gets none.
func (m *Monthly) Look(ctx context.Context) error {
	const op = "outlook.Monthly.Look"
	day := (period.OfTime(m.now()).Month() - 1).Last()
	var due []audience.Audience
	for _, a := range Editions() {
		versions, err := m.desk.registers.Versions(ctx, register.Warning, EditionID(day, a))
		if err != nil {
			return fault.Wrap(op, err)
		}
		if len(versions) == 0 {
			due = append(due, a)
		}
	}
	if len(due) == 0 {
		return nil
	}
	k, err := m.desk.Known(ctx, day)
	if err != nil || len(k.Stocks) == 0 {
		return fault.Wrap(op, err)
	}
	jobs, err := m.book.Jobs(ctx, 0)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, a := range due {
		if m.seenTo(jobs, day, a) {
			continue
		}
		order, err := KeepOrder(day, a, By)
		if err != nil {
			return fault.Wrap(op, err)
		}
		if _, err := m.book.AddJob(audit.WithActor(ctx, audit.Program), order); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return nil
}

// seenTo reports whether a job has seen to the edition of a day.
func (m *Monthly) seenTo(jobs []job.Job, day period.Date, a audience.Audience) bool {
	for _, j := range jobs {
		var args keepArgs
		if j.Kind != KeepKind || json.Unmarshal(j.Args, &args) != nil || args.AsOf != day || editionOf(args.Audience) != editionOf(a) {
			continue
		}
		if !j.State.Ended() || j.State == job.Done || m.now().Sub(j.EndedAt) < again {
			return true
		}
	}
	return false
}

// again is the pause after a job that failed.
const again = 24 * time.Hour
