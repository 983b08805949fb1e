// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Require returns nil if the table has all columns, else the refusal that
// names every missing one, the columns that are there, and for each the one
// that was probably meant.
func (h *Header) Require(columns ...string) error {
	faults := NewFaults(h.File)
	wanted := make(map[string]bool, len(columns))
	for _, c := range columns {
		wanted[c] = true
	}
	for _, c := range columns {
		if h.Has(c) {
			continue
		}
		expected := text.T("eine Spalte „"+c+"“", "a column \""+c+"\"")
		if near := h.nearest(c, wanted); near != "" {
			expected.De += "; ist „" + near + "“ gemeint?"
			expected.En += "; is \"" + near + "\" meant?"
		}
		faults.rows = append(faults.rows, fault.Row{File: h.File, Line: h.Line, Column: c, Value: strings.Join(h.Columns, ", "), Expected: expected})
	}
	return faults.Err("table.Require")
}

// nearest returns the column most like the missing name that is not itself
// wanted; "" where none is close: at most a third of its letters may differ.
func (h *Header) nearest(missing string, wanted map[string]bool) string {
	best, bestDistance := "", len([]rune(missing))/3+1
	for _, c := range h.Columns {
		if wanted[c] {
			continue
		}
		if d := text.Distance(fold(missing), fold(c), bestDistance); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// fold makes names comparable that differ in case and word marks only.
func fold(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "", "ß", "ss").Replace(strings.ToLower(s))
}
