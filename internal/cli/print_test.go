// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestRunSpeaksTheLanguage: kinds, qualities and reasons are words of the
// language, with the three lead times and dates and the sites that end.
func TestRunSpeaksTheLanguage(t *testing.T) {
	path := planFile(t, "beispiel-ohne")
	german, english := call(t, "plan", "run", path).out, call(t, "plan", "run", path, "--lang=en").out
	// Places are missing from May 2024; 12 months before is May 2023, 9 and 16
	// months before are August and January 2023.
	for _, want := range []string{
		"Modulbau: 01.08.2023 – 01.05.2023 (vorbei) – 01.01.2023; Vorlauf 9,0 – 12,0 – 16,0 Monate (Annahme ohne Beleg)",
		"01.10.2024: Messehalle 3, 150 Plätze, Saison endet (", "31.03.2025: Containerdorf Südpark, 300 Plätze, Genehmigung endet (",
	} {
		if !strings.Contains(german, want) {
			t.Errorf("no %q in\n%s", want, german)
		}
	}
	for _, want := range []string{
		"module building: 1 August 2023 – 1 May 2023 (past) – 1 January 2023; lead time 9.0 – 12.0 – 16.0 months (assumption without evidence)",
		"31 March 2025: Containerdorf Südpark, 300 places, permit ends (",
	} {
		if !strings.Contains(english, want) {
			t.Errorf("no %q in\n%s", want, english)
		}
	}
	if strings.Contains(german+english, "module_building") {
		t.Error("a word of the files is shown to people")
	}
}

// TestPartlyKnown: a sum without one of its parts is marked, and a sum of
// nothing is unknown, not 0.
func TestPartlyKnown(t *testing.T) {
	whole, err := os.ReadFile(planFile(t, "beispiel-ohne"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		cut  *regexp.Regexp
		want string // the last cells of the row of January 2025
	}{
		// Posts: 620 cases / 80 = 7.8; 1,279 places / 136 = 9.4; 1,151 persons / 136 = 8.5.
		"all":         {regexp.MustCompile(`^$`), `7,8 +9,4 +8,5 +25,7 +157\.213,73$`},
		"no price":    {regexp.MustCompile(`(?s)\ncost:.*\n\n`), `7,8 +9,4 +8,5 +25,7 +unbekannt$`},
		"two prices":  {regexp.MustCompile(`\n    - \{key: benefits.*`), `7,8 +9,4 +8,5 +25,7 +1[0-9]{2}\.[0-9]{3},[0-9]{2} \+ \?$`},
		"no quantity": {regexp.MustCompile(`\n  quantities:\n.*`), `unbekannt +9,4 +8,5 +17,9 \+ \? +1[0-9]{2}\.[0-9]{3},[0-9]{2} \+ \?$`},
	} {
		got := call(t, "plan", "run", file(t, "plan.yaml", c.cut.ReplaceAllString(string(whole), "\n")))
		if row := january(got.out); got.code != 0 || !regexp.MustCompile(c.want).MatchString(row) {
			t.Errorf("%s: %q, want %s %s", name, row, c.want, got.err)
		}
	}
}

// january is the row of January 2025.
func january(out string) string {
	for line := range strings.Lines(out) {
		if strings.HasPrefix(strings.TrimSpace(line), "2025-01 ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// TestRefusedAsJSON: a program that reads standard output finds the faults
// there, a person on standard error.
func TestRefusedAsJSON(t *testing.T) {
	path := file(t, "bad.yaml", "plan: x\nas_of: gestern\nhorizon: 2016-02..2016-01\n")
	for _, args := range [][]string{{"plan", "run", path}, {"plan", "explain", path, "needed", "2016-01"}} {
		plain, got := call(t, args...), call(t, append(args, "--json")...)
		var told struct {
			Error  struct{ De, En string }
			Faults []struct {
				Row    int
				Column string
			}
		}
		if err := json.Unmarshal([]byte(got.out), &told); err != nil || told.Error.De == "" || told.Error.En == "" || len(told.Faults) < 2 {
			t.Fatalf("%v: %+v, %v", args, got, err)
		}
		if told.Faults[0].Row != 2 || told.Faults[0].Column != "as_of" || got.code != plain.code || got.err != plain.err || plain.out != "" {
			t.Errorf("%+v, plain %+v", got, plain)
		}
	}
	got := call(t, "plan", "run", "none.yaml", "--json")
	if got.code != 1 || !strings.Contains(got.out, `"faults": []`) || !strings.Contains(got.out, "There is no file “none.yaml”.") {
		t.Errorf("%+v", got)
	}
}
