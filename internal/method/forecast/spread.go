// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"math"
	"slices"
)

// spreads says how far off the forecasts may be, on the scale: the geometric
// mean of what the model of the logarithms expects, without letting its slope
// widen the band faster than a random walk, and of what the series itself
// showed over as many steps, its season taken out. Both are robust: mean
// absolute errors, recent ones with more weight.
func (e *engine) spreads(given []float64, h int, l *look) {
	l.spread = make([]float64, h)
	known := len(given) - missing(given)
	near := drawn(e.step(l.own, given), known)
	l.model.spreads(1, l.spread)
	l.deseason(e.m)
	ratios := make([]float64, 0, len(l.z))
	for i := range h {
		model := near * min(l.spread[i], math.Sqrt(float64(i+1)))
		ratios = ratios[:0]
		for j := 0; j+i+1 < len(given); j++ {
			if given[j] == given[j] && given[j+i+1] == given[j+i+1] {
				ratios = append(ratios, l.adjust[j+i+1]-l.adjust[j])
			}
		}
		slices.Sort(ratios)
		weight := min(1, float64(len(ratios))/24) / 2
		wide := 0.0
		if len(ratios) > 3 {
			wide = ((quantile(ratios, 0.9)-quantile(ratios, 0.1))/2.563 + (quantile(ratios, 0.75)-quantile(ratios, 0.25))/1.349) / 2
		}
		l.spread[i] = math.Pow(model, 1-weight) * math.Pow(max(wide, 0.3*model), weight)
		if i > 0 {
			l.spread[i] = max(l.spread[i], 0.9*l.spread[i-1])
		}
	}
	for i := range l.spread {
		usual := usualSpread * l.sigma * math.Pow(float64(i+1), usualGrowth)
		l.spread[i] *= math.Pow(usual/l.spread[i], usualPull*(1-l.quiet)*trusted(known)) // few values tell no σ to be drawn to
	}
}

// Robust spreads were too small where they were small and too large where they
// were large: on the training series 71 % of the values lay in the 80 % bands of
// the narrowest fifth and 83 % in those of the widest. So the spread of a restless
// series is drawn to the root mean square of its own errors of one step, which
// holds its surges, grown over the steps as it usually does. Chosen on the training
// series.
const (
	usualSpread = 0.73
	usualGrowth = 0.35
	usualPull   = 0.3
)

// step is the size of an error of one step: the geometric mean of two mean
// absolute errors, all alike and with half the weight after each year (in a
// yearly series after four). A series that never moved is given half a step in
// as many steps.
func (e *engine) step(own, given []float64) float64 {
	sum, n, recent, weight := 0.0, 0.0, 0.0, 0.0
	fade := math.Pow(0.5, 1/float64(max(e.m, 4)))
	w := 1.0
	for i := len(own) - 1; i >= 0; i-- {
		if given[i] == given[i] {
			size := math.Abs(own[i])
			sum, n = sum+size, n+1
			recent, weight = recent+w*size, weight+w
		}
		w *= fade
	}
	s := 1.2533 * math.Sqrt(sum/max(n, 1)*recent/max(weight, 1e-300))
	if !(s > 1e-9) {
		return 0.5 / (n + 1)
	}
	return s
}

// deseason sets adjust to z without its season, where it has one.
func (l *look) deseason(m int) {
	l.adjust = append(l.adjust[:0], l.z...)
	if !seasonal(l.z, m) {
		return
	}
	season := decompose(l.z, m, false)
	for i := range l.adjust {
		l.adjust[i] -= season[i%m]
	}
}

// quantile interpolates between sorted values (Hyndman and Fan 1996, type 7).
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
