// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"math"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// Price returns the price by which Month reckons a key on a day, so that a
// derivation names the same one; false where there is none or two contend.
func (r Rates) Price(key string, day period.Date) (plan.Price, bool) {
	p, missing := r.price(key, day)
	return p, missing == 0
}

// Pay returns the row of the pay table by which Month reckons a price on a
// day; false where there is none or two contend.
func (r Rates) Pay(p plan.Price, day period.Date) (city.Pay, bool) {
	row, missing := r.row(p, day)
	return row, missing == 0
}

// price returns the price of a key on a day: of the flat rates that hold the
// one that became valid last, or the grade and step. Two prices that contend
// are no price.
func (r Rates) price(key string, day period.Date) (plan.Price, What) {
	var best []plan.Price
	for _, p := range r.prices[key] {
		if p.FlatRate != nil && p.Grade != "" {
			return plan.Price{}, PriceTwice
		}
		from := validFrom(p)
		if f := p.FlatRate; f != nil && (from.After(day) || (!f.ValidTo.IsZero() && f.ValidTo.Before(day))) {
			continue
		}
		if p.FlatRate == nil && p.Grade == "" {
			continue
		}
		if len(best) > 0 && from.After(validFrom(best[0])) {
			best = best[:0]
		}
		if len(best) == 0 || from == validFrom(best[0]) {
			best = append(best, p)
		}
	}
	switch len(best) {
	case 0:
		return plan.Price{}, Price
	case 1:
		return best[0], 0
	}
	return plan.Price{}, PriceTwice
}

// validFrom returns the first day of a flat rate; a grade holds since ever.
func validFrom(p plan.Price) period.Date {
	if p.FlatRate == nil {
		return period.Date{}
	}
	return p.FlatRate.ValidFrom
}

// row returns the row of the pay table for a grade and step that holds on a
// day: the one valid last, then the printed before the derived. Two rows of
// the same day and quality with different amounts contend.
func (r Rates) row(p plan.Price, day period.Date) (city.Pay, What) {
	valid := slices.DeleteFunc(slices.Clone(r.pay[cell{p.Grade, p.Step}]), func(pay city.Pay) bool {
		return pay.ValidFrom.After(day) || (!pay.ValidTo.IsZero() && pay.ValidTo.Before(day))
	})
	if len(valid) == 0 {
		return city.Pay{}, PayRow
	}
	rank := func(a, b city.Pay) int {
		return cmp.Or(a.ValidFrom.Compare(b.ValidFrom), cmp.Compare(printed(a), printed(b)))
	}
	best := slices.MaxFunc(valid, rank)
	for _, pay := range valid {
		if rank(pay, best) == 0 && pay.Monthly != best.Monthly {
			return city.Pay{}, PayRowTwice
		}
	}
	return best, 0
}

func printed(p city.Pay) int {
	if p.Quality == city.Derived {
		return 0
	}
	return 1
}

// Yearly returns the flat rate of a price for one post in a calendar year. The
// rate as stated holds up to the year before RiseFrom; from RiseFrom on it
// rises each year on the year before and is rounded half up to the cent each
// year, as a budget writes it. It reports false where there is no flat rate, the
// rise has no first year, or the amount is below zero or does not fit.
func Yearly(p plan.Price, year int) (unit.Cents, bool) {
	if p.FlatRate == nil || p.FlatRate.Yearly < 0 || (p.Rise != nil && p.RiseFrom == 0) {
		return 0, false
	}
	yearly := uint64(p.FlatRate.Yearly)
	if p.Rise == nil {
		return unit.Cents(yearly), true
	}
	factor := unit.ShareScale + int64(*p.Rise)
	if factor < 0 {
		return 0, false
	}
	for y := p.RiseFrom; y <= year; y++ {
		next, ok := mulDiv(yearly, uint64(factor), unit.ShareScale)
		if !ok || next > math.MaxInt64 {
			return 0, false
		}
		if next == yearly {
			break // nothing left that could rise
		}
		yearly = next
	}
	return unit.Cents(yearly), true
}
