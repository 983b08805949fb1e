// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import "math"

// chance is a probability with what its draws need.
type chance struct {
	p float64 // at most 1/2 where there are rows
	// other is the chance that it does not happen, where that is the rarer one.
	other *chance
	// rows draw how many of n it happens to in constant time (Walker 1977): wide cells
	// for each n, equally likely; below keep, in units of 2^-28, it is the number of
	// the cell, else the one in its last four bits. The last number stands for all
	// from wide-1 on.
	rows []uint32
	held []float64 // by n: the probability of a number below wide-1
}

// Rows hold counts below wide of fewer than many persons of whom it is expected to
// happen to fewer than common.
const (
	many, wide = 256, 16
	common     = 10
)

// newChance prepares a chance that is drawn often.
func newChance(p float64) *chance {
	c := &chance{p: p}
	if p > 0.5 {
		c.other = newChance(1 - p)
		return c
	}
	shares := make([]float64, wide)
	for n := 0; n < many && float64(n)*p < common; n++ {
		at, sum := math.Exp(float64(n)*math.Log1p(-p)), 0.0
		for k := range wide - 1 {
			shares[k] = at
			sum += at
			at *= p / (1 - p) * float64(max(n-k, 0)) / float64(k+1)
		}
		shares[wide-1] = max(1-sum, 0)
		if n < wide-1 {
			shares[wide-1] = 0 // no more than all
		}
		c.held = append(c.held, sum)
		for _, cell := range newAlias(shares).cells {
			c.rows = append(c.rows, cell.keep>>4<<4|uint32(cell.other))
		}
	}
	return c
}

// of draws how many of n persons it happens to (binomial).
func (c *chance) of(n int, s *source) int {
	bins, taken := [...]int32{int32(n)}, [1]int32{}
	return c.take(bins[:], taken[:], s)
}

// take draws for each bin to how many of its persons it happens, takes them out and
// returns their sum. A random number does for two bins.
func (c *chance) take(bins, taken []int32, s *source) int {
	sum, draws, u := 0, *s, uint64(0)
	taken = taken[:len(bins)]
	for i, n := range bins {
		if i&1 == 0 {
			u = draws.next()
		} else {
			u <<= 32
		}
		k := c.cell(uint(n), u)
		if k >= wide-1 {
			*s = draws
			k = c.beyond(int(n), s)
			draws = *s
		}
		bins[i], taken[i] = n-int32(k), int32(k)
		sum += k
	}
	*s = draws
	return sum
}

// cell draws from the row of n by the upper half of u; wide where there is none.
func (c *chance) cell(n uint, u uint64) int {
	at := uint(u >> 60)
	if at += n * wide; at >= uint(len(c.rows)) {
		return wide
	}
	cell := c.rows[at]
	k := cell % wide
	if uint32(u>>32)<<4 < cell&^15 { // no jump, so that nothing is guessed wrong
		k = uint32(at) % wide
	}
	return int(k)
}

// beyond draws what stands in no row: the end of one, or that of more persons.
func (c *chance) beyond(n int, s *source) int {
	switch {
	case c.other != nil:
		return n - c.other.of(n, s)
	case uint(n) < uint(len(c.held)):
		return max(upwards(n, c.p, c.held[n]+s.unit()*(1-c.held[n])), min(n, wide-1))
	}
	return s.binomial(n, c.p)
}

// binomial draws once how many of n it happens to.
func (s *source) binomial(n int, p float64) int {
	switch {
	case n <= 0 || p <= 0:
		return 0
	case p >= 1:
		return n
	case p > 0.5:
		return n - s.binomial(n, 1-p)
	case float64(n)*p < common:
		return upwards(n, p, s.unit())
	}
	return s.rejected(float64(n), p)
}

// upwards inverts the distribution function at u from 0 (BINV of Kachitvichyanukul
// and Schmeiser 1988).
func upwards(n int, p, u float64) int {
	at := math.Exp(float64(n) * math.Log1p(-p))
	odds := p / (1 - p)
	for k := 0; ; k++ {
		if u < at || k == n {
			return k
		}
		u -= at
		at *= odds * float64(n-k) / float64(k+1)
	}
}

// rejected draws by transformed rejection (BTRS of Hörmann 1993), for n p of 10
// and more and p up to 1/2. Four draws of five need no logarithm.
func (s *source) rejected(n, p float64) int {
	spread := math.Sqrt(n * p * (1 - p))
	b := 1.15 + 2.53*spread
	a := -0.0873 + 0.0248*b + 0.01*p
	for {
		u := s.unit() - 0.5
		v := s.unit()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + n*p + 0.5)
		if us >= 0.07 && v <= 0.92-4.2/b {
			return int(k)
		}
		if k < 0 || k > n {
			continue
		}
		mode := math.Floor((n + 1) * p)
		v *= (2.83 + 5.1/b) * spread / (a/(us*us) + b)
		if math.Log(v) <= logFactorial(mode)+logFactorial(n-mode)-logFactorial(k)-logFactorial(n-k)+(k-mode)*math.Log(p/(1-p)) {
			return int(k)
		}
	}
}

// logFactorial is log(x!): of small numbers from a list, of others by Stirling's
// series, whose next term is nothing there.
func logFactorial(x float64) float64 {
	if x < float64(len(smallFactorials)) {
		return smallFactorials[int(x)]
	}
	i := 1 / (x * x)
	return (x+0.5)*math.Log(x) - x + 0.9189385332046727 + (1.0/12-i*(1.0/360-i*(1.0/1260)))/x
}

var smallFactorials = func() (list [4096]float64) {
	for k := 2; k < len(list); k++ {
		list[k] = list[k-1] + math.Log(float64(k))
	}
	return list
}()
