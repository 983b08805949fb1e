// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reconcile

import (
	"errors"

	"gonum.org/v1/gonum/mat"
)

// prepareBounds keeps what the solution within bounds needs.
func (r *Reconciler) prepareBounds(w Weight) error {
	t := r.tree
	var solve mat.Cholesky
	if !solve.Factorize(w.cov) {
		return errors.New("reconcile.Reconciler: the weight is not positive definite")
	}
	var inverse mat.SymDense
	if err := solve.InverseTo(&inverse); err != nil {
		return errors.Join(errors.New("reconcile.Reconciler: the weight is too uneven"), err)
	}
	r.precision = &inverse
	leaves := len(t.leaves)
	half := mat.NewDense(t.Len(), leaves, nil) // W^-1 S
	for node := range t.Len() {
		for _, l := range t.below[node] {
			for i := range t.Len() {
				half.Set(i, l, half.At(i, l)+inverse.At(i, node))
			}
		}
	}
	normal := mat.NewSymDense(leaves, nil)
	for a := range leaves {
		for b := range a + 1 {
			x := 0.0
			for at := t.leaves[a]; at >= 0; at = t.parent[at] {
				x += half.At(at, b)
			}
			normal.SetSym(a, b, x)
		}
	}
	r.normal = normal
	return nil
}

// ApplyPositive reconciles as Apply does, under the condition that no leaf and so
// no node is below zero: the leaves b of the smallest (y - Sb)' W^-1 (y - Sb) with
// b >= 0 (Wickramasuriya, Turlach and Hyndman 2020), found by the active set
// method of Lawson and Hanson (1974). Where Apply gives nothing below zero both
// give the same.
func (r *Reconciler) ApplyPositive(values []float64) {
	base := append([]float64(nil), values...)
	r.Apply(values)
	t := r.tree
	below := false
	for _, leaf := range t.leaves {
		below = below || values[leaf] < 0
	}
	if !below {
		return
	}
	if r.gain == nil { // nothing has parts
		for i := range values {
			values[i] = max(values[i], 0)
		}
		return
	}
	for l, b := range r.bounded(base, values) {
		values[t.leaves[l]] = b
	}
	t.BottomUp(values)
}

// bounded solves the normal equations under b >= 0, beginning with the leaves
// that are above zero in the solution without bounds.
func (r *Reconciler) bounded(base, free []float64) []float64 {
	t := r.tree
	right := r.right(base)
	size := 0.0
	for _, x := range right {
		size = max(size, abs(x))
	}
	b := make([]float64, len(t.leaves))
	passive := make([]bool, len(b))
	for l, leaf := range t.leaves {
		passive[l] = free[leaf] > 0
	}
	// The first guess may hold leaves that fall below zero; settle drops them.
	for range 10 * len(b) {
		r.settle(b, passive, right)
		worst, at := 1e-11*size, -1
		for l := range b {
			if passive[l] {
				continue
			}
			gain := right[l]
			for k, x := range b {
				if x != 0 {
					gain -= r.normal.At(l, k) * x
				}
			}
			if gain > worst {
				worst, at = gain, l
			}
		}
		if at < 0 {
			break
		}
		passive[at] = true
	}
	return b
}

// right is S' W^-1 y.
func (r *Reconciler) right(base []float64) []float64 {
	t := r.tree
	weighted := make([]float64, t.Len())
	for i := range weighted {
		for j, y := range base {
			weighted[i] += r.precision.At(i, j) * y
		}
	}
	right := make([]float64, len(t.leaves))
	for i, w := range weighted {
		for _, l := range t.below[i] {
			right[l] += w
		}
	}
	return right
}

// settle solves for the passive leaves; those that would fall below zero are
// stopped there and leave the passive set, until none does.
func (r *Reconciler) settle(b []float64, passive []bool, right []float64) {
	for range len(b) + 1 {
		goal, set := r.solve(passive, right)
		step, bound := 1.0, false
		for k, l := range set {
			if goal[k] <= 0 {
				bound = true
				if d := b[l] - goal[k]; d > 0 {
					step = min(step, b[l]/d)
				}
			}
		}
		if !bound {
			step = 1
		}
		clear := make([]bool, len(b))
		for k, l := range set {
			b[l] += step * (goal[k] - b[l])
			clear[l] = bound && goal[k] <= 0 && b[l] <= 1e-12*(1+abs(goal[k]))
		}
		for l := range b {
			if clear[l] || !passive[l] {
				b[l], passive[l] = 0, false
			}
		}
		if !bound {
			return
		}
	}
}

// solve returns the solution of the normal equations of the passive leaves.
func (r *Reconciler) solve(passive []bool, right []float64) ([]float64, []int) {
	var set []int
	for l, in := range passive {
		if in {
			set = append(set, l)
		}
	}
	if len(set) == 0 {
		return nil, nil
	}
	a := mat.NewSymDense(len(set), nil)
	y := mat.NewVecDense(len(set), nil)
	for i, l := range set {
		y.SetVec(i, right[l])
		for j := range i + 1 {
			a.SetSym(i, j, r.normal.At(l, set[j]))
		}
	}
	var solve mat.Cholesky
	var x mat.VecDense
	if !solve.Factorize(a) || solve.SolveVecTo(&x, y) != nil {
		return make([]float64, len(set)), set
	}
	return x.RawVector().Data, set
}
