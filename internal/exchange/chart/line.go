// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
)

// Point is a value of one month and how it came about. A month without a point
// is unknown and stays a gap.
type Point struct {
	Month period.Month
	Value int64
	Basis figure.Basis
}

// Step is a value that holds from a month on until the next step.
type Step struct {
	From  period.Month
	Value int64
}

// Series is a named line.
type Series struct {
	Name   string
	Points []Point
}

// tidy returns the drawable points in the order of months, the last one where
// a month is there twice.
func tidy(points []Point) []Point {
	out := make([]Point, 0, len(points))
	for _, p := range points {
		if drawable(p.Month) {
			p.Value = bounded(p.Value)
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Point) int { return int(a.Month - b.Month) })
	n := 0
	for i := range out {
		if n > 0 && out[n-1].Month == out[i].Month {
			n--
		}
		out[n] = out[i]
		n++
	}
	return out[:n]
}

// stroke is how a line is drawn by its basis: counted and reported solid,
// announced dashed, assumed dotted, forecast and computed thin.
type stroke struct{ width, dash, cap string }

func strokeOf(b figure.Basis) stroke {
	switch b {
	case figure.Announced:
		return stroke{"2.5", "8 5", "butt"}
	case figure.Assumed:
		return stroke{"2.8", "0.1 5", "round"}
	case figure.Forecast, figure.Computed:
		return stroke{"1.3", "", "butt"}
	}
	return stroke{"2.8", "", "butt"}
}

// small is the same stroke for a small picture.
func (s stroke) small() stroke {
	small := stroke{"1.6", s.dash, s.cap}
	switch s.width {
	case "1.3":
		small.width = "1"
	case "2.5":
		small.dash = "4 2.5"
	case "2.8":
		if s.dash != "" {
			small.dash = "0.1 3"
		}
	}
	return small
}

func (p *plot) stroke(b figure.Basis) stroke {
	if p.fine {
		return strokeOf(b).small()
	}
	return strokeOf(b)
}

func (s stroke) attrs(k ink) attrs {
	a := append(paint(ink{}, k), "stroke-width", s.width, "stroke-linejoin", "round")
	if s.dash != "" {
		a = append(a, "stroke-dasharray", s.dash, "stroke-linecap", s.cap)
	}
	return a
}

// runs cuts points into stretches of consecutive months.
func runs(points []Point) [][]Point {
	var out [][]Point
	for i, p := range points {
		if i == 0 || p.Month != points[i-1].Month+1 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

// drawLine draws the points in the middle of their months, or stocks at their end. The piece between
// two months has the stroke of the later one; a month without neighbours is a
// dot, and nothing is drawn over a gap.
func (p *plot) drawLine(points []Point, k ink) {
	for _, run := range runs(points) {
		if len(run) == 1 {
			p.dot(p.x.value(run[0].Month), p.y.At(float64(run[0].Value)), k)
			continue
		}
		var d path
		for i, q := range run {
			x, y := p.x.value(q.Month), p.y.At(float64(q.Value))
			switch {
			case i == 0:
				d.move(x, y)
			case i > 1 && p.stroke(q.Basis) != p.stroke(run[i-1].Basis):
				p.void("path", attrs{"d", d.String()}, p.stroke(run[i-1].Basis).attrs(k)...)
				d = path{}
				d.move(p.x.value(run[i-1].Month), p.y.At(float64(run[i-1].Value)))
				d.to(x, y)
			default:
				d.to(x, y)
			}
		}
		p.void("path", attrs{"d", d.String()}, p.stroke(run[len(run)-1].Basis).attrs(k)...)
	}
}

// dot draws a single value.
func (p *plot) dot(x, y float64, k ink) {
	r := "3"
	if p.fine {
		r = "1.8"
	}
	p.void("circle", append(attrs{"cx", num(x), "cy", num(y), "r", r}, paint(k, ink{})...))
}

// stairs returns the drawable steps in order and the value that holds in a month.
type stairs []Step

func tidySteps(steps []Step) stairs {
	points := make([]Point, len(steps))
	for i, s := range steps {
		points[i] = Point{Month: s.From, Value: s.Value}
	}
	out := stairs{}
	for _, p := range tidy(points) {
		out = append(out, Step{p.Month, p.Value})
	}
	return out
}

// at returns the value in month m; false before the first step.
func (s stairs) at(m period.Month) (int64, bool) {
	i, found := slices.BinarySearchFunc(s, m, func(t Step, m period.Month) int { return int(t.From - m) })
	if !found {
		i--
	}
	if i < 0 {
		return 0, false
	}
	return s[i].Value, true
}

// outlineOf returns the path of the stairs up to the end of the last month.
func (p *plot) outlineOf(s stairs) string {
	var d path
	for i, step := range s {
		x, y := p.x.start(step.From), p.y.At(float64(step.Value))
		if i == 0 {
			d.move(x, y)
		} else {
			d.to(x, p.y.At(float64(s[i-1].Value)))
			d.to(x, y)
		}
		if i == len(s)-1 {
			d.to(p.x.To, y)
		}
	}
	return d.String()
}

// drawStairs draws the stairs as one strong line.
func (p *plot) drawStairs(s stairs, k ink) {
	if len(s) > 0 {
		p.void("path", attrs{"d", p.outlineOf(s)}, append(paint(ink{}, k), "stroke-width", "2.2")...)
	}
}
