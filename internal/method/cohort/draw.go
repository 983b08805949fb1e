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

// chance is a probability with what its draws need.
type chance struct {
	p, odds, logq float64
	// below are the probabilities of at most 0, 1, 2 ... of n, in units of 2^-32,
	// for small n; may be empty.
	below []uint32
}

// Tables of chances hold counts below wide of fewer than many persons.
const many, wide = 256, 16

// newChance prepares a chance that is drawn often.
func newChance(p float64) *chance {
	c := chanceOf(p)
	c.below = make([]uint32, many*wide)
	for n := range many {
		at, sum := math.Exp(float64(n)*c.logq), 0.0
		for k := range wide {
			sum += at
			at *= c.odds * float64(n-k) / float64(k+1)
			if k >= n {
				sum, at = 1, 0
			}
			c.below[n*wide+k] = uint32(min(sum*0x1p32, math.MaxUint32))
		}
	}
	return &c
}

func chanceOf(p float64) chance { return chance{p: p, odds: p / (1 - p), logq: math.Log1p(-p)} }

// binomial draws once how many of n it happens to.
func (s *source) binomial(n int, p float64) int {
	c := chanceOf(p)
	return c.of(n, s)
}

// small is the expected count up to which counts are found by going up from 0.
const small = 14

// of draws how many of n persons it happens to (binomial).
func (c *chance) of(n int, s *source) int {
	if at := n * wide; n > 0 && at+wide <= len(c.below) {
		u := uint32(s.next() >> 32)
		row := (*[wide]uint32)(c.below[at:])
		for k := range row {
			if u < row[k] {
				return k
			}
		}
		return c.upwards(n, (float64(u)+0.5)*0x1p-32)
	}
	return c.rare(n, s)
}

// rare draws what stands in no table.
func (c *chance) rare(n int, s *source) int {
	switch {
	case n <= 0 || c.p <= 0:
		return 0
	case c.p >= 1:
		return n
	case c.p > 0.5:
		return n - s.binomial(n, 1-c.p)
	case float64(n)*c.p < small:
		return c.upwards(n, s.unit())
	}
	return c.rejected(n, s)
}

// upwards inverts the distribution function at u from 0 (BINV of Kachitvichyanukul
// and Schmeiser 1988).
func (c *chance) upwards(n int, u float64) int {
	if c.p >= 1 {
		return n
	}
	at := math.Exp(float64(n) * c.logq)
	for k := 0; ; k++ {
		if u < at || k == n {
			return k
		}
		u -= at
		at *= c.odds * float64(n-k) / float64(k+1)
	}
}

// rejected draws by transformed rejection (BTRS of Hörmann 1993), for n p of 10
// and more.
func (c *chance) rejected(n int, s *source) int {
	spread := math.Sqrt(float64(n) * c.p * (1 - c.p))
	b := 1.15 + 2.53*spread
	a := -0.0873 + 0.0248*b + 0.01*c.p
	centre := float64(n)*c.p + 0.5
	vr := 0.92 - 4.2/b
	alpha := (2.83 + 5.1/b) * spread
	mode := math.Floor(float64(n+1) * c.p)
	h := lgamma(mode+1) + lgamma(float64(n)-mode+1)
	for {
		u := s.unit() - 0.5
		v := s.unit()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + centre)
		if k < 0 || k > float64(n) {
			continue
		}
		if us >= 0.07 && v <= vr {
			return int(k)
		}
		v = math.Log(v * alpha / (a/(us*us) + b))
		if v <= h-lgamma(k+1)-lgamma(float64(n)-k+1)+(k-mode)*math.Log(c.odds) {
			return int(k)
		}
	}
}

func lgamma(x float64) float64 {
	y, _ := math.Lgamma(x)
	return y
}

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
		if math.Log(v)+math.Log(inverse)-math.Log(a/(us*us)+b) <= -mean+k*math.Log(mean)-lgamma(k+1) {
			return int(k)
		}
	}
}
