// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"planraum/internal/city/period"
)

// Certainty is how sure it is that a site's places are there.
type Certainty int

// The certainties, surest first.
const (
	InOperation Certainty = iota
	Decided
	Planned
	Proposed
)

// Tenure is the time for which a site has places, as one bar.
type Tenure struct {
	Group        string // where it changes, a heading is written; empty: none
	Name         string
	Places       Number
	Opening, End period.Date // zero End: open-ended; zero Opening: since before the first month
	Certainty    Certainty
	Reason       string // why it ends, short: "Pachtende", "Baurecht"
	Href         string // the site's page
}

// Expiry is the picture of all sites from opening to end, one row each in the
// order given; it grows with their number.
type Expiry struct {
	Frame
	Sites    []Tenure
	From, To period.Month // months to show; 0: all that occur
	AsOf     period.Date
}

const (
	rowHeight = 22.0
	barHeight = 13.0
)

// expiryDrawing holds the columns: names, places, bars, reasons.
type expiryDrawing struct {
	plot
	in     Expiry
	months span
	row    float64 // height of a row
	places float64 // right edge of the column of places
	links  bool
}

// SVG draws the picture.
func (e Expiry) SVG() string {
	d := &expiryDrawing{in: e}
	for _, s := range e.Sites {
		d.months.addDay(s.Opening)
		d.months.addDay(s.End)
		d.links = d.links || link(s.Href) != ""
	}
	if len(e.Sites) == 0 {
		return e.blank(120)
	}
	if d.months.addDay(e.AsOf); !d.months.known {
		d.months.add(firstMonth) // only bars without any date: the axis says nothing
	}
	d.months.choose(e.From, e.To)
	d.layout()
	return d.draw()
}

// layout sets the columns. On a narrow picture name and places stand above
// their bar, on a wide one left of it.
func (d *expiryDrawing) layout() {
	f := d.in.Frame
	d.plot = plot{canvas: f.canvas(), Frame: f, top: 32, left: 2}
	if !d.in.AsOf.IsZero() {
		d.top = 48
	}
	reasons, names, places := 0.0, 0.0, textWidth(d.say("Plätze", "places"), fontSize)
	for _, s := range d.in.Sites {
		reasons = max(reasons, textWidth(s.Reason, 12))
		names = max(names, textWidth(s.Name, fontSize))
		places = max(places, textWidth(d.count(s.Places), fontSize))
	}
	d.row = rowHeight
	if f.narrow() {
		d.row = rowHeight + lineHeight
	} else {
		names = min(names, f.width()*0.3)
		d.places = names + 12 + places
		d.left = d.places + 12
	}
	d.right = f.width() - 14 - min(reasons, f.width()*0.2)
	rows := len(d.in.Sites)
	group := ""
	for _, s := range d.in.Sites {
		if s.Group != group {
			rows, group = rows+1, s.Group
		}
	}
	d.bottom = d.top + rowHeight*float64(rows-len(d.in.Sites)) + d.row*float64(len(d.in.Sites))
	d.x = newCalendar(d.months.first, d.months.last, d.left, d.right)
}

func (d *expiryDrawing) count(n Number) string {
	if !n.Known {
		return d.say("unbek.", "unkn.")
	}
	return d.Lang.Int(n.Amount)
}

func (d *expiryDrawing) draw() string {
	d.b.Grow(4096 + 1400*len(d.in.Sites)) // about what a row takes
	d.grid()
	if !d.narrow() {
		d.label(d.places, d.top-8, d.say("Plätze", "places"), style{ink: inkMuted, anchor: "end"})
	}
	d.asOf(d.in.AsOf, "", 13)
	group, y := "", d.top
	for _, s := range d.in.Sites {
		if s.Group != group {
			group = s.Group
			d.label(0, y+15, cut(group, d.width(), fontSize), style{bold: true, halo: true})
			y += rowHeight
		}
		d.site(s, y)
		y += d.row
	}
	below := d.timeAxis(d.bottom)
	below = d.legend(d.canvas, 0, below+6, d.entries())
	return d.finish(d.canvas, below+4, d.links)
}

// grid draws the lines of years behind the bars and the years above them.
func (d *expiryDrawing) grid() {
	fit := max(int((d.right-d.left)/38), 1)
	for _, m := range MonthTicks(d.x.first, d.x.last, fit) {
		if m.OfYear() == 1 || d.x.last-d.x.first < 24 {
			d.line(d.x.start(m), d.top, d.x.start(m), d.bottom, paint(ink{}, inkGrid), "stroke-width", "1")
		}
	}
	step := int(max(monthStep(int64(d.x.last-d.x.first)+1, int64(fit))/12, 1))
	d.yearRow(d.top-8, d.top-8, step)
}

// site draws one row: name, places, bar, reason of the end.
func (d *expiryDrawing) site(s Tenure, y float64) {
	href := link(s.Href)
	if href != "" {
		d.open("a", attrs{"href", href})
	} else {
		d.open("g", nil)
	}
	d.leaf("title", d.describe(s))
	bar := y + (rowHeight-barHeight)/2
	d.line(0, y+d.row, d.width(), y+d.row, paint(ink{}, inkGrid), "stroke-width", "0.5")
	if d.narrow() {
		places := d.count(s.Places) + "\u00a0" + d.say("Plätze", "places")
		room := d.width() - textWidth(places, fontSize) - 8
		d.label(0, y+14, cut(s.Name, room, fontSize), style{halo: true})
		d.label(d.width(), y+14, places, style{ink: inkMuted, anchor: "end", halo: true})
		bar += lineHeight - 2
	} else {
		d.label(0, y+15, cut(s.Name, d.places-textWidth("000.", fontSize)-10, fontSize), style{})
		d.label(d.places, y+15, d.count(s.Places), style{anchor: "end"})
	}
	d.bar(s, bar)
	if href != "" {
		d.close("a")
	} else {
		d.close("g")
	}
}

// bar draws the time from opening to end; an open end runs into an arrow.
func (d *expiryDrawing) bar(s Tenure, y float64) {
	from, to := d.x.From, d.x.To
	if !s.Opening.IsZero() {
		from = d.x.clamp(d.x.day(s.Opening))
	}
	if !s.End.IsZero() {
		to = d.x.clamp(d.x.day(s.End.AddDays(1)))
	}
	to = max(to, from+2)
	a := append(d.surface(s.Certainty.kind(), inkDemand), "stroke-dasharray", s.Certainty.dash())
	if s.Certainty.dash() == "" {
		a = a[:len(a)-2]
	}
	words := to
	if s.End.IsZero() {
		var p path
		p.move(from, y)
		p.to(to-2, y)
		p.to(to+8, y+barHeight/2)
		p.to(to-2, y+barHeight)
		p.to(from, y+barHeight)
		p.shut()
		d.void("path", attrs{"d", p.String()}, a...)
		words += 8
	} else {
		d.rect(from, y, to-from, barHeight, a)
		d.line(to, y-2, to, y+barHeight+2, paint(ink{}, inkText), "stroke-width", "2")
	}
	d.asOfOn(s, from, to, y)
	if s.Reason != "" {
		d.label(words+5, y+11, cut(s.Reason, d.width()-words-5, 12), style{size: 12, halo: true})
	}
}

// asOfOn repeats the line of the as-of date over a bar, light on a full one.
func (d *expiryDrawing) asOfOn(s Tenure, from, to, y float64) {
	if d.in.AsOf.IsZero() {
		return
	}
	k := inkText
	if s.Certainty.kind() == solid {
		k = inkPaper
	}
	if x := d.x.clamp(d.x.day(d.in.AsOf)); x > from && x < to {
		d.line(x, y, x, y+barHeight, paint(ink{}, k), "stroke-width", "1")
	}
}
