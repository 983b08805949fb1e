// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/exchange/table"
)

// Layout is how one sheet is laid out: titles, header and the names of its
// columns.
type Layout struct {
	File    string
	Sheet   string
	Title   []string // lines above the header
	Line    int      // first line of the header
	Header  int      // rows of the header
	Columns []Heading

	next int // place of the first row after the header in Sample.Rows
}

// Heading is the name of a column.
type Heading struct {
	At     int    // place of the column, from 0
	Letter string // as spreadsheets name it
	Name   string // rows of the header joined by " / "; "Spalte C" where it is empty
}

// partMark divides what the rows of a header say.
const partMark = " / "

// Layout returns the layout if the header begins with the row at the given
// place of s.Rows and has so many rows. Columns without any content in the
// sample are left out.
func (s Sample) Layout(at, rows int) Layout {
	end := min(at+rows, len(s.Rows))
	l := Layout{File: s.File, Sheet: s.Sheet, Header: rows, next: end}
	l.Title = append(l.Title, s.Preamble...)
	for _, r := range s.Rows[:at] {
		l.Title = append(l.Title, joined(r.Cells))
	}
	if at < end {
		l.Line = s.Rows[at].Line
	}
	used := s.usedColumns(at)
	lines := headerLines(s.Rows[at:end], used)
	seen := make(map[string]int)
	for c, u := range used {
		if !u {
			continue
		}
		h := Heading{At: c, Letter: table.ColumnName(c), Name: headingOf(lines, c)}
		if h.Name == "" {
			h.Name = "Spalte " + h.Letter
		}
		if seen[fold(h.Name)]++; seen[fold(h.Name)] > 1 {
			h.Name += " (" + strconv.Itoa(seen[fold(h.Name)]) + ")"
		}
		l.Columns = append(l.Columns, h)
	}
	return l
}

// joined writes the filled cells of a row as one line.
func joined(cells []string) string {
	var parts []string
	for _, c := range cells {
		if t := oneSpace(c); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// usedColumns tells which columns hold anything from the row at on.
func (s Sample) usedColumns(at int) []bool {
	used := make([]bool, s.width())
	for _, r := range s.Rows[at:] {
		for c, cell := range r.Cells {
			used[c] = used[c] || strings.TrimSpace(cell) != ""
		}
	}
	return used
}

// headerLines returns the rows of a header with merged cells filled: a cell
// that is empty repeats the one to its left, as far as the rows below it go on.
// Rows that only number the columns say nothing.
func headerLines(rows []table.RawRow, used []bool) [][]string {
	var lines [][]string
	for _, r := range rows {
		if numbersColumns(r.Cells) && len(rows) > 1 {
			continue
		}
		line := make([]string, len(used))
		for c := range min(len(line), len(r.Cells)) {
			line[c] = cleanHeading(r.Cells[c])
		}
		lines = append(lines, line)
	}
	for i := range lines[:max(len(lines)-1, 0)] {
		for c := 1; c < len(used); c++ {
			if lines[i][c] != "" || lines[i][c-1] == "" || !below(lines[i+1:], c) || newHead(lines[:i], c) {
				continue
			}
			lines[i][c] = lines[i][c-1]
		}
	}
	return lines
}

// below reports whether any of the lines says something in the column.
func below(lines [][]string, c int) bool {
	return slices.ContainsFunc(lines, func(l []string) bool { return l[c] != "" })
}

// newHead reports whether a merged cell above ends before the column.
func newHead(lines [][]string, c int) bool {
	return slices.ContainsFunc(lines, func(l []string) bool { return l[c] != l[c-1] })
}

// headingOf joins what the lines say of a column.
func headingOf(lines [][]string, c int) string {
	var parts []string
	for _, l := range lines {
		if l[c] != "" && (len(parts) == 0 || parts[len(parts)-1] != l[c]) {
			parts = append(parts, l[c])
		}
	}
	return strings.Join(parts, partMark)
}

// numbersColumns reports whether a row only numbers the columns: 1 2 3 4.
func numbersColumns(cells []string) bool {
	n := 0
	for _, c := range cells {
		t := strings.Trim(strings.TrimSpace(c), "()")
		if t == "" {
			continue
		}
		if n++; t != strconv.Itoa(n) {
			return false
		}
	}
	return n >= 3
}

// Fingerprint returns a digest of sheet, names and order of the columns, the
// same for spellings that differ in case and spaces only. A name that is a
// period counts as any period, so that next year's months have the same.
func (l Layout) Fingerprint() string {
	h := sha256.New()
	write := func(s string) { _, _ = h.Write([]byte(s + "\x00")) } // a hash never fails
	sheet, _, _ := periodIn(l.Sheet)                               // "Nov 2015" this month, another the next
	write(foldName(sheet))
	last := ""
	for _, c := range l.Columns {
		pattern, _, _ := periodIn(c.Name)
		name := foldName(pattern)
		if strings.Contains(name, "*") && name == last {
			continue
		}
		write(name)
		last = name
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Names returns the names of the columns in their order.
func (l Layout) Names() []string {
	names := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		names[i] = c.Name
	}
	return names
}
