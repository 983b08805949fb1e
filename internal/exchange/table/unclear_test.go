// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table_test

import (
	"strings"
	"testing"

	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// TestUnclearNumbers: how a number could be written that may mean two things is itself
// accepted: an amount or a number of posts has two decimals at most.
func TestUnclearNumbers(t *testing.T) {
	for kind, read := range map[string]func(table.Fields){
		"amount": func(f table.Fields) { f.Cents("a") },
		"posts":  func(f table.Fields) { f.Hundredths("a", text.Same("posts")) },
	} {
		try := func(cell string) []fault.Row {
			in, err := table.Open("t.csv", strings.NewReader("a;b\n"+cell+";x\n"))
			if err != nil {
				t.Fatal(err)
			}
			row, err := in.Next()
			if err != nil {
				t.Fatal(err)
			}
			read(in.Fields(row))
			return fault.RowsOf(in.Faults().Err("test"))
		}
		rows := try("1.500")
		if len(rows) != 1 || !strings.Contains(rows[0].Expected.De, "1234 oder 1,23 schreiben") || !strings.Contains(rows[0].Expected.En, "1234 or 1.23,") {
			t.Errorf("%s 1.500: %+v", kind, rows)
		}
		for _, cell := range []string{"1234", "1,23"} {
			if rows := try(cell); rows != nil {
				t.Errorf("%s %s, as advised: %+v", kind, cell, rows)
			}
		}
	}
}
