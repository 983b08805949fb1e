// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"math"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	. "planraum/internal/desk/planning"
	"planraum/internal/store/citytest"
)

// banded are 100 paths around the persons that a run plans: path p has p - 50 more
// in every month, so that every quantile is known.
func banded(run plan.Run) Paths {
	paths := Paths{From: run.Inputs.Plan.From}
	for p := range 100 {
		var list []int
		for _, m := range run.Result.Months {
			list = append(list, int(m.Persons)+p-50)
		}
		paths.Persons = append(paths.Persons, list)
	}
	return paths
}

// TestBandsFollowThePlan: with paths that all are the plan, every bound is what the
// plan says, and the month of the first shortage is certain.
func TestBandsFollowThePlan(t *testing.T) {
	run := ran(t, citytest.Example(t), newPlanning)
	paths := Paths{From: run.Inputs.Plan.From}
	for range 7 {
		var list []int
		for _, m := range run.Result.Months {
			list = append(list, int(m.Persons))
		}
		paths.Persons = append(paths.Persons, list)
	}
	b, err := Bands(run, paths)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Months) != len(run.Result.Months) {
		t.Fatalf("%d months of %d", len(b.Months), len(run.Result.Months))
	}
	for i, m := range b.Months {
		want := run.Result.Months[i]
		even := func(n int64) Quantiles { return Quantiles{n, n, n, n, n} }
		if m.Needed != even(int64(want.Needed)) || m.Posts != even(int64(want.PostsTotal)) || m.Cost != even(int64(want.Cost)) {
			t.Fatalf("%s: needed %v, posts %v, cost %v; planned %d, %d, %d", want.Month, m.Needed, m.Posts, m.Cost, want.Needed, want.PostsTotal, want.Cost)
		}
		if missing := max(-int64(want.Gap), 0); m.Missing != even(missing) || (m.Probability == 1) != (missing > 0) {
			t.Fatalf("%s: missing %v with %v, planned gap %d", want.Month, m.Missing, m.Probability, want.Gap)
		}
	}
	early, middle := b.Shortage()
	if first := run.Result.Shortage.First; first == nil && (early != nil || b.Never != 1) || first != nil && (early == nil || *early != *first || *middle != *first) {
		t.Errorf("first shortage %v, early %v, middle %v", first, early, middle)
	}
	for i, y := range b.Years {
		if y.Costs.Median != int64(run.Result.Years[i].Cost) || y.Costs.Low != y.Costs.High {
			t.Errorf("%d: %v, planned %d", y.Year.Year, y.Costs, run.Result.Years[i].Cost)
		}
	}
}

// TestBandsByHand: quantiles of paths that are known, posts by the key 1:136, and
// missing places of a supply that all but a third of the paths fit into.
func TestBandsByHand(t *testing.T) {
	run := alone(t, read(t, `
plan: Bands
as_of: 2015-11-27
horizon: 2016-01..2016-03
start: {persons: 1000, basis: counted, source: test}
places:
  utilisation: {percent: 100}
  sites:
    - {id: a, name: A, kind: hall, certainty: in_operation, opening: 2015-01-01, places: 1015}
staffing:
  keys:
    - {id: support, per: 136, base: persons, accommodation: all, task: support}
lead_times:
  - {kind: hall, low: 0.3, typical: 0.5, high: 1, quality: assumption, source: test}
`))
	b, err := Bands(run, banded(run))
	if err != nil {
		t.Fatal(err)
	}
	m := b.Months[0]
	if want := (Quantiles{952, 959, 999, 1039, 1047}); m.Persons != want || m.Needed != want {
		t.Errorf("persons %v, needed %v, want %v", m.Persons, m.Needed, want)
	}
	// 950 ... 1,049 persons in 1,015 places: 34 of 100 paths lack some.
	if m.Probability != 0.34 || m.First != 0.34 || b.Months[1].First != 0 || math.Abs(b.Never-0.66) > 1e-12 {
		t.Errorf("probability %v, first %v then %v, never %v", m.Probability, m.First, b.Months[1].First, b.Never)
	}
	if want := (Quantiles{0, 0, 0, 24, 32}); m.Missing != want {
		t.Errorf("missing %v, want %v", m.Missing, want)
	}
	// 1,039 / 136 = 7.6 posts, 959 / 136 = 7.1.
	if m.Posts.High != int64(unit.FTE(760)) || m.Posts.Low != int64(unit.FTE(710)) {
		t.Errorf("posts %v", m.Posts)
	}
	early, middle := b.Shortage()
	if early == nil || *early != period.MonthOf(2016, 1) || middle != nil {
		t.Errorf("early %v, middle %v", early, middle)
	}
}

// TestBandsOutside: months without a path have no band; paths that begin after the
// plan's end give none at all.
func TestBandsOutside(t *testing.T) {
	run := ran(t, citytest.Example(t), newPlanning)
	paths := banded(run)
	paths.From += 3
	for i := range paths.Persons {
		paths.Persons[i] = paths.Persons[i][:5]
	}
	b, err := Bands(run, paths)
	if err != nil || len(b.Months) != 5 || b.From != run.Inputs.Plan.From+3 {
		t.Fatalf("%d months from %s, %v", len(b.Months), b.From, err)
	}
	if y := b.Years[0]; y.Months != 5 || y.Costs.Low > y.Costs.High {
		t.Errorf("%+v", y)
	}
	paths.From = run.Inputs.Plan.To + 1
	if b, err := Bands(run, paths); err != nil || len(b.Months) != 0 || len(b.Years) != 0 {
		t.Errorf("%+v, %v", b, err)
	}
}
