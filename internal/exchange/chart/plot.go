// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// plot is the area between the axes of a picture over time.
type plot struct {
	*canvas
	Frame
	x                        calendar
	y                        Axis
	left, top, right, bottom float64
	fine                     bool // thin strokes and small dots, for small pictures
}

// number writes an amount of the given decimals.
func number(l text.Lang, amount int64, places int) string {
	return l.Decimal(amount, min(max(places, 0), 9))
}

// tickLabels writes the ticks, without decimals where all of them are whole.
func tickLabels(l text.Lang, ticks []int64, places int) []string {
	unit := int64(1)
	for range min(max(places, 0), 9) {
		unit *= 10
	}
	whole := true
	for _, t := range ticks {
		whole = whole && t%unit == 0
	}
	labels := make([]string, len(ticks))
	for i, t := range ticks {
		if whole {
			labels[i] = number(l, t/unit, 0)
		} else {
			labels[i] = number(l, t, places)
		}
	}
	return labels
}

// valueAxis draws the quiet grid and the labels of the y axis left of the
// plot, the line of zero stronger, and the unit above.
func (p *plot) valueAxis(ticks []int64, labels []string, unit string) {
	for i, t := range ticks {
		y := p.y.At(float64(t))
		k := inkGrid
		if t == 0 {
			k = inkAxis
		}
		p.line(p.left, y, p.right, y, paint(ink{}, k), "stroke-width", "1")
		p.label(p.left-6, y+4.5, labels[i], style{ink: inkMuted, anchor: "end"})
	}
	if unit != "" {
		p.label(0, 13, cut(unit, p.right, fontSize), style{ink: inkMuted})
	}
}

// timeAxis draws ticks, months and years below the plot and returns the y at
// which the next thing may begin.
func (p *plot) timeAxis(y float64) float64 {
	fit := int((p.right - p.left) / 38)
	months := MonthTicks(p.x.first, p.x.last, fit)
	step := monthStep(int64(p.x.last)-int64(p.x.first)+1, int64(max(fit, 1)))
	p.line(p.left, y, p.right, y, paint(ink{}, inkAxis))
	if step < 12 {
		for _, m := range months {
			x := p.x.centre(m)
			p.line(x, y, x, y+4, paint(ink{}, inkAxis))
			p.label(x, y+17, shortMonth(p.Lang, m), style{ink: inkMuted, anchor: "middle"})
		}
		return p.yearRow(y+21, y+33, 1) + 8
	}
	return p.yearRow(y, y+17, int(step/12)) + 8
}

// yearRow writes the years at the baseline, each in the middle of its visible
// months, with a tick from y where it begins. Of every n years one is written,
// fewer where they would touch. It returns the baseline.
func (p *plot) yearRow(y, baseline float64, n int) float64 {
	free := math.Inf(-1)
	for year := floorTo(int64(p.x.first.Year()), int64(n)); year <= int64(p.x.last.Year()); year += int64(n) {
		jan := period.MonthOf(int(year), 1)
		from := p.x.clamp(p.x.start(jan))
		to := p.x.clamp(p.x.start(jan + period.Month(12*n)))
		if jan > p.x.first {
			p.line(from, y, from, baseline, paint(ink{}, inkGrid))
		}
		s := strconv.FormatInt(year, 10)
		w := textWidth(s, fontSize)
		x, air := (from+to)/2, 2.0
		if n > 1 {
			x, air = from+w/2+3, 14 // or it would push away the next
		}
		if x-w/2 < free || to-from < w+air || x+w/2 > p.right+8 {
			continue
		}
		p.label(x, baseline, s, style{ink: inkMuted, anchor: "middle"})
		free = x + w/2 + 8
	}
	return baseline
}

// asOf draws the thin line of the day from which the reader looks, with its
// label at the given baseline above the plot.
func (p *plot) asOf(d period.Date, label string, baseline float64) {
	if d.IsZero() {
		return
	}
	x := p.x.clamp(p.x.day(d))
	if label == "" {
		label = p.say("Stand ", "As of ") + d.In(p.Lang)
	}
	p.line(x, baseline+4, x, p.bottom, paint(ink{}, inkText), "stroke-width", "1")
	anchor, w := "start", textWidth(label, fontSize)
	if x+w > p.width() {
		anchor = "end"
	}
	p.label(x, baseline, label, style{anchor: anchor})
}

// empty draws the frame of the plot with the words that there are no data.
func (p *plot) empty() {
	p.rect(p.left, p.top, p.right-p.left, p.bottom-p.top, paint(ink{}, inkGrid))
	p.line(p.left, p.bottom, p.right, p.bottom, paint(ink{}, inkAxis))
	p.label((p.left+p.right)/2, (p.top+p.bottom)/2+4, p.say("keine Daten", "no data"),
		style{ink: inkMuted, anchor: "middle"})
}

// blank is the whole picture of a chart without data.
func (f Frame) blank(height float64) string {
	p := plot{canvas: f.canvas(), Frame: f, left: 8, right: f.width() - 8, top: 8, bottom: height - 8}
	p.empty()
	return f.finish(p.canvas, height, false)
}

var shortMonths = [12]text.Text{
	{De: "Jan", En: "Jan"},
	{De: "Feb", En: "Feb"},
	{De: "Mär", En: "Mar"},
	{De: "Apr", En: "Apr"},
	{De: "Mai", En: "May"},
	{De: "Jun", En: "Jun"},
	{De: "Jul", En: "Jul"},
	{De: "Aug", En: "Aug"},
	{De: "Sep", En: "Sep"},
	{De: "Okt", En: "Oct"},
	{De: "Nov", En: "Nov"},
	{De: "Dez", En: "Dec"},
}

func shortMonth(l text.Lang, m period.Month) string { return shortMonths[m.OfYear()-1].In(l) }
