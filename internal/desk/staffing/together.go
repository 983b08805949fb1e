// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/fault"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
)

// Bounds of what is said of a file of changes.
const (
	mostDays    = 24 // on which changes begin
	mostBudgets = 12 // double budgets, each up to a stage
)

// joint is the plan without and with changes that come in together, both with everything
// that is asked for.
type joint struct {
	before, after PostPlan
	changes       []staffing.PostChange // that are not recorded just so
	pricing       pricing
}

// at returns both plans on a day up to a stage.
func (j joint) at(day period.Date, upto staffing.Stage) (before, after PostPlan) {
	return j.before.at(day, upto), j.after.at(day, upto)
}

// Together says what changes would do that come in at once and are not recorded yet, as
// known on asOf. It has nothing to say of those that stand in the register just so.
func (d *Desk) Together(ctx context.Context, changes []staffing.PostChange, asOf period.Date) (staffing.Together, error) {
	const op = "staffing.Together"
	with, err := d.with(changes)
	if err != nil {
		return staffing.Together{}, err
	}
	j := joint{}
	if j.changes, err = d.unrecorded(ctx, changes); err != nil || len(j.changes) == 0 {
		return staffing.Together{}, fault.Wrap(op, err)
	}
	before, pay, err := d.known(ctx, asOf)
	if err != nil {
		return staffing.Together{}, fault.Wrap(op, err)
	}
	after, _, err := with.known(ctx, asOf)
	if err != nil {
		return staffing.Together{}, fault.Wrap(op, err)
	}
	j.before, j.after, j.pricing = before, after, newPricing(pay, Assumed{})
	out := staffing.Together{}
	left := slices.Concat(j.days(&out), j.years(&out), j.older())
	for _, c := range j.changes {
		for _, words := range j.notes(c, pay) {
			out.Notes = append(out.Notes, staffing.ChangeNote{ID: c.ID, Line: c.Line, Words: words})
		}
	}
	out.Words = slices.Concat(togetherWords(out), left, askedWords(out.Notes))
	return out, nil
}

// at is the plan on another day, up to another stage.
func (p PostPlan) at(day period.Date, upto staffing.Stage) PostPlan {
	p.Stages = Upto(upto)
	p.Plan = postplan.On(p.counting(), day, p.Stages...)
	return p
}

// span is a day or double budget with the stage up to which it counts.
type span struct {
	day  period.Date
	year int
	upto staffing.Stage
}

// spans are the different ones of the changes in order: the first most, and how many are
// left out.
func spans(changes []staffing.PostChange, most int, of func(staffing.PostChange) span) (list []span, more int) {
	for _, c := range changes {
		if s := of(c); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b span) int {
		return cmp.Or(a.day.Compare(b.day), cmp.Compare(a.year, b.year), cmp.Compare(len(Upto(a.upto)), len(Upto(b.upto))))
	})
	more = max(len(list)-most, 0)
	return list[:len(list)-more], more
}

// days tells the posts on the days on which changes begin.
func (j joint) days(out *staffing.Together) (left []text.Text) {
	list, more := spans(j.changes, mostDays, func(c staffing.PostChange) span { return span{day: c.From, upto: UptoFor(c.Stage)} })
	for _, s := range list {
		before, after := j.at(s.day, s.upto)
		out.Days = append(out.Days, staffing.DayEffect{
			Day: s.day, Upto: s.upto,
			Before: staffing.OnDay{Posts: before.Total(), Outside: before.Ceiling()}, After: staffing.OnDay{Posts: after.Total(), Outside: after.Ceiling()},
		})
	}
	return leftOut(more, text.T("Weitere Tage, an denen Änderungen beginnen: %s.", "Further days on which changes begin: %s."))
}

// years tells the lines that move in the double budgets in which changes begin, and their
// sums.
func (j joint) years(out *staffing.Together) (left []text.Text) {
	list, more := spans(j.changes, mostBudgets, func(c staffing.PostChange) span {
		first := c.Budget
		if first == 0 {
			first = c.From.Year() - c.From.Year()%2
		}
		return span{year: first, upto: UptoFor(c.Stage)}
	})
	for _, s := range list {
		lines, sum := j.moved(s.year, s.upto)
		for i := range 2 {
			effect := func(l LineEffect) staffing.YearEffect {
				return staffing.YearEffect{Budget: s.year, Year: s.year + i, Upto: s.upto, Unit: l.Unit, Grade: l.Grade, Before: heldOf(l.Before[i]), After: heldOf(l.After[i])}
			}
			for _, l := range lines {
				if l.Moves(i) {
					out.Years = append(out.Years, effect(l))
				}
			}
			out.Years = append(out.Years, effect(sum))
		}
	}
	return leftOut(more, text.T("Weitere Doppelhaushalte und Stände, für die nicht gerechnet ist: %s.", "Further double budgets and stages that are not reckoned: %s."))
}

// moved are the lines of a double budget that differ, and the sum of all.
func (j joint) moved(first int, upto staffing.Stage) (lines []LineEffect, sum LineEffect) {
	before, after := j.pricing.lines(j.before.counting(), first, upto), j.pricing.lines(j.after.counting(), first, upto)
	for _, l := range after {
		lines = append(lines, LineEffect{Unit: l.Unit, Grade: l.Grade, After: l.Years})
	}
	for _, l := range before {
		i := slices.IndexFunc(lines, func(o LineEffect) bool { return o.Unit == l.Unit && o.Grade == l.Grade })
		if i < 0 {
			i, lines = len(lines), append(lines, LineEffect{Unit: l.Unit, Grade: l.Grade})
		}
		lines[i].Before = l.Years
	}
	lines = slices.DeleteFunc(lines, func(l LineEffect) bool { return !l.Moves(0) && !l.Moves(1) })
	return lines, LineEffect{Before: sumOf(before), After: sumOf(after)}
}

func heldOf(y YearSum) staffing.Held {
	return staffing.Held{
		Posts: y.Posts, Outside: y.Outside, CostLow: y.Cost.Low, CostHigh: y.Cost.High, FullLow: y.Full.Low, FullHigh: y.Full.High, Unknown: y.Cost.Unknown,
	}
}

func leftOut(n int, words text.Text) []text.Text {
	if n == 0 {
		return nil
	}
	return []text.Text{both(func(l text.Lang) string { return sprintf(words, l, l.Int(int64(n))) })}
}
