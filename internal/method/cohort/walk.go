// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

// walker goes along one path after another.
type walker struct {
	*plan
	draws *source
	path  int

	stock [][]int32 // persons by state and bin
	moves [][]int32 // those who move in this month, by state and bin
	gone  []int32   // those of each bin to whom something happens
	moved [][]int   // persons who moved, by state moved to and month
	born  []float64 // share of the newborn in each month's bin
	crowd crowd
	all   int
	came  []int32 // of ages: who came in each month
	aged  []int
	sums  []int   // persons by state
	cribs []int   // newborn by state
	lived []int32 // persons by path of a batch, month and area
}

func newWalker(p *plan) *walker {
	w := &walker{
		plan: p, born: make([]float64, p.Months), came: make([]int32, p.Months), gone: make([]int32, p.bins), aged: make([]int, len(p.now)),
		sums: make([]int, len(p.States)), cribs: make([]int, len(p.States)), lived: make([]int32, batch*p.Months*len(p.Areas)),
	}
	for range p.States {
		w.stock = append(w.stock, make([]int32, p.bins))
		w.moves = append(w.moves, make([]int32, p.bins))
		w.moved = append(w.moved, make([]int, p.Months))
	}
	return w
}

// month is what happened in one month of a path, and who is there at its end.
type month struct {
	arrived, joined, born, left, corrected int
}

func (w *walker) begin(seed uint64, path int) {
	w.draws, w.path, w.all = newSource(seed, uint64(path)), path, 0
	for k := range w.stock {
		copy(w.stock[k], w.start[k])
		clear(w.moved[k])
		w.sums[k] = 0
		for _, n := range w.start[k] {
			w.sums[k] += int(n)
		}
		w.all += w.sums[k]
	}
	if w.alias != nil {
		w.crowd.copyOf(&w.homes)
	}
}

// month goes one month on: first those who are there leave or move, then children
// are born to those who stayed, others come, and at last the count is corrected.
func (w *walker) month(t int) month {
	var m month
	m.left = w.leaveOrMove(t)
	w.all -= m.left
	w.take(m.left)
	m.born = w.draws.poisson(w.Births * float64(w.all))
	w.bear(t, m.born)
	for _, s := range w.Streams {
		n := s.Paths[w.path%len(s.Paths)][t]
		w.add(s.State, t, n)
		m.arrived += n
	}
	for _, r := range w.waves {
		if t < r.Delay {
			continue
		}
		n := w.draws.poisson(r.PerPerson * float64(w.moved[r.After][t-r.Delay]))
		w.add(r.State, t, n)
		m.joined += n
	}
	if come := m.arrived + m.joined + m.born; come > 0 {
		w.born[t] = float64(m.born) / float64(come)
	} else {
		w.born[t] = 0
	}
	w.all += m.arrived + m.joined
	if w.alias != nil {
		w.crowd.come(w.alias, m.arrived+m.joined, w.draws)
	}
	m.corrected = w.correct(t)
	return m
}

// add lets n persons begin in a state this month.
func (w *walker) add(k, t, n int) {
	w.stock[k][w.old+t] += int32(n)
	w.sums[k] += n
}

// take removes persons from the areas, each alike.
func (w *walker) take(n int) {
	if w.alias == nil {
		return
	}
	w.crowd.leave(n, w.draws)
}

// bear adds newborn where persons live, to the states in which they are.
func (w *walker) bear(t, n int) {
	if n == 0 {
		return
	}
	for range n {
		at, k := w.draws.below(w.all), 0
		for at >= w.sums[k] {
			at -= w.sums[k]
			k++
		}
		w.cribs[k]++
	}
	for k, n := range w.cribs {
		w.add(k, t, n)
		w.cribs[k] = 0
	}
	if w.alias != nil {
		for range n {
			w.crowd.add(w.crowd.pick(w.draws))
		}
	}
	w.all += n
}

// correct adds or takes persons of the month's corrections, each alike.
func (w *walker) correct(t int) int {
	sum := 0
	for _, c := range w.Corrections {
		if c.Month != t {
			continue
		}
		n := max(c.Persons, -w.all)
		for range max(n, -n) {
			if w.all == 0 {
				w.add(0, t, 1) // nobody is there to be like
			} else {
				w.change(n)
			}
			w.all += sign(n)
		}
		switch {
		case n < 0:
			w.take(-n)
		case w.alias != nil:
			w.crowd.come(w.alias, n, w.draws)
		}
		sum += n
	}
	return sum
}

// change adds or takes one person like one of those who are there.
func (w *walker) change(n int) {
	at := int32(w.draws.below(w.all))
	for k, stock := range w.stock {
		for b, x := range stock {
			if at < x {
				stock[b] += int32(sign(n))
				w.sums[k] += sign(n)
				return
			}
			at -= x
		}
	}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}
