// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

// fillKind is how a surface is filled. It repeats in black and white what the
// colour says.
type fillKind int

const (
	solid   fillKind = iota
	hatched          // rising strokes on a tint
	dotted           // dots on a tint
	barred           // level strokes on a tint
	outline          // paper inside
	striped          // rising strokes without tint, laid over another fill
	specked          // grey dots on paper: unknown
)

var patternNames = map[fillKind]string{
	hatched: "hatch", dotted: "dots", barred: "bars", striped: "stripes", specked: "specks",
}

type pattern struct {
	kind fillKind
	ink  ink
}

func (c *canvas) patternID(p pattern) string {
	return c.id + "-" + patternNames[p.kind] + "-" + p.ink.name
}

// surface returns the attributes that fill a shape in the given way, with an
// edge in the same ink.
func (c *canvas) surface(kind fillKind, k ink) attrs {
	switch kind {
	case solid:
		return paint(k, ink{})
	case outline:
		return append(paint(inkPaper, k), "stroke-width", "1.5")
	}
	p := pattern{kind, k}
	known := false
	for _, q := range c.patterns {
		known = known || q == p
	}
	if !known {
		c.patterns = append(c.patterns, p)
	}
	a := attrs{"fill", "url(#" + c.patternID(p) + ")"}
	if kind == striped || kind == specked {
		return a
	}
	return append(a, "class", "chart-stroke-"+k.name, "stroke", k.light, "stroke-width", "1")
}

// definePatterns writes the patterns that were used on c to out.
func (c *canvas) definePatterns(out *canvas) {
	if len(c.patterns) == 0 {
		return
	}
	out.open("defs", nil)
	for _, p := range c.patterns {
		size := map[fillKind]string{specked: "8", dotted: "5", striped: "7"}[p.kind]
		if size == "" {
			size = "6"
		}
		a := attrs{"id", c.patternID(p), "width", size, "height", size, "patternUnits", "userSpaceOnUse"}
		if p.kind == hatched || p.kind == striped {
			a = append(a, "patternTransform", "rotate(45)")
		}
		out.open("pattern", a)
		p.content(out)
		out.close("pattern")
	}
	out.close("defs")
}

func (p pattern) content(out *canvas) {
	switch p.kind {
	case specked:
		out.void("rect", paint(inkPaper, ink{}), "width", "8", "height", "8")
	case hatched, dotted, barred:
		out.void("rect", paint(inkPaper, ink{}), "width", "6", "height", "6")
		out.void("rect", paint(p.ink, ink{}), "width", "6", "height", "6", "fill-opacity", "0.16")
	}
	switch p.kind {
	case hatched:
		out.void("path", paint(ink{}, p.ink), "d", "M1.5 0V6", "stroke-width", "2")
	case striped:
		out.void("path", paint(ink{}, p.ink), "d", "M1 0V7", "stroke-width", "1.2")
	case barred:
		out.void("path", paint(ink{}, p.ink), "d", "M0 1.5H6", "stroke-width", "1.5")
	case dotted:
		out.void("circle", paint(p.ink, ink{}), "cx", "2.5", "cy", "2.5", "r", "1.2")
	case specked:
		out.void("circle", paint(p.ink, ink{}), "cx", "4", "cy", "4", "r", "1")
	}
}
