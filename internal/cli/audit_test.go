// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// TestAudit: the record is verified, listed, written and anchored; what was
// changed past the program is found, and so is an end that is missing.
func TestAudit(t *testing.T) {
	database := demo(t)
	if got := call(t, "audit", "verify", "--database", database); got.code != 0 || !strings.HasPrefix(got.out, "Das Protokoll ist vollständig von Eintrag 1 (") {
		t.Fatalf("verify: %+v", got)
	}
	anchor := strings.TrimSpace(call(t, "audit", "anchor", "--database", database).out)
	if got := call(t, "audit", "verify", "--anchor", anchor, "--database", database); got.code != 0 {
		t.Errorf("against its own anchor: %+v", got)
	}
	if got := call(t, "audit", "list", "--what", "import", "--limit", "2", "--database", database); got.code != 0 || strings.Count(got.out, "\n") != 3 || !strings.Contains(got.out, "Einlesen") {
		t.Errorf("list: %+v", got)
	}
	if got := call(t, "audit", "list", "--what", "quatsch", "--since", "x", "--role", "y", "--database", database); got.code != 2 && got.code != 65 && got.code == 0 || strings.Count(got.err, "--") < 3 {
		t.Errorf("three faults: %+v", got)
	}
	byKey := call(t, "audit", "list", "--what", "import", "--database", database)
	for _, label := range []string{"Einlesen", "einlesen", "import"} {
		if got := call(t, "audit", "list", "--what", label, "--database", database); got.code != 0 || got.out != byKey.out {
			t.Errorf("--what %s: %+v", label, got)
		}
	}
	if got := call(t, "audit", "list", "--role", "Datenverantwortung", "--database", database); got.code != 0 {
		t.Errorf("a role by its label: %+v", got)
	}
	if got := call(t, "audit", "list", "--what", "Anmeldungen", "--role", "Chef", "--database", database); !strings.Contains(got.err, "sign-in (Anmeldung)") || !strings.Contains(got.err, "planner (Sozialplanung)") {
		t.Errorf("the known ones are not named: %+v", got)
	}
	// What commands did is found under one role and named in the reader's language.
	if got := call(t, "--lang", "en", "audit", "list", "--role", "command", "--what", "verification", "--database", database); got.code != 0 || strings.Count(got.out, "command line") < 2 || strings.Contains(got.out, "Befehlszeile") {
		t.Errorf("what commands did: %+v", got)
	}
	target := filepath.Join(t.TempDir(), "protokoll.json")
	if got := call(t, "audit", "export", "-o", target, "--database", database); got.code != 0 {
		t.Fatalf("export: %+v", got)
	}
	content, err := os.ReadFile(target)
	if err != nil || !json.Valid(content) {
		t.Errorf("the file is no JSON: %v", err)
	}
	db, err := sql.Open("sqlite", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, step := range []struct{ statement, want string }{
		{"DROP TRIGGER audit_entry_no_update", ""},
		{"UPDATE audit_entry SET acted_by = 'Niemand' WHERE seq = 7", "Eintrag 7 wurde geändert"},
		{"DROP TRIGGER audit_entry_no_delete", ""},
		{"DELETE FROM audit_entry WHERE seq BETWEEN 3 AND 4", "Die Einträge 3 bis 4 fehlen"},
	} {
		if _, err := db.ExecContext(t.Context(), step.statement); err != nil {
			t.Fatal(err)
		}
		if got := call(t, "audit", "verify", "--database", database); step.want != "" && (got.code != 3 || !strings.Contains(got.out, step.want)) {
			t.Errorf("%s: %+v", step.statement, got)
		}
	}
	if got := call(t, "audit", "verify", "--from", "8", "--database", database); got.code != 0 {
		t.Errorf("behind what was changed: %+v", got)
	}
	// Whoever cuts the end off and mends the head is found by the anchor alone.
	for _, statement := range []string{
		"DROP TRIGGER audit_head_forward", "DELETE FROM audit_entry WHERE seq > 20",
		"UPDATE audit_head SET seq = 20, digest = (SELECT digest FROM audit_entry WHERE seq = 20)",
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if got := call(t, "audit", "verify", "--anchor", anchor, "--json", "--database", database); got.code != 3 || !strings.Contains(got.out, "\"sound\":false") {
		t.Errorf("without its end: %+v", got)
	}
}

// TestPrivacyCommands: terms are enforced, files purged, and what was erased
// can be done again.
func TestPrivacyCommands(t *testing.T) {
	database := demo(t)
	for _, args := range [][]string{{"privacy", "retain"}, {"privacy", "purge"}, {"privacy", "erasures"}} {
		if got := call(t, append(args, "--database", database)...); got.code != 0 || got.out == "" {
			t.Errorf("%v: %+v", args, got)
		}
	}
	list := filepath.Join(t.TempDir(), "liste.json")
	for content, want := range map[string]int{"[]": 0, "kein JSON": 65, `[{"object":"mond","key":"1","at":"2026-01-01T00:00:00Z"}]`: 65} {
		if err := os.WriteFile(list, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := call(t, "privacy", "reapply", list, "--database", database); (got.code == 0) != (want == 0) {
			t.Errorf("%s: %+v", content, got)
		}
	}
	if got := call(t, "privacy", "reapply", list+"x", "--database", database); got.code == 0 {
		t.Errorf("a missing file: %+v", got)
	}
}
