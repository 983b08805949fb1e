// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"planraum/internal/city/figure"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/store/storetest"
)

// says fails the test unless err is Unavailable with part in its German
// sentence, and has an English one.
func says(t *testing.T, err error, part string) {
	t.Helper()
	say := fault.SayOf(err)
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(say.De, part) || say.En == "" || strings.Contains(say.De, "%") {
		t.Errorf("error %v says %q, expected %q", err, say.De, part)
	}
}

// more writes n figures and returns the error.
func more(t *testing.T, s *store.Store, n int) error {
	t.Helper()
	return s.Write(t.Context(), storetest.Batch("more"), func(tx *store.Tx) error {
		for figures := range storetest.GeneratedFigures(n) {
			if err := tx.AddFigures(t.Context(), figures); err != nil {
				return err
			}
		}
		return nil
	})
}

// holds fails the test unless the ledger has n figures and takes one more.
func holds(t *testing.T, s *store.Store, n int) {
	t.Helper()
	found, err := s.Figures(t.Context(), figure.Query{})
	if err != nil || len(found) != n {
		t.Fatalf("%d figures, error %v; expected %d", len(found), err, n)
	}
	if err := more(t, s, 1); err != nil {
		t.Error("cannot go on: ", err)
	}
}

func TestNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notiz.txt")
	text := bytes.Repeat([]byte("Das ist ein Text und keine Datenbank.\n"), 500)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), path)
	says(t, err, "keine Datenbank")
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, text) {
		t.Error("the file was changed")
	}
}

func TestMissingFolder(t *testing.T) {
	_, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "fehlt", "planraum.db"))
	says(t, err, "Der Ordner fehlt")
}

func TestStrangePath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Plätze & 100 %?x=1#a.db")
	openAt(t, path)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "planraum.db")
	s := openAt(t, path)
	if err := storetest.Fill(t.Context(), s, 20_000); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	size, _ := f.Seek(0, io.SeekEnd)
	// All but the schema's pages are overwritten.
	const start = 80 << 10
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xaa}, int(size)-start), start); err != nil {
		t.Fatal(err)
	}
	f.Close()
	s, err = store.Open(t.Context(), path)
	if err == nil {
		_, err = s.Figures(t.Context(), figure.Query{})
		s.Close()
	}
	says(t, err, "beschädigt")
}

func TestLockedByAnotherProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "planraum.db")
	s := openAt(t, path)
	if err := storetest.Fill(t.Context(), s, 10); err != nil {
		t.Fatal(err)
	}
	other, err := raw(t, path).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), "BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	says(t, more(t, s, 5), "von einem anderen Programm benutzt")
	if found, err := s.Figures(t.Context(), figure.Query{}); err != nil || len(found) != 10 {
		t.Errorf("while locked: %d figures, error %v; expected to read 10", len(found), err)
	}
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	holds(t, s, 10)
}

func TestFullDisk(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "planraum.db"))
	if err := storetest.Fill(t.Context(), s, 10_000); err != nil {
		t.Fatal(err)
	}
	if _, err := s.LimitPages(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	says(t, more(t, s, 20_000), "voll")
	holds(t, s, 10_000)
}

// The test runs itself again as a user without rights, since root has them all.
func TestReadOnly(t *testing.T) {
	if path := os.Getenv("PLANRAUM_READ_ONLY"); path != "" {
		_, err := store.Open(t.Context(), path)
		says(t, err, "schreibgeschützt")
		_, err = store.Open(t.Context(), filepath.Join(filepath.Dir(path), "new.db"))
		says(t, err, "darf dort nicht lesen und schreiben")
		return
	}
	dir, err := os.MkdirTemp("/tmp", "planraum-ro-") // t.TempDir has parents that nobody else may enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = os.Chmod(dir, 0o700)
		os.RemoveAll(dir)
	})
	path := filepath.Join(dir, "planraum.db")
	s := openAt(t, path)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "store.test")
	copyFile(t, os.Args[0], program)
	for name, mode := range map[string]os.FileMode{path: 0o444, program: 0o555, dir: 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	child := exec.Command(program, "-test.run=^TestReadOnly$", "-test.v")
	child.Env, child.Dir = append(os.Environ(), "PLANRAUM_READ_ONLY="+path), dir
	if os.Geteuid() == 0 {
		const nobody = 65534
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	out, err := child.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestReadOnly")) {
		t.Errorf("%v\n%s", err, out)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o700)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What goes wrong with a server must never show the password.
func TestAddressesOfPostgreSQL(t *testing.T) {
	for url, part := range map[string]string{
		"postgres://planer:geheim@127.0.0.1:1/stadt":                   "nicht erreichbar",
		"postgres://planer:geheim@127.0.0.1:1/stadt?connect_timeout=x": "nicht lesbar",
		"postgres://planer:geheim@127.0.0.1:notaport/stadt":            "nicht lesbar",
		"postgres://planer:geheim@[::1/stadt":                          "nicht lesbar",
		"":                                                             "nicht lesbar",
	} {
		_, err := store.Open(t.Context(), url)
		if kind := fault.KindOf(err); (kind != fault.Unavailable && kind != fault.Invalid) || !strings.Contains(fault.SayOf(err).De, part) {
			t.Errorf("%s: %v, expected %q", url, err, part)
		} else if strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: the error tells the password: %v", url, err)
		}
	}
}

func TestMissingAndReadOnlyPostgreSQL(t *testing.T) {
	url := pgtest.Start(t)
	_, err := store.Open(t.Context(), strings.Replace(url, "/test_", "/missing_", 1))
	says(t, err, "gibt es auf dem PostgreSQL-Server nicht")
	openAt(t, url)
	s, err := store.Open(t.Context(), url+"&default_transaction_read_only=on")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	says(t, s.Write(t.Context(), storetest.Batch("suite"), func(*store.Tx) error { return nil }), "nur Lesezugriffe")
}

func TestBrokenConnection(t *testing.T) {
	url := pgtest.Start(t)
	s := openAt(t, url)
	if err := storetest.Fill(t.Context(), s, 10); err != nil {
		t.Fatal(err)
	}
	err := s.Write(t.Context(), storetest.Batch("suite"), func(tx *store.Tx) error {
		for figures := range storetest.GeneratedFigures(100) {
			if err := tx.AddFigures(t.Context(), figures); err != nil {
				return err
			}
		}
		endConnections(t, url)
		return nil
	})
	says(t, err, "PostgreSQL")
	holds(t, s, 10)
}

// endConnections ends all connections to the database but its own.
func endConnections(t *testing.T, url string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
		t.Fatal(err)
	}
}
