// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import (
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// TestOnce: what all rows say alike stands once below the table, whose files keep the
// column; where one row differs, or there is only one, nothing changes.
func TestOnce(t *testing.T) {
	p := Page{Lang: text.De, AsOf: period.Day(2016, 1, 1), Default: period.Day(2016, 1, 1)}
	table := func(sources ...string) Table {
		t := Table{ID: "t", Columns: []Column{{Key: "name", Name: text.Same("Name")}, {Key: "source", Name: text.T("Quelle", "source"), Once: true}, {Key: "n", Name: text.Same("n"), Kind: Whole}}}
		for i, s := range sources {
			t.Rows = append(t.Rows, Row{Cells: []Cell{Name("Zeile", ""), Name(s, ""), Num(i, "")}})
		}
		return t
	}
	for sources, want := range map[string]string{"Amt|Amt|Amt": "Quelle aller Zeilen: Amt", "Amt|anderes": "", "Amt": ""} {
		whole := table(strings.Split(sources, "|")...)
		shown, said := whole.once(p)
		if got := strings.Join(said, ";"); got != want || (want != "") != (len(shown.Columns) == 2 && len(shown.Rows[2].Cells) == 2) {
			t.Errorf("%s: says %q, columns %v", sources, got, shown.Columns)
		}
		if len(whole.Columns) != 3 || len(whole.Rows[0].Cells) != 3 || len(whole.Sheet(p).Columns) != 3 {
			t.Errorf("%s: the table itself lost a column", sources)
		}
		var b strings.Builder
		if err := whole.Show(p).Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "Amt"); want != "" && n != 1 {
			t.Errorf("the page says the source %d times", n)
		}
	}
}
