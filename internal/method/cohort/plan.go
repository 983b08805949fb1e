// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

// plan is a model with what every path needs again and again; it is not changed
// by them.
type plan struct {
	Model
	old     int         // bins of those who are there at the start
	bins    int         // and of each month's arrivals
	leave   [][]step    // by state, in the order of months since arrival
	into    []bool      // by state: whether persons move into it
	start   [][]int32   // by state and bin
	homes   crowd       // of those who are there at the start
	alias   *alias      // of arrivals by area
	now     [][]float64 // by age class and months since the start: share of those there at the start
	then    [][]float64 // by age class and months since arrival: share of those arriving
	newborn [][]float64 // by age class and months since birth: 0 or 1
	waves   []wave
}

// step is what may happen to a person in one month, from some months since arrival
// on: leaving or one of the moves, asked one after the other of those to whom
// nothing has happened yet.
type step struct {
	from int
	then []branch
}

// branch is one thing of those that may happen; to is the state moved to, -1 for
// leaving.
type branch struct {
	share *chance
	to    int
}

// wave is a Reunion with the place of its queue.
type wave struct{ Reunion }

func newPlan(m Model) *plan {
	p := &plan{Model: m}
	for _, list := range m.Start {
		p.old = max(p.old, len(list))
	}
	p.bins = p.old + m.Months
	for k, s := range m.States {
		var steps []step
		for d := range s.longest() + 1 {
			if d == 0 || !s.alike(d-1, d) {
				steps = append(steps, newStep(s, d))
			}
		}
		p.leave = append(p.leave, steps)
		stock := make([]int32, p.bins)
		for d, n := range m.Start[k] {
			stock[p.old-1-d] = int32(n)
		}
		p.start = append(p.start, stock)
	}
	p.into = make([]bool, len(m.States))
	for _, s := range m.States {
		for _, move := range s.Moves {
			p.into[move.To] = true
		}
	}
	for _, r := range m.Reunion {
		p.waves = append(p.waves, wave{r})
	}
	if len(m.Areas) > 0 {
		p.alias = newAlias(m.Areas)
		p.homes.settle(m.AreasNow)
	}
	if len(m.AgesNow) > 0 {
		for _, c := range m.Ages {
			p.now = append(p.now, c.shares(m.AgesNow, m.Months+1))
			p.then = append(p.then, c.shares(m.AgesArriving, m.Months+1))
			p.newborn = append(p.newborn, c.shares([]float64{1, 0}, m.Months+1))
		}
	}
	return p
}

func newStep(s State, d int) step {
	type happening struct {
		p  float64
		to int
	}
	all := []happening{{s.Leave.At(d), -1}}
	for _, m := range s.Moves {
		all = append(all, happening{m.Hazard.At(d), m.To})
	}
	st, rest := step{from: d}, 1.0
	for _, h := range all {
		if h.p <= 0 {
			continue
		}
		share := 1.0
		if rest > h.p {
			share = h.p / rest
		}
		st.then = append(st.then, branch{newChance(share), h.to})
		rest -= h.p
	}
	return st
}

// alike reports whether the same may happen after d as after e months.
func (s State) alike(d, e int) bool {
	same := s.Leave.At(d) == s.Leave.At(e)
	for _, m := range s.Moves {
		same = same && m.Hazard.At(d) == m.Hazard.At(e)
	}
	return same
}

// shares is the share of an age distribution by months that is in the class after
// 0, 1, 2 ... months.
func (c AgeClass) shares(ages []float64, months int) []float64 {
	list := make([]float64, months)
	for t := range list {
		for age, share := range ages {
			then := age + t
			oldest := age == len(ages)-1 // or older
			switch {
			case oldest && c.To == 0, then >= c.From && (c.To == 0 || then < c.To) && !oldest:
				list[t] += share
			case oldest && len(ages) > 1:
				// Their age is not known; they are older than any class with an end.
			}
		}
	}
	return list
}
