// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"
	"strconv"

	"planraum/internal/city/period"
)

// Break is a day from which on values cannot be compared with those before as
// they stand. Number tells it from other breaks of the series, on the picture
// and in its table; Text says what happened.
type Break struct {
	Date   period.Date
	Number int
	Text   string
}

// breaksWithin returns the breaks that lie in the months drawn, by day.
func breaksWithin(breaks []Break, first, last period.Month) []Break {
	seen := slices.DeleteFunc(slices.Clone(breaks), func(b Break) bool {
		return b.Date.IsZero() || b.Date.Month() < first || b.Date.Month() > last
	})
	slices.SortStableFunc(seen, func(a, b Break) int { return a.Date.Compare(b.Date) })
	return seen
}

// broken returns the frame whose description tells the breaks as well, so that
// nobody reads the picture without them.
func (f Frame) broken(breaks []Break) Frame {
	for _, b := range breaks {
		if f.Desc != "" {
			f.Desc += " "
		}
		f.Desc += f.breakWords(b)
	}
	return f
}

func (f Frame) breakWords(b Break) string {
	return f.say("Bruch "+b.name()+" am ", "Break "+b.name()+" on ") + b.Date.In(f.Lang) + ": " + b.Text
}

// name is what stands at the mark: B1.
func (b Break) name() string { return "B" + strconv.Itoa(b.Number) }

// drawBreaks draws each break as a dashed line through the plot with its
// number at the top.
func (p *plot) drawBreaks(breaks []Break) {
	free, row := 0.0, 0.0
	for _, b := range breaks {
		x := p.x.clamp(p.x.day(b.Date))
		p.line(x, p.top, x, p.bottom, paint(ink{}, inkText), "stroke-width", "1.4", "stroke-dasharray", "5 4")
		name := b.name()
		half := textWidth(name, 12) / 2
		if x-half < free {
			row = 14 - row // a second row where numbers would touch
		} else {
			row = 0
		}
		free = x + half + 2
		p.label(min(max(x, p.left+half), p.right-half), p.top+11+row, name, style{size: 12, bold: true, anchor: "middle", halo: true})
	}
}

// listBreaks writes what each break is below y and returns the y below it.
func (p *plot) listBreaks(breaks []Break, y float64) float64 {
	if len(breaks) > 0 {
		y += 6
	}
	for _, b := range breaks {
		p.label(0, y+12, b.name(), style{bold: true})
		for _, s := range wrap(p.breakWords(b), p.width()-34, fontSize) {
			p.label(30, y+12, s, style{})
			y += lineHeight
		}
		y += 2
	}
	return y
}

// placesWithin returns the places that lie in the months drawn.
func placesWithin(places []Mark, first, last period.Month) []Mark {
	return slices.DeleteFunc(slices.Clone(places), func(m Mark) bool {
		return m.Date.IsZero() || m.Date.Month() < first || m.Date.Month() > last
	})
}

// placed returns the frame whose description tells the places as well.
func (f Frame) placed(places []Mark) Frame {
	for _, m := range places {
		if f.Desc != "" {
			f.Desc += " "
		}
		f.Desc += f.placeWords(m)
	}
	return f
}

func (f Frame) placeWords(m Mark) string { return f.say("Raute: ", "Diamond: ") + m.Label }

// drawPlaces marks months by a diamond on the base line and a thin line up.
func (p *plot) drawPlaces(places []Mark) {
	for _, m := range places {
		x := p.x.centre(m.Date.Month())
		p.line(x, p.top, x, p.bottom, paint(ink{}, inkShortage), "stroke-width", "1")
		p.diamond(x, p.bottom)
	}
}

// listPlaces writes what the places are below y and returns the y below it.
func (p *plot) listPlaces(places []Mark, y float64) float64 {
	if len(places) > 0 {
		y += 6
	}
	for _, m := range places {
		p.diamond(8, y+8)
		for _, s := range wrap(p.placeWords(m), p.width()-34, fontSize) {
			p.label(30, y+12, s, style{})
			y += lineHeight
		}
		y += 2
	}
	return y
}
