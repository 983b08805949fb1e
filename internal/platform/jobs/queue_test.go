// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/platform/jobs"
	"planraum/internal/store"
	"planraum/internal/store/storetest"
)

// count asks the database past the program.
func count(t *testing.T, url, query string) (n int) {
	t.Helper()
	if isPostgres(url) {
		c, err := pgx.Connect(t.Context(), url)
		check(t, err)
		defer c.Close(context.Background())
		check(t, c.QueryRow(t.Context(), query).Scan(&n))
		return n
	}
	db, err := sql.Open("sqlite", "file:"+url+"?_pragma=busy_timeout(5000)")
	check(t, err)
	defer db.Close()
	check(t, db.QueryRowContext(t.Context(), query).Scan(&n))
	return n
}

var errNo = errors.New("no")

// An order is part of the data's transaction: with it kept, with it gone.
func TestOrderedInTheTransaction(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		o := open(t, url, nil)
		order := func(fail error) error {
			return o.Write(t.Context(), storetest.Batch("import"), func(tx *store.Tx) error {
				for figures := range storetest.GeneratedFigures(1) {
					if err := tx.AddFigures(t.Context(), figures); err != nil && fail == nil {
						return err
					}
				}
				id, err := tx.Enqueue(t.Context(), job.Order{Kind: "steps", Args: []byte("1"), By: "Import"})
				if err != nil || id == "" {
					t.Errorf("the order gives %q, %v", id, err)
				}
				return fail
			})
		}
		check(t, storetest.Fill(t.Context(), o.Store, 1))
		before, err := o.Figures(t.Context(), figure.Query{})
		check(t, err)
		const ours, rivers = "SELECT count(*) FROM job", "SELECT count(*) FROM river_job WHERE kind = 'planraum'"
		if err := order(errNo); !errors.Is(err, errNo) {
			t.Fatal(err)
		}
		after, err := o.Figures(t.Context(), figure.Query{})
		check(t, err)
		if n, m := count(t, url, ours), count(t, url, rivers); n != 0 || m != 0 || len(after) != len(before) {
			t.Errorf("after the rollback there are %d and %d jobs", n, m)
		}
		check(t, order(nil))
		if n, m := count(t, url, ours), count(t, url, rivers); n != 1 || m != 1 {
			t.Errorf("after the commit there are %d and %d jobs", n, m)
		}
		worked := start(t, url, 1, nil, steps(nil))
		list, err := worked.desk.Overview(t.Context())
		check(t, err)
		if j := worked.ended(t, list.Jobs[0].ID); j.State != job.Done {
			t.Errorf("the job came to %+v", j)
		}
	})
}

// Several workers share the jobs, and each job is worked once.
func TestShared(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		var mu sync.Mutex
		times, workers := map[string]int{}, map[string]bool{}
		const n = 60
		offices := make([]*office, 3)
		if !isPostgres(url) {
			offices = offices[:1] // where one process works
		}
		for i := range offices {
			name := fmt.Sprint(i)
			offices[i] = start(t, url, 2, nil, doing("short", func(_ context.Context, task job.Task) (any, error) {
				time.Sleep(5 * time.Millisecond)
				mu.Lock()
				defer mu.Unlock()
				times[task.ID]++
				workers[name] = true
				return nil, nil
			}))
		}
		var ids []string
		for range n {
			ids = append(ids, offices[0].order(t, "short", nil))
		}
		for _, id := range ids {
			if j := offices[0].ended(t, id); j.State != job.Done {
				t.Fatalf("a job came to %+v, failure %+v", j, j.Failure)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for _, id := range ids {
			if times[id] != 1 {
				t.Errorf("job %s was worked %d times", id, times[id])
			}
		}
		if isPostgres(url) && len(workers) < 2 {
			t.Errorf("only %v worked", workers)
		}
	})
}

// Programs that start together set the queue up once.
func TestSetUpTogether(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		s, err := store.Open(t.Context(), url)
		check(t, err)
		check(t, s.Migrate(t.Context(), func(int, int, string) {}))
		check(t, s.Close())
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				s, err := store.Open(context.Background(), url)
				if err != nil {
					t.Error(err)
					return
				}
				beside, err := s.Beside(10 * time.Second)
				if err != nil {
					t.Error(err)
					return
				}
				q, err := jobs.New(jobs.Config{Book: s, Postgres: s.Postgres(), SQLite: beside})
				if err == nil {
					err = q.Migrate(context.Background())
				}
				if err := errors.Join(err, q.Close(), s.Close()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		o := start(t, url, 1, nil, steps(nil))
		o.ended(t, o.order(t, "steps", 1))
	})
}

// A job of a kind that this program does not know waits for one that does.
func TestUnknownKindWaits(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		o := start(t, url, 1, nil, steps(nil))
		id := o.order(t, "newer", nil)
		o.ended(t, o.order(t, "steps", 1))
		if j, err := o.desk.Job(t.Context(), id); err != nil || j.State != job.Waiting || j.Attempt != 0 {
			t.Errorf("the job is %+v, %v", j, err)
		}
	})
}

// A stop waits for jobs while it may, then breaks them off; they begin anew
// elsewhere and the broken attempt does not count.
func TestStopped(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		began := make(chan string, 4)
		o := start(t, url, 1, nil, steps(began))
		short := o.order(t, "steps", 30)
		<-began
		check(t, o.queue.Stop(t.Context()))
		if j := o.ended(t, short); j.State != job.Done {
			t.Errorf("the short job came to %+v", j)
		}
		check(t, o.queue.Start(t.Context(), 1))
		long := o.order(t, "steps", 10_000)
		<-began
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		asked := time.Now()
		check(t, o.queue.Stop(ctx))
		if took := time.Since(asked); took > 5*time.Second {
			t.Errorf("the stop took %v", took)
		}
		if j, err := o.desk.Job(t.Context(), long); err != nil || j.State != job.Waiting || j.Attempt != 0 {
			t.Errorf("the long job waits as %+v, %v", j, err)
		}
		next := start(t, url, 1, nil, steps(began))
		<-began
		if j := next.until(t, long, func(j job.Job) bool { return j.State == job.Running }); j.Attempt != 1 {
			t.Errorf("the long job runs as %+v", j)
		}
	})
}

// A long import holds the SQLite file; jobs beside it wait and are worked, and
// the log stays readable.
func TestBesideALongImport(t *testing.T) {
	t.Parallel()
	held := 20 * time.Second
	if testing.Short() {
		held = 2 * time.Second
	}
	url := filepath.Join(t.TempDir(), "planraum.db")
	var o *office
	holds := make(chan struct{})
	hold := doing("hold", func(ctx context.Context, task job.Task) (any, error) {
		return nil, o.Write(ctx, storetest.Batch("import"), func(*store.Tx) error {
			close(holds)
			task.Report(1, 2)
			select {
			case <-time.After(held):
			case <-ctx.Done():
			}
			task.Report(2, 2)
			return ctx.Err()
		})
	})
	o = start(t, url, 2, func(c *jobs.Config) { c.Poll = 200 * time.Millisecond }, hold, steps(nil))
	importing := o.order(t, "hold", nil)
	<-holds
	beside := make(chan string, 1)
	go func() {
		id, err := o.AddJob(context.WithoutCancel(t.Context()), job.Order{Kind: "steps", Args: []byte("3"), By: "Test"})
		if err != nil {
			t.Error(err)
		}
		beside <- id
	}()
	if j := o.until(t, importing, func(j job.Job) bool { return j.Done == 1 }); j.State != job.Running {
		t.Errorf("meanwhile the import is %+v", j)
	}
	time.Sleep(held)
	if j := o.ended(t, importing); j.State != job.Done || j.Attempt != 1 {
		t.Errorf("the import came to %+v, failure %+v", j, j.Failure)
	}
	if j := o.ended(t, <-beside); j.State != job.Done || j.Attempt != 1 {
		t.Errorf("the job beside it came to %+v", j)
	}
	lines := o.log.lines()
	t.Logf("the log holds %d lines:\n%s", len(lines), strings.Join(lines, "\n"))
	if len(lines) > 1 || lines[0] != "" {
		t.Errorf("the log holds %d lines", len(lines))
	}
}

// A wish ends an import that holds the file, although the wish itself cannot be
// written meanwhile.
func TestCancelsWhatHoldsTheFile(t *testing.T) {
	t.Parallel()
	var o *office
	holds := make(chan struct{})
	o = start(t, filepath.Join(t.TempDir(), "planraum.db"), 1, nil, doing("hold", func(ctx context.Context, _ job.Task) (any, error) {
		return nil, o.Write(ctx, storetest.Batch("import"), func(*store.Tx) error {
			close(holds)
			<-ctx.Done()
			return ctx.Err()
		})
	}))
	id := o.order(t, "hold", nil)
	<-holds
	asked := time.Now()
	check(t, o.desk.Cancel(t.Context(), id, "Amt"))
	if j := o.ended(t, id); j.State != job.Cancelled || time.Since(asked) > 3*time.Second {
		t.Errorf("after %v the job came to %+v", time.Since(asked), j)
	}
	if position, err := o.Position(t.Context()); err != nil || position != 0 {
		t.Errorf("the cancelled import left position %d, %v", position, err)
	}
}
