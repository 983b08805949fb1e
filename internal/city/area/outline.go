// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package area

import "slices"

// PartsOf are the boundaries of an area's parts, where it has no boundary of its own and
// each of its parts has one; nil otherwise. all are the areas of its edition.
func PartsOf(a Area, all []Area) MultiPolygon {
	if len(a.Boundary) > 0 {
		return nil
	}
	var shape MultiPolygon
	for _, part := range all {
		if part.Parent != a.ID {
			continue
		}
		if len(part.Boundary) == 0 {
			return nil
		}
		shape = append(shape, part.Boundary...)
	}
	return shape
}

// Outline is what a map draws of an area: its boundary, those of its parts, or where
// neither is known its cell, which is schematic (see Cells). The rings hold longitude
// and latitude in degrees.
func Outline(a Area, parts MultiPolygon, cell Ring) (rings [][][2]float64, schematic bool) {
	known := append(slices.Clone(a.Boundary), parts...)
	list := []Ring{cell}
	if len(known) > 0 {
		list = nil
		for _, polygon := range known {
			list = append(list, polygon...)
		}
	}
	for _, ring := range list {
		line := make([][2]float64, len(ring))
		for i, p := range ring {
			line[i] = [2]float64{p.Lon, p.Lat}
		}
		rings = append(rings, line)
	}
	return rings, len(known) == 0
}
