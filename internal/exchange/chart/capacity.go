// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"planraum/internal/city/period"
)

// Capacity is the picture of places over time: what is needed as a line, what
// is usable as steps, what is short as the hatched area between them.
type Capacity struct {
	Frame
	Unit   string // written above the axis, such as "Plätze"
	Demand Series // in places; months are shown as columns, values at their end, as counts of a day
	Band   []BandPoint
	Usable []Step // usable places from a month on; the last step holds to the end
	// UsableName names the steps at their end, such as "nutzbare Plätze".
	UsableName string
	From, To   period.Month // months to show; 0: all that occur
	AsOf       period.Date
	Decisions  []Mark
	Breaks     []Break // of what the demand is reckoned from
	// Note stands at the first month of shortage; where it is empty the picture
	// says itself from when on places are short.
	Note string
}

// BandPoint is the range within which the demand of a month lies with 80 % and
// with 95 % probability. A range whose ends are equal is not drawn.
type BandPoint struct {
	Month                        period.Month
	Low80, High80, Low95, High95 int64
}

// SVG draws the picture.
func (c Capacity) SVG() string {
	d := c.prepare()
	if d.frame.known {
		return d.draw()
	}
	return c.blank(c.plotHeight())
}

// capacityDrawing is a Capacity with its data in order.
type capacityDrawing struct {
	plot
	in     Capacity
	points []Point
	band   []BandPoint
	stairs stairs
	frame  span
	ticks  []int64
	labels []string
	short  []gap
	breaks []Break
}

func (f Frame) plotHeight() float64 { return min(max(f.width()*0.4, 230), 380) }

func (c Capacity) prepare() *capacityDrawing {
	d := &capacityDrawing{in: c, points: tidy(c.Demand.Points), stairs: tidySteps(c.Usable)}
	d.band = tidyBand(c.Band)
	for _, p := range d.points {
		d.frame.add(p.Month)
	}
	for _, s := range d.stairs {
		d.frame.add(s.From)
	}
	for _, b := range d.band {
		d.frame.add(b.Month)
	}
	if d.frame.known {
		d.frame.addDay(c.AsOf)
		for _, m := range c.Decisions {
			d.frame.addDay(m.Date)
		}
	}
	d.frame.choose(c.From, c.To)
	d.points, d.stairs = d.frame.cutPoints(d.points), d.frame.cutSteps(d.stairs)
	d.band = d.frame.cutBand(d.band)
	d.short = gaps(d.points, d.stairs, true)
	d.breaks = breaksWithin(c.Breaks, d.frame.first, d.frame.last)
	d.in.Frame = d.in.broken(d.breaks)
	return d
}

func (d *capacityDrawing) draw() string {
	d.layout()
	d.valueAxis(d.ticks, d.labels, d.in.Unit)
	d.drawBand()
	d.drawShortage()
	below := d.timeAxis(d.bottom)
	d.drawStairs(d.stairs, inkCapacity)
	d.drawLine(d.points, inkDemand)
	d.asOf(d.in.AsOf, "", d.top-8)
	d.drawNote()
	d.drawBreaks(d.breaks)
	below = d.drawMarks(d.in.Decisions, below)
	below = d.listBreaks(d.breaks, below)
	below = d.legend(d.canvas, 0, below+6, d.entries())
	return d.finish(d.canvas, below+4, false)
}

// layout finds the ticks and margins and sets up the axes.
func (d *capacityDrawing) layout() {
	f := d.in.Frame
	d.plot = plot{canvas: f.canvas(), Frame: f, top: 24, right: f.width() - 8}
	if !d.in.AsOf.IsZero() {
		d.top = 42
	}
	d.bottom = d.top + f.plotHeight()
	most := d.highest()
	if len(d.short) > 0 {
		most += most / 5 // room for the note
	}
	d.ticks = Ticks(0, max(most, 1), 5)
	d.labels = tickLabels(f.Lang, d.ticks, 0)
	d.left = widest(d.labels, fontSize) + 8
	if !f.narrow() {
		d.right = f.width() - 12 - max(widest(d.endWords(d.in.Demand.Name), fontSize), widest(d.endWords(d.in.UsableName), fontSize))*1.08
	}
	d.y = Axis{0, float64(d.ticks[len(d.ticks)-1]), d.bottom, d.top}
	d.x = newCalendar(d.frame.first, d.frame.last, d.left, d.right)
	d.x.ends = true
	if !f.narrow() {
		d.drawEnds()
	}
}

// endWords breaks a name into the lines that stand at the end of its line.
func (d *capacityDrawing) endWords(name string) []string { return wrap(name, 130, fontSize) }

func (d *capacityDrawing) highest() int64 {
	most := int64(0)
	for _, p := range d.points {
		most = max(most, p.Value)
	}
	for _, s := range d.stairs {
		most = max(most, s.Value)
	}
	for _, b := range d.band {
		most = max(most, b.High80, b.High95)
	}
	return most
}

// drawEnds writes the names beside the last values.
func (d *capacityDrawing) drawEnds() {
	var labels []endLabel
	if n := len(d.points); n > 0 && d.in.Demand.Name != "" {
		labels = append(labels, endLabel{d.y.At(float64(d.points[n-1].Value)), d.endWords(d.in.Demand.Name), inkDemand})
	}
	if n := len(d.stairs); n > 0 && d.in.UsableName != "" {
		labels = append(labels, endLabel{d.y.At(float64(d.stairs[n-1].Value)), d.endWords(d.in.UsableName), inkCapacity})
	}
	d.endLabels(d.right+8, d.top-8, d.bottom+8, labels)
}

// entries are the legend: names where they do not stand at the lines, then
// what the strokes and areas mean.
func (d *capacityDrawing) entries() []entry {
	var out []entry
	bases := d.basisEntries(d.points)
	if d.narrow() {
		if len(d.points) > 0 && d.in.Demand.Name != "" {
			last := d.points[len(d.points)-1].Basis
			out = append(out, lineEntry(strokeOf(last), inkDemand, d.in.Demand.Name))
		}
		if len(d.stairs) > 0 && d.in.UsableName != "" {
			out = append(out, lineEntry(stroke{"2.2", "", "butt"}, inkCapacity, d.in.UsableName))
		}
	}
	if len(d.short) > 0 {
		out = append(out, surfaceEntry(hatched, inkShortage, d.say("fehlende Plätze", "places short")))
	}
	out = append(out, d.bandEntries()...)
	return append(out, bases...)
}
