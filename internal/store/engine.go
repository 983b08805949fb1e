// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"

	"planraum/internal/desk/health"
	"planraum/internal/desk/privacy"
)

// engine is what SQLite and PostgreSQL do differently. The SQL text is one,
// with $1 as placeholders.
type engine interface {
	kind() string
	// read runs fn on one snapshot of the database.
	read(ctx context.Context, fn func(conn) error) error
	// glance reads the one row of a short answer that needs no transaction: it is
	// asked many times for a page.
	glance(ctx context.Context, sql string, dest ...any) error
	// write runs fn in one transaction, which is kept only if fn succeeds.
	write(ctx context.Context, fn func(conn) error) error
	// purge removes from the files what was deleted from the tables.
	purge(ctx context.Context, tables []string) (privacy.Purged, error)
	// migrations opens what goose needs; the caller closes db.
	migrations() (db *sql.DB, dialect goose.Dialect, options []goose.ProviderOption, err error)
	// fault gives an error of the database its kind and sentence.
	fault(ctx context.Context, err error) error
	// measure fills in the sizes.
	measure(ctx context.Context, d *health.Database) error
	close() error
}

// conn is one transaction.
type conn interface {
	exec(ctx context.Context, sql string, args ...any) error
	// query calls each for every row of the answer.
	query(ctx context.Context, sql string, args []any, each func(row) error) error
	// settle is called once before the commit of a large import.
	settle(ctx context.Context) error
	// native is the transaction as its driver knows it: pgx.Tx or *sql.Tx.
	native() any
}

// row is one row of an answer.
type row interface{ Scan(dest ...any) error }

// one runs a query that answers with at most one row and reports whether it did.
func one(ctx context.Context, c conn, sql string, args []any, dest ...any) (bool, error) {
	found := false
	err := c.query(ctx, sql, args, func(r row) error {
		found = true
		return r.Scan(dest...)
	})
	return found, err
}
