// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

// Entry is what one key comes to in one month, with the flag that plan.Posts
// has no room for.
type Entry struct {
	Month   period.Month
	Key     string
	FTE     *unit.FTE   // nil: quantity unknown
	Cost    *unit.Cents // nil: unknown
	Derived bool        // the cost rests on a derived row of a pay table
}

// Years adds the months up by budget year: the cost of a year is the sum of
// its rounded months, so that a page's months and years agree to the cent. A
// key's cost is unknown where it is in any of its months; the year's Cost then
// is the sum of what is known, and Complete is false. Posts are those of the
// last month of the year that any entry has. The order of the entries does not
// matter.
func Years(entries []Entry) []plan.Year {
	byYear := map[int][]Entry{}
	for _, e := range entries {
		byYear[e.Month.Year()] = append(byYear[e.Month.Year()], e)
	}
	years := make([]plan.Year, 0, len(byYear))
	for year, list := range byYear {
		years = append(years, budgetYear(year, list))
	}
	slices.SortFunc(years, func(a, b plan.Year) int { return cmp.Compare(a.Year, b.Year) })
	return years
}

func budgetYear(year int, entries []Entry) plan.Year {
	y := plan.Year{Year: year, Complete: true}
	months := map[period.Month]bool{}
	keys := map[string][]Entry{}
	var last period.Month
	for _, e := range entries {
		months[e.Month] = true
		last = max(last, e.Month)
		keys[e.Key] = append(keys[e.Key], e)
		if e.Cost == nil {
			y.Complete = false
		} else {
			y.Cost += *e.Cost
		}
	}
	y.Months = len(months)
	for key, list := range keys {
		y.Keys = append(y.Keys, keyCost(key, list, last))
	}
	slices.SortFunc(y.Keys, func(a, b plan.KeyCost) int { return cmp.Compare(a.Key, b.Key) })
	return y
}

func keyCost(key string, entries []Entry, last period.Month) plan.KeyCost {
	k := plan.KeyCost{Key: key}
	var sum unit.Cents
	complete := true
	for _, e := range entries {
		if e.Month == last && e.FTE != nil {
			k.Posts += *e.FTE
		}
		k.Derived = k.Derived || e.Derived
		if e.Cost == nil {
			complete = false
		} else {
			sum += *e.Cost
		}
	}
	if complete {
		k.Cost = &sum
	}
	return k
}
