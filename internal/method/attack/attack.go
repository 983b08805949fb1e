// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package attack is the other side of disclosure control: it reckons what
// somebody can conclude from published counts. The tests hold it against what
// internal/method/disclosure protects, with which it shares no code.
package attack

import "math"

// System is what is known: bounds of the unknowns and sums of them. It is
// solved as the textbooks do (two-phase simplex on a dense tableau, Bland's
// rule), for some hundred unknowns.
type System struct {
	Low, High []float64 // bounds of the unknowns; High may be +Inf
	Sums      []Sum     // what adds up to what
}

// Sum is Σ coefficient × unknown = Total.
type Sum struct {
	Of    map[int]float64
	Total float64
}

const epsilon = 1e-7

// Tableau is the simplex tableau: rows of coefficients with the right side
// last; basis names the variable of each row.
type Tableau struct {
	rows  [][]float64
	basis []int
	n     int // variables without artificial ones
}

// Start finds a first feasible basis; false where what is known contradicts itself.
func (a System) Start() (*Tableau, bool) {
	vars := len(a.Low)
	rows := a.Sums
	slacks := 0
	for i := range a.High {
		if !math.IsInf(a.High[i], 1) {
			rows = append(rows, Sum{map[int]float64{i: 1, vars + slacks: 1}, a.High[i]})
			slacks++
		}
	}
	n := vars + slacks
	t := &Tableau{n: n}
	for k, r := range rows {
		line := make([]float64, n+len(rows)+1)
		right := r.Total
		for i, c := range r.Of {
			line[i] = c
			if i < vars {
				right -= c * a.Low[i]
			}
		}
		if right < 0 {
			right = -right
			for i := range line {
				line[i] = -line[i]
			}
		}
		line[n+k], line[len(line)-1] = 1, right
		t.rows, t.basis = append(t.rows, line), append(t.basis, n+k)
	}
	cost := make([]float64, n+len(rows)+1)
	for k := range rows {
		cost[n+k] = 1
	}
	least, ok := t.minimise(cost, n+len(rows))
	if !ok || least > 1e-5 {
		return nil, false
	}
	t.dropArtificial()
	return t, true
}

// dropArtificial drives artificial variables out and forgets their columns;
// rows without any other variable say nothing new.
func (t *Tableau) dropArtificial() {
	for r := 0; r < len(t.rows); r++ {
		if t.basis[r] < t.n {
			continue
		}
		at := -1
		for j := range t.n {
			if math.Abs(t.rows[r][j]) > epsilon {
				at = j
				break
			}
		}
		if at >= 0 {
			t.pivot(r, at)
			continue
		}
		t.rows = append(t.rows[:r], t.rows[r+1:]...)
		t.basis = append(t.basis[:r], t.basis[r+1:]...)
		r--
	}
	for r, line := range t.rows {
		t.rows[r] = append(line[:t.n:t.n], line[len(line)-1])
	}
}

func (t *Tableau) pivot(r, c int) {
	line := t.rows[r]
	f := line[c]
	for j := range line {
		line[j] /= f
	}
	for k, other := range t.rows {
		if k == r || other[c] == 0 {
			continue
		}
		f := other[c]
		for j := range other {
			other[j] -= f * line[j]
		}
		other[c] = 0
	}
	t.basis[r] = c
}

// minimise goes from the present basis to the least cost over the first n
// variables; false where it has no bound.
func (t *Tableau) minimise(cost []float64, n int) (float64, bool) {
	reduced := append([]float64(nil), cost...)
	value := 0.0
	clear := func() {
		for r, b := range t.basis {
			f := reduced[b]
			if f == 0 {
				continue
			}
			for j := range n {
				reduced[j] -= f * t.rows[r][j]
			}
			value += f * t.rows[r][len(t.rows[r])-1]
			reduced[b] = 0
		}
	}
	clear()
	for {
		enter := -1
		for j := range n {
			if reduced[j] < -epsilon {
				enter = j
				break
			}
		}
		if enter < 0 {
			return value, true
		}
		leave, best := -1, math.Inf(1)
		for r, line := range t.rows {
			if line[enter] <= epsilon {
				continue
			}
			ratio := line[len(line)-1] / line[enter]
			if ratio < best-epsilon || (ratio < best+epsilon && leave >= 0 && t.basis[r] < t.basis[leave]) {
				leave, best = r, ratio
			}
		}
		if leave < 0 {
			return math.Inf(-1), false
		}
		t.pivot(leave, enter)
		clear()
	}
}

// Possible returns how many whole numbers an unknown can be: 1 is a recovered
// value; more than most is reported as most.
func (t *Tableau) Possible(i, most int) int {
	cost := make([]float64, t.n+1)
	cost[i] = 1
	low, _ := t.minimise(cost, t.n)
	cost[i] = -1
	high, bounded := t.minimise(cost, t.n)
	if !bounded {
		return most
	}
	return min(most, int(math.Floor(-high+1e-5)-math.Ceil(low-1e-5))+1)
}
