// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// column is what the sample shows of one column.
type column struct {
	Heading
	cells    []string // filled cells of the data rows
	empty    int      // data rows in which it is empty though others are filled
	numbers  int
	signs    int
	commas   int // numbers that only a decimal comma makes
	points   int // numbers that only a decimal point makes
	doubtful int // 1.234: either
	examples []string
}

// survey reads the columns of the sample below the header.
func survey(s Sample, l Layout, rows []table.RawRow) []column {
	list := make([]column, len(l.Columns))
	for i, h := range l.Columns {
		c := column{Heading: h}
		for _, r := range rows {
			c.note(r)
		}
		list[i] = c
	}
	return list
}

func (c *column) note(r table.RawRow) {
	cell := cellAt(r, c.At)
	if cell == "" {
		c.empty++
		return
	}
	c.cells = append(c.cells, cell)
	if len(c.examples) < 5 && !slices.Contains(c.examples, cell) {
		c.examples = append(c.examples, shortened(cell))
	}
	if _, ok := SignOf(cell); ok {
		c.signs++
		return
	}
	if c.At < len(r.Number) && r.Number[c.At] {
		c.numbers++
		return
	}
	_, comma := readValue(cell, table.Comma, false)
	_, point := readValue(cell, table.Point, false)
	_, open := readValue(cell, table.Undeclared, false)
	switch {
	case !comma && !point:
		return
	case comma && !point:
		c.commas++
	case point && !comma:
		c.points++
	case !open:
		c.doubtful++
	}
	c.numbers++
}

// share returns how many of the filled cells fit.
func (c *column) share(fits func(cell string) bool) float64 {
	if len(c.cells) == 0 {
		return 0
	}
	n := 0
	for _, cell := range c.cells {
		if fits(cell) {
			n++
		}
	}
	return float64(n) / float64(len(c.cells))
}

// isNumeric reports whether most cells are numbers or signs.
func (c *column) isNumeric() bool {
	return len(c.cells) == 0 || 10*(c.numbers+c.signs) >= 6*len(c.cells)
}

// distinct returns the number of different cells.
func (c *column) distinct() int {
	seen := make(map[string]bool)
	for _, cell := range c.cells {
		seen[cell] = true
	}
	return len(seen)
}

// headWord reports whether the name has one of the words, or one that begins
// so where it ends with *.
func headWord(name string, list ...string) bool {
	for _, have := range words(name) {
		for _, w := range list {
			begin, any := strings.CutSuffix(w, "*")
			if have == w || any && strings.HasPrefix(have, begin) {
				return true
			}
		}
	}
	return false
}

// areaLevel returns the level on which most cells name an area, and the share
// of cells that do.
//
// Typing errors are looked for only where a column is one of areas already.
func (c *column) areaLevel(joiners map[string]*Joiner, numbers bool) (string, float64) {
	c = &column{Heading: c.Heading, cells: c.cells[:min(len(c.cells), 60)]} // enough to tell, and quick in the widest file
	best, bestShare := "", 0.0
	for _, level := range []string{"district", "subdistrict", "city"} {
		j := joiners[level]
		of := func(join func(string) Match) float64 {
			return c.share(func(cell string) bool {
				isNumber := looksNumber(cell) || strings.Trim(cell, "0123456789/-") == ""
				return isNumber == numbers && join(cell).Area != ""
			})
		}
		share := of(j.sure)
		if !numbers && share < 1 && (share >= 0.3 || isAreaHead(c.Name)) {
			share = of(j.Join)
		}
		if share > bestShare {
			best, bestShare = level, share
		}
	}
	return best, bestShare
}

// decimalOf settles the decimal mark from all columns of values.
func decimalOf(s Sample, list []column) (table.Mark, text.Text) {
	commas, points, doubtful := 0, 0, 0
	for _, c := range list {
		commas, points, doubtful = commas+c.commas, points+c.points, doubtful+c.doubtful
	}
	switch {
	case s.Decimal == table.Comma || s.Decimal == table.Point:
		return s.Decimal, text.Text{}
	case commas > 0 && points == 0:
		return table.Comma, text.T("Dezimalzeichen: Komma, an den Zahlen erkannt", "decimal mark: comma, told from the numbers")
	case points > 0 && commas == 0:
		return table.Point, text.T("Dezimalzeichen: Punkt, an den Zahlen erkannt", "decimal mark: point, told from the numbers")
	case doubtful > 0 && commas == 0 && s.Delimiter != ',':
		return table.Comma, text.T("Dezimalzeichen: Komma vermutet; Zahlen wie 1.234 gelten dann als Tausender. Bitte prüfen.",
			"decimal mark: comma presumed; numbers such as 1.234 are then thousands. Please check.")
	}
	return table.Undeclared, text.Text{}
}
