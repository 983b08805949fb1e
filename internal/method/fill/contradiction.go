// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fill

import (
	"math"
	"slices"
)

// within is how many of its errors a count may be missed by before it is taken to
// contradict others.
const within = 2

// widened is the account with larger errors for counts that mean, a solution, could
// not keep: counts that contradict one another know less than they claim.
func (a Account) widened(mean []float64) Account {
	b := a
	b.Stocks, b.Arrivals, b.Departures = slices.Clone(a.Stocks), slices.Clone(a.Arrivals), slices.Clone(a.Departures)
	course := a.course(mean)
	for i, s := range b.Stocks {
		b.Stocks[i].Error = wider(s.Error, s.Persons-course[s.Month])
	}
	for k, flows := range [][]Flow{b.Arrivals, b.Departures} {
		for i, f := range flows {
			flows[i].Error = wider(f.Error, f.Persons-a.sum(mean, k, f))
		}
	}
	return b
}

func wider(err, by float64) float64 {
	err = max(err, leastError)
	if beyond := math.Abs(by) - within*err; beyond > 0 {
		return math.Hypot(err, beyond)
	}
	return err
}

// course is the stock of a solution at the end of each month, from before the first.
func (a Account) course(mean []float64) []float64 {
	list, moved := []float64{mean[0]}, a.corrected()
	for t := range a.Months {
		list = append(list, list[t]+mean[1+t]-mean[1+a.Months+t]+moved[t])
	}
	return list
}

// sum is what a solution says of a flow; k is 0 for arrivals, 1 for departures.
func (a Account) sum(mean []float64, k int, f Flow) float64 {
	sum := 0.0
	for t := f.First; t <= f.Last; t++ {
		sum += mean[k*a.Months+t]
	}
	return sum
}

// missed lists the counts that a solution could not keep, in the order of the
// account.
func (a Account) missed(mean []float64) []Miss {
	var list []Miss
	look := func(of string, first, last int, persons, err, filled float64) {
		if by := persons - filled; math.Abs(by) > within*max(err, leastError) {
			list = append(list, Miss{first, last, of, persons, by})
		}
	}
	course := a.course(mean)
	for _, s := range a.Stocks {
		look("stock", s.Month, s.Month, s.Persons, s.Error, course[s.Month])
	}
	for _, f := range a.Arrivals {
		look("arrivals", f.First, f.Last, f.Persons, f.Error, a.sum(mean, 0, f))
	}
	for _, f := range a.Departures {
		look("departures", f.First, f.Last, f.Persons, f.Error, a.sum(mean, 1, f))
	}
	return list
}
