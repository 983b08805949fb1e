// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package scoring

import "math"

// PIT says where the value lay in a forecast's sample: the share of the sample
// below it and the share not above it. Over many good forecasts they fill the
// span from 0 to 1 evenly.
type PIT struct{ Below, UpTo float64 }

// PITOf places a value in a sample of any order.
func PITOf(sample []float64, y float64) PIT {
	var p PIT
	for _, x := range sample {
		if x < y {
			p.Below++
		}
		if x <= y {
			p.UpTo++
		}
	}
	n := float64(len(sample))
	return PIT{p.Below / n, p.UpTo / n}
}

// Histogram spreads each value's place evenly over its span, so that ties and
// counts need no chance (Czado, Gneiting and Held 2009): shares of the bins of
// equal width from 0 to 1, which add up to 1. Where the bands are right every bin
// holds 1/bins; a U says too narrow, a hump too wide.
func Histogram(list []PIT, bins int) []float64 {
	shares := make([]float64, bins)
	for _, p := range list {
		before := 0.0
		for b := range shares {
			upTo := p.within(float64(b+1) / float64(bins))
			shares[b] += (upTo - before) / float64(len(list))
			before = upTo
		}
	}
	return shares
}

// within is the distribution function of one value's place.
func (p PIT) within(u float64) float64 {
	switch {
	case u >= p.UpTo:
		return 1
	case u <= p.Below:
		return 0
	}
	return (u - p.Below) / (p.UpTo - p.Below)
}

// Quantile is the empirical quantile of a sorted sample with linear
// interpolation (type 7 of Hyndman and Fan 1996); NaN of an empty one.
func Quantile(sorted []float64, share float64) float64 {
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	at := share * float64(n-1)
	k := min(max(int(math.Floor(at)), 0), n-1)
	if k == n-1 {
		return sorted[k]
	}
	return sorted[k] + (at-float64(k))*(sorted[k+1]-sorted[k])
}
