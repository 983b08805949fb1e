// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"planraum/internal/city/audit"
	"planraum/internal/city/privacy"
	"planraum/internal/exchange/erasurefile"
	"planraum/internal/store/pgtest"
)

// TestDumpAndRestore: on PostgreSQL the standard tools back up and restore, and
// our check says whether what was restored is what was there, also where others
// write meanwhile.
func TestDumpAndRestore(t *testing.T) {
	source, target := pgtest.Start(t), pgtest.Start(t)
	for _, tool := range []string{"pg_dump", "pg_restore"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed")
		}
	}
	succeed(t, "demo", "--database", source)
	dir := t.TempDir()
	busy := exec.CommandContext(t.Context(), os.Args[0])
	busy.Env = append(os.Environ(), fmt.Sprintf("%s=%s\n0", ordersVariable, source))
	out, err := busy.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := busy.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil { // it writes
		t.Fatal(err)
	}
	dump, manifest := filepath.Join(dir, "planraum.dump"), filepath.Join(dir, "planraum.json")
	succeed(t, "backup", "manifest", "--database", source, "--dump", dump, "-o", manifest)
	_ = busy.Process.Kill()
	_ = busy.Wait()
	if out, err := exec.CommandContext(t.Context(), "pg_restore", "--exit-on-error", "--no-owner", "--dbname="+target, dump).CombinedOutput(); err != nil {
		t.Fatalf("pg_restore: %v\n%s", err, out)
	}
	if out := succeed(t, "backup", "verify", "--database", target, "--manifest", manifest); !strings.Contains(out, "In Ordnung") {
		t.Error(out)
	}
	fails := func(want string, args ...string) {
		t.Helper()
		out, err := call(t, args...).CombinedOutput()
		if err == nil || !strings.Contains(string(out), want) {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	fails("gibt es schon", "backup", "manifest", "--database", source, "--dump", dump)
	fails("pg_dump", "backup", "--database", source, "--to", dir)
	fails("pg_restore", "restore", dump, "--database", target)

	// What was deleted since the dump goes again, and both sides know of the other.
	if all := entriesOf(t, source, audit.Backup); len(all) == 0 || all[0].Object.Key != "planraum.dump" || all[0].Outcome != audit.Done || sayingOf(t, all[0]).Bytes == 0 {
		t.Errorf("the dump leaves %+v", all)
	}
	list := written(t, dir, erasurefile.Name, erasurefile.Head+string(erasurefile.Line(privacy.Erasure{Object: "contact", Key: "haus", At: time.Now()})))
	if out := succeed(t, "restore", manifest, "--database", target); !strings.Contains(out, "wieder gelöscht: 1 (nach "+list) {
		t.Error(out)
	}
	if all := entriesOf(t, target, audit.Restore); len(all) != 1 || all[0].Object.Key != "planraum.json" {
		t.Errorf("the restored database says %+v", all)
	}

	// One changed address, as many rows as before.
	db, err := pgx.Connect(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	if _, err := db.Exec(t.Context(), "UPDATE indicator SET name_de = name_de || ' ' WHERE id = 1"); err != nil {
		t.Fatal(err)
	}
	fails("indicator", "backup", "verify", "--database", target, "--manifest", manifest)
	if err := os.WriteFile(manifest, []byte(`{"position": 1}`), 0o600); err != nil {
		t.Fatal(err)
	}
	fails("kein Verzeichnis", "backup", "verify", "--database", target, "--manifest", manifest)
}
