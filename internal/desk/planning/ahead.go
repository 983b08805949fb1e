// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/method/balance"
	"planraum/internal/text"
)

// Ahead is the shortage of a run from a month on: what lies before is no longer
// to be averted.
func Ahead(run plan.Run, from period.Month) plan.Shortage {
	return balance.Shortage(monthsFrom(run, from))
}

func monthsFrom(run plan.Run, from period.Month) []plan.Month {
	months := run.Result.Months
	for len(months) > 0 && months[0].Month < from {
		months = months[1:]
	}
	return months
}

// Drift is how far a plan lies from the last count inside its months.
type Drift struct {
	Month   period.Month
	Planned unit.Headcount
	Counted figure.Picked
}

// By returns planned less counted persons.
func (d Drift) By() unit.Headcount { return d.Planned - unit.Headcount(d.Counted.Value.Amount) }

// driftPercent is the distance from the last count, in percent of it, from
// which a plan does not answer for today any more. It is a convention of this
// program: a month's allocation of 2015 was about as much.
const driftPercent = 5

// Large reports whether the plan is so far from the count that a new one is
// needed before anybody relies on it.
func (d Drift) Large() bool {
	by := max(d.By(), -d.By())
	return by*100 > driftPercent*unit.Headcount(d.Counted.Value.Amount)
}

// Compared sets a run beside the newest of the counts that lie in its months;
// false where there is none yet. Counts are ordered oldest first.
func Compared(run plan.Run, counts []figure.Picked) (Drift, bool) {
	for _, c := range slices.Backward(counts) {
		for _, m := range run.Result.Months {
			if m.Month == c.Period.To.Month() {
				return Drift{m.Month, m.Persons, c}, true
			}
		}
	}
	return Drift{}, false
}

// Say writes the distance as a sentence.
func (d Drift) Say() text.Text {
	by := d.By()
	return both(func(l text.Lang) string {
		more := text.T("mehr", "more").In(l)
		if by < 0 {
			more, by = text.T("weniger", "fewer").In(l), -by
		}
		return fmt.Sprintf(text.T("Der Plan rechnet für %s mit %s Personen, das sind %s %s als gezählt (%s %s).",
			"The plan reckons with %[2]s persons for %[1]s, %[3]s %[4]s than counted (%[5]s %[6]s).").In(l),
			d.Month.In(l), l.Int(int64(d.Planned)), l.Int(int64(by)), more, l.Int(d.Counted.Value.Amount), d.Counted.Period.When(l))
	})
}
