// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package whatif_test

import (
	"math"
	"reflect"
	"runtime"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/fault"
	. "planraum/internal/method/whatif"
)

func of(x float64) *scenario.Range { r := scenario.Certain(x); return &r }

func named(parts ...scenario.Part) scenario.Scenario {
	return scenario.Scenario{ID: "s", Name: "S", Author: "Sozialplanung", On: period.Day(2015, 11, 27), Parts: parts}
}

func flat(n, months, paths int) [][]int {
	list := make([][]int, paths)
	for p := range list {
		list[p] = make([]int, months)
		for t := range list[p] {
			list[p][t] = n
		}
	}
	return list
}

var from = period.MonthOf(2016, 1)

func apply(t *testing.T, s scenario.Scenario, base [][]int) Paths {
	t.Helper()
	p, err := Apply(s, base, from, 7)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestBaseline: who assumes nothing changes nothing.
func TestBaseline(t *testing.T) {
	base := [][]int{{3, 0, 5}, {1, 1, 900}}
	if p := apply(t, named(), base); !reflect.DeepEqual(p.Arrivals, base) {
		t.Errorf("got %v", p.Arrivals)
	}
}

// TestSurge: the peak is reached in the month named, at the factor named, rising
// all the way, and over when it is interrupted.
func TestSurge(t *testing.T) {
	p := apply(t, named(scenario.Part{Kind: scenario.Surge, From: from + 2, Factor: of(4), Months: of(6), Down: 3}), flat(100, 14, 1)).Arrivals[0]
	if p[0] != 100 || p[1] != 100 || p[7] != 400 || p[10] != 100 || p[13] != 100 {
		t.Errorf("got %v", p)
	}
	for m := 2; m < 7; m++ {
		if p[m+1] <= p[m] {
			t.Errorf("does not rise in month %d: %v", m, p)
		}
	}
	if p[8] >= p[7] || p[9] >= p[8] {
		t.Errorf("does not fall: %v", p)
	}
	if Wave(3, 6, 0) != 0.5 || Wave(6, 6, 0) != 1 || Wave(6.01, 6, 0) != 0 || Wave(0, 6, 0) != 0 {
		t.Errorf("the shape is wrong: %v %v", Wave(3, 6, 0), Wave(6, 6, 0))
	}
}

// TestJump: nobody of a jump is lost: at first or later all need housing, or wait
// still; who waits follows the closed form.
func TestJump(t *testing.T) {
	p := apply(t, named(scenario.Part{Kind: scenario.Jump, From: from, Persons: of(10_000), Months: of(2), Private: of(60), Return: of(10)}), flat(0, 300, 1))
	sum, private := 0, 0
	for m := range 300 {
		sum += p.Arrivals[0][m]
		private += p.Private[0][m]
	}
	if sum != 10_000 || private != 6_000 {
		t.Errorf("%d need housing in the end, %d waited", sum, private)
	}
	if p.Arrivals[0][0] != 2000 || math.Abs(float64(p.Arrivals[0][1]-2300)) > 1 { // 5,000 · 40 % + 3,000 / 10
		t.Errorf("at first %v", p.Arrivals[0][:3])
	}
	waiting := 3000*0.9 + 3000.0 // after two months
	if got := float64(p.Arrivals[0][2]); math.Abs(got-waiting/10) > 1 {
		t.Errorf("in the third month %v return, want %v", got, waiting/10)
	}
}

// TestOthers: a stop, a change of law, reunification, lost places; parts that began
// before the first month hold from it on.
func TestOthers(t *testing.T) {
	p := apply(t, named(
		scenario.Part{Kind: scenario.Law, From: from + 1, Factor: of(0)},
		scenario.Part{Kind: scenario.Reunion, From: from + 2, Persons: of(90), Months: of(3)},
		scenario.Part{Kind: scenario.Loss, From: from - 5, Persons: of(120)},
		scenario.Part{Kind: scenario.Loss, From: from + 3, Persons: of(30)},
	), flat(10, 6, 1))
	if want := []int{10, 0, 30, 30, 30, 0}; !reflect.DeepEqual(p.Arrivals[0], want) {
		t.Errorf("arrivals %v, want %v", p.Arrivals[0], want)
	}
	lost, sum := []int{120, 120, 120, 150, 150, 150}, 0
	for m, x := range p.Lost[0] {
		sum = x
		if x != lost[m] {
			t.Errorf("month %d: %d places lost, want %d", m, sum, lost[m])
		}
	}
}

// TestRange: a range is drawn with the mean and the variance of the triangular
// distribution.
func TestRange(t *testing.T) {
	const paths = 20_000
	p := apply(t, named(scenario.Part{Kind: scenario.Reunion, From: from, Persons: &scenario.Range{Low: 100, Likely: 200, High: 600}, Months: of(1)}), flat(0, 1, paths))
	mean, square := 0.0, 0.0
	for _, path := range p.Arrivals {
		x := float64(path[0])
		if x < 100 || x > 601 {
			t.Fatalf("%v lies outside", x)
		}
		mean += x / paths
		square += x * x / paths
	}
	// (a+b+c)/3 = 300; (a² + b² + c² - ab - ac - bc) / 18 = 11,666.7
	if variance := square - mean*mean; math.Abs(mean-300) > 4 || math.Abs(variance/11_666.7-1) > 0.04 {
		t.Errorf("mean %.1f, variance %.0f", mean, variance)
	}
}

// TestProperties: whole persons, none below zero, none lost by rounding, the same
// seed the same paths, a longer horizon the same beginning.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(low, high float64) *scenario.Range {
			a := rapid.Float64Range(low, high).Draw(t, "a")
			b := rapid.Float64Range(a, high).Draw(t, "b")
			return &scenario.Range{Low: a, Likely: b, High: high}
		}
		whole := func(high int) *scenario.Range {
			a := rapid.IntRange(0, high).Draw(t, "a")
			return &scenario.Range{Low: float64(a), Likely: float64(rapid.IntRange(a, high).Draw(t, "b")), High: float64(high)}
		}
		s := named(
			scenario.Part{Kind: scenario.Surge, From: from + 3, Factor: number(1, 9), Months: number(1, 12), Down: rapid.IntRange(0, 9).Draw(t, "down")},
			scenario.Part{Kind: scenario.Jump, From: from + period.Month(rapid.IntRange(-3, 9).Draw(t, "at")), Persons: whole(500), Months: number(1, 5), Private: number(0, 100), Return: number(1, 30)},
			scenario.Part{Kind: scenario.Law, From: from + 8, Factor: number(0, 2)},
		)
		long, err := Apply(s, flat(rapid.IntRange(0, 60).Draw(t, "n"), 24, 3), from, 11)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range long.Arrivals {
			for _, n := range path {
				if n < 0 {
					t.Fatalf("%v", path)
				}
			}
		}
	})
	s := named(scenario.Part{Kind: scenario.Surge, From: from + 3, Factor: &scenario.Range{Low: 1, Likely: 2, High: 9}, Months: of(5)})
	long, short, twice := apply(t, s, flat(31, 24, 4)), apply(t, s, flat(31, 9, 4)), apply(t, s, flat(31, 24, 4))
	if !reflect.DeepEqual(long, twice) {
		t.Error("the same seed gives other paths")
	}
	for p := range short.Arrivals {
		if !reflect.DeepEqual(short.Arrivals[p], long.Arrivals[p][:9]) {
			t.Errorf("a longer horizon changes the beginning: %v, %v", short.Arrivals[p], long.Arrivals[p])
		}
	}
}

// TestMix: each scenario gets its part of the paths, in whole paths, spread.
func TestMix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(0, 100), 1, 6).Draw(t, "weights")
		paths := rapid.IntRange(0, 500).Draw(t, "paths")
		sum := 0
		for _, w := range weights {
			sum += w
		}
		chosen, err := Mix(weights, paths)
		if sum == 0 {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("weights of nothing: %v", err)
			}
			return
		}
		count := make([]int, len(weights))
		for _, c := range chosen {
			count[c]++
		}
		for i, w := range weights {
			if exact := float64(w*paths) / float64(sum); math.Abs(float64(count[i])-exact) >= 1 {
				t.Fatalf("%d of %d paths for weight %d of %d", count[i], paths, w, sum)
			}
		}
	})
}

// TestRefused: every fault of a scenario is named.
func TestRefused(t *testing.T) {
	_, err := Apply(scenario.Scenario{ID: "Ä", Weight: 101, Parts: []scenario.Part{
		{Kind: "storm"}, {Kind: scenario.Surge, From: from, Factor: &scenario.Range{Low: 3, Likely: 2, High: 200}},
	}}, nil, from, 1)
	if rows := fault.RowsOf(err); len(rows) != 10 {
		t.Errorf("%d faults: %v", len(rows), rows)
	}
}

// TestCores: the same seed gives the same paths on one core and on two.
func TestCores(t *testing.T) {
	s := named(scenario.Part{Kind: scenario.Surge, From: from + 2, Factor: of(4), Months: of(6), Down: 3})
	run := func(cores int) Paths {
		before := runtime.GOMAXPROCS(cores)
		defer runtime.GOMAXPROCS(before)
		return apply(t, s, flat(100, 24, 50))
	}
	if !reflect.DeepEqual(run(1), run(2)) {
		t.Error("the paths hang on the number of cores")
	}
}
