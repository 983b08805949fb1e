// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// mean returns the mean of the values that are not missing; 0 without any.
func mean(y []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range y {
		if v == v {
			sum += v
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// line fits level + slope t for t = 1, 2, ... by least squares.
func line(y []float64) (level, slope float64) {
	n, st, sy, stt, sty := 0.0, 0.0, 0.0, 0.0, 0.0
	for i, v := range y {
		if v == v {
			t := float64(i + 1)
			n, st, sy, stt, sty = n+1, st+t, sy+v, stt+t*t, sty+t*v
		}
	}
	d := n*stt - st*st
	if n == 0 {
		return 0, 0
	}
	if d <= 0 {
		return sy / n, 0
	}
	slope = (n*sty - st*sy) / d
	return (sy - slope*st) / n, slope
}

// leastSquares solves the normal equations of a small regression; rows with a
// missing value are left out.
func leastSquares(rows [][]float64, y []float64) []float64 {
	k := len(rows[0])
	a := make([]float64, k*(k+1))
	for i, r := range rows {
		if y[i] != y[i] {
			continue
		}
		for p := range k {
			for q := range k {
				a[p*(k+1)+q] += r[p] * r[q]
			}
			a[p*(k+1)+k] += r[p] * y[i]
		}
	}
	return solve(a, k)
}

// solve eliminates k equations in k unknowns, each row with its right side
// last; an unknown that nothing decides is 0.
func solve(a []float64, k int) []float64 {
	w := k + 1
	for c := range k {
		best := c
		for r := c + 1; r < k; r++ {
			if math.Abs(a[r*w+c]) > math.Abs(a[best*w+c]) {
				best = r
			}
		}
		if math.Abs(a[best*w+c]) < 1e-12 {
			clear(a[best*w : best*w+w])
			a[best*w+c] = 1
		}
		for j := range w {
			a[c*w+j], a[best*w+j] = a[best*w+j], a[c*w+j]
		}
		for r := range k {
			if r == c {
				continue
			}
			f := a[r*w+c] / a[c*w+c]
			for j := c; j < w; j++ {
				a[r*w+j] -= f * a[c*w+j]
			}
		}
	}
	x := make([]float64, k)
	for i := range k {
		x[i] = a[i*w+k] / a[i*w+i]
	}
	return x
}

// decompose returns the season of a classical decomposition by centred moving
// averages (Kendall and Stuart 1983), for the first m values in their order:
// what the values lie above the average, or in a factor season how many times
// it they are, averaged over the cycles and made to cancel out.
func decompose(y []float64, m int, factor bool) []float64 {
	season, seen := make([]float64, m), make([]float64, m)
	half := m / 2
	for i := half; i+half < len(y); i++ {
		sum := 0.0
		if m%2 == 0 {
			sum = (y[i-half] + y[i+half]) / 2
			for j := i - half + 1; j < i+half; j++ {
				sum += y[j]
			}
		} else {
			for j := i - half; j <= i+half; j++ {
				sum += y[j]
			}
		}
		d := y[i] - sum/float64(m)
		if factor {
			d = y[i] / (sum / float64(m))
		}
		if d == d && !math.IsInf(d, 0) {
			season[i%m] += d
			seen[i%m]++
		}
	}
	centre(season, seen, factor)
	return season
}

// centre makes sums over cycles to means that cancel out.
func centre(season, seen []float64, factor bool) {
	whole := 0.0
	for i := range season {
		if seen[i] > 0 {
			season[i] /= seen[i]
		} else if factor {
			season[i] = 1
		}
		whole += season[i] / float64(len(season))
	}
	for i := range season {
		if !factor {
			season[i] -= whole
		} else if whole > 0 {
			season[i] /= whole
		} else {
			season[i] = 1
		}
	}
}
