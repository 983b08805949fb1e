// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var every = []string{
	"", "serve", "demo", "import", "plan", "plan run", "plan explain", "plan list", "forecast", "forecast series", "forecast issue", "forecast verify", "replay", "check", "export", "job", "job list", "job show", "job cancel", "job retry", "job wait", "job fetch", "worker", "backup", "backup make", "backup verify", "backup list", "backup manifest", "restore", "health", "version", "completion", "help",
	"audit", "audit verify", "audit list", "audit export", "audit anchor", "privacy", "privacy retain", "privacy purge", "privacy erasures", "privacy reapply", "steering",
}

// english are words of the parser's library that a German page must not show.
var english = regexp.MustCompile(`(?i)\b(usage|flags|arguments|commands|command|run "|expected|unexpected|unknown|must be|did you mean|missing|but got|string|file|kind|month|key|help\.\w+)\b`)

// allowed are English words that are part of what a user types.
var allowed = regexp.MustCompile(`--[a-z-]+|-[a-z], |"[^"]*"|“[^”]*”|„[^“]*“|docs/plan-file\.md|de oder en`)

func TestHelpInBothLanguages(t *testing.T) {
	for _, command := range every {
		args := strings.Fields(command)
		german := call(t, append(args, "--help")...)
		other := call(t, append(args, "--lang=en", "--help")...)
		if german.code != 0 || other.code != 0 || german.err != "" || german.out == other.out {
			t.Errorf("%q --help: %+v", command, german)
		}
		if !strings.HasPrefix(german.out, "Aufruf: planraum "+command) || !strings.HasPrefix(other.out, "Usage: planraum "+command) {
			t.Errorf("%q begins %q and %q", command, german.out[:30], other.out[:30])
		}
		if found := english.FindAllString(allowed.ReplaceAllString(german.out, ""), -1); found != nil {
			t.Errorf("the German help of %q says %q:\n%s", command, found, german.out)
		}
		if strings.Contains(other.out, "help.") || strings.ContainsAny(other.out, "äöüß") {
			t.Errorf("the English help of %q:\n%s", command, other.out)
		}
		lines := strings.Split(german.out+other.out, "\n")
		for i, line := range lines[:len(lines)-1] {
			below := strings.HasPrefix(lines[i+1], strings.Repeat(" ", 20)) // the text of a long flag stands below it
			if flag, help, _ := strings.Cut(strings.TrimSpace(line), "    "); strings.HasPrefix(flag, "-") && strings.TrimSpace(help) == "" && !below {
				t.Errorf("%q: the flag %q has no text", command, flag)
			}
		}
	}
}

// page is the command whose help explains a call.
func page(line string) string {
	name := ""
	for _, command := range every {
		if strings.HasPrefix(line+" ", command+" ") && len(command) > len(name) {
			name = command
		}
	}
	return strings.TrimSpace("planraum " + name)
}

// TestCallsNotUnderstood: whatever the parser refuses is said in German, with
// exit code 2 and a way on.
func TestCallsNotUnderstood(t *testing.T) {
	for line, want := range map[string]string{
		"":                                  "es fehlt ein Befehl",
		"plan":                              "es fehlt ein Befehl",
		"regnen":                            "„regnen“ wird hier nicht erwartet",
		"expor":                             `gemeint ist vielleicht „export“`,
		"export":                            "es fehlt: <Art>",
		"export betten":                     `<Art> ist eines von „figures“, „sites“, „packages“, „areas“, „goals“, „measures“, „actions“, „plan“, „catalogue“, „dataset“, nicht „betten“`,
		"export areas --format pdf":         "--format ist eines von",
		"export areas a b":                  "„b“ wird hier nicht erwartet",
		"plan run x.yaml --json --csv":      "--json und --csv schließen einander aus",
		"plan run x.yaml --json=vielleicht": "--json steht ohne Wert",
		"plan explain x.yaml":               "es fehlt: <Zahl> <Monat>",
		"import":                            "es fehlt: <Art-oder-Datei>",
		"version --schnell":                 "den Schalter --schnell gibt es hier nicht",
		"version --databas=x":               `gemeint ist vielleicht „--database“`,
		"serve --listen":                    "bei --listen fehlt der Wert",
		"version --lang fr":                 "--lang ist eines von „de“, „en“, nicht „fr“",
		"completion tcsh":                   "<Shell> ist eines von",
	} {
		got := call(t, strings.Fields(line)...)
		if got.code != 2 || got.out != "" || !strings.Contains(got.err, want) || !strings.Contains(got.err, "„"+page(line)+" --help“") {
			t.Errorf("%q: %+v, want %q", line, got, want)
		}
		if found := english.FindAllString(allowed.ReplaceAllString(got.err, ""), -1); found != nil {
			t.Errorf("%q is answered with %q: %s", line, found, got.err)
		}
	}
	if got := call(t, "help", "regnen"); got.code != 2 || got.out != "" || !strings.Contains(got.err, "„regnen“ wird hier nicht erwartet") {
		t.Errorf("help for no command: %+v", got)
	}
	if got := call(t, "--lang=en", "regnen"); got.code != 2 || !strings.Contains(got.err, "call not understood: unexpected argument regnen") {
		t.Errorf("in English: %+v", got)
	}
}

func TestVersion(t *testing.T) {
	got := call(t, "version")
	for _, want := range []string{"planraum 1.2.3-test", "Verfahren:", "stockflow/", "balance/", "staffing/", "apportion/"} {
		if got.code != 0 || !strings.Contains(got.out, want) {
			t.Errorf("version lacks %q: %+v", want, got)
		}
	}
}

// TestCompletion: the scripts name every command, and bash reads its own.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		got := call(t, "completion", shell)
		for _, word := range []string{"serve", "demo", "import", "plan", "export", "version", "completion", "run explain list", "figures sites packages areas goals measures actions plan catalogue dataset", "staffing_keys", "csv xlsx json geojson yaml ttl jsonld", "de en"} {
			if got.code != 0 || !strings.Contains(got.out, word) {
				t.Errorf("%s does not complete %q", shell, word)
			}
		}
		program, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		check := exec.Command(program, "-n")
		check.Stdin = strings.NewReader(got.out)
		if answer, err := check.CombinedOutput(); err != nil || len(answer) > 0 {
			t.Errorf("%s -n: %v\n%s", shell, err, answer)
		}
	}
}

// TestBashCompletes asks bash what it offers at the end of a line.
func TestBashCompletes(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mein plan.yaml"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	script := call(t, "completion", "bash").out
	kinds := "plan areas indicators groups settings sources crosswalk crosswalk_cells figures breaks choices packages sites norms utilisation lead_times scenarios projection stays goals measures actions thresholds staffing_keys pay flat_rates post_cases post_changes apportion committees recess sittings motions papers datasets citations bodies"
	for line, want := range map[string]string{
		"de":                             "demo",
		"plan ex":                        "explain",
		"--database x.db pl":             "plan",
		"plan run ":                      "mein plan.yaml",
		"plan run --json ":               "mein plan.yaml",
		"plan explain ":                  "mein plan.yaml",
		"import ":                        kinds + " mein plan.yaml",
		"import figures ":                "mein plan.yaml",
		"export ":                        "figures sites packages areas goals measures actions plan catalogue dataset",
		"export plan ":                   "",
		"export plan --form":             "--format",
		"export --format ":               "csv xlsx json geojson yaml ttl jsonld",
		"export --format = ge":           "geojson",
		"export sites -o ":               "mein plan.yaml",
		"export sites -o x.csv --format": "--format",
		"plan run --":                    "--help --database --lang --version --log-format --log-level --json --csv",
		"serve --d":                      "--database --demo --drain",
		"serve --listen ":                "",
		"version --lang ":                "de en",
		"version --lang = e":             "en",
		"help ":                          "serve demo import mapping plan forecast replay warn actions motions steering oparl check export release account report reports job worker health history revisions backup restore audit privacy version completion help",
		"forecast ":                      "series issue verify mein plan.yaml",
		"forecast issue --ind":           "--indicator",
		"forecast --hor":                 "--horizon",
		"completion ":                    "bash zsh fish",
	} {
		words := strings.Split("planraum "+line, " ")
		check := exec.Command(shell, append([]string{"-c", script + `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _planraum; printf '%s\n' "${COMPREPLY[*]}"`, "bash"}, words...)...)
		check.Dir = dir
		if answer, err := check.CombinedOutput(); err != nil || strings.TrimSuffix(string(answer), "\n") != want {
			t.Errorf("%q: bash offers %q, want %q, %v", line, answer, want, err)
		}
	}
}

// TestHelpAndVersionAsTyped: the words and flags that people try first.
func TestHelpAndVersionAsTyped(t *testing.T) {
	for asked, same := range map[string]string{
		"help": "--help", "help plan run": "plan run --help", "help export --lang en": "export --help --lang en",
		"--version": "version", "-V": "version", "--lang en --version": "version --lang en",
	} {
		got, want := call(t, strings.Fields(asked)...), call(t, strings.Fields(same)...)
		if got.code != 0 || got.out == "" || got != want {
			t.Errorf("%q: %+v, want %+v", asked, got, want)
		}
	}
}

// TestHelpSaysWhatStands: a flag's help names its environment and what counts
// without it, and never what the environment holds.
func TestHelpSaysWhatStands(t *testing.T) {
	t.Setenv("PLANRAUM_DATABASE", "postgres://city:secret@localhost/city")
	got := strings.Join(strings.Fields(call(t, "serve", "--help").out), " ")
	for _, want := range []string{"(Umgebung: PLANRAUM_DATABASE, sonst planraum.db)", "(Umgebung: PLANRAUM_LISTEN, sonst 127.0.0.1:8080)", "PLANRAUM_LANG", "keine andere Stadt"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if strings.Contains(got, "secret") {
		t.Error("the help shows a password")
	}
	for _, command := range every {
		german, english := call(t, append(strings.Fields(command), "--help")...).out, call(t, append(strings.Fields(command), "--lang=en", "--help")...).out
		if strings.ContainsAny(german, `"”`) || strings.ContainsAny(english, `"„`) {
			t.Errorf("%q: the quotation marks of the other language:\n%s%s", command, german, english)
		}
	}
}
