// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package steering is the desk of the task force: bodies with their members, meetings
// with agenda and minutes, decisions, and what a body hands over when it ends.
package steering

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
)

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAllAfter records new versions, all or none; a Conflict where one of them
	// was overtaken.
	AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error
}

// Desk keeps the bodies of steering.
type Desk struct{ registers Registers }

// New returns the desk.
func New(r Registers) *Desk { return &Desk{r} }

// Act says who does something: a role or office, on which day it is known, and when it
// is recorded.
type Act struct {
	By  string
	Day period.Date
	Now time.Time
}

// Held is a body, meeting or action with the number of its newest record.
type Held[T any] struct {
	Noun   T
	Record int64
}

// state is what was known of the bodies on a day.
type state struct {
	day      period.Date
	bodies   []Held[steering.Body]    // by key
	meetings []Held[steering.Meeting] // by day, then by body
	actions  []Held[steering.Action]  // by key
	offices  steering.Offices
	// papers are the numbers of papers as they are written, by their folded form; read
	// for plans of meetings only.
	papers map[string]string
}

// known reads what was known on a day; a zero day knows everything.
func (d *Desk) known(ctx context.Context, day period.Date) (state, error) {
	s := state{day: day}
	var err error
	if s.bodies, err = all[steering.Body](ctx, d.registers, register.Body, day); err != nil {
		return s, err
	}
	if s.meetings, err = all[steering.Meeting](ctx, d.registers, register.Round, day); err != nil {
		return s, err
	}
	slices.SortStableFunc(s.meetings, func(a, b Held[steering.Meeting]) int {
		if c := a.Noun.Day.Compare(b.Noun.Day); c != 0 {
			return c
		}
		return strings.Compare(a.Noun.Begins, b.Noun.Begins)
	})
	s.meetings = slices.DeleteFunc(s.meetings, func(m Held[steering.Meeting]) bool { return m.Noun.Day.IsZero() }) // counters
	if s.actions, err = all[steering.Action](ctx, d.registers, register.Action, day); err != nil {
		return s, err
	}
	s.offices, err = d.Offices(ctx, day)
	return s, err
}

// Offices are the offices, units and seats known on a day: who may own an action.
func (d *Desk) Offices(ctx context.Context, day period.Date) (steering.Offices, error) {
	return steering.ReadOffices(day, func(k register.Kind, asOf period.Date) ([]register.Record, error) {
		return d.registers.Records(ctx, k, asOf)
	})
}

func all[T any](ctx context.Context, from Registers, kind register.Kind, day period.Date) ([]Held[T], error) {
	records, err := from.Records(ctx, kind, day)
	if err != nil {
		return nil, err
	}
	list := make([]Held[T], len(records))
	for i, r := range records {
		list[i].Record = r.ID
		if err := json.Unmarshal(r.Body, &list[i].Noun); err != nil {
			return nil, fault.Wrap("steering.all("+string(kind)+" "+r.Key+")", err)
		}
	}
	return list, nil
}

// body finds a body.
func (s state) body(key string) (Held[steering.Body], error) {
	i := slices.IndexFunc(s.bodies, func(b Held[steering.Body]) bool { return b.Noun.Key == key })
	if i < 0 {
		return Held[steering.Body]{}, fault.New(fault.NotFound, "steering.body("+key+")",
			"Ein Gremium „"+key+"“ ist zu diesem Stand nicht bekannt.", "A body “"+key+"” is not known as of this date.")
	}
	return s.bodies[i], nil
}

// meeting finds a meeting by its key.
func (s state) meeting(key string) (Held[steering.Meeting], error) {
	i := slices.IndexFunc(s.meetings, func(m Held[steering.Meeting]) bool { return m.Noun.Key() == key })
	if i < 0 {
		return Held[steering.Meeting]{}, fault.New(fault.NotFound, "steering.meeting("+key+")",
			"Eine Sitzung „"+key+"“ ist zu diesem Stand nicht bekannt.", "A meeting “"+key+"” is not known as of this date.")
	}
	return s.meetings[i], nil
}

// change is what one act records, all or nothing.
type change struct {
	act  Act
	what string // key of what it is about, for the history
	next []register.Next
	err  error
}

func (c *change) put(kind register.Kind, key string, noun any, after int64) {
	body, err := json.Marshal(noun)
	if c.err == nil && err != nil {
		c.err = err
	}
	c.next = append(c.next, register.Next{Record: register.Record{Kind: kind, Key: key, KnownFrom: c.act.Day, Body: body}, After: after})
}

// rest asks that something is still as it was read, at its newest record.
func (c *change) rest(kind register.Kind, key string, after int64) {
	c.next = append(c.next, register.Next{Record: register.Record{Kind: kind, Key: key}, After: after, Only: true})
}

// newest is the number of an entry's newest record, whatever day it is known from; 0
// where there is none.
func (d *Desk) newest(ctx context.Context, kind register.Kind, key string) (register.Record, error) {
	versions, err := d.registers.Versions(ctx, kind, key)
	return newestOf(versions), err
}

// newestOf is the record made last of an entry's versions.
func newestOf(versions []register.Record) register.Record {
	newest := register.Record{}
	for _, v := range versions {
		if v.ID > newest.ID {
			newest = v
		}
	}
	return newest
}

// record records a change. Who acts on an earlier day than something was changed is
// told, because one cannot change what was known before.
func (d *Desk) record(ctx context.Context, op string, kind register.Kind, c change) error {
	if c.err != nil {
		return fault.Wrap(op, c.err)
	}
	rows := 0
	for _, n := range c.next {
		if !n.Only {
			rows++
		}
	}
	batch := figure.Batch{Kind: string(kind), File: c.what, By: c.act.By, Rows: rows, RecordedAt: c.act.Now}
	err := d.registers.AppendAllAfter(ctx, batch, c.next)
	if fault.KindOf(err) == fault.Conflict {
		if later := d.later(ctx, c); later != nil {
			return fault.Wrap(op, later)
		}
	}
	return fault.Wrap(op, err)
}

// refuse turns faults into a refusal; nil where there are none.
func refuse(op string, rows []fault.Row) error {
	if len(rows) == 0 {
		return nil
	}
	return fault.Refuse(op, rows)
}
