// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"

	"planraum/internal/city/period"
)

// EstimatedSeries are values that were not counted, with how far off they may be.
type EstimatedSeries struct {
	Name   string
	Points []EstimatedPoint
}

// EstimatedPoint is an estimate of one month and its standard error.
type EstimatedPoint struct {
	Month        period.Month
	Value, Error int64
}

// addBeside takes over what stands beside the forecast. Others may say different
// things about the same month, so that none of them is dropped.
func (d *fanDrawing) addBeside() {
	for _, p := range d.in.Others.Points {
		if drawable(p.Month) {
			p.Value = bounded(p.Value)
			d.others = append(d.others, p)
			d.months.add(p.Month)
		}
	}
	for _, p := range d.in.Estimated.Points {
		if drawable(p.Month) {
			p.Value, p.Error = bounded(p.Value), bounded(max(p.Error, 0))
			d.estimated = append(d.estimated, p)
			d.months.add(p.Month)
		}
	}
}

func (d *fanDrawing) cutBeside() {
	d.others = d.months.cutPoints(d.others)
	d.estimated = slices.DeleteFunc(d.estimated, func(p EstimatedPoint) bool { return !d.months.holds(p.Month) })
}

func (d *fanDrawing) extentBeside() {
	for _, p := range d.others {
		d.most, d.least = max(d.most, p.Value), min(d.least, p.Value)
	}
	for _, p := range d.estimated {
		d.most, d.least = max(d.most, p.Value+p.Error), min(d.least, max(p.Value-p.Error, min(p.Value, 0)))
	}
}

// drawEstimated draws each estimate as a small dot with a dashed line of one
// standard error up and down.
func (d *fanDrawing) drawEstimated() {
	for _, p := range d.estimated {
		d.estimate(d.x.value(p.Month), d.y.At(float64(p.Value)), d.y.At(float64(p.Value+p.Error)), d.y.At(float64(max(p.Value-p.Error, 0))))
	}
}

func (c *canvas) estimate(x, y, upper, lower float64) {
	if lower-upper > 1 {
		c.line(x, upper, x, lower, append(paint(ink{}, inkCame), "stroke-width", "1.2", "stroke-dasharray", "2 2"))
	}
	c.void("circle", append(attrs{"cx", num(x), "cy", num(y), "r", "1.8"}, paint(inkCame, ink{})...))
}

// drawOthers draws each value that others said as a diamond.
func (d *fanDrawing) drawOthers() {
	for _, p := range d.others {
		d.marker(3, d.x.value(p.Month), d.y.At(float64(p.Value)))
	}
}

func (d *fanDrawing) besideEntries() []entry {
	var out []entry
	if len(d.estimated) > 0 && d.in.Estimated.Name != "" {
		out = append(out, entry{func(c *canvas, x, y float64) { c.estimate(x+sampleWidth/2, y+6, y, y+12) }, d.in.Estimated.Name})
	}
	if len(d.others) > 0 && d.in.Others.Name != "" {
		out = append(out, entry{func(c *canvas, x, y float64) { c.marker(3, x+sampleWidth/2, y+6) }, d.in.Others.Name})
	}
	return out
}
