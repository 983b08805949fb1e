// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"

	"planraum/internal/city/figure"
)

// How the parts of a fan are drawn: what is forecast is thin, as everywhere;
// the naive forecast is grey with a square at its end; what came is a ring.
const basisOfMedian = figure.Forecast

var (
	inkNaive = data[4]
	inkCame  = data[2]
	edge80   = []string{"stroke-width", "0.8", "stroke-opacity", "0.8"}
	edge95   = []string{"stroke-width", "1", "stroke-opacity", "0.8", "stroke-dasharray", "1.5 2.5"}
)

// told returns the frame whose description tells the last step of the forecast,
// for readers who do not see the picture.
func (f Fan) told(median []Point, band []BandPoint) Frame {
	frame := f.Frame
	if len(median) == 0 || len(band) == 0 {
		return frame
	}
	b, v := band[len(band)-1], func(n int64) string { return number(frame.Lang, n, f.Decimals) }
	words := b.Month.In(frame.Lang) + frame.say(": Median ", ": median ") + v(median[len(median)-1].Value)
	between := func(level string, low, high int64) {
		words += ", " + level + frame.say(" % zwischen ", "% between ") + v(low) + frame.say(" und ", " and ") + v(high)
	}
	if b.has80() {
		between("80", b.Low80, b.High80)
	}
	if b.has95() {
		between("95", b.Low95, b.High95)
	}
	if frame.Desc != "" {
		frame.Desc += " "
	}
	frame.Desc += words + "."
	return frame
}

// drawOpen draws what the last months will come to: a hollow dot with its range
// as an upright line.
func (d *fanDrawing) drawOpen() {
	for i, p := range d.open {
		x := d.x.value(p.Month)
		if b := d.ends[i]; b.has80() {
			d.whisker(x, d.y.At(float64(b.Low80)), d.y.At(float64(b.High80)))
		}
		d.hollow(x, d.y.At(float64(p.Value)))
	}
}

func (c *canvas) whisker(x, low, high float64) {
	c.line(x, low, x, high, paint(ink{}, inkDemand), "stroke-width", "1.3")
	for _, y := range []float64{low, high} {
		c.line(x-3, y, x+3, y, paint(ink{}, inkDemand), "stroke-width", "1.3")
	}
}

func (c *canvas) hollow(x, y float64) {
	c.void("circle", append(attrs{"cx", num(x), "cy", num(y), "r", "3"}, paint(inkPaper, inkDemand)...), "stroke-width", "1.5")
}

// ring draws a value that came after the forecast.
func (c *canvas) ring(x, y float64) {
	c.void("circle", append(attrs{"cx", num(x), "cy", num(y), "r", "4"}, paint(inkPaper, inkCame)...), "stroke-width", "2")
}

// square ends the line of the naive forecast.
func (c *canvas) square(x, y float64) {
	c.rect(x-4, y-4, 8, 8, append(paint(inkNaive, inkPaper), "stroke-width", "1"))
}

// entries are the legend: the lines by name, then the ranges.
func (d *fanDrawing) entries() []entry {
	var out []entry
	line := func(points []Point, name string, k ink, mark func(c *canvas, x, y float64)) {
		if len(points) == 0 || name == "" {
			return
		}
		out = append(out, entry{func(c *canvas, x, y float64) {
			c.line(x, y+6, x+sampleWidth, y+6, strokeOf(points[len(points)-1].Basis).attrs(k))
			if mark != nil {
				mark(c, x+sampleWidth/2, y+6)
			}
		}, name})
	}
	line(d.observed, d.in.Observed.Name, inkDemand, func(c *canvas, x, y float64) {
		c.void("circle", append(attrs{"cx", num(x), "cy", num(y), "r", "3"}, paint(inkDemand, ink{})...))
	})
	if len(d.open) > 0 && d.in.OpenName != "" {
		out = append(out, entry{func(c *canvas, x, y float64) {
			c.whisker(x+sampleWidth/2, y+1, y+11)
			c.hollow(x+sampleWidth/2, y+6)
		}, d.in.OpenName})
	}
	line(d.median, d.in.Name, inkDemand, nil)
	if len(d.came) > 0 && d.in.Came.Name != "" {
		out = append(out, entry{func(c *canvas, x, y float64) { c.ring(x+sampleWidth/2, y+6) }, d.in.Came.Name})
	}
	out = append(out, d.besideEntries()...)
	out = append(out, d.rangeEntries()...)
	line(d.naive, d.in.Naive.Name, inkNaive, (*canvas).square)
	for i, points := range d.futures {
		line(points, d.in.Futures[i].Name, data[i+1], func(c *canvas, x, y float64) { c.marker(i+1, x, y) })
	}
	if len(d.stairs) > 0 && d.in.Places != "" {
		out = append(out, lineEntry(stroke{"2.2", "", "butt"}, inkCapacity, d.in.Places))
	}
	if len(d.short) > 0 {
		out = append(out, surfaceEntry(hatched, inkShortage, d.say("fehlende Plätze in der Mitte der Verläufe", "places short in the middle of the paths")))
	}
	return out
}

// rangeEntries explain the ranges that are drawn and say where one goes on
// above the picture.
func (d *fanDrawing) rangeEntries() []entry {
	var out []entry
	sample := func(opacity, words string, edge []string) entry {
		return entry{func(c *canvas, x, y float64) {
			c.rect(x, y, sampleWidth, sampleHeight, paint(inkDemand, inkDemand), append([]string{"fill-opacity", opacity}, edge...)...)
		}, words}
	}
	if slices.ContainsFunc(d.band, BandPoint.has80) {
		out = append(out, sample("0.43", d.say("Bereich 80\u00a0%", "80% range")+d.goesOn(d.near), edge80))
	}
	if slices.ContainsFunc(d.band, BandPoint.has95) {
		out = append(out, sample("0.15", d.say("Bereich 95\u00a0%", "95% range")+d.goesOn(d.wide), edge95))
	}
	return out
}

// goesOn says how far a range goes that is cut; nothing of one that is not.
func (d *fanDrawing) goesOn(reach int64) string {
	if !d.beyond(reach) {
		return ""
	}
	return d.say(", reicht über das Bild hinaus bis ", ", goes on above the picture to ") + number(d.in.Lang, reach, d.in.Decimals)
}
