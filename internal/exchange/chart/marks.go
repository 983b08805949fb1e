// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"
	"strconv"

	"planraum/internal/city/period"
)

// Mark is a day on the axis of time by which something is to be decided, such
// as "Systembau, 400 Plätze".
type Mark struct {
	Date  period.Date
	Label string
	Plain bool // the day is only named; nothing is to be decided by it
}

// drawMarks draws the marks on the base line, numbered by date, and lists them
// below y: text beside leaders would run through the months. It returns the y
// below them.
func (p *plot) drawMarks(marks []Mark, y float64) float64 {
	marks = slices.DeleteFunc(slices.Clone(marks), func(m Mark) bool { return m.Date.IsZero() })
	if len(marks) == 0 {
		return y
	}
	slices.SortStableFunc(marks, func(a, b Mark) int { return a.Date.Compare(b.Date) })
	return p.listMarks(marks, y)
}

func (p *plot) markWords(m Mark) string {
	day := m.Date.In(p.Lang)
	if m.Plain {
		return m.Label + ": " + day
	}
	return p.say("bis "+day+" entscheiden: ", "decide by "+day+": ") + m.Label
}

// diamond draws the mark itself.
func (c *canvas) diamond(x, y float64) {
	var d path
	d.move(x, y-6)
	d.to(x+6, y)
	d.to(x, y+6)
	d.to(x-6, y)
	d.shut()
	c.void("path", attrs{"d", d.String()}, append(paint(inkText, inkPaper), "stroke-width", "1")...)
}

func (p *plot) listMarks(marks []Mark, y float64) float64 {
	y += 6
	free, row := 0.0, 0.0
	for i, m := range marks {
		x := p.x.clamp(p.x.day(m.Date))
		p.diamond(x, p.bottom)
		number := strconv.Itoa(i + 1)
		if x-textWidth(number, 12)/2 < free {
			row = 13 - row // a second row where numbers would touch
		} else {
			row = 0
		}
		p.label(x, p.bottom-9-row, number, style{size: 12, bold: true, anchor: "middle", halo: true})
		free = x + textWidth(number, 12)/2 + 2
		p.label(0, y+12, number, style{bold: true})
		for _, s := range wrap(p.markWords(m), p.width()-24, fontSize) {
			p.label(20, y+12, s, style{})
			y += lineHeight
		}
		y += 2
	}
	return y
}
