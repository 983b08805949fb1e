// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package privacy is the desk of those who answer for personal data: what is
// kept of whom and how long, what has to go when its time is over, and that
// what was deleted is really gone, also from files, journals and copies.
package privacy

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/city/privacy"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Purged says what was done to the files of a database.
type Purged struct {
	Rewritten []string      `json:"rewritten,omitempty"` // tables; "*": the whole file
	Journal   bool          `json:"journal"`             // the journal is empty, or a checkpoint was made
	Took      time.Duration `json:"took"`
}

// Files are the files of the database.
type Files interface {
	Purge(ctx context.Context, tables []string) (Purged, error)
}

// Book is where jobs are ordered and kept.
type Book interface {
	AddJob(ctx context.Context, o job.Order) (id string, err error)
	Jobs(ctx context.Context, limit int, states ...job.State) ([]job.Job, error)
}

// Record is the record of what was done.
type Record interface {
	Note(ctx context.Context, e audit.Event) error
	Trail(ctx context.Context, q audit.Query) ([]audit.Entry, error)
	WipeAccount(ctx context.Context, account int64, after string) error
}

// Task removes what is older than its time.
type Task struct {
	Key  string
	Name text.Text
	Term text.Text // how long it is kept
	// Do removes and returns how many.
	Do func(ctx context.Context, now time.Time) (int64, error)
}

// Eraser removes what is kept of an account (its number) or of a contact (the
// key of its reporter); nothing is there already where it was removed.
type Eraser func(ctx context.Context, key string) error

// Desk is safe for use by several goroutines once it is set up.
type Desk struct {
	files   Files
	book    Book
	record  Record
	now     func() time.Time
	tasks   []Task
	erasers map[string]Eraser
	copies  func(ctx context.Context) (Copies, error) // nil: nobody knows
	apart   Apart                                     // nil: no list is kept apart
}

// Copies says how long what is in the database now will be in copies of it.
type Copies struct {
	Until  time.Time // when the last of them ages out; zero: nobody knows
	ByHand int       // copies that stay until somebody deletes them
}

// Apart is where the list of erasures is kept beside the database, so that a
// copy that is put in its place can be told what was erased since it was made.
type Apart interface {
	// Keep adds what is not there yet.
	Keep(list []privacy.Erasure) error
}

// New returns the desk. now tells the time.
func New(files Files, book Book, record Record, now func() time.Time) *Desk {
	return &Desk{files: files, book: book, record: record, now: now, erasers: map[string]Eraser{}}
}

// Retain adds tasks to the daily job.
func (d *Desk) Retain(tasks ...Task) { d.tasks = append(d.tasks, tasks...) }

// Tasks lists what the daily job removes.
func (d *Desk) Tasks() []Task { return d.tasks }

// Erase says how a kind of object is erased once more after a restore.
func (d *Desk) Erase(object string, how Eraser) { d.erasers[object] = how }

// AskCopies says who knows until when copies of the database are kept.
func (d *Desk) AskCopies(how func(ctx context.Context) (Copies, error)) { d.copies = how }

// KeepApart says where the list of erasures is kept beside the database.
func (d *Desk) KeepApart(a Apart) { d.apart = a }

// held is how long copies may hold what is in the database now. Where nobody
// knows, or the copies cannot be listed, they are taken to be kept for a usual
// time: nobody must be kept from deleting by a folder that cannot be read.
func (d *Desk) held(ctx context.Context) Copies {
	if d.copies != nil {
		if c, err := d.copies(ctx); err == nil && !c.Until.IsZero() {
			return c
		}
	}
	return Copies{Until: d.now().Add(privacy.CopiesKept)}
}

// The kinds of objects whose deletion has to be done again after a restore.
const (
	Account = audit.AccountObject
	Contact = "contact"
)

// Erased is told after something personal was deleted from its tables. It keeps
// a record that says until when copies may still hold it, and orders that the
// files be purged.
func (d *Desk) Erased(ctx context.Context, object, key string) error {
	const op = "privacy.Erased"
	if err := d.keep(ctx, privacy.Erasure{Object: object, Key: key, At: d.now()}); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, d.Gone(ctx))
}

// Erasing is what Erased keeps, as JSON, for whoever records it in the
// transaction that deletes.
func (d *Desk) Erasing(ctx context.Context, object, key string) (string, error) {
	after, err := d.stated(ctx, privacy.Erasure{Object: object, Key: key, At: d.now()})
	return after, fault.Wrap("privacy.Erasing", err)
}

// Gone orders that the files be purged, after something personal was deleted or
// replaced, and adds it to the list that is kept apart. Where that cannot be
// written Watch says so and tries again: what was deleted is deleted.
func (d *Desk) Gone(ctx context.Context) error {
	_ = d.Sync(ctx)
	_, err := d.book.AddJob(ctx, order(audit.ActorOf(ctx).By, args{Purge: true}))
	return fault.Wrap("privacy.Gone", err)
}

// Sync adds to the list that is kept apart what the record says was erased.
func (d *Desk) Sync(ctx context.Context) error {
	if d.apart == nil {
		return nil
	}
	list, err := d.Erasures(ctx)
	if err == nil {
		err = d.apart.Keep(list)
	}
	return fault.Wrap("privacy.Sync", err)
}

// stated is what the record says of an erasure, as JSON.
func (d *Desk) stated(ctx context.Context, e privacy.Erasure) (string, error) {
	if e.CopiesUntil.IsZero() {
		c := d.held(ctx)
		e.CopiesUntil, e.ByHand = c.Until, c.ByHand
	}
	e.At, e.CopiesUntil = e.At.UTC().Truncate(time.Second), e.CopiesUntil.UTC().Truncate(time.Second)
	after, err := json.Marshal(map[string]privacy.Erasure{"erased": e})
	return string(after), err
}

// keep records an erasure.
func (d *Desk) keep(ctx context.Context, e privacy.Erasure) error {
	after, err := d.stated(ctx, e)
	if err != nil {
		return err
	}
	if e.Object == Account {
		var number int64
		if _, err := fmt.Sscan(e.Key, &number); err != nil {
			return err
		}
		return d.record.WipeAccount(ctx, number, after)
	}
	return d.record.Note(ctx, audit.Event{Kind: audit.Deletion, Object: audit.Object{Kind: e.Object, Key: e.Key}, After: after})
}

// Erasures lists what was erased and may still be in a copy, the newest first.
func (d *Desk) Erasures(ctx context.Context) ([]privacy.Erasure, error) {
	entries, err := d.record.Trail(ctx, audit.Query{Kind: audit.Deletion})
	if err != nil {
		return nil, fault.Wrap("privacy.Erasures", err)
	}
	list := []privacy.Erasure{}
	for _, e := range entries {
		var body struct{ Erased *privacy.Erasure }
		if json.Unmarshal([]byte(e.After), &body) == nil && body.Erased != nil {
			list = append(list, *body.Erased)
		}
	}
	return list, nil
}

// Reapply erases once more what a restored copy has brought back: all of list
// that its record does not know, because it happened after the copy was made.
// It returns how many.
func (d *Desk) Reapply(ctx context.Context, list []privacy.Erasure) (int, error) {
	const op = "privacy.Reapply"
	known, err := d.Erasures(ctx)
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	n := 0
	for _, e := range list {
		if slices.ContainsFunc(known, e.Same) {
			continue
		}
		how, ok := d.erasers[e.Object]
		if !ok {
			return n, fault.New(fault.Invalid, op, "Was „"+e.Object+"“ ist, weiß dieses Programm nicht. Die Liste gehört zu einem neueren Planraum.",
				"This program does not know what “"+e.Object+"” is. The list belongs to a newer Planraum.")
		}
		if err := how(ctx, e.Key); err != nil {
			return n, fault.Wrap(op, err)
		}
		if err := d.keep(ctx, e); err != nil {
			return n, fault.Wrap(op, err)
		}
		known = append(known, e)
		n++
	}
	if n > 0 {
		_, err = d.files.Purge(ctx, tables())
	}
	return n, fault.Wrap(op, err)
}

// Purge removes from the files what was deleted from the tables, now.
func (d *Desk) Purge(ctx context.Context) (Purged, error) {
	p, err := d.files.Purge(ctx, tables())
	return p, fault.Wrap("privacy.Purge", err)
}

// tables are those from which personal data are deleted. The record's entries
// hold numbers and roles only and are too many to be written anew each day.
func tables() []string {
	var list []string
	for _, t := range privacy.Register() {
		if t.IsPersonal() && t.Name != "audit_entry" {
			list = append(list, t.Name)
		}
	}
	return list
}
