// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reconcile_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	. "planraum/internal/method/reconcile"
)

// city: districts 1 and 2; subdistricts 3 and 4 of district 1, 5 and 6 of 2.
var city = []int{-1, 0, 0, 1, 1, 2, 2}

// Below 8,000 inhabitants an area gets a share, and so do the other parts of the
// same area.
func TestOwn(t *testing.T) {
	tree, err := NewTree(city)
	if err != nil {
		t.Fatal(err)
	}
	got := tree.Own([]float64{60_000, 30_000, 30_000, 8_000, 22_000, 7_999, 22_001})
	if want := []bool{true, true, true, true, true, false, false}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := tree.Own([]float64{5_000, 2_500, 2_500, math.NaN(), 0, 0, 0}); !slices.Equal(got, []bool{true, false, false, false, false, false, false}) {
		t.Errorf("a small town: %v", got)
	}
}

// In every step of every path city = districts = subdistricts, nothing is below
// zero, and shares are kept: from below, from above and by MinT.
func TestEveryPathAddsUp(t *testing.T) {
	tree, err := NewTree(city)
	if err != nil {
		t.Fatal(err)
	}
	ways := map[string]func(*Tree, []int, [][]float64) (Weight, error){
		"from below": nil,
		"structural": func(upper *Tree, _ []int, _ [][]float64) (Weight, error) { return upper.Structural(), nil },
		"MinT": func(_ *Tree, nodes []int, errors [][]float64) (Weight, error) {
			var some [][]float64
			for _, row := range errors {
				var r []float64
				for _, n := range nodes {
					r = append(r, row[n])
				}
				some = append(some, r)
			}
			w, _ := Shrunk(some)
			return w, nil
		},
	}
	tops := []bool{true, false, false, false, false, false, false}
	rapid.Check(t, func(t *rapid.T) {
		n := tree.Len()
		values := func(low, high float64) []float64 {
			return rapid.SliceOfN(rapid.Float64Range(low, high), n, n).Draw(t, "values")
		}
		own := tree.Own(values(0, 20_000))
		if rapid.Bool().Draw(t, "top-down") {
			own = tops
		}
		var errors, history [][]float64
		for range 8 {
			errors, history = append(errors, values(-20, 20)), append(history, values(0, 100))
		}
		for _, row := range history {
			tree.BottomUp(row)
		}
		shares := tree.Shares(history)
		for name, way := range ways {
			weigh := func(upper *Tree, nodes []int) (Weight, error) { return way(upper, nodes, errors) }
			if way == nil {
				weigh = nil
			}
			h, err := tree.Hierarchy(own, shares, weigh)
			if err != nil {
				t.Fatal(name, err)
			}
			paths := make([][][]float64, 3)
			for p := range paths {
				for range n {
					paths[p] = append(paths[p], rapid.SliceOfN(rapid.Float64Range(-30, 300), 4, 4).Draw(t, "path"))
				}
			}
			h.Paths(paths)
			for _, path := range paths {
				for step := range 4 {
					now := make([]float64, n)
					for node := range now {
						now[node] = path[node][step]
					}
					if gap := tree.Coherent(now); gap > 1e-9 || slices.Min(now) < 0 || math.IsNaN(now[0]) {
						t.Fatalf("%s: a gap of %g in %v", name, gap, now)
					}
					for node := range now {
						if p := city[node]; p >= 0 && h.Shared(node) && shares[p] > 0 && math.Abs(now[node]-now[p]*shares[node]/shares[p]) > 1e-9*(1+now[p]) {
							t.Fatalf("%s: node %d is %g of %g, not the share %g", name, node, now[node], now[p], shares[node]/shares[p])
						}
					}
				}
			}
		}
	})
}

func TestHierarchyRefused(t *testing.T) {
	tree, _ := NewTree(city)
	shares := make([]float64, 7)
	for name, own := range map[string][]bool{
		"no top": make([]bool, 7), "below a share": {true, false, false, true, true, false, false}, "some parts": {true, true, false, false, false, false, false}, "too few": {true},
	} {
		if _, err := tree.Hierarchy(own, shares, nil); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
