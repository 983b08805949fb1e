// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// labels are the names of what figures speak of.
type labels struct {
	indicators map[string]figure.Indicator
	areas      map[area.ID]area.Area
	groups     map[population.ID]population.Group
}

// comparer sets the figures of a file against the ledger, chunk by chunk. It
// keeps a few numbers for each row that confirms an older one, and else only
// what it lists.
type comparer struct {
	r      Recorder
	names  labels
	locked Locked
	reach  reach
	reason string
	// restated is the day from which a value counts as known that a source states
	// another time in a file whose days are assumed; zero: the rows say their days.
	restated period.Date
	out      *Outcome
	faults   *table.Faults
	here     newcomers
	// confirmed are rows that were not recorded because an older figure says
	// the same, by what they state; see restore.
	confirmed confirmations
	// accounts are the areas and groups whose stock account may change.
	accounts map[accountOf]bool
}

// accountOf names the stock accounts of an area and group.
type accountOf struct {
	area  area.ID
	group population.ID
}

// take compares a chunk and records what is not there yet.
func (c *comparer) take(ctx context.Context, chunk []figure.Figure) error {
	known, err := c.r.Known(ctx, chunk)
	if err != nil {
		return err
	}
	c.here.start()
	for i, f := range chunk {
		if err := c.reach.series(f.Key); err != nil {
			c.faults.Add(outside(f.File, f.Line, "area", string(f.Area), err))
			continue // not even compared: that would tell what stands there
		}
		at := placeOf(f.Key)
		beside := c.here.beside(at, known[i])
		f = c.dated(f, beside)
		class, old := c.judge(f, beside)
		locked := class != Unchanged && c.locked.Holds(f)
		if locked && c.reason == "" {
			c.faults.Add(lockedFault(f))
		}
		c.out.note(Change{Class: class, File: f.File, Line: f.Line, Source: f.Source, Of: old.ID, Locked: locked}, func(ch *Change) { c.tell(ch, f, old) })
		if class == Unchanged {
			c.confirmed.note(f, old)
			continue
		}
		if InAccount(f.Indicator) {
			c.accounts[accountOf{f.Area, f.Group}] = true
		}
		c.here.add(at, f)
		if class == Changed && old.ID < c.r.Batch() {
			for _, again := range c.confirmed.restore(f, old) {
				c.here.add(at, again)
			}
		}
	}
	if c.faults.Len() > 0 || len(c.here.fresh) == 0 {
		return nil
	}
	return c.r.AddFigures(ctx, c.here.fresh)
}

// restatedBasis says how the day of a correction came about.
const restatedBasis = "angenommen: Tag des Einlesens, weil die Quelle vorher anders berichtet hat"

// dated gives a row the day of its import, if its own day is assumed and an
// earlier file of the source has spoken of the same: a correction was not known
// before it came, so many days after the period as the first report usually is.
func (c *comparer) dated(f figure.Figure, known []figure.Figure) figure.Figure {
	if !c.restated.After(f.KnownFrom) {
		return f
	}
	for _, k := range known {
		if k.ID != 0 && k.ID < c.r.Batch() && k.Key == f.Key && k.Source == f.Source && k.Basis == f.Basis {
			f.KnownFrom, f.KnownBasis = c.restated, restatedBasis
			return f
		}
	}
	return f
}

// newcomers are the rows of a chunk that are to be recorded, which the ledger
// does not know yet.
type newcomers struct {
	fresh  []figure.Figure
	before []int           // for each the one before of the same place; -1: none
	last   map[place]int   // the last one of each place
	both   []figure.Figure // used again by beside
}

func (n *newcomers) start() {
	if n.last == nil {
		n.last = map[place]int{}
	}
	clear(n.last)
	n.fresh, n.before = n.fresh[:0], n.before[:0]
}

func (n *newcomers) add(at place, f figure.Figure) {
	before, ok := n.last[at]
	if !ok {
		before = -1
	}
	n.last[at] = len(n.fresh)
	n.fresh, n.before = append(n.fresh, f), append(n.before, before)
}

// beside returns the known figures with the newcomers of the same place, in the
// order in which they came; valid until the next call.
func (n *newcomers) beside(at place, known []figure.Figure) []figure.Figure {
	i, ok := n.last[at]
	if !ok {
		return known
	}
	n.both = n.both[:0]
	for ; i >= 0; i = n.before[i] {
		n.both = append(n.both, n.fresh[i])
	}
	slices.Reverse(n.both)
	return append(n.both, known...)
}

// place is where figures are set against each other: the same indicator, area
// and group on the same last day.
type place struct {
	indicator string
	area      area.ID
	group     population.ID
	to        period.Date
}

func placeOf(k figure.Key) place { return place{k.Indicator, k.Area, k.Group, k.Period.To} }

// judge sets a figure against those known of the same place: first what its own
// source said on the same basis by the day the figure became known, then what
// it said on another basis, then what other sources say.
func (c *comparer) judge(f figure.Figure, known []figure.Figure) (Class, figure.Figure) {
	if len(known) == 0 {
		return Fresh, figure.Figure{}
	}
	if own, ok := newest(known, func(k figure.Figure) bool {
		return k.Key == f.Key && k.Source == f.Source && k.Basis == f.Basis && !k.KnownFrom.After(f.KnownFrom)
	}); ok {
		switch {
		case own.Value != f.Value:
			return Changed, own
		case own.ID != 0 && own.ID < c.r.Batch():
			return Unchanged, own
		}
		return Fresh, figure.Figure{} // said twice in the same file, as known from two days
	}
	if own, ok := newest(known, func(k figure.Figure) bool {
		return k.Key == f.Key && k.Source == f.Source && stated(k) && stated(f) && !k.KnownFrom.After(f.KnownFrom)
	}); ok && own.Value != f.Value {
		return Changed, own
	}
	if other, ok := newest(contradicting(f, known, c.names.indicators[f.Indicator]), func(figure.Figure) bool { return true }); ok {
		return Contradicting, other
	}
	return Fresh, figure.Figure{}
}

// stated reports whether a figure says how it was, not how it was expected to
// become: what came later does not contradict a forecast.
func stated(f figure.Figure) bool { return f.Basis != figure.Forecast }

// contradicting returns what other sources say last of the same as f, where it
// differs from f.
func contradicting(f figure.Figure, known []figure.Figure, indicator figure.Indicator) []figure.Figure {
	if !stated(f) {
		return nil
	}
	said := map[string]figure.Figure{}
	for _, k := range known {
		if k.Source == f.Source || !stated(k) || indicator.Dated(k.Key) != indicator.Dated(f.Key) {
			continue
		}
		if before, ok := said[k.Source]; !ok || later(k, before) >= 0 {
			said[k.Source] = k
		}
	}
	var list []figure.Figure
	for _, k := range said {
		if k.Value != f.Value {
			list = append(list, k)
		}
	}
	return list
}

// later compares by the day something became known, then by number; a figure
// without a number is of this file and the last.
func later(a, b figure.Figure) int {
	number := func(f figure.Figure) int64 { return f.ID - 1 }
	return cmp.Or(a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(uint64(number(a)), uint64(number(b))))
}

// newest returns the figure that became known last among those that fit.
func newest(list []figure.Figure, fits func(figure.Figure) bool) (best figure.Figure, ok bool) {
	for _, f := range list {
		if fits(f) && (!ok || later(f, best) >= 0) {
			best, ok = f, true
		}
	}
	return best, ok
}

// tell puts a listed row into words.
func (c *comparer) tell(ch *Change, f, old figure.Figure) {
	ch.Name, ch.Is = c.names.name(f.Key), c.names.value(f)
	if ch.Class == Fresh {
		return
	}
	ch.Was = c.names.value(old)
	if old.ID != 0 {
		ch.Ref = fmt.Sprintf("figure/%d", old.ID)
	}
	if ch.Class == Contradicting {
		ch.Against = old.Source
	}
}

// name says what a figure speaks of.
func (n labels) name(k figure.Key) text.Text {
	return both(func(l text.Lang) string {
		s := n.indicators[k.Indicator].Name.In(l) + ", " + n.areas[k.Area].Name
		if k.Group != population.All {
			s += ", " + n.groups[k.Group].Name.In(l)
		}
		return s + ", " + k.Period.In(l)
	})
}

func (n labels) value(f figure.Figure) text.Text {
	return both(func(l text.Lang) string { return write(l, f) + " " + n.indicators[f.Indicator].Unit.In(l) })
}
