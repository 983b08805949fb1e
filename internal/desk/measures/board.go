// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
)

// Board is what a task force looks at first.
type Board struct {
	Overdue []Kept[steering.Action] // longest overdue first
	Soon    []Kept[steering.Action] // due within SoonDays
	Open    int                     // all that have not ended
	Off     []Effect                // measures, then actions, off their track
	Checks  []Effect                // whose check date lies within SoonDays, soonest first
	Running int                     // measures that have not ended
	Tasks   int                     // actions that have not ended and are expected to move a figure
	Unknown int                     // of both that are not in Off: how many cannot be judged yet
	Goals   []Goal
	Rounds  []Round // next meetings, soonest first
}

// SoonDays is how many days ahead a due date is called soon.
const SoonDays = 28

// Round is a meeting that is to come.
type Round struct {
	Key, Body, Name string   // the meeting's and the body's key, the body's name
	Title           []string // of its items
	Place, Begins   string
	On              period.Date
}

// shownRounds is how many meetings to come are listed.
const shownRounds = 5

// Board gathers what a task force looks at first, as of a date.
func (d *Desk) Board(ctx context.Context, asOf period.Date) (Board, error) {
	const op = "measures.Board"
	var b Board
	actions, err := d.Actions(ctx, asOf, Filter{State: NotEnded})
	if err != nil {
		return b, fault.Wrap(op, err)
	}
	b.Open = len(actions)
	for _, k := range actions {
		switch due := k.It.Due; {
		case k.It.Overdue(asOf):
			b.Overdue = append(b.Overdue, k)
		case !due.IsZero() && !due.After(asOf.AddDays(SoonDays)):
			b.Soon = append(b.Soon, k)
		}
	}
	if err := d.boardEffects(ctx, &b, asOf); err != nil {
		return b, fault.Wrap(op, err)
	}
	if b.Goals, err = d.Goals(ctx, asOf); err != nil {
		return b, fault.Wrap(op, err)
	}
	b.Rounds, err = d.rounds(ctx, asOf)
	return b, fault.Wrap(op, err)
}

// boardEffects gathers what is expected to move a figure.
func (d *Desk) boardEffects(ctx context.Context, b *Board, asOf period.Date) error {
	courses, err := d.Courses(ctx, asOf)
	if err != nil {
		return err
	}
	for _, c := range courses {
		if !c.Ended {
			b.Running++
		}
		b.put(c.Effect, asOf)
	}
	tasks, err := d.Tasks(ctx, asOf)
	for _, t := range tasks {
		if !t.Ended {
			b.Tasks++
		}
		b.put(t.Effect, asOf)
	}
	slices.SortStableFunc(b.Checks, func(a, b Effect) int { return checkFirst(a.Mover, b.Mover) })
	return err
}

func (b *Board) put(e Effect, asOf period.Date) {
	if len(e.Off) > 0 {
		b.Off = append(b.Off, e)
	} else if !e.Ended && !e.Judged() {
		b.Unknown++
	}
	if x := e.Expect; x != nil && !e.GivenUp && !x.Check.Before(asOf) && !x.Check.After(asOf.AddDays(SoonDays)) {
		b.Checks = append(b.Checks, e)
	}
}

// rounds are the next meetings of all bodies. Records without a day only count
// decisions.
func (d *Desk) rounds(ctx context.Context, asOf period.Date) ([]Round, error) {
	records, err := d.registers.Records(ctx, register.Round, asOf)
	if err != nil {
		return nil, err
	}
	bodies, err := d.registers.Records(ctx, register.Body, asOf)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, r := range bodies {
		var b steering.Body
		if err := json.Unmarshal(r.Body, &b); err != nil {
			return nil, fault.Wrap("measures.rounds("+r.Key+")", err)
		}
		names[b.Key] = b.Name
	}
	var list []Round
	for _, r := range records {
		var m steering.Meeting
		if err := json.Unmarshal(r.Body, &m); err != nil {
			return nil, fault.Wrap("measures.rounds("+r.Key+")", err)
		}
		if m.Day.IsZero() || m.Day.Before(asOf) || m.State == steering.Cancelled || m.State == steering.Closed {
			continue
		}
		one := Round{Key: r.Key, Body: m.Body, Name: cmp.Or(names[m.Body], m.Body), Place: m.Place, Begins: m.Begins, On: m.Day}
		for _, item := range m.Agenda {
			one.Title = append(one.Title, item.Title)
		}
		list = append(list, one)
	}
	slices.SortStableFunc(list, func(a, b Round) int { return a.On.Compare(b.On) })
	return list[:min(len(list), shownRounds)], nil
}
