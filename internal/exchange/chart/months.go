// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"strconv"

	"planraum/internal/city/period"
)

// MonthBar is the number of one month.
type MonthBar struct {
	Month period.Month
	Value int64
}

// MonthBars is a picture of the numbers of single months, such as arrivals, of which not
// all are known. The axis is true to time: a month without a number keeps its room and
// is left empty.
type MonthBars struct {
	Frame
	Unit string
	Bars []MonthBar // ascending
}

// mostMonths bounds the months of the axis.
const mostMonths = 240

// SVG draws the picture.
func (m MonthBars) SVG() string {
	d := columnDrawing{sparse: true, series: []ColumnSeries{{Name: m.Unit}}}
	known := map[period.Month]int64{}
	for _, b := range m.Bars {
		known[b.Month] = bounded(b.Value)
	}
	if len(m.Bars) == 0 || !drawable(m.Bars[0].Month) {
		return d.svg(m.Frame, m.Unit)
	}
	first, last := m.Bars[0].Month, m.Bars[len(m.Bars)-1].Month
	for at := first; at <= last && at < first+mostMonths; at++ {
		year := ""
		if at == first || at.OfYear() == 1 {
			year = strconv.Itoa(at.Year())
		}
		d.categories = append(d.categories, category{lines: []string{shortMonth(m.Lang, at), year}})
		n, there := known[at]
		d.series[0].Values = append(d.series[0].Values, Number{n, there})
	}
	return d.svg(m.Frame, m.Unit)
}
