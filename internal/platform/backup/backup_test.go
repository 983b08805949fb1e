// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	city "planraum/internal/city/backup"
	"planraum/internal/city/figure"
	"planraum/internal/fault"
	"planraum/internal/platform/backup"
	"planraum/internal/store"
	"planraum/internal/store/storetest"
)

// moment is when backups under test are made.
var moment = time.Date(2026, 11, 22, 23, 30, 5, 0, time.UTC)

func keeper() *backup.Keeper {
	return backup.New(store.Files{}, "1.2.3-test", func() time.Time { return moment })
}

func quiet(backup.Stage, int64, int64) {}

// database opens a database with n figures.
func database(t *testing.T, path string, n int) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	if err := storetest.Fill(t.Context(), s, n); err != nil {
		t.Fatal(err)
	}
	return s
}

// made backs up a small database into a folder of its own.
func made(t *testing.T) (folder string, copied city.Copy) {
	t.Helper()
	folder = t.TempDir()
	s := database(t, filepath.Join(t.TempDir(), "planraum.db"), 20)
	copied, err := keeper().Make(t.Context(), s, backup.Order{To: folder, Keep: 14}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return folder, copied
}

// names are the files in a folder, hidden ones among them.
func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// refuses fails the test unless err is of the kind and its sentence holds part.
func refuses(t *testing.T, err error, kind fault.Kind, part string) {
	t.Helper()
	say := fault.SayOf(err)
	if err == nil || fault.KindOf(err) != kind || !strings.Contains(say.De, part) || say.En == "" || strings.Contains(say.De, "\n") {
		t.Errorf("error %v says %q; expected %v and %q", err, say.De, kind, part)
	}
}

func contents(t *testing.T, path string) city.Contents {
	t.Helper()
	c, err := store.Files{}.Inspect(t.Context(), path, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestBackupAndRestore(t *testing.T) {
	source := filepath.Join(t.TempDir(), "planraum.db")
	s := database(t, source, 500)
	folder := t.TempDir()
	k := keeper()
	stages := map[backup.Stage]bool{}
	copied, err := k.Make(t.Context(), s, backup.Order{To: folder, Keep: 14}, func(stage backup.Stage, done, total int64) {
		if done > total {
			t.Errorf("%d of %d", done, total)
		}
		stages[stage] = true
	})
	if err != nil {
		t.Fatal(err)
	}
	position, _ := s.Position(t.Context())
	if want := filepath.Join(folder, fmt.Sprintf("planraum-2026-11-22-233005-p%d.db.gz", position)); copied.Path != want || position < 502 || len(stages) != 4 {
		t.Errorf("%s, expected %s; position %d; stages %v", copied.Path, want, position, stages)
	}
	list, err := k.List(folder)
	if diff := cmp.Diff([]city.Copy{copied}, list); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if !copied.AgesOut.Equal(moment.AddDate(0, 0, 14)) || copied.Program != "1.2.3-test" || copied.Schema != (store.Files{}).Schema() || copied.Position != position {
		t.Errorf("%+v", copied.Manifest)
	}
	if _, err := k.Verify(t.Context(), copied.Path, quiet); err != nil {
		t.Error(err)
	}
	to := filepath.Join(t.TempDir(), "neu.db")
	done, err := k.Restore(t.Context(), copied.Path, to, false, quiet)
	if err != nil || done.Aside != "" {
		t.Fatal(done, err)
	}
	if got := names(t, filepath.Dir(to)); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
	if diff := cmp.Diff(contents(t, source), contents(t, to)); diff != "" {
		t.Error(diff)
	}
	again, err := store.Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if figures, err := again.Figures(t.Context(), figure.Query{}); err != nil || len(figures) != 500 {
		t.Errorf("%d figures, %v", len(figures), err)
	}
}

// TestSameSecond: a second backup in the same second gets a name of its own.
func TestSameSecond(t *testing.T) {
	folder := t.TempDir()
	s := database(t, filepath.Join(t.TempDir(), "planraum.db"), 5)
	for range 3 {
		if _, err := keeper().Make(t.Context(), s, backup.Order{To: folder}, quiet); err != nil {
			t.Fatal(err)
		}
	}
	if got := names(t, folder); len(got) != 3 {
		t.Error(got)
	}
	named := filepath.Join(folder, "mein name.db.gz")
	copied, err := keeper().Make(t.Context(), s, backup.Order{To: named}, quiet)
	if err != nil || copied.Path != named || !copied.AgesOut.IsZero() {
		t.Error(copied, err)
	}
	_, err = keeper().Make(t.Context(), s, backup.Order{To: named}, quiet)
	refuses(t, err, fault.Conflict, "überschreibt nichts")
	_, err = keeper().Make(t.Context(), s, backup.Order{To: filepath.Join(folder, "fehlt", "x.db.gz")}, quiet)
	refuses(t, err, fault.NotFound, "gibt es nicht")
}

// TestWhileWriting: backups that are made while others write hold one moment:
// whole batches, and as many numbers as the ledger has given.
func TestWhileWriting(t *testing.T) {
	const batch = 100
	s := database(t, filepath.Join(t.TempDir(), "planraum.db"), 2000)
	first, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	written := 0
	writers.Go(func() {
		for ctx.Err() == nil {
			err := s.Write(ctx, storetest.Batch("more"), func(tx *store.Tx) error {
				for figures := range storetest.GeneratedFigures(batch) {
					if err := tx.AddFigures(ctx, figures); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil && ctx.Err() == nil {
				t.Error(err)
				return
			}
			written++
		}
	})
	folder := t.TempDir()
	positions := map[int64]bool{}
	for i := range 6 {
		// The first steps are delayed, so that batches end while pages are copied.
		copied, err := keeper().Make(t.Context(), s, backup.Order{To: folder}, func(stage backup.Stage, _, _ int64) {
			if stage == backup.Copying {
				time.Sleep(20 * time.Millisecond)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "copy.db")
		if _, err := keeper().Restore(t.Context(), copied.Path, to, false, quiet); err != nil {
			t.Fatal(err)
		}
		rows := map[string]int64{}
		for _, table := range contents(t, to).Tables {
			rows[table.Name] = table.Rows
		}
		if more := rows["batch"] - 2; copied.Position != first+more*(batch+1) || rows["figure"] != 2000+batch*more {
			t.Errorf("backup %d at position %d: %d batches, %d figures", i, copied.Position, rows["batch"], rows["figure"])
		}
		positions[copied.Position] = true
	}
	stop()
	writers.Wait()
	if len(positions) < 3 || written < 6 {
		t.Errorf("%d batches written, %d positions: nothing was written meanwhile", written, len(positions))
	}
}

// TestDamagedBackup: one changed byte anywhere in the file of a database, and
// neither verify nor restore take it; what was there stays.
func TestDamagedBackup(t *testing.T) {
	_, copied := made(t)
	whole, err := os.ReadFile(copied.Path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file, to := filepath.Join(dir, "damaged.db.gz"), filepath.Join(dir, "planraum.db")
	k := keeper()
	rapid.Check(t, func(r *rapid.T) {
		content := append([]byte{}, whole...)
		if at := rapid.IntRange(0, 2*len(whole)).Draw(r, "at"); at < len(whole) {
			content[at] ^= byte(rapid.IntRange(1, 255).Draw(r, "by"))
		} else {
			content = content[:at-len(whole)]
			if len(content) == len(whole) {
				return
			}
		}
		if err := os.WriteFile(file, content, 0o600); err != nil {
			r.Fatal(err)
		}
		_, verified := k.Verify(t.Context(), file, quiet)
		_, restored := k.Restore(t.Context(), file, to, true, quiet)
		if verified == nil || restored == nil || fault.KindOf(verified) != fault.KindOf(restored) {
			r.Fatalf("verify: %v, restore: %v", verified, restored)
		}
		if got := names(t, dir); len(got) != 1 {
			r.Fatalf("left behind: %v", got)
		}
	})
}

func TestSentences(t *testing.T) {
	k := keeper()
	dir := t.TempDir()
	to := filepath.Join(dir, "planraum.db")
	file := func(content string) string {
		name := filepath.Join(t.TempDir(), "x.db.gz")
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, c := range []struct {
		file string
		kind fault.Kind
		say  string
	}{
		{file(""), fault.Invalid, "leer"},
		{file("Das ist ein Text."), fault.Invalid, "keine Sicherung von Planraum"},
		{filepath.Join(dir, "fehlt.db.gz"), fault.NotFound, "gibt es nicht"},
		{dir, fault.Unavailable, "kann nicht gelesen werden"},
	} {
		_, err := k.Restore(t.Context(), c.file, to, false, quiet)
		refuses(t, err, c.kind, c.say)
		_, err = k.Verify(t.Context(), c.file, quiet)
		refuses(t, err, c.kind, c.say)
	}
	_, copied := made(t)
	_, err := k.Restore(t.Context(), copied.Path, filepath.Join(dir, "fehlt", "planraum.db"), false, quiet)
	refuses(t, err, fault.NotFound, "Den Ordner")
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

// TestNewerSchema: what a newer program has set up is not put in place.
func TestNewerSchema(t *testing.T) {
	source := filepath.Join(t.TempDir(), "planraum.db")
	s := database(t, source, 5)
	alter(t, source, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	copied, err := keeper().Make(t.Context(), s, backup.Order{To: t.TempDir()}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	_, err = keeper().Restore(t.Context(), copied.Path, filepath.Join(t.TempDir(), "planraum.db"), false, quiet)
	refuses(t, err, fault.Conflict, "neueren Planraum (1.2.3-test, Stand 9999")
}

func alter(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), statement)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestUnsoundSource: what does not hold together is not taken for a backup.
func TestUnsoundSource(t *testing.T) {
	for statement, want := range map[string]struct {
		kind fault.Kind
		say  string
	}{
		"UPDATE ledger SET position = 3":                              {fault.Invalid, "passt nicht zusammen"},
		"INSERT INTO batch_rows (batch, row_count) VALUES (99999, 1)": {fault.Unavailable, "fehlen Zeilen"},
		"DROP TABLE ledger":                                           {fault.Invalid, "keine von Planraum"},
		"PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'figure'": {fault.Unavailable, "beschädigt"},
	} {
		source, folder := filepath.Join(t.TempDir(), "planraum.db"), t.TempDir()
		s := database(t, source, 20)
		alter(t, source, statement)
		_, err := keeper().Make(t.Context(), s, backup.Order{To: folder}, quiet)
		refuses(t, err, want.kind, want.say)
		if got := names(t, folder); len(got) != 0 {
			t.Errorf("left behind: %v", got)
		}
	}
}

func TestCancelled(t *testing.T) {
	folder, copied := made(t)
	for stage := backup.Copying; stage <= backup.Checking; stage++ {
		s := database(t, filepath.Join(t.TempDir(), "planraum.db"), 20)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := keeper().Make(ctx, s, backup.Order{To: folder}, func(at backup.Stage, _, _ int64) {
			if at == stage {
				cancel()
			}
		})
		cancel()
		// Where nothing more is to be done, it may be too late to stop.
		if got := names(t, folder); err != nil && len(got) != 1 || err == nil && len(got) != 2 {
			t.Errorf("cancelled at stage %d: %v, %v", stage, err, got)
		} else if err == nil {
			_ = os.Remove(filepath.Join(folder, got[1]))
		}
	}
	if _, err := keeper().Verify(t.Context(), copied.Path, quiet); err != nil {
		t.Error(err)
	}
}

// TestListAndRemove: foreign files are left alone, unreadable ones are shown.
func TestListAndRemove(t *testing.T) {
	folder, copied := made(t)
	for _, name := range []string{"planraum.db", "planraum-notizen.txt", "planraum-2020-01-01-000000-p5.db.gz"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("etwas anderes"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := keeper().List(folder)
	if err != nil || len(list) != 2 || list[0].Path != copied.Path || list[0].Unreadable != nil || list[1].Unreadable == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := keeper().Remove(list[0]); err != nil {
		t.Error(err)
	}
	if err := keeper().Remove(list[0]); err != nil {
		t.Error("a second time: ", err)
	}
	if _, err := os.Stat(copied.Path); err == nil {
		t.Error("it is still there")
	}
	_, err = keeper().List(filepath.Join(folder, "fehlt"))
	refuses(t, err, fault.NotFound, "gibt es nicht")
}

// TestSweep: what a killed program has left goes a day later; what is younger
// may be somebody's work.
func TestSweep(t *testing.T) {
	folder := t.TempDir()
	old, young := filepath.Join(folder, ".planraum-work-1"), filepath.Join(folder, ".planraum-work-2")
	for _, dir := range []string{old, young} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, moment.Add(-25*time.Hour), moment.Add(-25*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(young, moment.Add(-time.Hour), moment.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	s := database(t, filepath.Join(t.TempDir(), "planraum.db"), 5)
	if _, err := keeper().Make(t.Context(), s, backup.Order{To: folder}, quiet); err != nil {
		t.Fatal(err)
	}
	if got := names(t, folder); len(got) != 2 || got[0] != ".planraum-work-2" {
		t.Error(got)
	}
}
