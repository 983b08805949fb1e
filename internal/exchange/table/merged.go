// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/text"
)

// maxMerged is how many merged areas one sheet may have.
const maxMerged = 100_000

// mergedArea is a rectangle of cells that a spreadsheet shows as one. Columns
// count from 0, lines from 1; both ends belong to it.
type mergedArea struct {
	top, bottom, left, right int
	value                    string
	number                   bool
}

// mergedCells gives the cells of merged areas the value of the first.
type mergedCells struct {
	waiting []*mergedArea // by top
	active  []*mergedArea
}

// readMerged reads the merged areas of a sheet. They stand behind its cells, so
// the sheet is read once more for them.
func readMerged(a *archive, sheet string) (*mergedCells, error) {
	m := &mergedCells{}
	err := a.each(sheet, func(token xml.Token) error {
		t, ok := token.(xml.StartElement)
		if !ok || t.Name.Local != "mergeCell" {
			return nil
		}
		if len(m.waiting) >= maxMerged {
			return wholeFile(a.file, sheet, atMost(maxMerged, "verbundene Bereiche in einem Tabellenblatt", "merged areas in a sheet"))
		}
		area, ok := areaOf(attribute(t, "ref"))
		if !ok {
			return wholeFile(a.file, attribute(t, "ref"), text.T("ein verbundener Bereich wie A1:C1", "a merged area such as A1:C1"))
		}
		m.waiting = append(m.waiting, area)
		return nil
	})
	slices.SortStableFunc(m.waiting, func(a, b *mergedArea) int { return cmp.Compare(a.top, b.top) })
	return m, err
}

// areaOf reads a reference such as A1:C1.
func areaOf(ref string) (*mergedArea, bool) {
	first, last, ok := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !ok {
		last = first
	}
	a := &mergedArea{left: columnOf(first), right: columnOf(last), top: lineOf(first), bottom: lineOf(last)}
	return a, a.left >= 0 && a.right >= a.left && a.top >= 1 && a.bottom >= a.top
}

// lineOf returns the line of a reference such as B7, 0 for none.
func lineOf(ref string) int {
	n, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil || n > xlsxLines {
		return 0
	}
	return n
}

// fill puts the values of merged areas into the cells of a row that are empty.
// Rows that the file leaves out get none. columns and budget bound the cells
// that are looked at; it returns how many were, and is over the budget where
// areas overlap beyond all reason.
func (m *mergedCells) fill(rec *record, columns, budget int) (looked int) {
	if m == nil {
		return 0
	}
	for len(m.waiting) > 0 && m.waiting[0].top <= rec.line {
		m.active, m.waiting = append(m.active, m.waiting[0]), m.waiting[1:]
	}
	m.active = slices.DeleteFunc(m.active, func(a *mergedArea) bool { return a.bottom < rec.line })
	for _, a := range m.active {
		if a.top == rec.line && a.left < len(rec.cells) {
			a.value, a.number = rec.cells[a.left], rec.number[a.left]
		}
		looked++
		for at := a.left; a.value != "" && at <= a.right && at < columns; at++ {
			looked++
			for len(rec.cells) <= at {
				rec.cells, rec.number = append(rec.cells, ""), append(rec.number, false)
			}
			if rec.cells[at] == "" {
				rec.cells[at], rec.number[at] = a.value, a.number
			}
		}
		if looked > budget {
			break
		}
	}
	return looked
}
