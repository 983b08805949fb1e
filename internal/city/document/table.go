// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import (
	"math"
	"regexp"
	"strings"
	"unicode"
)

// mostWhole is the number of lines up to which a table is kept on one page: half of it.
const mostWhole = 28

// Whole reports whether a table is short enough to be kept on one page.
func (t Table) Whole() bool {
	widths := t.Widths(1000)
	lines := func(cells []string) int {
		most := 1
		for i, c := range cells[:min(len(cells), len(widths))] {
			room := float64(widths[i])/1000*perLine - air
			most = max(most, int(math.Ceil(letters(c)/max(room, 1))))
		}
		return most
	}
	n := lines(t.Heads())
	for _, r := range t.Rows {
		n += lines(r.Cells)
	}
	return n <= mostWhole
}

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

// Widths shares out a width over the columns: to each what its longest word needs, or
// where there is room what its short cells need on one line; the rest by how much stands
// in it. Their sum is the width.
func (t Table) Widths(width int) []int {
	if len(t.Columns) == 0 {
		return nil
	}
	needs, wishes := t.measured(unbroken)
	if total(needs) > perLine {
		needs, wishes = t.measured(0)
	}
	return share(width, needs, wishes)
}

const (
	perLine  = 103.0 // letters of middle width on a line of a table
	air      = 2.4   // what a cell needs beside its letters
	widest   = 26.0  // longer words are broken
	unbroken = 19.0  // cells up to this length stay on a line where there is room
	most     = 60.0  // no cell counts for more
)

// hyphened are hyphens and slashes behind which a line ends as well as at a space.
var hyphened = regexp.MustCompile(`(\pL[-/])(\pL)`)

// measured is what each column needs at least and what it could fill, in letters. Cells
// up to whole letters are not broken.
func (t Table) measured(whole float64) (needs, wishes []float64) {
	needs, wishes = make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	put := func(i int, s string, whole, scale float64) {
		for _, word := range strings.FieldsFunc(hyphened.ReplaceAllString(s, "$1 $2"), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
			needs[i] = max(needs[i], min(letters(word)*scale, widest)+air)
		}
		n := letters(s) * scale
		if n <= whole {
			needs[i] = max(needs[i], n+air)
		}
		wishes[i] = max(wishes[i], min(n, most)+air)
	}
	const bold = 1.08
	for i, h := range t.Heads() {
		put(i, h, 0, bold)
	}
	for _, r := range t.Rows {
		scale := 1.0
		if r.Total {
			scale = bold
		}
		for i, c := range r.Cells[:min(len(r.Cells), len(needs))] {
			if t.Columns[i].Numeric {
				put(i, c, max(whole, 24), scale)
			} else {
				put(i, c, whole, scale)
			}
		}
	}
	return needs, wishes
}

// letters is the width of a text in letters of middle width, by the kinds of letters of
// a plain typeface.
func letters(s string) float64 {
	n := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune("ijlI.,;:|!'()[]/- ", r):
			n += 0.62
		case strings.ContainsRune("mwMW%–—„“", r):
			n += 1.6
		case unicode.IsUpper(r):
			n += 1.38
		default:
			n += 1.08
		}
	}
	return n
}

func total(list []float64) float64 {
	sum := 0.0
	for _, n := range list {
		sum += n
	}
	return sum
}

// share gives each what it needs, and of the rest by what it wishes beyond.
func share(width int, needs, wishes []float64) []int {
	need, wish := total(needs), 0.0
	for i := range needs {
		wishes[i] = max(wishes[i]-needs[i], 0)
		wish += wishes[i]
	}
	letter := min(float64(width)/perLine, float64(width)/need)
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
