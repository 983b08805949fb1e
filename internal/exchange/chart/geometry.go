// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"
	"strings"
)

// mapDrawing is a Choropleth on its way to the paper.
type mapDrawing struct {
	*canvas
	in                                        Choropleth
	limits                                    []float64
	west, south, east, north                  float64
	scale, squeeze                            float64 // pixels per degree of latitude; degrees of longitude in those of latitude
	known                                     bool
	unknownEdges, lightEdges, darkEdges       strings.Builder
	links, anyKnown, anyUnknown, anySchematic bool
	anyOutside                                bool
}

// onEarth reports whether a position can be drawn.
func onEarth(p [2]float64) bool {
	return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90
}

// bounds finds the box around all areas.
func (d *mapDrawing) bounds() {
	d.west, d.south, d.east, d.north = 180, 90, -180, -90
	for _, r := range d.in.Regions {
		for _, ring := range r.Rings {
			for _, p := range ring {
				if onEarth(p) {
					d.known = true
					d.west, d.east = min(d.west, p[0]), max(d.east, p[0])
					d.south, d.north = min(d.south, p[1]), max(d.north, p[1])
				}
			}
		}
	}
}

// project sets the scale so that the map fills the width or, where that is less,
// a height of 1.2
// times the width and at most 720 pixels. It returns the height of the map.
func (d *mapDrawing) project() float64 {
	w := d.in.width() - 4
	d.squeeze = max(math.Cos((d.south+d.north)/2*math.Pi/180), 0.01)
	wide, high := max((d.east-d.west)*d.squeeze, 1e-6), max(d.north-d.south, 1e-6)
	d.scale = min(w/wide, 1.2*w/high, 720/high)
	return high*d.scale + 4
}

// at returns the pixel of a position.
func (d *mapDrawing) at(p [2]float64) [2]float64 {
	wide := (d.east - d.west) * d.squeeze * d.scale
	left := max((d.in.width()-wide)/2, 2)
	return [2]float64{left + (p[0]-d.west)*d.squeeze*d.scale, 2 + (d.north-p[1])*d.scale}
}

// pixels returns the rings of an area on the paper, without points so
// near to the one before that nobody sees them.
func (d *mapDrawing) pixels(r *Region) [][][2]float64 {
	var out [][][2]float64
	for _, ring := range r.Rings {
		var px [][2]float64
		for _, p := range ring {
			if !onEarth(p) {
				continue
			}
			q := d.at(p)
			if n := len(px); n == 0 || math.Abs(q[0]-px[n-1][0])+math.Abs(q[1]-px[n-1][1]) >= 0.8 {
				px = append(px, q)
			}
		}
		if len(px) >= 3 {
			out = append(out, px)
		}
	}
	return out
}

// region draws one area as a link that tells its name and value.
func (d *mapDrawing) region(r *Region) {
	var p path
	for _, ring := range d.pixels(r) {
		p.ring(ring)
	}
	if p.Len() == 0 {
		return
	}
	name, href := "g", link(r.Href)
	a := attrs{}
	if href != "" {
		name, a, d.links = "a", attrs{"href", href}, true
	}
	d.open(name, a)
	d.leaf("title", d.describe(r))
	d.surfaceOf(r, p.String())
	d.close(name)
}

// surfaceOf fills an area and keeps its border for later: a border in the
// colour of the paper between dark areas, a dark one between light areas, so
// that both can be seen.
func (d *mapDrawing) surfaceOf(r *Region, shape string) {
	class, known := d.class(r)
	a := d.surface(specked, inkMuted)
	edge, stripes := &d.unknownEdges, inkMuted
	if r.Outside {
		a, d.anyOutside = paint(ink{}, ink{}), true
	}
	if known {
		a, edge, stripes = paint(d.fill(class), ink{}), &d.lightEdges, inkBorder
		if d.dark(class) {
			edge, stripes = &d.darkEdges, inkOnDark
		}
	}
	d.anyKnown, d.anyUnknown = d.anyKnown || known, d.anyUnknown || !known && !r.Outside
	if known {
		a[1] = "chart-area " + a[1]
	} else {
		a = append(a, "class", "chart-area")
	}
	d.void("path", append(attrs{"d", shape, "fill-rule", "evenodd"}, a...))
	if r.Schematic {
		d.anySchematic = true
		d.void("path", append(attrs{"d", shape, "fill-rule", "evenodd", "fill-opacity", "0.55", "pointer-events", "none"}, d.surface(striped, stripes)...))
	}
	edge.WriteString(shape)
}

// dark reports whether a class is so dark that white is read on it.
func (d *mapDrawing) dark(class int) bool {
	return d.fill(class) == classes[3] || d.fill(class) == classes[4]
}

// edges draws the borders of all areas above their fillings.
func (d *mapDrawing) edges() {
	for _, e := range []struct {
		shape string
		ink   ink
	}{{d.unknownEdges.String(), inkMuted}, {d.lightEdges.String(), inkBorder}, {d.darkEdges.String(), inkOnDark}} {
		if e.shape != "" {
			d.void("path", attrs{"d", e.shape, "pointer-events", "none"},
				append(paint(ink{}, e.ink), "stroke-width", "0.9", "stroke-linejoin", "round")...)
		}
	}
}

// class returns the class of an area's value; false where it is unknown.
func (d *mapDrawing) class(r *Region) (int, bool) {
	if r.Outside || r.Value == nil || math.IsNaN(*r.Value) || math.IsInf(*r.Value, 0) {
		return 0, false
	}
	return classOf(rounded(*r.Value, d.in.Decimals), d.limits), true
}

// number writes the number of an area where it fits.
func (d *mapDrawing) number(r *Region) {
	rings := d.pixels(r)
	if r.Number == "" || len(rings) == 0 {
		return
	}
	at, room := innermost(rings)
	const size = 12.0
	w := textWidth(r.Number, size)
	if math.Hypot(w/2, size*0.4) > room {
		return
	}
	k := inkOnLight
	c, known := d.class(r)
	if known && d.dark(c) {
		k = inkOnDark
	} else if !known {
		k = inkText
	}
	d.open("g", attrs{"aria-hidden", "true", "pointer-events", "none"})
	d.label(at[0], at[1]+size*0.36, r.Number, style{ink: k, anchor: "middle", size: size, halo: !known})
	d.close("g")
}

// innermost returns a point of the area far from its border, and how far: on a
// grid first, then on ever finer ones around the best.
func innermost(rings [][][2]float64) (best [2]float64, room float64) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, ring := range rings {
		for _, p := range ring {
			x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
		}
	}
	room = math.Inf(-1)
	for range 4 {
		const n = 8
		stepX, stepY := (x1-x0)/n, (y1-y0)/n
		for i := range n * n {
			p := [2]float64{x0 + (float64(i%n)+0.5)*stepX, y0 + (float64(i/n)+0.5)*stepY}
			if d := depth(p, rings); d > room {
				best, room = p, d
			}
		}
		x0, x1, y0, y1 = best[0]-stepX, best[0]+stepX, best[1]-stepY, best[1]+stepY
	}
	return best, room
}

// depth returns the distance of a point from the border, negative outside.
func depth(p [2]float64, rings [][][2]float64) float64 {
	inside, nearest := false, math.Inf(1)
	for _, ring := range rings {
		a := ring[len(ring)-1]
		for _, b := range ring {
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
				inside = !inside
			}
			nearest = min(nearest, toSegment(p, a, b))
			a = b
		}
	}
	if !inside {
		return -math.Sqrt(nearest)
	}
	return math.Sqrt(nearest)
}

// toSegment returns the squared distance of p from the segment between a and b.
func toSegment(p, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l, 0), 1)
	}
	x, y := a[0]+t*dx-p[0], a[1]+t*dy-p[1]
	return x*x + y*y
}
