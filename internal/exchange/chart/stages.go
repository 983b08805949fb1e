// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import "planraum/internal/city/period"

// Stage is a step of work: a span of days, or one day.
type Stage struct {
	Name     string
	From, To period.Date // zero To: From alone
	// Late says that it cannot be done in time, Done that it is over.
	Late, Done bool
}

// Stages is the picture of steps one after another, one row each, earliest first.
type Stages struct {
	Frame
	Steps []Stage
	AsOf  period.Date
}

// stageRow is the height of a row: its name stands above its bar.
const stageRow = 40.0

// SVG draws the picture.
func (s Stages) SVG() string {
	var months span
	for _, one := range s.Steps {
		months.addDay(one.From)
		months.addDay(one.To)
	}
	if len(s.Steps) == 0 || !months.known {
		return s.blank(80)
	}
	months.addDay(s.AsOf)
	months.choose(0, 0)
	d := &plot{canvas: s.canvas(), Frame: s.Frame, top: 24, left: 8, right: s.width() - 8}
	d.bottom = d.top + stageRow*float64(len(s.Steps))
	d.x = newCalendar(months.first, months.last, d.left, d.right)
	for m := months.first; m <= months.last; m++ {
		d.line(d.x.start(m), d.top, d.x.start(m), d.bottom, paint(ink{}, inkGrid), "stroke-width", "1")
	}
	d.asOf(s.AsOf, "", 13)
	for i, one := range s.Steps {
		d.stage(one, d.top+stageRow*float64(i))
	}
	return s.finish(d.canvas, d.timeAxis(d.bottom)+2, false)
}

// stage draws the name and the bar of a step, or a diamond for a single day.
func (p *plot) stage(s Stage, y float64) {
	words, k := s.Name+": "+p.days(s), inkDemand
	switch {
	case s.Late:
		words, k = words+p.say(" (nicht zu schaffen)", " (cannot be met)"), inkShortage
	case s.Done:
		words += p.say(" (erledigt)", " (done)")
	}
	from := p.x.clamp(p.x.day(s.From))
	to := from
	if !s.To.IsZero() {
		to = p.x.clamp(p.x.day(s.To.AddDays(1)))
	}
	words = cut(words, p.width()-4, fontSize)
	x := min(from, p.width()-textWidth(words, fontSize)-2)
	p.label(max(x, 2), y+16, words, style{halo: true})
	if s.To.IsZero() {
		p.diamond(from, y+28)
		return
	}
	p.rect(from, y+22, max(to-from, 3), barHeight, paint(k, inkText), "stroke-width", "0.5")
}

// days writes the day or the span.
func (p *plot) days(s Stage) string {
	if s.To.IsZero() || s.To == s.From {
		return s.From.In(p.Lang)
	}
	return s.From.In(p.Lang) + " – " + s.To.In(p.Lang)
}
