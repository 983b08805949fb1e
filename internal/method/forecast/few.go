// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"fmt"
	"math"

	"planraum/internal/text"
)

// Few is the number of values below which a series says too little of how far it
// moves: its step is drawn towards fewStep, and its bands are bounded by mostFactor.
const Few = 12

// Least is the number of values below which a series says nothing of it: one step
// cannot be told from chance. Do still gives bands, which come from fewStep alone.
const Least = 3

// fewStep is the size of a step, on the scale, of a series of which nothing is known:
// half way between what counts as quiet and as restless.
const fewStep = (quietBelow + restlessAbove) / 2

// mostFactor bounds the 95 % band of a series of few values, up and down: the factor by
// which cities were wrong at worst in what they announced (docs/methods/forecast.md).
const mostFactor = 5

// given counts the values that are there.
func given(y []float64) int { return len(y) - missing(y) }

// trusted is the weight of a series' own step beside fewStep, from 0 at two values to 1
// at Few: so that the bands of the first values of training series hold what they say
// (docs/methods/forecast.md).
func trusted(n int) float64 {
	if n < Least {
		return 0
	}
	k := float64(n - 2)
	return min(k/(k+2)*float64(Few)/float64(Few-2), 1)
}

// drawn is a step drawn towards fewStep where few values tell it, on the scale of
// logarithms.
func drawn(step float64, n int) float64 {
	if n >= Few {
		return step
	}
	w := trusted(n)
	return math.Pow(max(step, 1e-9), w) * math.Pow(fewStep, 1-w)
}

// bounded keeps the bands of a series of few values within mostFactor.
func (l *look) bounded(n int) {
	if n >= Few {
		return
	}
	most := math.Log(mostFactor) / shape(score(0.975), l.quiet)
	for i := range l.spread {
		l.spread[i] = min(l.spread[i], most)
	}
	l.leap = min(l.leap, math.Log(mostFactor))
}

// few says of a forecast from few values where its bands come from.
func (r *Result) few(n int) {
	switch {
	case n < Least:
		r.Why = text.Text{
			De: fmt.Sprintf("Die Prognose beruht auf nur %s. Wie weit die Reihe schwankt, zeigt sie damit nicht: Das Band ist nicht aus ihr, sondern so breit angenommen, wie Reihen im Mittel schwanken.", values(n, text.De)),
			En: fmt.Sprintf("The forecast rests on only %s. How far the series varies that does not show: the band is not taken from it but assumed as wide as series vary on average.", values(n, text.En)),
		}
	case n < Few && r.Method != Naive:
		r.Why = text.Text{
			De: fmt.Sprintf("Die Prognose beruht auf nur %s. ", values(n, text.De)) + r.Why.De + " Das Band ist zum Teil aus der Reihe, zum Teil so angenommen, wie Reihen im Mittel schwanken.",
			En: fmt.Sprintf("The forecast rests on only %s. ", values(n, text.En)) + r.Why.En + " The band comes in part from the series, in part it is assumed as series vary on average.",
		}
	}
}

func values(n int, l text.Lang) string {
	if n == 1 {
		return text.T("einem Wert", "one value").In(l)
	}
	return fmt.Sprintf(text.T("%d Werten", "%d values").In(l), n)
}
