// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
)

// courses returns how the error of each step is made of the shocks of this and
// earlier steps: the shares of the model on the scale, made to variance 1. The
// naive forecast's errors add up as those of a random walk.
func courses(l *look, method string, h int) [][]float64 {
	weights := make([]float64, h) // of a shock j steps ago
	damp, power := 0.0, 1.0
	m := len(l.model.Season0)
	for j := range weights {
		switch {
		case j == 0 || method == Naive:
			weights[j] = 1
			continue
		}
		power *= l.model.Phi
		damp += power
		// A slope may widen a band no faster than a random walk, see spreads.
		weights[j] = min(l.model.Alpha+l.model.Beta*damp, 1)
		if m > 0 && j%m == 0 {
			weights[j] += l.model.Gamma
		}
	}
	out := make([][]float64, h)
	sum := 0.0
	for i := range h {
		sum += weights[i] * weights[i]
		for j := range i + 1 {
			out[i] = append(out[i], weights[i-j]/math.Sqrt(sum)) // share of the shock of step j
		}
	}
	return out
}

// Purposes of random numbers, so that no two draws share a stream.
const forPaths = 0x73657269 // "seri"

// paths draws courses whose distribution at each step is the step's margin and
// whose errors hang together from step to step as the model's do (Gaussian
// copula). Each path has its own stream of random numbers, so that its values
// depend on seed and number alone. Paths 2k and 2k+1 have opposite shocks,
// which keeps the median of few paths near the true one. What the last values leave
// open is the same course for all steps of a path.
func paths(steps []margin, shares [][]float64, gap int, moved sway, o Options) [][]float64 {
	parts := make([]float64, len(steps))
	for i := range steps {
		parts[i] = steps[i].shared()
	}
	steps = steps[gap:]
	out := make([][]float64, o.Paths)
	all := make([]float64, o.Paths*len(steps))
	shocks := make([]float64, len(shares))
	for k := range out {
		rng := rand.New(rand.NewPCG(o.Seed^forPaths<<32, uint64(k/2)))
		sign := float64(1 - 2*(k%2))
		for j := range shocks {
			shocks[j] = sign * rng.NormFloat64()
		}
		out[k] = all[k*len(steps) : (k+1)*len(steps) : (k+1)*len(steps)]
		for i := range steps {
			x := 0.0
			for j, w := range shares[gap+i] {
				x += w * shocks[j]
			}
			if part := parts[gap+i]; part > 0 {
				x = math.Sqrt(1-part*part)*x + part*moved.shift[k%len(moved.shift)][gap+i]/moved.size[gap+i]
			}
			out[k][i] = steps[i].at(x)
		}
	}
	return out
}

// Sum returns median and bands of the sum of the steps from to to (1 is the
// first; both included) over the paths: the bound of a sum is not the sum of
// the bounds. levels are in percent. Without paths there is nothing to sum: 0.
func (r Result) Sum(from, to int, levels []float64) (median float64, out []Band) {
	sums := make([]float64, len(r.Paths))
	for k, path := range r.Paths {
		for i := from; i <= to; i++ {
			sums[k] += path[i-1]
		}
	}
	slices.Sort(sums)
	for _, level := range levels {
		out = append(out, Band{level, []float64{quantile(sums, 0.5-level/200)}, []float64{quantile(sums, 0.5+level/200)}})
	}
	return quantile(sums, 0.5), out
}
