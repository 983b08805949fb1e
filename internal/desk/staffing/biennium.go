// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/postplan"
	method "planraum/internal/method/staffing"
	"planraum/internal/text"
)

// Biennium is a double budget: two years, by the stages that a change goes through.
type Biennium struct {
	First  int // its first year
	Stages []StageSum
	Lines  []Line // by unit and grade, with the changes up to the last stage
	// Changes are those of this budget, and those of its years that belong to none.
	Changes []Entry[staffing.PostChange]
	Rates   Assumed
}

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
}

// YearSum is a year of a stage.
type YearSum struct {
	Posts   unit.FTE // on 31 December
	Outside unit.FTE // ceiling of authorisations on that day
	Cost    Range
}

// Range is a cost between the lowest and the highest step of the pay table.
type Range struct {
	Low, High unit.Cents
	// Unknown are the posts on 31 December whose grade no pay table has.
	Unknown unit.FTE
	Derived bool // rests on a derived row of a pay table
	// Carried: months after the end of the newest known pay table are paid by it.
	Carried bool
}

// Line is a budget line of personnel cost: the posts of a unit and grade.
type Line struct {
	Unit, Grade string
	Years       [2]YearSum
}

// Biennium returns the double budget that begins with a year, as known on asOf.
func (d *Desk) Biennium(ctx context.Context, asOf period.Date, first int, rates Assumed) (Biennium, error) {
	if first < 1990 || first > 2100 {
		return Biennium{}, fault.Refuse("staffing.Biennium", []fault.Row{{Column: "beginn", Value: fmt.Sprint(first), Expected: text.T("ein Jahr von 1990 bis 2100", "a year from 1990 to 2100")}})
	}
	p, err := d.PostPlan(ctx, asOf, asOf, staffing.Asked)
	if err != nil {
		return Biennium{}, err
	}
	pay, err := entries[staffing.Pay](ctx, d.registers, "pay", asOf)
	if err != nil {
		return Biennium{}, err
	}
	rows := make([]staffing.Pay, len(pay))
	for i, e := range pay {
		rows[i] = e.Noun
	}
	b, pricing := Biennium{First: first, Rates: rates}, newPricing(rows, rates)
	for _, e := range p.Changes {
		if n := e.Noun; n.Budget == first || n.Budget == 0 && (n.From.Year() == first || n.From.Year() == first+1) {
			b.Changes = append(b.Changes, e)
		}
	}
	for _, stage := range []staffing.Stage{staffing.Settled, staffing.InDraft, staffing.FirstReading, staffing.SecondReading, staffing.Asked} {
		sum := StageSum{Stage: stage}
		for _, e := range b.Changes {
			if e.Noun.Stage == stage {
				sum.Changes++
			}
		}
		for i := range sum.Years {
			sum.Years[i] = total(pricing.year(p.nouns(), first+i, Upto(stage)))
		}
		b.Stages = append(b.Stages, sum)
	}
	b.Lines = pricing.lines(p.nouns(), first)
	return b, nil
}

// pricing reckons what posts cost.
type pricing struct {
	rates method.Rates
	steps map[string][]int       // by grade
	ends  map[string]period.Date // last day of a grade's newest table; zero: none
	only  int
}

func newPricing(pay []staffing.Pay, assumed Assumed) pricing {
	share, workplace := unit.Share(0), unit.Cents(0)
	if assumed.EmployerShare != nil {
		share = *assumed.EmployerShare
	}
	cost := plan.Cost{EmployerShare: &share, Workplace: &workplace}
	p := pricing{steps: map[string][]int{}, ends: map[string]period.Date{}, only: assumed.Step}
	pay = p.carry(pay)
	for _, row := range pay {
		if !slices.Contains(p.steps[row.Grade], row.Step) {
			p.steps[row.Grade] = append(p.steps[row.Grade], row.Step)
			cost.Prices = append(cost.Prices, plan.Price{Key: priceKey(row.Grade, row.Step), Grade: row.Grade, Step: row.Step})
		}
	}
	p.rates = method.NewRates(cost, pay)
	return p
}

// carry lets the newest table of each grade hold on: a budget is planned before the
// next pay round.
func (p pricing) carry(pay []staffing.Pay) []staffing.Pay {
	pay = slices.Clone(pay)
	newest := map[string]period.Date{}
	for _, row := range pay {
		if newest[row.Grade].Before(row.ValidFrom) {
			newest[row.Grade] = row.ValidFrom
		}
	}
	for i, row := range pay {
		if row.ValidFrom == newest[row.Grade] {
			p.ends[row.Grade], pay[i].ValidTo = row.ValidTo, period.Date{}
		}
	}
	return pay
}

func priceKey(grade string, step int) string { return fmt.Sprintf("%s/%d", grade, step) }

// yearLine is a unit and grade in a year.
type yearLine struct {
	unit, grade string
	YearSum
}

// year reckons the lines of a year, month by month.
func (p pricing) year(changes []staffing.PostChange, year int, stages []staffing.Stage) []yearLine {
	at := map[[2]string]*yearLine{}
	var order [][2]string
	line := func(unit, grade string) *yearLine {
		key := [2]string{unit, grade}
		if at[key] == nil {
			at[key], order = &yearLine{unit: unit, grade: grade}, append(order, key)
		}
		return at[key]
	}
	for m := period.MonthOf(year, 1); m <= period.MonthOf(year, 12); m++ {
		held := postplan.On(changes, m.Last(), stages...)
		for _, post := range held.Posts {
			l := line(post.Unit, post.Grade)
			p.add(&l.Cost, post, m)
			if m.OfYear() == 12 {
				l.Posts += post.Share
			}
		}
		for _, permit := range held.Permits {
			if m.OfYear() == 12 {
				line(permit.Unit, permit.Grade).Outside += permit.Ceiling
			}
		}
	}
	slices.SortFunc(order, func(a, b [2]string) int {
		return cmp.Or(text.De.Compare(a[0], b[0]), text.De.Compare(a[1], b[1]))
	})
	list := make([]yearLine, len(order))
	for i, key := range order {
		list[i] = *at[key]
	}
	return list
}

// add adds what a post costs in a month, at the lowest and the highest step.
func (p pricing) add(sum *Range, post postplan.Post, month period.Month) {
	var low, high *unit.Cents
	for _, step := range p.steps[post.Grade] {
		if p.only != 0 && step != p.only {
			continue
		}
		c := p.rates.Month(priceKey(post.Grade, step), post.Share, month)
		if c.Cents == nil {
			continue
		}
		if low == nil || *c.Cents < *low {
			low = c.Cents
		}
		if high == nil || *c.Cents > *high {
			high = c.Cents
		}
		sum.Derived = sum.Derived || c.Derived
	}
	if low == nil {
		if month.OfYear() == 12 {
			sum.Unknown += post.Share
		}
		return
	}
	end := p.ends[post.Grade]
	sum.Carried = sum.Carried || !end.IsZero() && end.Before(month.Last())
	sum.Low, sum.High = sum.Low+*low, sum.High+*high
}

func total(lines []yearLine) (sum YearSum) {
	for _, l := range lines {
		sum.Posts, sum.Outside = sum.Posts+l.Posts, sum.Outside+l.Outside
		sum.Cost.Low, sum.Cost.High = sum.Cost.Low+l.Cost.Low, sum.Cost.High+l.Cost.High
		sum.Cost.Unknown, sum.Cost.Derived, sum.Cost.Carried = sum.Cost.Unknown+l.Cost.Unknown, sum.Cost.Derived || l.Cost.Derived, sum.Cost.Carried || l.Cost.Carried
	}
	return sum
}

// lines are the budget lines of both years with everything up to what is asked for.
func (p pricing) lines(changes []staffing.PostChange, first int) []Line {
	var list []Line
	for i := range 2 {
		for _, l := range p.year(changes, first+i, Upto(staffing.Asked)) {
			at := slices.IndexFunc(list, func(o Line) bool { return o.Unit == l.unit && o.Grade == l.grade })
			if at < 0 {
				at, list = len(list), append(list, Line{Unit: l.unit, Grade: l.grade})
			}
			list[at].Years[i] = l.YearSum
		}
	}
	return list
}
