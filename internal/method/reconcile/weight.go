// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reconcile

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Weight is the covariance of the base forecasts' errors one step ahead, up to a
// factor: what is uncertain is moved most.
type Weight struct{ cov *mat.SymDense }

// Least weighs all nodes alike (ordinary least squares).
func (t *Tree) Least() Weight {
	cov := mat.NewSymDense(t.Len(), nil)
	for i := range t.Len() {
		cov.SetSym(i, i, 1)
	}
	return Weight{cov}
}

// Structural gives each node a variance of the number of its leaves; it needs no
// errors of the past.
func (t *Tree) Structural() Weight {
	cov := mat.NewSymDense(t.Len(), nil)
	for i := range t.Len() {
		cov.SetSym(i, i, float64(len(t.below[i])))
	}
	return Weight{cov}
}

// Variance gives each node the mean square of its errors, a row of all nodes for
// each time; a node that never erred gets the smallest variance found.
func Variance(residuals [][]float64) Weight {
	full := covariance(residuals)
	n := full.SymmetricDim()
	cov := mat.NewSymDense(n, nil)
	for i := range n {
		cov.SetSym(i, i, full.At(i, i))
	}
	return Weight{cov}
}

// Shrunk is the covariance of the errors, shrunk towards its diagonal as far as
// its own uncertainty asks for (Schaefer and Strimmer 2005), and the degree of
// that between 0 (none) and 1 (the diagonal alone). This is what MinT needs where
// there are more nodes than times.
func Shrunk(residuals [][]float64) (Weight, float64) {
	full := covariance(residuals)
	n, times := full.SymmetricDim(), float64(len(residuals))
	deviation := make([]float64, n)
	for i := range deviation {
		deviation[i] = math.Sqrt(full.At(i, i))
	}
	var uncertain, distance float64
	for i := range n {
		for j := range i {
			r := full.At(i, j) / deviation[i] / deviation[j]
			squares := 0.0
			for _, row := range residuals {
				p := row[i] / deviation[i] * row[j] / deviation[j]
				squares += p * p
			}
			uncertain += (squares - times*r*r) / times / (times - 1)
			distance += r * r
		}
	}
	degree := 1.0
	if distance > 0 && times > 1 {
		degree = min(max(uncertain/distance, 0), 1)
	}
	for i := range n {
		for j := range i {
			full.SetSym(i, j, (1-degree)*full.At(i, j))
		}
	}
	return Weight{full}, degree
}

// covariance of errors around zero, with a positive diagonal.
func covariance(residuals [][]float64) *mat.SymDense {
	n := 0
	if len(residuals) > 0 {
		n = len(residuals[0])
	}
	cov := mat.NewSymDense(n, nil)
	smallest := math.Inf(1)
	for i := range n {
		for j := range i + 1 {
			sum := 0.0
			for _, row := range residuals {
				sum += row[i] * row[j]
			}
			cov.SetSym(i, j, sum/float64(len(residuals)))
		}
		if v := cov.At(i, i); v > 0 {
			smallest = min(smallest, v)
		}
	}
	if math.IsInf(smallest, 1) {
		smallest = 1 // nobody ever erred: all alike
	}
	for i := range n {
		if cov.At(i, i) <= 0 {
			cov.SetSym(i, i, smallest)
		}
	}
	return cov
}
