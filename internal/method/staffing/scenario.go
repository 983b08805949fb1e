// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// Component is one task of a scenario: the persons or places that its key
// counts, and the key 1:Per.
type Component struct {
	Quantity unit.Headcount
	Per      int64
}

// Sum returns the posts of each component, rounded to ComponentDecimals, and
// the total of the rounded posts, as the published scenarios add them up.
func Sum(components []Component) (each []unit.FTE, total unit.FTE) {
	each = make([]unit.FTE, len(components))
	for i, c := range components {
		each[i] = Posts(c.Quantity, c.Per, ComponentDecimals)
		total += each[i]
	}
	return each, total
}

// FullYear returns what posts cost that a key has from January to December of
// a year: the sum of its rounded months. It is unknown where one month is.
func (r Rates) FullYear(key string, posts unit.FTE, year int) Cost {
	var sum unit.Cents
	var all Cost
	for m := period.MonthOf(year, 1); m <= period.MonthOf(year, 12); m++ {
		c := r.Month(key, posts, m)
		all.Derived = all.Derived || c.Derived
		all.Missing = append(all.Missing, c.Missing...)
		if c.Cents != nil {
			sum += *c.Cents
		}
	}
	if all.Missing == nil {
		all.Cents = &sum
	}
	return all
}
