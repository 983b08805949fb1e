// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWarn: by when what must be decided, for people and for programs; kept once.
func TestWarn(t *testing.T) {
	db := demo(t)
	got := call(t, "warn", "--database", db, "--as-of", "2019-06-30")
	for _, want := range []string{"entscheiden: Hotel oder Anmietung für ", "Warnschwelle: 50", "Startwert des Zufalls 1", "* Bis ", "Systembau: am 30.06.2019 entschieden, öffnet September 2020", "weder einen plötzlichen Anstieg"} {
		if got.code != 0 || got.err != "" || !strings.Contains(got.out, want) {
			t.Errorf("no %q in %+v", want, got)
		}
	}
	if again := call(t, "warn", "--database", db, "--as-of", "2019-06-30"); again != got {
		t.Error("the same call gives another answer")
	}
	said := call(t, "warn", "--database", db, "--as-of", "2019-06-30", "--json", "--keep")
	var kept struct {
		Says    struct{ De, En string }
		Kept    bool
		Warning struct {
			ID      string
			AsOf    string `json:"as_of"`
			By      string
			Seed    int
			Classes []struct{ Probability float64 }
			Months  []struct{ Month string }
		}
	}
	if err := json.Unmarshal([]byte(said.out), &kept); err != nil || said.code != 0 || !kept.Kept || kept.Warning.ID != "2019-06-30/ledger" || kept.Warning.By != "Kommandozeile" || len(kept.Warning.Classes) != 8 || len(kept.Warning.Months) != 25 {
		t.Errorf("%v, %+v", err, said)
	}
	if !strings.Contains(got.out, kept.Says.De) || kept.Says.En == kept.Says.De {
		t.Errorf("%+v", kept.Says)
	}
	if twice := call(t, "warn", "--database", db, "--as-of", "2019-06-30", "--keep"); twice.code == 0 || !strings.Contains(twice.err, "schon festgehalten") {
		t.Errorf("kept twice: %+v", twice)
	}
}

// TestWarnRefuses: what cannot be answered is said in a sentence.
func TestWarnRefuses(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "leer.db")
	if got := call(t, "import", tempFile(t, "settings.csv", "key,value,source\ncity.name,Musterstadt,own\n"), "--database", empty); got.code != 0 {
		t.Logf("%+v", got)
	}
	got := call(t, "warn", "--database", empty)
	if got.code == 0 || !strings.Contains(got.err, "Bestand") {
		t.Errorf("an empty city: %+v", got)
	}
	if got := call(t, "warn", "--database", empty, "--json"); got.code == 0 || !json.Valid([]byte(got.out)) || !strings.Contains(got.out, "\"error\"") {
		t.Errorf("as JSON: %+v", got)
	}
	if got := call(t, "warn", "--database", empty, "--as-of", "morgen"); got.code == 0 || !strings.Contains(got.err, "morgen") {
		t.Errorf("a day that is none: %+v", got)
	}
}

// TestWarnOldCount: from a count of years ago nothing is kept unless its month is named.
func TestWarnOldCount(t *testing.T) {
	db := demo(t)
	warn := func(args ...string) said {
		return call(t, append([]string{"warn", "--database", db, "--as-of", "2025-10-31"}, args...)...)
	}
	refusal := warn("--keep")
	month := regexp.MustCompile(`\((\d{4}-\d\d)\)`).FindStringSubmatch(refusal.err)
	if refusal.code == 0 || month == nil {
		t.Fatalf("%+v", refusal)
	}
	for _, args := range [][]string{{"--keep", "--old-count", "2025-09"}, {"--keep", "--old-count", "bald"}, {"--old-count", month[1]}} {
		if got := warn(args...); got.code == 0 {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if got := warn("--keep", "--old-count", month[1], "--json"); got.code != 0 || !strings.Contains(got.out, `"old_count": "`+month[1]+`"`) {
		t.Errorf("%+v", got)
	}
}
