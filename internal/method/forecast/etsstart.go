// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// start guesses the states before the first value: a season from a classical
// decomposition, or where less than three cycles are given from one wave
// beside a straight line, then level and slope from a line through the first
// values without the season (Hyndman et al. 2008, section 2.6.1).
func start(f Form, y []float64, m int) (level, slope float64, season []float64) {
	bare := y
	if f.Season != NoSeason {
		season = startSeason(f.Season == FactorSeason, y, m)
		bare = make([]float64, len(y))
		for i, v := range y {
			if f.Season == FactorSeason {
				bare[i] = v / max(season[i%m], 0.01)
			} else {
				bare[i] = v - season[i%m]
			}
		}
	} else {
		m = 1
	}
	head := bare[:min(max(10, 2*m), len(bare))]
	if f.Trend == NoTrend {
		return mean(head), 0, season
	}
	level, slope = line(head)
	return level, slope, season
}

func startSeason(factor bool, y []float64, m int) []float64 {
	var season []float64
	if len(y) >= 3*m {
		season = decompose(y, m, factor)
	} else {
		season = wave(y, m, factor)
	}
	if factor {
		sum := 0.0
		for i := range season {
			season[i] = max(season[i], 0.01)
			sum += season[i]
		}
		for i := range season {
			season[i] *= float64(m) / sum
		}
	}
	return season
}

// wave fits a straight line and one sine of length m and returns the season
// that the values show around the line, averaged over the cycles.
func wave(y []float64, m int, factor bool) []float64 {
	columns := 4
	if m == 2 {
		columns = 3
	}
	rows := make([][]float64, len(y))
	for i := range y {
		at := 2 * math.Pi * float64(i+1) / float64(m)
		rows[i] = []float64{1, float64(i + 1), math.Cos(at), math.Sin(at)}[:columns]
	}
	c := leastSquares(rows, y)
	season, seen := make([]float64, m), make([]float64, m)
	for i, v := range y {
		base := c[0] + c[1]*float64(i+1)
		d := v - base
		if factor {
			d = v / max(base, 1e-9)
		}
		if v == v {
			season[i%m] += d
			seen[i%m]++
		}
	}
	centre(season, seen, factor)
	return season
}
