// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// sqliteReaders is how many connections read at once. Each holds its own page
// cache, see readerCache.
const sqliteReaders = 8

// Page caches in KiB. The writer's holds the inner pages of the index that an
// import of a million figures touches.
const (
	writerCache = 64 << 10
	readerCache = 16 << 10
)

// sqliteBusy is how long to wait for another program's lock, in milliseconds.
const sqliteBusy = 5000

// secureDelete overwrites what is deleted. Every connection that writes has it.
const secureDelete = "secure_delete(1)"

// sqlite is a database file with one connection that writes, beside a pool of
// connections that read; in WAL mode neither waits for the other.
type sqlite struct {
	path            string
	writer, readers *sql.DB

	mu      sync.Mutex           // guards glances
	glances map[string]*sql.Stmt // of readers; closed with them
}

func openSQLite(ctx context.Context, path string) (engine, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	e := &sqlite{path: path}
	createPrivate(abs)
	// recursive_triggers: an INSERT OR REPLACE would else pass by the triggers
	// that keep the ledger append-only. secure_delete: what is deleted is
	// overwritten, see purge.
	if e.writer, err = sql.Open("sqlite", sqliteDSN(abs, "immediate", "journal_mode(WAL)", "synchronous(FULL)",
		"foreign_keys(1)", "recursive_triggers(1)", secureDelete, "journal_size_limit(67108864)", cacheSize(writerCache))); err != nil {
		return nil, err
	}
	e.writer.SetMaxOpenConns(1)
	if e.readers, err = sql.Open("sqlite", sqliteDSN(abs, "deferred", "query_only(1)", cacheSize(readerCache))); err != nil {
		return nil, err
	}
	e.readers.SetMaxOpenConns(sqliteReaders)
	e.readers.SetMaxIdleConns(sqliteReaders)
	if err := e.firstRead(ctx); err != nil {
		e.close()
		return nil, sqliteFault(ctx, path, err)
	}
	return e, nil
}

// createPrivate creates a file that is not there yet, empty, so that its owner
// alone can read it: it will hold digests of passwords. SQLite gives the files
// beside it the same rights. Where it cannot, opening the database says why.
func createPrivate(path string) {
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600); err == nil {
		_ = f.Close()
	}
}

// firstRead reads the first page, so that what is no database is found out when
// it is opened. Programs that open a new file together lock each other out for
// a moment while one switches it to WAL, which busy_timeout does not cover.
func (e *sqlite) firstRead(ctx context.Context) error {
	const pause = 50 * time.Millisecond
	// Each attempt may wait for the lock by itself, so that the time counts, not
	// the number of attempts.
	for until := time.Now().Add(sqliteBusy * time.Millisecond); ; {
		var tables int
		err := e.writer.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables)
		if err == nil && tables == 0 {
			// A new file: nothing was ever deleted from it without being overwritten.
			_, err = e.writer.ExecContext(ctx, "PRAGMA user_version = 1")
		}
		if err == nil || !isBusy(err) || time.Now().After(until) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func cacheSize(kib int) string { return "cache_size(-" + strconv.Itoa(kib) + ")" }

// sqliteDSN writes the address of a file. The path is escaped: it may hold
// umlauts, blanks or question marks.
func sqliteDSN(path, lock string, pragmas ...string) string {
	return patientDSN(path, lock, sqliteBusy, pragmas...)
}

// patientDSN is sqliteDSN with another time to wait, in milliseconds.
func patientDSN(path, lock string, busy int, pragmas ...string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": append(pragmas, "busy_timeout("+strconv.Itoa(busy)+")")}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: q.Encode()}).String()
}

func (e *sqlite) kind() string { return "sqlite" }

func (e *sqlite) read(ctx context.Context, fn func(conn) error) error {
	return e.transact(ctx, e.readers, fn)
}

func (e *sqlite) glance(ctx context.Context, text string, dest ...any) error {
	s, err := e.prepared(ctx, text)
	if err == nil {
		err = s.QueryRowContext(ctx).Scan(dest...)
	}
	return sqliteFault(ctx, e.path, err)
}

// prepared returns the statement that every reading connection keeps.
func (e *sqlite) prepared(ctx context.Context, text string) (*sql.Stmt, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if s, ok := e.glances[text]; ok {
		return s, nil
	}
	s, err := e.readers.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if e.glances == nil {
		e.glances = map[string]*sql.Stmt{}
	}
	e.glances[text] = s
	return s, nil
}

// write takes the one connection that writes; who else does holds it.
func (e *sqlite) write(ctx context.Context, fn func(conn) error) error {
	free, err := e.freeWriter(ctx)
	if err != nil {
		return err
	}
	defer free.Close()
	return e.transact(ctx, free, fn)
}

// freeWriter waits for the connection as long as the patience of ctx lasts.
func (e *sqlite) freeWriter(ctx context.Context) (*sql.Conn, error) {
	waiting, cancel := ctx, context.CancelFunc(func() {})
	if most := patience(ctx); most > 0 {
		waiting, cancel = context.WithTimeout(ctx, most)
	}
	defer cancel()
	free, err := e.writer.Conn(waiting)
	if err != nil && waiting.Err() != nil && ctx.Err() == nil {
		return nil, occupied("store.SQLite")
	}
	return free, sqliteFault(ctx, e.path, err)
}

// begins is a pool or one of its connections.
type begins interface {
	BeginTx(ctx context.Context, options *sql.TxOptions) (*sql.Tx, error)
}

func (e *sqlite) transact(ctx context.Context, db begins, fn func(conn) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return sqliteFault(ctx, e.path, err)
	}
	c := &sqliteConn{tx: tx, path: e.path, prepared: map[string]*sql.Stmt{}}
	defer c.end()
	if err := fn(c); err != nil {
		return err
	}
	return sqliteFault(ctx, e.path, tx.Commit())
}

func (e *sqlite) migrations() (*sql.DB, goose.Dialect, []goose.ProviderOption, error) {
	db, err := sql.Open("sqlite", sqliteDSN(e.path, "immediate", "foreign_keys(1)", secureDelete))
	return db, goose.DialectSQLite3, nil, err
}

func (e *sqlite) fault(ctx context.Context, err error) error { return sqliteFault(ctx, e.path, err) }

func (e *sqlite) close() error {
	for _, s := range e.glances {
		_ = s.Close()
	}
	// The readers first: the last connection to close clears the journal away.
	if err := e.readers.Close(); err != nil {
		return err
	}
	return e.writer.Close()
}

// sqliteConn is a transaction on SQLite. It keeps prepared statements, because
// an import repeats few of them very often.
type sqliteConn struct {
	tx       *sql.Tx
	path     string
	prepared map[string]*sql.Stmt
}

func (c *sqliteConn) end() {
	for _, s := range c.prepared {
		s.Close()
	}
	_ = c.tx.Rollback() // does nothing after a commit
}

func (c *sqliteConn) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := c.prepared[text]; ok {
		return s, nil
	}
	s, err := c.tx.PrepareContext(ctx, positional(text))
	if err == nil {
		c.prepared[text] = s
	}
	return s, err
}

func (c *sqliteConn) exec(ctx context.Context, text string, args ...any) error {
	s, err := c.statement(ctx, text)
	if err == nil {
		_, err = s.ExecContext(ctx, args...)
	}
	return sqliteFault(ctx, c.path, err)
}

func (c *sqliteConn) query(ctx context.Context, text string, args []any, each func(row) error) error {
	s, err := c.statement(ctx, text)
	if err != nil {
		return sqliteFault(ctx, c.path, err)
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return sqliteFault(ctx, c.path, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return sqliteFault(ctx, c.path, rows.Err())
}

// settle does nothing: SQLite goes by the indexes, whatever their size.
func (c *sqliteConn) settle(context.Context) error { return nil }

func (c *sqliteConn) native() any { return c.tx }

// positional turns $1, $2 ... into ?, ? where they stand in this order, each
// once. SQLite walks a list of names for each $n that is bound, so that a
// statement with hundreds of them is slow.
func positional(text string) string {
	var b strings.Builder
	next := 1
	for i := 0; i < len(text); i++ {
		if text[i] != '$' {
			b.WriteByte(text[i])
			continue
		}
		mark := strconv.Itoa(next)
		end := i + 1 + len(mark)
		if !strings.HasPrefix(text[i+1:], mark) || (end < len(text) && text[end] >= '0' && text[end] <= '9') {
			return text
		}
		b.WriteByte('?')
		i, next = end-1, next+1
	}
	return b.String()
}
