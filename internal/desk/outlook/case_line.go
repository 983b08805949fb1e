// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"math"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
)

// NeededMonth is how many places are needed at the end of a month, those counted in
// that a scenario takes away: 2.5, 10, 50, 90 and 97.5 % of the paths need at most
// so many.
type NeededMonth struct {
	Month                                period.Month
	Low95, Low80, Median, High80, High95 int
}

// Line is what a picture of the case shows, by month.
func (c Case) Line() []NeededMonth {
	list := make([]NeededMonth, len(c.Months))
	column := make([]int, len(c.Needed))
	for t := range list {
		for p, path := range c.Needed {
			column[p] = path[t]
			if c.Demand.Lost != nil {
				column[p] += c.Demand.Lost[p][int(c.From-c.Demand.First)+t]
			}
		}
		slices.Sort(column)
		at := func(thousandths int) int { return column[max((len(column)*thousandths+999)/1000, 1)-1] }
		list[t] = NeededMonth{c.Months[t].Month, at(25), at(100), at(500), at(900), at(975)}
	}
	return list
}

// CountedMonth is how many places were needed by those who were counted.
type CountedMonth struct {
	Month  period.Month
	Needed int
}

// CountedBefore are the counted ends of months among so many before the first month
// looked at.
func (c Case) CountedBefore(months int) ([]CountedMonth, error) {
	var list []CountedMonth
	for m := c.From - period.Month(months); m < c.From; m++ {
		stock, counted, ok := c.Demand.Past.At(m)
		if !ok || !counted {
			continue
		}
		norm, err := balance.UtilisationAt(c.Supply.Utilisation, m.Last())
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, CountedMonth{m, int(balance.Needed(unit.Headcount(math.Round(stock.Persons)), norm.Share))})
	}
	return list, nil
}
