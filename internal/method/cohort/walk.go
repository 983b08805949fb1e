// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

// walker goes along one path after another.
type walker struct {
	*plan
	draws *source
	path  int

	stock [][]int32 // persons by state and bin
	come  [][]int32 // those who move in this month, by state and bin
	moved [][]int   // persons who moved, by state moved to and month
	born  []float64 // share of the newborn in each month's bin
	crowd crowd
	all   int
	since []float64 // of ages: who came in each month
	aged  []int
	sums  []int   // persons by state
	lived []int32 // persons by path of a batch, month and area
}

func newWalker(p *plan) *walker {
	w := &walker{plan: p, born: make([]float64, p.Months), since: make([]float64, p.Months), aged: make([]int, len(p.now)), sums: make([]int, len(p.States)), lived: make([]int32, batch*p.Months*len(p.Areas))}
	for range p.States {
		w.stock = append(w.stock, make([]int32, p.bins))
		w.come = append(w.come, make([]int32, p.bins))
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
		for _, n := range w.start[k] {
			w.all += int(n)
		}
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
		w.stock[s.State][w.old+t] += int32(n)
		m.arrived += n
	}
	for _, r := range w.waves {
		if t < r.Delay {
			continue
		}
		n := w.draws.poisson(r.PerPerson * float64(w.moved[r.After][t-r.Delay]))
		w.stock[r.State][w.old+t] += int32(n)
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

func (w *walker) leaveOrMove(t int) int {
	left, moves := 0, false
	for k, stock := range w.stock {
		steps := w.leave[k]
		first := w.pool(k, t)
		for b := first; b < w.old+t; b++ {
			n := stock[b]
			if n == 0 {
				continue
			}
			st := &steps[min(t+w.old-1-b, len(steps)-1)]
			happens := st.any.of(int(n), w.draws)
			if happens == 0 {
				continue
			}
			stock[b] -= int32(happens)
			for i, br := range st.then {
				x := happens // the last one takes who is left over
				if i < len(st.then)-1 {
					x = br.share.of(happens, w.draws)
				}
				happens -= x
				if br.to < 0 {
					left += x
					continue
				}
				w.come[br.to][b] += int32(x)
				w.moved[br.to][t] += x
				moves = true
			}
		}
	}
	if moves {
		for k, come := range w.come {
			for b, n := range come[:w.old+t] {
				w.stock[k][b] += n
			}
			clear(come)
		}
	}
	return left
}

// pool puts those who were there at the start and for whom nothing changes any
// more with the months into one bin, the newest of them, and returns it: they are
// alike in all that is drawn, so that one draw does for all.
func (w *walker) pool(k, t int) int {
	stock, longest := w.stock[k], len(w.leave[k])-1
	// Bin b has been there for t + old - 1 - b months.
	last := min(t+w.old-1-longest, w.old-1)
	if last <= 0 {
		return 0
	}
	sum := int32(0)
	for b, n := range stock[:last+1] {
		sum += n
		stock[b] = 0
	}
	stock[last] = sum
	return last
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
	sums := w.sums
	for k, stock := range w.stock {
		sums[k] = 0
		for _, x := range stock[:w.old+t+1] {
			sums[k] += int(x)
		}
	}
	for range n {
		at, k := w.draws.below(w.all), 0
		for at >= sums[k] {
			at -= sums[k]
			k++
		}
		w.stock[k][w.old+t]++
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
				w.stock[0][w.old+t]++ // nobody is there to be like
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
	for _, stock := range w.stock {
		for b, x := range stock {
			if at < x {
				stock[b] += int32(sign(n))
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
