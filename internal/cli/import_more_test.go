// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/cli"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// piped runs the command line with something on standard input.
func piped(t *testing.T, in string, args ...string) said {
	t.Helper()
	var out, err bytes.Buffer
	code := cli.Run(t.Context(), cli.Outside{
		In: strings.NewReader(in), Out: &out, Err: &err, Lang: text.De, Terminal: true,
		Today: func() period.Date { return citytest.Today() }, Version: "test", Open: open,
	}, args)
	return said{code, out.String(), err.String()}
}

const correction = `indicator,area,period,value,basis,known_from,source
accommodation.persons,08111000,2022-03-31,5200,counted,2022-05-05,Zählung
accommodation.persons,08111000,2022-03-31,5300,reported,2022-05-05,Zeitung
accommodation.persons,08111000,2022-03-31,5100,counted,2022-04-05,Zählung
accommodation.persons,08111000,2022-05-31,5400,counted,2022-06-05,Zählung
`

// TestImportSaysWhatChanges: counts in a sentence, then the first changes with
// old and new value; the same on standard input as from a file.
func TestImportSaysWhatChanges(t *testing.T) {
	name := demo(t)
	if got := call(t, "import", file(t, "figures.csv", goodFigures), "--database", name); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	for _, got := range []said{
		call(t, "import", file(t, "more.csv", correction), "--dry-run", "--database", name),
		piped(t, correction, "import", "-", "--dry-run", "--database", name),
		piped(t, correction, "import", "figures", "-", "--database", name),
	} {
		for _, want := range []string{
			"4 Zeilen (figures), ", "ändert 1 Wert, bringt 1 Wert neu, 1 Wert widerspricht einer anderen Quelle, 1 Wert steht schon so da",
			"Zeile 2, geändert: ", "Stuttgart, 31.03.2022: 5.100 Personen → 5.200 Personen", "Zeile 3, widerspricht einer anderen Quelle: ", "5.200 Personen (Zählung) → 5.300 Personen",
		} {
			if got.code != 0 || !strings.Contains(got.out, want) {
				t.Errorf("no %q in %+v", want, got)
			}
		}
	}
	again := piped(t, correction+"\n", "import", "-", "--json", "--database", name)
	var told struct {
		Stored     bool
		NothingNew bool `json:"nothing_new"`
		Unchanged  int
		Effect     struct{ De, En string }
		Changes    map[string][]struct {
			Row     int
			Was, Is struct{ De string }
		}
	}
	if err := json.Unmarshal([]byte(again.out), &told); err != nil || again.code != 0 || told.Stored || !told.NothingNew || told.Unchanged != 4 || len(told.Changes["unchanged"]) != 4 || told.Changes["unchanged"][0].Row != 2 || told.Effect.De == "" {
		t.Errorf("%+v, %v", again, err)
	}
	if got := piped(t, "", "import", "-", "--database", name); got.code != 1 {
		t.Errorf("nothing on standard input: %+v", got)
	}
}

// TestImportOverTheLimit: a file or stream over the administrator's limit is one
// sentence, and leaves no temporary file.
func TestImportOverTheLimit(t *testing.T) {
	name := demo(t)
	t.Setenv("TMPDIR", t.TempDir())
	settings := file(t, "settings.csv", "key,value,source\nmax_upload_mb,1,Verwaltung\n")
	if got := call(t, "import", settings, "--database", name); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	large := goodFigures + strings.Repeat("# "+strings.Repeat("x", 100)+"\n", 11_000)
	for _, got := range []said{
		call(t, "import", file(t, "groß.csv", large), "--database", name),
		piped(t, large, "import", "-", "--database", name),
	} {
		if got.code != 1 || !strings.Contains(got.err, "ist größer als 1 MB") {
			t.Errorf("%+v", got)
		}
		isOneSentence(t, got)
	}
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "planraum-*")); err != nil || len(left) > 0 {
		t.Errorf("%v stays, %v", left, err)
	}
}

// TestMappingCommands: a mapping is listed, shown, written out, changed and
// stored, and files are read by it.
func TestMappingCommands(t *testing.T) {
	name := demo(t)
	list := call(t, "mapping", "list", "--database", name)
	if list.code != 0 || !strings.Contains(list.out, "standortliste\t") || !strings.Contains(list.out, "mitgeliefert") {
		t.Fatalf("%+v", list)
	}
	if got := call(t, "mapping", "show", "asylstatistik-deutschland", "--database", name); got.code != 0 || !strings.Contains(got.out, "month: Monat") {
		t.Errorf("%+v", got)
	}
	path := filepath.Join(t.TempDir(), "mapping.json")
	if got := call(t, "mapping", "export", "asylstatistik-deutschland", "-o", path, "--database", name); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(content), `"name": "asylstatistik-deutschland"`, `"name": "eigene"`, 1)
	for range 2 { // the second time there is nothing to store
		if got := piped(t, own, "mapping", "import", "-", "--database", name); got.code != 0 || !strings.Contains(got.out, "„eigene“ ist gespeichert") {
			t.Errorf("%+v", got)
		}
	}
	if got := call(t, "mapping", "list", "--json", "--database", name); !strings.Contains(got.out, `"name":"eigene"`) || !strings.Contains(got.out, `"stored":true`) {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"mapping", "show", "none"}, {"mapping", "export", "none"}, {"mapping", "import", "none.json"}, {"import", path, "--mapping", "none"}} {
		got := call(t, append(args, "--database", name)...)
		if got.code != 1 {
			t.Errorf("%v: %+v", args, got)
		}
		isOneSentence(t, got)
	}
	if got := piped(t, "{", "mapping", "import", "-", "--database", name); got.code != 1 {
		t.Errorf("%+v", got)
	}
}
