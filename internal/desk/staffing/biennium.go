// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"context"
	"fmt"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Biennium is a double budget: two years, by the stages that a change goes through.
type Biennium struct {
	First  int // its first year
	Stages []StageSum
	Lines  []Line // by unit and grade, with the changes up to the last stage
	// Changes are those of this budget and those that hold from a day of its years.
	Changes []Entry[staffing.PostChange]
	Rates   Assumed
	plan    PostPlan // with everything that is asked for
}

// Instead is the paper that stands for an ask of a motion (see PostPlan.Met); empty where
// the change counts by its stage.
func (b Biennium) Instead(id string) string { return b.plan.Instead(id) }

// Assumed is what the cost of a post rests on beside the pay table.
type Assumed struct {
	Step          int         // of the pay table; 0: all steps, as a range
	EmployerShare *unit.Share // nil: not known, the cost is gross pay only
}

// StageSum is what the plan holds at the end of each year with the changes up to a
// stage, and what it costs.
type StageSum struct {
	Stage   staffing.Stage
	Changes int // of this budget that are new in the stage
	Years   [2]YearSum
	Lines   []Line // by unit and grade, with the changes up to the stage
}

// YearSum is a year of a stage.
type YearSum struct {
	Posts   unit.FTE // on 31 December
	Outside unit.FTE // ceiling of authorisations on that day
	Cost    Range
	// Full is what the authorisations cost where they are used up.
	Full Range
}

// Range is a cost between the lowest and the highest step of the pay table.
type Range struct {
	Low, High unit.Cents
	// Unknown are the most posts of a month whose pay no table tells, and Without the
	// months in which there are such.
	Unknown unit.FTE
	Without []period.Month
	Derived bool // rests on a derived row of a pay table
	// Carried: months after the end of the newest known pay table are paid by it.
	Carried bool
}

// Line is a budget line of personnel cost: the posts of a unit and grade.
type Line struct {
	Unit, Grade string
	Years       [2]YearSum
	// Parts are how the cost of a year comes about.
	Parts [2][]Part
}

// Biennium returns the double budget that begins with a year, as known on asOf.
func (d *Desk) Biennium(ctx context.Context, asOf period.Date, first int, rates Assumed) (Biennium, error) {
	if first < 1990 || first > 2100 {
		return Biennium{}, fault.Refuse("staffing.Biennium", []fault.Row{{Column: "beginn", Value: fmt.Sprint(first), Expected: text.T("ein Jahr von 1990 bis 2100", "a year from 1990 to 2100")}})
	}
	p, rows, err := d.known(ctx, asOf)
	if err != nil {
		return Biennium{}, err
	}
	b, pricing := Biennium{First: first, Rates: rates, plan: p}, newPricing(rows, rates)
	for _, e := range p.Changes {
		if b.Holds(e.Noun) {
			b.Changes = append(b.Changes, e)
		}
	}
	for _, stage := range Stages() {
		sum := StageSum{Stage: stage}
		for _, e := range b.Changes {
			if e.Noun.Stage == stage && p.Met[e.Noun.ID] == "" {
				sum.Changes++
			}
		}
		sum.Lines = pricing.lines(p.counting(), first, stage)
		sum.Years = sumOf(sum.Lines)
		b.Stages, b.Lines = append(b.Stages, sum), sum.Lines
	}
	return b, nil
}

// Holds reports whether a change belongs to the budget, or holds from a day of its years.
func (b Biennium) Holds(c staffing.PostChange) bool {
	return c.Budget == b.First || c.From.Year() == b.First || c.From.Year() == b.First+1
}

// known returns the plan with everything up to what is asked for, and the pay tables,
// as known on asOf.
func (d *Desk) known(ctx context.Context, asOf period.Date) (PostPlan, []staffing.Pay, error) {
	p, err := d.PostPlan(ctx, asOf, asOf, staffing.Asked)
	if err != nil {
		return PostPlan{}, nil, err
	}
	pay, err := entries[staffing.Pay](ctx, d.registers, register.Pay, asOf)
	rows := make([]staffing.Pay, len(pay))
	for i, e := range pay {
		rows[i] = e.Noun
	}
	return p, rows, err
}
