// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestQuantiles(t *testing.T) {
	values := []float64{10, 1, 9, 2, 8, 3, 7, 4, 6, 5}
	if got := Quantiles(values, 5); !slices.Equal(got, []float64{3, 5, 7, 9}) {
		t.Errorf("ten values in five classes of two: limits %v", got)
	}
	if got := Quantiles([]float64{4, 4, 4, math.NaN()}, 5); len(got) != 0 {
		t.Errorf("equal values need no limit, got %v", got)
	}
}

func TestNaturalBreaksFindTheGroups(t *testing.T) {
	values := []float64{30, 1, 2, 1.5, 10, 11, 31, 29, 10.5}
	if got := NaturalBreaks(values, 3); !slices.Equal(got, []float64{10, 29}) {
		t.Errorf("limits %v, want the beginnings of the second and third group", got)
	}
	if got := NaturalBreaks(nil, 5); got != nil {
		t.Errorf("limits of nothing: %v", got)
	}
}

// within is the squared deviation that limits leave within the classes.
func within(values, limits []float64) float64 {
	groups := map[int][]float64{}
	for _, v := range values {
		c := classOf(v, limits)
		groups[c] = append(groups[c], v)
	}
	sum := 0.0
	for c := range len(limits) + 1 {
		mean := 0.0
		for _, v := range groups[c] {
			mean += v / float64(len(groups[c]))
		}
		for _, v := range groups[c] {
			sum += (v - mean) * (v - mean)
		}
	}
	return sum
}

// No other two limits taken from the values leave less deviation.
func TestNaturalBreaksAreBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfNDistinct(rapid.Float64Range(0, 100), 3, 9, rapid.ID[float64]).Draw(t, "values")
		least := within(values, NaturalBreaks(values, 3))
		for _, a := range values {
			for _, b := range values {
				if w := within(values, []float64{min(a, b), max(a, b)}); w < least-1e-6 {
					t.Fatalf("limits %v and %v leave %v, natural breaks %v", a, b, w, least)
				}
			}
		}
	})
}

func TestClassAtLimitIsTheOneAbove(t *testing.T) {
	for v, want := range map[float64]int{4.9: 0, 5: 1, 9.9: 1, 10: 2, 99: 2} {
		if got := classOf(v, []float64{5, 10}); got != want {
			t.Errorf("class of %v is %d, want %d", v, got, want)
		}
	}
}

// The innermost point of a square of 16 pixels is its middle, 8 from the
// border; a hole there pushes it aside.
func TestInnermost(t *testing.T) {
	square := [][2]float64{{0, 0}, {16, 0}, {16, 16}, {0, 16}}
	at, room := innermost([][][2]float64{square})
	if math.Hypot(at[0]-8, at[1]-8) > 0.5 || math.Abs(room-8) > 0.5 {
		t.Errorf("middle of the square %v with %v to the border", at, room)
	}
	hole := [][2]float64{{6, 6}, {10, 6}, {10, 10}, {6, 10}}
	if d := depth([2]float64{8, 8}, [][][2]float64{square, hole}); d != -2 {
		t.Errorf("depth in the hole %v, want -2", d)
	}
	if at, room = innermost([][][2]float64{square, hole}); room < 3 || depth(at, [][][2]float64{square, hole}) != room {
		t.Errorf("beside the hole: %v with %v", at, room)
	}
}

// At 60 degrees north a degree of longitude is half as long as one of latitude.
func TestProjectionKeepsShape(t *testing.T) {
	ring := [][2]float64{{10, 59}, {12, 59}, {12, 61}, {10, 61}}
	d := &mapDrawing{in: Choropleth{Frame: Frame{Width: 404}, Regions: []Region{{Rings: [][][2]float64{ring}}}}}
	d.bounds()
	d.project()
	a, b := d.at([2]float64{10, 61}), d.at([2]float64{12, 59})
	if wide, high := b[0]-a[0], b[1]-a[1]; math.Abs(wide/high-0.5) > 1e-9 {
		t.Errorf("%v wide, %v high, want half as wide as high", wide, high)
	}
}
