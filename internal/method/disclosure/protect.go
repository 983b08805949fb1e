// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure

import (
	"cmp"
	"context"
	"slices"
)

// Protect chooses the pattern. It hides small cells, then looks for each hidden
// cell for other tables that agree with what is shown (Witness); where there
// are too few it hides the cheapest further cells that allow them. The same
// system and rule always give the same pattern. progress may be nil; it is told
// how many of the hidden cells are done.
func Protect(ctx context.Context, s System, rule Rule, progress func(done, total int)) (Pattern, error) {
	g := newGuard(s, rule)
	g.hideSmall()
	if err := g.run(ctx, progress); err != nil {
		return Pattern{}, err
	}
	if err := g.widen(ctx, progress); err != nil {
		return Pattern{}, err
	}
	g.round()
	g.prune(ctx)
	exposed := g.failed
	for i := range g.Cells {
		if g.lost(i) {
			exposed = append(exposed, i)
		}
	}
	slices.Sort(exposed)
	p := Pattern{States: g.states, Exposed: exposed, Witnesses: g.used()}
	return p, Audit(s, rule, p)
}

// guard is the state of one Protect.
type guard struct {
	System
	rule      Rule
	of        [][]place
	states    []State
	witnesses []Witness
	proof     []int // witness of a cell, -1: none
	failed    []int
	added     []int // cells hidden for others, in order
	searcher  searcher
}

func newGuard(s System, rule Rule) *guard {
	g := &guard{System: s, rule: rule, of: relationsOf(s), states: make([]State, len(s.Cells)), proof: make([]int, len(s.Cells))}
	for i := range g.proof {
		g.proof[i] = -1
	}
	g.searcher = newSearcher(g)
	return g
}

// hideSmall gives every cell its first state.
func (g *guard) hideSmall() {
	for i, c := range g.Cells {
		switch {
		case g.rule.small(c.Value) && !c.Known:
			g.states[i] = Primary
		case c.Rest || (c.Before.IsHidden() && !c.Known):
			g.states[i] = Hidden
		default:
			g.states[i] = Shown
		}
	}
}

// round rounds what is left. The witnesses stay good, since they do not move
// what is shown; pruning then uses the room that rounding leaves.
func (g *guard) round() {
	for i, c := range g.Cells {
		if g.rule.Round && g.states[i] == Shown && !c.Known {
			g.states[i] = Rounded
		}
	}
}

// needs reports whether a cell must be protected.
func (g *guard) needs(i int) bool {
	return g.states[i].IsHidden() && (!g.Cells[i].Rest || g.rule.small(g.Cells[i].Value))
}

// lost reports whether a cell cannot be protected any more: it was shown before.
func (g *guard) lost(i int) bool { return g.states[i].IsHidden() && g.Cells[i].Before == Shown }

// run protects every hidden cell that has no witness yet, smallest value first.
func (g *guard) run(ctx context.Context, progress func(done, total int)) error {
	var todo []int
	for i := range g.Cells {
		if g.needs(i) && g.proof[i] < 0 && !g.lost(i) {
			todo = append(todo, i)
		}
	}
	slices.SortStableFunc(todo, func(a, b int) int { return cmp.Compare(g.Cells[a].Value, g.Cells[b].Value) })
	g.failed = nil
	for n, i := range todo {
		if n%64 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(n, len(todo))
			}
		}
		if g.proof[i] < 0 && !g.protect(i) {
			g.failed = append(g.failed, i)
		}
	}
	if progress != nil {
		progress(len(todo), len(todo))
	}
	return nil
}

// protect finds a witness for one cell: among what is hidden already, else with
// the cheapest further cells, else looking longer.
func (g *guard) protect(i int) bool {
	for _, effort := range efforts {
		if d, ok := g.searcher.find(i, effort); ok {
			g.accept(d)
			return true
		}
	}
	return false
}

// accept keeps a witness and hides what it needs.
func (g *guard) accept(d direction) {
	for _, i := range d.opened {
		g.states[i] = Hidden
		g.added = append(g.added, i)
	}
	for _, t := range d.terms {
		if g.proof[t.Cell] < 0 {
			g.proof[t.Cell] = len(g.witnesses)
		}
	}
	g.witnesses = append(g.witnesses, g.witness(d))
}

// widen hides everything around the cells that could not be protected, ring by
// ring, until they are or nothing is left: first without totals and zeros, then
// with totals, at last with zeros. What does not help, because what would have
// to be hidden was shown before, is undone.
func (g *guard) widen(ctx context.Context, progress func(done, total int)) error {
	for _, last := range []func(Cell) bool{
		func(c Cell) bool { return c.Value == 0 || c.Weight >= dear },
		func(c Cell) bool { return c.Value == 0 },
		func(Cell) bool { return false },
	} {
		if len(g.failed) == 0 {
			return nil
		}
		if err := g.widenBut(ctx, last, progress); err != nil {
			return err
		}
	}
	return nil
}

// dear is the weight of cells that are hidden last: totals of the city, of
// districts over all groups, and of years.
const dear = 100

// widenBut is widen that leaves the last ones shown.
func (g *guard) widenBut(ctx context.Context, last func(Cell) bool, progress func(done, total int)) error {
	seen := map[int]bool{}
	for _, i := range g.failed {
		seen[i] = true
	}
	states, proof := slices.Clone(g.states), slices.Clone(g.proof)
	before, added, witnesses := len(g.failed), len(g.added), len(g.witnesses)
	for len(g.failed) > 0 && g.hideRing(seen, last) {
		if err := g.run(ctx, progress); err != nil {
			return err
		}
	}
	if len(g.failed) < before {
		return nil
	}
	g.states, g.proof, g.added, g.witnesses = states, proof, g.added[:added], g.witnesses[:witnesses]
	return g.run(ctx, progress)
}

// hideRing hides what shares a sum with what was seen so far. It reports
// whether there was more to see.
func (g *guard) hideRing(seen map[int]bool, last func(Cell) bool) bool {
	var ring []int
	for i := range g.Cells {
		if !seen[i] {
			continue
		}
		for _, at := range g.of[i] {
			for _, t := range g.Relations[at.relation] {
				if !seen[t.Cell] {
					ring = append(ring, t.Cell)
				}
			}
		}
	}
	for _, i := range ring {
		seen[i] = true
		if c := g.Cells[i]; !g.states[i].IsHidden() && !c.Known && c.Before != Shown && !last(c) {
			g.states[i] = Hidden
			g.added = append(g.added, i)
		}
	}
	return len(ring) > 0
}

// prunable bounds for how many cells, the dearest, it is tried to show them again after all.
const prunable = 2000

// prune shows cells again that were hidden for others and turned out not to be
// needed, dearest first.
func (g *guard) prune(ctx context.Context) {
	if len(g.failed) > 0 {
		return
	}
	users := map[int][]int{}
	for i, w := range g.proof {
		if w >= 0 && g.needs(i) {
			for _, j := range g.witnesses[w].Cells {
				users[j] = append(users[j], i)
			}
		}
	}
	order := slices.Clone(g.added)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.Cells[b].Weight, g.Cells[a].Weight) })
	for _, j := range order[:min(len(order), prunable)] {
		if ctx.Err() != nil {
			return
		}
		g.tryShow(j, users)
	}
}

// tryShow shows cell j if all cells whose witness uses it have another one.
func (g *guard) tryShow(j int, users map[int][]int) {
	was := g.states[j]
	if was != Hidden || g.Cells[j].Before.IsHidden() {
		return
	}
	g.states[j] = Shown
	if g.rule.Round {
		g.states[j] = Rounded
	}
	kept := len(g.witnesses)
	var changed []int
	proofs := map[int]int{} // of changed, as they were
	for _, i := range users[j] {
		if _, again := proofs[i]; again || i == j || g.proof[i] < 0 || !slices.Contains(g.witnesses[g.proof[i]].Cells, j) {
			continue
		}
		d, ok := g.searcher.find(i, efforts[0])
		if !ok {
			g.states[j], g.witnesses = was, g.witnesses[:kept]
			for _, i := range changed {
				g.proof[i] = proofs[i]
			}
			return
		}
		changed, proofs[i] = append(changed, i), g.proof[i]
		g.proof[i] = len(g.witnesses)
		g.witnesses = append(g.witnesses, g.witness(d))
	}
	g.proof[j] = -1
	for _, i := range changed {
		for _, k := range g.witnesses[g.proof[i]].Cells {
			users[k] = append(users[k], i)
		}
	}
}

func (g *guard) witness(d direction) Witness {
	w := Witness{Up: min(d.up, g.rule.Width-1), Down: min(d.down, g.rule.Width-1)}
	for _, t := range d.terms {
		w.Cells, w.Signs = append(w.Cells, t.Cell), append(w.Signs, t.Sign)
	}
	return w
}

// used returns the witnesses that prove a cell.
func (g *guard) used() []Witness {
	needed := map[int]bool{}
	for i, w := range g.proof {
		if w >= 0 && g.needs(i) {
			needed[w] = true
		}
	}
	var list []Witness
	for n, w := range g.witnesses {
		if needed[n] {
			list = append(list, w)
		}
	}
	return list
}
