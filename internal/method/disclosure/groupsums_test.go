// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/method/disclosure"
)

// TestUndeclaredSums: all = refugees = asylum + recognised + ukraine stands in
// no policy but in the counts. In one area 11 = 2 + 9 + 0: neither the 2 nor the
// 9 alone may be hidden, or 11 - 9 - 0 gives the 2 away.
func TestUndeclaredSums(t *testing.T) {
	var entries []disclosure.Entry
	for n, parts := range [][3]int64{{2, 9, 0}, {20, 31, 7}, {40, 12, 9}, {15, 16, 17}} {
		total := parts[0] + parts[1] + parts[2]
		for group, v := range map[population.ID]int64{"all": total, "refugees": total, "asylum": parts[0], "recognised": parts[1], "ukraine": parts[2]} {
			k := figure.Key{Indicator: "persons", Area: area.ID(fmt.Sprint("a", n)), Group: group, Period: period.On(period.Day(2016, 4, 30))}
			entries = append(entries, disclosure.Entry{Key: k, ID: int64(len(entries) + 1), Value: v, Basis: figure.Counted, File: "f"})
		}
	}
	st := disclosure.Structure{Kinds: map[string]figure.Kind{"persons": figure.Stock}}
	var found []string
	for _, s := range disclosure.Sums(entries, st.Kinds) {
		found = append(found, fmt.Sprint(s.Whole, s.Parts))
	}
	for _, want := range []string{"all[refugees]", "all[asylum recognised ukraine]", "refugees[asylum recognised ukraine]"} {
		if !slices.Contains(found, want) {
			t.Errorf("%s is not found among %v", want, found)
		}
	}
	system, cells := disclosure.Link(entries, st)
	p, err := disclosure.Protect(context.Background(), system, disclosure.Rule{Threshold: 5, Width: 4}, nil)
	if err != nil {
		t.Fatal(err)
	}
	hidden := 0
	for n, e := range entries {
		if e.Area == "a0" && (e.Group == "asylum" || e.Group == "recognised" || e.Group == "all") && p.States[cells[n]].IsHidden() {
			hidden++
		}
	}
	if hidden < 2 || len(p.Exposed) > 0 {
		t.Errorf("%d cells of 11 = 2 + 9 + 0 are hidden, %d exposed", hidden, len(p.Exposed))
	}
}

// TestAttackerFindsNothingUndeclared: the attacker knows the sums over groups,
// the policy does not declare them.
func TestAttackerFindsNothingUndeclared(t *testing.T) {
	rule, tried := rules["public"], 0
	for seed := range uint64(attackedTables) {
		c := draw(seed)
		st := c.structure()
		entries, where := c.entries()
		known := func(declared disclosure.Sum) bool {
			return slices.ContainsFunc(disclosure.Sums(entries, st.Kinds), func(s disclosure.GroupSum) bool {
				return s.Whole == declared.Whole && slices.Equal(s.Parts, declared.Parts)
			})
		}
		if len(st.Groups) == 0 || !known(st.Groups[0]) {
			continue // too few places for anybody to know the sum
		}
		st.Groups = nil
		tried++
		states := map[coordinates]disclosure.State{}
		for id, s := range statesOf(t, entries, st, rule) {
			states[where[id-1]] = s
		}
		for _, l := range leaks(t, c, states, rule) {
			t.Errorf("city %d: count %v = %d has only %d possible values", seed, l.at, c.value[l.at], l.possible)
		}
	}
	if t.Logf("%d cities", tried); tried < attackedTables/4 {
		t.Errorf("only %d cities have sums over groups", tried)
	}
}
