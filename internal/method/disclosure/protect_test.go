// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/method/attack"
	"planraum/internal/method/disclosure"
)

// TestRound5: the result is the nearest multiple of 5, alike for both signs.
func TestRound5(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-1e9, 1e9).Draw(t, "n")
		at := disclosure.Round5(n)
		if at%5 != 0 || at-n > 2 || n-at > 2 || disclosure.Round5(-n) != -at {
			t.Fatalf("Round5(%d) = %d", n, at)
		}
	})
}

// TestWorkedExample is the example of docs/methods/disclosure.md, reckoned by
// hand: of 40 = 2 + 17 + 21 the 2 is small. Hiding it alone gives it away. With
// 17 hidden too, 2 + 17 = 19 is known, so that it may be any of 1 to 18.
func TestWorkedExample(t *testing.T) {
	s := disclosure.System{
		Cells:     []disclosure.Cell{{Value: 40, Weight: 100}, {Value: 2, Weight: 1}, {Value: 17, Weight: 1}, {Value: 21, Weight: 2}},
		Relations: []disclosure.Relation{{{0, -1}, {1, 1}, {2, 1}, {3, 1}}},
	}
	p, err := disclosure.Protect(context.Background(), s, disclosure.Rule{Threshold: 5, Width: 4}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []disclosure.State{disclosure.Shown, disclosure.Primary, disclosure.Hidden, disclosure.Shown}
	if diff := cmp.Diff(want, p.States); diff != "" {
		t.Error(diff)
	}
}

// TestSameInputSamePattern: nothing depends on chance or on the order of maps.
func TestSameInputSamePattern(t *testing.T) {
	for seed := range uint64(12) {
		_, a, _ := protect(t, draw(seed), rules["public"])
		_, b, _ := protect(t, draw(seed), rules["public"])
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("city %d:\n%s", seed, diff)
		}
	}
}

// TestAuditRefuses: the audit notices a pattern that protects less than it says.
func TestAuditRefuses(t *testing.T) {
	rule := rules["public"]
	noticed := 0
	for seed := range uint64(20) {
		_, p, s := protect(t, draw(seed), rule)
		for i, state := range p.States {
			if !state.IsHidden() || s.Cells[i].Rest {
				continue
			}
			p.States[i] = disclosure.Shown
			if err := disclosure.Audit(s, rule, p); err == nil && state == disclosure.Primary {
				t.Fatalf("city %d: the small cell %d is shown and the audit is content", seed, i)
			} else if err != nil {
				noticed++
			}
			p.States[i] = state
		}
		for n := range p.Witnesses {
			w := p.Witnesses[n]
			p.Witnesses[n].Signs = slices.Clone(w.Signs)
			p.Witnesses[n].Signs[0] = -w.Signs[0]
			if err := disclosure.Audit(s, rule, p); err == nil && len(w.Cells) > 1 {
				t.Fatalf("city %d: the forged witness %d passes", seed, n)
			}
			p.Witnesses[n] = w
		}
	}
	if noticed == 0 {
		t.Error("the audit noticed nothing")
	}
}

// TestLaterTablesLayNothingOpen: a table is published, then more becomes known
// (later months, corrections) and the next table is published. A reader of both
// narrows no hidden count, and none that was hidden is shown. What could be
// reckoned from the first table together with a new total is counted as exposed
// and must be rare.
func TestLaterTablesLayNothingOpen(t *testing.T) {
	rule := rules["public"]
	exposed, hidden := 0, 0
	for seed := range uint64(attackedTables) {
		c := draw(seed)
		entries, where := c.entries()
		late := func(n int) bool { return where[n].vintage > 0 || where[n].time == len(c.times.names)-1 }
		var first []disclosure.Entry
		for n, e := range entries {
			if !late(n) {
				first = append(first, e)
			}
		}
		before := statesOf(t, first, c.structure(), rule)
		for n := range entries {
			entries[n].Before = before[entries[n].ID]
		}
		system, cells := disclosure.Link(entries, c.structure())
		p, err := disclosure.Protect(context.Background(), system, rule, nil)
		if err != nil {
			t.Fatal(err)
		}
		given := map[int]bool{}
		for _, i := range p.Exposed {
			given[i] = true
		}
		states := map[coordinates]disclosure.State{}
		lost := map[coordinates]bool{}
		for n, at := range where {
			states[at], lost[at] = p.States[cells[n]], given[cells[n]]
			if before[entries[n].ID].IsHidden() && !states[at].IsHidden() {
				t.Errorf("city %d: %v was hidden and is shown", seed, at)
			}
			if lost[at] {
				exposed++
			}
			if states[at].IsHidden() {
				hidden++
			}
		}
		for _, l := range leaks(t, c, states, rule) {
			if !lost[l.at] {
				t.Errorf("city %d: count %v = %d has only %d possible values", seed, l.at, c.value[l.at], l.possible)
			}
		}
	}
	t.Logf("%d counts hidden, %d of them laid open by what was shown before", hidden, exposed)
	if exposed*50 > hidden {
		t.Errorf("%d of %d hidden counts are exposed", exposed, hidden)
	}
}

func statesOf(t *testing.T, entries []disclosure.Entry, st disclosure.Structure, rule disclosure.Rule) map[int64]disclosure.State {
	t.Helper()
	system, cells := disclosure.Link(entries, st)
	p, err := disclosure.Protect(context.Background(), system, rule, nil)
	if err != nil {
		t.Fatal(err)
	}
	states := map[int64]disclosure.State{}
	for n, e := range entries {
		states[e.ID] = p.States[cells[n]]
	}
	return states
}

// TestAccounts: stocks, arrivals and departures of some areas over months hang
// together; an attacker who knows that narrows none of them.
func TestAccounts(t *testing.T) {
	rule := rules["public"]
	recovered := 0
	for seed := range uint64(60) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		areas, steps := 2+rnd.IntN(3), 1+rnd.IntN(3)
		st := disclosure.Structure{
			Kinds:    map[string]figure.Kind{"stock": figure.Stock, "in": figure.Flow, "out": figure.Flow},
			Areas:    []area.Area{{ID: "S", Level: area.City}},
			Accounts: []disclosure.Account{{Stock: "stock", Plus: []string{"in"}, Minus: []string{"out"}}},
		}
		var a attack.System
		var entries []disclosure.Entry
		number := map[string]int{}
		record := func(what string, in, month int, n int64) {
			p := period.InMonth(period.MonthOf(2016, 1+month))
			if what == "stock" {
				p = period.On(p.To)
			}
			id := area.ID("S")
			if in > 0 {
				id = area.ID(fmt.Sprint("S/", in))
			}
			number[fmt.Sprint(what, " ", in, " ", month)] = len(entries)
			entries = append(entries, disclosure.Entry{Key: figure.Key{Indicator: what, Area: id, Group: "all", Period: p}, ID: int64(len(entries) + 1), Value: n, Basis: figure.Counted})
		}
		totals := map[string]int64{}
		for in := 1; in <= areas; in++ {
			st.Areas = append(st.Areas, area.Area{ID: area.ID(fmt.Sprint("S/", in)), Level: area.District, Parent: "S"})
			stock := int64(rnd.IntN(30))
			for m := range steps + 1 {
				if m > 0 {
					plus, minus := int64(rnd.IntN(12)), int64(rnd.IntN(6))
					minus = min(minus, stock+plus)
					stock += plus - minus
					record("in", in, m, plus)
					record("out", in, m, minus)
					totals[fmt.Sprint("in ", m)] += plus
					totals[fmt.Sprint("out ", m)] += minus
				}
				record("stock", in, m, stock)
				totals[fmt.Sprint("stock ", m)] += stock
			}
		}
		for m := range steps + 1 {
			for _, what := range []string{"stock", "in", "out"} {
				if m > 0 || what == "stock" {
					record(what, 0, m, totals[fmt.Sprint(what, " ", m)])
					r := attack.Sum{Of: map[int]float64{len(entries) - 1: -1}}
					for in := 1; in <= areas; in++ {
						r.Of[number[fmt.Sprint(what, " ", in, " ", m)]] = 1
					}
					a.Sums = append(a.Sums, r)
				}
			}
			for in := 0; m > 0 && in <= areas; in++ {
				at := func(what string, m int) int { return number[fmt.Sprint(what, " ", in, " ", m)] }
				a.Sums = append(a.Sums, attack.Sum{Of: map[int]float64{at("stock", m): 1, at("stock", m-1): -1, at("in", m): -1, at("out", m): 1}})
			}
		}
		states := statesOf(t, entries, st, rule)
		for _, withSecondary := range []bool{true, false} {
			a.Low, a.High = nil, nil
			for _, e := range entries {
				low, high := float64(e.Value), float64(e.Value)
				if s := states[e.ID]; s == disclosure.Primary || s == disclosure.Hidden && withSecondary {
					low, high = 1, math.Inf(1)
				}
				a.Low, a.High = append(a.Low, low), append(a.High, high)
			}
			tableau, ok := a.Start()
			if !ok {
				t.Fatalf("city %d: the attacker's system has no solution", seed)
			}
			for n, e := range entries {
				s := states[e.ID]
				if !s.IsHidden() || s == disclosure.Hidden && !withSecondary {
					continue
				}
				switch possible := tableau.Possible(n, int(rule.Width)); {
				case possible < int(rule.Width) && withSecondary:
					t.Errorf("city %d: %v = %d has %d possible values", seed, e.Key, e.Value, possible)
				case possible == 1:
					recovered++
				}
			}
		}
	}
	if recovered < 60 {
		t.Errorf("without secondary suppression only %d counts are recovered: the attack is too weak", recovered)
	}
}
