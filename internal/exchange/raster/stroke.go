// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster

import "math"

type point struct{ x, y float64 }

// ring is a line of points, shut or open.
type ring struct {
	points []point
	shut   bool
}

// outline returns the rings that cover the stroke of a shape. All run the same way
// round, so that they add up where they overlap.
func outline(s shape) []ring {
	var out []ring
	for _, r := range s.rings {
		for _, part := range dashed(r, s.dash) {
			out = append(out, thick(part, s)...)
		}
	}
	return out
}

// thick covers one line: a bar for each step, and what joins and ends them.
func thick(r ring, s shape) []ring {
	points := distinct(r)
	half := s.strokeWidth / 2
	if len(points) < 2 {
		if s.round && len(points) == 1 {
			return []ring{disc(points[0], half)}
		}
		return nil
	}
	if r.shut {
		points = append(points, points[0])
	}
	var out []ring
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := normal(a, b, half)
		out = append(out, right(point{a.x + n.x, a.y + n.y}, point{b.x + n.x, b.y + n.y}, point{b.x - n.x, b.y - n.y}, point{a.x - n.x, a.y - n.y}))
		switch {
		case i+1 < len(points):
			out = append(out, corner(a, b, points[i+1], s))
		case r.shut:
			out = append(out, corner(a, b, points[1], s))
		}
	}
	if s.round && !r.shut {
		out = append(out, disc(points[0], half), disc(points[len(points)-1], half))
	}
	return out
}

// corner covers the outer side of a corner at b.
func corner(a, b, c point, s shape) ring {
	half := s.strokeWidth / 2
	if s.roundJoin {
		return disc(b, half)
	}
	m, n := normal(a, b, half), normal(b, c, half)
	if (b.x-a.x)*(c.y-b.y)-(b.y-a.y)*(c.x-b.x) < 0 { // a turn to the left: the outer side is the right one
		m, n = point{-m.x, -m.y}, point{-n.x, -n.y}
	}
	p, q := point{b.x + m.x, b.y + m.y}, point{b.x + n.x, b.y + n.y}
	tip := point{m.x + n.x, m.y + n.y}
	long := tip.x*tip.x + tip.y*tip.y
	const limit = 4 // of the length of a tip to the width, as SVG has it
	if long*limit*limit > 4*half*half {
		f := 2 * half * half / long
		return right(b, p, point{b.x + tip.x*f, b.y + tip.y*f}, q)
	}
	return right(b, p, q)
}

// normal is the way of a given length to the side of a step.
func normal(a, b point, length float64) point {
	l := math.Hypot(b.x-a.x, b.y-a.y)
	return point{(b.y - a.y) / l * length, (a.x - b.x) / l * length}
}

// disc is a circle as a ring of straight steps that nobody sees.
func disc(c point, radius float64) ring {
	n := min(max(int(4*math.Sqrt(radius)*3), 12), 120)
	points := make([]point, n)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		points[i] = point{c.x + radius*cos, c.y + radius*sin}
	}
	return right(points...)
}

// right turns a ring so that its area is positive.
func right(points ...point) ring {
	area, last := 0.0, points[len(points)-1]
	for _, p := range points {
		area += last.x*p.y - p.x*last.y
		last = p
	}
	if area < 0 {
		for i, j := 0, len(points)-1; i < j; i, j = i+1, j-1 {
			points[i], points[j] = points[j], points[i]
		}
	}
	return ring{points, true}
}

// distinct leaves out steps of nothing.
func distinct(r ring) []point {
	var out []point
	for _, p := range r.points {
		if n := len(out); n == 0 || math.Hypot(p.x-out[n-1].x, p.y-out[n-1].y) > 1e-6 {
			out = append(out, p)
		}
	}
	for n := len(out); r.shut && n > 1 && math.Hypot(out[0].x-out[n-1].x, out[0].y-out[n-1].y) <= 1e-6; n-- {
		out = out[:n-1]
	}
	return out
}

// mostDashes bounds the pieces of one line.
const mostDashes = 20_000

// dashed cuts a line into its dashes.
func dashed(r ring, dash []float64) []ring {
	total := 0.0
	for _, d := range dash {
		total += d
	}
	points := r.points
	if r.shut && len(points) > 0 {
		points = append(points[:len(points):len(points)], points[0])
	}
	if total < 0.1 || length(points)/total*float64(len(dash)) > mostDashes {
		return []ring{r}
	}
	var out []ring
	turn, left := 0, dash[0]
	var now []point
	for i := range points[:max(len(points)-1, 0)] {
		a, b := points[i], points[i+1]
		whole := math.Hypot(b.x-a.x, b.y-a.y)
		for done := 0.0; done < whole; {
			step := min(left, whole-done)
			from, to := between(a, b, done/whole), between(a, b, (done+step)/whole)
			done, left = done+step, left-step
			if turn%2 == 0 {
				if len(now) == 0 {
					now = append(now, from)
				}
				now = append(now, to)
			}
			if left <= 1e-9 {
				if len(now) > 0 {
					out = append(out, ring{points: now})
				}
				turn, now = turn+1, nil
				left = dash[turn%len(dash)]
			}
		}
	}
	if len(now) > 0 {
		out = append(out, ring{points: now})
	}
	return out
}

func between(a, b point, part float64) point {
	return point{a.x + (b.x-a.x)*part, a.y + (b.y-a.y)*part}
}

func length(points []point) float64 {
	l := 0.0
	for i := 1; i < len(points); i++ {
		l += math.Hypot(points[i].x-points[i-1].x, points[i].y-points[i-1].y)
	}
	return l
}
