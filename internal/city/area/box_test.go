// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package area_test

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"pgregory.net/rapid"

	"planraum/internal/city/area"
)

// triangle draws a shape of three corners on a coarse grid.
func triangle(t *rapid.T) area.Ring {
	p := func(label string) area.Point {
		return area.Point{Lon: float64(rapid.IntRange(0, 40).Draw(t, label+" lon")), Lat: float64(rapid.IntRange(0, 40).Draw(t, label+" lat"))}
	}
	a := p("a")
	return area.Ring{a, p("b"), p("c"), a}
}

// TestTouchesLikeAnotherProgram: on boxes off the grid, so that nothing only
// touches, clipping by orb leaves something where Touches says so.
func TestTouchesLikeAnotherProgram(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := triangle(t)
		if cross := (r[1].Lon-r[0].Lon)*(r[2].Lat-r[0].Lat) - (r[2].Lon-r[0].Lon)*(r[1].Lat-r[0].Lat); cross == 0 {
			return // a line has no inside
		}
		west, south := float64(rapid.IntRange(-5, 40).Draw(t, "west"))+0.37, float64(rapid.IntRange(-5, 40).Draw(t, "south"))+0.41
		b := area.Box{West: west, South: south, East: west + float64(rapid.IntRange(0, 20).Draw(t, "width")) + 0.13, North: south + float64(rapid.IntRange(0, 20).Draw(t, "height")) + 0.17}
		var ring orb.Ring
		for _, p := range r {
			ring = append(ring, orb.Point{p.Lon, p.Lat})
		}
		want := clip.Polygon(orb.Bound{Min: orb.Point{b.West, b.South}, Max: orb.Point{b.East, b.North}}, orb.Polygon{ring}) != nil
		if got := b.Touches(area.MultiPolygon{{r}}); got != want {
			t.Errorf("%v and %v: %v, orb says %v", b, r, got, want)
		}
	})
}

// TestBoxInAHole touches nothing; one that spans the 180th meridian has both
// sides of it.
func TestBoxInAHole(t *testing.T) {
	square := func(a, b float64) area.Ring {
		return area.Ring{{Lon: a, Lat: a}, {Lon: b, Lat: a}, {Lon: b, Lat: b}, {Lon: a, Lat: b}, {Lon: a, Lat: a}}
	}
	ring := area.MultiPolygon{{square(0, 10), square(2, 8)}}
	for _, c := range []struct {
		box  area.Box
		want bool
	}{
		{area.Box{West: 4, South: 4, East: 6, North: 6}, false},
		{area.Box{West: 4, South: 4, East: 9, North: 6}, true},
		{area.Box{West: 0.5, South: 0.5, East: 1, North: 1}, true},
		{area.Box{West: -5, South: -5, East: 20, North: 20}, true},
		{area.Box{West: 10, South: 10, East: 11, North: 11}, true},
		{area.Box{West: 170, South: 0, East: 1, North: 1}, true},
		{area.Box{West: 170, South: 0, East: -170, North: 1}, false},
	} {
		if got := c.box.Touches(ring); got != c.want {
			t.Errorf("%v: %v", c.box, got)
		}
	}
	if area.Bounds() != nil || *area.Bounds(ring) != (area.Box{West: 0, South: 0, East: 10, North: 10}) {
		t.Error("the box around the ring is wrong")
	}
}
