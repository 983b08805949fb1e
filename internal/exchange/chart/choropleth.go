// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"slices"

	"planraum/internal/text"
)

// Region is one area of a map.
type Region struct {
	ID     string
	Number string // short, written into the area where it fits
	Name   string
	// Rings are closed rings of longitude and latitude in degrees; a ring within
	// another is a hole.
	Rings     [][][2]float64
	Value     *float64 // nil: unknown, which is not 0
	Label     string   // the value as the reader shall see it; empty: written with the map's decimals
	Schematic bool     // a cell around the centre, not the true boundary
	Outside   bool     // the map speaks of others: it is left white, its value not shown
	Href      string   // the area's page
}

// Choropleth is a map whose areas are filled by the class of their value. It
// is drawn in the equirectangular projection at its mean latitude, which keeps
// shapes within a city.
type Choropleth struct {
	Frame
	Unit     string // of the values, written above the legend
	Decimals int
	Regions  []Region
	Outside  string // says in the legend what areas outside are, such as "no site"
	// Limits part the classes, ascending, at most four; a value at a limit
	// belongs to the class above. Nil: natural breaks of the values.
	Limits []float64
}

// SVG draws the map with its legend.
func (m Choropleth) SVG() string {
	d := &mapDrawing{in: m, canvas: m.canvas()}
	d.bounds()
	if !d.known {
		return m.blank(m.width() * 0.6)
	}
	d.limits = m.limits()
	height := d.project()
	for i := range m.Regions {
		d.region(&m.Regions[i])
	}
	d.edges()
	for i := range m.Regions {
		d.number(&m.Regions[i])
	}
	below := height + 22
	if m.Unit != "" {
		for _, s := range wrap(m.Unit, m.width(), fontSize) {
			d.label(0, below, s, style{bold: true})
			below += lineHeight
		}
	}
	below = m.legend(d.canvas, 0, below-4, d.entries())
	return m.finish(d.canvas, below+2, d.links)
}

// limits returns the limits of the classes as the reader sees them: rounded to
// the map's decimals, so that label and class agree.
func (m Choropleth) limits() []float64 {
	limits := finite(m.Limits)
	if len(limits) == 0 {
		values := []float64{}
		for _, r := range m.Regions {
			if r.Value != nil && !r.Outside {
				values = append(values, *r.Value)
			}
		}
		limits = naturalLimits(values, m.Decimals)
	}
	limits = limits[:min(len(limits), len(classes)-1)]
	for i := range limits {
		limits[i] = rounded(limits[i], m.Decimals)
	}
	return slices.Compact(limits)
}

// naturalLimits are natural breaks among the values as the reader sees them.
func naturalLimits(values []float64, places int) []float64 {
	for i := range values {
		values[i] = rounded(values[i], places)
	}
	return NaturalBreaks(values, len(classes))
}

func rounded(v float64, places int) float64 {
	scale := math.Pow10(min(max(places, 0), 9))
	return math.Round(v*scale) / scale
}

// decimal writes a value with the given decimals.
func decimal(l text.Lang, v float64, places int) string {
	places = min(max(places, 0), 9)
	v = min(max(v*math.Pow10(places), -float64(farthest)), float64(farthest))
	return l.Decimal(int64(math.Round(v)), places)
}

func (m Choropleth) value(r *Region) string {
	switch {
	case r.Outside:
		return m.Outside
	case r.Value == nil || math.IsNaN(*r.Value) || math.IsInf(*r.Value, 0):
		return m.say("unbekannt", "unknown")
	case r.Label != "":
		return r.Label
	}
	return decimal(m.Lang, *r.Value, m.Decimals)
}

// entries explain the classes with their true limits, and what is unknown or
// schematic.
func (d *mapDrawing) entries() []entry {
	m := d.in
	var out []entry
	for c := range len(d.limits) + 1 {
		if !d.anyKnown {
			break
		}
		out = append(out, entry{func(cv *canvas, x, y float64) {
			cv.rect(x, y, sampleWidth, sampleHeight, paint(d.fill(c), inkBorder), "stroke-width", "0.8")
		}, d.classWords(c)})
	}
	if d.anyUnknown {
		out = append(out, entry{func(cv *canvas, x, y float64) {
			cv.rect(x, y, sampleWidth, sampleHeight, cv.surface(specked, inkMuted))
			cv.rect(x, y, sampleWidth, sampleHeight, paint(ink{}, inkMuted), "stroke-width", "0.8")
		}, m.say("unbekannt", "unknown")})
	}
	if d.anyOutside && m.Outside != "" {
		out = append(out, entry{func(cv *canvas, x, y float64) {
			cv.rect(x, y, sampleWidth, sampleHeight, paint(ink{}, inkMuted), "stroke-width", "0.8")
		}, m.Outside})
	}
	if d.anySchematic {
		out = append(out, entry{func(cv *canvas, x, y float64) {
			cv.rect(x, y, sampleWidth, sampleHeight, cv.surface(striped, inkMuted))
			cv.rect(x, y, sampleWidth, sampleHeight, paint(ink{}, inkMuted), "stroke-width", "0.8")
		}, m.say("schematische Fläche, nicht die wahre Grenze", "schematic area, not the true boundary")})
	}
	return out
}

func (d *mapDrawing) classWords(c int) string {
	m := d.in
	at := func(i int) string { return decimal(m.Lang, d.limits[i], m.Decimals) }
	switch {
	case len(d.limits) == 0:
		return m.say("alle Werte gleich", "all values alike")
	case c == 0:
		return m.say("unter ", "below ") + at(0)
	case c == len(d.limits):
		return at(c-1) + m.say(" und mehr", " and more")
	}
	return at(c-1) + m.say(" bis unter ", " to below ") + at(c)
}

// fill returns the ink of a class; fewer than five are spread over the scale.
func (d *mapDrawing) fill(class int) ink {
	if n := len(d.limits); n > 0 {
		return classes[min(class*(len(classes)-1)/n, len(classes)-1)]
	}
	return classes[1]
}

// describe tells name and value of an area.
func (d *mapDrawing) describe(r *Region) string {
	s := r.Name
	if s == "" {
		s = r.Number
	}
	s += ": " + d.in.value(r)
	if r.Schematic {
		s += d.in.say(" (schematische Fläche)", " (schematic area)")
	}
	return s
}
