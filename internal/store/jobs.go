// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"

	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Queue hands jobs to workers.
type Queue interface {
	// Put queues a job inside a transaction, a pgx.Tx or an *sql.Tx, and returns
	// the number of its ticket. Workers see it when the transaction is kept.
	Put(ctx context.Context, tx any, id, kind string) (ticket int64, err error)
}

// UseQueue names the queue that jobs are handed to. Call it before the first
// job is ordered.
func (s *Store) UseQueue(q Queue) { s.queue = q }

// Enqueue orders a job within the import: it is worked if the import is kept,
// and was never ordered if it is not. It returns the job's ID.
func (tx *Tx) Enqueue(ctx context.Context, o job.Order) (id string, err error) {
	err = tx.guarded("store.Enqueue "+o.Kind, func() error {
		if id, err = enqueue(ctx, tx.conn, tx.queue, o); err == nil {
			tx.trail.jobs = append(tx.trail.jobs, ordered(id, o))
		}
		return err
	})
	return id, err
}

// AddJob orders a job by itself and returns its ID.
func (s *Store) AddJob(ctx context.Context, o job.Order) (id string, err error) {
	err = s.change(ctx, func(c conn, j *journal) error {
		if id, err = enqueue(ctx, c, s.queue, o); err == nil {
			j.tell(ordered(id, o))
		}
		return err
	})
	return id, fault.Wrap("store.AddJob "+o.Kind, err)
}

func enqueue(ctx context.Context, c conn, q Queue, o job.Order) (string, error) {
	if q == nil {
		return "", fault.New(fault.Unavailable, "store.enqueue", "Vorgänge können hier nicht gestartet werden.", "Jobs cannot be started here.")
	}
	if err := allStorable("job", 0, "title", o.Kind, o.Title.De, o.Title.En, o.Unit.De, o.Unit.En, o.By, string(o.Args)); err != nil {
		return "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	ticket, err := q.Put(ctx, c.native(), id.String(), o.Kind)
	if err != nil {
		return "", err
	}
	args := string(o.Args)
	if args == "" {
		args = "null"
	}
	return id.String(), c.exec(ctx, `INSERT INTO job (id, kind, title_de, title_en, unit_de, unit_en, args, ordered_by, audience, released, state, ticket, holder,
		attempt, pulse, done, total, created_at, started_at, ended_at, cancelled_by, failure, result, checkpoint, acting, scope)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,'',0,0,0,0,$13,0,0,'','','','',$14,$15)`,
		id.String(), o.Kind, o.Title.De, o.Title.En, o.Unit.De, o.Unit.En, args, o.By, string(o.Lens.Audience), number(o.Lens.Released), string(job.Waiting), ticket, time.Now().UnixMicro(), actingText(ctx, o.By), string(o.Lens.Scope))
}

const jobColumns = `SELECT j.id, j.kind, j.title_de, j.title_en, j.unit_de, j.unit_en, j.args, j.ordered_by, j.audience, j.released, j.scope, j.state, j.done, j.total, j.attempt,
	j.created_at, j.started_at, j.ended_at, j.cancelled_by, j.failure, j.result, j.checkpoint, j.acting,
	coalesce(f.name, ''), coalesce(f.media, ''), coalesce(f.size, -1), coalesce(f.digest, '')
	FROM job j LEFT JOIN job_file f ON f.job = j.id AND f.ticket = j.ticket AND j.state = 'done'`

// Jobs returns the newest jobs in one of the states (any, without states),
// newest first; all of them where limit is 0.
func (s *Store) Jobs(ctx context.Context, limit int, states ...job.State) ([]job.Job, error) {
	var c clause
	if len(states) > 0 {
		marks := make([]string, len(states))
		for i, state := range states {
			marks[i] = c.arg(string(state))
		}
		c.and("j.state IN (" + strings.Join(marks, ",") + ")")
	}
	sql := jobColumns + c.where() + " ORDER BY j.created_at DESC, j.id DESC"
	if limit > 0 {
		sql += " LIMIT " + c.arg(int64(limit))
	}
	jobs, err := s.jobs(ctx, sql, c.args)
	return jobs, fault.Wrap("store.Jobs", err)
}

// Job returns the job with an ID; fault.NotFound without one.
func (s *Store) Job(ctx context.Context, id string) (job.Job, error) {
	op := "store.Job " + id
	jobs, err := s.jobs(ctx, jobColumns+" WHERE j.id = $1", []any{id})
	if err != nil {
		return job.Job{}, fault.Wrap(op, err)
	}
	if len(jobs) == 0 {
		return job.Job{}, noJob(op)
	}
	return jobs[0], nil
}

func noJob(op string) error {
	return fault.New(fault.NotFound, op, "Diesen Vorgang gibt es nicht. Beendete Vorgänge werden nach einiger Zeit gelöscht.",
		"There is no such job. Jobs that have ended are deleted after some time.")
}

func (s *Store) jobs(ctx context.Context, sql string, args []any) ([]job.Job, error) {
	var all []job.Job
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, sql, args, func(r row) error {
			j, err := scanJob(r)
			all = append(all, j)
			return err
		})
	})
	return all, err
}

func scanJob(r row) (job.Job, error) {
	var j job.Job
	var f job.File
	var title, unit text.Text
	var args, failure, result, checkpoint, acting string
	var created, started, ended, released int64
	err := r.Scan(&j.ID, &j.Kind, &title.De, &title.En, &unit.De, &unit.En, &args, &j.By, &j.Lens.Audience, &released, &j.Lens.Scope, &j.State, &j.Done, &j.Total, &j.Attempt,
		&created, &started, &ended, &j.CancelledBy, &failure, &result, &checkpoint, &acting, &f.Name, &f.Media, &f.Size, &f.Digest)
	if err != nil {
		return j, err
	}
	j.Title, j.Unit, j.Args, j.Result, j.Checkpoint = title, unit, raw(args), raw(result), raw(checkpoint)
	j.CreatedAt, j.StartedAt, j.EndedAt = moment(created), moment(started), moment(ended)
	j.Lens.Released = released == 1
	j.Acting = actingOf(acting, j.By)
	if f.Size >= 0 {
		j.File = &f
	}
	if failure != "" {
		err = json.Unmarshal([]byte(failure), &j.Failure)
	}
	return j, err
}

func number(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

func raw(s string) json.RawMessage {
	if s == "" {
		return nil
	}
	return json.RawMessage(s)
}

// moment reads microseconds UTC; 0 is no moment.
func moment(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}
