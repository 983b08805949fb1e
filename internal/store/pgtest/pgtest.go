// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package pgtest gives tests a PostgreSQL of their own: one private cluster for
// each test process, one fresh database for each call. Nothing of it outlives
// the process, not even when the process is killed.
package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// superuser is the role that owns the private cluster.
const superuser = "planraum"

// The cluster of this test process. once guards both variables.
var (
	once     sync.Once
	running  *cluster
	startErr error

	databases atomic.Int64
)

// Main runs the tests of a package and stops the cluster, if one was started,
// before it returns the exit code. Without it the cluster stops a moment after
// the test process has ended.
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
func Main(m *testing.M) int {
	code := m.Run()
	if running != nil {
		running.stop()
	}
	return code
}

// Start returns the address of a new empty database, in the form that
// --database takes. The database is dropped at the end of the test.
//
// Where PostgreSQL's programs are not installed the test is skipped; with
// PLANRAUM_REQUIRE_ALL=1 it fails.
func Start(t testing.TB) string {
	t.Helper()
	bin := binaries()
	if bin == "" {
		absent(t, "PostgreSQL's initdb and postgres were not found (Debian: apt-get install postgresql)")
	}
	once.Do(func() { running, startErr = startCluster(bin) })
	if startErr != nil {
		t.Fatalf("pgtest: cannot start PostgreSQL from %s: %v", bin, startErr)
	}
	name := fmt.Sprintf("test_%d", databases.Add(1))
	if err := running.exec("CREATE DATABASE " + name + " TEMPLATE template0"); err != nil {
		t.Fatalf("pgtest: create database %s: %v", name, err)
	}
	t.Cleanup(func() {
		if err := running.exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("pgtest: drop database %s: %v", name, err)
		}
	})
	return running.address(name)
}

// absent skips the test, or fails it where every suite has to run.
func absent(t testing.TB, reason string) {
	t.Helper()
	if os.Getenv("PLANRAUM_REQUIRE_ALL") == "1" {
		t.Fatal("PLANRAUM_REQUIRE_ALL=1, but " + reason)
	}
	t.Skip(reason)
}

// address returns the URL of a database of the cluster. The cluster listens on
// a socket in its own folder only, so it meets no other server and no network.
func (c *cluster) address(database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User(superuser),
		Path:     "/" + database,
		RawQuery: url.Values{"host": {c.dir}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}

// exec runs one statement in the maintenance database.
func (c *cluster) exec(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.address("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}
