// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package area_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/area"
)

// kmPerDegree is the mean length of a degree of latitude.
const kmPerDegree = 111.195

// square is a grid of n x n areas whose centres are step kilometres apart.
func square(n int, step float64, hectare int64) []area.Area {
	const lat = 48.78
	var list []area.Area
	for row := range n {
		for column := range n {
			list = append(list, area.Area{
				ID:      area.ID(fmt.Sprintf("%d/%d", row, column)),
				Hectare: hectare,
				Centre: area.Point{
					Lon: 9.18 + float64(column)*step/(kmPerDegree*math.Cos(lat*math.Pi/180)),
					Lat: lat + float64(row)*step/kmPerDegree,
				},
			})
		}
	}
	return list
}

// sizeKm2 is the area of a ring (shoelace formula, equirectangular at its own latitude).
func sizeKm2(r area.Ring) float64 {
	var sum float64
	for i := 1; i < len(r); i++ {
		sum += r[i-1].Lon*r[i].Lat - r[i].Lon*r[i-1].Lat
	}
	return math.Abs(sum) / 2 * kmPerDegree * kmPerDegree * math.Cos(r[0].Lat*math.Pi/180)
}

// inside tells by crossing edges whether p lies in the ring.
func inside(r area.Ring, p area.Point) bool {
	in := false
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			in = !in
		}
	}
	return in
}

// TestGridGivesSquares: between neighbours on all sides a cell is the square
// of the grid's step, as long as its disc reaches into the corners.
func TestGridGivesSquares(t *testing.T) {
	for _, step := range []float64{0.5, 1, 3} {
		areas := square(5, step, int64(math.Round(step*step*100))) // disc: 1.6 x sqrt(step^2 / pi) = 0.90 step > 0.71 step
		cells := area.Cells(areas)
		for _, i := range []int{6, 7, 8, 11, 12, 13, 16, 17, 18} { // the inner ones
			if got := sizeKm2(cells[i]); math.Abs(got/(step*step)-1) > 0.005 {
				t.Errorf("%s: %.4f km2, want %.4f", areas[i].ID, got, step*step)
			}
			for _, p := range cells[i] {
				dy := math.Abs(p.Lat-areas[i].Centre.Lat) * kmPerDegree
				if dy > step/2*1.001 {
					t.Errorf("%s: a corner %.3f km north or south of the centre, want at most %.3f", areas[i].ID, dy, step/2)
				}
			}
		}
	}
}

// TestDiscClips: far from every neighbour a cell is the disc of 1.6 times the
// radius of its size.
func TestDiscClips(t *testing.T) {
	cells := area.Cells(square(3, 20, 314)) // 3.14 km2: radius 1 km, disc of 1.6 km
	want := math.Pi * 1.6 * 1.6
	for i, c := range cells {
		if got := sizeKm2(c); math.Abs(got/want-1) > 0.01 { // a polygon of 48 corners, measured at its own latitude
			t.Errorf("cell %d has %.3f km2, want about %.3f", i, got, want)
		}
	}
}

func draw(t *rapid.T) []area.Area {
	var list []area.Area
	for i := range rapid.IntRange(1, 25).Draw(t, "areas") {
		list = append(list, area.Area{
			ID:      area.ID(fmt.Sprint(i)),
			Hectare: rapid.SampledFrom([]int64{0, 40, 130, 900, 20735}).Draw(t, "hectare"),
			Centre:  area.Point{Lon: 9 + float64(rapid.IntRange(0, 400).Draw(t, "lon"))/1000, Lat: 48.7 + float64(rapid.IntRange(0, 200).Draw(t, "lat"))/1000},
		})
	}
	return list
}

// TestCells: every centre lies in its own cell, cells are closed rings, no
// point lies in two cells, and the same areas give the same cells.
func TestCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		areas := draw(t)
		cells := area.Cells(areas)
		if len(cells) != len(areas) {
			t.Fatalf("%d cells for %d areas", len(cells), len(areas))
		}
		for i, c := range cells {
			if len(c) < 4 || c[0] != c[len(c)-1] {
				t.Fatalf("cell %d is no closed ring: %v", i, c)
			}
			if !inside(c, areas[i].Centre) {
				t.Fatalf("centre %d lies outside of its cell", i)
			}
			if !slices.Equal(c, area.Cells(areas)[i]) {
				t.Fatal("the same areas give other cells")
			}
		}
		for range 50 {
			p := area.Point{Lon: rapid.Float64Range(8.98, 9.42).Draw(t, "x"), Lat: rapid.Float64Range(48.68, 48.92).Draw(t, "y")}
			owner := -1
			for i, c := range cells {
				if !inside(c, p) || (owner >= 0 && areas[i].Centre == areas[owner].Centre) {
					continue // areas with one and the same centre share a cell
				}
				if owner >= 0 {
					t.Fatalf("%v lies in the cells of %v and %v", p, areas[owner].Centre, areas[i].Centre)
				}
				owner = i
			}
		}
	})
}

// TestOrderOfAreas: the cell of an area does not depend on where it stands in
// the list, but for the last bits of floating point.
func TestOrderOfAreas(t *testing.T) {
	areas := square(4, 1.3, 170)
	back := slices.Clone(areas)
	slices.Reverse(back)
	cells, other := area.Cells(areas), area.Cells(back)
	for i := range cells {
		if a, b := sizeKm2(cells[i]), sizeKm2(other[len(other)-1-i]); math.Abs(a-b) > 1e-6 {
			t.Errorf("%s: %.6f and %.6f km2", areas[i].ID, a, b)
		}
	}
	if area.Cells(nil) != nil {
		t.Error("no areas have cells")
	}
}

func TestLevels(t *testing.T) {
	for name, level := range area.Levels {
		if level.String() != name {
			t.Errorf("level %d is written %q, read as %q", level, level, name)
		}
	}
	if area.Level(9).String() != "unknown" {
		t.Errorf("level 9 is %q", area.Level(9))
	}
}
