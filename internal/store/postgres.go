// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"database/sql"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// postgres is a database of a PostgreSQL server.
type postgres struct{ pool *pgxpool.Pool }

// postgresConns is how many connections a process holds at least, where the
// address does not say otherwise: one listens for jobs, each job under way
// holds one and reads over another, and pages are to be answered meanwhile.
const postgresConns = 8

func openPostgres(ctx context.Context, url string) (engine, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		// The error quotes the address; it is left out for its password.
		return nil, badAddress()
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = max(config.MaxConns, postgresConns)
	}
	config.ConnConfig.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) {
		if n.Severity == "WARNING" {
			slog.Warn("PostgreSQL warns", "code", n.Code, "text", n.Message)
		}
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, postgresFault(ctx, err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, postgresFault(ctx, err)
	}
	return &postgres{pool}, nil
}

func (e *postgres) kind() string { return "postgresql" }

func (e *postgres) read(ctx context.Context, fn func(conn) error) error {
	return e.transact(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, fn)
}

func (e *postgres) glance(ctx context.Context, text string, dest ...any) error {
	return postgresFault(ctx, e.pool.QueryRow(ctx, text).Scan(dest...))
}

// write begins with an update of the ledger's one row, which makes writers wait
// for each other; what comes after sees everything that they have committed.
func (e *postgres) write(ctx context.Context, fn func(conn) error) error {
	return e.transact(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, fn)
}

func (e *postgres) transact(ctx context.Context, options pgx.TxOptions, fn func(conn) error) error {
	tx, err := e.pool.BeginTx(ctx, options)
	if err != nil {
		return postgresFault(ctx, err)
	}
	// Not under ctx: the connection goes back to the pool even when ctx has ended.
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := fn(postgresConn{tx}); err != nil {
		return err
	}
	return postgresFault(ctx, tx.Commit(ctx))
}

func (e *postgres) migrations() (*sql.DB, goose.Dialect, []goose.ProviderOption, error) {
	session, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, "", nil, err
	}
	return stdlib.OpenDBFromPool(e.pool), goose.DialectPostgres, []goose.ProviderOption{goose.WithSessionLocker(session)}, nil
}

func (e *postgres) fault(ctx context.Context, err error) error { return postgresFault(ctx, err) }

func (e *postgres) close() error {
	e.pool.Close()
	return nil
}

// postgresConn is a transaction on PostgreSQL; pgx itself keeps prepared statements.
type postgresConn struct{ tx pgx.Tx }

func (c postgresConn) exec(ctx context.Context, text string, args ...any) error {
	_, err := c.tx.Exec(ctx, text, args...)
	return postgresFault(ctx, err)
}

func (c postgresConn) query(ctx context.Context, text string, args []any, each func(row) error) error {
	rows, err := c.tx.Query(ctx, text, args...)
	if err != nil {
		return postgresFault(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return postgresFault(ctx, rows.Err())
}

// settle counts what is in the tables. PostgreSQL does so by itself, but only
// some minutes after an import; until then it would read whole tables.
func (c postgresConn) settle(ctx context.Context) error {
	return c.exec(ctx, "ANALYZE series, figure, figure_source, figure_repeat")
}

func (c postgresConn) native() any { return c.tx }
