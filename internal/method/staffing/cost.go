// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"fmt"
	"math"
	"math/bits"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// Rates are the prices of posts: the plan's settings and the rows of the pay
// tables that they name.
type Rates struct {
	cost   plan.Cost
	prices map[string][]plan.Price // by key
	pay    map[cell][]city.Pay
}

// cell is a grade and step of the pay tables.
type cell struct {
	grade string
	step  int
}

// NewRates prepares prices and pay rows. Their order does not matter.
func NewRates(cost plan.Cost, pay []city.Pay) Rates {
	r := Rates{cost: cost, prices: map[string][]plan.Price{}, pay: map[cell][]city.Pay{}}
	for _, p := range cost.Prices {
		r.prices[p.Key] = append(r.prices[p.Key], p)
	}
	for _, p := range pay {
		at := cell{p.Grade, p.Step}
		r.pay[at] = append(r.pay[at], p)
	}
	return r
}

// Cost is what the posts of one key cost in one month.
type Cost struct {
	Cents   *unit.Cents // nil: not known, see Missing
	Derived bool        // rests on a derived row of a pay table
	Missing []Missing   // everything that is missing, not only the first
}

// Month returns the cost of posts of a key in a month, at the price that holds
// on the month's last day, rounded half up to the cent once:
//
//	flat rate:  yearly x posts / 12
//	pay table:  (monthly gross x (1 + employer's share) + workplace / 12) x posts
//
// yearly is the flat rate after its rises (see Yearly). What is not known has
// no default: the cost is then unknown and Missing says what to set and where.
func (r Rates) Month(key string, posts unit.FTE, month period.Month) Cost {
	price, what := r.price(key, month.Last())
	missing := func(what What, detail string) Cost {
		return Cost{Missing: []Missing{{What: what, Key: key, Detail: detail, Month: month}}}
	}
	switch {
	case what != 0:
		return missing(what, "")
	case posts < 0:
		return missing(OutOfRange, "")
	case price.FlatRate != nil:
		yearly, ok := Yearly(price, month.Year())
		cents, fits := mulDiv(uint64(yearly), uint64(posts), 12*100)
		if !ok || !fits || cents > math.MaxInt64 {
			return missing(OutOfRange, "")
		}
		return Cost{Cents: known(cents)}
	}
	return r.byTable(key, price, posts, month)
}

func (r Rates) byTable(key string, price plan.Price, posts unit.FTE, month period.Month) Cost {
	var c Cost
	miss := func(what What, detail string) {
		c.Missing = append(c.Missing, Missing{What: what, Key: key, Detail: detail, Month: month})
	}
	if r.cost.EmployerShare == nil {
		miss(EmployerShare, "")
	}
	if r.cost.Workplace == nil {
		miss(Workplace, "")
	}
	pay, what := r.row(price, month.Last())
	if what != 0 {
		miss(what, fmt.Sprintf("%s/%d", price.Grade, price.Step))
	}
	if c.Missing != nil {
		return c
	}
	cents, ok := tableCents(pay.Monthly, *r.cost.EmployerShare, *r.cost.Workplace, posts)
	if !ok {
		miss(OutOfRange, "")
		return c
	}
	return Cost{Cents: known(cents), Derived: pay.Quality == city.Derived}
}

func known(cents uint64) *unit.Cents {
	c := unit.Cents(cents)
	return &c
}

// tableCents returns (monthly x (1 + share) + workplace / 12) x posts with one
// rounding: the sum is taken in twelfths of billionths of a cent.
func tableCents(monthly unit.Cents, share unit.Share, workplace unit.Cents, posts unit.FTE) (uint64, bool) {
	if monthly < 0 || share < 0 || share > 1000*unit.ShareScale || workplace < 0 {
		return 0, false
	}
	high, gross := bits.Mul64(uint64(monthly), 12*(unit.ShareScale+uint64(share)))
	higher, desk := bits.Mul64(uint64(workplace), unit.ShareScale)
	sum, carry := bits.Add64(gross, desk, 0)
	if high|higher|carry != 0 {
		return 0, false
	}
	cents, ok := mulDiv(sum, uint64(posts), 12*unit.ShareScale*100)
	return cents, ok && cents <= math.MaxInt64
}
