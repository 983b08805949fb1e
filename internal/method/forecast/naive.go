// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "slices"

// leastRatios is how many ratios of values make a distribution of their own.
const leastRatios = 4

// naive returns the distribution of step i of the naive forecast: the last value
// times or divided by the ratios that the series showed over i+1 steps. Each
// ratio stands there with its inverse, so that the last value is the median and
// lies inside every band: a series' next turn is unknown, and one that mostly
// rose may fall next. So does the baseline of the COVID-19 Forecast Hub (Cramer
// and others 2022). Of a series that never moved over as many steps, or showed
// too few ratios, the spread of the models counts. Zeros at the end are no ratios:
// how far it fell to nothing says not how far it may rise.
func (e *engine) naive(y []float64, l *look, i int) margin {
	var sizes []float64
	end := len(y) - zerosAtEnd(y)
	for j := 0; j+i+1 < end; j++ {
		if y[j] == y[j] && y[j+i+1] == y[j+i+1] {
			sizes = append(sizes, max(l.z[j+i+1]-l.z[j], l.z[j]-l.z[j+i+1]))
		}
	}
	slices.Sort(sizes)
	last := l.z[len(l.z)-1]
	if n := len(sizes); n < leastRatios || sizes[n-1] == 0 {
		return e.scale.around(last, l.spread[i], l.quiet, zerosAtEnd(y))
	}
	out := margin{scale: e.scale, centre: last, spread: l.spread[i], quiet: l.quiet, errors: mirrored(sizes)}
	if l.left > 0 {
		out.least = l.spread[i]
	}
	return out
}

// mirrored returns sorted sizes with both signs, sorted.
func mirrored(sizes []float64) []float64 {
	n := len(sizes)
	both := make([]float64, 2*n)
	for k, v := range sizes {
		both[n-1-k], both[n+k] = -v, v
	}
	return both
}
