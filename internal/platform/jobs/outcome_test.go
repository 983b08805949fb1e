// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/platform/jobs"
	"planraum/internal/text"
)

// doing is work that a test writes down.
func doing(name string, run func(ctx context.Context, t job.Task) (any, error)) job.Kind {
	return job.Kind{Name: name, Label: text.Same(name), Run: run}
}

// A refused input is kept with every fault and not tried again; a wish tries it
// once more.
func TestFaultsAreKept(t *testing.T) {
	var rows []fault.Row
	for i := range 300 {
		rows = append(rows, fault.Row{File: "werte.csv", Line: i + 2, Column: "value", Value: "<b>zwölf</b>", Expected: text.T("eine Zahl", "a number")})
	}
	databases(t, func(t *testing.T, url string) {
		refuse := doing("refuse", func(ctx context.Context, task job.Task) (any, error) {
			file, err := task.Create(ctx, "halb.csv", "text/csv")
			if err == nil {
				_, err = file.Write([]byte("halb"))
			}
			return nil, errors.Join(fault.Wrap("test", fault.Refuse("test", rows)), err)
		})
		o := start(t, url, 1, nil, refuse)
		id := o.order(t, "refuse", nil)
		j := o.ended(t, id)
		if j.State != job.Refused || j.Attempt != 1 || j.Failure == nil || j.File != nil {
			t.Fatalf("the job came to %+v", j)
		}
		if diff := cmp.Diff(rows, j.Failure.Rows); diff != "" {
			t.Errorf("the faults differ:\n%s", diff)
		}
		if err := o.desk.File(t.Context(), id, io.Discard); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the half file gives %v", err)
		}
		check(t, o.desk.Retry(t.Context(), id))
		o.until(t, id, func(j job.Job) bool { return j.State == job.Refused && j.StartedAt.After(j.CreatedAt) })
	})
}

// What may pass is tried again, a few times.
func TestTriedAgain(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		passing := doing("passing", func(_ context.Context, task job.Task) (any, error) {
			if task.Attempt < 3 {
				return nil, fault.New(fault.Unavailable, "test", "Der Datenträger fehlt.", "The disk is missing.")
			}
			return "ok", nil
		})
		staying := doing("staying", func(_ context.Context, task job.Task) (any, error) {
			if task.Attempt == 1 {
				panic("a mistake")
			}
			return nil, errors.New("a secret of the program")
		})
		o := start(t, url, 2, nil, passing, staying)
		first, second := o.order(t, "passing", nil), o.order(t, "staying", nil)
		if j := o.ended(t, first); j.State != job.Done || j.Attempt != 3 || j.Failure != nil {
			t.Errorf("what passes came to %+v, failure %+v", j, j.Failure)
		}
		j := o.ended(t, second)
		if j.State != job.Failed || j.Attempt != 4 || j.Failure.Kind != "internal" || strings.Contains(j.Failure.Say.De, "secret") {
			t.Errorf("what stays came to %+v, failure %+v", j, j.Failure)
		}
	})
}

// A wish ends a running job soon, here and elsewhere, and a waiting one at once.
func TestCancelled(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		began := make(chan string, 8)
		o := start(t, url, 1, nil, steps(began))
		other := open(t, url, nil)
		for _, by := range []*office{o, other} {
			running, waiting := o.order(t, "steps", 10_000), o.order(t, "steps", 10_000)
			<-began
			check(t, by.desk.Cancel(t.Context(), waiting, "Amt"))
			if j := by.ended(t, waiting); j.State != job.Cancelled || j.Attempt != 0 {
				t.Errorf("the waiting job came to %+v", j)
			}
			asked := time.Now()
			check(t, by.desk.Cancel(t.Context(), running, "Amt"))
			j := by.ended(t, running)
			if j.State != job.Cancelled || j.CancelledBy != "Amt" && by == other || time.Since(asked) > 3*time.Second {
				t.Errorf("after %v the running job came to %+v", time.Since(asked), j)
			}
			check(t, by.desk.Cancel(t.Context(), running, "Amt")) // a second wish changes nothing
			check(t, by.desk.Retry(t.Context(), running))
			if id := <-began; id != running {
				t.Errorf("job %s runs again, expected %s", id, running)
			}
			check(t, by.desk.Cancel(t.Context(), running, "Amt"))
			by.ended(t, running)
		}
	})
}

func TestWishesThatCannotBe(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		o := start(t, url, 1, nil, steps(nil))
		id := o.order(t, "steps", 1)
		o.ended(t, id)
		for name, err := range map[string]error{"cancel": o.desk.Cancel(t.Context(), id, "x"), "retry": o.desk.Retry(t.Context(), id)} {
			if fault.KindOf(err) != fault.Conflict {
				t.Errorf("%s of a job that is done: %v", name, err)
			}
		}
		const none = "0198c000-0000-7000-8000-000000000000"
		for name, err := range map[string]error{
			"cancel": o.desk.Cancel(t.Context(), none, "x"), "retry": o.desk.Retry(t.Context(), none), "file": o.desk.File(t.Context(), none, io.Discard),
		} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s of no job: %v", name, err)
			}
		}
		public := audience.With(t.Context(), audience.Lens{Audience: audience.Public})
		if _, err := o.desk.Job(public, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the public sees the owner's job: %v", err)
		}
	})
}

// A job sees what its orderer may see, wherever it is worked.
func TestLensTravels(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		lens := audience.Lens{Audience: audience.Office, Released: true}
		seen := make(chan audience.Lens, 1)
		o := start(t, url, 1, nil, doing("look", func(ctx context.Context, _ job.Task) (any, error) {
			seen <- audience.Of(ctx)
			return nil, nil
		}))
		id, err := o.desk.Start(audience.With(t.Context(), lens), job.Order{Kind: "look"})
		check(t, err)
		if got := <-seen; got != lens {
			t.Errorf("the work sees %+v, its orderer %+v", got, lens)
		}
		if j := o.ended(t, id); j.Lens != lens {
			t.Errorf("kept is %+v", j.Lens)
		}
	})
}

// A file of several pieces comes out as it went in.
func TestFile(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		content := []byte(strings.Repeat("Stadtteil;Wert\n", 100_000))
		o := start(t, url, 1, nil, doing("write", func(ctx context.Context, task job.Task) (any, error) {
			for _, part := range [][]byte{content[:100], content} { // a second file replaces the first
				file, err := task.Create(ctx, "Werte Ä.csv", "text/csv")
				if err != nil {
					return nil, err
				}
				if _, err := file.Write(part); err != nil {
					return nil, err
				}
				if err := file.Close(); err != nil {
					return nil, err
				}
			}
			return nil, nil
		}))
		id := o.order(t, "write", nil)
		j := o.ended(t, id)
		if j.File == nil || j.File.Name != "Werte Ä.csv" || j.File.Size != int64(len(content)) || len(j.File.Digest) != 64 {
			t.Fatalf("the file is %+v", j.File)
		}
		var got strings.Builder
		check(t, o.desk.File(t.Context(), id, &got))
		if got.String() != string(content) {
			t.Errorf("%d bytes came out of %d", got.Len(), len(content))
		}
		n, err := o.ForgetJobs(t.Context(), time.Now().Add(time.Minute))
		check(t, err)
		if _, err := o.desk.Job(t.Context(), id); n != 1 || fault.KindOf(err) != fault.NotFound {
			t.Errorf("forgotten are %d, the job gives %v", n, err)
		}
	})
}

// Old results go by themselves, and what is under way stays.
func TestTidied(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		o := start(t, url, 1, func(c *jobs.Config) { c.Keep = 10 * time.Millisecond }, steps(nil))
		id := o.order(t, "steps", 1)
		o.ended(t, id)
		check(t, o.queue.Stop(t.Context()))
		time.Sleep(20 * time.Millisecond)
		again := start(t, url, 1, func(c *jobs.Config) { c.Keep = 10 * time.Millisecond }, steps(nil))
		stay := again.order(t, "steps", 1_000_000)
		n, err := again.ForgetJobs(t.Context(), time.Now())
		check(t, err)
		list, err := again.desk.Overview(t.Context())
		check(t, err)
		if n > 1 || len(list.Jobs) != 1 || list.Jobs[0].ID != stay {
			t.Errorf("%d forgotten, left are %+v", n, list.Jobs)
		}
	})
}

// The overview puts first what concerns its reader.
func TestOverview(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		began := make(chan string, 4)
		o := start(t, url, 1, nil, steps(began), doing("refuse", func(context.Context, job.Task) (any, error) {
			return nil, fault.New(fault.Conflict, "test", "Schon da.", "There already.")
		}))
		o.ended(t, o.order(t, "steps", 1))
		<-began
		o.ended(t, o.order(t, "refuse", nil))
		o.ended(t, o.order(t, "steps", 1))
		<-began
		running := o.order(t, "steps", 10_000)
		<-began
		o.order(t, "steps", 10_000)
		list, err := o.desk.Overview(t.Context())
		check(t, err)
		var states []job.State
		for _, j := range list.Jobs {
			states = append(states, j.State)
		}
		want := []job.State{job.Running, job.Waiting, job.Refused, job.Done, job.Done}
		if !slices.Equal(states, want) || list.Jobs[0].ID != running || list.Running != 1 || list.Waiting != 1 || list.Failed != 1 || list.Done != 2 {
			t.Errorf("the overview is %v: %+v", states, list)
		}
	})
}
