// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

// Sparkline is a small line beside a number: how it came to be what it is. It
// has no axes; months without a value stay gaps.
type Sparkline struct {
	Frame  // Width 0 stands for 120 here
	Points []Point
	// FromZero begins the axis at 0; otherwise it spans the values, which shows
	// the course but not the size.
	FromZero bool
	// Breaks are drawn as dashed lines; their texts stand in the description.
	Breaks []Break
}

const sparkHeight = 32.0

// SVG draws the line, its single months as dots and the last value as a large dot.
func (s Sparkline) SVG() string {
	if s.Width <= 0 {
		s.Width = 120
	}
	width := s.width()
	points := tidy(s.Points)
	c := s.canvas()
	if len(points) == 0 {
		c.line(2, sparkHeight-4, width-2, sparkHeight-4, paint(ink{}, inkAxis), "stroke-width", "1")
		c.label(width/2, sparkHeight/2+3, s.say("keine Daten", "no data"), style{ink: inkMuted, anchor: "middle"})
		return s.finish(c, sparkHeight, false)
	}
	last := points[len(points)-1]
	breaks := breaksWithin(s.Breaks, points[0].Month, last.Month)
	s.Frame = s.broken(breaks)
	p := plot{canvas: c, Frame: s.Frame, fine: true}
	p.x = newCalendar(points[0].Month, last.Month, 5, width-6)
	p.y = s.axis(points)
	p.drawLine(points, inkDemand)
	for _, b := range breaks {
		x := p.x.clamp(p.x.day(b.Date))
		p.line(x, 2, x, sparkHeight-2, paint(ink{}, inkText), "stroke-width", "1", "stroke-dasharray", "3 2")
	}
	x, y := p.x.centre(last.Month), p.y.At(float64(last.Value))
	p.void("circle", append(attrs{"cx", num(x), "cy", num(y), "r", "3.8"}, paint(inkShortage, inkPaper)...), "stroke-width", "1")
	return s.finish(c, sparkHeight, false)
}

// axis spans the values; a level line lies in the middle.
func (s Sparkline) axis(points []Point) Axis {
	lo, hi := points[0].Value, points[0].Value
	for _, q := range points {
		lo, hi = min(lo, q.Value), max(hi, q.Value)
	}
	if s.FromZero {
		lo, hi = min(lo, 0), max(hi, 0)
	}
	if lo == hi {
		return Axis{From: sparkHeight / 2}
	}
	return Axis{float64(lo), float64(hi), sparkHeight - 6, 6}
}
