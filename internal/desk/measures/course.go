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
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Course is a measure with what came of it as of a date.
type Course struct {
	Kept[measure.Measure]
	Goal *Kept[measure.Goal] // nil: the goal it names is not known yet
	Effect
}

// Measures lists the measures known on asOf by their titles, without what came of them.
func (d *Desk) Measures(ctx context.Context, asOf period.Date) ([]Kept[measure.Measure], error) {
	list, err := known[measure.Measure](ctx, d, register.Measure, asOf)
	slices.SortFunc(list, func(a, b Kept[measure.Measure]) int {
		return cmp.Or(text.De.Compare(a.It.Title, b.It.Title), strings.Compare(a.It.ID, b.It.ID))
	})
	return list, err
}

// Courses lists the measures known on asOf with what came of them, by their beginning.
func (d *Desk) Courses(ctx context.Context, asOf period.Date) ([]Course, error) {
	const op = "measures.Courses"
	all, err := known[measure.Measure](ctx, d, register.Measure, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	goals, err := known[measure.Goal](ctx, d, register.Goal, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	list := make([]Course, 0, len(all))
	for _, k := range all {
		c := Course{Kept: k}
		for i := range goals {
			if goals[i].It.ID == k.It.Goal {
				c.Goal = &goals[i]
			}
		}
		if c.Effect, err = d.effect(ctx, k.It, asOf); err != nil {
			return nil, fault.Wrap(op, err)
		}
		c.Off = append(late(k.It, asOf), c.Off...)
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b Course) int {
		return cmp.Or(a.It.From.Compare(b.It.From), strings.Compare(a.It.ID, b.It.ID))
	})
	return list, nil
}

// late says that a measure was to end and has not.
func late(m measure.Measure, today period.Date) []text.Text {
	if m.Until.IsZero() || !m.Until.Before(today) || m.State.Ended() {
		return nil
	}
	return []text.Text{text.T("sollte am "+m.Until.In(text.De)+" enden", "was to end on "+m.Until.In(text.En))}
}

// Course is one measure as of a date; NotFound where there is none.
func (d *Desk) Course(ctx context.Context, id string, asOf period.Date) (Course, error) {
	list, err := d.Courses(ctx, asOf)
	if err != nil {
		return Course{}, err
	}
	for _, c := range list {
		if c.It.ID == id {
			return c, nil
		}
	}
	return Course{}, missing("measure", "Eine Maßnahme", "measure", id, asOf)
}

// MeasureHistory lists all versions of a measure that were known on asOf, oldest first.
func (d *Desk) MeasureHistory(ctx context.Context, id string, asOf period.Date) ([]Kept[measure.Measure], error) {
	return history[measure.Measure](ctx, d, register.Measure, id, asOf)
}

// MeasureFaults lists everything that speaks against saving a measure.
func (d *Desk) MeasureFaults(ctx context.Context, m measure.Measure, c Change) ([]fault.Row, error) {
	const op = "measures.MeasureFaults"
	m.Why = c.Why
	rows := append(m.Check(), c.faults()...)
	was, err := before[measure.Measure](ctx, d, register.Measure, m.ID, c.Base)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	more, err := d.officeFaults(ctx, "unit", m.Unit, was.Unit, c.Day)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	rows = append(rows, more...)
	if m.Goal != "" {
		versions, err := d.registers.Versions(ctx, register.Goal, m.Goal)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		if len(versions) == 0 {
			rows = append(rows, fault.Row{Column: "goal", Value: m.Goal, Expected: text.T("eines der Ziele, die es gibt", "one of the goals that there are")})
		}
	}
	if e := m.Expect; e != nil {
		more, err := d.expectFaults(ctx, *e, was.Expect)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		rows = append(append(append(rows, e.CheckDays(c.Day)...), e.CheckAgain(was.Expect, c.Day)...), more...)
	}
	return rows, nil
}

// SaveMeasure keeps a new version of a measure. It refuses what is wrong with all
// faults, and answers Conflict where somebody else has changed it since.
func (d *Desk) SaveMeasure(ctx context.Context, m measure.Measure, c Change) error {
	const op = "measures.SaveMeasure"
	rows, err := d.MeasureFaults(ctx, m, c)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if len(rows) > 0 {
		return fault.Refuse(op, rows)
	}
	if m.Unit, err = d.officeName(ctx, m.Unit, c.Day); err != nil {
		return fault.Wrap(op, err)
	}
	m.Why, m.By = strings.TrimSpace(c.Why), c.By
	return fault.Wrap(op, d.record(ctx, []entry{{register.Measure, m.ID, m, c.Base}}, c))
}

// Moved reports whether an expectation was changed after it was first said, which a
// reader must know: a target that moves is met easily.
func Moved[T measure.Moving](versions []Kept[T]) bool {
	var first *measure.Expectation
	for _, k := range versions {
		switch e := k.It.Mover().Expect; {
		case e == nil:
		case first == nil:
			first = e
		case *first != *e:
			return true
		}
	}
	return false
}
