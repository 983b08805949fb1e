// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
)

// GroupSum is a sum over groups that a reader of an indicator can use: it was
// declared, or it holds in what is recorded.
type GroupSum struct {
	Indicator string // empty for a declared one: of all indicators
	Sum
	Places   int // areas and dates in which it holds; 0 for a declared one
	Declared bool
	// Only are the groups of the places for which it was found, if it does not
	// hold where others are recorded as well; empty: everywhere.
	Only []population.ID
}

// Bounds of the search for sums over groups.
const (
	// fewestPlaces with at least two parts above 0 make a sum known: in one or
	// two places small numbers add up by chance, and where all parts but one are
	// 0 any sum seems to hold.
	fewestPlaces = 3
	// slips: a sum counts though one place in so many does not add up, because a
	// reader sees through a slip of the pen.
	slips = 20
	// allSubsets is up to how many groups every sum is tried, and sumsOfThree up
	// to how many every sum of at most three.
	allSubsets  = 8
	sumsOfThree = 24
)

// Sums finds the sums over groups that hold in the recorded counts, and groups
// that are equal. A sum that holds by chance costs cells, never safety.
func Sums(entries []Entry, kinds map[string]figure.Kind) []GroupSum {
	of := map[string][]Entry{}
	var order []string
	for _, e := range entries {
		if kinds[e.Indicator] == figure.Stock {
			e.Period = period.On(e.Period.To)
		}
		if of[e.Indicator] == nil {
			order = append(order, e.Indicator)
		}
		of[e.Indicator] = append(of[e.Indicator], e)
	}
	slices.Sort(order)
	var list []GroupSum
	for _, code := range order {
		f := newFinder(of[code])
		for _, s := range f.find() {
			s.Indicator = code
			list = append(list, s)
		}
	}
	return list
}

// finder looks for sums over the groups of one indicator.
type finder struct {
	groups []population.ID
	places []spot
	found  []GroupSum
	known  map[string]bool
}

// spot is an area and a date: the groups recorded there, and their counts as
// they were published together, one row for each publication.
type spot struct {
	recorded string // one byte for each group
	rows     [][]int64
}

// missing marks a group that a publication does not have.
const missing = int64(-1) << 62

func newFinder(entries []Entry) *finder {
	f := &finder{known: map[string]bool{}}
	at := map[figure.Key][]Entry{}
	var order []figure.Key
	for _, e := range entries {
		if !slices.Contains(f.groups, e.Group) {
			f.groups = append(f.groups, e.Group)
		}
		k := e.Key
		k.Group = ""
		if at[k] == nil {
			order = append(order, k)
		}
		at[k] = append(at[k], e)
	}
	slices.Sort(f.groups)
	for _, k := range order {
		f.places = append(f.places, f.spot(at[k]))
	}
	return f
}

// spot puts the publications of a place together: what was known on each day,
// and the same with what each file says.
func (f *finder) spot(entries []Entry) spot {
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Or(a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.ID, b.ID))
	})
	row := make([]int64, len(f.groups))
	for i := range row {
		row[i] = missing
	}
	var s spot
	for n, e := range entries {
		row[slices.Index(f.groups, e.Group)] = e.Value
		if n+1 == len(entries) || entries[n+1].KnownFrom != e.KnownFrom {
			s.rows = append(s.rows, slices.Clone(row))
		}
	}
	name := make([]byte, len(row))
	for i, v := range row {
		if name[i] = '0'; v != missing {
			name[i] = '1'
		}
	}
	s.recorded = string(name)
	files := map[string]bool{}
	for _, e := range entries {
		files[e.File] = true
	}
	for _, e := range entries {
		if !files[e.File] || len(files) == 1 {
			continue
		}
		files[e.File] = false
		with := slices.Clone(row)
		for _, o := range entries {
			if o.File == e.File {
				with[slices.Index(f.groups, o.Group)] = o.Value
			}
		}
		s.rows = append(s.rows, with)
	}
	return s
}

// find tries the sums over all places, then over the places with the same
// groups: where a group came later, the sum before had one part less.
func (f *finder) find() []GroupSum {
	all := make([]int, len(f.groups))
	for i := range all {
		all[i] = i
	}
	f.try(all, f.places, nil)
	of := map[string][]spot{}
	var order []string
	for _, p := range f.places {
		if of[p.recorded] == nil {
			order = append(order, p.recorded)
		}
		of[p.recorded] = append(of[p.recorded], p)
	}
	slices.Sort(order)
	for _, name := range order {
		var here []int
		var only []population.ID
		for i := range f.groups {
			if name[i] == '1' {
				here, only = append(here, i), append(only, f.groups[i])
			}
		}
		if len(of[name]) >= fewestPlaces && len(of) > 1 {
			f.try(here, of[name], only)
		}
	}
	return f.found
}

// try keeps the candidates that hold in the places, the smallest ones. Parts
// that are 0 everywhere are added to a second one: a reader who takes the
// others off learns that they are.
func (f *finder) try(groups []int, places []spot, only []population.ID) {
	var zero []int
	for _, g := range groups {
		if !slices.ContainsFunc(places, func(p spot) bool {
			return slices.ContainsFunc(p.rows, func(r []int64) bool { return r[g] != 0 && r[g] != missing })
		}) {
			zero = append(zero, g)
		}
	}
	minimal := map[int][][]int{}
	for _, c := range f.candidates(groups) {
		whole, parts := c[0], c[1:]
		if slices.ContainsFunc(minimal[whole], func(m []int) bool {
			return !slices.ContainsFunc(m, func(g int) bool { return !slices.Contains(parts, g) })
		}) {
			continue
		}
		n, ok := holds(places, whole, parts)
		if !ok {
			continue
		}
		minimal[whole] = append(minimal[whole], parts)
		f.keep(whole, parts, n, only)
		wider := slices.Clone(parts)
		for _, z := range zero {
			if z != whole && !slices.Contains(wider, z) {
				wider = append(wider, z)
			}
		}
		f.keep(whole, wider, n, only)
	}
}

func (f *finder) keep(whole int, parts []int, n int, only []population.ID) {
	parts = slices.Clone(parts)
	slices.Sort(parts)
	s := GroupSum{Sum: Sum{Whole: f.groups[whole]}, Places: n, Only: only}
	for _, p := range parts {
		s.Parts = append(s.Parts, f.groups[p])
	}
	name := fmt.Sprint(whole, parts)
	if everywhere := f.known[name]; everywhere || f.known[name+fmt.Sprint(only)] {
		return
	}
	if f.known[name+fmt.Sprint(only)] = true; only == nil {
		f.known[name] = true
	}
	f.found = append(f.found, s)
}

// candidates lists sums as the whole and its parts, shorter ones first.
func (f *finder) candidates(groups []int) [][]int {
	var list [][]int
	most := 3
	if len(groups) <= allSubsets {
		most = len(groups)
	}
	for _, whole := range groups {
		others := slices.DeleteFunc(slices.Clone(groups), func(g int) bool { return g == whole })
		if len(groups) <= sumsOfThree {
			list = appendSubsets(list, []int{whole}, others, most)
		}
		if len(groups) > allSubsets {
			list = f.appendNamed(list, whole, others)
		}
	}
	slices.SortStableFunc(list, func(a, b []int) int { return cmp.Compare(len(a), len(b)) })
	return list
}

// appendSubsets adds start with every choice of 1 to most of the others.
func appendSubsets(list [][]int, start, others []int, most int) [][]int {
	for n, g := range others {
		c := append(slices.Clip(start), g)
		if list = append(list, c); len(c) <= most {
			list = appendSubsets(list, c, others[n+1:], most)
		}
	}
	return list
}

// appendNamed adds the sum of all others, of those below a whole by their name
// (a.b below a, but for those below a.b) and of those that are below none.
func (f *finder) appendNamed(list [][]int, whole int, others []int) [][]int {
	below := func(a, b int) bool { return strings.HasPrefix(string(f.groups[a]), string(f.groups[b])+".") }
	top, under := []int{whole}, []int{whole}
	for _, g := range others {
		nested := slices.ContainsFunc(others, func(o int) bool { return below(g, o) })
		switch {
		case below(g, whole) && !nested:
			under = append(under, g)
		case !nested:
			top = append(top, g)
		}
	}
	for _, c := range [][]int{append([]int{whole}, others...), top, under} {
		if len(c) > 1 {
			list = append(list, c)
		}
	}
	return list
}

// holds reports whether a sum holds, and in how many places that tell anything:
// at least two parts (of one part, the part) are above 0.
func holds(places []spot, whole int, parts []int) (int, bool) {
	good, bad, telling := 0, 0, 0
	for _, p := range places {
		complete, adds, tells := false, false, false
		for _, row := range p.rows {
			total, above, has := -row[whole], 0, row[whole] != missing
			for _, g := range parts {
				if has = has && row[g] != missing; row[g] > 0 {
					above++
				}
				total += row[g]
			}
			complete = complete || has
			if has && total == 0 {
				adds, tells = true, tells || above >= min(2, len(parts))
			}
		}
		switch {
		case adds:
			good++
		case complete:
			if bad++; bad*slips > len(places) {
				return 0, false
			}
		}
		if tells {
			telling++
		}
	}
	return good, telling >= fewestPlaces && bad*slips <= good
}
