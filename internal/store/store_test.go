// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func TestContractSQLite(t *testing.T) { storetest.Run(t, inFile) }

func TestContractPostgreSQL(t *testing.T) { storetest.Run(t, onServer) }

func inFile(t *testing.T) *store.Store { return openAt(t, filepath.Join(t.TempDir(), "planraum.db")) }

func onServer(t *testing.T) *store.Store { return openAt(t, pgtest.Start(t)) }

// Whether figures of an import wait for the database or are there already must
// make no difference to anybody.
func TestImportsWithoutWaiting(t *testing.T) {
	defer store.WaitAtMost(3)()
	t.Run("SQLite", func(t *testing.T) { storetest.RunImports(t, inFile) })
	t.Run("PostgreSQL", func(t *testing.T) { storetest.RunImports(t, onServer) })
}

// A killed process does not show whether a power cut would lose something; that
// hangs on these settings (synchronous 2 is FULL).
func TestSettingsOfSQLite(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "planraum.db"))
	for _, c := range []struct{ name, writer, reader string }{
		{"synchronous", "2", "2"}, {"journal_mode", "wal", "wal"}, {"foreign_keys", "1", "0"}, {"query_only", "0", "1"}, {"recursive_triggers", "1", "0"},
	} {
		writer, reader, err := s.Pragma(t.Context(), c.name)
		if err != nil || writer != c.writer || reader != c.reader {
			t.Errorf("%s is %s for the writer and %s for readers, error %v; expected %s and %s", c.name, writer, reader, err, c.writer, c.reader)
		}
	}
}
