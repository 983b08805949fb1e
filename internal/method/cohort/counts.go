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

func newCounts(areas, months int) [][]Counts {
	list := make([][]Counts, areas)
	for i := range list {
		list[i] = make([]Counts, months)
	}
	return list
}

// add counts the values of several paths, which lie apart in a list.
func (c *Counts) add(values []int32, apart int) {
	n := c.n
	for at := 0; at < len(values); at += apart {
		v := int(values[at])
		if v >= len(n) {
			n = append(n, make([]uint32, v+16-len(n))...)
		}
		n[v]++
	}
	c.n = n
	c.all += (len(values) + apart - 1) / apart
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
