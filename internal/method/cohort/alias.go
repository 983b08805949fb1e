// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import "math"

// alias draws one of several with given shares in constant time (Walker 1977,
// Vose 1991).
type alias struct {
	keep  []float64
	cells []cell
}

// cell is one of equally likely ones: below keep, in units of 2^-32, it is the
// area itself, else the other.
type cell struct {
	keep       uint32
	own, other uint16
}

func newAlias(shares []float64) *alias {
	n := len(shares)
	a := &alias{make([]float64, n), make([]cell, n)}
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	var low, high []int
	for i, s := range shares {
		a.keep[i] = s / sum * float64(n)
		a.cells[i] = cell{own: uint16(i), other: uint16(i)}
		if a.keep[i] < 1 {
			low = append(low, i)
		} else {
			high = append(high, i)
		}
	}
	for len(low) > 0 && len(high) > 0 {
		l, h := low[len(low)-1], high[len(high)-1]
		low = low[:len(low)-1]
		a.cells[l].other = uint16(h)
		a.keep[h] -= 1 - a.keep[l]
		if a.keep[h] < 1 {
			high = high[:len(high)-1]
			low = append(low, h)
		}
	}
	for _, i := range append(low, high...) {
		a.keep[i] = 1 // what rounding left over
		a.cells[i].other = uint16(i)
	}
	for i, k := range a.keep {
		a.cells[i].keep = uint32(min(k*0x1p32, math.MaxUint32))
	}
	return a
}

func (a *alias) draw(s *source) uint16 {
	u := s.next()
	c := &a.cells[uint64(uint32(u>>32))*uint64(len(a.cells))>>32]
	area := c.other
	if uint32(u) < c.keep {
		area = c.own
	}
	return area
}

// mostAreas is what the numbers of areas hold: small numbers keep the homes of a
// city's persons in the nearest cache.
const mostAreas = 1 << 16

// crowd says in which area each person lives, nobody named, so that one of them
// is picked in constant time.
type crowd struct {
	of   []int32  // persons by area
	home []uint16 // the area of each person, in no order
}

// settle puts the persons of each area.
func (c *crowd) settle(areas []int) {
	c.of, c.home = c.of[:0], c.home[:0]
	for i, n := range areas {
		c.of = append(c.of, int32(n))
		for range n {
			c.home = append(c.home, uint16(i))
		}
	}
}

// copyOf begins again as another crowd.
func (c *crowd) copyOf(other *crowd) {
	c.of = append(c.of[:0], other.of...)
	c.home = append(c.home[:0], other.home...)
}

func (c *crowd) add(area uint16) {
	c.of[area]++
	c.home = append(c.home, area)
}

// come adds n persons, each in an area by the shares.
func (c *crowd) come(a *alias, n int, s *source) {
	draws := *s
	for range n {
		c.add(a.draw(&draws))
	}
	*s = draws
}

// pick returns the area of one of the persons, each alike.
func (c *crowd) pick(s *source) uint16 { return c.home[s.below(len(c.home))] }

// leave lets n of the persons go, each alike.
func (c *crowd) leave(n int, s *source) {
	draws, home := *s, c.home
	for range n {
		at, last := draws.below(len(home)), len(home)-1
		c.of[home[at]]--
		home[at] = home[last]
		home = home[:last]
	}
	c.home, *s = home, draws
}
