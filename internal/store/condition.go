// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/desk/health"
	"planraum/internal/fault"
)

// queueing measures what writers wait for their turn.
type queueing struct{ times, nanoseconds atomic.Int64 }

// since counts one wait that began at a moment.
func (q *queueing) since(begin time.Time) {
	q.times.Add(1)
	q.nanoseconds.Add(int64(time.Since(begin)))
}

// Condition returns what the database says of itself.
func (s *Store) Condition(ctx context.Context) (health.Database, error) {
	d := health.Database{
		Kind: s.Kind(), Newest: newest(),
		Waits: s.queueing.times.Load(), Waited: time.Duration(s.queueing.nanoseconds.Load()),
	}
	err := s.engine.read(ctx, func(c conn) error {
		if _, err := one(ctx, c, "SELECT max(version_id) FROM goose_db_version", nil, &d.Schema); err != nil || d.Schema < recordSince {
			return err
		}
		var head, last int64
		kept, err := one(ctx, c, "SELECT seq, (SELECT coalesce(max(seq), 0) FROM audit_entry) FROM audit_head WHERE id = 1", nil, &head, &last)
		d.RecordStuck = !kept || last > head // the next number is taken
		return err
	})
	if err == nil {
		err = s.engine.measure(ctx, &d)
	}
	return d, fault.Wrap("store.Condition", err)
}

// recordSince is the migration that began the record of what was done.
const recordSince = 11

// KeepsRecord reports whether the database has the record of what was done, in a
// form that this program knows: an older one has none yet, a newer one is the
// newer program's.
func (s *Store) KeepsRecord(ctx context.Context) (bool, error) {
	d, err := s.Condition(ctx)
	return err == nil && d.Schema >= recordSince && d.Schema <= d.Newest, fault.Wrap("store.KeepsRecord", err)
}

// newest is the number of the last migration that this program knows.
var newest = sync.OnceValue(func() int64 {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		panic("store: the migrations cannot be listed")
	}
	digits, _, _ := strings.Cut(filepath.Base(names[len(names)-1]), "_") // sorted by name
	number, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		panic("store: a migration without a number: " + err.Error())
	}
	return number
})

// measure reads the sizes of the file and of the journal beside it.
func (e *sqlite) measure(_ context.Context, d *health.Database) error {
	d.Folder = filepath.Dir(e.path)
	info, err := os.Stat(e.path)
	if err != nil {
		return unavailable("store.measure", err, "Die Datei der Datenbank ist nicht mehr da oder darf nicht gelesen werden.",
			"The file of the database is gone or may not be read.")
	}
	d.Size = info.Size()
	switch info, err = os.Stat(e.path + "-wal"); {
	case err == nil:
		d.WAL = info.Size()
	case !errors.Is(err, fs.ErrNotExist):
		d.WAL = -1
	}
	return nil
}

// measure asks the server for the size of the database. Its journal belongs to
// the whole server and is not ours to measure.
func (e *postgres) measure(ctx context.Context, d *health.Database) error {
	d.WAL = -1
	return postgresFault(ctx, e.pool.QueryRow(ctx, "SELECT pg_database_size(current_database())").Scan(&d.Size))
}

// JobTally counts the jobs by their states.
func (s *Store) JobTally(ctx context.Context) (health.Queue, error) {
	var q health.Queue
	counts := map[job.State]*int{
		job.Waiting: &q.Waiting, job.Running: &q.Running, job.Done: &q.Done,
		job.Cancelled: &q.Cancelled, job.Refused: &q.Refused, job.Failed: &q.Failed,
	}
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, "SELECT state, count(*), min(created_at) FROM job GROUP BY state", nil, func(r row) error {
			var state string
			var n, oldest int64
			if err := r.Scan(&state, &n, &oldest); err != nil {
				return err
			}
			if count := counts[job.State(state)]; count != nil {
				*count = int(n)
			}
			if job.State(state) == job.Waiting {
				q.Oldest = moment(oldest)
			}
			return nil
		})
	})
	return q, fault.Wrap("store.JobTally", err)
}
