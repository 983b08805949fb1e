// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package store keeps the ledger, the registers and the runs, on embedded
// SQLite or on PostgreSQL, with the same SQL and the same answers. It holds no
// rule: which of several figures counts is decided above.
package store

import (
	"context"
	"strings"
	"sync"

	"planraum/internal/fault"
)

// Store is an open database. It is safe for several goroutines.
type Store struct {
	engine  engine
	sources sourceCache
	writing chan struct{} // holds one token while a batch is written
	// accounting holds one while accounts are changed.
	accounting chan struct{}
	queue      Queue // nil: no jobs here

	queueing  queueing // of those who write
	together  together
	recording sync.WaitGroup // those who record for others
}

// Open opens the database at url: a path or sqlite:path for a file, which is
// created where it is missing, or postgres://... for a server. Call Migrate
// before anything else.
func Open(ctx context.Context, url string) (*Store, error) {
	if url == "" || !isAddress(url) {
		return nil, badAddress()
	}
	var e engine
	var err error
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		e, err = openPostgres(ctx, url)
	} else {
		e, err = openSQLite(ctx, strings.TrimPrefix(url, "sqlite:"))
	}
	if err != nil {
		return nil, fault.Wrap("store.Open", err)
	}
	return &Store{engine: e, writing: make(chan struct{}, 1), accounting: make(chan struct{}, 1)}, nil
}

// isAddress reports whether url is a file's path or a PostgreSQL address. What
// looks like a misspelt address is refused without quoting it, because it may
// hold a password.
func isAddress(url string) bool {
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return true
	}
	return !strings.Contains(url, "://") && !strings.Contains(url, "@") && !strings.HasPrefix(url, "postgres:")
}

// Close closes the database and waits for questions under way.
func (s *Store) Close() error {
	s.recording.Wait()
	return fault.Wrap("store.Close", s.engine.close())
}

// Kind returns "sqlite" or "postgresql".
func (s *Store) Kind() string { return s.engine.kind() }

// Position returns the last running number of the ledger. It grows with every
// Write and never with a run that is saved, so that the same position means the
// same answers from the ledger and the registers.
func (s *Store) Position(ctx context.Context) (int64, error) {
	var position int64
	err := s.engine.glance(ctx, "SELECT position FROM ledger", &position)
	return position, fault.Wrap("store.Position", err)
}
