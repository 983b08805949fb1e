// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package safekeeping

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/backup"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Work is the work behind Order.
func (d *Desk) Work() job.Kind {
	return job.Kind{Name: Kind, Label: text.T("Sicherung", "backup"), Run: d.run}
}

// Result is what a job has made and removed. Names are without their folder.
type Result struct {
	Made     string    `json:"made,omitempty"` // empty: none was due
	Bytes    int64     `json:"bytes,omitempty"`
	Position int64     `json:"position,omitempty"`
	TakenAt  time.Time `json:"taken_at,omitzero"`
	AgesOut  time.Time `json:"ages_out,omitzero"`
	AgedOut  []string  `json:"aged_out"`
}

// ReadResult reads the result of a job.
func ReadResult(result []byte) (Result, error) {
	var r Result
	err := json.Unmarshal(result, &r)
	return r, fault.Wrap("safekeeping.ReadResult", err)
}

func (d *Desk) run(ctx context.Context, t job.Task) (any, error) {
	const op = "safekeeping.run"
	s, ok := d.Schedule()
	if !ok {
		return nil, fault.New(fault.Invalid, op, "Diesem Programm ist kein Ordner für Sicherungen genannt (--backup-to).", "This program was not told a folder for backups (--backup-to).")
	}
	var a args
	if err := json.Unmarshal(t.Args, &a); err != nil {
		return nil, fault.Wrap(op, err)
	}
	var result Result
	due := !a.Due
	if !due {
		last, found, err := d.Last()
		if err != nil {
			return nil, d.failed(ctx, op, err)
		}
		due = !found || !d.now().Before(last.TakenAt.Add(s.Every))
	}
	if due {
		made, err := d.copies.Make(ctx, s.To, s.Keep, func(percent int64) { t.Report(percent, 100) })
		if err != nil {
			return nil, d.failed(ctx, op, err)
		}
		if err := d.note(ctx, Made(made, nil)); err != nil {
			return nil, fault.Wrap(op, err)
		}
		t.Report(100, 100)
		result = Result{Made: filepath.Base(made.Path), Bytes: made.Bytes, Position: made.Position, TakenAt: made.TakenAt, AgesOut: made.AgesOut}
	}
	// Only now: what is old goes when something newer is there.
	var err error
	result.AgedOut, err = d.ageOut(ctx)
	return result, fault.Wrap(op, err)
}

// failed takes down that no copy was made, unless the job was broken off.
func (d *Desk) failed(ctx context.Context, op string, err error) error {
	if ctx.Err() == nil {
		err = errors.Join(err, d.note(ctx, Made(backup.Copy{}, err)))
	}
	return fault.Wrap(op, err)
}

// ageOut removes the copies whose time has come and returns their names.
func (d *Desk) ageOut(ctx context.Context) ([]string, error) {
	all, err := d.List()
	if err != nil {
		return nil, err
	}
	gone := []string{}
	for _, c := range backup.Aged(all, d.now()) {
		if err := d.copies.Remove(c); err != nil {
			return gone, err
		}
		gone = append(gone, filepath.Base(c.Path))
		if err := d.note(audit.WithActor(ctx, audit.Program), agedOut(c)); err != nil {
			return gone, err
		}
	}
	return gone, nil
}

// looks is the time between two looks at the schedule.
const looks = 30 * time.Second

// Watch orders a copy whenever one is due, until ctx ends. What it could not do
// it tells complain, and tries again.
func (d *Desk) Watch(ctx context.Context, complain func(error)) {
	if _, ok := d.Schedule(); !ok {
		return
	}
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

// Look orders a copy if one is due and none is ordered, and lets age out what is
// old even where none is due.
func (d *Desk) Look(ctx context.Context) error {
	const op = "safekeeping.Look"
	next, ok, err := d.Next(ctx)
	if err != nil || !ok {
		return fault.Wrap(op, err)
	}
	if d.now().Before(next) {
		_, err := d.ageOut(ctx)
		return fault.Wrap(op, err)
	}
	open, err := d.book.Jobs(ctx, 0, job.Waiting, job.Running)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, j := range open {
		if j.Kind == Kind {
			return nil
		}
	}
	_, err = d.book.AddJob(ctx, order(By, true))
	return fault.Wrap(op, err)
}
