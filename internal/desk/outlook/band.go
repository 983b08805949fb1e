// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"math"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/method/balance"
)

// Band is a number of places at the end of a month: half of the paths lie below
// Median, 80 and 95 of a hundred between the others.
type Band struct {
	Month                                period.Month
	Low95, Low80, Median, High80, High95 int
}

// Bands are the places needed by month: from paths, and for months that are over
// but that nobody counted, after the last count on, from the filled account.
func (o Outlook) Bands() []Band {
	list := o.filledBands()
	for t := range o.Months {
		values := make([]int, len(o.Needed))
		for p, path := range o.Needed {
			values[p] = path[t]
		}
		slices.Sort(values)
		at := func(thousandths int) int { return values[max((len(values)*thousandths+999)/1000-1, 0)] }
		list = append(list, Band{o.From + period.Month(t), at(25), at(100), at(500), at(900), at(975)})
	}
	return list
}

// How many standard errors lie between the middle and the ends of 80 and 95 %.
const (
	errors80 = 1.2816
	errors95 = 1.96
)

// filledBands are those of the months before From after the last count; of months
// of the paths before From, their quantiles.
func (o Outlook) filledBands() []Band {
	var list []Band
	past := o.Demand.Past
	if len(past.Stock) == 0 {
		return nil
	}
	from := o.From
	for from > past.First && !past.Counted[from-1] {
		from--
	}
	for m := from; m < o.From; m++ {
		norm, err := balance.UtilisationAt(o.Supply.Utilisation, m.Last())
		if err != nil {
			continue
		}
		needed := func(persons float64) int {
			return int(balance.Needed(unit.Headcount(math.Round(max(persons, 0))), norm.Share))
		}
		if e, _, ok := past.At(m); ok {
			list = append(list, Band{
				m, needed(e.Persons - errors95*e.Error), needed(e.Persons - errors80*e.Error), needed(e.Persons),
				needed(e.Persons + errors80*e.Error), needed(e.Persons + errors95*e.Error),
			})
			continue
		}
		values := make([]float64, len(o.Demand.Persons))
		for p, path := range o.Demand.Persons {
			values[p] = float64(path[m-o.Demand.First])
		}
		slices.Sort(values)
		at := func(thousandths int) int { return needed(values[max((len(values)*thousandths+999)/1000-1, 0)]) }
		list = append(list, Band{m, at(25), at(100), at(500), at(900), at(975)})
	}
	return list
}

// Seen is a month of the past of which the stock was counted near its end.
type Seen struct {
	Month  period.Month
	Needed int // places
}

// Counted are the places needed in the counted months from first on.
func (o Outlook) Counted(first period.Month) []Seen {
	var list []Seen
	past := o.Demand.Past
	for m := max(first, past.First); m <= past.Last(); m++ {
		stock, counted, ok := past.At(m)
		norm, err := balance.UtilisationAt(o.Supply.Utilisation, m.Last())
		if !counted || !ok || err != nil {
			continue
		}
		list = append(list, Seen{m, int(balance.Needed(unit.Headcount(math.Round(stock.Persons)), norm.Share))})
	}
	return list
}

// UsableFrom are the usable places of the supply at the end of each month from
// first to the last one looked at.
func (o Outlook) UsableFrom(first period.Month) []int {
	if len(o.Months) == 0 {
		return nil
	}
	var list []int
	for _, c := range balance.Line(o.Supply.Sites, first, o.last()) {
		list = append(list, int(c.Usable))
	}
	return list
}

// NotCounted are the months of the past whose stock nobody counted, as spans.
func (p Past) NotCounted() [][2]period.Month {
	var spans [][2]period.Month
	for m := p.First; len(p.Arrivals) > 0 && m <= p.Last(); m++ {
		switch n := len(spans); {
		case p.Counted[m]:
		case n > 0 && spans[n-1][1] == m-1:
			spans[n-1][1] = m
		default:
			spans = append(spans, [2]period.Month{m, m})
		}
	}
	return spans
}

// LastCount is the newest stock that the past rests on; false where there is none.
func (p Past) LastCount() (figure.Picked, bool) {
	var newest figure.Picked
	found := false
	for _, u := range p.Used {
		if u.Indicator == Persons && (!found || u.Period.To.After(newest.Period.To)) {
			newest, found = u, true
		}
	}
	return newest, found
}
