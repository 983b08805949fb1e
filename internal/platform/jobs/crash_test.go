// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/platform/jobs"
	"planraum/internal/text"
)

// resuming is work of five parts that keeps each part, and hangs before the
// part that hangs says; it returns the parts that this attempt did.
func resuming(hangs int, say func(string)) job.Kind {
	return job.Kind{Name: "resuming", Label: text.Same("resuming"), Run: func(ctx context.Context, t job.Task) (any, error) {
		var kept, did []int
		if t.Checkpoint != nil {
			if err := json.Unmarshal(t.Checkpoint, &kept); err != nil {
				return nil, err
			}
		}
		if file, err := t.Create(ctx, "halb.csv", "text/csv"); err != nil {
			return nil, err
		} else if _, err := file.Write(make([]byte, 1<<20)); err != nil {
			return nil, err
		}
		for part := len(kept) + 1; part <= 5; part++ {
			if part == hangs {
				say("hangs")
				<-ctx.Done()
			}
			kept, did = append(kept, part), append(did, part)
			t.Report(int64(part), 5)
			if err := t.Keep(ctx, kept); err != nil {
				return nil, err
			}
		}
		return did, nil
	}}
}

// soon notices quickly that a worker has died. Only tests whose one living
// worker is the rescuer may be so impatient.
func soon(c *jobs.Config) { c.Lease = 400 * time.Millisecond }

// TestKilled kills a worker in the middle of a job; another one finishes it
// from its checkpoint, and what the dead one had written into a file is gone.
func TestKilled(t *testing.T) {
	if url := os.Getenv("PLANRAUM_JOBS_CHILD"); url != "" {
		start(t, url, 1, nil, resuming(3, func(s string) { fmt.Println("\n" + s) }))
		time.Sleep(time.Minute)
		return
	}
	databases(t, func(t *testing.T, url string) {
		o := open(t, url, soon, resuming(0, nil))
		id := o.order(t, "resuming", nil)
		workUntilKilled(t, url)
		if j, err := o.desk.Job(t.Context(), id); err != nil || j.State != job.Running || j.Attempt != 1 {
			t.Fatalf("after the kill the job is %+v, %v", j, err)
		}
		killed := time.Now()
		check(t, o.queue.Start(t.Context(), 1))
		j := o.ended(t, id)
		if j.State != job.Done || j.Attempt != 2 || string(j.Result) != "[3,4,5]" || j.File != nil {
			t.Errorf("the job came to %+v with %s", j, j.Result)
		}
		t.Logf("finished %v after the next worker began", time.Since(killed).Round(time.Millisecond))
		// The ticket of the dead worker is of no use to it any more.
		if mine, err := o.EndJob(t.Context(), job.Ticket{Job: id, Number: 1}, 0, 0, job.Ending{State: job.Failed, At: time.Now()}); err != nil || mine {
			t.Errorf("the old ticket still writes: %t, %v", mine, err)
		}
	})
}

// What kills its worker every time is given up.
func TestKilledEveryTime(t *testing.T) {
	databases(t, func(t *testing.T, url string) {
		o := open(t, url, func(c *jobs.Config) { soon(c); c.Attempts = 1 }, resuming(0, nil))
		id := o.order(t, "resuming", nil)
		workUntilKilled(t, url)
		check(t, o.queue.Start(t.Context(), 1))
		j := o.ended(t, id)
		if j.State != job.Failed || j.Failure == nil || !strings.Contains(j.Failure.Say.De, "gewaltsam beendet") {
			t.Errorf("the job came to %+v, failure %+v", j, j.Failure)
		}
	})
}

// workUntilKilled has a child work until it hangs, and kills it there.
func workUntilKilled(t *testing.T, url string) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	child.Env = append(os.Environ(), "PLANRAUM_JOBS_CHILD="+url)
	out, err := child.StdoutPipe()
	check(t, err)
	check(t, child.Start())
	hangs := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if hangs = hangs || lines.Text() == "hangs"; hangs {
			_ = child.Process.Kill()
		} else if text := lines.Text(); strings.Contains(text, "FAIL") {
			t.Log(text)
		}
	}
	_ = child.Wait()
	if !hangs {
		t.Fatal("the child ended before it hung")
	}
}
