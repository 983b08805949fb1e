// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"planraum/internal/city/projection"
	noun "planraum/internal/city/warning"
	"planraum/internal/method/cohort"
)

// states turns a set of assumptions into models of the projection, one for each
// history, and gathers who was there in which path.
type states struct {
	set     projection.Set
	names   []projection.Entry // of the states, in their order
	start   []bin
	now     []float64 // ages by month
	new     []float64
	classes []cohort.AgeClass
	byState [][][]int32 // by state, month and path
	byAge   [][][]int32 // by age class, month and path
}

// bin is a part of the stock: in a state, so many months after arrival.
type bin struct {
	state, months int
	share         float64
}

const yearMonths = 12

func newStates(set projection.Set) *states {
	s := &states{set: set, names: set.Of(projection.Arrivals)}
	s.now, s.new = ages(set.Of(projection.AgeNow)), ages(set.Of(projection.AgeNew))
	for _, c := range ageClasses {
		if c.To <= min(len(s.now), len(s.new))-1 { // older ones are not told apart
			s.classes = append(s.classes, c)
		}
	}
	sum := 0.0
	for k, name := range s.names {
		list := slices.DeleteFunc(set.Of(projection.Start), func(e projection.Entry) bool { return e.State != name.State })
		slices.SortFunc(list, func(a, b projection.Entry) int { return cmp.Compare(a.From, b.From) })
		for i, e := range list {
			months := 1 // the last: that long or longer
			if i+1 < len(list) {
				months = list[i+1].From - e.From
			}
			for m := range months {
				s.start = append(s.start, bin{k, e.From + m, e.Value / float64(months)})
			}
			sum += e.Value
		}
	}
	for i := range s.start {
		s.start[i].share /= max(sum, 1)
	}
	return s
}

// ages spreads shares of years evenly over the months of their years; the last is
// for all older.
func ages(entries []projection.Entry) []float64 {
	if len(entries) == 0 {
		return nil
	}
	slices.SortFunc(entries, func(a, b projection.Entry) int { return cmp.Compare(a.From, b.From) })
	parts := shares(entries)
	list := make([]float64, entries[len(entries)-1].From*yearMonths+1)
	for i, e := range entries {
		from, to := e.From*yearMonths, e.From*yearMonths+1
		if i+1 < len(entries) {
			to = entries[i+1].From * yearMonths
		}
		for m := from; m < to; m++ {
			list[m] = parts[i] / float64(to-from)
		}
	}
	return list
}

// model is what a history goes on by. The counted departures say how many leave in a
// month (leave), the assumptions how that differs by state and duration: their rates
// are multiplied so that as many leave at the start as were counted, and as many more
// as are born.
func (s *states) model(stock int, leave float64, paths [][]int) cohort.Model {
	m := cohort.Model{Start: s.stocks(stock), Streams: s.streams(paths)}
	for _, e := range s.set.Of(projection.Births) {
		m.Births = e.Value / 1000 / yearMonths
	}
	factor, constant := s.level(leave + m.Births)
	for k, name := range s.names {
		m.States = append(m.States, s.state(k, name.State, factor, constant))
	}
	for _, e := range s.set.Of(projection.Reunion) {
		m.Reunion = append(m.Reunion, cohort.Reunion{After: s.index(e.State), State: s.index(e.To), PerPerson: e.Value, Delay: e.From})
	}
	if len(s.classes) > 0 {
		m.AgesNow, m.AgesArriving, m.Ages = s.now, s.new, s.classes
	}
	return m
}

func (s *states) index(key string) int {
	return slices.IndexFunc(s.names, func(e projection.Entry) bool { return e.State == key })
}

// level is by how much the assumed rates are multiplied; where nobody would leave by
// them, the counted share itself.
func (s *states) level(leave float64) (factor, constant float64) {
	assumed := 0.0
	for _, b := range s.start {
		assumed += b.share * s.set.Rate(projection.Leave, s.names[b.state].State, "", b.months) / 100
	}
	if assumed == 0 {
		return 0, leave
	}
	return leave / assumed, 0
}

// state has a piece from each month on from which leaving or moving changes.
func (s *states) state(k int, key string, factor, constant float64) cohort.State {
	state := cohort.State{Key: key}
	from := map[int]bool{0: true}
	for _, e := range s.set.Entries {
		if (e.Item == projection.Leave || e.Item == projection.Move) && e.State == key {
			from[e.From] = true
		}
	}
	moves := make([]cohort.Hazard, len(s.names))
	for _, m := range slices.Sorted(maps.Keys(from)) {
		rest := 1.0
		for to, name := range s.names {
			if p := s.set.Rate(projection.Move, key, name.State, m) / 100; to != k && p > 0 || len(moves[to]) > 0 {
				moves[to] = append(moves[to], cohort.Piece{From: m, Monthly: min(p, max(rest, 0))})
				rest -= p
			}
		}
		leave := constant + factor*s.set.Rate(projection.Leave, key, "", m)/100
		state.Leave = append(state.Leave, cohort.Piece{From: m, Monthly: min(leave, max(rest, 0))})
	}
	for to, h := range moves {
		if len(h) > 0 {
			state.Moves = append(state.Moves, cohort.Move{To: to, Hazard: h})
		}
	}
	return state
}

// stocks divides a stock among states and durations in whole persons, by largest
// remainders.
func (s *states) stocks(stock int) [][]int {
	list := make([][]int, len(s.names))
	for k := range list {
		longest := 0
		for _, b := range s.start {
			if b.state == k {
				longest = max(longest, b.months)
			}
		}
		list[k] = make([]int, longest+1)
	}
	order, given := make([]int, len(s.start)), 0
	rest := make([]float64, len(s.start))
	for i, b := range s.start {
		exact := b.share * float64(stock)
		n := int(math.Floor(exact))
		list[b.state][b.months] += n
		order[i], rest[i], given = i, exact-float64(n), given+n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for i := range stock - given {
		b := s.start[order[i%len(order)]]
		list[b.state][b.months]++
	}
	return list
}

// streams divides arrivals among states so that every month adds up.
func (s *states) streams(paths [][]int) []cohort.Stream {
	parts := shares(s.names)
	list := make([]cohort.Stream, len(s.names))
	for k := range list {
		list[k] = cohort.Stream{State: k, Paths: make([][]int, len(paths))}
		for p, path := range paths {
			list[k].Paths[p] = make([]int, len(path))
		}
	}
	for p, path := range paths {
		owed := make([]float64, len(parts)) // what a state should have had and has not
		for t, n := range path {
			left := n
			for k, part := range parts {
				owed[k] += part * float64(n)
				got := min(max(int(math.Floor(owed[k]+0.5)), 0), left)
				if k == len(parts)-1 {
					got = left
				}
				list[k].Paths[p][t] = got
				left, owed[k] = left-got, owed[k]-float64(got)
			}
		}
	}
	return list
}

// take gathers the paths of a history.
func (s *states) take(res *cohort.Result) {
	if s == nil {
		return
	}
	s.byState = gathered(s.byState, res.States)
	s.byAge = gathered(s.byAge, res.Ages)
}

func gathered(all [][][]int32, samples []cohort.Sample) [][][]int32 {
	if all == nil {
		all = make([][][]int32, len(samples))
	}
	for k, sample := range samples {
		for t := 0; t < sample.Months(); t++ {
			if t == len(all[k]) {
				all[k] = append(all[k], nil)
			}
			for _, n := range sample.Month(t) {
				all[k][t] = append(all[k][t], int32(n))
			}
		}
	}
	return all
}

// structure sums the paths up; nil where nothing is assumed.
func (s *states) structure() *Structure {
	if s == nil {
		return nil
	}
	out := &Structure{Set: s.set}
	for k, name := range s.names {
		out.States = append(out.States, Group{Key: name.State, Name: name.Name, Months: spreads(s.byState[k])})
	}
	for _, g := range ageGroups {
		if g.classes[len(g.classes)-1] >= len(s.byAge) {
			continue
		}
		var parts [][][]int32
		for _, c := range g.classes {
			parts = append(parts, s.byAge[c])
		}
		out.Ages = append(out.Ages, Group{Key: g.key, Name: g.name, Months: spreads(parts...)})
	}
	return out
}

// spreads adds parts in each path and sums the paths of each month up.
func spreads(parts ...[][]int32) []noun.Spread {
	list := make([]noun.Spread, len(parts[0]))
	for t := range list {
		sum := slices.Clone(parts[0][t])
		for _, other := range parts[1:] {
			for p, n := range other[t] {
				sum[p] += n
			}
		}
		slices.Sort(sum)
		at := func(tenths int) int { return int(sum[max((len(sum)*tenths+9)/10, 1)-1]) }
		list[t] = noun.Spread{Low: at(1), Median: at(5), High: at(9)}
	}
	return list
}
