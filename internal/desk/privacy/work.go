// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package privacy

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Kind names the job that removes what is older than its time.
const Kind = "retention"

// every is the time between two runs of the job.
const every = 24 * time.Hour

// args of a job. Nothing of what is to go stands there.
type args struct {
	Purge bool `json:"purge,omitempty"` // only the files, because something was deleted
}

// Result is what a job did: how many each task removed.
type Result struct {
	Removed map[string]int64 `json:"removed"`
	Purged  *Purged          `json:"purged,omitempty"` // nil: nothing had to be
}

func order(by string, a args) job.Order {
	if by == "" {
		by = audit.Program.By
	}
	body, _ := json.Marshal(a) // a truth always can be written
	title := text.T("Löschfristen", "retention")
	if a.Purge {
		title = text.T("Gelöschtes aus den Dateien entfernen", "remove from the files what was deleted")
	}
	return job.Order{Kind: Kind, Title: title, Unit: text.T("Aufgaben", "tasks"), Args: body, By: by, Lens: audience.Unfiltered}
}

// Work is the work behind the job.
func (d *Desk) Work() job.Kind {
	return job.Kind{Name: Kind, Label: text.T("Löschfristen", "retention"), Run: d.run}
}

func (d *Desk) run(ctx context.Context, t job.Task) (any, error) {
	var a args
	if err := json.Unmarshal(t.Args, &a); err != nil {
		return nil, fault.Wrap("privacy.run", err)
	}
	result := Result{Removed: map[string]int64{}}
	gone := a.Purge
	total := int64(len(d.tasks) + 1)
	for i, task := range d.tasks {
		if a.Purge {
			break
		}
		n, err := task.Do(ctx, d.now())
		if err != nil {
			return nil, fault.Wrap("privacy.run "+task.Key, err)
		}
		result.Removed[task.Key] = n
		gone = gone || n > 0
		t.Report(int64(i+1), total)
	}
	if gone {
		p, err := d.Purge(ctx)
		if err != nil {
			return nil, err
		}
		result.Purged = &p
	}
	t.Report(total, total)
	return result, nil
}

// Run does the work of the job at once and returns what it did.
func (d *Desk) Run(ctx context.Context) (Result, error) {
	body, _ := json.Marshal(args{})
	result, err := d.run(ctx, job.Task{Args: body, Report: func(int64, int64) {}})
	if err != nil {
		return Result{}, err
	}
	return result.(Result), nil
}

// looks is the time between two looks whether a run is due.
const looks = 10 * time.Minute

// Watch orders a run whenever one is due, until ctx ends. What it could not do
// it tells complain, and tries again.
func (d *Desk) Watch(ctx context.Context, complain func(error)) {
	ticker := time.NewTicker(looks)
	defer ticker.Stop()
	for {
		if err := d.Look(ctx); err != nil && ctx.Err() == nil {
			complain(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Look orders a run if the last one was ordered a day ago, and sees to it that
// the list that is kept apart is whole. Of several processes that look at the
// same moment each may order a run; the second finds nothing.
func (d *Desk) Look(ctx context.Context) error {
	return errors.Join(d.Sync(ctx), d.look(ctx))
}

func (d *Desk) look(ctx context.Context) error {
	const op = "privacy.Look"
	all, err := d.Runs(ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, r := range all {
		if !r.Files && (!r.State.Ended() || d.now().Sub(r.CreatedAt) < every) {
			return nil
		}
	}
	_, err = d.book.AddJob(audit.WithActor(ctx, audit.Program), order("", args{}))
	return fault.Wrap(op, err)
}

// Ran is a run of the job.
type Ran struct {
	job.Job
	Files  bool   // only the files, because something was deleted
	Result Result // empty until it is done
}

// Runs lists the runs, the newest first.
func (d *Desk) Runs(ctx context.Context) ([]Ran, error) {
	jobs, err := d.book.Jobs(ctx, 0)
	if err != nil {
		return nil, fault.Wrap("privacy.Runs", err)
	}
	var list []Ran
	for _, j := range jobs {
		if j.Kind != Kind {
			continue
		}
		r := Ran{Job: j}
		var a args
		if err := json.Unmarshal(j.Args, &a); err != nil {
			return nil, fault.Wrap("privacy.Runs", err)
		}
		r.Files = a.Purge
		if j.State == job.Done {
			if err := json.Unmarshal(j.Result, &r.Result); err != nil {
				return nil, fault.Wrap("privacy.Runs", err)
			}
		}
		list = append(list, r)
	}
	return list, nil
}
