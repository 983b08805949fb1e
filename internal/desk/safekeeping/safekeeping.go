// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package safekeeping is the desk that has the city's data copied regularly,
// lets old copies age out, and says which copies there are and how long.
package safekeeping

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/backup"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Copies makes, lists and removes copies of the installation's database.
type Copies interface {
	// Make puts a copy into a folder, to be kept for days; 0: until somebody
	// deletes it. tell is called with how far it is, in hundredths.
	Make(ctx context.Context, folder string, days int, tell func(percent int64)) (backup.Copy, error)
	List(folder string) ([]backup.Copy, error)
	Remove(c backup.Copy) error
}

// Book is where jobs are ordered and kept.
type Book interface {
	AddJob(ctx context.Context, o job.Order) (id string, err error)
	Jobs(ctx context.Context, limit int, states ...job.State) ([]job.Job, error)
}

// Desk is safe for use by several goroutines.
type Desk struct {
	copies Copies
	book   Book
	record Record // nil: what is done is not taken down
	now    func() time.Time

	mu       sync.Mutex // guards what follows
	schedule backup.Schedule
}

// New returns a desk without a schedule.
func New(c Copies, b Book, now func() time.Time) *Desk { return &Desk{copies: c, book: b, now: now} }

// TellTo says where what is done to copies is taken down.
func (d *Desk) TellTo(r Record) { d.record = r }

// Kind names jobs that make a backup.
const Kind = "backup"

// unsuccessful is the pause after a job that failed.
const unsuccessful = time.Hour

// Follow sets the schedule. Folders, pauses and days that make no sense are
// refused.
func (d *Desk) Follow(s backup.Schedule) error {
	const op = "safekeeping.Follow"
	if s.Every < time.Minute {
		return fault.New(fault.Invalid, op, "Zwischen zwei Sicherungen liegt mindestens eine Minute.", "Between two backups lies at least one minute.")
	}
	if s.Keep < 1 || s.Keep > 36500 {
		return fault.New(fault.Invalid, op, "Sicherungen werden mindestens einen Tag und höchstens 36500 Tage aufbewahrt.", "Backups are kept for at least one day and at most 36500 days.")
	}
	if _, err := d.copies.List(s.To); err != nil {
		return fault.Wrap(op, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.schedule = s
	return nil
}

// Schedule returns the schedule; false where there is none in this process.
func (d *Desk) Schedule() (backup.Schedule, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.schedule, d.schedule.To != ""
}

// List returns the copies in the schedule's folder, the newest first, each with
// the moment at which it ages out; none without a schedule.
func (d *Desk) List() ([]backup.Copy, error) {
	s, ok := d.Schedule()
	if !ok {
		return nil, nil
	}
	all, err := d.copies.List(s.To)
	return all, fault.Wrap("safekeeping.List", err)
}

// Last returns the newest copy; false where there is none. One of the future,
// made while the machine's clock was wrong, must not keep others from being made.
func (d *Desk) Last() (backup.Copy, bool, error) {
	all, err := d.List()
	newest, found := backup.Newest(slices.DeleteFunc(all, func(c backup.Copy) bool { return c.TakenAt.After(d.now()) }))
	return newest, found, err
}

// Held says how long the copies that there are will hold what is in the database
// now: until when the last of them ages out, and how many stay until somebody
// deletes them, because they were made by hand or cannot be read. It is zero
// without a schedule, as nobody knows then.
func (d *Desk) Held(ctx context.Context) (until time.Time, byHand int, err error) {
	const op = "safekeeping.Held"
	s, ok := d.Schedule()
	if !ok {
		return time.Time{}, 0, nil
	}
	all, err := d.copies.List(s.To)
	if err != nil {
		return time.Time{}, 0, fault.Wrap(op, err)
	}
	until = d.now()
	// A copy under way may have begun before what is deleted now was.
	running, err := d.book.Jobs(ctx, 0, job.Running)
	if err != nil {
		return time.Time{}, 0, fault.Wrap(op, err)
	}
	if slices.ContainsFunc(running, func(j job.Job) bool { return j.Kind == Kind }) {
		until = s.AgesOut(until)
	}
	newest, _ := backup.Newest(all)
	for _, c := range all {
		switch {
		case c.Unreadable != nil || c.AgesOut.IsZero():
			byHand++
		case c.Path == newest.Path: // which stays until there is a newer one
			until = latest(until, c.AgesOut, c.TakenAt.Add(s.Every))
		default:
			until = latest(until, c.AgesOut)
		}
	}
	return until, byHand, nil
}

func latest(times ...time.Time) time.Time { return slices.MaxFunc(times, time.Time.Compare) }

// Next is when the next copy is due; false without a schedule. A job that has
// failed is tried again after an hour, or sooner where copies are made oftener.
func (d *Desk) Next(ctx context.Context) (time.Time, bool, error) {
	s, ok := d.Schedule()
	if !ok {
		return time.Time{}, false, nil
	}
	next := d.now()
	// A folder that cannot be read is for a job to say, where everybody sees it.
	if last, found, err := d.Last(); found && err == nil {
		next = last.TakenAt.Add(s.Every)
	}
	failed, is, err := d.Failed(ctx)
	if err != nil {
		return time.Time{}, true, err
	}
	if again := failed.EndedAt.Add(min(unsuccessful, s.Every)); is && again.After(next) {
		next = again
	}
	return next, true, nil
}

// Failed returns the newest job of a backup if it ended without one, so that a
// page can say so; false where the newest went well.
func (d *Desk) Failed(ctx context.Context) (job.Job, bool, error) {
	ended, err := d.book.Jobs(ctx, 0, job.Done, job.Refused, job.Failed, job.Cancelled)
	if err != nil {
		return job.Job{}, false, fault.Wrap("safekeeping.Failed", err)
	}
	for _, j := range ended {
		if j.Kind == Kind {
			return j, j.State != job.Done, nil
		}
	}
	return job.Job{}, false, nil
}

// Order is the order to make a copy now.
func Order(by string) job.Order { return order(by, false) }

// args say whether a copy is made only if one is due, so that programs over one
// database do not make it twice.
type args struct {
	Due bool `json:"due"`
}

func order(by string, due bool) job.Order {
	body, _ := json.Marshal(args{due}) // which cannot fail
	return job.Order{
		Kind: Kind, By: by, Args: body, Unit: text.T("Prozent", "per cent"),
		Title: text.T("Datenbank sichern", "Back up the database"),
		// The work looks at no figure; that there is a backup every office may know.
		Lens: audience.Lens{Audience: audience.Office},
	}
}

// By is who orders the copies of the schedule.
const By = "Zeitplan"
