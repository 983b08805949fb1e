// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package health is the desk at which administrators and machines ask whether
// the program works: the database, the queue of long work, the disk, the last
// backup, and what went wrong since the start. It holds no name, text or count
// of anybody.
package health

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"planraum/internal/fault"
)

// Database is what a database says of itself. Sizes are bytes; -1 is unknown.
type Database struct {
	Kind   string // sqlite or postgresql
	Folder string // in which the file lies; empty where another machine keeps it
	Size   int64
	WAL    int64 // of the journal beside the file
	// Schema is the last migration that was run, Newest the last one that this
	// program knows.
	Schema, Newest int64
	// RecordStuck says that no entry can be added to the record of what was done:
	// its end is gone, or something stands behind it. Then nothing can be changed.
	RecordStuck bool
	Waits       int64         // how often a writer of this process began
	Waited      time.Duration // what they waited for their turn, all together
}

// Queue counts the jobs by what became of them. Ended jobs are forgotten after
// some time.
type Queue struct {
	Waiting, Running, Done, Cancelled, Refused, Failed int
	Oldest                                             time.Time // when the oldest that waits was ordered; zero: none waits
}

// Fault counts what went wrong in one way since the start.
type Fault struct {
	What  string // what the program wrote into its log, a fixed sentence
	Kind  string // of the error vocabulary; empty where there was no error
	Count int64
	Last  time.Time
}

// Store is what the desk asks of the database.
type Store interface {
	Condition(ctx context.Context) (Database, error)
	JobTally(ctx context.Context) (Queue, error)
	Position(ctx context.Context) (int64, error)
}

// Workers work jobs in this process.
type Workers interface {
	Working() bool
}

// Backups know when the last backup was made and read back; a zero time: never.
type Backups interface {
	LastBackup(ctx context.Context) (time.Time, error)
}

// Sessions know how many browsers are signed in.
type Sessions interface {
	SignedIn(ctx context.Context) (int, error)
}

// Outside is what the desk is told by the machine and the program.
type Outside struct {
	Store    Store
	Workers  Workers
	Backups  Backups  // nil: the program does not know of backups
	Sessions Sessions // nil: nobody can sign in
	// Free returns the bytes that are free on the disk of a folder; of that of
	// temporary files where it is empty.
	Free   func(folder string) (int64, error)
	Faults func() []Fault
	Now    func() time.Time
	// Version is the program's; Started when it began.
	Version string
	Started time.Time
}

// Phase is where the program stands between its start and its end.
type Phase int32

// The phases.
const (
	Starting Phase = iota
	Serving
	Stopping
)

// Desk is safe for use by several goroutines.
type Desk struct {
	Outside
	phase   atomic.Int32
	needs   atomic.Bool // jobs are to be worked here
	minimum atomic.Int64

	mu     sync.Mutex // guards what follows, and lets one look at a time
	looked time.Time
	found  []Trouble
}

// MinimumFree is how many bytes have to be free on the disk for the program to
// call itself ready, where nothing else is said.
const MinimumFree = 200 << 20

// New returns a desk of a program that is starting.
func New(o Outside) *Desk {
	d := &Desk{Outside: o}
	d.minimum.Store(MinimumFree)
	return d
}

// Expect says what being ready takes: whether jobs are worked in this process,
// and how many bytes are free on the disk.
func (d *Desk) Expect(working bool, free int64) {
	d.needs.Store(working)
	d.minimum.Store(free)
}

// Enter says that a phase begins.
func (d *Desk) Enter(p Phase) { d.phase.Store(int32(p)) }

// Phase returns the phase that has begun.
func (d *Desk) Phase() Phase { return Phase(d.phase.Load()) }

// Report is the state of the program at a moment.
type Report struct {
	Version      string
	Started, Now time.Time
	Phase        Phase
	Database     Database
	Free         int64 // bytes on the disk; -1: unknown
	Minimum      int64 // bytes that have to be free
	Position     int64 // of the ledger
	Queue        Queue
	Faults       []Fault // latest first
	Backup       Backup
	Sessions     int       // browsers that are signed in; -1: nobody can sign in
	Troubles     []Trouble // why the program is not ready; none: it is
}

// Backup is what is known of the last backup.
type Backup struct {
	Known bool // the program knows of backups
	Last  time.Time
}

// Report gathers the state. What cannot be found out is -1 or zero, and a
// trouble says why.
func (d *Desk) Report(ctx context.Context) (Report, error) {
	const op = "health.Report"
	r := Report{Version: d.Version, Started: d.Started, Now: d.Now(), Phase: d.Phase(), Minimum: d.minimum.Load(), Faults: d.Faults(), Troubles: d.Troubles(ctx)}
	var err error
	if r.Database, err = d.Store.Condition(ctx); err != nil {
		return r, fault.Wrap(op, err)
	}
	if r.Free, err = d.Free(r.Database.Folder); err != nil {
		r.Free = -1
	}
	if r.Queue, err = d.Store.JobTally(ctx); err != nil {
		return r, fault.Wrap(op, err)
	}
	if r.Position, err = d.Store.Position(ctx); err != nil {
		return r, fault.Wrap(op, err)
	}
	if r.Sessions = -1; d.Sessions != nil {
		if r.Sessions, err = d.Sessions.SignedIn(ctx); err != nil {
			return r, fault.Wrap(op, err)
		}
	}
	if d.Backups == nil {
		return r, nil
	}
	r.Backup.Known = true
	r.Backup.Last, err = d.Backups.LastBackup(ctx)
	return r, fault.Wrap(op, err)
}
