// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	method "planraum/internal/method/staffing"
	"planraum/internal/text"
)

// span is the least and the most that something costs.
type span struct{ low, high unit.Cents }

// wages reckons what the posts of a paper earn, as the staffing plan does.
type wages struct {
	tables method.Tables
	asked  council.Paper
	// decided is the latest day of the paper's stations, before which nobody can hold a
	// post; zero: not known.
	decided period.Date
}

func (c *city) wagesOf(p council.Paper) (wages, error) {
	list, err := entries[staffing.Pay](c, register.Pay)
	if err != nil {
		return wages{}, err
	}
	pay := make([]staffing.Pay, len(list))
	for i, e := range list {
		pay[i] = e.noun
	}
	days, err := c.stationDays(p)
	return wages{method.NewTables(pay, 0, 0), p, lastStation(p, days)}, err
}

// begins is the first day from which a post counts: the one that is asked for, or that of
// the decision, if it is later.
func (w wages) begins(q council.PostRequest) period.Date {
	if q.From.Before(w.decided) {
		return w.decided
	}
	return q.From
}

// holds reports whether there is the post on a day: from the day of its note on there is not.
func (w wages) holds(q council.PostRequest, day period.Date) bool {
	return !w.begins(q).After(day) && (q.PhaseOut.IsZero() || day.Before(q.PhaseOut))
}

// year is what the posts earn in a year by the pay tables of their own grades, month by
// month, with what there is on the last day of each: in the lowest and in the highest step.
// Of a grade whose steps the text names, only these count. unpaid are the grades of which no
// pay is known.
func (w wages) year(year int, named []amountAt) (sum span, unpaid []string) {
	for m := period.MonthOf(year, 1); m <= period.MonthOf(year, 12); m++ {
		lines, order := map[[2]string]unit.FTE{}, [][2]string(nil)
		for _, q := range w.asked.Posts {
			line := [2]string{q.Unit, q.Grade}
			if _, told := lines[line]; !told {
				lines[line], order = 0, append(order, line)
			}
			if w.holds(q, m.Last()) {
				lines[line] += q.Share
			}
		}
		for _, line := range order {
			one, known := w.month(plainGrade(line[1]), lines[line], m, named)
			if !known {
				unpaid = appendNew(unpaid, line[1])
			}
			sum = span{sum.low + one.low, sum.high + one.high}
		}
	}
	return sum, unpaid
}

// month is what posts of a grade earn in a month; false where no pay is known.
func (w wages) month(grade string, posts unit.FTE, m period.Month, named []amountAt) (s span, known bool) {
	steps, sign := stepsIn(named, grade), unit.Cents(1)
	if posts < 0 {
		posts, sign = -posts, -1
	}
	for _, step := range w.tables.Steps(grade) {
		cost := w.tables.Month(grade, step, posts, m).Cents
		if posts == 0 || cost == nil || len(steps) > 0 && !slices.Contains(steps, step) {
			continue
		}
		one := *cost * sign
		if !known {
			s, known = span{one, one}, true
		}
		s = span{min(s.low, one), max(s.high, one)}
	}
	return s, known || posts == 0 && len(w.tables.Steps(grade)) > 0
}

// stepsIn are the steps of a grade whose pay a text names.
func stepsIn(named []amountAt, grade string) (steps []int) {
	for _, a := range named {
		if a.grade == grade {
			steps = append(steps, a.step)
		}
	}
	return steps
}

// said names the posts of the paper in a sentence: "1,00 in EG 11", and from when they count
// where the decision comes later than their first day.
func (w wages) said(l text.Lang) string {
	var all []string
	late := false
	for _, q := range w.asked.Posts {
		all = append(all, l.Decimal(int64(q.Share), 2)+" in "+q.Grade)
		late = late || q.From.Before(w.decided)
	}
	if late {
		all = append(all, text.T("gerechnet ab dem Tag der Entscheidung, "+w.decided.In(text.De)+": vorher kann sie niemand besetzen",
			"reckoned from the day of the decision, "+w.decided.In(text.En)+": before it nobody can hold them").In(l))
	}
	return strings.Join(all, ", ")
}
