// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"slices"
)

// Quantiles returns the limits that part the values into k classes of about
// the same size: k-1 values, ascending, without repetition.
func Quantiles(values []float64, k int) []float64 {
	sorted := finite(values)
	var limits []float64
	for i := 1; i < k && len(sorted) > 0; i++ {
		limits = append(limits, sorted[min(i*len(sorted)/k, len(sorted)-1)])
	}
	return distinct(limits, sorted)
}

// NaturalBreaks returns the limits that part the values into k classes with
// the least squared deviation within them (Jenks 1967, found exactly by
// Fisher's dynamic programme). It takes time in the square of the number of
// values.
func NaturalBreaks(values []float64, k int) []float64 {
	sorted := finite(values)
	n := len(sorted)
	if k = min(k, n); k < 2 {
		return nil
	}
	sum, square := make([]float64, n+1), make([]float64, n+1)
	for i, v := range sorted {
		sum[i+1], square[i+1] = sum[i]+v, square[i]+v*v
	}
	deviation := func(i, j int) float64 { // of sorted[i:j]
		s := sum[j] - sum[i]
		return square[j] - square[i] - s*s/float64(j-i)
	}
	least := make([]float64, n+1) // for the first j values in the classes so far
	for j := 1; j <= n; j++ {
		least[j] = deviation(0, j)
	}
	starts := make([][]int, k) // where the last class begins
	for c := 1; c < k; c++ {
		next := make([]float64, n+1)
		starts[c] = make([]int, n+1)
		for j := range next {
			next[j] = math.Inf(1)
			for i := c; i < j; i++ {
				if d := least[i] + deviation(i, j); d < next[j] {
					next[j], starts[c][j] = d, i
				}
			}
		}
		least = next
	}
	var limits []float64
	for c, j := k-1, n; c > 0; c-- {
		j = starts[c][j]
		limits = append(limits, sorted[j])
	}
	slices.Reverse(limits)
	return distinct(limits, sorted)
}

// finite returns the values that are numbers, ascending.
func finite(values []float64) []float64 {
	out := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	slices.Sort(out)
	return out
}

// distinct drops limits that would leave an empty class.
func distinct(limits, sorted []float64) []float64 {
	limits = slices.Compact(limits)
	for len(limits) > 0 && limits[0] <= sorted[0] {
		limits = limits[1:]
	}
	return limits
}

// classOf returns the class of a value: the number of limits at or below it.
func classOf(v float64, limits []float64) int {
	n := 0
	for _, l := range limits {
		if v >= l {
			n++
		}
	}
	return n
}
