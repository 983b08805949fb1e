// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package area

import "math"

// Cells returns the schematic shapes of areas without a boundary: all points that
// are closer to its centre than to any other centre (the Voronoi cell), clipped
// to a circle of 1.6 times the radius that a disc of the area's size has, or of
// half the distance to the farthest neighbour where the size is unknown.
//
// Sites are the areas of one level. The result has one ring an area, in the
// order of sites, in degrees; distances are taken in an equirectangular
// projection at the mean latitude, exact enough for the extent of a city.
func Cells(sites []Area) []Ring {
	if len(sites) == 0 {
		return nil
	}
	p := projectionOf(sites)
	centres := make([]plane, len(sites))
	for i, s := range sites {
		centres[i] = p.to(s.Centre)
	}
	rings := make([]Ring, len(sites))
	for i, s := range sites {
		shape := disc(centres[i], radius(s, centres, i))
		for j, other := range centres {
			if j != i && other != centres[i] {
				shape = closerTo(shape, centres[i], other)
			}
		}
		rings[i] = p.ring(shape)
	}
	return rings
}

// plane is a point in kilometres east and north of the projection's origin.
type plane struct{ x, y float64 }

type projection struct {
	origin Point
	kmLon  float64
}

const kmPerDegree = 111.195 // mean length of a degree on a sphere of 6371 km

func projectionOf(sites []Area) projection {
	var lat, lon float64
	for _, s := range sites {
		lat += s.Centre.Lat
		lon += s.Centre.Lon
	}
	n := float64(len(sites))
	origin := Point{Lon: lon / n, Lat: lat / n}
	return projection{origin, kmPerDegree * math.Cos(origin.Lat*math.Pi/180)}
}

func (p projection) to(q Point) plane {
	return plane{(q.Lon - p.origin.Lon) * p.kmLon, (q.Lat - p.origin.Lat) * kmPerDegree}
}

func (p projection) ring(shape []plane) Ring {
	if len(shape) == 0 {
		return nil
	}
	ring := make(Ring, 0, len(shape)+1)
	for _, q := range shape {
		ring = append(ring, Point{p.origin.Lon + q.x/p.kmLon, p.origin.Lat + q.y/kmPerDegree})
	}
	return append(ring, ring[0])
}

func radius(s Area, centres []plane, i int) float64 {
	if s.Hectare > 0 {
		return 1.6 * math.Sqrt(float64(s.Hectare)/100/math.Pi)
	}
	far := 1.0
	for _, c := range centres {
		far = math.Max(far, math.Hypot(c.x-centres[i].x, c.y-centres[i].y)/2)
	}
	return far
}

const discCorners = 48

func disc(c plane, r float64) []plane {
	shape := make([]plane, discCorners)
	for k := range shape {
		a := 2 * math.Pi * float64(k) / discCorners
		shape[k] = plane{c.x + r*math.Cos(a), c.y + r*math.Sin(a)}
	}
	return shape
}

// closerTo cuts the convex shape by the perpendicular bisector of own and
// other and keeps own's side (Sutherland and Hodgman's clipping).
func closerTo(shape []plane, own, other plane) []plane {
	nx, ny := other.x-own.x, other.y-own.y
	limit := (other.x*other.x + other.y*other.y - own.x*own.x - own.y*own.y) / 2
	side := func(q plane) float64 { return limit - (q.x*nx + q.y*ny) }
	out := make([]plane, 0, len(shape)+1)
	for k, q := range shape {
		next := shape[(k+1)%len(shape)]
		a, b := side(q), side(next)
		if a >= 0 {
			out = append(out, q)
		}
		if (a >= 0) != (b >= 0) {
			t := a / (a - b)
			out = append(out, plane{q.x + t*(next.x-q.x), q.y + t*(next.y-q.y)})
		}
	}
	return out
}
