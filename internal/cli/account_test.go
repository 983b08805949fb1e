// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAccountCommands invites, lists, gives roles, locks and resets by command.
func TestAccountCommands(t *testing.T) {
	name := filepath.Join(t.TempDir(), "planraum.db")
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
	run(1, "invite", "keine Adresse")
	run(1, "lock", "niemand@stadt.example")
}
