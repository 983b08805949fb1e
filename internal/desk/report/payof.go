// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// span is the least and the most that something costs.
type span struct{ low, high unit.Cents }

// payOf is what the posts of a paper earn in a year by the pay tables of their own grades,
// from their first day to their phase-out note: at least in the lowest step and the whole
// months, at most in the highest step and every month that is begun. Of a grade whose steps
// the text names, only these count. unpaid are the grades of which no pay is known.
func (c *city) payOf(p council.Paper, year int, named []amountAt) (sum span, unpaid []string, err error) {
	for _, q := range p.Posts {
		grade := plainGrade(q.Grade)
		pay, err := c.pay(grade)
		if err != nil {
			return sum, nil, err
		}
		one, known := postSpan(pay, q, year, stepsIn(named, grade))
		if !known {
			unpaid = appendNew(unpaid, q.Grade)
			continue
		}
		a, b := one.low*unit.Cents(q.Share)/100, one.high*unit.Cents(q.Share)/100
		sum.low, sum.high = sum.low+min(a, b), sum.high+max(a, b)
	}
	return sum, unpaid, nil
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

// postSpan is what one full post like q earns in a year, over all steps or the given ones;
// false where no pay is known of a month in which there is the post.
func postSpan(pay map[int][]entry[staffing.Pay], q council.PostRequest, year int, steps []int) (s span, known bool) {
	for step, rows := range pay {
		if len(steps) > 0 && !slices.Contains(steps, step) {
			continue
		}
		whole, begun, ok := yearPay(rows, q, year)
		if !ok {
			return span{}, false
		}
		if !known {
			s = span{whole, begun}
		}
		s, known = span{min(s.low, whole), max(s.high, begun)}, true
	}
	return s, known
}

// yearPay is the pay of a step in the whole months of a year in which there is the post,
// and in all that are begun.
func yearPay(rows []entry[staffing.Pay], q council.PostRequest, year int) (whole, begun unit.Cents, ok bool) {
	m := period.MonthOf(year, 1)
	list := stretches(rows, year)
	for _, s := range list {
		for range s.months {
			ends := !q.PhaseOut.IsZero()
			if !q.From.After(m.Last()) && (!ends || m.First().Before(q.PhaseOut)) {
				begun += s.row.noun.Monthly
				if !q.From.After(m.First()) && (!ends || m.Last().Before(q.PhaseOut)) {
					whole += s.row.noun.Monthly
				}
			}
			m++
		}
	}
	return whole, begun, len(list) > 0
}

// postsSaid names the posts of a paper in a sentence: "1,00 in EG 11".
func postsSaid(p council.Paper, write func(share int64) string) string {
	var all []string
	for _, q := range p.Posts {
		all = append(all, write(int64(q.Share))+" in "+q.Grade)
	}
	return strings.Join(all, ", ")
}
