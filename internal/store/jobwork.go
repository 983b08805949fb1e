// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Every write of a worker names its ticket. Once a job was handed out anew the
// old ticket writes nothing, so that a worker that was taken for dead and comes
// back can spoil nothing.

// StartJob gives a waiting job to holder. It reports false where the ticket is
// no longer the job's or the job no longer waits; then there is nothing to do.
func (s *Store) StartJob(ctx context.Context, t job.Ticket, holder string, now time.Time) (job.Job, bool, error) {
	started := false
	err := s.change(ctx, func(c conn, j *journal) error {
		j.silent(signOfLife)
		var err error
		started, err = changed(ctx, c, `UPDATE job SET state = 'running', holder = $1, attempt = attempt + 1, pulse = pulse + 1, done = 0, total = 0, started_at = $2
			WHERE id = $3 AND ticket = $4 AND state = 'waiting' RETURNING 1`, holder, now.UnixMicro(), t.Job, t.Number)
		return err
	})
	if err != nil || !started {
		return job.Job{}, false, fault.Wrap("store.StartJob "+t.Job, err)
	}
	j, err := s.Job(ctx, t.Job)
	return j, err == nil, err
}

// BeatJob is a worker's sign of life with how far it is. It returns who wishes
// that the job ends (empty: nobody), and false where the job is no longer the
// worker's.
func (s *Store) BeatJob(ctx context.Context, t job.Ticket, done, total int64) (cancelledBy string, mine bool, err error) {
	err = s.change(ctx, func(c conn, j *journal) error {
		j.silent(signOfLife)
		mine, err = one(ctx, c, "UPDATE job SET pulse = pulse + 1, done = $1, total = $2 WHERE id = $3 AND ticket = $4 AND state = 'running' RETURNING cancelled_by",
			[]any{done, total, t.Job, t.Number}, &cancelledBy)
		return err
	})
	return cancelledBy, mine, fault.Wrap("store.BeatJob "+t.Job, err)
}

// KeepJob keeps a checkpoint for a later attempt.
func (s *Store) KeepJob(ctx context.Context, t job.Ticket, checkpoint json.RawMessage) error {
	return fault.Wrap("store.KeepJob "+t.Job, s.change(ctx, func(c conn, j *journal) error {
		j.silent(signOfLife)
		mine, err := changed(ctx, c, "UPDATE job SET checkpoint = $1 WHERE id = $2 AND ticket = $3 AND state = 'running' RETURNING 1", string(checkpoint), t.Job, t.Number)
		if err == nil && !mine {
			err = handedOn(t)
		}
		return err
	}))
}

// EndJob records what became of an attempt. It reports false where the job is
// no longer the worker's. What the job has written into a file goes with every
// ending but Done.
func (s *Store) EndJob(ctx context.Context, t job.Ticket, done, total int64, e job.Ending) (mine bool, err error) {
	failure, err := failureText(e.Failure)
	if err != nil {
		return false, fault.Wrap("store.EndJob", err)
	}
	ended := e.At.UnixMicro()
	if !e.State.Ended() {
		ended = 0
	}
	// An attempt that was broken off by no fault of its own does not count.
	uncounted := number(e.State == job.Waiting && e.Failure == nil)
	err = s.change(ctx, func(c conn, j *journal) error {
		mine, err = changed(ctx, c, `UPDATE job SET state = $1, holder = '', done = $2, total = $3, ended_at = $4, failure = $5, result = $6, attempt = attempt - $7
			WHERE id = $8 AND ticket = $9 AND state = 'running' RETURNING 1`,
			string(e.State), done, total, ended, failure, string(e.Result), uncounted, t.Job, t.Number)
		if err == nil && mine && e.State != job.Done {
			err = dropFile(ctx, c, t.Job)
		}
		if err == nil {
			err = tellEnding(ctx, c, j, t, mine, e)
		}
		return err
	})
	return mine, fault.Wrap("store.EndJob "+t.Job, err)
}

func failureText(f *job.Failure) (string, error) {
	if f == nil {
		return "", nil
	}
	body, err := json.Marshal(f)
	return string(body), err
}

// Pulses returns the signs of life of all jobs that are being worked.
func (s *Store) Pulses(ctx context.Context) ([]job.Pulse, error) {
	var all []job.Pulse
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, "SELECT id, ticket, holder, attempt, pulse FROM job WHERE state = 'running' ORDER BY created_at, id", nil, func(r row) error {
			var p job.Pulse
			err := r.Scan(&p.Job, &p.Number, &p.Holder, &p.Attempt, &p.Beat)
			all = append(all, p)
			return err
		})
	})
	return all, fault.Wrap("store.Pulses", err)
}

// RescueJob takes a job from a worker that has died, if it has given no sign
// of life since p: it is queued anew, or ended as failed once it was begun
// limit times.
func (s *Store) RescueJob(ctx context.Context, p job.Pulse, limit int, now time.Time) (rescued bool, err error) {
	const same = " WHERE id = $1 AND ticket = $2 AND pulse = $3 AND state = 'running' RETURNING kind"
	err = s.change(ctx, func(c conn, j *journal) error {
		j.silent(nothingDone)
		var kind string
		rescued, err = one(ctx, c, "UPDATE job SET state = 'waiting', holder = ''"+same, []any{p.Job, p.Number, p.Beat}, &kind)
		if err != nil || !rescued {
			return err
		}
		if err := dropFile(ctx, c, p.Job); err != nil {
			return err
		}
		j.tell(audit.Event{Kind: audit.Job, Actor: audit.Program, Object: jobObject(p.Job), Before: jobState(kind, job.Running), After: object("kind", kind, "rescued", true), Outcome: audit.Failed})
		if p.Attempt < limit {
			return s.requeue(ctx, c, p.Job, kind)
		}
		failure, err := failureText(&job.Failure{Kind: fault.Internal.String(), Say: diedSays})
		if err != nil {
			return err
		}
		return c.exec(ctx, "UPDATE job SET state = 'failed', ended_at = $1, failure = $2 WHERE id = $3", now.UnixMicro(), failure, p.Job)
	})
	return rescued, fault.Wrap("store.RescueJob "+p.Job, err)
}

var diedSays = text.T("Das Programm wurde bei diesem Vorgang mehrmals gewaltsam beendet. Reicht der Arbeitsspeicher?",
	"The program was ended by force several times at this job. Is there enough memory?")

// requeue hands a job out anew.
func (s *Store) requeue(ctx context.Context, c conn, id, kind string) error {
	if s.queue == nil {
		return fault.New(fault.Unavailable, "store.requeue", "Vorgänge können hier nicht gestartet werden.", "Jobs cannot be started here.")
	}
	ticket, err := s.queue.Put(ctx, c.native(), id, kind)
	if err != nil {
		return err
	}
	return c.exec(ctx, "UPDATE job SET ticket = $1 WHERE id = $2", ticket, id)
}

// handedOn is the fault of a worker whose job was given to another.
func handedOn(t job.Ticket) error {
	return fault.New(fault.Conflict, "store: ticket of "+t.Job, "Der Vorgang wurde inzwischen neu vergeben.", "The job was handed out anew meanwhile.")
}

// changed runs an UPDATE ... RETURNING 1 and reports whether it met a row.
func changed(ctx context.Context, c conn, sql string, args ...any) (bool, error) {
	var met int64
	return one(ctx, c, sql, args, &met)
}
