// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/fault"
)

// CancelJob ends a waiting job and asks the worker of a running one to end it.
// A job that was cancelled already stays so; one that has ended otherwise is
// refused with fault.Conflict.
func (s *Store) CancelJob(ctx context.Context, id, by string, now time.Time) error {
	op := "store.CancelJob " + id
	return fault.Wrap(op, s.change(ctx, func(c conn, j *journal) error {
		state, kind, err := stateOf(ctx, c, id)
		switch {
		case err != nil:
			return err
		case state == job.Cancelled:
			j.silent(nothingDone)
			return nil
		case state.Ended():
			return fault.New(fault.Conflict, op, "Der Vorgang ist schon zu Ende.", "The job has ended already.")
		}
		j.tell(audit.Event{Kind: audit.Job, Actor: audit.Actor{By: by}, Object: jobObject(id), Before: jobState(kind, state), After: jobState(kind, job.Cancelled)})
		if state == job.Waiting {
			return c.exec(ctx, "UPDATE job SET state = 'cancelled', cancelled_by = $1, ended_at = $2 WHERE id = $3", by, now.UnixMicro(), id)
		}
		return c.exec(ctx, "UPDATE job SET cancelled_by = $1 WHERE id = $2", by, id)
	}))
}

// RetryJob queues a job anew that ended without its result. Any other is
// refused with fault.Conflict.
func (s *Store) RetryJob(ctx context.Context, id string) error {
	op := "store.RetryJob " + id
	return fault.Wrap(op, s.change(ctx, func(c conn, j *journal) error {
		state, kind, err := stateOf(ctx, c, id)
		if err != nil {
			return err
		}
		if !state.Unsuccessful() {
			return fault.New(fault.Conflict, op, "Wiederholt wird nur, was zurückgewiesen, gescheitert oder abgebrochen ist.",
				"Only what was refused, has failed or was cancelled is tried once more.")
		}
		j.tell(audit.Event{Kind: audit.Job, Object: jobObject(id), Before: jobState(kind, state), After: jobState(kind, job.Waiting)})
		if err := s.requeue(ctx, c, id, kind); err != nil {
			return err
		}
		return c.exec(ctx, `UPDATE job SET state = 'waiting', holder = '', attempt = 0, done = 0, total = 0, started_at = 0, ended_at = 0,
			cancelled_by = '', failure = '', result = '' WHERE id = $1`, id)
	}))
}

// stateOf reads a job behind the lock of its row, so that what follows is
// decided on what is there.
func stateOf(ctx context.Context, c conn, id string) (state job.State, kind string, err error) {
	found, err := one(ctx, c, "UPDATE job SET pulse = pulse WHERE id = $1 RETURNING state, kind", []any{id}, &state, &kind)
	if err == nil && !found {
		err = noJob("store.stateOf " + id)
	}
	return state, kind, err
}

// ForgetJobs deletes what ended before a moment, with results and files, and
// returns how many jobs that were.
func (s *Store) ForgetJobs(ctx context.Context, before time.Time) (int, error) {
	const old = "SELECT id FROM job WHERE ended_at > 0 AND ended_at < $1"
	n, at := 0, before.UnixMicro()
	err := s.change(ctx, func(c conn, j *journal) error {
		for _, sql := range []string{"DELETE FROM job_piece WHERE job IN (" + old + ")", "DELETE FROM job_file WHERE job IN (" + old + ")"} {
			if err := c.exec(ctx, sql, at); err != nil {
				return err
			}
		}
		err := c.query(ctx, "DELETE FROM job WHERE ended_at > 0 AND ended_at < $1 RETURNING 1", []any{at}, func(r row) error {
			n++
			return r.Scan(new(int64))
		})
		if n == 0 {
			j.silent(nothingDone)
			return err
		}
		j.tell(audit.Event{Kind: audit.Retention, Actor: audit.Program, Object: audit.Object{Kind: "job"}, After: object("removed", n, "ended_before", before.UTC().Format(time.RFC3339))})
		return err
	})
	return n, fault.Wrap("store.ForgetJobs", err)
}
