// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	rules "planraum/internal/city/privacy"
	"planraum/internal/desk/privacy"
	"planraum/internal/fault"
)

// Purge makes sure that what was deleted is no longer in the files of the
// database: not in free pages, not in the journal. tables are those from which
// something was deleted; those that do not exist are left out. It waits until
// no reader needs an old state any more.
func (s *Store) Purge(ctx context.Context, tables []string) (privacy.Purged, error) {
	began := time.Now()
	p, err := s.engine.purge(ctx, tables)
	p.Took = time.Since(began)
	return p, fault.Wrap("store.Purge", err)
}

// purge relies on secure_delete, which overwrites what is deleted, wherever the
// program opens the file. What a program deleted that did not do so yet goes
// with one VACUUM, after which the file is marked.
func (e *sqlite) purge(ctx context.Context, _ []string) (privacy.Purged, error) {
	var p privacy.Purged
	marked := 0
	if err := e.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&marked); err != nil {
		return p, sqliteFault(ctx, e.path, err)
	}
	if marked == 0 {
		for _, step := range []string{"VACUUM", "PRAGMA user_version = 1"} {
			if _, err := e.writer.ExecContext(ctx, step); err != nil {
				return p, sqliteFault(ctx, e.path, err)
			}
		}
		p.Rewritten = []string{"*"}
	}
	for {
		var busy, pages, done int
		err := e.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &done)
		if err != nil && !isBusy(err) {
			return p, sqliteFault(ctx, e.path, err)
		}
		if err == nil && busy == 0 {
			p.Journal = true
			return p, nil
		}
		select {
		case <-ctx.Done():
			return p, ended(ctx, "store.purge")
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// unsampled keeps what is personal out of the planner's statistics, which would
// hold samples of it longer than the table does.
func (e *postgres) unsampled(ctx context.Context, register []rules.Table) error {
	for _, t := range register {
		for _, c := range t.Personal {
			var sampled bool
			err := e.pool.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
				WHERE a.attrelid = to_regclass($1) AND a.attname = $2 AND y.typname IN ('text', 'bytea') AND coalesce(a.attstattarget, -1) <> 0)`, t.Name, c.Name).Scan(&sampled)
			if err == nil && sampled {
				_, err = e.pool.Exec(ctx, "ALTER TABLE "+pgx.Identifier{t.Name}.Sanitize()+" ALTER COLUMN "+pgx.Identifier{c.Name}.Sanitize()+" SET STATISTICS 0")
			}
			if err != nil {
				return postgresFault(ctx, err)
			}
		}
	}
	return nil
}

// purge writes the tables anew. Their old files go with the next checkpoint;
// the server's journal is its own (docs/operations.md).
func (e *postgres) purge(ctx context.Context, tables []string) (privacy.Purged, error) {
	var p privacy.Purged
	for _, table := range tables {
		var found bool
		name := pgx.Identifier{table}.Sanitize()
		if err := e.pool.QueryRow(ctx, "SELECT to_regclass($1) IS NOT NULL", name).Scan(&found); err != nil {
			return p, postgresFault(ctx, err)
		}
		if !found {
			continue
		}
		if _, err := e.pool.Exec(ctx, "VACUUM (FULL) "+name); err != nil {
			return p, postgresFault(ctx, err)
		}
		p.Rewritten = append(p.Rewritten, table)
	}
	// Only a superuser or a member of pg_checkpoint may; else the server does so
	// by itself within checkpoint_timeout.
	_, err := e.pool.Exec(ctx, "CHECKPOINT")
	var refused *pgconn.PgError
	if errors.As(err, &refused) && strings.HasPrefix(refused.Code, "42") {
		return p, nil
	}
	p.Journal = err == nil
	return p, postgresFault(ctx, err)
}
