// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Line is a body in a list.
type Line struct {
	steering.Body
	Running bool
	// Next is the next meeting from the day on that is planned or under way.
	Next *steering.Meeting
	// Actions are the open ones, Overdue those of them that are late.
	Actions, Overdue, Decisions int
}

// Bodies lists the bodies known on a day, those that run first, each after the body
// that it works for.
func (d *Desk) Bodies(ctx context.Context, day period.Date) ([]Line, error) {
	s, err := d.known(ctx, day)
	if err != nil {
		return nil, fault.Wrap("steering.Bodies", err)
	}
	list := make([]Line, len(s.bodies))
	for i, b := range s.bodies {
		list[i] = s.line(b.Noun)
	}
	slices.SortStableFunc(list, func(a, b Line) int {
		switch {
		case a.Running && !b.Running:
			return -1
		case b.Running && !a.Running:
			return 1
		}
		ka, kb := slices.Index(steering.BodyKinds(), a.Kind), slices.Index(steering.BodyKinds(), b.Kind)
		if ka != kb {
			return ka - kb
		}
		return b.Since.From.Compare(a.Since.From)
	})
	return list, nil
}

func (s state) line(b steering.Body) Line {
	l := Line{Body: b, Running: b.Running(s.day)}
	for _, m := range s.meetings {
		if m.Noun.Body != b.Key {
			continue
		}
		if m.Noun.State == steering.Closed {
			l.Decisions += len(m.Noun.Decisions())
		}
		if l.Next == nil && m.Noun.State != steering.Closed && m.Noun.State != steering.Cancelled && !m.Noun.Day.Before(s.day) {
			l.Next = &m.Noun
		}
	}
	for _, a := range s.actions {
		if a.Noun.Body == b.Key && !a.Noun.State.Ended() {
			l.Actions++
			if a.Noun.Overdue(s.day) {
				l.Overdue++
			}
		}
	}
	return l
}

// Sheet is all that is known of a body on a day.
type Sheet struct {
	Line
	Record   int64 // newest record of the body
	Parent   *steering.Body
	Children []steering.Body
	Meetings []steering.Meeting // by day
	Actions  []steering.Action  // open ones, the earliest due first
	Topics   []Point            // undecided items
	Decided  []steering.Decision
}

// Body returns what is known of a body; NotFound where it is not known on that day.
func (d *Desk) Body(ctx context.Context, key string, day period.Date) (Sheet, error) {
	op := "steering.Body(" + key + ")"
	s, err := d.known(ctx, day)
	if err != nil {
		return Sheet{}, fault.Wrap(op, err)
	}
	b, err := s.body(key)
	if err != nil {
		return Sheet{}, fault.Wrap(op, err)
	}
	sheet := Sheet{Line: s.line(b.Noun), Record: b.Record}
	for _, o := range s.bodies {
		switch {
		case o.Noun.Key == b.Noun.Parent:
			sheet.Parent = &o.Noun
		case o.Noun.Parent == key:
			sheet.Children = append(sheet.Children, o.Noun)
		}
	}
	for _, m := range s.meetings {
		if m.Noun.Body == key {
			sheet.Meetings = append(sheet.Meetings, m.Noun)
			if m.Noun.State == steering.Closed {
				sheet.Decided = append(sheet.Decided, m.Noun.Decisions()...)
			}
		}
	}
	slices.Reverse(sheet.Decided)
	for _, p := range s.points(key) {
		switch p.Kind {
		case TopicPoint:
			sheet.Topics = append(sheet.Topics, p)
		case ActionPoint:
			sheet.Actions = append(sheet.Actions, *p.action)
		}
	}
	slices.SortStableFunc(sheet.Actions, dueFirst)
	return sheet, nil
}

// dueFirst orders actions by due day; those without one come last.
func dueFirst(a, b steering.Action) int {
	if a.Due.IsZero() != b.Due.IsZero() {
		if a.Due.IsZero() {
			return 1
		}
		return -1
	}
	return a.Due.Compare(b.Due)
}

// SetUp records a body, new (seen 0) or changed. The topics left to it and
// its end stay.
func (d *Desk) SetUp(ctx context.Context, b steering.Body, seen int64, act Act) error {
	op := "steering.SetUp(" + b.Key + ")"
	s, err := d.known(ctx, act.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := s.admits(op, b, seen, act.Day); err != nil {
		return err
	}
	if old, err := s.body(b.Key); err == nil {
		b.Backlog, b.Ended, b.EndReason = old.Noun.Backlog, old.Noun.Ended, old.Noun.EndReason
	}
	b.KnownFrom, b.File, b.Line = act.Day, "", 0
	c := change{act: act, what: b.Key}
	c.put(register.Body, b.Key, b, seen)
	return d.record(ctx, op, register.Body, c)
}

// CheckBody names what would be refused of a body, nil if nothing.
func (d *Desk) CheckBody(ctx context.Context, b steering.Body, seen int64, day period.Date) error {
	s, err := d.known(ctx, day)
	if err != nil {
		return fault.Wrap("steering.CheckBody", err)
	}
	return s.admits("steering.CheckBody", b, seen, day)
}

func (s state) admits(op string, b steering.Body, seen int64, day period.Date) error {
	rows := b.Check()
	add := func(column, value, de, en string) {
		rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
	}
	if b.Since.From.After(day) {
		add("since", b.Since.String(), "ein Beginn bis zum "+day.In(text.De)+", dem Stand dieser Seite", "a beginning up to "+day.In(text.En)+", the date of this page")
	}
	for _, o := range s.bodies {
		if o.Noun.Key == b.Key && seen == 0 {
			add("key", b.Key, "ein Kürzel, das es noch nicht gibt", "a key that is not taken")
		}
		if o.Noun.Key != b.Key && o.Noun.Short == b.Short && b.Short != "" {
			add("short", b.Short, "ein Kurzname, den kein anderes Gremium hat: Beschlüsse werden nach ihm benannt", "a short name that no other body has: decisions are named by it")
		}
		if o.Noun.Key == b.Key && seen != 0 && o.Noun.Short != b.Short && s.line(o.Noun).Decisions > 0 {
			add("short", b.Short, "„"+o.Noun.Short+"“ wie bisher: Beschlüsse tragen ihn schon", "“"+o.Noun.Short+"” as before: decisions bear it already")
		}
	}
	rows = append(rows, s.leadFaults(b)...)
	if b.Parent != "" {
		switch parent, err := s.body(b.Parent); {
		case err != nil:
			add("parent", b.Parent, "ein Gremium, das es gibt", "a body that is there")
		case s.under(parent.Noun, b.Key):
			add("parent", b.Parent, "ein Gremium, das nicht für dieses arbeitet", "a body that does not work for this one")
		}
	}
	return refuse(op, rows)
}

// under reports whether a body works for another one, directly or not.
func (s state) under(b steering.Body, key string) bool {
	for range len(s.bodies) + 1 {
		if b.Key == key {
			return true
		}
		up, err := s.body(b.Parent)
		if err != nil {
			return false
		}
		b = up.Noun
	}
	return true // a circle
}

// Successor is a body that may take over from one.
type Successor struct {
	steering.Body
	// Changed is the last day after the day asked for on which it was changed: its list of
	// topics takes nothing more before it. Zero: it was not.
	Changed period.Date
}

// Successors lists the bodies that may take over from one: those that run.
func (d *Desk) Successors(ctx context.Context, key string, day period.Date) ([]Successor, error) {
	s, err := d.known(ctx, day)
	if err != nil {
		return nil, fault.Wrap(fmt.Sprintf("steering.Successors(%s)", key), err)
	}
	var list []Successor
	for _, b := range s.bodies {
		if b.Noun.Key == key || !b.Noun.Running(day) {
			continue
		}
		changed, err := d.changedAfter(ctx, b.Noun.Key, day)
		if err != nil {
			return nil, fault.Wrap(fmt.Sprintf("steering.Successors(%s)", key), err)
		}
		list = append(list, Successor{Body: b.Noun, Changed: changed})
	}
	return list, nil
}
