// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure

import (
	"cmp"
	"slices"
)

// direction is a step from the true table to another one that keeps all
// relations, with the number of steps that can be gone up and down.
type direction struct {
	terms    []Term
	opened   []int // cells that have to be hidden for it
	up, down int64
}

// effort bounds a search.
type effort struct {
	open  bool // further cells may be hidden
	beam  int  // partial directions kept at each length
	depth int  // longest direction
}

// efforts are tried in turn: cheap ones first.
var efforts = []effort{
	{beam: 8, depth: 16}, {open: true, beam: 24, depth: 20}, {beam: 96, depth: 40}, {open: true, beam: 160, depth: 48},
}

// searcher looks for directions by a beam search: from the cell to protect it
// repairs one broken sum after the other, each by one more cell, and keeps the
// cheapest partial directions. It is the hypercube method without the cube:
// any shape that closes is welcome.
type searcher struct {
	g    *guard
	hash []uint64
}

func newSearcher(g *guard) searcher {
	s := searcher{g: g, hash: make([]uint64, len(g.Cells))}
	for i := range s.hash {
		s.hash[i] = mix(uint64(i) + 1)
	}
	return s
}

// mix is the finisher of SplitMix64: it spreads a number over 64 bits.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// broken is a sum that a partial direction does not keep.
type broken struct {
	relation int
	by       int
}

// partial is a direction under way.
type partial struct {
	terms    []Term
	opened   []int // cells that would have to be hidden
	broken   []broken
	up, down int64
	cost     int64
	hash     uint64
}

// score ranks partial directions: what they cost, and what is still to do.
func (p partial) score() int64 { return p.cost + int64(len(p.broken))*toDo }

// Costs in the search: a cell that is hidden anyway, a sum still to repair.
const (
	hiddenCost = 1
	toDo       = 2
	openFactor = 16 // times the weight of a cell that would have to be hidden
)

// move is one way in which a cell can take part in a direction.
type move struct {
	bound
	cost  int64
	opens bool // the cell would have to be hidden
}

// moves returns the ways in which a cell can move by enough steps: as it is
// shown, and hidden.
func (s *searcher) moves(i int, open bool) (list [2]move, n int) {
	c, state := s.g.Cells[i], s.g.states[i]
	if b := room(c, state, s.g.rule); s.enough(b.up, b.down) {
		list[n] = move{bound: b, cost: hiddenCost}
		n++
	}
	if !open || state.IsHidden() || c.Known || c.Before == Shown || c.Before == Rounded || (c.Value == 0 && !s.g.rule.HideZeros) {
		return list, n
	}
	if b := room(c, Hidden, s.g.rule); s.enough(b.up, b.down) {
		list[n] = move{b, openFactor * c.Weight, true}
		n++
	}
	return list, n
}

func (s *searcher) enough(up, down int64) bool { return up+down >= s.g.rule.Width-1 }

// find returns the cheapest direction found that moves cell i by enough steps.
func (s *searcher) find(i int, e effort) (direction, bool) {
	own, n := s.moves(i, false)
	if n == 0 {
		return direction{}, false
	}
	start := s.extend(partial{up: unlimited, down: unlimited}, i, 1, own[0])
	var best partial
	found := false
	beam := []partial{start}
	for range e.depth {
		var next []partial
		for _, p := range beam {
			if len(p.broken) == 0 {
				if !found || p.cost < best.cost {
					best, found = p, true
				}
				continue
			}
			next = s.grow(next, p, e)
		}
		if found {
			next = slices.DeleteFunc(next, func(p partial) bool { return p.cost >= best.cost })
		}
		if beam = narrow(next, e.beam); len(beam) == 0 || (found && !e.open) {
			break
		}
	}
	return direction{best.terms, best.opened, best.up, best.down}, found
}

// grow adds to next every way to repair the first broken sum of p.
func (s *searcher) grow(next []partial, p partial, e effort) []partial {
	at := s.tightest(p)
	for _, t := range s.g.Relations[at.relation] {
		if slices.ContainsFunc(p.terms, func(u Term) bool { return u.Cell == t.Cell }) {
			continue
		}
		sign := t.Sign
		if at.by > 0 {
			sign = -sign
		}
		moves, n := s.moves(t.Cell, e.open)
		for _, m := range moves[:n] {
			if up, down := s.steps(p, sign, m.bound); s.enough(up, down) {
				next = append(next, s.extend(p, t.Cell, sign, m))
			}
		}
	}
	return next
}

// tightest is the broken sum with the fewest cells: the others often close by
// themselves.
func (s *searcher) tightest(p partial) broken {
	return slices.MinFunc(p.broken, func(a, b broken) int {
		return cmp.Compare(len(s.g.Relations[a.relation]), len(s.g.Relations[b.relation]))
	})
}

// steps is how far a partial direction goes with one more cell.
func (s *searcher) steps(p partial, sign int8, b bound) (up, down int64) {
	if sign < 0 {
		b.up, b.down = b.down, b.up
	}
	return min(p.up, b.up), min(p.down, b.down)
}

// extend moves one more cell.
func (s *searcher) extend(p partial, i int, sign int8, m move) partial {
	q := partial{
		terms: append(slices.Clip(p.terms), Term{i, sign}), broken: slices.Clone(p.broken),
		opened: p.opened, cost: p.cost + m.cost,
	}
	q.up, q.down = s.steps(p, sign, m.bound)
	factor := uint64(1)
	if sign < 0 {
		factor = 3
	}
	if m.opens {
		q.opened = append(slices.Clip(p.opened), i)
		factor += 4
	}
	q.hash = p.hash + s.hash[i]*factor
	for _, at := range s.g.of[i] {
		by := int(sign) * int(at.sign)
		k := slices.IndexFunc(q.broken, func(b broken) bool { return b.relation == at.relation })
		switch {
		case k < 0:
			q.broken = append(q.broken, broken{at.relation, by})
		case q.broken[k].by+by == 0:
			q.broken = slices.Delete(q.broken, k, k+1)
		default:
			q.broken[k].by += by
		}
	}
	return q
}

// narrow keeps the best partial directions, each once.
func narrow(list []partial, width int) []partial {
	slices.SortStableFunc(list, func(a, b partial) int {
		return cmp.Or(cmp.Compare(a.score(), b.score()), cmp.Compare(min(b.up+b.down, 64), min(a.up+a.down, 64)), cmp.Compare(a.hash, b.hash))
	})
	kept := list[:0]
	for _, p := range list {
		if len(kept) == width {
			break
		}
		if len(kept) > 0 && slices.ContainsFunc(kept, func(k partial) bool { return k.hash == p.hash }) {
			continue
		}
		kept = append(kept, p)
	}
	return kept
}
