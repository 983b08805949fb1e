// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package crosswalk_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/area"
	"planraum/internal/city/unit"
	"planraum/internal/method/crosswalk"
)

// border is a town of two districts whose border moves: of the 400 people of A
// 100 come to B; C is untouched.
var border = crosswalk.FromCells([]crosswalk.Cell{
	{From: "A", To: "A", People: 250},
	{From: "A", To: "A", People: 50},
	{From: "A", To: "B", People: 100},
	{From: "B", To: "B", People: 600},
	{From: "C", To: "C", People: 80},
})

func TestCountsFollowPeople(t *testing.T) {
	carried, lost := border.Counts(map[area.ID]int64{"A": 10, "B": 7, "C": 3, "X": 5})
	want := []crosswalk.Carried{
		// 10 · 300/400 = 7.5 and 10 · 100/400 = 2.5: equal remainders, A is first.
		{To: "A", Value: 8, Estimated: true, Parts: []crosswalk.Part{{From: "A", Given: 8, Share: 750_000_000}}},
		{To: "B", Value: 9, Estimated: true, Parts: []crosswalk.Part{{From: "A", Given: 2, Share: 250_000_000}, {From: "B", Given: 7, Share: unit.ShareScale}}},
		{To: "C", Value: 3, Parts: []crosswalk.Part{{From: "C", Given: 3, Share: unit.ShareScale}}},
	}
	if d := cmp.Diff(want, carried); d != "" {
		t.Error(d)
	}
	if !slices.Equal(lost, []area.ID{"X"}) {
		t.Errorf("lost %v, want X", lost)
	}
	if got := border.Changed(); !slices.Equal(got, []area.ID{"A", "B"}) {
		t.Errorf("changed %v, want A and B", got)
	}
}

func TestMeansAreWeighted(t *testing.T) {
	// Shares in tenths of a percent: B = (100·20.0 + 600·6.0) / 700 = 8.0.
	carried, partial := border.Means(map[area.ID]int64{"A": 200, "B": 60})
	if len(carried) != 2 || carried[0].Value != 200 || carried[1].Value != 80 {
		t.Errorf("%+v, want 200 for A and 80 for B", carried)
	}
	if len(partial) != 0 {
		t.Errorf("partial %v, want none: nothing is known of C at all", partial)
	}
	if _, partial = border.Means(map[area.ID]int64{"B": 60}); !slices.Equal(partial, []area.ID{"B"}) {
		t.Errorf("partial %v, want B", partial)
	}
}

func TestEmptyAreasGoByCells(t *testing.T) {
	w := crosswalk.FromCells([]crosswalk.Cell{{From: "A", To: "A"}, {From: "A", To: "B"}, {From: "A", To: "B"}})
	carried, _ := w.Counts(map[area.ID]int64{"A": 9})
	if carried[0].Value != 3 || carried[1].Value != 6 || !w[0].ByCells {
		t.Errorf("%+v, want 3 and 6", carried)
	}
}

func TestNegativeCounts(t *testing.T) {
	carried, _ := border.Counts(map[area.ID]int64{"A": -10})
	if carried[0].Value+carried[1].Value != -10 || carried[1].Value > -2 {
		t.Errorf("%+v, want -8 and -2", carried)
	}
}

// Whatever the borders, nobody is lost or invented, and a figure comes back to
// itself where nothing has moved.
func TestNobodyIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cells []crosswalk.Cell
		name := func(prefix string, n int) area.ID { return area.ID(fmt.Sprint(prefix, n)) }
		n := rapid.IntRange(1, 40).Draw(t, "cells")
		values := map[area.ID]int64{}
		var sum int64
		for range n {
			from := name("a", rapid.IntRange(0, 6).Draw(t, "from"))
			cells = append(cells, crosswalk.Cell{From: from, To: name("b", rapid.IntRange(0, 6).Draw(t, "to")), People: unit.Headcount(rapid.IntRange(0, 5000).Draw(t, "people"))})
			if _, seen := values[from]; !seen {
				values[from] = rapid.Int64Range(-1e9, 1e12).Draw(t, "value")
				sum += values[from]
			}
		}
		carried, lost := crosswalk.FromCells(cells).Counts(values)
		var got int64
		for _, c := range carried {
			got += c.Value
		}
		if got != sum || len(lost) > 0 {
			t.Fatalf("%d after and %d before, lost %v", got, sum, lost)
		}
		for i := range cells {
			cells[i].To = cells[i].From
		}
		same, _ := crosswalk.FromCells(cells).Counts(values)
		for _, c := range same {
			if c.Value != values[c.To] || c.Estimated {
				t.Fatalf("%+v, want %d as it was", c, values[c.To])
			}
		}
	})
}

// A mean lies between the smallest and the largest of its parts.
func TestMeansStayWithin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cells []crosswalk.Cell
		values := map[area.ID]int64{}
		for i := range rapid.IntRange(1, 12).Draw(t, "n") {
			from := area.ID(fmt.Sprint("a", i))
			values[from] = rapid.Int64Range(-1e15, 1e15).Draw(t, "value")
			cells = append(cells, crosswalk.Cell{From: from, To: area.ID(fmt.Sprint("b", rapid.IntRange(0, 2).Draw(t, "to"))), People: unit.Headcount(rapid.IntRange(1, 1e6).Draw(t, "people"))})
		}
		carried, _ := crosswalk.FromCells(cells).Means(values)
		for _, c := range carried {
			low, high := c.Parts[0].Given, c.Parts[0].Given
			for _, p := range c.Parts {
				low, high = min(low, p.Given), max(high, p.Given)
			}
			if c.Value < low || c.Value > high {
				t.Fatalf("%d outside of %d to %d", c.Value, low, high)
			}
		}
	})
}
