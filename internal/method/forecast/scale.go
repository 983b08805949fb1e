// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// scale is how values are carried to the scale on which errors are alike at
// high and low levels: log(1 + y / unit), or y / unit where a value is negative.
type scale struct {
	unit   float64
	linear bool
	whole  bool    // values are whole numbers of 0 or more
	floor  float64 // least value of whole numbers: 1 where months without any are missing, else 0
}

// scaleOf chooses the scale. Counts have the unit 1; other values one that is
// small against them, so that the unit they are written in changes nothing.
func scaleOf(y []float64) scale {
	s := scale{unit: 1, whole: true}
	size, n := 0.0, 0
	for _, v := range y {
		if v != v {
			continue
		}
		s.linear = s.linear || v < 0
		s.whole = s.whole && v >= 0 && v == math.Trunc(v)
		size += math.Abs(v)
		n++
	}
	size /= float64(max(n, 1))
	if s.whole && silent(y) {
		s.floor = 1
	}
	switch {
	case s.linear && size > 0:
		s.unit = size
	case !s.linear && !s.whole && size > 0:
		s.unit = min(1, size/100)
	}
	return s
}

func (s scale) to(v float64) float64 {
	if s.linear {
		return v / s.unit
	}
	return math.Log1p(max(v, 0) / s.unit)
}

// most is the greatest value on the scale that is carried back, so that no
// number grows beyond what can be added up.
const most = 60

func (s scale) from(z float64) float64 {
	if s.linear {
		return z * s.unit
	}
	v := math.Expm1(min(max(z, 0), most)) * s.unit
	if s.whole {
		return max(math.Round(v), s.floor)
	}
	return v
}

// exact is from without rounding to whole numbers, for means.
func (s scale) exact(z float64) float64 {
	s.whole = false
	return s.from(z)
}

func (s scale) all(y []float64, out []float64) []float64 {
	out = out[:0]
	for _, v := range y {
		if v == v {
			v = s.to(v)
		}
		out = append(out, v)
	}
	return out
}

// filled returns y with missing values on the straight line between their
// neighbours; before the first and after the last value that value stands.
func filled(y []float64, out []float64) []float64 {
	out = append(out[:0], y...)
	last := -1
	for i, v := range y {
		if v != v {
			continue
		}
		for j := last + 1; j < i; j++ {
			out[j] = v
			if last >= 0 {
				out[j] = y[last] + (v-y[last])*float64(j-last)/float64(i-last)
			}
		}
		last = i
	}
	for j := last + 1; last >= 0 && j < len(y); j++ {
		out[j] = y[last]
	}
	return out
}
