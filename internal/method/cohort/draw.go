// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import "math"

// source draws for one path (SplitMix64; Steele, Lea and Flood 2014). It is small
// enough to be copied into the loops that draw. Each path has its own, begun at a
// place of the sequence that hangs on seed and path alone, so that the same path
// is the same on any number of cores.
type source struct{ at uint64 }

func newSource(seed, path uint64) *source {
	begin := source{seed}
	begin.at = begin.next() ^ path*0x9e3779b97f4a7c15
	return &source{begin.next()}
}

func (s *source) next() uint64 {
	s.at += 0x9e3779b97f4a7c15
	z := s.at
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// unit is uniform over [0, 1).
func (s *source) unit() float64 { return float64(s.next()>>11) * 0x1p-53 }

// below is uniform over 0 .. n-1 (Lemire 2019; the bias of below 2^-32 for
// numbers of persons is left).
func (s *source) below(n int) int {
	return int(uint64(uint32(s.next()>>32)) * uint64(n) >> 32)
}

// small is the mean up to which counts are found by going up from 0.
const small = 14

// poisson draws a count with the mean.
func (s *source) poisson(mean float64) int {
	switch {
	case !(mean > 0):
		return 0
	case mean < small:
		at := math.Exp(-mean)
		u := s.unit()
		for k := 0; ; k++ {
			if u < at || k > 200 {
				return k
			}
			u -= at
			at *= mean / float64(k+1)
		}
	}
	// Transformed rejection (PTRS of Hörmann 1993).
	b := 0.931 + 2.53*math.Sqrt(mean)
	a := -0.059 + 0.02483*b
	inverse := 1.1239 + 1.1328/(b-3.4)
	vr := 0.9277 - 3.6224/(b-2)
	for {
		u := s.unit() - 0.5
		v := s.unit()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + mean + 0.43)
		if us >= 0.07 && v <= vr {
			return int(k)
		}
		if k < 0 || us < 0.013 && v > us {
			continue
		}
		if math.Log(v)+math.Log(inverse)-math.Log(a/(us*us)+b) <= -mean+k*math.Log(mean)-logFactorial(k) {
			return int(k)
		}
	}
}
