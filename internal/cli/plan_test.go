// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"planraum/internal/store/citytest"
)

func TestPlanRunOverDatabase(t *testing.T) {
	name, path := demo(t), planFile(t, "neue-planung")
	got := call(t, "plan", "run", path, "--database", name)
	for _, want := range []string{"Neue Planung (27.11.2015)", "Stand 27.11.2015", "2016-12", "12.194", "13.549", "13.594", "Ab ", "fehlen Plätze", "Späteste Entscheidung", "Prüfsumme"} {
		if got.code != 0 || got.err != "" || !strings.Contains(got.out, want) {
			t.Errorf("no %q in %s%s", want, got.out, got.err)
		}
	}
	if english := call(t, "plan", "run", path, "--lang=en", "--database", name); !strings.Contains(english.out, "12,194") || strings.Contains(english.out, "Plätze fehlen") {
		t.Errorf("in English:\n%s", english.out)
	}
	listed := call(t, "plan", "list", "--database", name)
	if listed.code != 0 || !strings.Contains(listed.out, "neue-planung-2015-11-27\t") || !strings.Contains(listed.out, "entwurf-haushalt-oktober-2015\t") {
		t.Errorf("plan list: %+v", listed)
	}
	if early := call(t, "plan", "list", "--as-of", "31.10.2015", "--database", name); strings.Contains(early.out, "neue-planung") || !strings.Contains(early.out, "entwurf") {
		t.Errorf("plans known on 31 October 2015: %+v", early)
	}
}

// TestPlanRunForms: table, JSON and CSV of a plan without a database tell the
// same.
func TestPlanRunForms(t *testing.T) {
	path := planFile(t, "beispiel-ohne")
	var run struct {
		Plan   string
		Digest string
		Result struct {
			Months []struct {
				Month                        string
				Persons, Needed, Usable, Gap int64
			}
		}
	}
	got := call(t, "plan", "run", path, "--json")
	if err := json.Unmarshal([]byte(got.out), &run); err != nil || got.code != 0 || len(run.Result.Months) != 22 || len(run.Digest) != 64 {
		t.Fatalf("%+v, %v", got, err)
	}
	// March 2024: 900 + 45 - 20 persons; / 0.9; 612 + 300 + 150 places.
	if m := run.Result.Months[0]; m.Month != "2024-03" || m.Persons != 925 || m.Needed != 1028 || m.Usable != 1062 || m.Gap != 34 {
		t.Errorf("%+v", m)
	}
	sheet := call(t, "plan", "run", path, "--csv", "--lang=en")
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet.out, "\ufeff")))
	in.Comment = '#'
	rows, err := in.ReadAll()
	if err != nil || len(rows) < 23 {
		t.Fatalf("%d rows, %v\n%s", len(rows), err, sheet.out)
	}
	if first := rows[len(rows)-22]; !slices.Contains(first, "925") || !slices.Contains(first, "1028") {
		t.Errorf("the first row of the CSV is %v", first)
	}
	table := call(t, "plan", "run", path)
	for _, want := range []string{"925", "1.028", "1.062", "+34", run.Digest, "Späteste Entscheidung"} {
		if !strings.Contains(table.out, want) {
			t.Errorf("no %q in\n%s", want, table.out)
		}
	}
}

func TestPlanNeedsDatabase(t *testing.T) {
	got := call(t, "plan", "run", planFile(t, "neue-planung"), "--database", filepath.Join(t.TempDir(), "none.db"))
	if got.code != 1 || !strings.Contains(got.err, "places.sites") || !strings.Contains(got.err, "none.db") {
		t.Errorf("%+v", got)
	}
	isOneSentence(t, got)
	bad := call(t, "plan", "run", file(t, "bad.yaml", "plan: x\nas_of: gestern\nhorizon: 2016-02..2016-01\n"))
	if bad.code != 1 || !strings.Contains(bad.err, "Zeile 2, Spalte as_of: „gestern“") || !strings.Contains(bad.err, "Zeile 3, Spalte horizon") {
		t.Errorf("%+v", bad)
	}
}

func TestPlanExplain(t *testing.T) {
	path := planFile(t, "beispiel-ohne")
	got := call(t, "plan", "explain", path, "needed", "2024-03")
	for _, want := range []string{"benötigte Plätze, März 2024: 1.028 Plätze", "925 / 0,90 = 1.028", "Bestand am 29.02.2024: 900 Personen", "Zuweisung: 45 Personen", "Grundlage: ", "Quelle: erfunden"} {
		if got.code != 0 || !strings.Contains(got.out, want) {
			t.Errorf("no %q in\n%s%s", want, got.out, got.err)
		}
	}
	var node struct {
		Value struct{ De, En string }
		From  []any
	}
	told := call(t, "plan", "explain", path, "needed", "2024-03", "--json")
	if err := json.Unmarshal([]byte(told.out), &node); err != nil || node.Value.De != "1.028 Plätze" || node.Value.En != "1,028 places" || len(node.From) != 2 {
		t.Errorf("%+v, %v", told, err)
	}
	for args, want := range map[string]string{
		"betten 2024-03":  "„betten“ gibt es in diesem Plan nicht",
		"needed 2030-01":  "reicht von März 2024 bis Dezember 2025",
		"needed gestern":  "ein Monat wie 2016-12",
		"posts.x 2024-03": "posts.social-support",
	} {
		if got := call(t, append([]string{"plan", "explain", path}, strings.Fields(args)...)...); got.code != 1 || got.out != "" || !strings.Contains(got.err, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

func TestExport(t *testing.T) {
	name, dir := demo(t), t.TempDir()
	for target, begins := range map[string]string{
		"figures.csv": "\ufeff#", "figures.xlsx": "PK", "figures.json": "{", "sites.csv": "\ufeff#", "sites.geojson": "{", "sites.xlsx": "PK",
		"areas.csv": "\ufeff#", "areas.geojson": "{", "areas.json": "{",
	} {
		kind, _, _ := strings.Cut(target, ".")
		path := filepath.Join(dir, target)
		if got := call(t, "export", kind, "-o", path, "--database", name); got.code != 0 || got.out != "" {
			t.Errorf("%s: %+v", target, got)
		}
		if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(content), begins) || len(content) < 1000 {
			t.Errorf("%s: %v, %d bytes, begins %.20q", target, err, len(content), content)
		}
	}
	if got := call(t, "export", "plan", "neue-planung-2015-11-27", "--database", name); got.code != 0 || !strings.Contains(got.out, "plan: Neue Planung (27.11.2015)") {
		t.Errorf("%+v", got)
	}
	for line, want := range map[string]string{
		"plan none":                 "planraum plan list",
		"figures --format geojson":  "csv, xlsx oder json",
		"figures none":              "„none“ gibt es nicht",
		"figures --as-of gestern":   "ein Datum wie 2015-11-27",
		"sites -o " + dir + "/no/x": "konnte nicht geschrieben werden",
	} {
		got := call(t, append(append([]string{"export"}, strings.Fields(line)...), "--database", name)...)
		if got.code == 0 || got.out != "" || !strings.Contains(got.err, want) {
			t.Errorf("%s: %+v", line, got)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*.teil")); err != nil || len(left) > 0 {
		t.Errorf("half-written files %v, %v", left, err)
	}
}

// TestExportIntoNewDatabase: files that one database gives are taken by another.
func TestExportIntoNewDatabase(t *testing.T) {
	from, to, dir := demo(t), filepath.Join(t.TempDir(), "new.db"), t.TempDir()
	takeIn := func(path string) {
		t.Helper()
		if got := call(t, "import", path, "--database", to); got.code != 0 {
			t.Fatalf("%s: %+v", path, got)
		}
	}
	for _, kind := range []string{"areas", "packages", "sites", "figures"} {
		path := filepath.Join(dir, kind+".csv")
		if got := call(t, "export", kind, "-o", path, "--database", from); got.code != 0 {
			t.Fatalf("%+v", got)
		}
		for _, f := range citytest.Files() {
			if kind == "figures" && (f.Name == "indicators.csv" || f.Name == "groups.csv") {
				takeIn(file(t, f.Name, string(f.Content)))
			}
		}
		takeIn(path)
	}
	if lines(figures(t, from)) != lines(figures(t, to)) {
		t.Error("the figures of the two databases differ")
	}
}

// lines are the lines of a text, sorted, without what it says of the release,
// which stays where it was given.
func lines(s string) string {
	all := slices.DeleteFunc(strings.Split(s, "\n"), func(line string) bool {
		return strings.HasPrefix(line, "# Freigabe:") || strings.HasPrefix(line, "# release:")
	})
	slices.Sort(all)
	return strings.Join(all, "\n")
}
