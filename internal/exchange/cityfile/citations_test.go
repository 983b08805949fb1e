// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"strings"
	"testing"

	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// TestCitations: every bad pattern and every group that is not there is refused with its
// line and column, all at once.
func TestCitations(t *testing.T) {
	const file = "order,pattern,text_de,text_en\n" +
		"10,StZ ([0-9]+),Zeitung $1,paper $1\n" +
		"20,StZ ([0-9]+,Zeitung $1,paper $1\n" +
		"30,StZ ([0-9]+),Zeitung $2,paper ${1}th\n" +
		"40,x*,Zeitung,paper\n" +
		"10,y,Zeitung,paper\n" +
		"50,z,Zeitung,\n"
	in, err := table.Open("citations.csv", strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	_, err = cityfile.ReadCitations(in)
	want := map[int]string{3: "pattern", 4: "text_de", 5: "pattern", 6: "order, known_from", 7: "text_en"}
	rows := fault.RowsOf(err)
	if len(rows) != len(want) {
		t.Errorf("%d faults, want %d: %v", len(rows), len(want), rows)
	}
	for _, r := range rows {
		if want[r.Line] != r.Column {
			t.Errorf("line %d: %s", r.Line, r.Column)
		}
	}
}
