// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
)

// TestForecastIssue: a call issues a forecast of each indicator, once; what was
// issued can be reckoned again; and nothing is issued where one of several is
// wrong.
func TestForecastIssue(t *testing.T) {
	database := "--database=" + filepath.Join(t.TempDir(), "p.db")
	if got := call(t, "demo", database); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if got := call(t, "forecast", "verify", database); got.code != 0 || !strings.Contains(got.out, "Es ist keine Prognose abgelegt.") {
		t.Errorf("before any: %+v", got)
	}
	args := []string{"forecast", "issue", database, "--indicator", "intake.arrivals", "--indicator", "accommodation.persons", "--as-of", "2015-11-27", "--horizon", "6"}
	wrong := call(t, append(args, "--indicator", "gibt.es.nicht")...)
	if wrong.code != 1 || !strings.Contains(wrong.err, "eine der Kennzahlen, die es gibt") {
		t.Errorf("an unknown indicator: %+v", wrong)
	}
	if dry := call(t, append(args, "--dry-run")...); dry.code != 0 || strings.Count(dry.out, "nicht abgelegt") != 2 {
		t.Errorf("tried only: %+v", dry)
	}
	if got := call(t, "forecast", "verify", database, "--json"); strings.TrimSpace(got.out) != "[]" {
		t.Errorf("something was issued: %s", got.out)
	}
	first := call(t, args...)
	if first.code != 0 || strings.Contains(first.out, "schon abgelegt") || !strings.Contains(first.out, "April 2016") {
		t.Errorf("issued: %+v", first)
	}
	var list []struct {
		prediction.Issued
		Old bool `json:"issued_before"`
	}
	again := call(t, append(args, "--json")...)
	if err := json.Unmarshal([]byte(again.out), &list); err != nil || len(list) != 2 || !list[0].Old || !strings.Contains(first.out, list[0].ID) || len(list[1].Steps) != 6 {
		t.Errorf("issued again: %v, %+v", err, again)
	}
	if got := call(t, "forecast", "verify", database); got.code != 0 || strings.Count(got.out, "gleich") != 2 {
		t.Errorf("reckoned again: %+v", got)
	}
	if got := call(t, "forecast", "verify", database, list[0].ID, "--lang", "en"); got.code != 0 || strings.TrimSpace(got.out) != list[0].ID+"  equal" {
		t.Errorf("one of them: %+v", got)
	}
	if got := call(t, "forecast", "verify", database, "none"); got.code != 1 || !strings.Contains(got.err, "Diese Prognose gibt es nicht.") {
		t.Errorf("none of them: %+v", got)
	}
	if got := call(t, "forecast", "issue", database, "--indicator", "intake.arrivals", "--as-of", "morgen"); got.code != 1 || !strings.Contains(got.err, "ein Tag wie 2015-11-27") {
		t.Errorf("no day: %+v", got)
	}
	if got := call(t, "forecast", "issue", database); got.code != 2 {
		t.Errorf("without an indicator: %+v", got)
	}
}

// TestForecastIssueTellsOpenMonths: where an office reports 80 % of a month at
// first and all of it a month later, the call says that the last month was not
// taken as it stood, and what is kept says from what.
func TestForecastIssueTellsOpenMonths(t *testing.T) {
	dir := t.TempDir()
	database := "--database=" + filepath.Join(dir, "p.db")
	if got := call(t, "demo", database); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	file := "indicator,area,group,period,value,basis,known_from,source\n"
	for i := range 36 {
		month, v := period.MonthOf(2018, 1)+period.Month(i), 3+i%3
		file += fmt.Sprintf("intake.arrivals,08111000/06,all,%s,%d,counted,%s,Meldung\n", month, 80*v, month.Last().AddDays(14))
		file += fmt.Sprintf("intake.arrivals,08111000/06,all,%s,%d,counted,%s,Meldung\n", month, 100*v, month.Last().AddDays(45))
	}
	name := filepath.Join(dir, "reports.csv")
	if err := os.WriteFile(name, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := call(t, "import", "figures", name, database); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	args := []string{"forecast", "issue", database, "--indicator", "intake.arrivals", "--area", "08111000/06", "--as-of", "2021-01-20", "--horizon", "3"}
	got := call(t, args...)
	if out := strings.ReplaceAll(got.out, "\u00a0", " "); got.code != 0 || !strings.Contains(out, "Der letzte Monat (Dezember 2020) ist noch nicht endgültig: So junge Monate wurden bisher im Mittel um 25 % nach oben berichtigt; die Prognose rechnet das ein. (nowcast/") {
		t.Errorf("%+v", got)
	}
	var list []prediction.Issued
	if again := call(t, append(args, "--json")...); json.Unmarshal([]byte(again.out), &list) != nil || len(list) != 1 || list[0].Nowcast == nil || list[0].Nowcast.Corrected != 35 {
		t.Errorf("%+v", again)
	}
	if got := call(t, "forecast", "verify", database); got.code != 0 || strings.Count(got.out, "gleich") != 1 {
		t.Errorf("reckoned again: %+v", got)
	}
}
