// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// chances are the points at which the pooled quantiles are kept.
var chances = [...]float64{0.005, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.995}

// Pooled quantiles of the errors in units of the spread, at chances: of quiet
// and of restless series. They were taken from training data alone: the last
// values of the training parts of the M3 series, forecast from those before,
// and the applications counted by UNHCR in countries other than Germany
// (docs/methods/forecast.md says how). Both sides are made alike, because a
// series' next turn is unknown.
var (
	quietErrors    = [...]float64{-4.6, -2.9, -1.7, -0.85, 0, 0.85, 1.7, 2.9, 4.6}
	restlessErrors = [...]float64{-3.6, -2.1, -1.1, -0.54, 0, 0.54, 1.1, 2.1, 3.6}
)

// scores are the standard normal quantiles of chances.
var scores = func() (x [len(chances)]float64) {
	for i, p := range chances {
		x[i] = math.Sqrt2 * math.Erfinv(2*p-1)
	}
	return x
}()

// shape carries a standard normal score to an error in units of the spread,
// between quiet (1) and restless (0).
func shape(score, quiet float64) float64 {
	i := 0
	for i+2 < len(scores) && score > scores[i+1] {
		i++
	}
	at := func(j int) float64 { return quiet*quietErrors[j] + (1-quiet)*restlessErrors[j] }
	return at(i) + (score-scores[i])/(scores[i+1]-scores[i])*(at(i+1)-at(i))
}

// score is the standard normal quantile of p.
func score(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// chance is the standard normal distribution function.
func chance(score float64) float64 { return math.Erfc(-score/math.Sqrt2) / 2 }
