// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

// alias draws one of several with given shares in constant time (Walker 1977,
// Vose 1991).
type alias struct {
	keep  []float64
	other []int32
}

func newAlias(shares []float64) *alias {
	n := len(shares)
	a := &alias{make([]float64, n), make([]int32, n)}
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	var low, high []int
	for i, s := range shares {
		a.keep[i] = s / sum * float64(n)
		a.other[i] = int32(i)
		if a.keep[i] < 1 {
			low = append(low, i)
		} else {
			high = append(high, i)
		}
	}
	for len(low) > 0 && len(high) > 0 {
		l, h := low[len(low)-1], high[len(high)-1]
		low = low[:len(low)-1]
		a.other[l] = int32(h)
		a.keep[h] -= 1 - a.keep[l]
		if a.keep[h] < 1 {
			high = high[:len(high)-1]
			low = append(low, h)
		}
	}
	for _, i := range append(low, high...) {
		a.keep[i] = 1 // what rounding left over
	}
	return a
}

func (a *alias) draw(s *source) int32 {
	u := s.pcg.Uint64()
	i := int32(uint64(uint32(u>>32)) * uint64(len(a.keep)) >> 32)
	if float64(uint32(u))*0x1p-32 < a.keep[i] {
		return i
	}
	return a.other[i]
}

// crowd says in which area each person lives, nobody named, so that one of them
// is picked in constant time.
type crowd struct {
	of   []int32 // persons by area
	home []int32 // the area of each person, in no order
}

// settle puts the persons of each area.
func (c *crowd) settle(areas []int) {
	c.of, c.home = c.of[:0], c.home[:0]
	for i, n := range areas {
		c.of = append(c.of, int32(n))
		for range n {
			c.home = append(c.home, int32(i))
		}
	}
}

// copyOf begins again as another crowd.
func (c *crowd) copyOf(other *crowd) {
	c.of = append(c.of[:0], other.of...)
	c.home = append(c.home[:0], other.home...)
}

func (c *crowd) add(area int32) {
	c.of[area]++
	c.home = append(c.home, area)
}

// pick returns the area of one of the persons, each alike.
func (c *crowd) pick(s *source) int32 { return c.home[s.below(len(c.home))] }

// remove lets one of the persons go, each alike.
func (c *crowd) remove(s *source) {
	at, last := s.below(len(c.home)), len(c.home)-1
	c.of[c.home[at]]--
	c.home[at] = c.home[last]
	c.home = c.home[:last]
}
