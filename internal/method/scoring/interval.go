// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package scoring

import "math"

// Interval is a central prediction interval: the value is expected between Low
// and High with probability Level.
type Interval struct {
	Level     float64 // between 0 and 1, such as 0.8
	Low, High float64
}

// Holds reports whether the value lies in the interval, bounds included.
func (i Interval) Holds(y float64) bool { return i.Low <= y && y <= i.High }

// Score is the interval score (Gneiting and Raftery 2007, eq. 43): the width,
// and 2/alpha for each unit by which the value lies outside, alpha = 1 - Level.
func (i Interval) Score(y float64) float64 {
	alpha := 1 - i.Level
	return i.High - i.Low + 2/alpha*(max(i.Low-y, 0)+max(y-i.High, 0))
}

// WIS is the weighted interval score (Bracher and others 2021): with K intervals
//
//	(|y - median|/2 + sum of alpha_k/2 times the interval score) / (K + 1/2)
//
// in the unit of the series. It approaches the CRPS with more intervals.
func WIS(median float64, intervals []Interval, y float64) float64 {
	sum := math.Abs(y-median) / 2
	for _, i := range intervals {
		sum += (1 - i.Level) / 2 * i.Score(y)
	}
	return sum / (float64(len(intervals)) + 0.5)
}

// Coverage is the share of values that lay in their intervals, between 0 and 1;
// NaN of nothing.
func Coverage(intervals []Interval, actual []float64) float64 {
	held, of := 0.0, 0.0
	for k := range min(len(intervals), len(actual)) {
		if math.IsNaN(actual[k]) {
			continue
		}
		of++
		if intervals[k].Holds(actual[k]) {
			held++
		}
	}
	return held / of
}
