// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"planraum/internal/city/job"
)

// engine is River on one of the databases.
type engine interface {
	migrate(ctx context.Context) error
	put(ctx context.Context, tx any, d delivery) (ticket int64, err error)
	start(ctx context.Context, workers int) error
	stop(ctx context.Context) error
}

func newEngine(q *Queue) (engine, error) {
	if q.Postgres != nil {
		return newClient(q, riverpgxv5.New(q.Postgres), func(ctx context.Context, m migrator[pgx.Tx]) error {
			return migratePostgres(ctx, q.Postgres, m)
		})
	}
	q.SQLite.SetMaxOpenConns(1) // as River asks: its own writers must not meet each other
	return newClient(q, riversqlite.New(q.SQLite), func(ctx context.Context, m migrator[*sql.Tx]) error {
		return migrateSQLite(ctx, q.SQLite, m)
	})
}

// client is River with the transactions of one database.
type client[T any] struct {
	queue   *Queue
	driver  riverdriver.Driver[T]
	log     *slog.Logger
	inserts *river.Client[T] // hands out
	works   *river.Client[T] // works off, once started
	setUp   func(context.Context, migrator[T]) error
}

func newClient[T any](q *Queue, driver riverdriver.Driver[T], setUp func(context.Context, migrator[T]) error) (engine, error) {
	log := slog.New(newCalm(q.Log.Handler(), q.SQLite != nil))
	inserts, err := river.NewClient(driver, &river.Config{Logger: log})
	return &client[T]{queue: q, driver: driver, log: log, inserts: inserts, setUp: setUp}, err
}

// delivery is what River knows of a job.
type delivery struct {
	Job  string `json:"job"`
	Work string `json:"work"` // name of the kind
}

// Kind is River's name for all jobs.
func (delivery) Kind() string { return "planraum" }

// deliveries bounds how often River hands one ticket to workers. Attempts that
// count are far fewer and counted in the store.
const deliveries = 100

func (c *client[T]) put(ctx context.Context, tx any, d delivery) (int64, error) {
	native, ok := tx.(T)
	if !ok {
		return 0, fmt.Errorf("a transaction of another database: %T", tx)
	}
	inserted, err := c.inserts.InsertTx(ctx, native, d, &river.InsertOpts{MaxAttempts: deliveries})
	if err != nil {
		return 0, err
	}
	return inserted.Job.ID, nil
}

// longest is how long one attempt may take. What River itself takes for stuck
// after that is not delivered twice: the ticket has been used.
const longest = 24 * time.Hour

// tidyEvery is the time between two cleanings.
const tidyEvery = time.Hour

func (c *client[T]) start(ctx context.Context, workers int) error {
	bundle := river.NewWorkers()
	river.AddWorker(bundle, &worker{queue: c.queue})
	river.AddWorker(bundle, &tidier{queue: c.queue})
	works, err := river.NewClient(c.driver, &river.Config{
		Logger: c.log, Workers: bundle, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		JobTimeout: longest, FetchPollInterval: c.queue.Poll, FetchCooldown: min(c.queue.Poll, river.FetchCooldownDefault),
		// SQLite tells nobody of new jobs; River would ask it every 50 ms.
		PollOnly: c.queue.SQLite != nil, RetryPolicy: c.policy(),
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(tidyEvery),
			func() (river.JobArgs, *river.InsertOpts) { return tidying{}, nil }, &river.PeriodicJobOpts{RunOnStart: true})},
	})
	if err != nil {
		return err
	}
	c.works = works
	return works.Start(ctx)
}

// breakOff is how long jobs have to end once they are told to.
const breakOff = 10 * time.Second

func (c *client[T]) stop(ctx context.Context) error {
	if err := c.works.Stop(ctx); err == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), breakOff)
	defer cancel()
	return c.works.StopAndCancel(ctx)
}

func (c *client[T]) policy() river.ClientRetryPolicy {
	if c.queue.Retry == nil {
		return nil // River's own
	}
	return policy(c.queue.Retry)
}

type policy func(attempt int) time.Duration

// NextRetry is when the job is tried once more.
func (p policy) NextRetry(j *rivertype.JobRow) time.Time { return time.Now().Add(p(j.Attempt)) }

// worker works every kind.
type worker struct {
	river.WorkerDefaults[delivery]
	queue *Queue
}

// Work works one delivery.
func (w *worker) Work(ctx context.Context, j *river.Job[delivery]) error {
	return w.queue.work(ctx, job.Ticket{Job: j.Args.Job, Number: j.ID}, j.Args.Work)
}

// tidying is the order to forget what ended long ago.
type tidying struct{}

// Kind is River's name for it.
func (tidying) Kind() string { return "planraum_tidy" }

type tidier struct {
	river.WorkerDefaults[tidying]
	queue *Queue
}

// Work forgets what ended long ago.
func (t *tidier) Work(ctx context.Context, _ *river.Job[tidying]) error {
	_, err := t.queue.Book.ForgetJobs(ctx, time.Now().Add(-t.queue.Keep))
	return err
}
