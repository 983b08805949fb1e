// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	city "planraum/internal/city/backup"
)

// TestBackupCommands: the way from a running city to a restored one and back,
// as an administrator types it.
func TestBackupCommands(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	database := filepath.Join(dir, "planraum.db")
	succeed(t, "demo", "--database", database)
	var made struct {
		Path     string
		Manifest struct {
			Position int64
			Digest   string
			TakenAt  time.Time `json:"taken_at"`
		}
	}
	if err := json.Unmarshal([]byte(succeed(t, "backup", "--database", database, "--to", folder, "--json")), &made); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(made.Path, folder) || made.Manifest.Position == 0 || time.Since(made.Manifest.TakenAt) > time.Minute {
		t.Errorf("%+v", made)
	}
	list := succeed(t, "backup", "list", "--to", folder)
	if !strings.HasPrefix(list, filepath.Base(made.Path)+"\t") || !strings.Contains(list, "bleibt, bis jemand sie löscht") || strings.Count(list, "\n") != 1 {
		t.Error(list)
	}
	for _, args := range [][]string{
		{"backup", "verify", made.Path},
		{"restore", made.Path, "--database", filepath.Join(dir, "neu.db")},
	} {
		if out := succeed(t, args...); !strings.Contains(out, "Prüfsumme: "+made.Manifest.Digest) {
			t.Errorf("%v: %s", args, out)
		}
	}
	// The original has an entry on the backup, the restored one on the restore;
	// else all three hold the same.
	inside := func(args ...string) string {
		t.Helper()
		var m city.Manifest
		if err := json.Unmarshal([]byte(succeed(t, append(args, "--json")...)), &m); err != nil || len(m.Tables) < 20 {
			t.Fatalf("%v: %d tables, %v", args, len(m.Tables), err)
		}
		return withoutRecord(m.Contents)
	}
	want := inside("backup", "verify", made.Path)
	for _, name := range []string{database, filepath.Join(dir, "neu.db")} {
		if got := inside("backup", "verify", "--database", name); got != want {
			t.Errorf("%s holds something else than the backup", name)
		}
	}
	out := succeed(t, "restore", made.Path, "--database", database, "--replace")
	if !strings.Contains(out, "Die bisherige Datenbank liegt unter "+database+".before-") {
		t.Error(out)
	}
	// The restored city lives.
	if out := succeed(t, "plan", "list", "--database", database); !strings.Contains(out, "neue-planung") {
		t.Error(out)
	}
	content, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2]++
	damaged := written(t, dir, "damaged.db.gz", string(content))
	for want, args := range map[string][]string{
		"Ihr Inhalt passt nicht zu ihrer Prüfsumme":                               {"backup", "verify", damaged},
		"keine Sicherung von Planraum":                                            {"restore", database, "--database", filepath.Join(dir, "x.db")},
		"gibt es schon. Mit --replace":                                            {"restore", made.Path, "--database", database},
		"Die Datenbank „" + dir + "/fehlt.db“":                                    {"backup", "--database", dir + "/fehlt.db"},
		"Den Ordner „" + dir + "/fehlt“ gibt es nicht; es wurde nichts gesichert": {"backup", "--database", database, "--to", dir + "/fehlt"},
		"Den Ordner „" + dir + "/fehlt/“":                                         {"backup", "--database", database, "--to", dir + "/fehlt/"},
		"Den Ordner „" + dir + "/fehlt“ gibt es nicht.":                           {"backup", "--database", database, "--to", dir + "/fehlt/hier.db.gz"},
		"--dump gilt nur für PostgreSQL":                                          {"backup", "manifest", "--database", database, "--dump", dir + "/x.dump"},
		"Entweder eine Sicherung oder --manifest":                                 {"backup", "verify", damaged, "--manifest", damaged},
		"mindestens eine Minute":                                                  {"serve", "--database", database, "--backup-to", folder, "--backup-every", "1s"},
		"mindestens einen Tag":                                                    {"serve", "--database", database, "--backup-to", folder, "--backup-keep", "0"},
		"gibt es nicht":                                                           {"serve", "--database", database, "--backup-to", folder + "/fehlt"},
	} {
		out, err := call(t, args...).CombinedOutput()
		if err == nil || !strings.Contains(string(out), want) || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	for _, name := range []string{"x.db", "fehlt"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("what was refused has made %s", name)
		}
	}
}

// TestBackupKeepsOldDatabases: what an older program has set up is backed up as
// it is, so that a backup before an update is one of before the update. It has no
// record yet in which the backup could leave an entry.
func TestBackupKeepsOldDatabases(t *testing.T) {
	database := ledger(t, 10)
	alter(t, database, "DROP TABLE audit_entry", "DROP TABLE audit_sealed", "DROP TABLE audit_head", "DROP TABLE audit_checkpoint", "DROP TABLE audit_wipe",
		"DELETE FROM goose_db_version WHERE version_id > 10")
	before, err := os.ReadFile(database)
	if err != nil {
		t.Fatal(err)
	}
	out := succeed(t, "backup", "--database", database, "--to", t.TempDir())
	after, err := os.ReadFile(database)
	if err != nil || !bytes.Equal(before, after) {
		t.Error("the backup has changed the database: ", err)
	}
	if !strings.Contains(out, "Datenbankstand 10") || strings.Contains(out, "Protokoll") {
		t.Error(out)
	}
}

// alter runs statements on a database file past the program.
func alter(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestScheduledBackup: serve makes the first backup by itself, as a job that
// everybody can see, with the day on which it ages out.
func TestScheduledBackup(t *testing.T) {
	folder := t.TempDir()
	database := filepath.Join(t.TempDir(), "planraum.db")
	t.Setenv("PLANRAUM_BACKUP_TO", folder)
	t.Setenv("PLANRAUM_BACKUP_KEEP", "30")
	address, stop := start(t, database)
	b := newBackups()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		all, err := b.List(folder)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 1 {
			c := all[0]
			if !c.AgesOut.Equal(c.TakenAt.AddDate(0, 0, 30)) || c.Program != version {
				t.Errorf("%+v", c.Manifest)
			}
			if _, err := b.Verify(t.Context(), c.Path, untold); err != nil {
				t.Error(err)
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("no backup after 30 seconds")
		}
	}
	if _, page := get(t, address+"/daten/vorgaenge"); !bytes.Contains(page, []byte("Datenbank sichern")) {
		t.Error("the job is not shown")
	}
	if code := stop(); code != 0 {
		t.Error(code)
	}
}
