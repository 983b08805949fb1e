// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reconcile

import "errors"

// Own reports for each node whether it is forecast from its own series: nodes
// without a parent, and the parts of such a node where every one of them has at
// least OwnForecast inhabitants. All others get a share of the nearest one above
// and are to be marked as such: parts are forecast together or not at all, so that
// what is forecast always adds up to a whole.
func (t *Tree) Own(inhabitants []float64) []bool {
	own, small := make([]bool, t.Len()), make([]bool, t.Len())
	for i, p := range t.parent {
		if p >= 0 && !(inhabitants[i] >= OwnForecast) {
			small[p] = true
		}
	}
	for _, node := range t.order {
		p := t.parent[node]
		own[node] = p < 0 || own[p] && !small[p]
	}
	return own
}

// Hierarchy makes whole sample paths add up: nodes with a forecast of their own
// are reconciled, nodes below them get their shares.
type Hierarchy struct {
	tree   *Tree
	own    []bool
	nodes  []int // with a forecast of their own, in the order of upper
	upper  *Tree
	gain   *Reconciler // nil: from below
	shares []float64
	ends   []bool // own nodes without own parts
}

// Hierarchy prepares the tree. own is as Own returns it, or true for the tops
// alone (top-down). weigh returns the weight for the tree of the nodes that are
// forecast themselves, whose nodes in t are given: such as Shrunk errors (MinT),
// or upper.Structural. nil sums up from below (bottom-up). shares are as Shares
// returns them.
func (t *Tree) Hierarchy(own []bool, shares []float64, weigh func(upper *Tree, nodes []int) (Weight, error)) (*Hierarchy, error) {
	if len(own) != t.Len() || len(shares) != t.Len() {
		return nil, errors.New("reconcile.Hierarchy: not a mark and a share for each node")
	}
	h := &Hierarchy{tree: t, own: own, shares: shares, ends: make([]bool, t.Len())}
	place := make([]int, t.Len())
	var parent []int
	for _, node := range t.order {
		p := t.parent[node]
		switch {
		case !own[node] && p < 0:
			return nil, errors.New("reconcile.Hierarchy: a top without a forecast of its own")
		case own[node] && p >= 0 && !own[p]:
			return nil, errors.New("reconcile.Hierarchy: a forecast of its own below a share")
		case !own[node]:
			continue
		}
		place[node] = len(h.nodes)
		h.nodes, h.ends[node] = append(h.nodes, node), true
		if p < 0 {
			parent = append(parent, -1)
			continue
		}
		h.ends[p] = false
		parent = append(parent, place[p])
	}
	for i, p := range t.parent {
		if p >= 0 && !own[i] && own[p] && !h.ends[p] {
			return nil, errors.New("reconcile.Hierarchy: parts of which only some have a forecast of their own")
		}
	}
	var err error
	if h.upper, err = NewTree(parent); err != nil || weigh == nil {
		return h, err
	}
	w, err := weigh(h.upper, h.nodes)
	if err != nil {
		return nil, err
	}
	h.gain, err = h.upper.Reconciler(w)
	return h, err
}

// Nodes returns the nodes that are forecast themselves.
func (h *Hierarchy) Nodes() []int { return h.nodes }

// Shared reports whether a node's values are a share of a larger area's.
func (h *Hierarchy) Shared(node int) bool { return !h.own[node] }

// Apply makes the values of one step of one path add up, none below zero. Values
// of shared nodes are not read.
func (h *Hierarchy) Apply(values []float64) {
	upper := make([]float64, len(h.nodes))
	for k, node := range h.nodes {
		upper[k] = values[node]
	}
	if h.gain != nil {
		h.gain.ApplyPositive(upper)
	}
	for k, node := range h.nodes {
		values[node] = max(upper[k], 0)
	}
	h.tree.MiddleOut(values, func(node int) bool { return h.ends[node] }, h.shares)
}

// Paths applies it to every step of every path: paths holds a path's values by
// node and step.
func (h *Hierarchy) Paths(paths [][][]float64) {
	values := make([]float64, h.tree.Len())
	for _, path := range paths {
		if len(path) == 0 {
			continue
		}
		for step := range path[0] {
			for node := range values {
				values[node] = path[node][step]
			}
			h.Apply(values)
			for node, v := range values {
				path[node][step] = v
			}
		}
	}
}
