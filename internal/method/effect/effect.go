// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package effect judges whether a figure moved after a measure: it sets what came
// beside the forecast of "nothing done" that was made before. It says whether the
// two can be told apart, never why they differ. See docs/methods/effect.md.
package effect

import "math"

// Version names the rule. It changes with any change that can change a verdict.
const Version = "effect/1"

// Level is the probability in percent of the range that verdicts rest on.
const Level = 80.0

// Band is the forecast of a figure on a day if nothing is done: its median and the
// range in which it lies with a probability. All in the figure's unit.
type Band struct {
	Median, Low, High float64
}

// Verdict says where what came lies.
type Verdict int

// The verdicts.
const (
	Unknown Verdict = iota // no value is known
	Inside                 // in the range of nothing done: no effect is to be seen in it
	Beyond                 // outside of it, on the side that was expected
	Against                // outside of it, on the other side
)

// Judge says where a value lies that was expected to change by change. The bounds
// belong to the range. What is no number is unknown.
func Judge(b Band, change, actual float64) Verdict {
	switch {
	case !finite(b.Low, b.High, b.Median, change, actual) || change == 0:
		return Unknown
	case actual >= b.Low && actual <= b.High:
		return Inside
	case (actual > b.High) == (change > 0):
		return Beyond
	}
	return Against
}

// Target is the value that was expected: the median of nothing done and the change.
func Target(b Band, change float64) float64 { return b.Median + change }

// Telling reports whether the expected value lies outside of the range, so that
// reaching it could be told from nothing done.
func Telling(b Band, change float64) bool { return Judge(b, change, Target(b, change)) == Beyond }

// Share is which part of the expected change came; below 0 where the figure moved
// the other way. It is no estimate of the measure's effect.
func Share(b Band, change, actual float64) (float64, bool) {
	if !finite(b.Median, change, actual) || change == 0 {
		return 0, false
	}
	return (actual - b.Median) / change, true
}

// Due is the part of a change that is expected on the way: in even steps from the
// day on which it was expected (days 0) to the check date (days whole).
func Due(change float64, days, whole int) float64 {
	if whole <= 0 || days >= whole {
		return change
	}
	return change * float64(max(days, 0)) / float64(whole)
}

// Short is the part of what was due below which a measure counts as off its track.
const Short = 0.5

// OffTrack reports whether less than half of what was due by then came. It is a
// convention for a list, not a test.
func OffTrack(b Band, due, actual float64) bool {
	share, ok := Share(b, due, actual)
	return ok && share < Short
}

func finite(list ...float64) bool {
	for _, v := range list {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
