// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import "slices"

// Counts says how many paths had which whole number: the exact distribution of a
// value over all paths, without keeping them.
type Counts struct {
	n   []uint32
	all int
}

// tally counts the persons of each area and month over paths. The counts of a month
// lie together, area by area, so that they stay in the nearest caches while the
// paths of a batch are counted.
type tally struct {
	months, paths int
	width         []int // by area: how many values are counted
	at            []int // by area: where they begin within a month
	size          int   // of a month
	n             []uint32
}

func newTally(areas, months int) *tally {
	return &tally{months: months, width: make([]int, areas), at: make([]int, areas)}
}

// add counts a month of one path, the persons of each area.
func (c *tally) add(month int, persons []int32) {
	n, at, width := c.n[month*c.size:(month+1)*c.size], c.at[:len(persons)], c.width[:len(persons)]
	for a, v := range persons {
		if int(v) >= width[a] {
			c.widen(persons)
			n, at, width = c.n[month*c.size:(month+1)*c.size], c.at[:len(persons)], c.width[:len(persons)]
		}
		n[at[a]+int(v)]++
	}
}

// widen makes room for the values, and for half as large ones again.
func (c *tally) widen(persons []int32) {
	old := *c
	c.width, c.at, c.size = make([]int, len(persons)), make([]int, len(persons)), 0
	for a, v := range persons {
		c.width[a] = old.width[a]
		if int(v) >= c.width[a] {
			c.width[a] = int(v) + int(v)/2 + 16
		}
		c.at[a] = c.size
		c.size += c.width[a]
	}
	c.n = make([]uint32, c.months*c.size)
	for month := range c.months {
		for a, n := range old.width {
			copy(c.n[month*c.size+c.at[a]:], old.n[month*old.size+old.at[a]:][:n])
		}
	}
}

// counts returns what was counted, by area and month.
func (c *tally) counts() [][]Counts {
	list := make([][]Counts, len(c.width))
	for a := range list {
		list[a] = make([]Counts, c.months)
		for month := range list[a] {
			list[a][month] = Counts{c.n[month*c.size+c.at[a]:][:c.width[a]], c.paths}
		}
	}
	return list
}

// Quantile is the smallest number that at least the share of the paths does not
// exceed; 0 where nothing was counted.
func (c Counts) Quantile(share float64) int {
	need := max(share*float64(c.all), 1)
	below := 0.0
	for value, n := range c.n {
		if below += float64(n); below >= need {
			return value
		}
	}
	return 0
}

// Mean is the average over the paths; 0 where nothing was counted.
func (c Counts) Mean() float64 {
	sum := 0.0
	for value, n := range c.n {
		sum += float64(value) * float64(n)
	}
	return sum / float64(max(c.all, 1))
}

func merge(into, from [][]Counts) {
	for a := range into {
		for t := range into[a] {
			to, other := &into[a][t], from[a][t]
			if len(other.n) > len(to.n) {
				to.n = append(slices.Clip(to.n), make([]uint32, len(other.n)-len(to.n))...)
			}
			for value, n := range other.n {
				to.n[value] += n
			}
			to.all += other.all
		}
	}
}
