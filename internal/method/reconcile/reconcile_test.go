// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reconcile_test

import (
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "planraum/internal/method/reconcile"
	"planraum/tools/refdata"
)

func rows(t *testing.T, name string) [][]string {
	t.Helper()
	list, err := csv.NewReader(refdata.Open(t, "forecast/"+name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list[1:]
}

func numbers(t *testing.T, cells []string) []float64 {
	t.Helper()
	list := make([]float64, len(cells))
	for i, c := range cells {
		x, err := strconv.ParseFloat(c, 64)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = x
	}
	return list
}

// TestAgainstHTS compares with the R package hts on asylum applications by
// continent and country of origin.
func TestAgainstHTS(t *testing.T) {
	expected := rows(t, "mint_fixture_expected_h1.csv")
	parent := make([]int, len(expected))
	continents := map[string]int{}
	for i, row := range expected {
		switch row[1] {
		case "total":
			parent[i] = -1
		case "country":
			name, _, _ := strings.Cut(row[0], "|")
			if _, known := continents[name]; !known {
				continents[name] = 1 + len(continents)
			}
			parent[i] = continents[name]
		}
	}
	tree, err := NewTree(parent)
	if err != nil {
		t.Fatal(err)
	}
	var residuals [][]float64
	for _, row := range rows(t, "mint_fixture_residuals.csv") {
		residuals = append(residuals, numbers(t, row))
	}
	shrunk, degree := Shrunk(residuals)
	t.Logf("shrunk by %.4f", degree)
	base := numbers(t, rows(t, "mint_fixture_base_h1.csv")[0])
	for name, c := range map[string]struct {
		weight Weight
		column int
	}{
		"OLS": {tree.Least(), 3}, "structural": {tree.Structural(), 4}, "variance": {Variance(residuals), 5}, "MinT shrink": {shrunk, 6},
	} {
		r, err := tree.Reconciler(c.weight)
		if err != nil {
			t.Fatal(name, err)
		}
		got := slices.Clone(base)
		r.Apply(got)
		worst := 0.0
		for i, row := range expected {
			worst = max(worst, math.Abs(got[i]-numbers(t, row[c.column:c.column+1])[0]))
		}
		if worst > 1e-6 {
			t.Errorf("%s: differs by %g", name, worst)
		}
		if gap := tree.Coherent(got); gap > 1e-9 {
			t.Errorf("%s: a gap of %g", name, gap)
		}
		positive := slices.Clone(base)
		r.ApplyPositive(positive)
		for i, x := range positive {
			if x < 0 {
				t.Errorf("%s: node %d is %g", name, i, x)
			}
		}
	}
}

// drawn is a random city: a tree, base forecasts, and errors of the past.
type drawn struct {
	tree      *Tree
	base      []float64
	residuals [][]float64
}

func draw(t *rapid.T) drawn {
	parent := []int{-1}
	for d := range rapid.IntRange(1, 5).Draw(t, "districts") {
		at := len(parent)
		parent = append(parent, 0)
		if d%2 == 0 {
			for range rapid.IntRange(1, 4).Draw(t, "parts") {
				parent = append(parent, at)
			}
		}
	}
	tree, err := NewTree(parent)
	if err != nil {
		t.Fatal(err)
	}
	value := rapid.Float64Range(-50, 200)
	d := drawn{tree: tree, base: rapid.SliceOfN(value, len(parent), len(parent)).Draw(t, "base")}
	for range 12 {
		d.residuals = append(d.residuals, rapid.SliceOfN(rapid.Float64Range(-20, 20), len(parent), len(parent)).Draw(t, "residuals"))
	}
	return d
}

// TestProperties: what is reconciled adds up and is never negative where that is
// asked for; what adds up already stays.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		shrunk, _ := Shrunk(d.residuals)
		for _, w := range []Weight{d.tree.Least(), d.tree.Structural(), Variance(d.residuals), shrunk} {
			r, err := d.tree.Reconciler(w)
			if err != nil {
				t.Fatal(err)
			}
			once := slices.Clone(d.base)
			r.Apply(once)
			twice := slices.Clone(once)
			r.Apply(twice)
			for i := range once {
				if math.Abs(once[i]-twice[i]) > 1e-7 {
					t.Fatalf("node %d moves from %g to %g although all adds up", i, once[i], twice[i])
				}
			}
			positive := slices.Clone(d.base)
			r.ApplyPositive(positive)
			if gap := d.tree.Coherent(positive); gap > 1e-9 {
				t.Fatalf("a gap of %g", gap)
			}
			if slices.Min(positive) < 0 {
				t.Fatalf("below zero: %v", positive)
			}
			if slices.Min(once) >= 0 && !slices.Equal(once, positive) {
				t.Fatalf("bounds that do not bind change %v to %v", once, positive)
			}
		}
	})
}

// TestNearest: no other coherent and positive forecast is nearer to the base
// forecast, by ordinary least squares.
func TestNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		r, err := d.tree.Reconciler(d.tree.Least())
		if err != nil {
			t.Fatal(err)
		}
		distance := func(values []float64) float64 {
			sum := 0.0
			for i, x := range values {
				sum += (x - d.base[i]) * (x - d.base[i])
			}
			return sum
		}
		best := slices.Clone(d.base)
		r.ApplyPositive(best)
		for _, leaf := range d.tree.Leaves() {
			for _, step := range []float64{-1, -1e-3, 1e-3, 1} {
				other := slices.Clone(best)
				other[leaf] = max(other[leaf]+step, 0)
				d.tree.BottomUp(other)
				if distance(other) < distance(best)-1e-6 {
					t.Fatalf("moving node %d by %g is nearer: %g < %g", leaf, step, distance(other), distance(best))
				}
			}
		}
	})
}

// TestShares: a whole is spread as the past was; a node with a forecast of its own
// keeps it.
func TestShares(t *testing.T) {
	tree, err := NewTree([]int{-1, 0, 0, 1, 1}) // city; districts 1, 2; 3 and 4 in district 1
	if err != nil {
		t.Fatal(err)
	}
	shares := tree.Shares([][]float64{{100, 60, 40, 20, 40}, {300, 180, 120, 60, 120}})
	if want := []float64{1, 0.6, 0.4, 0.2, 0.4}; !slices.EqualFunc(shares, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }) {
		t.Fatalf("shares are %v, want %v", shares, want)
	}
	values := []float64{50, 0, 0, 0, 0}
	tree.TopDown(values, shares)
	if want := []float64{50, 30, 20, 10, 20}; !slices.Equal(values, want) {
		t.Errorf("from above: %v, want %v", values, want)
	}
	values = []float64{0, 90, 5, 0, 0}
	tree.MiddleOut(values, func(node int) bool { return node == 1 || node == 2 }, shares)
	if want := []float64{95, 90, 5, 30, 60}; !slices.EqualFunc(values, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
		t.Errorf("from the districts: %v, want %v", values, want)
	}
	values = []float64{9, 0, 0, 0, 0}
	tree.TopDown(values, make([]float64, 5))
	if want := []float64{9, 6, 3, 3, 3}; !slices.Equal(values, want) {
		t.Errorf("without a past: %v, want %v", values, want)
	}
}

// TestRefused: circles, missing parents and foreign weights are no trees.
func TestRefused(t *testing.T) {
	for _, parent := range [][]int{{1, 0}, {-1, 7}, {0}, {-1, 2, 1}} {
		if _, err := NewTree(parent); err == nil {
			t.Errorf("%v is taken", parent)
		}
	}
	tree, _ := NewTree([]int{-1, 0})
	other, _ := NewTree([]int{-1})
	if _, err := tree.Reconciler(other.Least()); err == nil {
		t.Error("a foreign weight is taken")
	}
}

// BenchmarkPath reconciles one month of one path of a city of 23 districts and
// 152 subdistricts.
func BenchmarkPath(b *testing.B) {
	parent := []int{-1}
	for d := range 23 {
		at := len(parent)
		parent = append(parent, 0)
		for range 6 + d%2 {
			parent = append(parent, at)
		}
	}
	tree, err := NewTree(parent)
	if err != nil {
		b.Fatal(err)
	}
	r, err := tree.Reconciler(tree.Structural())
	if err != nil {
		b.Fatal(err)
	}
	base := make([]float64, tree.Len())
	for i := range base {
		base[i] = float64(10 + i%7)
	}
	values := make([]float64, len(base))
	for b.Loop() {
		copy(values, base)
		r.Apply(values)
	}
}

// TestWorkedExample is the one of docs/methods/reconcile.md.
func TestWorkedExample(t *testing.T) {
	tree, err := NewTree([]int{-1, 0, 0})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		weight Weight
		want   []float64
	}{
		{tree.Least(), []float64{310.0 / 3, 200.0 / 3, 110.0 / 3}},
		{tree.Structural(), []float64{105, 67.5, 37.5}},
	} {
		r, err := tree.Reconciler(c.weight)
		if err != nil {
			t.Fatal(err)
		}
		got := []float64{100, 70, 40}
		r.Apply(got)
		if !slices.EqualFunc(got, c.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}
