// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
)

var january = period.MonthOf(2016, 1)

// Demand 100, 100, 200 over 150 places: between the middle of February (100)
// and the middle of March (200) the line passes 150 exactly at the border of
// the months; from there to the middle of March it is a triangle of height 50.
func TestGapTriangle(t *testing.T) {
	points := []Point{{Month: january, Value: 100}, {Month: january + 1, Value: 100}, {Month: january + 2, Value: 200}}
	got := gaps(points, stairs{{january, 150}}, false)
	m := float64(january)
	want := []gap{{
		upper: [][2]float64{{m + 2, 150}, {m + 2.5, 200}},
		lower: [][2]float64{{m + 2, 150}, {m + 2.5, 150}},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if first, ok := firstShort(points, stairs{{january, 150}}); !ok || first.Month != january+2 {
		t.Errorf("first shortage %v %v, want March", first.Month, ok)
	}
}

// A step up at the border of two months ends the gap there, though the line is
// level: two months of 200 over 150 and then 250 places.
func TestGapEndsAtStep(t *testing.T) {
	points := []Point{{Month: january, Value: 200}, {Month: january + 1, Value: 200}}
	got := gaps(points, stairs{{january, 150}, {january + 1, 250}}, false)
	if len(got) != 1 || got[0].area() != 0.5*50 {
		t.Errorf("got %v, want half a month of 50 places", got)
	}
}

func TestNoGapWhereNothingIsKnown(t *testing.T) {
	apart := []Point{{Month: january, Value: 200}, {Month: january + 2, Value: 200}}
	if got := gaps(apart, stairs{{january, 150}}, false); len(got) != 0 {
		t.Errorf("drawn over a missing month: %v", got)
	}
	before := []Point{{Month: january, Value: 200}, {Month: january + 1, Value: 200}}
	if got := gaps(before, stairs{{january + 2, 150}}, false); len(got) != 0 {
		t.Errorf("drawn before the first step: %v", got)
	}
}

func (g gap) area() float64 {
	sum := 0.0
	for i := 1; i < len(g.upper); i++ {
		h0, h1 := g.upper[i-1][1]-g.lower[i-1][1], g.upper[i][1]-g.lower[i][1]
		sum += (h0 + h1) / 2 * (g.upper[i][0] - g.upper[i-1][0])
	}
	return sum
}

// The area drawn is the integral of max(demand - places, 0): compared with a
// fine sum of rectangles.
func TestGapAreaIsTheIntegral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "months")
		points, steps := make([]Point, n), make(stairs, n)
		for i := range n {
			m := january + period.Month(i)
			points[i] = Point{Month: m, Value: rapid.Int64Range(0, 100).Draw(t, "demand")}
			steps[i] = Step{m, rapid.Int64Range(0, 100).Draw(t, "places")}
		}
		drawn := 0.0
		for _, g := range gaps(points, steps, false) {
			drawn += g.area()
		}
		const slices = 4000
		sum := 0.0
		for i := range slices * (n - 1) {
			at := 0.5 + (float64(i)+0.5)/slices // months from january
			k := int(at - 0.5)
			f := at - 0.5 - float64(k)
			demand := float64(points[k].Value)*(1-f) + float64(points[k+1].Value)*f
			sum += max(demand-float64(steps[int(at)].Value), 0) / slices
		}
		if math.Abs(drawn-sum) > 0.05 {
			t.Fatalf("drawn %v, integral %v", drawn, sum)
		}
	})
}

// Steps of 100 and 200 places over 2 months, 0 to 200 on 100 pixels, months of
// 50 pixels, computed by hand.
func TestStairsPath(t *testing.T) {
	p := plot{x: newCalendar(january, january+1, 0, 100), y: Axis{0, 200, 100, 0}}
	if got, want := p.outlineOf(stairs{{january, 100}, {january + 1, 200}}), "M0 50L50 50L50 0L100 0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestStairsAt(t *testing.T) {
	s := tidySteps([]Step{{january + 3, 30}, {january, 10}, {january + 3, 40}})
	for m, want := range map[period.Month]int64{january: 10, january + 2: 10, january + 3: 40, january + 99: 40} {
		if got, ok := s.at(m); !ok || got != want {
			t.Errorf("at %v: %d %v, want %d", m, got, ok, want)
		}
	}
	if _, ok := s.at(january - 1); ok {
		t.Error("a value before the first step")
	}
	cut := span{first: january + 1, last: january + 2, known: true}.cutSteps(s)
	if !reflect.DeepEqual(cut, stairs{{january + 1, 10}}) {
		t.Errorf("cut to two months: %v", cut)
	}
}

func TestRunsBreakAtUnknownMonths(t *testing.T) {
	points := tidy([]Point{{Month: january + 4}, {Month: january}, {Month: january + 1, Value: 1}, {Month: january + 1, Value: 2}, {Month: -5}})
	got := runs(points)
	if len(got) != 2 || len(got[0]) != 2 || got[0][1].Value != 2 || len(got[1]) != 1 {
		t.Errorf("runs %v, want two months, then one, the later of the double one kept", got)
	}
}

func TestStrokeTellsBasis(t *testing.T) {
	if strokeOf(figure.Counted).dash != "" || strokeOf(figure.Announced).dash == "" || strokeOf(figure.Assumed).dash == strokeOf(figure.Announced).dash {
		t.Error("counted must be solid, announced dashed, assumed dotted in another way")
	}
	if strokeOf(figure.Computed).width >= strokeOf(figure.Counted).width || strokeOf(figure.Computed).dash != "" {
		t.Error("computed must be a thin solid line")
	}
}
