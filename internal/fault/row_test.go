// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fault_test

import (
	"testing"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// TestRowQuotesWhatStandsThere: a fault of the whole file quotes nothing, an
// empty cell is quoted as empty, and signs that nobody sees are shown.
func TestRowQuotesWhatStandsThere(t *testing.T) {
	want := text.T("ein Text", "a text")
	for line, row := range map[string]fault.Row{
		"Schwelle in Prozent: „120“, erwartet: ein Text":                {Column: "percent", Value: "120", Field: text.T("Schwelle in Prozent", "Threshold in percent"), Expected: want},
		"Feld reason: „“, erwartet: ein Text":                           {Column: "reason", Expected: want},
		"a.csv: erwartet: ein Text":                                     {File: "a.csv", Expected: want},
		"a.csv, Zeile 3, Spalte source: „“, erwartet: ein Text":         {File: "a.csv", Line: 3, Column: "source", Expected: want},
		"a.csv, Zeile 2, Spalte A: „\u2400\u2401x“, erwartet: ein Text": {File: "a.csv", Line: 2, Column: "A", Value: "\x00\x01x", Expected: want},
	} {
		if got := row.In(text.De); got != line {
			t.Errorf("%q, want %q", got, line)
		}
	}
}
