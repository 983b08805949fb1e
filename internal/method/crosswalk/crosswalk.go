// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package crosswalk carries figures from one edition of areas (Gebietsstand)
// to another. Where borders have moved, a figure is split by how many people
// live in the parts: dasymetric areal interpolation (M. F. Goodchild, N. S.-N.
// Lam: Areal interpolation, Geo-Processing 1, 1980). What was split is an
// estimate and is marked as one. See docs/methods/crosswalk.md.
package crosswalk

import (
	"cmp"
	"math/big"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/unit"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "crosswalk/1"

// Cell is a piece of land that lies in one area of each edition, such as a
// grid cell or the intersection of two areas.
type Cell struct {
	From, To area.ID
	People   unit.Headcount // who live there; not below 0
}

// Link is the part that two areas of different editions have in common.
type Link struct {
	From, To area.ID
	// Weight says how much of From lies in To, in persons, or in cells where
	// nobody lives in From; only proportions within one From count.
	Weight int64
	// ByCells marks weights that count cells, because nobody lives there.
	ByCells bool
}

// Weights are the links between two editions, ordered by From and To.
type Weights []Link

// FromCells adds up cells to weights. An area in which nobody lives is split
// by its number of cells.
func FromCells(cells []Cell) Weights {
	type pair struct{ from, to area.ID }
	people, count := map[pair]int64{}, map[pair]int64{}
	lived := map[area.ID]int64{}
	for _, c := range cells {
		p := pair{c.From, c.To}
		people[p] += int64(max(c.People, 0))
		count[p]++
		lived[c.From] += int64(max(c.People, 0))
	}
	var w Weights
	for p, n := range count {
		switch {
		case lived[p.from] == 0:
			w = append(w, Link{p.from, p.to, n, true})
		case people[p] > 0:
			w = append(w, Link{p.from, p.to, people[p], false})
		}
	}
	slices.SortFunc(w, func(a, b Link) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return w
}

// Part is what an area of the old edition gave to one of the new.
type Part struct {
	From  area.ID
	Given int64      // of the figure, at the figure's decimals; of a mean: the figure itself
	Share unit.Share // of From that lies in the new area
}

// Carried is a figure in the new edition.
type Carried struct {
	To    area.ID
	Value int64 // at the decimals of what went in
	// Estimated is false where the area is exactly one area of the old edition:
	// then the figure is as it was.
	Estimated bool
	Parts     []Part
}

// Counts carries numbers that add up over areas (persons, places, cases). Each
// is split in proportion to the weights and rounded by largest remainders, so
// that the parts add up to it exactly; of equal remainders the first area by
// key takes the unit. Areas for which no weight is known are returned in lost.
func (w Weights) Counts(values map[area.ID]int64) (carried []Carried, lost []area.ID) {
	into := map[area.ID]*Carried{}
	for _, from := range sortedKeys(values) {
		links := w.of(from)
		if len(links) == 0 {
			lost = append(lost, from)
			continue
		}
		given := split(values[from], links)
		for i, l := range links {
			into[l.To] = add(into[l.To], l, Part{from, given[i], shareOf(l, links)})
		}
	}
	for _, to := range sortedKeys(into) {
		c := into[to]
		for _, p := range c.Parts {
			c.Value += p.Given
		}
		c.Estimated = !w.same(c.Parts[0].From, to)
		carried = append(carried, *c)
	}
	return carried, lost
}

// Means carries numbers that do not add up (shares, rents, ages): the new
// area's value is the mean of the old ones', weighted by the people of each
// part, rounded half away from zero. An area of which a part is unknown is
// reckoned from the known parts only and returned in partial as well.
func (w Weights) Means(values map[area.ID]int64) (carried []Carried, partial []area.ID) {
	into := map[area.ID]*Carried{}
	sums, weights := map[area.ID]*big.Int{}, map[area.ID]int64{}
	missing := map[area.ID]bool{}
	for _, l := range w {
		v, known := values[l.From]
		if !known {
			missing[l.To] = true
			continue
		}
		into[l.To] = add(into[l.To], l, Part{l.From, v, shareOf(l, w.of(l.From))})
		if sums[l.To] == nil {
			sums[l.To] = new(big.Int)
		}
		sums[l.To].Add(sums[l.To], new(big.Int).Mul(big.NewInt(v), big.NewInt(l.Weight)))
		weights[l.To] += l.Weight
	}
	for _, to := range sortedKeys(into) {
		c := into[to]
		c.Value = divRound(sums[to], weights[to])
		c.Estimated = !w.same(c.Parts[0].From, to)
		carried = append(carried, *c)
		if missing[to] {
			partial = append(partial, to)
		}
	}
	return carried, partial
}

// Back returns the weights in the other direction. They are right only for
// weights in persons: of areas that were split by cells the people are unknown.
func (w Weights) Back() Weights {
	back := make(Weights, len(w))
	for i, l := range w {
		back[i] = Link{l.To, l.From, l.Weight, l.ByCells}
	}
	slices.SortFunc(back, func(a, b Link) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return back
}

// Changed lists the areas of the new edition that are not exactly one area of
// the old.
func (w Weights) Changed() []area.ID {
	var changed []area.ID
	for _, l := range w {
		if !w.same(l.From, l.To) && !slices.Contains(changed, l.To) {
			changed = append(changed, l.To)
		}
	}
	slices.Sort(changed)
	return changed
}

// of returns the links of an old area; w is ordered by From.
func (w Weights) of(from area.ID) []Link {
	first, _ := slices.BinarySearchFunc(w, from, func(l Link, id area.ID) int { return cmp.Compare(l.From, id) })
	last := first
	for last < len(w) && w[last].From == from {
		last++
	}
	return w[first:last]
}

// same reports whether from and to are the same land: all of from lies in to,
// and nothing else does.
func (w Weights) same(from, to area.ID) bool {
	if len(w.of(from)) != 1 {
		return false
	}
	for _, l := range w {
		if l.To == to && l.From != from || l.From == from && l.To != to {
			return false
		}
	}
	return true
}

func add(c *Carried, l Link, p Part) *Carried {
	if c == nil {
		c = &Carried{To: l.To}
	}
	c.Parts = append(c.Parts, p)
	return c
}

func sortedKeys[V any](m map[area.ID]V) []area.ID {
	keys := make([]area.ID, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
