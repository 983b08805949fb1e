// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package figure_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

var january = period.Day(2015, 1, 31)

// stated is a count of January 2015 that became known some days after its end.
func stated(id, value int64, days int) figure.Figure {
	return figure.Figure{
		ID: id, Key: figure.Key{Indicator: "asylum.applications", Area: "00", Group: "all", Period: period.InMonth(january.Month())},
		Value: unit.Whole(value), Basis: figure.Counted, Source: "Amt", KnownFrom: january.AddDays(days),
	}
}

func own(k figure.Key) figure.Key { return k }

func TestRevisions(t *testing.T) {
	forecast, early, announced := stated(4, 9000, 5), stated(5, 8000, -3), stated(6, 7000, 30)
	forecast.Basis, announced.Basis = figure.Forecast, figure.Announced
	other := stated(7, 50, 3)
	other.Area = "01"
	list := figure.Revisions([]figure.Figure{stated(2, 1100, 40), forecast, stated(1, 1000, 10), early, stated(3, 1100, 70), announced, other}, nil, own)
	if len(list) != 1 {
		t.Fatalf("%d revisions, want that of the one key with two values", len(list))
	}
	r := list[0]
	tenths, ok := r.Tenths()
	if len(r.Vintages) != 2 || r.First().ID != 1 || r.Last().ID != 2 || r.Difference() != 100 || !ok || tenths != 100 || r.Days() != 30 {
		t.Errorf("%+v: %d, %d tenths, %d days; want 1000, then 1100 after 30 days, +10.0 %%", r.Vintages, r.Difference(), tenths, r.Days())
	}
}

// A value that comes back has been corrected twice; one said again has not.
func TestRevisionsThatComeBack(t *testing.T) {
	list := figure.Revisions([]figure.Figure{stated(1, 10, 1), stated(2, 20, 2), stated(3, 10, 3)}, nil, own)
	if len(list) != 1 || len(list[0].Vintages) != 3 || list[0].Difference() != 0 {
		t.Errorf("%+v", list)
	}
	if list := figure.Revisions([]figure.Figure{stated(1, 10, 1), stated(2, 10, 2)}, nil, own); len(list) != 0 {
		t.Errorf("the same value twice is %+v", list)
	}
}

func TestRevisionsByChoice(t *testing.T) {
	a, b := stated(1, 10, 1), stated(2, 20, 1)
	choice := figure.Choice{Key: a.Key, Figure: 1, KnownFrom: january.AddDays(9)}
	list := figure.Revisions([]figure.Figure{a, b}, []figure.Choice{choice}, own)
	if len(list) != 1 || list[0].First().ID != 2 || list[0].Last().ID != 1 || !list[0].Last().Chosen || list[0].Days() != 8 {
		t.Errorf("%+v", list)
	}
}

func TestTenthsOfNothing(t *testing.T) {
	for _, c := range []struct {
		first, last, tenths int64
		ok                  bool
	}{{0, 5, 0, false}, {-200, -100, 500, true}, {3, 4, 333, true}, {3, 2, -333, true}, {2000, 2001, 1, true}} {
		r := figure.Revision{Vintages: []figure.Vintage{{Figure: stated(1, c.first, 1)}, {Figure: stated(2, c.last, 2)}}}
		if tenths, ok := r.Tenths(); tenths != c.tenths || ok != c.ok {
			t.Errorf("from %d to %d: %d, %v", c.first, c.last, tenths, ok)
		}
	}
}

// Whatever became known when: on every day the vintage in force has the value
// that the rule picks among the reports known by that day.
func TestVintagesAreWhatCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []figure.Figure
		for i := range rapid.IntRange(2, 9).Draw(t, "figures") {
			f := stated(int64(i+1), rapid.Int64Range(0, 3).Draw(t, "value"), rapid.IntRange(0, 6).Draw(t, "days"))
			f.Basis = rapid.SampledFrom([]figure.Basis{figure.Counted, figure.Reported, figure.Computed}).Draw(t, "basis")
			all = append(all, f)
		}
		var choices []figure.Choice
		if rapid.Bool().Draw(t, "chosen") {
			f := rapid.SampledFrom(all).Draw(t, "choice")
			choices = append(choices, figure.Choice{Key: f.Key, Figure: f.ID, KnownFrom: f.KnownFrom.AddDays(rapid.IntRange(0, 4).Draw(t, "later"))})
		}
		list := figure.Revisions(slices.Clone(all), choices, own)
		for days := range 12 {
			day := january.AddDays(days)
			var known []figure.Figure
			for _, f := range all {
				if !f.KnownFrom.After(day) {
					known = append(known, f)
				}
			}
			var choice *figure.Choice
			if len(choices) > 0 && !choices[0].KnownFrom.After(day) {
				choice = &choices[0]
			}
			picked, ok := figure.Pick(known, choice)
			if !ok || len(list) == 0 {
				continue
			}
			var held figure.Vintage
			for _, v := range list[0].Vintages {
				if !v.Since.After(day) {
					held = v
				}
			}
			if held.Value != picked.Value {
				t.Fatalf("on %s %v counts, the vintages say %v", day, picked.Value, held.Value)
			}
		}
	})
}

// A vintage that is kept from the reader is one of its own, whatever number
// stands in its place, and tells neither difference nor percentage.
func TestRevisionsOfSecretValues(t *testing.T) {
	hidden := func(id int64, days int) figure.Figure {
		f := stated(id, 0, days)
		f.Protected = figure.Secret
		return f
	}
	for name, list := range map[string][]figure.Figure{
		"18, then secret": {stated(1, 18, 1), hidden(2, 2)},
		"0, then secret":  {stated(1, 0, 1), hidden(2, 2)},
		"secret, then 18": {hidden(1, 1), stated(2, 18, 2)},
	} {
		got := figure.Revisions(list, nil, own)
		if len(got) != 1 || !got[0].IsSecret() || got[0].Difference() != 0 {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		if tenths, ok := got[0].Tenths(); ok {
			t.Errorf("%s: %d tenths of a percent", name, tenths)
		}
	}
	if got := figure.Revisions([]figure.Figure{hidden(1, 1), hidden(2, 2)}, nil, own); len(got) != 0 {
		t.Errorf("two secret values differ: %+v", got)
	}
}
