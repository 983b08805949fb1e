// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Effect is what is expected to move a figure, a measure or an action, with what came.
type Effect struct {
	measure.Mover
	Track *Track      // nil: nobody said what should move, or not by the as-of date
	Off   []text.Text // why it is off its track; none: it is not
}

// Task is an action with what came of what it is to move.
type Task struct {
	Kept[steering.Action]
	Effect
}

// effect sets beside what is expected of something what came by asOf.
func (d *Desk) effect(ctx context.Context, of measure.Moving, asOf period.Date) (Effect, error) {
	e := Effect{Mover: of.Mover()}
	if e.Expect == nil || e.Expect.Said.After(asOf) {
		return e, nil
	}
	t, err := d.Track(ctx, e.By, *e.Expect, asOf)
	if err != nil {
		return e, err
	}
	e.Track = &t
	e.Off = e.off()
	return e, nil
}

// Judged reports whether anything can be said of its course: an expectation stands beside
// a value that came.
func (e Effect) Judged() bool {
	return e.Track != nil && e.Track.Why == (text.Text{}) && e.Track.Came != nil
}

// off says why it is off its track.
func (e Effect) off() []text.Text {
	if e.Track.Why != (text.Text{}) || e.GivenUp {
		return nil
	}
	switch t := *e.Track; {
	case t.OffTrack() && t.Final:
		return []text.Text{text.T("am Prüftag kam weniger als die Hälfte des Erwarteten", "on the check date less than half of what was expected came")}
	case t.OffTrack():
		return []text.Text{text.T("bisher kam weniger als die Hälfte des bis dahin Erwarteten", "so far less than half of what was due came")}
	case t.Passed && !t.Final:
		return []text.Text{text.T("der Prüftag ist vorbei, sein Wert ist nicht bekannt", "the check date has passed, its value is not known")}
	}
	return nil
}

// Tasks lists the actions known on asOf that are expected to move a figure, by their
// check date.
func (d *Desk) Tasks(ctx context.Context, asOf period.Date) ([]Task, error) {
	const op = "measures.Tasks"
	all, err := known[steering.Action](ctx, d, register.Action, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var list []Task
	for _, k := range all {
		if k.It.Expect == nil {
			continue
		}
		t, err := d.task(ctx, k, asOf)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		list = append(list, t)
	}
	slices.SortStableFunc(list, func(a, b Task) int { return checkFirst(a.Mover, b.Mover) })
	return list, nil
}

func (d *Desk) task(ctx context.Context, k Kept[steering.Action], asOf period.Date) (Task, error) {
	e, err := d.effect(ctx, k.It, asOf)
	return Task{k, e}, err
}

// Task is one action with what came of what it is to move; NotFound where there is none.
func (d *Desk) Task(ctx context.Context, id string, asOf period.Date) (Task, error) {
	k, err := d.Action(ctx, id, asOf)
	if err != nil {
		return Task{}, err
	}
	t, err := d.task(ctx, k, asOf)
	return t, fault.Wrap("measures.Task("+id+")", err)
}

// checkFirst orders by check date, then as entered.
func checkFirst(a, b measure.Mover) int {
	return cmp.Or(a.Expect.Check.Compare(b.Expect.Check), cmp.Compare(a.By, b.By), strings.Compare(a.ID, b.ID))
}

// Expected lists the measures and actions known on asOf that are expected to move a
// figure, with what is to be seen of it, by their check date.
func (d *Desk) Expected(ctx context.Context, asOf period.Date) ([]measure.Seen, error) {
	const op = "measures.Expected"
	courses, err := d.Courses(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	tasks, err := d.Tasks(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	all, err := d.indicators(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var list []measure.Seen
	put := func(e Effect, version int64) {
		if e.Track != nil {
			s := e.seen()
			s.Record, s.Indicator = version, all[e.Expect.Indicator]
			list = append(list, s)
		}
	}
	for _, c := range courses {
		put(c.Effect, c.Version)
	}
	for _, t := range tasks {
		put(t.Effect, t.Version)
	}
	slices.SortStableFunc(list, func(a, b measure.Seen) int { return checkFirst(a.Mover, b.Mover) })
	return list, nil
}

// seen is an effect without the forecast behind it: its numbers are those of the last
// value, or of the check date where none came.
func (e Effect) seen() measure.Seen {
	t := *e.Track
	s := measure.Seen{Mover: e.Mover, Says: t.Sentence(), Off: e.Off}
	if t.Why != (text.Text{}) {
		return s
	}
	step, due := t.At, t.Expect.Change
	if t.Came != nil {
		step, due = t.Then, t.Due
	}
	day := t.Reckoned(step, t.Came)
	asked := func(v float64, item string) *measure.Asked {
		return &measure.Asked{Value: v, Ref: Ref(e.Key(), item, day)}
	}
	s.At = step.Period
	s.Low, s.High, s.Target = asked(step.Low, Low), asked(step.High, High), asked(step.Median+due, Target)
	if t.Came != nil {
		s.Came = asked(t.Came.Value, Came)
	}
	return s
}
