// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestActions: what is overdue on a day, for people and for programs.
func TestActions(t *testing.T) {
	db := demo(t)
	got := call(t, "actions", "--overdue", "--database", db, "--as-of", "2015-11-27")
	lines := strings.Split(strings.TrimSpace(got.out), "\n")
	if got.code != 0 || len(lines) != 3 || !strings.HasPrefix(lines[0], "2015-005") || !strings.Contains(lines[0], "20.11.2015  überfällig seit 7 Tagen") || !strings.HasPrefix(lines[1], "2015-007") {
		t.Errorf("%+v", got)
	}
	said := call(t, "actions", "--all", "--search", "planungsstelle", "--json", "--database", db, "--as-of", "2015-11-27")
	var list []struct{ ID, Owner string }
	if err := json.Unmarshal([]byte(said.out), &list); err != nil || said.code != 0 || len(list) != 1 || list[0].ID != "2015-004" {
		t.Errorf("%v, %+v", err, said)
	}
	if none := call(t, "actions", "--database", db, "--as-of", "2001-01-01"); none.code != 0 || !strings.Contains(none.out, "Kein Auftrag") {
		t.Errorf("%+v", none)
	}
	if bad := call(t, "actions", "--database", db, "--as-of", "gestern"); bad.code == 0 || !strings.Contains(bad.err, "gestern") {
		t.Errorf("%+v", bad)
	}
}
