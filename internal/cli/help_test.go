// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

var every = []string{
	"", "serve", "demo", "import", "plan", "plan run", "plan explain", "plan list", "export", "version", "completion",
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
		for line := range strings.Lines(german.out + other.out) {
			if flag, help, _ := strings.Cut(strings.TrimSpace(line), "    "); strings.HasPrefix(flag, "-") && strings.TrimSpace(help) == "" {
				t.Errorf("%q: the flag %q has no text", command, flag)
			}
		}
	}
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
		"export betten":                     `<Art> ist eines von „figures“, „sites“, „areas“, „plan“, nicht „betten“`,
		"export areas --format pdf":         "--format ist eines von",
		"export areas a b":                  "„b“ wird hier nicht erwartet",
		"plan run x.yaml --json --csv":      "--json und --csv schließen einander aus",
		"plan run x.yaml --json=vielleicht": "--json steht ohne Wert",
		"plan explain x.yaml":               "es fehlt: <Zahl> <Monat>",
		"import":                            "es fehlt: <Art-oder-Datei>",
		"version --schnell":                 "den Schalter --schnell gibt es hier nicht",
		"version --databas=x":               `gemeint ist vielleicht „--database“`,
		"serve --listen":                    "bei --listen fehlt der Wert",
		"completion tcsh":                   "<Shell> ist eines von",
	} {
		got := call(t, strings.Fields(line)...)
		if got.code != 2 || got.out != "" || !strings.Contains(got.err, want) || !strings.Contains(got.err, "„planraum --help“") {
			t.Errorf("%q: %+v, want %q", line, got, want)
		}
		if found := english.FindAllString(allowed.ReplaceAllString(got.err, ""), -1); found != nil {
			t.Errorf("%q is answered with %q: %s", line, found, got.err)
		}
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
		for _, word := range []string{"serve", "demo", "import", "plan", "export", "version", "completion", "run explain list", "figures sites areas plan", "staffing_keys"} {
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
	if shell, err := exec.LookPath("bash"); err == nil {
		script := call(t, "completion", "bash").out + "\nCOMP_WORDS=(planraum plan ex); COMP_CWORD=2; _planraum; echo ${COMPREPLY[0]}\nCOMP_WORDS=(planraum de); COMP_CWORD=1; _planraum; echo ${COMPREPLY[0]}\n"
		check := exec.Command(shell)
		check.Dir, check.Stdin = t.TempDir(), strings.NewReader(script)
		if answer, err := check.CombinedOutput(); err != nil || string(answer) != "explain\ndemo\n" {
			t.Errorf("bash completes %q, %v", answer, err)
		}
	}
}
