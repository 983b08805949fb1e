// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure_test

import (
	"fmt"
	"math"
)

// attacker knows sums of unknowns and bounds of each, and asks between which
// values an unknown lies. It is written from the textbook (two-phase simplex on
// a dense tableau, Bland's rule) and shares nothing with the code under test.
type attacker struct {
	low, high []float64 // bounds of the unknowns; high may be +Inf
	rows      []sumOf   // what adds up to what
}

// sumOf is Σ coefficient × unknown = total.
type sumOf struct {
	of    map[int]float64
	total float64
}

const epsilon = 1e-7

// tableau is the simplex tableau: rows of coefficients with the right side
// last; basis names the variable of each row.
type tableau struct {
	rows  [][]float64
	basis []int
	n     int // variables without artificial ones
}

// start finds a first feasible basis, or reports that there is none.
func (a attacker) start() (*tableau, bool) {
	vars := len(a.low)
	rows := a.rows
	slacks := 0
	for i := range a.high {
		if !math.IsInf(a.high[i], 1) {
			rows = append(rows, sumOf{map[int]float64{i: 1, vars + slacks: 1}, a.high[i]})
			slacks++
		}
	}
	n := vars + slacks
	t := &tableau{n: n}
	for k, r := range rows {
		line := make([]float64, n+len(rows)+1)
		right := r.total
		for i, c := range r.of {
			line[i] = c
			if i < vars {
				right -= c * a.low[i]
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
func (t *tableau) dropArtificial() {
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

func (t *tableau) pivot(r, c int) {
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
func (t *tableau) minimise(cost []float64, n int) (float64, bool) {
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

// possible returns how many whole numbers an unknown can be: 1 is a recovered
// value; more than most is reported as most.
func (a attacker) possible(t *tableau, i, most int) int {
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

// holds checks the true table against the attacker's system.
func (a attacker) holds(c *randomCity, unknown map[coordinates]int) string {
	x := make([]float64, len(a.low))
	for at, i := range unknown {
		x[i] = float64(c.value[at])
	}
	for i := range x {
		if x[i] < a.low[i] || x[i] > a.high[i] {
			return fmt.Sprint("unknown ", i, " is ", x[i], " and not in ", a.low[i], a.high[i])
		}
	}
	for n, r := range a.rows {
		sum := -r.total
		for i, f := range r.of {
			sum += f * x[i]
		}
		if sum != 0 {
			return fmt.Sprint("sum ", n, " is off by ", sum)
		}
	}
	return "all sums hold"
}
