// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package nowcast

import "math"

// Factor says how values grow from one delay to the next.
type Factor struct {
	Delay int
	Ratio float64 // value at Delay + 1 over value at Delay; 1 where it was never seen
	// Spread is the variance of the next value over this one's size (Mack's
	// sigma squared), in the unit of the values.
	Spread float64
	Pairs  int     // months known at both delays
	Sum    float64 // of their values at Delay
	Falls  bool    // a value was once revised downwards
}

// Factors estimates how values grow: Ratio is the chain ladder's, Spread Mack's
// unbiased estimate, for a single pair his extrapolation from the delays before.
// offset is added to each value: with 1, a count of 0 can still grow.
func (t Triangle) Factors(offset float64) []Factor {
	if len(t.Values) == 0 {
		return nil
	}
	var out []Factor
	for d := range max(len(t.Values[0])-1, 0) {
		f := Factor{Delay: d, Ratio: 1}
		next := 0.0
		t.pairs(d, offset, func(a, b float64) {
			f.Pairs++
			f.Sum += a
			next += b
			f.Falls = f.Falls || b < a
		})
		if f.Pairs > 0 {
			f.Ratio = next / f.Sum
		}
		if f.Pairs > 1 {
			t.pairs(d, offset, func(a, b float64) { f.Spread += a * (b/a - f.Ratio) * (b/a - f.Ratio) })
			f.Spread /= float64(f.Pairs - 1)
		} else if f.Pairs == 1 && d >= 2 && out[d-2].Spread > 0 {
			one, two := out[d-1].Spread, out[d-2].Spread
			f.Spread = min(one*one/two, one, two)
		}
		out = append(out, f)
	}
	return out
}

// pairs calls f with the values of each month that is known at d and d + 1.
func (t Triangle) pairs(d int, offset float64, f func(a, b float64)) {
	for _, row := range t.Values {
		if a, b := row[d]+offset, row[d+1]+offset; a > 0 && b == b {
			f(a, b)
		}
	}
}

// Ultimate is what a month comes to by the chain ladder, and its standard error
// by Mack (1993, theorem 3): the chance of the month itself and that of the
// estimated factors.
type Ultimate struct {
	Value, Error float64
}

// Mack develops each month to the last delay without any chance: a month that was
// never known has the value NaN. total is the standard error of the sum, in which
// the months share the error of the factors.
func Mack(t Triangle, factors []Factor) (months []Ultimate, total float64) {
	square := 0.0 // mean square error of the sum of the months so far
	shared := make([]float64, len(factors))
	for d, f := range factors {
		if f.Sum > 0 && f.Ratio > 0 {
			shared[d] = f.Spread / (f.Ratio * f.Ratio) / f.Sum
		}
	}
	sums := make([]float64, len(factors)) // of the developed values still open at a delay
	for _, row := range t.Values {
		at := age(row)
		if at < 0 {
			months = append(months, Ultimate{math.NaN(), 0})
			continue
		}
		value, relative := row[at], 0.0
		for d := at; d < len(factors); d++ {
			if f := factors[d]; value > 0 && f.Ratio > 0 {
				relative += f.Spread/(f.Ratio*f.Ratio)/value + shared[d]
				value *= f.Ratio
			}
		}
		months = append(months, Ultimate{value, value * math.Sqrt(relative)})
		square += value * value * relative
		for d := at; d < len(factors); d++ {
			square += 2 * value * sums[d] * shared[d]
			sums[d] += value
		}
	}
	return months, math.Sqrt(max(square, 0))
}
