// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package fill makes a complete monthly account of stock, arrivals and departures
// out of sparse and irregular counts, by a stated rule: stock and flows always
// balance, what was counted is kept within its precision, what was not is filled
// smoothly, with a band that is wider the further the next count lies. See
// docs/methods/fill.md.
package fill

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "fill/2"

// Stock is a count of persons at the end of a month.
type Stock struct {
	Month   int // 0 is the end of the month before the first one
	Persons float64
	Error   float64 // standard error of the count, such as of rounding; at least 0
}

// Flow is a count of persons over months, both included, the first being 1.
type Flow struct {
	First, Last int
	Persons     float64
	Error       float64
}

// Account is what is known.
type Account struct {
	Months      int // to fill
	Stocks      []Stock
	Arrivals    []Flow
	Departures  []Flow
	Corrections []Flow // changes of the count without anybody moving, taken as certain
}

// Estimate is a number of persons with its standard error; known exactly where
// that is 0.
type Estimate struct{ Persons, Error float64 }

// Miss is a count that contradicts others.
type Miss struct {
	First, Last int     // months; a stock has the same in both
	Of          string  // "stock", "arrivals" or "departures"
	Persons, By float64 // as counted, and counted less filled
}

// Filled is the account month by month. Stock has one entry more: the first is the
// end of the month before.
type Filled struct {
	Stock, Arrivals, Departures []Estimate
	// Roughness is by how much of its level a flow changes from month to month, as
	// the counts suggest.
	Roughness float64
	// Contradicting says by how many persons the account misses counts that it could
	// not keep within twice their errors, because they contradict one another.
	Contradicting []Miss

	mean   []float64
	factor *mat.Cholesky // of the precision
	moved  []float64     // corrections by month
}

// minLevel is the smallest level of a flow by which its changes are measured, in
// persons a month.
const minLevel = 20

// Complete fills an account. It needs at least one stock. Faults are named all at
// once.
func Complete(a Account) (*Filled, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	var best *Filled
	likeliest := math.Inf(-1)
	for _, rough := range []float64{0.05, 0.1, 0.2, 0.3, 0.45, 0.7} {
		f, likelihood, err := a.smooth(rough)
		if err != nil {
			return nil, err
		}
		if likelihood > likeliest {
			best, likeliest = f, likelihood
		}
	}
	return best, nil
}

// smooth fills with one roughness. Levels are those of the solution before, since a
// flow of 600 changes by more persons than one of 60; and so are the weights of the
// steps, since a single jump says little about the months in which nothing jumps.
func (a Account) smooth(rough float64) (*Filled, float64, error) {
	level := a.firstLevel()
	flows := [2]course{newCourse(level, a.Months), newCourse(level, a.Months)}
	var s *system
	counts := a
	for range 4 {
		s = counts.system(rough, flows)
		if err := s.solve(); err != nil {
			return nil, 0, err
		}
		flows, counts = s.courses(a.Months, rough, flows), a.widened(s.mean)
	}
	return s.filled(a, rough), s.likelihood + s.prior, nil
}

// course is what a round knows of a flow: its level a month, in persons, and the
// weight of the step into each month, 1 for an ordinary one.
type course struct{ level, weight []float64 }

func newCourse(level float64, n int) course {
	c := course{make([]float64, n), make([]float64, n)}
	for i := range n {
		c.level[i], c.weight[i] = level, 1
	}
	return c
}

// firstLevel is the mean flow a month that the counts of flows name.
func (a Account) firstLevel() float64 {
	persons, months := 0.0, 0.0
	for _, f := range append(append([]Flow(nil), a.Arrivals...), a.Departures...) {
		persons += f.Persons
		months += float64(f.Last - f.First + 1)
	}
	if months == 0 {
		return minLevel
	}
	return max(persons/months, minLevel)
}

// Draw draws one account that agrees with what is known: arrivals and departures
// of each month in whole persons, none below zero, and the stock that follows
// (one entry more, as in Filled).
func (f *Filled) Draw(seed, path uint64) (stock, arrivals, departures []int) {
	rnd := rand.New(rand.NewPCG(seed, path))
	n := len(f.mean)
	z := mat.NewVecDense(n, nil)
	for i := range n {
		z.SetVec(i, rnd.NormFloat64())
	}
	var upper mat.TriDense
	f.factor.UTo(&upper)
	var x mat.VecDense
	_ = x.SolveVec(&upper, z) // a triangle with a positive diagonal
	months := (n - 1) / 2
	carry := [2]float64{}
	whole := func(k int, value float64) int {
		carry[k] += max(value, 0)
		persons := math.Round(carry[k])
		carry[k] -= persons
		return max(int(persons), 0)
	}
	stock = append(stock, max(int(math.Round(f.mean[0]+x.AtVec(0))), 0))
	for t := range months {
		in := whole(0, f.mean[1+t]+x.AtVec(1+t))
		out := whole(1, f.mean[1+months+t]+x.AtVec(1+months+t))
		now := stock[t] + in + int(math.Round(f.moved[t]))
		out = min(out, max(now, 0)) // nobody leaves who is not there
		arrivals, departures, stock = append(arrivals, in), append(departures, out), append(stock, max(now-out, 0))
	}
	return stock, arrivals, departures
}

func (a Account) check() error {
	var rows []fault.Row
	at := func(good bool, column string, value any, de, en string) {
		if !good {
			rows = append(rows, fault.Row{Column: column, Value: fmt.Sprint(value), Expected: text.T(de, en)})
		}
	}
	number := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	at(a.Months >= 1 && a.Months <= 600, "months", a.Months, "1 bis 600 Monate", "1 to 600 months")
	at(len(a.Stocks) > 0, "stocks", 0, "mindestens ein Bestand", "at least one stock")
	for i, s := range a.Stocks {
		at(s.Month >= 0 && s.Month <= a.Months, fmt.Sprintf("stocks[%d].month", i), s.Month, "ein Monat der Rechnung", "a month of the account")
		at(number(s.Persons) && s.Persons >= 0 && number(s.Error) && s.Error >= 0, fmt.Sprintf("stocks[%d].persons", i), s.Persons, "eine Zahl ab 0", "a number from 0")
	}
	for name, list := range map[string][]Flow{"arrivals": a.Arrivals, "departures": a.Departures, "corrections": a.Corrections} {
		for i, f := range list {
			at(f.First >= 1 && f.First <= f.Last && f.Last <= a.Months, fmt.Sprintf("%s[%d].first", name, i), f.First, "Monate der Rechnung", "months of the account")
			at(number(f.Persons) && (f.Persons >= 0 || name == "corrections") && number(f.Error) && f.Error >= 0, fmt.Sprintf("%s[%d].persons", name, i), f.Persons, "eine Zahl ab 0", "a number from 0")
		}
	}
	if len(rows) > 0 {
		return fault.Refuse("fill.Complete", rows)
	}
	return nil
}
