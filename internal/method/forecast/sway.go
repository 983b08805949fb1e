// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"fmt"
	"math"
	"slices"

	"planraum/internal/fault"
)

// mostCourses is how many nowcast courses are forecast from: enough for the size
// of what they move. Path p goes on from course p modulo their number.
const mostCourses = 200

// sway is by how much the centre of each step moves with the last values, which
// are not final: course by course, on the scale, and its size.
type sway struct {
	shift [][]float64 // by course and step, around the mean over the courses
	size  []float64   // standard deviation by step
}

// settled returns the series with the median of its nowcast courses in the place
// of the values that are not final, and how many these are.
func settled(s Series, o Options) (Series, int) {
	if len(o.Nowcast) == 0 {
		return s, 0
	}
	y, start := trimmed(s)
	open := len(o.Nowcast[0])
	from := start + len(y) - open
	s.Values = slices.Clone(s.Values)
	list := make([]float64, len(o.Nowcast))
	for i := range open {
		for k, course := range o.Nowcast {
			list[k] = course[i]
		}
		slices.Sort(list)
		s.Values[from+i] = list[(len(list)-1)/2]
	}
	return s, open
}

// sways forecasts from each course with the models of the series as they are:
// their parameters hang on all values, their states on the last ones.
func (e *engine) sways(y []float64, l *look, by *forms, method string, h int, o Options) sway {
	courses := o.Nowcast[:min(len(o.Nowcast), mostCourses)]
	s := sway{size: make([]float64, h)}
	other := slices.Clone(y)
	mean := make([]float64, h)
	for _, course := range courses {
		copy(other[len(y)-len(course):], course)
		c := look{origin: other, y: filled(other, nil)}
		given := e.scale.all(other, nil)
		c.z = filled(given, nil)
		if method == Naive {
			c.centre = slices.Repeat([]float64{c.z[len(c.z)-1]}, h)
		} else {
			e.forecasts(h, &c, by, given)
			c.quiet = l.quiet
			e.centre(h, &c)
			c.follow(e, method, h)
		}
		for i, v := range c.centre {
			mean[i] += v / float64(len(courses))
		}
		s.shift = append(s.shift, slices.Clone(c.centre))
	}
	for _, shift := range s.shift {
		for i := range shift {
			shift[i] -= mean[i]
			s.size[i] += shift[i] * shift[i] / float64(max(len(courses)-1, 1))
		}
	}
	for i := range s.size {
		s.size[i] = math.Sqrt(s.size[i])
	}
	return s
}

// wider adds what the last values leave open to a distance from the centre: both
// are independent, so that their squares add up.
func (g *margin) wider(off, x float64) float64 {
	if g.open == 0 || x == 0 {
		return off
	}
	return math.Copysign(math.Hypot(off, g.open*x), x)
}

// shared returns which part of a step's deviation, as a normal score, comes from
// the last values: 0 none, 1 all.
func (g *margin) shared() float64 {
	if g.open == 0 {
		return 0
	}
	own := *g
	own.open = 0
	off := own.spread * shape(1, own.quiet)
	switch {
	case g.errors != nil:
		off = (quantile(g.errors, chance(1)) - quantile(g.errors, chance(-1))) / 2
	case g.mean > 0: // its variance holds both
		off = math.Sqrt(max(g.spread*g.spread, 0))
	}
	if whole := math.Hypot(off, g.open); whole > 0 {
		return g.open / whole
	}
	return 0
}

// checkNowcast names courses that cannot stand in a series' place.
func checkNowcast(s Series, o *Options) (rows []fault.Row) {
	if len(o.Nowcast) == 0 {
		return nil
	}
	y, _ := trimmed(s)
	n := len(o.Nowcast[0])
	for k, course := range o.Nowcast {
		if len(course) != n || n == 0 || n > len(y) {
			rows = append(rows, fault.Row{
				Line: k + 1, Column: "nowcast", Value: fmt.Sprint(len(course)),
				Expected: textOf(fmt.Sprintf("je Verlauf gleich viele Werte, 1 bis %d", len(y)), fmt.Sprintf("as many values in each course, 1 to %d", len(y))),
			})
			continue
		}
		for i, v := range course {
			missing := y[len(y)-n+i] != y[len(y)-n+i]
			if (v != v) != missing || math.Abs(v) > 1e15 {
				rows = append(rows, fault.Row{
					Line: k + 1, Column: "nowcast", Value: fmt.Sprint(v),
					Expected: textOf("ein Wert, wo die Reihe einen hat", "a value where the series has one"),
				})
			}
		}
	}
	return rows
}
