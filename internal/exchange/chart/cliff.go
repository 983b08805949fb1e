// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"strconv"

	"planraum/internal/city/period"
)

// Cliff is the picture of the places that open and end in each half year or
// month (Platzklippe): openings up, ends down.
type Cliff struct {
	Frame
	Unit string
	Bars []CliffBar
}

// CliffBar holds the places that open and end in a period; both at least 0.
type CliffBar struct {
	Period    period.Period
	Open, End int64
}

// SVG draws the picture.
func (c Cliff) SVG() string {
	d := columnDrawing{stacked: true, signed: true}
	open := ColumnSeries{Name: c.say("Plätze, die öffnen", "places that open")}
	end := ColumnSeries{Name: c.say("Plätze, die enden", "places that end")}
	year := 0
	for _, b := range c.Bars {
		d.categories = append(d.categories, c.category(b.Period, &year))
		open.Values = append(open.Values, Num(bounded(max(b.Open, 0))))
		end.Values = append(end.Values, Num(-bounded(max(b.End, 0))))
	}
	d.looks = []look{{outline, data[0]}, {solid, data[1]}}
	d.series = []ColumnSeries{open, end}
	return d.svg(c.Frame, c.Unit)
}

// category names a period below the axis: a half year, quarter or month, with
// the year under it where it is another than before.
func (c Cliff) category(p period.Period, year *int) category {
	from, to := p.From, p.To
	months := int(to.Month()-from.Month()) + 1
	y := strconv.Itoa(from.Year())
	switch {
	case from.IsZero() || !drawable(from.Month()) || p.IsYear():
		return category{lines: []string{y}}
	case from.Year() == *year:
		y = ""
	}
	*year = from.Year()
	name := shortMonth(c.Lang, from.Month())
	switch {
	case months == 6 && from.MonthOfYear()%6 == 1:
		name = c.say(strconv.Itoa(from.MonthOfYear()/6+1)+". Hj.", "H"+strconv.Itoa(from.MonthOfYear()/6+1))
	case months == 3 && from.MonthOfYear()%3 == 1:
		name = "Q" + strconv.Itoa(from.MonthOfYear()/3+1)
	}
	return category{lines: []string{name, y}}
}
