// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package scoring

import "math"

// Level is a quantile of a forecast: with the chance Share the value is at most
// Value.
type Level struct{ Share, Value float64 }

// CRPSQuantiles is the CRPS, the integral of (F(x) - [y <= x])^2, of a
// distribution of which only quantiles are known, in rising order: between two of
// them F is a straight line, and what lies beyond the outermost ones lies on
// them. NaN of nothing.
func CRPSQuantiles(levels []Level, y float64) float64 {
	if len(levels) == 0 {
		return math.NaN()
	}
	first, last := levels[0], levels[len(levels)-1]
	sum := max(first.Value-y, 0) + max(y-last.Value, 0)
	for i := 1; i < len(levels); i++ {
		a, b := levels[i-1], levels[i]
		switch {
		case y <= a.Value:
			sum += squared(1-a.Share, 1-b.Share, b.Value-a.Value)
		case y >= b.Value:
			sum += squared(a.Share, b.Share, b.Value-a.Value)
		default:
			at := a.Share + (b.Share-a.Share)*(y-a.Value)/(b.Value-a.Value)
			sum += squared(a.Share, at, y-a.Value) + squared(1-at, 1-b.Share, b.Value-y)
		}
	}
	return sum
}

// squared is the integral of the square of a straight line from p to q over a
// width.
func squared(p, q, width float64) float64 { return width * (p*p + p*q + q*q) / 3 }
