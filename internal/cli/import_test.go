// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const goodFigures = `indicator,area,period,value,basis,known_from,source
accommodation.persons,08111000,2022-03-31,5100,counted,2022-04-05,Zählung
`

const badSites = `id,name,area,kind,certainty,opening,end,end_reason,places,basis,known_from,source
a,A,08111000/12,tent,decided,2016-01-01,,,100,reported,2015-11-01,Test
b,B,08111000/12,container,decided,2016-02-01,2016-01-01,lease,-5,reported,2015-11-01,Test
`

// figures are the figures of a database as CSV.
func figures(t *testing.T, database string) string {
	t.Helper()
	got := call(t, "export", "figures", "--database", database)
	if got.code != 0 || got.err != "" {
		t.Fatalf("export: %+v", got)
	}
	return got.out
}

func TestDemoTwice(t *testing.T) {
	name := demo(t)
	before := figures(t, name)
	if got := call(t, "demo", "--database", name); got.code != 0 || figures(t, name) != before {
		t.Errorf("the second demo: %+v", got)
	}
}

func TestDemoIntoAnotherCity(t *testing.T) {
	name := filepath.Join(t.TempDir(), "planraum.db")
	areas := file(t, "areas.csv", `edition,edition_valid_from,level,id,number,name,lon,lat,source
m,2020-01-01,city,99999999,0,Musterstadt,9,48,erfunden
`)
	if got := call(t, "import", areas, "--database", name); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	got := call(t, "demo", "--database", name)
	if got.code != 1 || !strings.Contains(got.err, "Musterstadt") {
		t.Errorf("%+v", got)
	}
	isOneSentence(t, got)
}

func TestImport(t *testing.T) {
	name := demo(t)
	before := figures(t, name)
	path := file(t, "figures.csv", goodFigures)
	if got := call(t, "import", path, "--dry-run", "--database", name); got.code != 0 || !strings.Contains(got.out, "1 Zeile (figures), geprüft, nichts gespeichert") || figures(t, name) != before {
		t.Errorf("a dry run: %+v", got)
	}
	got := call(t, "import", "figures", path, "--json", "--database", name)
	var told struct {
		Kind   string
		Rows   int
		Stored bool
		Error  any
		Faults []any
	}
	if err := json.Unmarshal([]byte(got.out), &told); err != nil || got.code != 0 || told.Kind != "figures" || told.Rows != 1 || !told.Stored || told.Faults == nil || len(told.Faults) != 0 || told.Error != nil {
		t.Errorf("%+v, %v", got, err)
	}
	if after := figures(t, name); after == before || !strings.Contains(after, "08111000,all,2022-03-31,5100,counted,2022-04-05") {
		t.Error("the figure is not in the export")
	}
	got = call(t, "import", path, "--database", name)
	if got.code != 1 || got.out != "" {
		t.Errorf("the same file twice: %+v", got)
	}
	isOneSentence(t, got)
}

// TestImportBad: every fault stands on standard error with file, row, column,
// value and what was expected; nothing is stored.
func TestImportBad(t *testing.T) {
	name := demo(t)
	before := figures(t, name)
	path := file(t, "sites.csv", badSites)
	got := call(t, "import", path, "--database", name)
	for _, want := range []string{
		"Zeile 2, Spalte kind: „tent“, erwartet: ", "Zeile 3, Spalte end: „2016-01-01“, erwartet: ", "Zeile 3, Spalte places: „-5“, erwartet: ", "sites.csv",
	} {
		if got.code != 1 || got.out != "" || !strings.Contains(got.err, want) {
			t.Errorf("no %q in %+v", want, got)
		}
	}
	if got := call(t, "import", path, "--lang=en", "--database", name); !strings.Contains(got.err, "row 2, column kind: “tent”, expected: ") || strings.Contains(got.err, "Zeile") {
		t.Errorf("in English: %s", got.err)
	}
	got = call(t, "import", path, "--json", "--database", name)
	var told struct {
		Stored bool
		Error  struct{ De, En string }
		Faults []struct {
			Row                 int
			Column, Value, File string
			Expected            struct{ De, En string }
		}
	}
	if err := json.Unmarshal([]byte(got.out), &told); err != nil || got.code != 1 || told.Stored || len(told.Faults) != 3 || !strings.Contains(got.err, told.Error.De) || told.Error.En == "" {
		t.Fatalf("%+v, %v", got, err)
	}
	if f := told.Faults[0]; f.Row != 2 || f.Column != "kind" || f.Value != "tent" || f.Expected.De == "" || f.Expected.En == "" {
		t.Errorf("%+v", f)
	}
	got = call(t, "import", "none.csv", "--json", "--database", name)
	if got.code != 1 || !strings.Contains(got.out, `"faults":[]`) || !strings.Contains(got.out, "There is no file “none.csv”.") {
		t.Errorf("no file, as JSON: %+v", got)
	}
	if figures(t, name) != before {
		t.Error("a refused file left something behind")
	}
}

// TestOutsideFails: a file or database that cannot be used is one clear
// sentence and an exit code; nothing half-written stays.
func TestOutsideFails(t *testing.T) {
	dir := t.TempDir()
	garbage := file(t, "garbage.db", strings.Repeat("Das ist keine Datenbank. ", 500))
	good := file(t, "figures.csv", goodFigures)
	here := filepath.Join(dir, "planraum.db")
	for name, c := range map[string]struct {
		args []string
		code int
		say  string
	}{
		"garbage":          {[]string{"plan", "list", "--database", garbage}, 69, "keine Datenbank"},
		"garbage, import":  {[]string{"import", good, "--database", garbage}, 69, "keine Datenbank"},
		"no folder":        {[]string{"import", good, "--database", filepath.Join(dir, "no", "planraum.db")}, 69, "kann nicht geöffnet werden"},
		"read-only folder": {[]string{"import", good, "--database", "/proc/planraum.db"}, 69, "/proc/planraum.db"},
		"a folder":         {[]string{"import", good, "--database", dir}, 69, dir},
		"missing database": {[]string{"export", "figures", "--database", here}, 1, "gibt es nicht"},
		"no plans":         {[]string{"plan", "list", "--database", here}, 1, "planraum demo"},
		"missing file":     {[]string{"import", "none.csv", "--database", here}, 1, "„none.csv“ gibt es nicht"},
		"folder as file":   {[]string{"import", dir, "--database", here}, 1, "ist ein Ordner"},
		"missing plan":     {[]string{"plan", "run", "none.yaml"}, 1, "„none.yaml“ gibt es nicht"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat("/proc/self"); name == "read-only folder" && err != nil {
				t.Skip("no folder here in which nobody may write")
			}
			got := call(t, c.args...)
			if got.code != c.code || !strings.Contains(got.err, c.say) {
				t.Errorf("%+v, want %d and %q", got, c.code, c.say)
			}
			isOneSentence(t, got)
			if _, err := os.Stat(here); err == nil {
				t.Error("a command that only reads made a database")
			}
		})
	}
}

func TestServe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "planraum.db")
	got := call(t, "serve", "--demo", "--listen", "127.0.0.1:0", "--database", name)
	if got.code != 0 || !strings.Contains(got.err, "Planraum läuft: http://127.0.0.1:0/") || !strings.Contains(figures(t, name), "accommodation.persons") {
		t.Errorf("%+v", got)
	}
}
