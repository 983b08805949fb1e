// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package jobs works long work off: in the process on SQLite, in any number of
// processes on PostgreSQL. River queues it in the data's own database; what
// counts as done stands in the store, so that a job that is delivered twice is
// worked once.
package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"planraum/internal/city/job"
	"planraum/internal/fault"
)

// Record is where a worker writes what it does. Each write names the ticket;
// one that is no longer the job's writes nothing.
type Record interface {
	StartJob(ctx context.Context, t job.Ticket, holder string, now time.Time) (j job.Job, mine bool, err error)
	BeatJob(ctx context.Context, t job.Ticket, done, total int64) (cancelledBy string, mine bool, err error)
	KeepJob(ctx context.Context, t job.Ticket, checkpoint json.RawMessage) error
	EndJob(ctx context.Context, t job.Ticket, done, total int64, e job.Ending) (mine bool, err error)
}

// Care finds jobs whose worker has died, and forgets old ones.
type Care interface {
	Pulses(ctx context.Context) ([]job.Pulse, error)
	RescueJob(ctx context.Context, p job.Pulse, limit int, now time.Time) (bool, error)
	ForgetJobs(ctx context.Context, before time.Time) (int, error)
}

// Book is all that workers need of the store.
type Book interface {
	Record
	Care
	CreateJobFile(ctx context.Context, t job.Ticket, name, media string) (io.WriteCloser, error)
}

// Config says where the queue is and how it is worked. Zero durations and
// counts take the usual values.
type Config struct {
	Book  Book
	Kinds []job.Kind
	Log   *slog.Logger
	// One of the two is set: where the data are.
	Postgres *pgxpool.Pool
	SQLite   *sql.DB // of the queue's own; Close closes it

	Beat     time.Duration // between two signs of life; 1 s, on SQLite 5 s
	Lease    time.Duration // a worker without a sign of life for so long is dead; 30 s
	Poll     time.Duration // looks for new jobs at least so often; 1 s
	Keep     time.Duration // how long what has ended is kept; 30 days
	Attempts int           // how often a job is begun at most; 4
	// Retry is the time to wait after an attempt; nil: 1, 16 and 81 seconds.
	Retry func(attempt int) time.Duration
}

// The usual values of Config.
const (
	usualBeat     = time.Second
	sqliteBeat    = 5 * time.Second // each beat is a write to the file
	usualLease    = 30 * time.Second
	usualPoll     = time.Second
	usualKeep     = 30 * 24 * time.Hour
	usualAttempts = 4
)

// Queue hands jobs out and, once started, works them.
type Queue struct {
	Config
	holder string // this process, in the store's records
	kinds  map[string]job.Kind
	river  engine

	mu      sync.Mutex // guards what follows
	running map[string]*run
	working bool
	stop    context.CancelFunc // ends the watch
	watched sync.WaitGroup
}

// New returns a queue over a database. It starts nothing.
func New(c Config) (*Queue, error) {
	c.usual()
	id, err := uuid.NewV7()
	if err != nil {
		return nil, fault.Wrap("jobs.New", err)
	}
	host, _ := os.Hostname()
	q := &Queue{
		Config: c, kinds: map[string]job.Kind{}, running: map[string]*run{},
		holder: host + " " + strconv.Itoa(os.Getpid()) + " " + id.String(),
	}
	for _, k := range c.Kinds {
		q.kinds[k.Name] = k
	}
	q.river, err = newEngine(q)
	return q, fault.Wrap("jobs.New", err)
}

func (c *Config) usual() {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Beat == 0 {
		c.Beat = usualBeat
		if c.SQLite != nil {
			c.Beat = sqliteBeat
		}
	}
	if c.Lease == 0 {
		c.Lease = usualLease
	}
	if c.Poll == 0 {
		c.Poll = usualPoll
	}
	if c.Keep == 0 {
		c.Keep = usualKeep
	}
	if c.Attempts == 0 {
		c.Attempts = usualAttempts
	}
}

// Migrate brings the queue's own tables up to date. Programs that start
// together wait for each other.
func (q *Queue) Migrate(ctx context.Context) error {
	return fault.Wrap("jobs.Migrate", q.river.migrate(ctx))
}

// Put queues a job inside a transaction of the data's database, a pgx.Tx or an
// *sql.Tx, and returns the number of its ticket.
func (q *Queue) Put(ctx context.Context, tx any, id, kind string) (int64, error) {
	ticket, err := q.river.put(ctx, tx, delivery{Job: id, Work: kind})
	return ticket, fault.Wrap("jobs.Put "+kind, err)
}

// Alone reports whether only the process that holds the database works its
// jobs, as on SQLite.
func (q *Queue) Alone() bool { return q.SQLite != nil }

// Working reports whether this process works jobs.
func (q *Queue) Working() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.working
}

// Start works jobs, as many at once as workers says, until Stop.
func (q *Queue) Start(ctx context.Context, workers int) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if err := q.river.start(context.WithoutCancel(ctx), workers); err != nil {
		return fault.Wrap("jobs.Start", err)
	}
	watch, stop := context.WithCancel(context.WithoutCancel(ctx))
	q.stop, q.working = stop, true
	q.watched.Go(func() { q.watch(watch) })
	return nil
}

// Stop takes no more jobs and waits for those under way until ctx ends. Then
// it breaks them off; they wait for the next worker and begin anew.
func (q *Queue) Stop(ctx context.Context) error {
	q.mu.Lock()
	working := q.working
	q.working = false
	q.mu.Unlock()
	if !working {
		return nil
	}
	q.stop()
	q.watched.Wait()
	return fault.Wrap("jobs.Stop", q.river.stop(ctx))
}

// Close lets go of the database. Call it after Stop.
func (q *Queue) Close() error {
	if q.SQLite == nil {
		return nil
	}
	return fault.Wrap("jobs.Close", q.SQLite.Close())
}

// Progress tells how far a job is that this process works; false for others.
func (q *Queue) Progress(id string) (done, total int64, ok bool) {
	if r := q.runOf(id); r != nil {
		return r.done.Load(), r.total.Load(), true
	}
	return 0, 0, false
}

// Interrupt ends a job that this process works, because somebody wishes so. It
// reports false for others.
func (q *Queue) Interrupt(id, by string) bool {
	r := q.runOf(id)
	if r != nil {
		r.cancel(wish{by})
	}
	return r != nil
}

func (q *Queue) runOf(id string) *run {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.running[id]
}
