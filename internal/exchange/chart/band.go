// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"

	"planraum/internal/city/period"
)

// choose narrows the span to the months asked for, where they are given and
// in order.
func (s *span) choose(from, to period.Month) {
	if !s.known {
		return
	}
	first, last := s.first, s.last
	if drawable(from) {
		first = from
	}
	if drawable(to) {
		last = to
	}
	if first <= last {
		s.first, s.last = first, last
	}
}

func (s span) holds(m period.Month) bool { return s.known && m >= s.first && m <= s.last }

func (s span) cutPoints(points []Point) []Point {
	return slices.DeleteFunc(points, func(p Point) bool { return !s.holds(p.Month) })
}

func (s span) cutBand(band []BandPoint) []BandPoint {
	return slices.DeleteFunc(band, func(b BandPoint) bool { return !s.holds(b.Month) })
}

// cutSteps keeps the steps within the span; the step that holds when it begins
// is moved to its first month.
func (s span) cutSteps(steps stairs) stairs {
	out := stairs{}
	if v, ok := steps.at(s.first); ok && s.known {
		out = append(out, Step{s.first, v})
	}
	for _, step := range steps {
		if s.holds(step.From) && step.From > s.first {
			out = append(out, step)
		}
	}
	return out
}

// tidyBand returns the drawable points of a band in the order of months, with
// ends in order.
func tidyBand(band []BandPoint) []BandPoint {
	out := []BandPoint{}
	for _, b := range band {
		if drawable(b.Month) {
			b.Low80, b.High80 = bounded(min(b.Low80, b.High80)), bounded(max(b.Low80, b.High80))
			b.Low95, b.High95 = bounded(min(b.Low95, b.High95)), bounded(max(b.Low95, b.High95))
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b BandPoint) int { return int(a.Month - b.Month) })
	return out
}

func (b BandPoint) has95() bool { return b.High95 > b.Low95 }
func (b BandPoint) has80() bool { return b.High80 > b.Low80 }

// drawBand draws the wide range light and the narrow one darker above it.
func (d *capacityDrawing) drawBand() {
	wide := func(b BandPoint) (lo, hi int64) { return b.Low95, b.High95 }
	near := func(b BandPoint) (lo, hi int64) { return b.Low80, b.High80 }
	if slices.ContainsFunc(d.band, BandPoint.has95) {
		d.void("path", paint(inkDemand, ink{}), "d", d.ribbon(d.band, 1, wide), "fill-opacity", "0.15")
	}
	if slices.ContainsFunc(d.band, BandPoint.has80) {
		d.void("path", paint(inkDemand, ink{}), "d", d.ribbon(d.band, 1, near), "fill-opacity", "0.28")
	}
}

// ribbon returns the outline of a range whose values lie so many months apart,
// a new one after each gap. What lies beyond the axis ends at its border.
func (p *plot) ribbon(band []BandPoint, every int, ends func(BandPoint) (lo, hi int64)) string {
	var out path
	height := func(v int64) float64 { return p.y.At(min(max(float64(v), p.y.Min), p.y.Max)) }
	for from := 0; from < len(band); {
		to := from + 1
		for to < len(band) && band[to].Month <= band[to-1].Month+period.Month(every) {
			to++
		}
		for i := from; i < to; i++ {
			_, hi := ends(band[i])
			draw := out.to
			if i == from {
				draw = out.move
			}
			draw(p.x.value(band[i].Month), height(hi))
		}
		for i := to - 1; i >= from; i-- {
			lo, _ := ends(band[i])
			out.to(p.x.value(band[i].Month), height(lo))
		}
		out.shut()
		from = to
	}
	return out.String()
}

func (d *capacityDrawing) bandEntries() []entry {
	var out []entry
	sample := func(opacity, words string) entry {
		return entry{func(c *canvas, x, y float64) {
			c.rect(x, y, sampleWidth, sampleHeight, paint(inkDemand, ink{}), "fill-opacity", opacity)
		}, words}
	}
	if slices.ContainsFunc(d.band, BandPoint.has80) {
		out = append(out, sample("0.43", d.say("Bereich 80\u00a0%", "80% range")))
	}
	if slices.ContainsFunc(d.band, BandPoint.has95) {
		out = append(out, sample("0.15", d.say("Bereich 95\u00a0%", "95% range")))
	}
	return out
}
