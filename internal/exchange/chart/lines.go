// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import "planraum/internal/city/period"

// Lines is the picture of up to five series over the same months, such as two
// plans or a plan and what came. The y axis begins at 0.
type Lines struct {
	Frame
	Unit     string
	Decimals int // values are amounts x 10^-Decimals
	Series   []Series
	AsOf     period.Date
	Breaks   []Break
	Places   []Mark // months to look at, such as the place of a finding
}

// SVG draws the picture.
func (l Lines) SVG() string {
	var months span
	lines := make([][]Point, 0, len(data))
	most, least := int64(0), int64(0)
	for _, s := range l.Series[:min(len(l.Series), len(data))] {
		points := tidy(s.Points)
		lines = append(lines, points)
		for _, p := range points {
			months.add(p.Month)
			most, least = max(most, p.Value), min(least, p.Value)
		}
	}
	if !months.known {
		return l.blank(l.plotHeight())
	}
	months.addDay(l.AsOf)
	breaks := breaksWithin(l.Breaks, months.first, months.last)
	places := placesWithin(l.Places, months.first, months.last)
	l.Frame = l.broken(breaks).placed(places)
	p := plot{canvas: l.canvas(), Frame: l.Frame, top: 24, right: l.width() - 10}
	if !l.AsOf.IsZero() {
		p.top = 42
	}
	p.bottom = p.top + l.plotHeight()*0.85
	ticks := Ticks(least, max(most, least+1), 5)
	labels := tickLabels(l.Lang, ticks, l.Decimals)
	p.left = widest(labels, fontSize) + 8
	if !l.narrow() {
		p.right = l.width() - 16 - l.endWidth()
	}
	p.y = Axis{float64(ticks[0]), float64(ticks[len(ticks)-1]), p.bottom, p.top}
	p.x = newCalendar(months.first, months.last, p.left, p.right)
	p.valueAxis(ticks, labels, l.Unit)
	below := p.timeAxis(p.bottom)
	p.asOf(l.AsOf, "", p.top-8)
	entries := l.drawAll(&p, lines)
	p.drawBreaks(breaks)
	p.drawPlaces(places)
	below = l.legend(p.canvas, 0, p.listPlaces(places, p.listBreaks(breaks, below))+6, entries)
	return l.finish(p.canvas, below+4, false)
}

func (l Lines) endWidth() float64 {
	w := 0.0
	for _, s := range l.Series[:min(len(l.Series), len(data))] {
		w = max(w, widest(wrap(s.Name, 130, fontSize), fontSize)*1.08)
	}
	return w
}

// drawAll draws the lines with a shape of their own at the last value and
// their names at the end; where there is no room it returns the names as the
// legend.
func (l Lines) drawAll(p *plot, lines [][]Point) []entry {
	var named []entry
	var ends []endLabel
	for i, points := range lines {
		if len(points) == 0 {
			continue
		}
		last := points[len(points)-1]
		x, y := p.x.centre(last.Month), p.y.At(float64(last.Value))
		p.drawLine(points, data[i])
		p.marker(i, x, y)
		name := l.Series[i].Name
		ends = append(ends, endLabel{y, wrap(name, 130, fontSize), data[i]})
		named = append(named, entry{func(c *canvas, x, y float64) {
			c.line(x, y+6, x+sampleWidth, y+6, strokeOf(last.Basis).attrs(data[i]))
			c.marker(i, x+sampleWidth/2, y+6)
		}, name})
	}
	if l.narrow() {
		return append(named, l.basisEntries(lines...)...)
	}
	p.endLabels(p.right+10, p.top-8, p.bottom+8, ends)
	return l.basisEntries(lines...)
}

// marker draws the shape that belongs to the i-th series, so that lines can be
// told apart without colour: circle, square, triangle, diamond, ring.
func (c *canvas) marker(i int, x, y float64) {
	a := append(paint(data[i], inkPaper), "stroke-width", "1")
	var d path
	switch i {
	case 1:
		c.rect(x-4, y-4, 8, 8, a)
		return
	case 2:
		d.move(x, y-5.5)
		d.to(x+5.5, y+4)
		d.to(x-5.5, y+4)
	case 3:
		d.move(x, y-6)
		d.to(x+6, y)
		d.to(x, y+6)
		d.to(x-6, y)
	default:
		if i == 4 {
			a = append(paint(inkPaper, data[i]), "stroke-width", "2")
		}
		c.void("circle", attrs{"cx", num(x), "cy", num(y), "r", "4.5"}, a...)
		return
	}
	d.shut()
	c.void("path", attrs{"d", d.String()}, a...)
}
