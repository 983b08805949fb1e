// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package work is the desk at which long work is ordered, watched, cancelled
// and tried once more, and where its results are handed out.
package work

import (
	"context"
	"io"
	"slices"
	"sync"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/fault"
)

// Book is where jobs are kept.
type Book interface {
	AddJob(ctx context.Context, o job.Order) (id string, err error)
	Job(ctx context.Context, id string) (job.Job, error)
	Jobs(ctx context.Context, limit int, states ...job.State) ([]job.Job, error)
	JobFile(ctx context.Context, id string, to io.Writer) error
}

// Wishes are what people want of a job that is there.
type Wishes interface {
	CancelJob(ctx context.Context, id, by string, now time.Time) error
	RetryJob(ctx context.Context, id string) error
}

// Workers are the workers of this process. What others do they do not know.
type Workers interface {
	Progress(id string) (done, total int64, ok bool)
	Interrupt(id, by string) bool
}

// Desk is safe for use by several goroutines.
type Desk struct {
	book    Book
	wishes  Wishes
	workers Workers
	// ordering lets one order after the other look whether it is there already.
	ordering sync.Mutex
}

// New returns a desk over the book of jobs.
func New(b Book, w Wishes, workers Workers) *Desk { return &Desk{book: b, wishes: w, workers: workers} }

// Start orders a job, to be done with what the lens of ctx lets through, and
// returns its ID.
func (d *Desk) Start(ctx context.Context, o job.Order) (string, error) {
	o.Lens = audience.Of(ctx)
	id, err := d.book.AddJob(ctx, o)
	return id, fault.Wrap("work.Start", err)
}

// StartOnce is Start, unless a job that has not ended yet does the same already:
// then it refuses with Conflict.
func (d *Desk) StartOnce(ctx context.Context, o job.Order, same func(job.Job) bool) (string, error) {
	const op = "work.StartOnce"
	d.ordering.Lock()
	defer d.ordering.Unlock()
	open, err := d.book.Jobs(ctx, 0, job.Waiting, job.Running)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	if slices.ContainsFunc(open, same) {
		return "", fault.New(fault.Conflict, op, "Das ist schon bestellt und noch nicht fertig. Die Vorgänge zeigen, wie weit es ist.", "This has been ordered already and is not done yet. The jobs show how far it is.")
	}
	return d.Start(ctx, o)
}

// Job returns a job as far as it is now.
func (d *Desk) Job(ctx context.Context, id string) (job.Job, error) {
	op := "work.Job " + id
	j, err := d.book.Job(ctx, id)
	if err != nil {
		return j, fault.Wrap(op, err)
	}
	if !visible(ctx, j) {
		return job.Job{}, fault.New(fault.NotFound, op, "Diesen Vorgang gibt es nicht.", "There is no such job.")
	}
	return d.now(j), nil
}

// now fills in what only the worker knows.
func (d *Desk) now(j job.Job) job.Job {
	if done, total, ok := d.workers.Progress(j.ID); ok && j.State == job.Running {
		j.Done, j.Total = done, total
	}
	return j
}

// visible reports whether a reader may see what was done for a job's orderer:
// whoever may see as much or more.
func visible(ctx context.Context, j job.Job) bool { return audience.Of(ctx).Sees(j.Lens) }

// Overview is the list of jobs with what it comes to.
type Overview struct {
	Jobs []job.Job // running, waiting, without result, done; newest first
	// How many jobs run, wait, were refused or failed, and are done.
	Running, Waiting, Failed, Done int
	More                           bool // there are older ones
}

// shown is how many ended jobs an overview lists at most.
const shown = 200

// rank orders states by how much they concern a reader.
var rank = map[job.State]int{job.Running: 0, job.Waiting: 1, job.Failed: 2, job.Refused: 2, job.Cancelled: 3, job.Done: 3}

// Overview lists the jobs.
func (d *Desk) Overview(ctx context.Context) (Overview, error) {
	const op = "work.Overview"
	open, err := d.book.Jobs(ctx, 0, job.Running, job.Waiting)
	if err != nil {
		return Overview{}, fault.Wrap(op, err)
	}
	ended, err := d.book.Jobs(ctx, shown+1, job.Done, job.Refused, job.Failed, job.Cancelled)
	if err != nil {
		return Overview{}, fault.Wrap(op, err)
	}
	o := Overview{More: len(ended) > shown}
	for _, j := range append(open, ended[:min(len(ended), shown)]...) {
		if !visible(ctx, j) {
			continue
		}
		o.Jobs = append(o.Jobs, d.now(j))
		switch j.State {
		case job.Running:
			o.Running++
		case job.Waiting:
			o.Waiting++
		case job.Refused, job.Failed:
			o.Failed++
		case job.Done:
			o.Done++
		}
	}
	slices.SortStableFunc(o.Jobs, func(a, b job.Job) int { return rank[a.State] - rank[b.State] })
	return o, nil
}

// Cancel ends a job. One that runs elsewhere ends a moment later.
func (d *Desk) Cancel(ctx context.Context, id, by string) error {
	op := "work.Cancel " + id
	if _, err := d.Job(ctx, id); err != nil {
		return fault.Wrap(op, err)
	}
	// First here: on SQLite the job itself may hold the lock that the wish needs.
	here := d.workers.Interrupt(id, by)
	err := d.wishes.CancelJob(ctx, id, by, time.Now().UTC())
	if here && fault.KindOf(err) == fault.Conflict {
		return nil // it has ended meanwhile, as the page will say
	}
	return fault.Wrap(op, err)
}

// Retry queues a job once more that ended without its result.
func (d *Desk) Retry(ctx context.Context, id string) error {
	op := "work.Retry " + id
	if _, err := d.Job(ctx, id); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, d.wishes.RetryJob(ctx, id))
}

// File writes the file that a job has made; NotFound where it has none.
func (d *Desk) File(ctx context.Context, id string, to io.Writer) error {
	op := "work.File " + id
	if _, err := d.Job(ctx, id); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, d.book.JobFile(ctx, id, to))
}

// Wait returns the job when it has ended, and tells how far it is meanwhile,
// looking as often as every says.
func (d *Desk) Wait(ctx context.Context, id string, every time.Duration, tell func(job.Job)) (job.Job, error) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		j, err := d.Job(ctx, id)
		if err != nil || j.State.Ended() {
			return j, err
		}
		tell(j)
		select {
		case <-ctx.Done():
			return j, ctx.Err()
		case <-ticker.C:
		}
	}
}
