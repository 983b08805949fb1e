// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"planraum/internal/fault"
)

// copiedPages is how many pages are copied between two looks at the context.
const copiedPages = 2000

// Copy copies an SQLite database as it is at one moment into a new file, page by
// page, while others write: a reader's transaction holds the moment, so that the
// copy never begins anew. It tells how many pages it has copied. The new file
// stands alone, without a journal beside it. It fails on PostgreSQL, which has
// tools of its own.
func (s *Store) Copy(ctx context.Context, path string, tell func(done, total int64)) error {
	const op = "store.Copy"
	e, ok := s.engine.(*sqlite)
	if !ok {
		return fault.New(fault.Invalid, op, "PostgreSQL wird mit seinen eigenen Werkzeugen gesichert (pg_dump).", "PostgreSQL is backed up by its own tools (pg_dump).")
	}
	abs, err := filepath.Abs(e.path)
	if err != nil {
		return fault.Wrap(op, err)
	}
	db, err := sql.Open("sqlite", sqliteDSN(abs, "deferred", "query_only(1)"))
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer db.Close()
	c, err := db.Conn(ctx)
	if err != nil {
		return fault.Wrap(op, sqliteFault(ctx, e.path, err))
	}
	defer c.Close()
	for _, begin := range []string{"BEGIN", "SELECT count(*) FROM sqlite_schema"} {
		if _, err := c.ExecContext(ctx, begin); err != nil {
			return fault.Wrap(op, sqliteFault(ctx, e.path, err))
		}
	}
	err = c.Raw(func(native any) error { return copyPages(ctx, native, path, tell) })
	if err != nil {
		return fault.Wrap(op, copyFault(ctx, e.path, path, err))
	}
	return fault.Wrap(op, copyFault(ctx, e.path, path, standAlone(ctx, path)))
}

// copyPages copies the database behind a connection of the driver.
func copyPages(ctx context.Context, native any, path string, tell func(done, total int64)) error {
	source, ok := native.(interface {
		NewBackup(to string) (*driver.Backup, error)
	})
	if !ok {
		return errors.New("the driver has no backup")
	}
	// Not synchronous: the copy counts only once it was read and put elsewhere.
	b, err := source.NewBackup(sqliteDSN(path, "immediate", "synchronous(OFF)", "journal_mode(OFF)"))
	if err != nil {
		return err
	}
	more := true
	for more && err == nil {
		if more, err = b.Step(copiedPages); err == nil {
			tell(int64(b.PageCount()-b.Remaining()), int64(b.PageCount()))
			err = ctx.Err()
		}
	}
	return errors.Join(err, b.Finish())
}

// standAlone takes a copy out of WAL mode.
func standAlone(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", sqliteDSN(path, "immediate"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return err
}

// copyFault tells faults of the copy from those of its source.
func copyFault(ctx context.Context, source, path string, err error) error {
	var e *driver.Error
	if errors.As(err, &e) && ctx.Err() == nil {
		switch e.Code() & 0xff {
		case codes.SQLITE_FULL, codes.SQLITE_IOERR, codes.SQLITE_CANTOPEN, codes.SQLITE_READONLY, codes.SQLITE_PERM:
			return unavailable("store.Copy", err, "Im Ordner "+filepath.Dir(path)+" ist kein Platz für die Kopie, oder das Programm darf dort nicht schreiben.",
				"The folder "+filepath.Dir(path)+" has no space for the copy, or the program may not write there.")
		}
	}
	return sqliteFault(ctx, source, err)
}
