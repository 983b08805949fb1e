// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fill

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// system is the normal equations of the unknown numbers: the stock before the first
// month, arrivals and departures of each month. What is known of them are sums with
// an error; that flows change little from month to month is known alike. The
// solution is that of the fixed-interval smoother of the state-space model with the
// balance as its transition, found at once.
type system struct {
	n         int
	precision *mat.SymDense
	right     []float64
	// For the likelihood: the sum of weighted squares and of logarithms of weights.
	squares, logs float64
	prior         float64 // log density of the weights of the steps

	mean       []float64
	factor     *mat.Cholesky
	likelihood float64
}

// term is one unknown in a sum.
type term struct {
	at     int
	factor float64
}

// known says that a sum of unknowns is a value, with a standard error.
func (s *system) known(terms []term, value, err float64) {
	w := 1 / (err * err)
	for _, x := range terms {
		s.right[x.at] += w * x.factor * value
		for _, y := range terms {
			if y.at <= x.at {
				s.precision.SetSym(x.at, y.at, s.precision.At(x.at, y.at)+w*x.factor*y.factor)
			}
		}
	}
	s.squares += w * value * value
	s.logs += math.Log(w)
}

// leastError is the standard error of a count that claims to have none: half a
// person, what rounding to whole persons can hide.
const leastError = 0.5

// wide is the standard error of what nothing is known of: a first level.
const wide = 10

// freedom is the number of degrees of freedom of the steps' Student distribution:
// most are small, some are jumps (Lange, Little and Taylor 1989 use about 4).
const freedom = 4

// step is the standard error of the step into month t at weight 1, in persons.
func (c course) step(rough float64, t int) float64 { return rough * (c.level[t] + c.level[t-1]) / 2 }

func (a Account) system(rough float64, flows [2]course) *system {
	n := 1 + 2*a.Months
	s := &system{n: n, precision: mat.NewSymDense(n, nil), right: make([]float64, n)}
	for k, c := range flows {
		first := 1 + k*a.Months
		s.known([]term{{first, 1}}, c.level[0], wide*max(c.level[0], minLevel))
		for t := 1; t < a.Months; t++ {
			s.known([]term{{first + t, 1}, {first + t - 1, -1}}, 0, c.step(rough, t)/math.Sqrt(c.weight[t]))
			s.prior += (freedom/2-1)*math.Log(c.weight[t]) - freedom/2*(c.weight[t]-1)
		}
	}
	biggest := 1.0
	for _, x := range a.Stocks {
		biggest = max(biggest, x.Persons)
	}
	s.known([]term{{0, 1}}, a.Stocks[0].Persons, wide*biggest)
	corrected := a.corrected()
	for _, x := range a.Stocks {
		terms := []term{{0, 1}}
		moved := 0.0
		for t := range x.Month {
			terms = append(terms, term{1 + t, 1}, term{1 + a.Months + t, -1})
			moved += corrected[t]
		}
		s.known(terms, x.Persons-moved, max(x.Error, leastError))
	}
	for k, flows := range [][]Flow{a.Arrivals, a.Departures} {
		for _, f := range flows {
			var terms []term
			for t := f.First; t <= f.Last; t++ {
				terms = append(terms, term{k*a.Months + t, 1})
			}
			s.known(terms, f.Persons, max(f.Error, leastError))
		}
	}
	return s
}

// corrected spreads each correction evenly over its months.
func (a Account) corrected() []float64 {
	list := make([]float64, a.Months)
	for _, c := range a.Corrections {
		for t := c.First; t <= c.Last; t++ {
			list[t-1] += c.Persons / float64(c.Last-c.First+1)
		}
	}
	return list
}

func (s *system) solve() error {
	s.factor = &mat.Cholesky{}
	if !s.factor.Factorize(s.precision) {
		return errors.New("fill.solve: the account is not determined")
	}
	var x mat.VecDense
	if err := s.factor.SolveVecTo(&x, mat.NewVecDense(s.n, s.right)); err != nil {
		var condition mat.Condition
		if !errors.As(err, &condition) { // badly scaled, yet solved
			return errors.Join(errors.New("fill.solve"), err)
		}
	}
	s.mean = append([]float64(nil), x.RawVector().Data...)
	fit := 0.0
	for i, m := range s.mean {
		fit += m * s.right[i]
	}
	s.likelihood = (s.logs - s.factor.LogDet() - (s.squares - fit)) / 2
	return nil
}

// courses are the levels of the solution, and the weights of its steps: those that
// a Student distribution gives them, (ν + 1) / (ν + E(step²)/σ²), where a step that
// nothing is known of keeps the weight 1.
func (s *system) courses(months int, rough float64, before [2]course) [2]course {
	var cov mat.SymDense
	_ = s.factor.InverseTo(&cov) // it was solved before
	var flows [2]course
	for k := range flows {
		c, first := newCourse(minLevel, months), 1+k*months
		for t := range months {
			i := first + t
			c.level[t] = max(s.mean[i], minLevel)
			if t == 0 {
				continue
			}
			by := s.mean[i] - s.mean[i-1]
			square := by*by + cov.At(i, i) + cov.At(i-1, i-1) - 2*cov.At(i, i-1)
			sigma := before[k].step(rough, t)
			c.weight[t] = (freedom + 1) / (freedom + square/(sigma*sigma))
		}
		flows[k] = c
	}
	return flows
}

func (s *system) filled(a Account, rough float64) *Filled {
	var cov mat.SymDense
	_ = s.factor.InverseTo(&cov) // it was solved before
	f := &Filled{Roughness: rough, mean: s.mean, factor: s.factor, moved: a.corrected(), Contradicting: a.missed(s.mean)}
	one := func(i int) Estimate { return Estimate{s.mean[i], math.Sqrt(max(cov.At(i, i), 0))} }
	// The stock's variance grows by what the month adds to the sum so far.
	sum := make([]float64, s.n) // covariance of the stock with each unknown
	for i := range sum {
		sum[i] = cov.At(0, i)
	}
	stock, variance := s.mean[0], cov.At(0, 0)
	f.Stock = append(f.Stock, one(0))
	for t := range a.Months {
		in, out := 1+t, 1+a.Months+t
		f.Arrivals, f.Departures = append(f.Arrivals, one(in)), append(f.Departures, one(out))
		stock += s.mean[in] - s.mean[out] + f.moved[t]
		variance += 2*(sum[in]-sum[out]) + cov.At(in, in) + cov.At(out, out) - 2*cov.At(in, out)
		for i := range sum {
			sum[i] += cov.At(in, i) - cov.At(out, i)
		}
		f.Stock = append(f.Stock, Estimate{stock, math.Sqrt(max(variance, 0))})
	}
	return f
}
