// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

// Number is an amount that may be unknown, which is not 0.
type Number struct {
	Amount int64
	Known  bool
}

// Num is a known amount.
func Num(amount int64) Number { return Number{amount, true} }

// ColumnSeries is one kind of column: its name and a number for each category.
type ColumnSeries struct {
	Name   string
	Values []Number
}

// Columns is a picture of up to five series over categories, such as cost by
// budget year or posts by task: side by side, or stacked to a total. Where the
// names are too long to stand below columns the bars lie in rows.
type Columns struct {
	Frame
	Unit       string
	Decimals   int // values are amounts x 10^-Decimals
	Categories []string
	Series     []ColumnSeries
	Stacked    bool
}

// SVG draws the picture.
func (c Columns) SVG() string {
	d := columnDrawing{rows: true, decimals: c.Decimals, stacked: c.Stacked, series: c.Series[:min(len(c.Series), len(data))]}
	for _, name := range c.Categories {
		d.categories = append(d.categories, category{lines: []string{name}})
	}
	return d.svg(c.Frame, c.Unit)
}
