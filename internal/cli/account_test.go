// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestAccountCommands invites, lists, gives roles, locks and resets by command.
func TestAccountCommands(t *testing.T) {
	name := demo(t)
	run := func(code int, args ...string) said {
		t.Helper()
		got := call(t, append([]string{"account", "--database", name}, args...)...)
		if got.code != code {
			t.Fatalf("%v ended with %d: %s", args, got.code, got.err)
		}
		return got
	}
	link := regexp.MustCompile(`https://planung\.stadt\.example/einladung/[a-z2-7]{52}\n`)
	t.Setenv("PLANRAUM_BASE_URL", "https://planung.stadt.example")
	if got := run(0, "first"); !link.MatchString(got.out) {
		t.Errorf("first: %q", got.out)
	}
	if got := run(0, "invite", "planung@stadt.example", "--role", "planner@08111000/01", "--role", "administrator", "--name", "P"); !link.MatchString(got.out) || !strings.HasPrefix(got.out, "Konto 1") {
		t.Errorf("invite: %q", got.out)
	}
	if got := run(0, "list"); !strings.Contains(got.out, "planung@stadt.example") || !strings.Contains(got.out, "eingeladen") || !strings.Contains(got.out, "planner@08111000/01 administrator") {
		t.Errorf("list: %q", got.out)
	}
	run(0, "grant", "PLANUNG@stadt.example", "council")
	if got := run(0, "list", "--json"); !strings.Contains(got.out, `"grants":[{"role":"council"}]`) {
		t.Errorf("list: %q", got.out)
	}
	if got := run(0, "reset", "planung@stadt.example"); !link.MatchString(got.out) {
		t.Errorf("reset: %q", got.out)
	}
	run(0, "lock", "planung@stadt.example")
	if got := run(0, "list"); !strings.Contains(got.out, "gesperrt") {
		t.Errorf("list: %q", got.out)
	}
	run(0, "lock", "planung@stadt.example", "--open")
	if got := run(1, "grant", "planung@stadt.example", "root", "provider"); strings.Count(got.err, "--role") != 2 {
		t.Errorf("not every fault is named: %q", got.err)
	}
	run(1, "invite", "planung@stadt.example")
	if got := run(1, "invite", "keine Adresse"); !strings.Contains(got.err, "\n  Adresse: „keine Adresse“") {
		t.Errorf("a wrong address: %q", got.err)
	}
	// A role for something that there is not would never give a right.
	got := run(1, "invite", "keine Adresse", "--role", "planner@08111000/99", "--role", "coordinator#accomodation", "--role", "provider@mond#geld=Niemand", "--role", "council", "--role", "root")
	for _, want := range []string{
		"keine Adresse", "--role, Zeile 1", "08111000/09", "--role, Zeile 2", "accommodation, accommodation/homelessness", "--role, Zeile 3", "ein Träger", "ein Thema wie", "--role, Zeile 5", "eine der Rollen",
	} {
		if !strings.Contains(got.err, want) {
			t.Errorf("the refusal lacks %q: %s", want, got.err)
		}
	}
	if strings.Contains(got.err, "Zeile 4") || strings.Contains(run(0, "list").out, "keine") {
		t.Errorf("a sound role is refused, or something was stored: %s", got.err)
	}
	if got := run(1, "grant", "planung@stadt.example", "planner@mond", "planner#mond"); strings.Count(got.err, "--role") != 2 || !strings.Contains(run(0, "list", "--json").out, `"grants":[{"role":"council"}]`) {
		t.Errorf("grant: %s", got.err)
	}
	run(1, "lock", "niemand@stadt.example")
}
