// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"fmt"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// Tables price posts by the steps of the pay tables. The newest table of each grade holds
// on: a budget is planned before the next pay round.
type Tables struct {
	rates Rates
	steps map[string][]int       // by grade
	ends  map[string]period.Date // last day of a grade's newest table; zero: none
}

// NewTables prepares the rows of the tables, with an employer's share and the yearly cost
// of a workplace on top of the pay.
func NewTables(pay []city.Pay, share unit.Share, workplace unit.Cents) Tables {
	cost := plan.Cost{EmployerShare: &share, Workplace: &workplace}
	t := Tables{steps: map[string][]int{}, ends: map[string]period.Date{}}
	pay = t.carry(pay)
	for _, row := range pay {
		if !slices.Contains(t.steps[row.Grade], row.Step) {
			t.steps[row.Grade] = append(t.steps[row.Grade], row.Step)
			cost.Prices = append(cost.Prices, plan.Price{Key: priceKey(row.Grade, row.Step), Grade: row.Grade, Step: row.Step})
		}
	}
	t.rates = NewRates(cost, pay)
	return t
}

func (t Tables) carry(pay []city.Pay) []city.Pay {
	pay = slices.Clone(pay)
	newest := map[string]period.Date{}
	for _, row := range pay {
		if newest[row.Grade].Before(row.ValidFrom) {
			newest[row.Grade] = row.ValidFrom
		}
	}
	for i, row := range pay {
		if row.ValidFrom == newest[row.Grade] {
			t.ends[row.Grade], pay[i].ValidTo = row.ValidTo, period.Date{}
		}
	}
	return pay
}

func priceKey(grade string, step int) string { return fmt.Sprintf("%s/%d", grade, step) }

// Steps are the steps of a grade that a table has.
func (t Tables) Steps(grade string) []int { return t.steps[grade] }

// Carried reports whether a month lies behind the end of the newest table of a grade.
func (t Tables) Carried(grade string, month period.Month) bool {
	end := t.ends[grade]
	return !end.IsZero() && end.Before(month.Last())
}

// Month is what posts of a grade cost in a month in a step, rounded half up to the cent
// once; posts of one line are added up before.
func (t Tables) Month(grade string, step int, posts unit.FTE, month period.Month) Cost {
	return t.rates.Month(priceKey(grade, step), posts, month)
}
