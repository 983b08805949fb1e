// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package nowcast

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// prior is how many months the spread expected of a delay from the others weighs:
// few vintages say little of how far values are off.
const prior = 2

// ladder draws final values.
type ladder struct {
	rungs  []rung
	offset float64
	counts bool
	seed   uint64
}

// rung is a factor with the spread that is taken and its degrees of freedom.
type rung struct {
	Factor
	freedom float64
}

func newLadder(factors []Factor, offset float64, o Options) *ladder {
	l := &ladder{offset: offset, counts: o.Counts, seed: o.Seed}
	for d, f := range factors {
		r := rung{f, float64(max(f.Pairs-1, 0)) + prior}
		if expected := expectation(factors, d); f.Pairs > 0 {
			own := float64(max(f.Pairs-1, 0))
			r.Spread = (own*f.Spread + prior*expected) / (own + prior)
		}
		l.rungs = append(l.rungs, r)
	}
	return l
}

// expectation is the spread that the other delays let expect at d: the geometric
// mean of the nearest ones on both sides, because spreads fall by a factor from
// delay to delay; where no other is known, the delay's own; and where that is not
// known either, that a value is as uncertain as it moved.
func expectation(factors []Factor, d int) float64 {
	near := func(from, to, step int) float64 {
		for i := from; i != to; i += step {
			if factors[i].Pairs > 1 && factors[i].Spread > 0 {
				return factors[i].Spread
			}
		}
		return 0
	}
	before, after := near(d-1, -1, -1), near(d+1, len(factors), 1)
	f := factors[d]
	if f.Pairs > 1 && f.Spread == 0 && f.Ratio == 1 {
		return 0 // never moved
	}
	switch {
	case before > 0 && after > 0:
		return math.Sqrt(before * after)
	case f.Pairs > 1:
		return f.Spread
	case before > 0 && f.Ratio != 1:
		return before
	case f.Pairs > 0:
		return f.Sum / float64(f.Pairs) * (f.Ratio - 1) * (f.Ratio - 1)
	}
	return 0
}

// Purposes of random numbers, so that no two draws share a stream.
const forNowcast = 0x6e6f7763 // "nowc"

// climb draws the final values of the months in one path. The factors are drawn
// once for all months of a path, because their error is the same for all.
func (l *ladder) climb(rows [][]float64, path int) []float64 {
	source := rand.NewPCG(l.seed^forNowcast<<32, uint64(path))
	rng := rand.New(source)
	rungs := make([]rung, len(l.rungs))
	for d, r := range l.rungs {
		if r.Spread > 0 && r.Sum > 0 {
			chi := distuv.ChiSquared{K: r.freedom, Src: source}.Rand()
			r.Spread *= r.freedom / max(chi, 1e-3*r.freedom)
			r.Ratio = max(r.Ratio+math.Sqrt(r.Spread/r.Sum)*rng.NormFloat64(), 1e-3*r.Ratio)
		}
		rungs[d] = r
	}
	out := make([]float64, len(rows))
	for i, row := range rows {
		at := age(row)
		if at < 0 {
			out[i] = math.NaN()
			continue
		}
		out[i] = row[at]
		for _, r := range rungs[min(at, len(rungs)):] {
			out[i] = l.next(out[i], r, source)
		}
	}
	return out
}

// mostGrowth and mostShape, a variance of the logarithm, bound a single step, so
// that no draw leaves what can be added up.
const (
	mostGrowth = 1e3
	mostShape  = 4
)

// next draws the value at the next delay.
func (l *ladder) next(value float64, r rung, source rand.Source) float64 {
	size := value + l.offset
	if r.Pairs == 0 || size <= 0 || r.Ratio == 1 && r.Spread == 0 {
		return value
	}
	mean, variance := size*r.Ratio, size*r.Spread
	if l.counts && !r.Falls {
		return value + more(max(mean-size, 0), variance, source)
	}
	if !(mean > 1e-12*size) {
		return 0 // what was reported was taken back each time
	}
	// A lognormal value of that mean and variance.
	shape := min(math.Log1p(variance/mean/mean), mostShape)
	drawn := distuv.Normal{Mu: math.Log(mean) - shape/2, Sigma: math.Sqrt(shape), Src: source}.Rand()
	value = max(min(math.Exp(drawn), mostGrowth*mean)-l.offset, 0)
	if l.counts {
		return math.Round(value)
	}
	return value
}

// more draws how many are reported in addition: negative binomial with the mean
// and variance, Poisson where they vary no more than chance does.
func more(mean, variance float64, source rand.Source) float64 {
	if mean <= 0 {
		return 0
	}
	rate := mean
	if variance > mean*1.001 {
		size := mean * mean / (variance - mean)
		rate = min(distuv.Gamma{Alpha: size, Beta: size / mean, Src: source}.Rand(), mostGrowth*mean)
	}
	if !(rate > 1e-12) {
		return 0
	}
	return distuv.Poisson{Lambda: rate, Src: source}.Rand()
}
