// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package area_test

import (
	"testing"

	"planraum/internal/city/area"
)

func boundary(lon float64) area.MultiPolygon {
	return area.MultiPolygon{{{{Lon: lon}, {Lon: lon + 1}, {Lon: lon + 1, Lat: 1}, {Lon: lon}}}}
}

// TestOutline: an area is drawn by its boundary, else by those of all of its parts, else
// by its cell, which is schematic.
func TestOutline(t *testing.T) {
	cell := area.Ring{{Lon: 9}, {Lon: 10}, {Lon: 9, Lat: 1}, {Lon: 9}}
	d := area.Area{ID: "08/01", Level: area.District}
	parts := []area.Area{{ID: "08/011", Parent: "08/01", Boundary: boundary(1)}, {ID: "08/012", Parent: "08/01", Boundary: boundary(2)}, {ID: "08/021", Parent: "08/02"}}
	rings, schematic := area.Outline(d, area.PartsOf(d, parts), cell)
	if schematic || len(rings) != 2 || rings[1][0] != [2]float64{2, 0} {
		t.Errorf("by parts: %v %v", rings, schematic)
	}
	if got := area.PartsOf(d, append(parts, area.Area{ID: "08/013", Parent: "08/01"})); got != nil {
		t.Errorf("a part without a boundary leaves a hole: %v", got)
	}
	if rings, schematic = area.Outline(d, nil, cell); !schematic || len(rings) != 1 || rings[0][0] != [2]float64{9, 0} {
		t.Errorf("by cell: %v %v", rings, schematic)
	}
	d.Boundary = boundary(5)
	if rings, schematic = area.Outline(d, area.PartsOf(d, parts), cell); schematic || len(rings) != 1 || rings[0][0] != [2]float64{5, 0} {
		t.Errorf("by boundary: %v %v", rings, schematic)
	}
}
