// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReplay: a readable table, the same as JSON, and with --out the tables and a
// page that needs nothing else.
func TestReplay(t *testing.T) {
	name, out := demo(t), filepath.Join(t.TempDir(), "neu", "ordner")
	got := call(t, "replay", "--database", name, "--from", "2015-06", "--to", "2015-09", "--out", out)
	if got.code != 0 || !strings.HasPrefix(got.out, "Von ") && !strings.HasPrefix(got.out, "In ") {
		t.Fatalf("%+v", got)
	}
	for _, want := range []string{"30.06.2015", "30.09.2015", "Verlässlichkeit", "Brier-Wert", "Wellen sieht das Verfahren nicht voraus", "stuttgart.de", "Stand vom 15.01.2025"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not printed", want)
		}
	}
	if !strings.Contains(got.err, "rueckschau.html") {
		t.Errorf("standard error: %q", got.err)
	}
	page, err := os.ReadFile(filepath.Join(out, "rueckschau.html"))
	if err != nil {
		t.Fatal(err)
	}
	html := string(page)
	if !strings.Contains(html, `<html lang="de">`) || !strings.Contains(html, "<svg") || strings.Count(html, "<h1>") != 1 || strings.Count(html, "<table>") < 5 {
		t.Error("the page lacks its parts")
	}
	if outside := regexp.MustCompile(`<script|<link|<img|@import|url\(["']?http|(src|href)="http`).FindString(html); outside != "" {
		t.Errorf("the page needs something else: %s", outside)
	}
	for _, table := range []string{"monate", "faelle", "jahre", "verlaesslichkeit", "stadt", "gefuellt", "widersprueche"} {
		csv, err := os.ReadFile(filepath.Join(out, "rueckschau-"+table+".csv"))
		if err != nil || !strings.Contains(string(csv), "# Stand: 15.01.2025") || !strings.Contains(string(csv), "# Quellen: ") || !strings.Contains(string(csv), "Hauptbuch bis Eintrag") {
			t.Errorf("%s: %v %.200s", table, err, csv)
		}
	}
	var told struct {
		Steps []struct {
			AsOf string `json:"as_of"`
		} `json:"steps"`
		Reliability struct {
			Number int `json:"number"`
		} `json:"reliability"`
	}
	asJSON := call(t, "replay", "--database", name, "--from", "2015-06", "--to", "2015-09", "--json")
	if err := json.Unmarshal([]byte(asJSON.out), &told); err != nil || len(told.Steps) != 4 || told.Steps[0].AsOf != "2015-06-30" || told.Reliability.Number == 0 {
		t.Errorf("%v %+v", err, told)
	}
	if again := call(t, "replay", "--database", name, "--from", "2015-06", "--to", "2015-09", "--json"); again.out != asJSON.out {
		t.Error("the same call says something else")
	}
}

// TestReplayRefuses: wrong, reversed and too many months, months that are not over,
// and a database that is not there.
func TestReplayRefuses(t *testing.T) {
	name := demo(t)
	for _, c := range []struct {
		args []string
		want string
		code int
	}{
		{[]string{"--from", "2014-13", "--to", "gestern"}, "Spalte --to: „gestern“, erwartet: ein Monat wie 2016-12", 1},
		{[]string{"--from", "2014-13", "--to", "2016-01"}, "Spalte --from: „2014-13“", 1},
		{[]string{"--from", "2016-02", "--to", "2016-01"}, "liegt nach dem letzten", 1},
		{[]string{"--from", "2005-01", "--to", "2016-01"}, "höchstens 120 Monate", 1},
		{[]string{"--from", "2016-01", "--to", "2016-06", "--as-of", "2016-06-29"}, "endet nach dem Stand (29.06.2016)", 1},
		{[]string{"--from", "2016-01"}, "--to", 2},
	} {
		if got := call(t, append([]string{"replay", "--database", name}, c.args...)...); got.code != c.code || !strings.Contains(got.err, c.want) || got.out != "" {
			t.Errorf("%v: %+v", c.args, got)
		}
	}
	if got := call(t, "replay", "--database", filepath.Join(t.TempDir(), "nichts.db"), "--from", "2015-06", "--to", "2015-09"); got.code == 0 || !strings.Contains(got.err, "gibt es nicht") {
		t.Errorf("%+v", got)
	}
	failed := call(t, "replay", "--database", name, "--from", "2016-02", "--to", "2016-01", "--json")
	if failed.code != 1 || !strings.Contains(failed.out, `"error"`) {
		t.Errorf("%+v", failed)
	}
}
