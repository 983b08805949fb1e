// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import "strings"

// category is what stands below a column.
type category struct{ lines []string }

// look is how the columns of a series are filled.
type look struct {
	kind fillKind
	ink  ink
}

// looks tell five series apart by pattern too.
var looks = []look{{solid, data[0]}, {hatched, data[1]}, {dotted, data[2]}, {outline, data[3]}, {barred, data[4]}}

// columnDrawing draws columns for Columns and Cliff.
type columnDrawing struct {
	plot
	decimals        int
	categories      []category
	series          []ColumnSeries
	looks           []look
	stacked, signed bool // signed: values are written without their sign
	rows            bool // where names are too long for columns, bars lie in rows
	sparse          bool // a value that is not known leaves its room empty
	slot            float64
	amounts         bool
}

// words writes a value.
func (d *columnDrawing) words(v int64) string {
	if d.signed {
		v = max(v, -v)
	}
	return number(d.Lang, v, d.decimals)
}

// fits reports whether the amounts have room above their columns: all or none
// are written.
func (d *columnDrawing) fits(lo, hi int64) bool {
	room := d.slot
	if !d.stacked {
		room = min(d.slot*0.8/float64(len(d.series)), 88) + 4
	}
	return max(textWidth(d.words(lo), 12), textWidth(d.words(hi), 12)) <= room
}

// crowded reports whether a word of a name is wider than its column.
func (d *columnDrawing) crowded(f Frame) bool {
	slot := (f.width() - 44) / float64(len(d.categories))
	for _, c := range d.categories {
		if widest(strings.Fields(c.lines[0]), fontSize) > slot-4 {
			return true
		}
	}
	return false
}

func (d *columnDrawing) value(series, cat int) Number {
	if v := d.series[series].Values; cat < len(v) {
		return Number{bounded(v[cat].Amount), v[cat].Known}
	}
	return Number{}
}

// extent returns the lowest and highest end of a column, and whether any value
// is known.
func (d *columnDrawing) extent() (lo, hi int64, known bool) {
	for cat := range d.categories {
		up, down := int64(0), int64(0)
		for i := range d.series {
			v := d.value(i, cat)
			known = known || v.Known
			if !d.stacked {
				up, down = max(up, v.Amount), min(down, v.Amount)
			} else if v.Amount > 0 {
				up += v.Amount
			} else {
				down += v.Amount
			}
		}
		lo, hi = min(lo, down), max(hi, up)
	}
	return lo, hi, known
}

func (d *columnDrawing) svg(f Frame, unit string) string {
	lo, hi, known := d.extent()
	if !known {
		return f.blank(f.plotHeight() * 0.8)
	}
	if d.looks == nil {
		d.looks = looks
	}
	if d.rows && d.crowded(f) {
		return d.inRows(f, unit, lo, hi)
	}
	d.layout(f, unit, lo, hi)
	for cat := range d.categories {
		if d.stacked {
			d.stack(cat)
		} else {
			d.group(cat)
		}
	}
	zero := d.y.At(0)
	d.line(d.left, zero, d.right, zero, paint(ink{}, inkAxis), "stroke-width", "1.5")
	below := d.names()
	below = d.legend(d.canvas, 0, below, d.entries())
	return d.finish(d.canvas, below+4, false)
}

// entries name the series; a single one is named by the title.
func (d *columnDrawing) entries() []entry {
	var out []entry
	for i, s := range d.series {
		if len(d.series) > 1 {
			out = append(out, surfaceEntry(d.looks[i].kind, d.looks[i].ink, s.Name))
		}
	}
	return out
}

// layout sets up the axes and draws the one of values.
func (d *columnDrawing) layout(f Frame, unit string, lo, hi int64) {
	if lo < 0 {
		lo -= (hi - lo) / 12 // room for the amount below the column, above the names
	}
	ticks := Ticks(lo, max(hi, lo+1), 5)
	labels := tickLabels(f.Lang, ticks, d.decimals)
	if d.signed {
		for i, t := range ticks {
			labels[i] = f.Lang.Int(max(t, -t))
		}
	}
	d.plot = plot{canvas: f.canvas(), Frame: f, top: 34, left: widest(labels, fontSize) + 8, right: f.width() - 4}
	d.bottom = d.top + f.plotHeight()*0.8
	d.y = Axis{float64(ticks[0]), float64(ticks[len(ticks)-1]), d.bottom, d.top}
	d.slot = (d.right - d.left) / float64(len(d.categories))
	d.amounts = d.fits(lo, hi)
	d.valueAxis(ticks, labels, unit)
}

// bar draws a column between two values.
func (d *columnDrawing) bar(x, w float64, from, to int64, l look) {
	y0, y1 := d.y.At(float64(max(from, to))), d.y.At(float64(min(from, to)))
	d.rect(x, y0, w, y1-y0, d.surface(l.kind, l.ink))
}

// amount writes a value above or below the end of a column, if all of them fit.
func (d *columnDrawing) amount(x float64, v, end int64, more string) {
	s := d.words(v) + more
	if !d.amounts {
		return
	}
	y := d.y.At(float64(end)) - 5
	if v < 0 {
		y = d.y.At(float64(end)) + 14
	}
	d.label(x, y, s, style{anchor: "middle", size: 12, halo: true})
}

func (d *columnDrawing) stack(cat int) {
	w := min(d.slot*0.66, 88)
	x := d.left + (float64(cat)+0.5)*d.slot
	up, down, known, more := int64(0), int64(0), false, ""
	for i := range d.series {
		v := d.value(i, cat)
		known = known || v.Known
		if !v.Known {
			more = " + ?" // the total is not complete
		}
		switch {
		case v.Amount > 0:
			d.bar(x-w/2, w, up, up+v.Amount, d.looks[i])
			up += v.Amount
		case v.Amount < 0:
			d.bar(x-w/2, w, down, down+v.Amount, d.looks[i])
			down += v.Amount
		}
	}
	switch {
	case !known:
		d.unknown(x, d.slot)
	case up == 0 && down == 0:
		d.amount(x, 0, 0, more)
	}
	if up > 0 {
		d.amount(x, up, up, more)
	}
	if down < 0 {
		d.amount(x, down, down, "")
	}
}

func (d *columnDrawing) group(cat int) {
	n := float64(len(d.series))
	w := min(d.slot*0.8/n, 88)
	x := d.left + (float64(cat)+0.5)*d.slot - w*n/2
	for i := range d.series {
		left := x + float64(i)*w
		v := d.value(i, cat)
		if !v.Known {
			d.unknown(left+w/2, w)
			continue
		}
		d.bar(left+1, w-2, 0, v.Amount, d.looks[i])
		d.amount(left+w/2, v.Amount, v.Amount, "")
	}
}

// unknown stands where a value is not known.
func (d *columnDrawing) unknown(x, room float64) {
	if d.sparse {
		return
	}
	s := d.say("unbekannt", "unknown")
	if textWidth(s, 12) > room {
		s = "?"
	}
	d.label(x, d.y.At(0)-6, s, style{ink: inkMuted, anchor: "middle", size: 12, halo: true})
}

// names writes the categories below the axis and returns the y below them.
// Where they would touch, only every second, third ... is written.
func (d *columnDrawing) names() float64 {
	rows := 1
	need := 0.0
	wrapped := make([][]string, len(d.categories))
	for i, c := range d.categories {
		for j, s := range c.lines {
			lines := []string{s}
			if len(c.lines) == 1 {
				lines = wrap(s, max(d.slot-6, 60), fontSize)
			}
			if j == 0 {
				need = max(need, widest(lines, fontSize)+6)
			}
			wrapped[i] = append(wrapped[i], lines...)
		}
		rows = max(rows, len(wrapped[i]))
	}
	every := max(int(need/d.slot+0.99), 1)
	for i := 0; i < len(wrapped); i++ {
		x := d.left + (float64(i)+0.5)*d.slot
		for j, s := range wrapped[i] {
			year := j == 1 && len(d.categories[i].lines) == 2
			if s == "" || (i%every != 0 && !year) {
				continue
			}
			d.label(x, d.bottom+17+float64(j)*lineHeight, s, style{ink: inkMuted, anchor: "middle"})
		}
	}
	return d.bottom + 12 + float64(rows)*lineHeight
}
