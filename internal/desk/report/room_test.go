// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
)

// TestNoWordIsBroken: the columns of every table of every template have room for their
// longest word or date. A line holds about 103 letters, two full stops or the like take the
// room of one, and a cell has two of air.
func TestNoWordIsBroken(t *testing.T) {
	c := over(citytest.Example(t))
	seen := 0
	for _, day := range days {
		for _, one := range report.Templates() {
			doc := c.made(t, one.Name, day)
			doc.Fields(func(_ string, f *document.Field) {
				if f.Value == nil || f.Value.Table == nil {
					return
				}
				table := *f.Value.Table
				widths := table.Widths(1030)
				rows := [][]string{table.Heads()}
				for _, r := range table.Rows {
					rows = append(rows, r.Cells)
				}
				for _, cells := range rows {
					for i, cell := range cells[:min(len(cells), len(widths))] {
						for _, word := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(" -/\n", r) }) {
							n := utf8.RuneCountInString(word)
							if narrow := strings.Count(word, ".") + strings.Count(word, "*") + strings.Count(word, "i") + strings.Count(word, "l"); n*10-narrow*5+20 > widths[i] {
								t.Errorf("%s, %s: “%s” of %s is broken: %d letters in %d", one.Name, day, word, f.Ref, n, widths[i]/10)
							}
							seen++
						}
					}
				}
			})
		}
	}
	if seen < 1000 {
		t.Errorf("%d words were looked at", seen)
	}
}
