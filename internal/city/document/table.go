// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Short is the number of rows up to which a table is kept on one page.
const Short = 10

// Heads are the names of the columns with their units.
func (t Table) Heads() []string {
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Name
		if c.Unit != "" {
			heads[i] = strings.TrimSpace(c.Name + " (" + c.Unit + ")")
		}
	}
	return heads
}

// Widths shares out a width over the columns: to each what its longest word needs, the
// rest by how much stands in it. Their sum is the width.
func (t Table) Widths(width int) []int {
	if len(t.Columns) == 0 {
		return nil
	}
	needs, wishes := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	measure := func(i int, s string, whole bool) {
		for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
			needs[i] = max(needs[i], float64(min(utf8.RuneCountInString(word), 24)))
		}
		n := float64(min(utf8.RuneCountInString(s), 60))
		if whole {
			needs[i] = max(needs[i], min(n, 24))
		}
		wishes[i] = max(wishes[i], n)
	}
	for i, h := range t.Heads() {
		measure(i, h, false)
	}
	for _, r := range t.Rows {
		for i, c := range r.Cells[:min(len(r.Cells), len(needs))] {
			measure(i, c, t.Columns[i].Numeric)
		}
	}
	return share(width, needs, wishes)
}

// air is what a cell needs beside its letters, in letters.
const air = 2.5

// share gives each what it needs, and of the rest by what it wishes beyond.
func share(width int, needs, wishes []float64) []int {
	need, wish := 0.0, 0.0
	for i := range needs {
		needs[i] += air
		wishes[i] = max(wishes[i]+air-needs[i], 0)
		need, wish = need+needs[i], wish+wishes[i]
	}
	// About 86 letters of a table fit on a line.
	letter := min(float64(width)/86, float64(width)/need)
	rest := float64(width) - letter*need
	out, end, sum := make([]int, len(needs)), 0, 0.0
	for i := range needs {
		if sum += letter * needs[i]; wish > 0 {
			sum += rest * wishes[i] / wish
		} else {
			sum += rest * needs[i] / need
		}
		next := int(math.Round(sum))
		out[i], end = next-end, next
	}
	return out
}
