// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"cmp"
	"context"
	"math"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/projection"
	"planraum/internal/fault"
	"planraum/internal/method/fill"
)

// The indicators that an outlook rests on.
const (
	Persons     = "accommodation.persons"
	Arrivals    = "intake.arrivals"
	Departures  = "intake.departures"
	Corrections = "intake.corrections"
)

// Known is what reports had said of the city's stock and flows by a day.
type Known struct {
	AsOf                                      period.Date
	Stocks, Arrivals, Departures, Corrections []figure.Picked // by period
	// Assumed is what was taken to be true of how long people stay and who they are;
	// nil: nothing, then all are in one state.
	Assumed *projection.Set
}

// Known asks the ledger for what reports had said by asOf: no forecast, no
// announcement, no assumption, and nothing that became known before its period was
// over.
func (d *Desk) Known(ctx context.Context, asOf period.Date) (Known, error) {
	q := figure.Query{Indicators: []string{Persons, Arrivals, Departures, Corrections}, Level: area.City, Group: population.All, AsOf: asOf}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return Known{}, fault.Wrap("outlook.Known", err)
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return Known{}, fault.Wrap("outlook.Known", err)
	}
	figures = slices.DeleteFunc(slices.Clone(figures), func(f figure.Figure) bool { return !figure.Reports(f) })
	k := Known{AsOf: asOf}
	for _, p := range figure.Seen(figure.PickSame(figures, choices, endOfMonth)) {
		switch p.Indicator {
		case Persons:
			k.Stocks = append(k.Stocks, p)
		case Arrivals:
			k.Arrivals = append(k.Arrivals, p)
		case Departures:
			k.Departures = append(k.Departures, p)
		case Corrections:
			k.Corrections = append(k.Corrections, p)
		}
	}
	set, err := d.Assumed(ctx, asOf)
	if err != nil {
		return Known{}, fault.Wrap("outlook.Known", err)
	}
	k.Assumed = set
	return k, nil
}

// endOfMonth lets a stock of a month and one of its last day speak of the same.
func endOfMonth(k figure.Key) figure.Key {
	if k.Indicator == Persons && k.Period.IsMonth() {
		k.Period = period.On(k.Period.To)
	}
	return k
}

// longest is how many months of the past an outlook looks at.
const longest = 120

// account is what the known figures say of whole months from first on.
type account struct {
	first period.Month
	fill.Account
	counted map[period.Month]bool          // months whose end has a stock of its own
	basis   map[period.Month]figure.Basis  // of that stock
	exact   map[period.Month]fill.Estimate // stocks of the very last day of a month
	used    []figure.Picked
}

// account places the figures into months. A stock of a day belongs to the nearest
// end of a month, one of a longer period to its middle; the further away, the
// larger its error. Corrections up to the day of a count are taken out of it where
// it is moved to an end before them. It reports false where no stock is known.
func (k Known) account() (account, bool) {
	if len(k.Stocks) == 0 {
		return account{}, false
	}
	first, last := k.Stocks[0].Period.From.Month(), period.Month(math.MinInt32)
	for _, p := range k.Stocks {
		m, _ := nearest(p)
		first, last = min(first, m+1), max(last, m)
	}
	for _, p := range slices.Concat(k.Arrivals, k.Departures) {
		first, last = min(first, p.Period.From.Month()), max(last, p.Period.To.Month())
	}
	first = max(first, last-longest+1)
	a := account{first: first, counted: map[period.Month]bool{}, basis: map[period.Month]figure.Basis{}, exact: map[period.Month]fill.Estimate{}}
	a.Months = int(last-first) + 1
	for _, p := range k.Corrections {
		if m := p.Period.To.Month(); p.Period.From.Month() == m && m >= first && m <= last {
			a.Corrections = append(a.Corrections, fill.Flow{First: a.step(m), Last: a.step(m), Persons: amount(p)})
			a.used = append(a.used, p)
		}
	}
	a.stocks(k)
	a.Arrivals, a.Departures = a.flows(k.Arrivals), a.flows(k.Departures)
	a.assumeLeaving()
	return a, len(a.Stocks) > 0
}

// What is assumed of the share that leaves in a month where nobody counted, and its
// standard error: between none and one in twenty. Counted stocks and flows overrule
// it; without them a city would know nothing of how long people stay.
const (
	assumedLeaving      = 0.025
	assumedLeavingError = 0.0125
)

// assumeLeaving puts the assumption into each year of the account, by the stocks
// that stand nearest.
func (a *account) assumeLeaving() {
	for first := 1; first <= a.Months; first += 12 {
		last := min(first+11, a.Months)
		near := slices.MinFunc(a.Stocks, func(x, y fill.Stock) int {
			return cmp.Compare(max(x.Month-(first+last)/2, (first+last)/2-x.Month), max(y.Month-(first+last)/2, (first+last)/2-y.Month))
		})
		stays := near.Persons * float64(last-first+1)
		if stays > 0 {
			a.Departures = append(a.Departures, fill.Flow{First: first, Last: last, Persons: assumedLeaving * stays, Error: assumedLeavingError * stays})
		}
	}
}

// step numbers the months of the account from 1.
func (a *account) step(m period.Month) int { return int(m-a.first) + 1 }

func (a *account) stocks(k Known) {
	for _, p := range k.Stocks {
		m, days := nearest(p)
		if m < a.first-1 {
			continue
		}
		persons := amount(p)
		for _, c := range k.Corrections {
			if c.Period.To.Month() > m && !c.Period.To.After(p.Period.To) {
				persons -= amount(c)
			}
		}
		a.Stocks = append(a.Stocks, fill.Stock{Month: a.step(m), Persons: max(persons, 0), Error: math.Hypot(rounding(p), moved*persons*float64(days)/30)})
		a.used = append(a.used, p)
		if _, exact := a.exact[m]; !exact {
			a.counted[m], a.basis[m] = true, p.Basis
		}
		if p.Period.IsDay() && days == 0 {
			a.exact[m] = fill.Estimate{Persons: persons, Error: rounding(p)}
		}
	}
}

// flows takes the sums over whole months.
func (a *account) flows(list []figure.Picked) []fill.Flow {
	var flows []fill.Flow
	for _, p := range list {
		from, to := p.Period.From.Month(), p.Period.To.Month()
		if from < a.first || p.Period.From != from.First() || p.Period.To != to.Last() {
			continue
		}
		flows = append(flows, fill.Flow{First: a.step(from), Last: a.step(to), Persons: max(amount(p), 0), Error: rounding(p)})
		a.used = append(a.used, p)
	}
	return flows
}

// moved is by what share a stock is taken to change in a month, for counts that are
// not of a month's end: a convention, between the 1 % of a calm and the 20 % of a
// hectic month of the example city.
const moved = 0.05

// nearest returns the month whose end a stock stands for, and how many days away
// that end may be.
func nearest(p figure.Picked) (period.Month, int) {
	from, to := p.Period.From, p.Period.To
	if p.Period.IsDay() {
		before, after := (to.Month() - 1).Last().DaysTo(to), to.DaysTo(to.Month().Last())
		if before < after {
			return to.Month() - 1, before
		}
		return to.Month(), after
	}
	length := from.DaysTo(to) + 1
	if p.Period.IsMonth() {
		return to.Month(), length / 2 // on which day of the month it was counted is not known
	}
	middle := from.AddDays(length / 2)
	return middle.Month(), length / 2
}

// amount is the value of a figure in persons.
func amount(p figure.Picked) float64 {
	return float64(p.Value.Amount) / math.Pow10(p.Value.Places)
}

// rounding is the standard error of a number: what its rounding can hide where it
// is not counted, evenly spread over the last figure that is not 0, and half a
// person at least.
func rounding(p figure.Picked) float64 {
	const least = 0.5
	if p.Basis == figure.Counted || p.Value.Amount == 0 {
		return least
	}
	unit := 1.0
	for n := int64(amount(p)); n != 0 && n%10 == 0; n /= 10 {
		unit *= 10
	}
	return max(unit/math.Sqrt(12), least)
}
