// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// TestChoicesOfPapers: the numbers that papers print are found by the words that papers use,
// and each stands in a text for the value that was offered.
func TestChoicesOfPapers(t *testing.T) {
	c := over(citytest.Example(t))
	for _, words := range []string{"fehlende Plätze", "Kosten Tranche 4", "EG 13", "Wahrscheinlichkeit", "Geflüchtete"} {
		list, all, err := c.Choices(t.Context(), report.Wanted{Words: words, Most: 3}, days[0])
		if err != nil || all == 0 {
			t.Errorf("%q: %d %v", words, all, err)
		}
		for _, n := range list {
			if n.Ref[0] == '=' {
				continue
			}
			doc, err := c.Resolve(t.Context(), document.Document{Title: "x", Lang: text.De, Blocks: []document.Block{{Paragraph: &document.Paragraph{Runs: []document.Run{{Field: &document.Field{Kind: document.Number, Ref: n.Ref}}}}}}}, days[0])
			if f := doc.Blocks[0].Paragraph.Runs[0].Field; err != nil || f.Value == nil {
				t.Errorf("%s stands for nothing: %v", n.Ref, err)
			}
		}
	}
}
