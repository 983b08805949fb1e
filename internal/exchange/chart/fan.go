// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"

	"planraum/internal/city/period"
)

// Fan is the picture of a forecast: what was known as a line with dots, the
// median from there on as a line within its 80 % and 95 % ranges, the naive
// forecast beside it, what came later as rings, and, where it is a matter of
// places, the usable ones as steps with what is short as the hatched area.
type Fan struct {
	Frame
	Unit     string // written above the axis, such as "Personen je Monat"
	Decimals int    // values are amounts x 10^-Decimals
	// Every is the distance of two values in months: 1 (also where it is 0), 3
	// for quarters, 12 for years. A wider distance is a gap.
	Every int
	// Stock says that values stand at the end of their month, as counts of a day do;
	// else they are sums of it and stand in its middle.
	Stock    bool
	Observed Series // what was known when the forecast was made
	// Open are the last months that are not final: what they will come to, with the
	// range of 80 %. Their dots in Observed stay as they stood.
	Open     []FanPoint
	OpenName string
	Steps    []FanPoint
	Name     string // of the median
	Naive    Series // no line where it has no points
	Came     Series // what was known later
	// Futures are the medians of other futures beside the forecast, such as
	// scenarios; at most mostFutures are drawn, each with a shape of its own.
	Futures []Series
	// Estimated are values that nobody counted, with their errors: dots within
	// dashed lines up and down. Others are forecasts by others: diamonds.
	Estimated EstimatedSeries
	Others    Series
	Usable    []Step // usable places from a month on; the last step holds to the end
	Places    string // names the usable places
	From, To  period.Month
	AsOf      period.Date
	AsOfName  string // stands at the line of AsOf; "" says "Stand" and the day
	Marks     []Mark
	Breaks    []Break
}

// FanPoint is one step of a forecast: the median and the ranges around it.
type FanPoint struct {
	BandPoint
	Median int64
}

// mostFutures is how many other futures a fan shows: the shapes and colours of data
// that are left.
const mostFutures = len(data) - 1

// A range that goes beyond mostWide times everything else would flatten the
// picture so that nothing else could be read. It is cut at cutAt times; the legend
// says how far it goes.
const (
	mostWide = 2
	cutAt    = 1.5
)

// SVG draws the picture.
func (f Fan) SVG() string {
	d := f.prepare()
	if d.months.known {
		return d.draw()
	}
	return f.blank(f.plotHeight())
}

// lightShortage is how strong the hatching of what is short is where it is uncertain.
const lightShortage = "0.5"

// fanDrawing is a Fan with its data in order.
type fanDrawing struct {
	plot
	in                    Fan
	observed, naive, came []Point
	futures               [][]Point
	median, others, open  []Point
	estimated             []EstimatedPoint
	band, ends            []BandPoint // ends: of the open months
	stairs                stairs
	months                span
	ticks                 []int64
	short                 []gap
	breaks                []Break
	least, most           int64 // of all but the ranges
	near, wide            int64 // what the ranges of 80 and 95 % reach
	top                   int64 // where the picture ends
}

func (f Fan) prepare() *fanDrawing {
	d := &fanDrawing{in: f, observed: tidy(f.Observed.Points), naive: tidy(f.Naive.Points), came: tidy(f.Came.Points), stairs: tidySteps(f.Usable)}
	d.in.Every = max(f.Every, 1)
	d.median, d.band = splitFan(f.Steps)
	d.open, d.ends = splitFan(f.Open)
	for _, list := range [][]Point{d.observed, d.naive, d.came, d.median, d.open} {
		for _, p := range list {
			d.months.add(p.Month)
		}
	}
	for _, s := range f.Futures[:min(len(f.Futures), mostFutures)] {
		d.futures = append(d.futures, tidy(s.Points))
	}
	for _, p := range slices.Concat(d.futures...) {
		d.months.add(p.Month)
	}
	for _, s := range d.stairs {
		d.months.add(s.From)
	}
	if d.months.known {
		d.months.addDay(f.AsOf)
		for _, m := range f.Marks {
			d.months.addDay(m.Date)
		}
	}
	d.addBeside()
	d.months.choose(f.From, f.To)
	d.cutBeside()
	d.observed, d.naive = d.months.cutPoints(d.observed), d.months.cutPoints(d.naive)
	d.came, d.median = d.months.cutPoints(d.came), d.months.cutPoints(d.median)
	d.stairs, d.band = d.months.cutSteps(d.stairs), d.months.cutBand(d.band)
	for i := range d.futures {
		d.futures[i] = d.months.cutPoints(d.futures[i])
	}
	d.open, d.ends = d.months.cutPoints(d.open), d.months.cutBand(d.ends)
	if d.in.Every == 1 {
		d.short = gaps(d.median, d.stairs, f.Stock)
	}
	d.breaks = breaksWithin(f.Breaks, d.months.first, d.months.last)
	d.in.Frame = d.in.told(d.median, d.band).broken(d.breaks)
	d.extent()
	return d
}

// splitFan parts the steps into the line and its ranges, the last one where a
// month is there twice.
func splitFan(steps []FanPoint) ([]Point, []BandPoint) {
	var band []BandPoint
	var points []Point
	for _, s := range steps {
		points = append(points, Point{Month: s.Month, Value: s.Median, Basis: basisOfMedian})
		band = append(band, s.BandPoint)
	}
	band = tidyBand(band)
	n := 0
	for i := range band {
		if n > 0 && band[n-1].Month == band[i].Month {
			n--
		}
		band[n] = band[i]
		n++
	}
	return tidy(points), band[:n]
}

// extent finds what the picture has to reach.
func (d *fanDrawing) extent() {
	for _, list := range append(d.futures, d.observed, d.naive, d.came, d.median, d.open) {
		for _, p := range list {
			d.most, d.least = max(d.most, p.Value), min(d.least, p.Value)
		}
	}
	for _, s := range d.stairs {
		d.most, d.least = max(d.most, s.Value), min(d.least, s.Value)
	}
	d.extentBeside()
	for _, b := range d.ends {
		d.most, d.least = max(d.most, b.High80), min(d.least, b.Low80)
	}
	for _, b := range d.band {
		d.least = min(d.least, b.Low80, b.Low95)
		d.near, d.wide = max(d.near, b.High80), max(d.wide, b.High95)
	}
	most := max(d.most, 1)
	limit := int64(cutAt * float64(most))
	switch {
	case d.near > mostWide*most:
		d.top = limit
	case d.wide > mostWide*most:
		d.top = max(limit, d.near)
	default:
		d.top = max(d.most, d.near, d.wide)
	}
}

// beyond reports whether a range that reaches so far goes on above the picture.
func (d *fanDrawing) beyond(reach int64) bool { return reach > d.ticks[len(d.ticks)-1] }

func (d *fanDrawing) draw() string {
	d.layout()
	d.valueAxis(d.ticks, tickLabels(d.in.Lang, d.ticks, d.in.Decimals), d.in.Unit)
	if len(d.short) > 0 { // below the ranges, so that their lower bound stays to be seen
		d.void("path", attrs{"d", d.outlineOfGaps(d.short), "opacity", lightShortage}, d.surface(hatched, inkShortage)...)
	}
	d.drawRanges()
	below := d.timeAxis(d.bottom)
	d.drawStairs(d.stairs, inkCapacity)
	d.drawSpaced(d.naive, inkNaive)
	d.drawSpaced(d.observed, inkDemand)
	d.drawSpaced(d.joined(), inkDemand)
	d.drawFutures()
	for _, p := range d.observed {
		d.dot(d.x.value(p.Month), d.y.At(float64(p.Value)), inkDemand)
	}
	d.drawOpen()
	if n := len(d.naive); n > 0 {
		d.square(d.x.value(d.naive[n-1].Month), d.y.At(float64(d.naive[n-1].Value)))
	}
	d.drawEstimated()
	d.drawOthers()
	for _, p := range d.came {
		d.ring(d.x.value(p.Month), d.y.At(float64(p.Value)))
	}
	d.asOf(d.in.AsOf, d.in.AsOfName, d.plot.top-8)
	d.drawBreaks(d.breaks)
	below = d.drawMarks(d.in.Marks, below)
	below = d.listBreaks(d.breaks, below)
	below = d.legend(d.canvas, 0, below+6, d.entries())
	return d.finish(d.canvas, below+4, false)
}

// layout finds the ticks and margins and sets up the axes.
func (d *fanDrawing) layout() {
	f := d.in.Frame
	d.plot = plot{canvas: f.canvas(), Frame: f, top: 24, right: f.width() - 10}
	if !d.in.AsOf.IsZero() {
		d.plot.top = 42
	}
	d.bottom = d.plot.top + f.plotHeight()
	d.ticks = Ticks(d.least, max(d.top, d.least+1), 5)
	d.left = widest(tickLabels(f.Lang, d.ticks, d.in.Decimals), fontSize) + 8
	d.y = Axis{float64(d.ticks[0]), float64(d.ticks[len(d.ticks)-1]), d.bottom, d.plot.top}
	d.x = newCalendar(d.months.first, d.months.last, d.left, d.right)
	d.x.ends = d.in.Stock
}

// joined is the median's line from the last value that was known on, as it will
// stand, where nothing is missing between the two.
func (d *fanDrawing) joined() []Point {
	n := len(d.observed)
	if n == 0 || len(d.median) == 0 {
		return d.median
	}
	last := d.observed[n-1]
	if m := len(d.open); m > 0 && d.open[m-1].Month == last.Month {
		last = d.open[m-1]
	}
	if last.Month < d.median[0].Month && last.Month+period.Month(d.in.Every) >= d.median[0].Month {
		return append([]Point{last}, d.median...)
	}
	return d.median
}

// drawSpaced draws a line whose values lie Every months apart.
func (d *fanDrawing) drawSpaced(points []Point, k ink) {
	var out path
	for i, p := range points {
		x, y := d.x.value(p.Month), d.y.At(float64(p.Value))
		switch {
		case i > 0 && p.Month <= points[i-1].Month+period.Month(d.in.Every):
			out.to(x, y)
		default:
			out.move(x, y)
		}
	}
	if n := len(points); n > 0 {
		d.void("path", attrs{"d", out.String()}, d.stroke(points[n-1].Basis).attrs(k)...)
	}
}

// drawFutures draws the other futures with their shapes at the end and at every
// half year, so that lines that cross can be told apart.
func (d *fanDrawing) drawFutures() {
	for i, points := range d.futures {
		d.drawSpaced(points, data[i+1])
		for at := len(points) - 1; at >= 0; at -= 6 {
			d.marker(i+1, d.x.value(points[at].Month), d.y.At(float64(points[at].Value)))
		}
	}
}

// drawRanges draws the wide range light with a dotted edge, the narrow one
// darker with a solid edge, so that they differ in print as well.
func (d *fanDrawing) drawRanges() {
	wide := func(b BandPoint) (lo, hi int64) { return b.Low95, b.High95 }
	near := func(b BandPoint) (lo, hi int64) { return b.Low80, b.High80 }
	if slices.ContainsFunc(d.band, BandPoint.has95) {
		d.void("path", paint(inkDemand, inkDemand), append([]string{"d", d.ribbon(d.band, d.in.Every, wide), "fill-opacity", "0.15"}, edge95...)...)
	}
	if slices.ContainsFunc(d.band, BandPoint.has80) {
		d.void("path", paint(inkDemand, inkDemand), append([]string{"d", d.ribbon(d.band, d.in.Every, near), "fill-opacity", "0.28"}, edge80...)...)
	}
}
