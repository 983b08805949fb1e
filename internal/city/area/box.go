// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package area

import "math"

// Box is a rectangle of degrees. One whose West is larger than its East spans
// the 180th meridian.
type Box struct{ West, South, East, North float64 }

// grown returns the box with the point in it; the first point makes the box.
func (b *Box) grown(p Point) *Box {
	if b == nil {
		return &Box{p.Lon, p.Lat, p.Lon, p.Lat}
	}
	return &Box{math.Min(b.West, p.Lon), math.Min(b.South, p.Lat), math.Max(b.East, p.Lon), math.Max(b.North, p.Lat)}
}

// Bounds returns the smallest box around shapes; nil around nothing.
func Bounds(shapes ...MultiPolygon) *Box {
	var b *Box
	for _, m := range shapes {
		for _, p := range m {
			for _, r := range p {
				for _, q := range r {
					b = b.grown(q)
				}
			}
		}
	}
	return b
}

// Contains reports whether the point lies in the box or on its edge.
func (b Box) Contains(p Point) bool {
	within := b.West <= p.Lon && p.Lon <= b.East
	if b.West > b.East {
		within = p.Lon >= b.West || p.Lon <= b.East
	}
	return within && b.South <= p.Lat && p.Lat <= b.North
}

// Touches reports whether the box and the shape have a point in common: a
// corner of the shape in the box, crossing edges, or a corner of the box in the
// shape and in none of its holes.
func (b Box) Touches(m MultiPolygon) bool {
	if b.West > b.East {
		return Box{b.West, b.South, 180, b.North}.Touches(m) || Box{-180, b.South, b.East, b.North}.Touches(m)
	}
	for _, p := range m {
		for _, r := range p {
			for i := range r {
				if b.Contains(r[i]) || i > 0 && b.crossed(r[i-1], r[i]) {
					return true
				}
			}
		}
		if p.contains(Point{b.West, b.South}) {
			return true
		}
	}
	return false
}

// crossed reports whether the line from p to q has a point in the box (Liang
// and Barsky's clipping).
func (b Box) crossed(p, q Point) bool {
	from, to := 0.0, 1.0
	for _, side := range [4][2]float64{
		{p.Lon - q.Lon, p.Lon - b.West},
		{q.Lon - p.Lon, b.East - p.Lon},
		{p.Lat - q.Lat, p.Lat - b.South},
		{q.Lat - p.Lat, b.North - p.Lat},
	} {
		slope, room := side[0], side[1]
		switch {
		case slope == 0 && room < 0:
			return false
		case slope < 0:
			from = math.Max(from, room/slope)
		case slope > 0:
			to = math.Min(to, room/slope)
		}
	}
	return from <= to
}

// contains tells by the even-odd rule whether the point lies in the polygon and
// in none of its holes.
func (p Polygon) contains(q Point) bool {
	in := false
	for _, r := range p {
		for i := 1; i < len(r); i++ {
			a, b := r[i-1], r[i]
			if (a.Lat > q.Lat) != (b.Lat > q.Lat) && q.Lon < (b.Lon-a.Lon)*(q.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
				in = !in
			}
		}
	}
	return in
}
