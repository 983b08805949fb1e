// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/fault"
)

// run is one attempt under way in this process.
type run struct {
	ticket      job.Ticket
	ctx         context.Context
	cancel      context.CancelCauseFunc
	done, total atomic.Int64

	living context.Context // ends with the work, and so do its signs of life
	over   context.CancelFunc
	beats  sync.WaitGroup
}

// wish is the cause of an end that somebody wished.
type wish struct{ by string }

// Error names who wished so.
func (w wish) Error() string { return "cancelled by " + w.by }

// errHandedOn is the cause of an end because the job was given to another.
var errHandedOn = errors.New("the job was handed out anew")

// unknownKind is how long a job waits that this program does not know: another
// worker may be newer.
const unknownKind = time.Minute

// work works one delivery. What it returns is for River: nil where there is
// nothing left to do.
func (q *Queue) work(ctx context.Context, t job.Ticket, name string) error {
	kind, ok := q.kinds[name]
	if !ok {
		return river.JobSnooze(unknownKind)
	}
	j, mine, err := q.Book.StartJob(ctx, t, q.holder, time.Now().UTC())
	if err != nil || !mine {
		return err
	}
	r := q.begin(ctx, t, j)
	result, err := q.do(r, kind, j)
	r.over()
	r.beats.Wait()
	ending, again := q.ending(r, j, result, err)
	if ending.State != "" {
		if err := q.end(ctx, r, ending); err != nil {
			q.forget(r)
			return err
		}
	}
	q.forget(r)
	return again
}

func (q *Queue) begin(ctx context.Context, t job.Ticket, j job.Job) *run {
	r := &run{ticket: t}
	r.ctx, r.cancel = context.WithCancelCause(acting(audience.With(ctx, j.Lens), j))
	r.living, r.over = context.WithCancel(r.ctx)
	if j.CancelledBy != "" {
		r.cancel(wish{j.CancelledBy})
	}
	q.mu.Lock()
	q.running[t.Job] = r
	q.mu.Unlock()
	r.beats.Go(func() { q.beat(r) })
	return r
}

// acting lets the record name whoever ordered the job for what it does. The
// job is its request.
func acting(ctx context.Context, j job.Job) context.Context {
	return audit.WithRequest(audit.WithActor(ctx, j.Acting), audit.Request{ID: j.ID})
}

func (q *Queue) forget(r *run) {
	r.cancel(nil)
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.running[r.ticket.Job] == r {
		delete(q.running, r.ticket.Job)
	}
}

// do calls the work. A panic is an error like any other.
func (q *Queue) do(r *run, kind job.Kind, j job.Job) (result json.RawMessage, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.Wrap("jobs.do "+kind.Name, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	if r.ctx.Err() != nil {
		return nil, r.ctx.Err()
	}
	answer, err := kind.Run(r.ctx, job.Task{
		ID: j.ID, By: j.By, Attempt: j.Attempt, Args: j.Args, Checkpoint: j.Checkpoint,
		Report: func(done, total int64) { r.done.Store(done); r.total.Store(total) },
		Create: func(ctx context.Context, name, media string) (io.WriteCloser, error) {
			return q.Book.CreateJobFile(ctx, r.ticket, name, media)
		},
		Keep: func(ctx context.Context, checkpoint any) error {
			body, err := json.Marshal(checkpoint)
			if err != nil {
				return fault.Wrap("jobs.Keep", err)
			}
			return q.Book.KeepJob(ctx, r.ticket, body)
		},
	})
	if err != nil {
		return nil, err
	}
	result, err = json.Marshal(answer)
	return result, fault.Wrap("jobs.do "+kind.Name, err)
}

// ending says what becomes of an attempt and what River is told: nil that the
// ticket is used up, an error that it is to be delivered again. An ending
// without a state writes nothing.
func (q *Queue) ending(r *run, j job.Job, result json.RawMessage, err error) (job.Ending, error) {
	now := time.Now().UTC()
	if err == nil {
		return job.Ending{State: job.Done, Result: result, At: now}, nil
	}
	var by wish
	switch cause := context.Cause(r.ctx); {
	case errors.As(cause, &by):
		return job.Ending{State: job.Cancelled, At: now}, nil
	case errors.Is(cause, errHandedOn):
		return job.Ending{}, nil
	case cause != nil && !errors.Is(cause, context.DeadlineExceeded): // the program ends
		return job.Ending{State: job.Waiting, At: now}, river.JobSnooze(0)
	}
	failure := job.FailureOf(err)
	if kind := fault.KindOf(err); kind != fault.Internal && kind != fault.Unavailable {
		return job.Ending{State: job.Refused, Failure: failure, At: now}, nil
	}
	q.Log.Error("job failed", "job", j.ID, "kind", j.Kind, "attempt", j.Attempt, "error", err)
	if j.Attempt < q.Attempts {
		return job.Ending{State: job.Waiting, Failure: failure, At: now}, err
	}
	return job.Ending{State: job.Failed, Failure: failure, At: now}, river.JobCancel(err)
}

// recording bounds how long a worker tries to record what became of a job.
// Whoever cannot is taken for dead, and the job begins anew.
const recording = 10 * time.Minute

// end records an ending, patiently: on SQLite an import may hold the file for
// a minute, and nothing is worse than work that was done and is forgotten.
func (q *Queue) end(ctx context.Context, r *run, e job.Ending) error {
	stopped := ctx.Done()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recording)
	defer cancel()
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		_, err := q.Book.EndJob(ctx, r.ticket, r.done.Load(), r.total.Load(), e)
		if err == nil {
			return nil
		}
		if pause > time.Second {
			q.Log.Warn("the ending of a job cannot be recorded yet", "job", r.ticket.Job, "state", e.State, "error", err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
		select {
		case <-stopped: // one more try, then the bound of Stop counts
			_, err := q.Book.EndJob(ctx, r.ticket, r.done.Load(), r.total.Load(), e)
			return err
		default:
		}
	}
}
