// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	city "planraum/internal/city/backup"
	"planraum/internal/store"
	"planraum/internal/store/storetest"
	"planraum/internal/text"
)

// call is the real program with arguments.
func call(t *testing.T, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join(append([]string{"--lang=de"}, args...), "\n"))
	return cmd
}

func succeed(t *testing.T, args ...string) string {
	t.Helper()
	out, err := call(t, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// ledger makes a database with n figures and returns its name.
func ledger(t *testing.T, n int) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "planraum.db")
	s, err := store.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Migrate(t.Context(), func(int, int, string) {})
	if err == nil {
		err = storetest.Fill(t.Context(), s, n)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

// withoutRecord is the digest of all that a database holds but the record of what
// was done, in which a backup and a restore leave an entry.
func withoutRecord(c city.Contents) string {
	c.Tables = slices.DeleteFunc(slices.Clone(c.Tables), func(t city.Table) bool { return strings.HasPrefix(t.Name, "audit_") })
	return c.Digest()
}

func untold(text.Text, int64, int64) {}

// killed starts the program and kills it at a random moment; it reports
// whether that came before its end.
func killed(t *testing.T, random *rand.Rand, longest time.Duration, args ...string) bool {
	t.Helper()
	cmd := call(t, args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Duration(random.Int64N(int64(longest))))
	_ = cmd.Process.Kill()
	return cmd.Wait() != nil
}

// TestKilledBackups: whenever a backup is killed, each file with a backup's
// name is a whole one, and the database is as it was.
func TestKilledBackups(t *testing.T) {
	database, folder := ledger(t, 10_000), t.TempDir()
	begin := time.Now()
	succeed(t, "backup", "--database", database, "--to", folder)
	longest := time.Since(begin) * 5 / 4
	random := rand.New(rand.NewPCG(3, 5))
	b := newBackups()
	n, broken := killedImports(t, 15), 0
	for range n {
		if killed(t, random, longest, "backup", "--database", database, "--to", folder) {
			broken++
		}
		all, err := b.List(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all[:min(len(all), 2)] {
			if _, err := b.Verify(t.Context(), c.Path, untold); err != nil {
				t.Fatal(c.Path, err)
			}
		}
	}
	t.Logf("%d backups, %d killed before their end", n, broken)
	if broken < n/4 {
		t.Errorf("only %d of %d backups were killed in time", broken, n)
	}
	if out := succeed(t, "backup", "verify", "--database", database); !strings.Contains(out, "In Ordnung") {
		t.Error(out)
	}
}

// TestKilledRestores: whenever a restore is killed, the database is the old one
// or the new one, whole.
func TestKilledRestores(t *testing.T) {
	older, newer, folder := ledger(t, 3000), ledger(t, 12_000), t.TempDir()
	b := newBackups()
	made := map[string]city.Copy{}
	for _, database := range []string{older, newer} {
		c, err := b.Make(t.Context(), database, folder, untold)
		if err != nil {
			t.Fatal(err)
		}
		made[withoutRecord(c.Contents)] = c
	}
	to := filepath.Join(t.TempDir(), "planraum.db")
	begin := time.Now()
	for _, c := range made {
		succeed(t, "restore", c.Path, "--database", to, "--replace")
	}
	longest := time.Since(begin) * 5 / 8
	random := rand.New(rand.NewPCG(5, 7))
	n, broken, changed, last := killedImports(t, 30), 0, 0, ""
	for range n {
		for digest, c := range made {
			if digest == last {
				continue // restore the other one
			}
			if killed(t, random, longest, "restore", c.Path, "--database", to, "--replace") {
				broken++
			}
			break
		}
		m, err := b.Manifest(t.Context(), to, "", untold)
		if err != nil {
			t.Fatal(err)
		}
		if _, known := made[withoutRecord(m.Contents)]; !known {
			t.Fatalf("a database at position %d that is neither the old nor the new one", m.Position)
		}
		if withoutRecord(m.Contents) != last {
			last = withoutRecord(m.Contents)
			changed++
		}
	}
	t.Logf("%d restores, %d killed before their end, %d times another database", n, broken, changed)
	if broken < n/4 || changed < 2 {
		t.Errorf("%d restores, %d killed, %d times another database: nothing was shown", n, broken, changed)
	}
}

// TestFullDisk: a disk that fills up while a backup or a restore is written
// leaves nothing half and says so. A limit on the size of files stands in.
func TestFullDisk(t *testing.T) {
	database, folder := ledger(t, 5000), t.TempDir()
	whole, err := newBackups().Make(t.Context(), database, t.TempDir(), untold)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(database)
	if err != nil {
		t.Fatal(err)
	}
	limited := func(bytes int64, args ...string) string {
		t.Helper()
		cmd := call(t, args...)
		shell, err := exec.LookPath("bash")
		if err != nil {
			t.Skip("bash is not installed")
		}
		cmd.Path, cmd.Args = shell, []string{shell, "-c", `ulimit -f "$1"; exec "$0"`, os.Args[0], text.En.Int(bytes / 1024)}
		cmd.Args[4] = strings.ReplaceAll(cmd.Args[4], ",", "")
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 69 || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), "Platz") {
			t.Errorf("%v with %d bytes: %v\n%s", args, bytes, err, out)
		}
		return string(out)
	}
	for _, share := range []int64{5, 30, 60, 95} {
		limited(info.Size()*share/100, "backup", "--database", database, "--to", folder)
		limited(info.Size()*share/100, "restore", whole.Path, "--database", filepath.Join(folder, "neu.db"))
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
