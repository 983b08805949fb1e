// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"slices"

	"planraum/internal/city/period"
)

// gap is a stretch of the picture in which the demand lies above the usable
// places: its upper and lower edge, in months (the middle of month m is
// m + 0.5) and places.
type gap struct{ upper, lower [][2]float64 }

// gaps returns the stretches between the middles of the first and last point
// in which the line lies above the stairs. Before the first step and between
// points with a month missing nothing is known, so nothing is short. With ends the points
// stand at the ends of their months.
func gaps(points []Point, s stairs, ends bool) []gap {
	var out []gap
	open := false
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if b.Month != a.Month+1 {
			open = false
			continue
		}
		middle := (float64(a.Value) + float64(b.Value)) / 2
		border := float64(b.Month)
		pieces := []piece{
			{border - 0.5, float64(a.Value), border, middle, a.Month},
			{border, middle, border + 0.5, float64(b.Value), b.Month},
		}
		if ends { // from the end of one month to that of the next it lies in the next
			pieces = []piece{{border, float64(a.Value), border + 1, float64(b.Value), b.Month}}
		}
		for _, half := range pieces {
			places, known := s.at(half.month)
			if !known {
				open = false
				continue
			}
			out, open = half.append(out, open, float64(places))
		}
	}
	return out
}

// piece is a half month of the demand line, or a whole one between two ends of months,
// from (x0, y0) to (x1, y1).
type piece struct {
	x0, y0, x1, y1 float64
	month          period.Month
}

// append adds the part of the piece above the level to the open gap or to a
// new one, and reports whether the gap goes on at the end of the piece.
func (p piece) append(out []gap, open bool, level float64) ([]gap, bool) {
	above0, above1 := p.y0 > level, p.y1 > level
	if !above0 && !above1 {
		return out, false
	}
	x0, y0, x1, y1 := p.x0, p.y0, p.x1, p.y1
	cross := p.x0
	if above0 != above1 {
		cross = p.x0 + (level-p.y0)/(p.y1-p.y0)*(p.x1-p.x0)
	}
	if !above0 {
		x0, y0, open = cross, level, false
	}
	if !above1 {
		x1, y1 = cross, level
	}
	if !open {
		out = append(out, gap{})
	}
	g := &out[len(out)-1]
	g.upper = append(g.upper, [2]float64{x0, y0}, [2]float64{x1, y1})
	g.lower = append(g.lower, [2]float64{x0, level}, [2]float64{x1, level})
	return out, above1
}

// firstShort returns the first month whose demand is above the usable places.
func firstShort(points []Point, s stairs) (Point, bool) {
	for _, p := range points {
		if places, known := s.at(p.Month); known && p.Value > places {
			return p, true
		}
	}
	return Point{}, false
}

func (d *capacityDrawing) drawShortage() {
	if len(d.short) > 0 {
		d.void("path", attrs{"d", d.outlineOfGaps(d.short)}, d.surface(hatched, inkShortage)...)
	}
}

// outlineOfGaps returns the path around the areas between demand and places.
func (p *plot) outlineOfGaps(short []gap) string {
	var out path
	for _, g := range short {
		out.move(p.x.At(g.upper[0][0]), p.y.At(g.upper[0][1]))
		for _, q := range g.upper[1:] {
			out.to(p.x.At(q[0]), p.y.At(q[1]))
		}
		for _, q := range slices.Backward(g.lower) {
			out.to(p.x.At(q[0]), p.y.At(q[1]))
		}
		out.shut()
	}
	return out.String()
}

// drawNote says in words from when on places are short, above the lines and as
// near as possible to the month.
func (d *capacityDrawing) drawNote() {
	first, ok := firstShort(d.points, d.stairs)
	if !ok {
		return
	}
	words := d.in.Note
	if words == "" {
		month := first.Month.In(d.Lang)
		words = d.say("Ab "+month+" fehlen Plätze", "Places are short from "+month)
	}
	x, y := d.x.value(first.Month), d.y.At(float64(first.Value))
	n := d.placeNote(words, x)
	d.line(x, n.bottom+3, x, y-4, paint(ink{}, inkShortage), "stroke-width", "1.2")
	d.void("circle", append(attrs{"cx", num(x), "cy", num(y), "r", "4"}, paint(inkPaper, inkShortage)...), "stroke-width", "2")
	top := n.bottom - float64(len(n.lines))*lineHeight
	for i, s := range n.lines {
		d.label(n.left, top+12+float64(i)*lineHeight, s, style{ink: inkShortage, bold: true, halo: true})
	}
}

// note is the place of a sentence in the plot.
type note struct {
	lines        []string
	left, bottom float64
}

// placeNote finds a place for words about the point at x, above the lines: in
// long or short lines, left of it, over it or right of it; as near as possible,
// and rather not across the line of the as-of date.
func (d *capacityDrawing) placeNote(words string, x float64) note {
	best, least := note{}, math.Inf(1)
	for _, limit := range []float64{230, 130} {
		lines := wrap(words, min(limit, (d.right-d.left)*0.6), fontSize)
		w, h := widest(lines, fontSize)*1.08, float64(len(lines))*lineHeight
		for _, l := range []float64{x - w + 6, x - w/2, x - 6} {
			l = max(min(l, d.right-w), d.left+4)
			n := note{lines, l, max(d.skyline(l, l+w)-12, d.top+2+h)}
			cost := d.bottom - n.bottom + h/4
			if day := d.x.clamp(d.x.day(d.in.AsOf)); !d.in.AsOf.IsZero() && day > l-4 && day < l+w+4 {
				cost += 80
			}
			if cost < least {
				best, least = n, cost
			}
		}
	}
	return best
}

// skyline returns the upper edge of all that is drawn between two pixels.
func (d *capacityDrawing) skyline(from, to float64) float64 {
	top := d.bottom
	column := d.x.start(d.x.first+1) - d.x.start(d.x.first)
	near := func(m period.Month) bool { return d.x.start(m) <= to+column && d.x.start(m+1) >= from-column }
	for _, p := range d.points {
		if near(p.Month) {
			top = min(top, d.y.At(float64(p.Value)))
		}
	}
	for _, b := range d.band {
		if near(b.Month) {
			top = min(top, d.y.At(float64(max(b.High80, b.High95))))
		}
	}
	for i, s := range d.stairs {
		ends := d.x.last + 1
		if i+1 < len(d.stairs) {
			ends = d.stairs[i+1].From
		}
		if d.x.start(s.From) <= to && d.x.start(ends) >= from {
			top = min(top, d.y.At(float64(s.Value)))
		}
	}
	return top
}
