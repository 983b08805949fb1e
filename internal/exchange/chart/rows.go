// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

const barStep = 17.0 // from one lying bar to the next

// inRows draws each category as a name with its bars lying below it and the
// values at their ends, which needs no axis.
func (d *columnDrawing) inRows(f Frame, unit string, lo, hi int64) string {
	d.plot = plot{canvas: f.canvas(), Frame: f}
	if unit != "" {
		d.label(0, 13, cut(unit, f.width(), fontSize), style{ink: inkMuted})
		d.top = 20
	}
	room := max(textWidth(d.words(hi)+" + ?", 12), textWidth(d.say("unbekannt", "unknown"), 12)) + 6
	d.left, d.right = 1, f.width()-room
	if lo < 0 {
		d.left = textWidth(d.words(lo), 12) + 6
	}
	d.x.Axis = Axis{float64(lo), float64(max(hi, lo+1)), d.left, d.right}
	y := d.top
	for cat, c := range d.categories {
		for _, s := range wrap(c.lines[0], f.width(), fontSize) {
			d.label(0, y+13, s, style{})
			y += lineHeight
		}
		from := y + 3
		y = d.lie(cat, from)
		d.line(d.x.At(0), from-2, d.x.At(0), y, paint(ink{}, inkAxis), "stroke-width", "1.5")
		y += 8
	}
	y = d.legend(d.canvas, 0, y+2, d.entries())
	return d.finish(d.canvas, y+4, false)
}

// lie draws the bars of a category from y down and returns the y below them.
func (d *columnDrawing) lie(cat int, y float64) float64 {
	up, down, known, more := int64(0), int64(0), false, ""
	for i := range d.series {
		v := d.value(i, cat)
		from := int64(0)
		if d.stacked {
			if from = up; v.Amount < 0 {
				from = down
			}
		}
		up, down = max(up, from+v.Amount), min(down, from+v.Amount)
		if known = known || v.Known; !v.Known {
			more = " + ?"
		}
		x0, x1 := d.x.At(float64(from)), d.x.At(float64(from+v.Amount))
		if v.Known && v.Amount != 0 {
			d.rect(min(x0, x1), y, max(x0, x1)-min(x0, x1), barStep-3, d.surface(d.looks[i].kind, d.looks[i].ink))
		}
		if !d.stacked {
			d.atEnd(v, v.Amount, y, "")
			y += barStep
		}
	}
	if !d.stacked {
		return y
	}
	if !known || up > 0 || down == 0 {
		d.atEnd(Number{up, known}, up, y, more)
	}
	if down < 0 {
		d.atEnd(Num(down), down, y, "")
	}
	return y + barStep
}

// atEnd writes a value at the end of its lying bar.
func (d *columnDrawing) atEnd(v Number, end int64, y float64, more string) {
	x, s, anchor, k := d.x.At(float64(end))+4, d.words(v.Amount)+more, "start", inkText
	switch {
	case !v.Known:
		s, k = d.say("unbekannt", "unknown"), inkMuted
	case v.Amount < 0:
		x, anchor = x-8, "end"
	}
	d.label(x, y+11.5, s, style{ink: k, anchor: anchor, size: 12, halo: true})
}
