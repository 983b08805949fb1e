// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"regexp"
	"strings"

	"planraum/internal/exchange/table"
)

// findHeader returns the place of the header and how many rows it has: the rows
// with names right above the first rows with numbers. rows is 0 where the file
// begins with numbers.
func (s Sample) findHeader() (at, rows int) {
	first := -1
	for i := range s.Rows {
		if isData(s.Rows[i]) && s.dataFollows(i) {
			first = i
			break
		}
	}
	if first < 0 { // a list of names without numbers: the widest row of the first ones
		for i := range min(len(s.Rows), 20) {
			if first < 0 || filled(s.Rows[i]) > filled(s.Rows[first]) {
				first = i
			}
		}
		return max(first, 0), min(len(s.Rows), 1)
	}
	at = first
	for at > 0 && first-at < maxHeader && s.isHead(at-1, first) {
		at--
	}
	return at, first - at
}

// dataFollows reports whether most of the next rows hold data too.
func (s Sample) dataFollows(i int) bool {
	next := s.Rows[i+1 : min(i+6, len(s.Rows))]
	n := 0
	for _, r := range next {
		if isData(r) {
			n++
		}
	}
	return 2*n >= len(next)
}

// isData reports whether a row holds numbers that are neither years nor
// numbers of columns.
func isData(r table.RawRow) bool {
	if filled(r) < 2 || numbersColumns(r.Cells) {
		return false
	}
	numbers, periods := 0, 0
	for c := range r.Cells {
		cell := cellAt(r, c)
		if cell == "" {
			continue
		}
		m, isPeriod := whenOf(cell, "")
		if isPeriod && (len(cell) == 4 || strings.Trim(cell, "0123456789") != "") && (m.year > 0 || m.month > 0) && !strings.Contains(cell, ",") {
			periods++
			continue
		}
		if looksNumber(cell) {
			numbers++
		}
	}
	return numbers > 0 && (periods < 3 || numbers >= periods)
}

// looksNumber reports whether a cell is a number or a sign in place of one.
func looksNumber(cell string) bool {
	if sign, ok := SignOf(cell); ok {
		return sign != Empty && len(cell) <= 3
	}
	for _, mark := range []table.Mark{table.Comma, table.Point} {
		if r, ok := readValue(cell, mark, false); ok && r.sign == NoSign {
			return true
		}
	}
	return false
}

var titleCell = regexp.MustCompile(`(?i)^(stand|stichtag|quelle|erstellt|datum|seite|druck|auswertung|bericht)\b.*[:\d]`)

// isHead reports whether the row at i belongs to the header of the data that
// begins at first.
func (s Sample) isHead(i, first int) bool {
	r := s.Rows[i]
	if isData(r) {
		return false
	}
	if i+1 < first && s.Rows[i+1].Line-r.Line > 1 && !s.blankHeadFollows(i, first) {
		return false // an empty line divides the titles from the header
	}
	names := 0
	for c := range r.Cells {
		cell := cellAt(r, c)
		if titleCell.MatchString(cell) {
			return false
		}
		if cell != "" {
			names++
		}
	}
	return names >= 2 || names == 1 && cellAt(r, 0) == ""
}

// blankHeadFollows reports whether nothing but empty rows of names lies between.
func (s Sample) blankHeadFollows(i, first int) bool { return first-i <= 1 }
