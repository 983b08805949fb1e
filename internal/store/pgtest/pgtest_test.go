// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package pgtest

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatalf("connect to %s: %v", address, err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func TestEachCallGetsAnEmptyDatabase(t *testing.T) {
	first, second := connect(t, Start(t)), connect(t, Start(t))
	if _, err := first.Exec(t.Context(), "CREATE TABLE figure (value bigint)"); err != nil {
		t.Fatal(err)
	}
	var there bool
	if err := second.QueryRow(t.Context(), "SELECT to_regclass('figure') IS NOT NULL").Scan(&there); err != nil {
		t.Fatal(err)
	}
	if there {
		t.Error("a table made in the first database is seen in the second")
	}
}

func TestServerKeepsWhatItConfirms(t *testing.T) {
	conn := connect(t, Start(t))
	for setting, want := range map[string]string{"fsync": "on", "synchronous_commit": "on", "server_encoding": "UTF8", "listen_addresses": ""} {
		var got string
		if err := conn.QueryRow(t.Context(), "SELECT current_setting($1)", setting).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
}

// The test runs itself as a child that starts a cluster and then hangs, kills
// the child, and waits until server and data are gone.
func TestNothingOutlivesAKilledProcess(t *testing.T) {
	if os.Getenv("PGTEST_CHILD") == "1" {
		Start(t)
		os.Stdout.WriteString("dir=" + running.dir + "\n")
		time.Sleep(time.Minute)
		return
	}
	Start(t) // skips here, in the parent, where PostgreSQL is absent
	child := exec.Command(os.Args[0], "-test.run=^TestNothingOutlivesAKilledProcess$")
	child.Env = append(os.Environ(), "PGTEST_CHILD=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	dir := ""
	for lines := bufio.NewScanner(out); dir == "" && lines.Scan(); {
		_, dir, _ = strings.Cut(lines.Text(), "dir=")
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	if dir == "" {
		t.Fatal("the child did not start a cluster")
	}
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return
		}
	}
	t.Errorf("%s is still there 20 seconds after its process was killed", dir)
}
