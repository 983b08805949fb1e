// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure_test

import (
	"context"
	"slices"
	"testing"

	"planraum/internal/method/disclosure"
)

// attackedTables is how many random linked tables every policy is attacked on.
const attackedTables = 200

var rules = map[string]disclosure.Rule{
	"public":            {Threshold: 5, Width: 4},
	"office":            {Threshold: 3, Width: 2},
	"rounded":           {Threshold: 5, Width: 4, Round: true},
	"zeros hidden":      {Threshold: 5, Width: 5, HideZeros: true},
	"rounded and zeros": {Threshold: 3, Width: 3, Round: true, HideZeros: true},
}

// leak is a hidden count that an attacker narrowed to fewer values than asked.
type leak struct {
	at       coordinates
	possible int
}

// leaks attacks every hidden count of a city.
func leaks(t testing.TB, c *randomCity, states map[coordinates]disclosure.State, rule disclosure.Rule) []leak {
	a, unknown := c.attack(states, rule)
	tableau, ok := a.Start()
	if !ok {
		t.Error("the attacker's system has no solution, though the true table is one")
		return nil
	}
	var found []leak
	for at, state := range states {
		if !state.IsHidden() {
			continue
		}
		if n := tableau.Possible(unknown[at], int(rule.Width)); n < int(rule.Width) {
			found = append(found, leak{at, n})
		}
	}
	return found
}

// protect runs the code under test over what the ledger of a city holds.
func protect(t testing.TB, c *randomCity, rule disclosure.Rule) (map[coordinates]disclosure.State, disclosure.Pattern, disclosure.System) {
	entries, where := c.entries()
	system, cells := disclosure.Link(entries, c.structure())
	p, err := disclosure.Protect(context.Background(), system, rule, nil)
	if err != nil {
		t.Fatal(err)
	}
	states := map[coordinates]disclosure.State{}
	for n, at := range where {
		states[at] = p.States[cells[n]]
	}
	return states, p, system
}

// TestAttackerFindsNothing: over random linked tables (areas, groups, months
// and quarters, two vintages, two editions, counts left out) no hidden count can
// be narrowed to fewer values than the policy asks, by linear programming over
// everything that is shown.
func TestAttackerFindsNothing(t *testing.T) {
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hidden := 0
			for seed := range uint64(attackedTables) {
				if seed%4 != 0 && testing.Short() {
					continue
				}
				c := draw(seed)
				states, p, _ := protect(t, c, rule)
				if len(p.Exposed) > 0 {
					t.Errorf("city %d: %d cells given up", seed, len(p.Exposed))
				}
				for _, l := range leaks(t, c, states, rule) {
					t.Errorf("city %d: count %v = %d has only %d possible values", seed, l.at, c.value[l.at], l.possible)
				}
				for _, s := range states {
					if s.IsHidden() {
						hidden++
					}
				}
			}
			if hidden < attackedTables {
				t.Errorf("only %d counts were hidden: the tables are no test", hidden)
			}
		})
	}
}

// TestAttackerWorks: the same attacker recovers counts where only the small
// ones are hidden, and nothing beside them.
func TestAttackerWorks(t *testing.T) {
	rule := rules["public"]
	recovered, broken := 0, 0
	for seed := range uint64(attackedTables) {
		c := draw(seed)
		found := leaks(t, c, c.primaryOnly(rule), rule)
		if len(found) > 0 {
			broken++
		}
		for _, l := range found {
			if l.possible == 1 {
				recovered++
			}
		}
	}
	t.Logf("without secondary suppression: leaks in %d of %d tables, %d counts recovered exactly", broken, attackedTables, recovered)
	if broken < attackedTables/3 || recovered < attackedTables {
		t.Errorf("the attacker finds leaks in %d tables and recovers %d counts: it is too weak to prove anything", broken, recovered)
	}
}

func (c *randomCity) primaryOnly(rule disclosure.Rule) map[coordinates]disclosure.State {
	states := map[coordinates]disclosure.State{}
	_, where := c.entries()
	for _, at := range where {
		states[at] = disclosure.Shown
		if v := c.value[at]; v > 0 && v < rule.Threshold {
			states[at] = disclosure.Primary
		}
	}
	return states
}

// twoPerSum is the rule of thumb of many offices: in every sum with a hidden
// count a second one is hidden, the smallest, until it is so everywhere.
func (c *randomCity) twoPerSum(rule disclosure.Rule) map[coordinates]disclosure.State {
	states := c.primaryOnly(rule)
	for again := true; again; {
		again = false
		for v := range c.vintages {
			for at := range c.all(v) {
				for _, parts := range c.sumsAt(at) {
					again = c.secondHidden(states, append(slices.Clone(parts), at)) || again
				}
			}
		}
	}
	return states
}

func (c *randomCity) secondHidden(states map[coordinates]disclosure.State, sum []coordinates) bool {
	hidden, least := 0, -1
	for n, at := range sum {
		found, ok := c.seen(at)
		sum[n] = found
		switch {
		case !ok:
			return false
		case states[found].IsHidden():
			hidden++
		case c.value[found] > 0 && (least < 0 || c.value[found] < c.value[sum[least]]):
			least = n
		}
	}
	if hidden != 1 || least < 0 {
		return false
	}
	states[sum[least]] = disclosure.Hidden
	return true
}

// TestCost measures what protection costs in cells, beside two simple ways.
// docs/methods/disclosure.md quotes its log.
func TestCost(t *testing.T) {
	rule := rules["public"]
	type line struct {
		name                  string
		secondary, open, gone int
	}
	var all, primaries int
	lines := []line{{name: "Planraum, Sperrung"}, {name: "Planraum, Sperrung und Rundung"}, {name: "zwei je Summe"}, {name: "alle Teile, bis nichts dazukommt"}, {name: "nur ganze Stadt, alle Gruppen"}}
	for seed := range uint64(attackedTables) {
		c := draw(seed)
		first := c.primaryOnly(rule)
		all += len(first)
		base := hiddenIn(first)
		primaries += base
		ours, _, _ := protect(t, c, rule)
		rounded, _, _ := protect(t, c, rules["rounded"])
		for n, states := range []map[coordinates]disclosure.State{ours, rounded, c.twoPerSum(rule), c.wholeSums(rule), c.onlyTotals(rule)} {
			r := rule
			r.Round = n == 1
			lines[n].secondary += hiddenIn(states) - base
			if found := leaks(t, c, states, r); len(found) > 0 {
				lines[n].open++
				lines[n].gone += len(found)
			}
		}
	}
	t.Logf("%d cells, %d small", all, primaries)
	for _, l := range lines {
		t.Logf("%-32s %5d more cells hidden (%.1f per small one), leaks in %d of %d tables (%d cells)",
			l.name, l.secondary, float64(l.secondary)/float64(primaries), l.open, attackedTables, l.gone)
	}
	if lines[0].open+lines[1].open > 0 || lines[2].open == 0 || lines[3].open == 0 {
		t.Error("the rules of thumb leak and ours does not: this is what the cost is paid for")
	}
	if lines[1].secondary > lines[0].secondary || lines[0].secondary*2 > lines[4].secondary {
		t.Errorf("protection costs %d cells, with rounding %d, showing totals only %d", lines[0].secondary, lines[1].secondary, lines[4].secondary)
	}
}

func hiddenIn(states map[coordinates]disclosure.State) int {
	n := 0
	for _, s := range states {
		if s.IsHidden() {
			n++
		}
	}
	return n
}

// wholeSums hides all parts of every sum of which a part is hidden, until
// nothing is added any more.
func (c *randomCity) wholeSums(rule disclosure.Rule) map[coordinates]disclosure.State {
	states := c.primaryOnly(rule)
	hidden := func(p coordinates) bool { f, _ := c.seen(p); return states[f].IsHidden() }
	for again := true; again; {
		again = false
		for v := range c.vintages {
			for at := range c.all(v) {
				for _, parts := range c.sumsAt(at) {
					if !slices.ContainsFunc(parts, hidden) {
						continue
					}
					for _, p := range parts {
						if f, ok := c.seen(p); ok && c.value[f] > 0 && !states[f].IsHidden() {
							states[f], again = disclosure.Hidden, true
						}
					}
				}
			}
		}
	}
	return states
}

// onlyTotals shows the whole city and all groups together, nothing else.
func (c *randomCity) onlyTotals(rule disclosure.Rule) map[coordinates]disclosure.State {
	states := c.primaryOnly(rule)
	for at, s := range states {
		if (at.area != 0 || at.group != 0) && !s.IsHidden() && c.value[at] > 0 {
			states[at] = disclosure.Hidden
		}
	}
	return states
}
