// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// monthsFile writes a wide table of two series of 48 months.
func monthsFile(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("monat;Zugänge;Quote\n")
	for i := range 48 {
		fmt.Fprintf(&b, "%d-%02d;%d;%d,5\n", 2015+i/12, i%12+1, 200+i*13%37, 40+i*7%11)
	}
	return tempFile(t, "monate.csv", b.String())
}

func tempFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestForecastForPersons(t *testing.T) {
	file := monthsFile(t)
	got := call(t, "forecast", file, "--horizon", "14")
	for _, want := range []string{"Zugänge (48 Monate, 2015-01 – 2018-12)", "Verfahren: ", "Band 95 %", "letzter Wert", "2019-01", "2020-02", "Summe der ersten 6 Schritte", "Summe der ersten 14 Schritte", "Quote (48 Monate", "Rückblick auf 22 frühere Zeitpunkte"} {
		if got.code != 0 || got.err != "" || !strings.Contains(got.out, want) {
			t.Errorf("no %q in %+v", want, got)
		}
	}
	if again := call(t, "forecast", file, "--horizon", "14"); again != got {
		t.Error("the same call gives another answer")
	}
	if other := call(t, "forecast", file, "--horizon", "14", "--seed", "2"); other.out == got.out {
		t.Error("the seed changes no sum")
	}
	english := call(t, "forecast", file, "--horizon", "2", "--lang", "en", "--method", "theta")
	for _, want := range []string{"(48 months, 2015-01 – 2018-12)", "method: theta", "As asked: theta.", "sum of the first 2 steps"} {
		if !strings.Contains(english.out, want) {
			t.Errorf("no %q in %s", want, english.out)
		}
	}
}

func TestForecastForPrograms(t *testing.T) {
	got := call(t, "forecast", monthsFile(t), "--json", "--horizon", "3")
	var answer struct {
		Version string
		Seed    uint64
		Series  []struct {
			Name     string
			Method   string
			Counts   bool
			Backtest *struct{ Origins int }
			Steps    []struct {
				Period       string
				Mean, Median float64
				Bands        []struct{ Level, Lower, Upper float64 }
				Naive        struct{ Median float64 }
			}
			Sums []struct{ Steps int }
		}
	}
	if err := json.Unmarshal([]byte(got.out), &answer); err != nil || got.code != 0 {
		t.Fatalf("%v: %+v", err, got)
	}
	if answer.Version != "series/8" || answer.Seed != 1 || len(answer.Series) != 2 {
		t.Fatalf("%+v", answer)
	}
	s := answer.Series[0]
	if s.Name != "Zugänge" || !s.Counts || s.Backtest == nil || s.Backtest.Origins != 22 || len(s.Steps) != 3 || len(s.Sums) != 1 || answer.Series[1].Counts {
		t.Errorf("%+v", s)
	}
	for i, step := range s.Steps {
		if step.Period != fmt.Sprintf("2019-%02d", i+1) || len(step.Bands) != 3 || step.Bands[2].Level != 95 || step.Bands[2].Lower > step.Median || step.Bands[2].Upper < step.Median || step.Naive.Median != 219 {
			t.Errorf("%+v", step)
		}
	}
}

func TestForecastOfQuartersAndYears(t *testing.T) {
	quarters := tempFile(t, "q.csv", "quartal,v\n2015-Q1,10\n2015-Q2,12\n2015-Q3,11\n2015-Q4,13\n")
	if got := call(t, "forecast", quarters, "--horizon", "2"); got.code != 0 || !strings.Contains(got.out, "2016-Q1") || !strings.Contains(got.out, "4 Quartale") || !strings.Contains(got.out, "zu kurz") {
		t.Errorf("%+v", got)
	}
	years := tempFile(t, "j.csv", "jahr,v\n2013,1.25\n2014,\n2015,1.5\n")
	if got := call(t, "forecast", years, "--horizon", "1"); got.code != 0 || !strings.Contains(got.out, "2016") || !strings.Contains(got.out, "1 von 3 Werten fehlt: 2014. Ein fehlender Wert ist nicht 0") {
		t.Errorf("%+v", got)
	}
}

// Bad input is refused whole, with every fault, and with the exit codes of the
// other commands.
func TestForecastRefuses(t *testing.T) {
	bad := tempFile(t, "bad.csv", "date,v,w\n2015-01,1,x\nMärz,2,3\n2015-01,zwei,4\n")
	got := call(t, "forecast", bad)
	for _, want := range []string{"Zeile 2", "„x“", "Zeile 3", "„März“", "Zeile 4", "„zwei“", "steht schon in Zeile 2"} {
		if got.code == 0 || got.out != "" || !strings.Contains(got.err, want) {
			t.Errorf("no %q in %+v", want, got)
		}
	}
	asked := call(t, "forecast", bad, "--json")
	var answer struct {
		Faults []struct{ Row int }
	}
	if err := json.Unmarshal([]byte(asked.out), &answer); err != nil || len(answer.Faults) != 4 || asked.code != got.code {
		t.Errorf("%v: %+v", err, asked)
	}
	if got := call(t, "forecast", monthsFile(t), "--horizon", "0"); got.code == 0 || !strings.Contains(got.err, "1 bis 120") {
		t.Errorf("%+v", got)
	}
	if strings.Contains(got.err, "gespeichert") || strings.Contains(got.err, "übernommen") || !strings.Contains(got.err, "Das lässt sich nicht vorausrechnen: 4 Fehler.") || !strings.Contains(got.err, "bad.csv, Zeile 2") {
		t.Errorf("a command that stores nothing: %q", got.err)
	}
	huge := call(t, "forecast", tempFile(t, "huge.csv", "date,Personen\n2015-01,1\n2015-02,9000000000000000\n"))
	if !strings.Contains(huge.err, "huge.csv, Spalte Personen: „9000000000000000 (2015-02)“, erwartet: höchstens 1 Billiarde") {
		t.Errorf("%+v", huge)
	}
	for arg, want := range map[string]string{"--horizon -3": "--horizon ist eine ganze Zahl von 1 an, nicht „-3“", "--seed -1": "--seed ist eine ganze Zahl von 0 an, nicht „-1“", "--horizon abc": "--horizon ist eine ganze Zahl, nicht „abc“", "--method magic": "das Verfahren „magic“ gibt es nicht. --method erwartet auto (die Verbindung"} {
		words := strings.Fields(arg)
		if got := call(t, "forecast", bad, words[0], words[1]); got.code != 2 || !strings.Contains(got.err, want) {
			t.Errorf("%s: %+v", arg, got)
		}
	}
	one := call(t, "forecast", tempFile(t, "one.csv", "date,v\n2015-01,30\n"), "--lang", "en", "--horizon", "1")
	if !strings.Contains(one.out, "v (1 month, 2015-01") {
		t.Errorf("%+v", one)
	}
	if got := call(t, "forecast", filepath.Join(t.TempDir(), "none.csv")); got.code == 0 || got.err == "" {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"--method", "magic"}, {"--frequency", "52"}, {"--horizon", "viele"}} {
		if got := call(t, append([]string{"forecast", bad}, args...)...); got.code != 2 {
			t.Errorf("%v: %+v", args, got)
		}
	}
}

// After a fall to 0 both cases stand side by side, for people and for programs.
func TestForecastAfterAFallToNothing(t *testing.T) {
	var b strings.Builder
	b.WriteString("monat;v\n")
	for i := range 40 {
		fmt.Fprintf(&b, "%d-%02d;%d\n", 2015+i/12, i%12+1, 290+i*13%21)
	}
	b.WriteString("2018-05;0\n2018-06;0\n")
	file := tempFile(t, "null.csv", b.String())
	got := call(t, "forecast", file, "--horizon", "2")
	for _, want := range []string{"ob das stimmt oder eine Meldung fehlt", "falls Meldungen fehlen", "Dann wären es im ersten Schritt "} {
		if !strings.Contains(got.out, want) {
			t.Errorf("no %q in %s", want, got.out)
		}
	}
	var answer struct {
		Series []struct {
			Steps []struct{ Median float64 }
			Other []struct {
				Period string
				Median float64
				Bands  []struct{ Level, Lower, Upper float64 }
			} `json:"if_unreported"`
		}
	}
	said := call(t, "forecast", file, "--horizon", "2", "--json")
	if err := json.Unmarshal([]byte(said.out), &answer); err != nil || len(answer.Series) != 1 || len(answer.Series[0].Other) != 2 {
		t.Fatalf("%v, %s", err, said.out)
	}
	s := answer.Series[0]
	if o := s.Other[1]; s.Steps[1].Median != 0 || o.Period != "2018-08" || o.Median < 280 || o.Median > 320 || len(o.Bands) != 3 || o.Bands[1].Level != 80 || o.Bands[1].Lower > o.Median {
		t.Errorf("%+v", s)
	}
}

// A rising line beats the last value and still leaves its bands: that is said before
// anything else, for people and for programs.
func TestForecastSaysFirstThatBandsDidNotHold(t *testing.T) {
	var exact, years strings.Builder
	exact.WriteString("monat;v\n")
	years.WriteString("jahr;v\n")
	for i := range 60 {
		fmt.Fprintf(&exact, "%d-%02d;%d\n", 2015+i/12, i%12+1, 2000+20*i)
		fmt.Fprintf(&years, "%d;%d\n", 1960+i, 1000+13*i+(i*7%5)-2)
	}
	for name, content := range map[string]string{"linie.csv": exact.String(), "jahre.csv": years.String()} {
		file := tempFile(t, name, content)
		got := call(t, "forecast", file, "--horizon", "3")
		lines := strings.Split(got.out, "\n")
		if got.code != 0 || len(lines) < 3 || !strings.HasPrefix(lines[2], "Die Bänder hielten nicht: früher lagen nur ") || !strings.Contains(lines[2], "statt 80") || !strings.Contains(lines[2], "besser als der letzte Wert") {
			t.Errorf("%s: %+v", name, got)
		}
		var answer struct {
			Series []struct {
				Held *bool `json:"bands_held"`
				Why  struct{ De string }
			}
		}
		said := call(t, "forecast", file, "--horizon", "3", "--json")
		if err := json.Unmarshal([]byte(said.out), &answer); err != nil || answer.Series[0].Held == nil || *answer.Series[0].Held || !strings.HasPrefix(answer.Series[0].Why.De, "Die Bänder hielten nicht") {
			t.Errorf("%s: %v, %s", name, err, said.out)
		}
	}
	if quiet := call(t, "forecast", monthsFile(t)); strings.Contains(quiet.out, "hielten nicht") {
		t.Errorf("bands that held: %s", quiet.out)
	}
}

// Whole numbers stay whole, also below 0, and bounds of sums of counts in JSON.
func TestForecastOfWholeNumbersIsWhole(t *testing.T) {
	var b strings.Builder
	b.WriteString("monat;v\n")
	for i := range 60 {
		fmt.Fprintf(&b, "%d-%02d;%d\n", 2015+i/12, i%12+1, i*i*7%41-20)
	}
	got := call(t, "forecast", tempFile(t, "neg.csv", b.String()), "--horizon", "1")
	row := ""
	for _, line := range strings.Split(got.out, "\n") {
		if f := strings.Fields(line); len(f) > 2 && f[0] == "2020-01" {
			row = strings.Join(f[2:], " ") // behind the mean, which has a decimal
		}
	}
	if row == "" || strings.Contains(row, ",") {
		t.Errorf("%q in %s", row, got.out)
	}
	var answer struct {
		Series []struct {
			Counts bool
			Sums   []struct {
				Bands []struct{ Lower, Upper float64 }
			}
		}
	}
	said := call(t, "forecast", monthsFile(t), "--json")
	if err := json.Unmarshal([]byte(said.out), &answer); err != nil || !answer.Series[0].Counts || len(answer.Series[0].Sums) == 0 {
		t.Fatalf("%v: %s", err, said.out)
	}
	for _, sum := range answer.Series[0].Sums {
		for _, band := range sum.Bands {
			if band.Lower != math.Trunc(band.Lower) || band.Upper != math.Trunc(band.Upper) {
				t.Errorf("%+v", sum)
			}
		}
	}
}

// The same fault in many rows is said once to people, and row by row to programs; a
// flag that is missing is named in the language.
func TestForecastSaysOneCauseOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("monat;v\n")
	for i := range 48 {
		fmt.Fprintf(&b, "%d-%02d;1.037\n", 2015+i/12, i%12+1)
	}
	file := tempFile(t, "viele.csv", b.String())
	got := call(t, "forecast", file)
	if got.code == 0 || strings.Count(got.err, "1.037") != 1 || !strings.Contains(got.err, "(dasselbe in 48 Zeilen: 2, 3, 4 …)") || !strings.Contains(got.err, "ein Fehler") {
		t.Errorf("%+v", got)
	}
	var answer struct{ Faults []struct{ Row int } }
	if err := json.Unmarshal([]byte(call(t, "forecast", file, "--json").out), &answer); err != nil || len(answer.Faults) != 48 {
		t.Errorf("%v, %d faults", err, len(answer.Faults))
	}
	if got := call(t, "forecast", "issue"); got.code != 2 || strings.Contains(got.err, "missing") || !strings.Contains(got.err, "es fehlt: --indicator") {
		t.Errorf("%+v", got)
	}
}
