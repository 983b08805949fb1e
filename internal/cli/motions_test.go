// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// published are the numbers of the motions in a table of what was published.
func published(t *testing.T) []string {
	t.Helper()
	f, err := os.Open("../../../shared/data/stuttgart/motions.csv")
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var numbers []string
	for _, r := range rows[1:] {
		numbers = append(numbers, r[0])
	}
	return numbers
}

// TestMotions: every published motion is in the example city, as a table, as CSV with
// as-of date and source in each row, and as JSON; one of them with all that is known.
func TestMotions(t *testing.T) {
	db := demo(t)
	args := func(more ...string) []string {
		return append([]string{"motions", "--database", db, "--as-of", "2024-01-01"}, more...)
	}
	table, asCSV := call(t, args()...), call(t, args("--as", "csv")...)
	rows, err := csv.NewReader(strings.NewReader(asCSV.out)).ReadAll()
	if err != nil || table.code != 0 || !strings.HasPrefix(table.out, "Stand 01.01.2024") {
		t.Fatal(err, table)
	}
	listed := map[string][]string{}
	for _, r := range rows[1:] {
		listed[r[2]] = r
	}
	for _, number := range published(t) {
		if strings.HasPrefix(number, "(") { // of which only the year is known
			number = "ohne Nummer, " + strings.Trim(number, "()")
		}
		r := listed[number]
		if r == nil || r[0] != "2024-01-01" || r[len(r)-1] == "" || !strings.Contains(table.out, number) {
			t.Errorf("%s: %q", number, r)
		}
	}
	one := call(t, args("864/2015")...)
	for _, want := range []string{"864/2015: Haushalt 2016/2017", "Freie Wähler", "eine unbefristete Stelle in EG 13", "Frist unbekannt", "eingegangen", "noch keine", "908/2015", "Ratsinformationssystem Stuttgart", "01.01.2024"} {
		if !strings.Contains(one.out, want) {
			t.Errorf("no %q in\n%s", want, one.out)
		}
	}
	var told struct {
		AsOf    string `json:"as_of"`
		Motions []struct{ Number, Source string }
	}
	found := call(t, args("--search", "Obdachlose", "--json")...)
	if err := json.Unmarshal([]byte(found.out), &told); err != nil || told.AsOf != "2024-01-01" || len(told.Motions) != 1 || told.Motions[0].Number != "44/2016" {
		t.Errorf("%v %+v", err, told)
	}
	if before := call(t, "motions", "--database", db, "--as-of", "2010-01-01"); before.code != 0 || !strings.Contains(before.out, "Kein Antrag") {
		t.Errorf("%+v", before)
	}
	if none := call(t, args("999/1999")...); none.code == 0 || !strings.Contains(none.err, "999/1999") {
		t.Errorf("%+v", none)
	}
}
