// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/desk/work"
	"planraum/internal/platform/jobs"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// log collects what is logged.
type log struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(p)
}

func (l *log) lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Split(strings.TrimSpace(l.all.String()), "\n")
}

// office is one process's view of a database: store, queue and desk.
type office struct {
	*store.Store
	queue *jobs.Queue
	desk  *work.Desk
	log   *log
}

// quick makes the queue hurry, so that tests need not wait.
func quick(c *jobs.Config) {
	c.Beat, c.Poll = 50*time.Millisecond, 50*time.Millisecond
	c.Retry = func(int) time.Duration { return 10 * time.Millisecond }
}

// open opens a database as one process does.
func open(t *testing.T, url string, set func(*jobs.Config), kinds ...job.Kind) *office {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	s, err := store.Open(ctx, url)
	check(t, err)
	check(t, s.Migrate(ctx, func(int, int, string) {}))
	beside, err := s.Beside(10 * time.Second)
	check(t, err)
	said := &log{}
	c := jobs.Config{Book: s, Kinds: kinds, Log: slog.New(slog.NewTextHandler(said, nil)), Postgres: s.Postgres(), SQLite: beside}
	quick(&c)
	if set != nil {
		set(&c)
	}
	q, err := jobs.New(c)
	check(t, err)
	check(t, q.Migrate(ctx))
	s.UseQueue(q)
	t.Cleanup(func() {
		late, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		defer cancel()
		check(t, q.Stop(late))
		check(t, q.Close())
		check(t, s.Close())
	})
	return &office{s, q, work.New(s, s, q), said}
}

// start opens a database and works its jobs.
func start(t *testing.T, url string, workers int, set func(*jobs.Config), kinds ...job.Kind) *office {
	t.Helper()
	o := open(t, url, set, kinds...)
	check(t, o.queue.Start(t.Context(), workers))
	return o
}

func (o *office) order(t *testing.T, kind string, args any) string {
	t.Helper()
	body, err := json.Marshal(args)
	check(t, err)
	id, err := o.desk.Start(t.Context(), job.Order{Kind: kind, Title: text.T("Probe", "trial"), Unit: text.T("Schritte", "steps"), By: "Test", Args: body})
	check(t, err)
	return id
}

// until waits for a job to be as is says.
func (o *office) until(t *testing.T, id string, is func(job.Job) bool) job.Job {
	t.Helper()
	var j job.Job
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		var err error
		j, err = o.desk.Job(t.Context(), id)
		check(t, err)
		if is(j) {
			return j
		}
	}
	t.Fatalf("the job stays as it is: %+v, failure %+v\n%s", j, j.Failure, strings.Join(o.log.lines(), "\n"))
	return j
}

func (o *office) ended(t *testing.T, id string) job.Job {
	t.Helper()
	return o.until(t, id, func(j job.Job) bool { return j.State.Ended() })
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// databases runs a test on both, beside other tests.
func databases(t *testing.T, test func(t *testing.T, url string)) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, filepath.Join(t.TempDir(), "planraum.db"))
	})
	t.Run("postgresql", func(t *testing.T) {
		t.Parallel()
		test(t, pgtest.Start(t))
	})
}

func isPostgres(url string) bool { return strings.HasPrefix(url, "postgres") }

// steps is work that counts up to its argument, telling each step.
func steps(began chan<- string) job.Kind {
	return job.Kind{Name: "steps", Label: text.T("Schritte", "steps"), Run: func(ctx context.Context, t job.Task) (any, error) {
		var n int64
		if err := json.Unmarshal(t.Args, &n); err != nil {
			return nil, err
		}
		if began != nil {
			began <- t.ID
		}
		for i := range n {
			t.Report(i+1, n)
			select {
			case <-time.After(10 * time.Millisecond):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		return map[string]int64{"steps": n}, nil
	}}
}

func TestWorked(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		o := start(t, url, 2, nil, steps(nil))
		j := o.ended(t, o.order(t, "steps", 3))
		if j.State != job.Done || j.Done != 3 || j.Total != 3 || j.Attempt != 1 || j.Failure != nil || string(j.Result) != `{"steps":3}` {
			t.Errorf("the job came to %+v", j)
		}
		if j.EndedAt.Before(j.StartedAt) || j.StartedAt.Before(j.CreatedAt) || j.Title.De != "Probe" || j.Unit.En != "steps" || j.By != "Test" || j.Lens != audience.Unfiltered {
			t.Errorf("the job is kept as %+v", j)
		}
	})
}

// The progress of a running job is seen over another connection.
func TestProgress(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		o := start(t, url, 1, nil, steps(nil))
		other := open(t, url, nil)
		id := o.order(t, "steps", 200)
		j := other.until(t, id, func(j job.Job) bool { return j.State == job.Running && j.Done > 3 })
		if j.Total != 200 {
			t.Errorf("the other sees %d of %d", j.Done, j.Total)
		}
		if done, total, ok := o.queue.Progress(id); !ok || done < j.Done || total != 200 {
			t.Errorf("the process itself sees %d of %d, %t", done, total, ok)
		}
		check(t, other.desk.Cancel(t.Context(), id, "Test"))
		o.ended(t, id)
	})
}

// Nothing is left running when a queue has been stopped.
func TestNothingIsLeftRunning(t *testing.T) {
	for _, url := range []string{filepath.Join(t.TempDir(), "planraum.db"), pgtest.Start(t)} {
		before := runtime.NumGoroutine()
		s, err := store.Open(t.Context(), url)
		check(t, err)
		check(t, s.Migrate(t.Context(), func(int, int, string) {}))
		beside, err := s.Beside(time.Second)
		check(t, err)
		c := jobs.Config{Book: s, Kinds: []job.Kind{steps(nil)}, Postgres: s.Postgres(), SQLite: beside}
		quick(&c)
		q, err := jobs.New(c)
		check(t, err)
		check(t, q.Migrate(t.Context()))
		s.UseQueue(q)
		check(t, q.Start(t.Context(), 2))
		o := &office{s, q, work.New(s, s, q), &log{}}
		o.ended(t, o.order(t, "steps", 1))
		check(t, q.Stop(t.Context()))
		check(t, q.Close())
		check(t, s.Close())
		left := 0
		for range 200 {
			if left = runtime.NumGoroutine() - before; left <= 0 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if left > 0 {
			stacks := make([]byte, 1<<20)
			t.Errorf("%s: %d goroutines are left\n%s", url, left, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
