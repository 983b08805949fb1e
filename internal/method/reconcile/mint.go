// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reconcile

import (
	"errors"

	"gonum.org/v1/gonum/mat"
)

// Reconciler moves base forecasts of all nodes by as little as makes them add up,
// in the metric of a weight. It is safe for several goroutines.
type Reconciler struct {
	tree *Tree
	gain *mat.Dense // n x wholes: what each node is moved by for a gap of one
	// For bounds at zero: the inverse weight, and the normal equations of the
	// leaves.
	precision *mat.SymDense
	normal    *mat.SymDense // S' W^-1 S
}

// Reconciler prepares the projection y - W U (U' W U)^-1 U' y, in which U' y are
// the gaps of the wholes; it equals S (S' W^-1 S)^-1 S' W^-1 y and needs the
// inverse of a matrix of the wholes only (Wickramasuriya and others 2019, eq. 8
// and 9).
func (t *Tree) Reconciler(w Weight) (*Reconciler, error) {
	n, m := t.Len(), len(t.wholes)
	if w.cov == nil || w.cov.SymmetricDim() != n {
		return nil, errors.New("reconcile.Reconciler: the weight is not of this tree")
	}
	r := &Reconciler{tree: t}
	if m == 0 {
		return r, nil
	}
	moved := mat.NewDense(n, m, nil) // W U
	for k, whole := range t.wholes {
		for i := range n {
			x := w.cov.At(i, whole)
			for _, l := range t.below[whole] {
				x -= w.cov.At(i, t.leaves[l])
			}
			moved.Set(i, k, x)
		}
	}
	gaps := mat.NewSymDense(m, nil) // U' W U
	for j, whole := range t.wholes {
		for k := range j + 1 {
			x := moved.At(whole, k)
			for _, l := range t.below[whole] {
				x -= moved.At(t.leaves[l], k)
			}
			gaps.SetSym(j, k, x)
		}
	}
	var solve mat.Cholesky
	if !solve.Factorize(gaps) {
		return nil, errors.New("reconcile.Reconciler: the weight is not positive definite")
	}
	var gain mat.Dense
	if err := solve.SolveTo(&gain, moved.T()); err != nil {
		return nil, errors.Join(errors.New("reconcile.Reconciler: the weight is too uneven"), err)
	}
	r.gain = mat.DenseCopyOf(gain.T())
	return r, r.prepareBounds(w)
}

// Apply reconciles the values of all nodes in place. They add up afterwards to
// within rounding, and exactly: wholes are summed from their leaves at the end.
func (r *Reconciler) Apply(values []float64) {
	if r.gain == nil {
		return
	}
	t := r.tree
	gap := make([]float64, len(t.wholes))
	for k, w := range t.wholes {
		gap[k] = values[w]
		for _, l := range t.below[w] {
			gap[k] -= values[t.leaves[l]]
		}
	}
	for _, leaf := range t.leaves {
		for k, g := range gap {
			values[leaf] -= r.gain.At(leaf, k) * g
		}
	}
	t.BottomUp(values)
}
