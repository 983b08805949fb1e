// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import "planraum/internal/city/figure"

// entry is one line of the legend: a sample and what it means.
type entry struct {
	draw  func(c *canvas, x, y float64) // in a box of 24 x 12 whose left upper corner is x, y
	words string
}

const sampleWidth, sampleHeight = 24.0, 12.0

func lineEntry(s stroke, k ink, words string) entry {
	return entry{func(c *canvas, x, y float64) {
		c.line(x, y+6, x+sampleWidth, y+6, s.attrs(k))
	}, words}
}

func surfaceEntry(kind fillKind, k ink, words string, more ...string) entry {
	return entry{func(c *canvas, x, y float64) {
		c.rect(x, y, sampleWidth, sampleHeight, c.surface(kind, k), more...)
	}, words}
}

// legend writes the entries in rows from y on and returns the y below them.
func (f Frame) legend(c *canvas, left, y float64, entries []entry) float64 {
	x, limit := left, f.width()
	for i, e := range entries {
		lines := wrap(e.words, limit-left-sampleWidth-8, fontSize)
		w := sampleWidth + 6 + widest(lines, fontSize) + 18
		if i > 0 && x+w-18 > limit {
			x, y = left, y+lineHeight+4
		}
		e.draw(c, x, y)
		for j, s := range lines {
			c.label(x+sampleWidth+6, y+10.5+float64(j)*lineHeight, s, style{})
		}
		x += w
		y += float64(max(len(lines)-1, 0)) * lineHeight
	}
	if len(entries) == 0 {
		return y
	}
	return y + lineHeight + 6
}

// basisEntries explains the strokes that occur in the lines, best first;
// nothing where all are solid.
func (f Frame) basisEntries(lines ...[]Point) []entry {
	var entries []entry
	for _, kind := range []struct {
		words string
		bases []figure.Basis
	}{
		{f.say("gezählt, berichtet", "counted, reported"), []figure.Basis{figure.Counted, figure.Reported}},
		{figure.Announced.Label().In(f.Lang), []figure.Basis{figure.Announced}},
		{figure.Assumed.Label().In(f.Lang), []figure.Basis{figure.Assumed}},
		{f.say("berechnet, vorausberechnet", "computed, forecast"), []figure.Basis{figure.Computed, figure.Forecast}},
	} {
		for _, b := range kind.bases {
			if occurs(b, lines) {
				entries = append(entries, lineEntry(strokeOf(b), inkText, kind.words))
				break
			}
		}
	}
	return entries
}

func occurs(b figure.Basis, lines [][]Point) bool {
	for _, points := range lines {
		for _, p := range points {
			if p.Basis == b {
				return true
			}
		}
	}
	return false
}

// endLabel is a label beside the end of a line.
type endLabel struct {
	y     float64
	lines []string
	ink   ink
}

// endLabels writes labels right of x, moved apart where they would touch, and
// kept between top and bottom.
func (c *canvas) endLabels(x, top, bottom float64, labels []endLabel) {
	order := make([]int, len(labels))
	for i := range order {
		order[i] = i
	}
	for i := 1; i < len(order); i++ { // few labels: insertion keeps equal ones in order
		for j := i; j > 0 && labels[order[j]].y < labels[order[j-1]].y; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	tops := spread(order, labels, top, bottom)
	for i, k := range order {
		for j, s := range labels[k].lines {
			c.label(x, tops[i]+11.5+float64(j)*lineHeight, s, style{ink: labels[k].ink, bold: true, halo: true})
		}
	}
}

// spread returns the upper edges of the labels in the given order.
func spread(order []int, labels []endLabel, top, bottom float64) []float64 {
	tops := make([]float64, len(order))
	free := top
	for i, k := range order {
		h := float64(len(labels[k].lines)) * lineHeight
		tops[i] = max(labels[k].y-h/2, free)
		free = tops[i] + h + 2
	}
	limit := bottom
	for i := len(order) - 1; i >= 0; i-- {
		h := float64(len(labels[order[i]].lines)) * lineHeight
		tops[i] = min(tops[i], limit-h)
		limit = tops[i] - 2
	}
	return tops
}
