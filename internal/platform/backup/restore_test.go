// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"planraum/internal/fault"
	"planraum/internal/store"
)

// TestRestoreOver: a database that is there is replaced only on demand, and the
// old one is kept with everything that stood in its journal.
func TestRestoreOver(t *testing.T) {
	_, copied := made(t)
	dir := t.TempDir()
	to := filepath.Join(dir, "planraum.db")
	s := database(t, to, 300)
	old := contents(t, to)
	k := keeper()

	_, err := k.Restore(t.Context(), copied.Path, to, false, quiet)
	refuses(t, err, fault.Conflict, "gibt es schon")
	_, err = k.Restore(t.Context(), copied.Path, to, true, quiet)
	refuses(t, err, fault.Conflict, "wird gerade benutzt")
	if got := contents(t, to); got.Digest() != old.Digest() {
		t.Error("the database in use was changed")
	}
	if _, err := s.Position(t.Context()); err != nil {
		t.Error("the program that has it cannot go on: ", err)
	}

	// As after a kill: the journal lies beside the database.
	crashed := filepath.Join(t.TempDir(), "planraum.db")
	for _, ending := range []string{"", "-wal", "-shm"} {
		content, err := os.ReadFile(to + ending)
		if err != nil || len(content) == 0 {
			t.Fatal(ending, err)
		}
		if err := os.WriteFile(crashed+ending, content, 0o640); err != nil {
			t.Fatal(err)
		}
	}
	done, err := k.Restore(t.Context(), copied.Path, crashed, true, quiet)
	if err != nil || done.Aside != crashed+".before-2026-11-22-233005" {
		t.Fatal(done, err)
	}
	if got := contents(t, crashed); got.Digest() != copied.Contents.Digest() {
		t.Error("the restored database is another")
	}
	if got := contents(t, done.Aside); got.Digest() != old.Digest() {
		t.Error("the old database is not kept whole")
	}
	if got := names(t, filepath.Dir(crashed)); len(got) != 2 {
		t.Errorf("left behind: %v", got)
	}
	if info, err := os.Stat(crashed); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	// Once more in the same second: no name is taken twice.
	again, err := k.Restore(t.Context(), copied.Path, crashed, true, quiet)
	if err != nil || again.Aside == done.Aside {
		t.Error(again, err)
	}
}

// TestRestoreOverDamage: the usual reason for a restore is a database that
// cannot be opened any more. It is moved away with its journals, none of which
// may meet the new one.
func TestRestoreOverDamage(t *testing.T) {
	_, copied := made(t)
	k := keeper()
	noise := bytes.Repeat([]byte("kaputt "), 5000)
	for name, files := range map[string]map[string][]byte{
		"damaged":        {"": noise},
		"with a journal": {"": noise, "-wal": noise, "-shm": noise},
		"journal only":   {"-wal": noise, "-shm": noise},
		"empty":          {"": nil},
	} {
		dir := t.TempDir()
		to := filepath.Join(dir, "planraum.db")
		for ending, content := range files {
			if err := os.WriteFile(to+ending, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, err := k.Restore(t.Context(), copied.Path, to, false, quiet)
		refuses(t, err, fault.Conflict, "gibt es schon")
		done, err := k.Restore(t.Context(), copied.Path, to, true, quiet)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for ending, content := range files {
			if ending == "-shm" {
				continue // holds nothing of its own
			}
			if got, err := os.ReadFile(done.Aside + ending); err != nil || !bytes.Equal(got, content) {
				t.Errorf("%s: %q is not kept: %v", name, ending, err)
			}
		}
		s, err := store.Open(t.Context(), to)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if position, err := s.Position(t.Context()); err != nil || position != copied.Position {
			t.Errorf("%s: position %d, %v", name, position, err)
		}
		_ = s.Close()
	}
	dir := t.TempDir()
	_, err := k.Restore(t.Context(), copied.Path, dir, true, quiet)
	refuses(t, err, fault.Invalid, "ist keine Datei")
}

// TestRestoreThroughALink: the name stays a link, and what it leads to is
// replaced.
func TestRestoreThroughALink(t *testing.T) {
	_, copied := made(t)
	real := filepath.Join(t.TempDir(), "wirklich.db")
	if err := database(t, real, 5).Close(); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "planraum.db")
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	if _, err := keeper().Restore(t.Context(), copied.Path, link, true, quiet); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	if got := contents(t, real); got.Digest() != copied.Contents.Digest() {
		t.Error("another database")
	}
}
