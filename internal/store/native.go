// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"database/sql"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"planraum/internal/fault"
)

// Postgres returns the pool of connections to PostgreSQL, for a queue that
// keeps its tables in the same database; nil on SQLite.
func (s *Store) Postgres() *pgxpool.Pool {
	if e, ok := s.engine.(*postgres); ok {
		return e.pool
	}
	return nil
}

// Beside opens connections to the SQLite file for a queue that keeps its tables
// in the same file. They are its own, so that it never waits in the line of
// those who import; for the lock of the file they wait up to busy. It returns
// nil on PostgreSQL; the caller closes it.
func (s *Store) Beside(busy time.Duration) (*sql.DB, error) {
	e, ok := s.engine.(*sqlite)
	if !ok {
		return nil, nil
	}
	abs, err := filepath.Abs(e.path)
	if err != nil {
		return nil, fault.Wrap("store.Beside", err)
	}
	db, err := sql.Open("sqlite", patientDSN(abs, "immediate", int(busy.Milliseconds()), "synchronous(FULL)", "foreign_keys(1)", secureDelete, cacheSize(1<<10)))
	return db, fault.Wrap("store.Beside", err)
}
