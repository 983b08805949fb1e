// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package reconcile makes forecasts of a city, its districts and subdistricts
// add up, in every sample path: from below, from above, or by minimum trace
// (MinT, Wickramasuriya, Athanasopoulos and Hyndman 2019), and never below zero.
// See docs/methods/reconcile.md.
package reconcile

import (
	"fmt"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "reconcile/1"

// OwnForecast is the number of inhabitants from which on an area's own series is
// forecast. A smaller area gets a share of the next larger one, marked as such:
// its own history is mostly chance. The bound is a convention of this program.
const OwnForecast = 8_000

// Tree says which nodes are part of which. Values of nodes are slices in the
// order of the nodes.
type Tree struct {
	parent []int
	order  []int   // every node after its parent
	leaves []int   // nodes without parts, in rising order
	below  [][]int // of each node the positions within leaves
	wholes []int   // nodes with parts, in rising order
}

// NewTree returns the tree in which node i is part of node parent[i]; a negative
// parent: part of nothing. It refuses parents that are not there and circles.
func NewTree(parent []int) (*Tree, error) {
	t := &Tree{parent: parent, below: make([][]int, len(parent))}
	parts := make([][]int, len(parent))
	for i, p := range parent {
		if p >= len(parent) {
			return nil, fmt.Errorf("reconcile.NewTree: node %d is part of node %d of %d", i, p, len(parent))
		}
		if p >= 0 {
			parts[p] = append(parts[p], i)
		} else {
			t.order = append(t.order, i)
		}
	}
	for at := 0; at < len(t.order); at++ {
		t.order = append(t.order, parts[t.order[at]]...)
	}
	if len(t.order) != len(parent) {
		return nil, fmt.Errorf("reconcile.NewTree: %d of %d nodes are part of themselves", len(parent)-len(t.order), len(parent))
	}
	for i := range parent {
		if len(parts[i]) > 0 {
			t.wholes = append(t.wholes, i)
			continue
		}
		for at := i; at >= 0; at = parent[at] {
			t.below[at] = append(t.below[at], len(t.leaves))
		}
		t.leaves = append(t.leaves, i)
	}
	return t, nil
}

// Len is the number of nodes.
func (t *Tree) Len() int { return len(t.parent) }

// Leaves returns the nodes without parts, in rising order.
func (t *Tree) Leaves() []int { return t.leaves }

// BottomUp sets every whole to the sum of its leaves.
func (t *Tree) BottomUp(values []float64) {
	for _, w := range t.wholes {
		sum := 0.0
		for _, l := range t.below[w] {
			sum += values[t.leaves[l]]
		}
		values[w] = sum
	}
}

// Coherent is the largest distance of a whole to the sum of its leaves.
func (t *Tree) Coherent(values []float64) float64 {
	worst := 0.0
	for _, w := range t.wholes {
		sum := 0.0
		for _, l := range t.below[w] {
			sum += values[t.leaves[l]]
		}
		worst = max(worst, abs(values[w]-sum))
	}
	return worst
}

// TopDown spreads the values of nodes without a parent over their leaves by
// shares (of each node of its top; those of wholes are not read) and sums up.
func (t *Tree) TopDown(values, shares []float64) {
	t.spread(values, func(node int) bool { return t.parent[node] < 0 }, shares)
}

// MiddleOut keeps the values of the nodes for which own reports true, with none
// of them below another. What is below gets its share of the node above that
// has a forecast of its own; what is above is summed up.
func (t *Tree) MiddleOut(values []float64, own func(node int) bool, shares []float64) {
	t.spread(values, own, shares)
}

func (t *Tree) spread(values []float64, own func(int) bool, shares []float64) {
	for _, node := range t.order {
		if !own(node) || len(t.below[node]) == 1 && t.leaves[t.below[node][0]] == node {
			continue
		}
		whole, sum := values[node], 0.0
		for _, l := range t.below[node] {
			sum += shares[t.leaves[l]]
		}
		for _, l := range t.below[node] {
			part := 1 / float64(len(t.below[node])) // nothing known: alike
			if sum > 0 {
				part = shares[t.leaves[l]] / sum
			}
			values[t.leaves[l]] = whole * part
		}
	}
	t.BottomUp(values)
}

// Shares are the proportions of the history's averages (Gross and Sohl 1990,
// method F): of each node its part of the top above it, between 0 and 1.
// History holds a row of all nodes for each time.
func (t *Tree) Shares(history [][]float64) []float64 {
	sums := make([]float64, t.Len())
	for _, row := range history {
		for i, x := range row {
			sums[i] += x
		}
	}
	shares := make([]float64, t.Len())
	for i := range shares {
		top := i
		for t.parent[top] >= 0 {
			top = t.parent[top]
		}
		if sums[top] > 0 {
			shares[i] = sums[i] / sums[top]
		}
	}
	return shares
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
