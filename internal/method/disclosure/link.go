// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
)

// Entry is a recorded count of persons.
type Entry struct {
	figure.Key
	ID        int64
	Value     int64
	KnownFrom period.Date
	Basis     figure.Basis
	File      string
	Before    State // in an earlier table, or in that of a narrower audience
}

// Structure says which counts add up to which.
type Structure struct {
	Areas    []area.Area
	Kinds    map[string]figure.Kind // of indicators
	Groups   []Sum
	Accounts []Account
	Overlaps []Overlap
}

// Sum declares a group that consists of others, without overlap.
type Sum struct {
	Whole population.ID
	Parts []population.ID
}

// Account declares a stock that changes by flows: stock = previous stock +
// Plus − Minus, all indicators. Signed flows may be negative (corrections).
type Account struct {
	Stock       string
	Plus, Minus []string
	Signed      []string
}

// Overlap declares areas of one edition that lie wholly in an area of another.
// Complete is true where they make up all of it.
type Overlap struct {
	Whole    area.ID
	Parts    []area.ID
	Complete bool
}

// Link puts entries together into the system that an attacker knows, and gives
// the cell of each entry. Recordings of one key with the same value are one
// unknown, with different values several. A sum of which parts are missing gets
// a rest: the reader can take the known parts off. Sums over groups that hold
// in the entries (Sums) count like declared ones.
func Link(entries []Entry, st Structure) (System, []int) {
	l := newLinker(st)
	cells := l.enter(entries)
	l.recorded = len(l.keys)
	for _, s := range Sums(entries, st.Kinds) {
		l.found[s.Indicator] = append(l.found[s.Indicator], s)
	}
	for range mostDerived {
		before := len(l.keys)
		l.sums(l.derive)
		if len(l.keys) == before {
			break
		}
	}
	l.sums(l.relate)
	return l.System, cells
}

// mostDerived bounds how often what can be reckoned from what was reckoned is
// looked for. A division has three levels, groups and times two each.
const mostDerived = 8

// sums hands every sum of keys to fn.
func (l *linker) sums(fn func(sum)) {
	l.areas(fn)
	l.groups(fn)
	l.periods(fn)
	l.accounts(fn)
}

// sum is a sum of keys that is 0 but for what does not add up: the recorded
// terms, and those that are missing.
type sum struct {
	terms, missing []keyTerm
	absent         []figure.Key // of missing, whose key numbers mean nothing
	rest           bool         // missing parts are not known one by one
}

// put adds a key to the sum.
func (s *sum) put(l *linker, k figure.Key, sign int8) {
	if i, ok := l.index[k]; ok {
		s.terms = append(s.terms, keyTerm{i, sign})
		return
	}
	s.missing = append(s.missing, keyTerm{sign: sign})
	s.absent = append(s.absent, k)
}

// version is one of the values that a key was given.
type version struct {
	cell  int
	known period.Date
	basis figure.Basis
	id    int64
	file  string
}

// linker is the state of one Link.
type linker struct {
	System
	Structure
	index    map[figure.Key]int
	keys     []figure.Key
	versions [][]version // of a key, by rank
	level    map[area.ID]area.Level
	parts    map[area.ID][]area.ID
	wholes   []area.ID             // of parts, in the order of the areas
	above    map[area.ID][]area.ID // the areas in which one lies, in all editions
	made     map[string]bool       // relations, so that each is made once
	rests    map[string]int        // cells of what is missing
	found    map[string][]GroupSum // of an indicator
	recorded int                   // keys before this one are recorded, later ones reckoned
}

func newLinker(st Structure) *linker {
	l := &linker{
		Structure: st, index: map[figure.Key]int{}, made: map[string]bool{}, rests: map[string]int{},
		found: map[string][]GroupSum{},
		level: map[area.ID]area.Level{}, parts: map[area.ID][]area.ID{}, above: map[area.ID][]area.ID{},
	}
	for _, a := range st.Areas {
		l.level[a.ID] = a.Level
		if a.Parent != "" && !slices.Contains(l.parts[a.Parent], a.ID) {
			if len(l.parts[a.Parent]) == 0 {
				l.wholes = append(l.wholes, a.Parent)
			}
			l.parts[a.Parent] = append(l.parts[a.Parent], a.ID)
		}
	}
	for _, whole := range l.wholes {
		l.lies(whole, whole)
	}
	return l
}

// lies enters for all areas below part that they lie in whole.
func (l *linker) lies(whole, part area.ID) {
	for _, p := range l.parts[part] {
		if !slices.Contains(l.above[p], whole) {
			l.above[p] = append(l.above[p], whole)
			l.lies(whole, p)
		}
	}
}

// enter makes the cells.
func (l *linker) enter(entries []Entry) []int {
	type unknown struct {
		key   int
		value int64
	}
	of := make([]int, len(entries))
	cells := make(map[unknown]int, len(entries))
	signed := map[string]bool{}
	for _, a := range l.Accounts {
		for _, code := range a.Signed {
			signed[code] = true
		}
	}
	for n, e := range entries {
		k := l.key(l.normal(e.Key))
		u := unknown{k, e.Value}
		i, ok := cells[u]
		if !ok {
			i = len(l.Cells)
			cells[u] = i
			l.Cells = append(l.Cells, Cell{Value: e.Value, Weight: l.weight(e), Signed: signed[e.Indicator] || e.Value < 0})
		}
		of[n] = i
		c := &l.Cells[i]
		c.Before = widest(c.Before, e.Before)
		l.versions[k] = append(l.versions[k], version{i, e.KnownFrom, e.Basis, e.ID, e.File})
	}
	for _, list := range l.versions {
		slices.SortFunc(list, func(a, b version) int {
			return cmp.Or(a.known.Compare(b.known), cmp.Compare(a.basis, b.basis), cmp.Compare(a.id, b.id))
		})
	}
	return of
}

// widest is what a reader of two recordings of one value knows of it.
func widest(a, b State) State {
	for _, s := range []State{Shown, Rounded, Primary, Hidden} {
		if a == s || b == s {
			return s
		}
	}
	return Unseen
}

// normal makes a stock's month the same as its last day.
func (l *linker) normal(k figure.Key) figure.Key {
	if l.Kinds[k.Indicator] == figure.Stock {
		k.Period = period.On(k.Period.To)
	}
	return k
}

func (l *linker) key(k figure.Key) int {
	i, ok := l.index[k]
	if !ok {
		i = len(l.keys)
		l.index[k] = i
		l.keys = append(l.keys, k)
		l.versions = append(l.versions, nil)
	}
	return i
}

// weight is what losing an entry costs: totals more than parts, years more
// than months, large counts a little more than small ones.
func (l *linker) weight(e Entry) int64 {
	w := int64(4 + bits.Len64(uint64(max(e.Value, 0))))
	switch l.level[e.Area] {
	case area.City:
		w *= 30
	case area.District:
		w *= 6
	}
	if e.Group == population.All {
		w *= 2
	}
	if !e.Period.IsDay() && !e.Period.IsMonth() {
		w *= 3
	}
	return w
}

// keyTerm is a key in a sum.
type keyTerm struct {
	key  int
	sign int8
}

// derive enters the one missing key of a sum: any reader can reckon it.
func (l *linker) derive(s sum) {
	if len(s.missing) != 1 || s.rest || len(s.terms) == 0 {
		return
	}
	k := -1
	l.tuples(s.terms, false, func(tuple []version) {
		v := version{file: tuple[0].file}
		for n := range s.terms {
			if tuple[n].known.After(v.known) {
				v.known = tuple[n].known
			}
			if tuple[n].file != v.file {
				v.file = ""
			}
		}
		if value := -l.total(s.terms, tuple) * int64(s.missing[0].sign); value >= 0 {
			if k < 0 {
				k = l.key(s.absent[0])
			}
			v.cell = l.derived(k, value)
			l.versions[k] = append(l.versions[k], v)
		}
	})
}

// derived returns the cell of a reckoned value of a key.
func (l *linker) derived(k int, value int64) int {
	for _, v := range l.versions[k] {
		if l.Cells[v.cell].Value == value {
			return v.cell
		}
	}
	l.Cells = append(l.Cells, Cell{Value: value, Weight: 1, Rest: true})
	return len(l.Cells) - 1
}

// relate makes the relations of a sum: one for all the values that were known
// together at some time. Where terms are missing it gets a rest: those missing
// are not negative, all of one sign.
func (l *linker) relate(s sum) {
	rest := s.rest || len(s.missing) > 0
	for _, m := range s.missing {
		if m.sign != s.missing[0].sign {
			return // the missing ones can make up for anything
		}
	}
	if len(s.missing) > 0 && s.missing[0].sign < 0 {
		for n := range s.terms {
			s.terms[n].sign = -s.terms[n].sign
		}
	}
	if len(s.terms) > 1 {
		l.tuples(s.terms, !rest, func(tuple []version) { l.add(s, tuple, rest) })
	}
}

// tuples calls fn with the values of the terms that were published together:
// the newest ones, and around every older value those known on its day and
// those of its file, if they add up. What does not add up, because a correction
// of one part came before that of the other, tells a reader nothing.
func (l *linker) tuples(terms []keyTerm, exact bool, fn func([]version)) {
	slices.SortFunc(terms, func(a, b keyTerm) int { return cmp.Compare(a.key, b.key) })
	several := false
	newest := make([]version, len(terms))
	for n, t := range terms {
		list := l.versions[t.key]
		several = several || len(list) > 1
		newest[n] = list[len(list)-1]
	}
	fn(newest)
	if !several {
		return
	}
	for n, t := range terms {
		for _, v := range l.versions[t.key] {
			for _, tuple := range l.around(terms, newest, v) {
				if tuple[n] = v; !exact || l.total(terms, tuple) == 0 {
					fn(tuple)
				}
			}
		}
	}
}

func (l *linker) total(terms []keyTerm, tuple []version) int64 {
	total := int64(0)
	for n, t := range terms {
		total += int64(t.sign) * l.Cells[tuple[n].cell].Value
	}
	return total
}

// around returns what was published with v: on its day and in its file.
func (l *linker) around(terms []keyTerm, newest []version, v version) [2][]version {
	onDay, ofFile := make([]version, len(terms)), make([]version, len(terms))
	for k, t := range terms {
		onDay[k] = newest[k]
		for _, w := range l.versions[t.key] {
			if !w.known.After(v.known) {
				onDay[k] = w
			}
		}
		ofFile[k] = onDay[k]
		for _, w := range l.versions[t.key] {
			if w.file == v.file {
				ofFile[k] = w
			}
		}
	}
	return [2][]version{onDay, ofFile}
}

// add makes one relation, with a rest where parts are missing.
func (l *linker) add(s sum, tuple []version, rest bool) {
	terms := s.terms
	r := make(Relation, len(terms), len(terms)+1)
	name := make([]byte, 0, 5*len(terms)+1)
	total := int64(0)
	for n, t := range terms {
		i := tuple[n].cell
		r[n] = Term{i, t.sign}
		name = append(name, byte(i), byte(i>>8), byte(i>>16), byte(i>>24), byte(t.sign))
		total += int64(t.sign) * l.Cells[i].Value
	}
	if l.made[string(name)] {
		return
	}
	l.made[string(name)] = true
	if rest && total > 0 {
		return // the parts are more than the whole: there is no rest to know
	}
	if rest {
		r = append(r, Term{l.restOf(s.absent, -total), 1})
	}
	l.Relations = append(l.Relations, r)
}

// restOf returns the cell of what is missing in a sum. Like what is recorded,
// the same value of the same keys is one unknown in all vintages.
func (l *linker) restOf(absent []figure.Key, value int64) int {
	if len(absent) == 0 {
		l.Cells = append(l.Cells, Cell{Value: value, Weight: 1, Rest: true})
		return len(l.Cells) - 1
	}
	name := fmt.Sprint(value, absent)
	i, ok := l.rests[name]
	if !ok {
		i = len(l.Cells)
		l.rests[name] = i
		l.Cells = append(l.Cells, Cell{Value: value, Weight: 1, Rest: true})
	}
	return i
}

// Piece says that some of area From of one edition lies in area To of another.
type Piece struct{ From, To area.ID }

// Nested returns the overlaps that pieces of two editions give: every area with
// those that lie wholly in it, seen from either edition.
func Nested(pieces []Piece) []Overlap {
	var list []Overlap
	for _, turn := range []bool{false, true} {
		wholes, inside, all := []area.ID{}, map[area.ID][]area.ID{}, map[area.ID][]area.ID{}
		for _, p := range pieces {
			if turn {
				p.From, p.To = p.To, p.From
			}
			if len(inside[p.From]) == 0 {
				wholes = append(wholes, p.From)
			}
			inside[p.From], all[p.To] = append(inside[p.From], p.To), append(all[p.To], p.From)
		}
		slices.Sort(wholes)
		for _, whole := range wholes {
			o := Overlap{Whole: whole, Complete: true}
			for _, part := range inside[whole] {
				if len(all[part]) == 1 && part != whole {
					o.Parts = append(o.Parts, part)
				} else {
					o.Complete = false
				}
			}
			if len(o.Parts) > 0 {
				list = append(list, o)
			}
		}
	}
	return list
}
