// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package job holds the nouns of long work: what was ordered, how far it is and
// what became of it. How it is queued and worked is the platform's.
package job

import (
	"encoding/json"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// State says where a job stands.
type State string

// The states of a job. Only the last four are an end.
const (
	Waiting   State = "waiting"   // for a worker, or for its next attempt
	Running   State = "running"   // a worker has it
	Done      State = "done"      // with its result
	Refused   State = "refused"   // its input is at fault; every fault is kept
	Failed    State = "failed"    // the program or its surroundings are at fault
	Cancelled State = "cancelled" // somebody wished so; nothing was stored
)

// Label names the state.
func (s State) Label() text.Text {
	switch s {
	case Waiting:
		return text.T("wartet", "waiting")
	case Running:
		return text.T("läuft", "running")
	case Done:
		return text.T("fertig", "done")
	case Refused:
		return text.T("zurückgewiesen", "refused")
	case Cancelled:
		return text.T("abgebrochen", "cancelled")
	}
	return text.T("gescheitert", "failed")
}

// Ended reports whether nothing more happens by itself.
func (s State) Ended() bool { return s != Waiting && s != Running }

// Unsuccessful reports whether the job ended without its result, so that it may
// be tried once more.
func (s State) Unsuccessful() bool { return s == Refused || s == Failed || s == Cancelled }

// Order is what somebody wants done.
type Order struct {
	Kind  string
	Title text.Text // such as "Werte ausgeben (CSV)"
	Unit  text.Text // what its progress counts, such as rows
	Args  json.RawMessage
	By    string // role or office, never a person
	// Lens is what the orderer may see; the work sees no more.
	Lens audience.Lens
}

// Job is an order with what has become of it.
type Job struct {
	ID   string // UUIDv7, so that jobs sort by the time of their order
	Kind string
	Title,
	Unit text.Text
	Args json.RawMessage
	By   string
	// Acting is whom the record of what was done names for the job's work.
	Acting audit.Actor
	Lens   audience.Lens
	State  State
	// Done of Total Units; Total is 0 where it is not known.
	Done, Total int64
	Attempt     int // times begun
	CreatedAt   time.Time
	StartedAt   time.Time // of the last attempt; zero before the first
	EndedAt     time.Time // zero until it has ended
	CancelledBy string    // who wished that it ends; empty: nobody
	Failure     *Failure  // of the last attempt; nil where nothing failed
	Result      json.RawMessage
	Checkpoint  json.RawMessage // what an earlier attempt has kept
	File        *File           // nil where there is none
}

// Ticket is the right to work a job. A job that is handed out anew gets a new
// one, so that what a worker does that was taken for dead no longer counts.
type Ticket struct {
	Job    string
	Number int64
}

// Failure is why an attempt failed, as a person reads it.
type Failure struct {
	Kind string      `json:"kind"` // name of a fault.Kind
	Say  text.Text   `json:"say"`
	Rows []fault.Row `json:"rows"`
}

// FailureOf keeps of an error what a person may read.
func FailureOf(err error) *Failure {
	return &Failure{Kind: fault.KindOf(err).String(), Say: fault.SayOf(err), Rows: fault.RowsOf(err)}
}

// Err is the failure as an error again, with its kind, sentence and rows.
func (f *Failure) Err() error {
	for _, kind := range []fault.Kind{fault.Invalid, fault.NotFound, fault.Conflict, fault.Forbidden, fault.Unavailable} {
		if kind.String() == f.Kind {
			return &fault.Error{Kind: kind, Op: "job", Say: f.Say, Rows: f.Rows}
		}
	}
	return &fault.Error{Kind: fault.Internal, Op: "job", Say: f.Say, Rows: f.Rows}
}

// Ending is what becomes of an attempt. With the state Waiting there will be
// another one.
type Ending struct {
	State   State
	Failure *Failure
	Result  json.RawMessage
	At      time.Time
}

// File is a file that a job has made.
type File struct {
	Name, Media string
	Size        int64  // bytes
	Digest      string // SHA-256, hexadecimal
}

// Pulse is a sign of life of the worker that has a job.
type Pulse struct {
	Ticket
	Holder  string
	Attempt int
	Beat    int64 // grows while the worker lives
}
