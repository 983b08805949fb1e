// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckListsFindings: check ends with 3 while something is open, tells it
// with its numbers, and changes nothing.
func TestCheckListsFindings(t *testing.T) {
	name := demo(t)
	got := call(t, "check", "--database", name, "--as-of", "2016-06-30")
	if got.code != 3 || got.err != "" || !strings.HasPrefix(got.out, "2 von 2 Befunden sind offen oder in Arbeit, 1 davon schwer") ||
		!strings.Contains(got.out, "1.116 (gezählt), 1.136 (berichtet) und 1.200 (berichtet)") {
		t.Errorf("%+v", got)
	}
	var told struct {
		Pending  int
		Figures  int
		Findings []struct {
			ID, Kind, Severity, State string
			Figures                   []int64
		}
	}
	got = call(t, "--lang", "en", "check", "--database", name, "--as-of", "2016-06-30", "--json")
	if err := json.Unmarshal([]byte(got.out), &told); err != nil || got.code != 3 {
		t.Fatalf("code %d, %v: %s", got.code, err, got.out)
	}
	if told.Pending != 2 || len(told.Findings) != 2 || told.Findings[0].Severity != "severe" || len(told.Findings[0].Figures) != 3 {
		t.Errorf("%+v", told)
	}
	if all := call(t, "check", "--database", name, "--as-of", "2024-12-31", "--all"); !strings.Contains(all.out, "Erklärung: Bereinigung mit der neuen Belegungssoftware") {
		t.Errorf("what is explained is not told: %s", all.out)
	}
}

// TestCheckWithoutFindings ends with 0, also for a day without figures.
func TestCheckWithoutFindings(t *testing.T) {
	if got := call(t, "check", "--database", demo(t), "--as-of", "2001-01-01"); got.code != 0 || !strings.Contains(got.out, "passen zusammen") {
		t.Errorf("%+v", got)
	}
	if got := call(t, "check", "--database", filepath.Join(t.TempDir(), "none.db")); got.code != 1 {
		t.Errorf("a database that is not there: %+v", got)
	}
}
