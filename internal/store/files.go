// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
)

// Files knows SQLite files that nobody has opened: copies, and what is to be
// replaced.
type Files struct{}

// Schema is the newest step of the migrations that this program knows.
func (Files) Schema() int64 {
	names, _ := fs.Glob(files, "migrations/*.sql") // the pattern is right
	var newest int64
	for _, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		if n, err := strconv.ParseInt(number, 10, 64); err == nil {
			newest = max(newest, n)
		}
	}
	return newest
}

// Inspect reads the whole of a database file, looks whether it is sound, and
// says what it holds. It changes nothing.
func (Files) Inspect(ctx context.Context, name string, tell func(done, total int64)) (backup.Contents, error) {
	const op = "store.Inspect"
	abs, err := filepath.Abs(name)
	if err != nil {
		return backup.Contents{}, fault.Wrap(op, err)
	}
	db, err := sql.Open("sqlite", sqliteDSN(abs, "deferred", "query_only(1)", cacheSize(readerCache))+"&mode=ro")
	if err != nil {
		return backup.Contents{}, fault.Wrap(op, err)
	}
	defer db.Close()
	e := &sqlite{path: name, readers: db}
	var all backup.Contents
	err = e.read(ctx, func(c conn) error {
		if err := sound(ctx, c, name); err != nil {
			return err
		}
		all, err = contents(ctx, c, e.kind(), tell)
		return err
	})
	return all, fault.Wrap(op, err)
}

// sound fails unless the pages of a database fit together and every reference
// leads somewhere.
func sound(ctx context.Context, c conn, name string) error {
	var said string
	if _, err := one(ctx, c, "PRAGMA integrity_check(1)", nil, &said); err != nil {
		return err
	}
	if said != "ok" {
		return unavailable("store.sound", errors.New(said), "Die Datenbank "+name+" ist beschädigt.", "The database "+name+" is damaged.")
	}
	return c.query(ctx, "SELECT \"table\", \"parent\" FROM pragma_foreign_key_check LIMIT 1", nil, func(r row) error {
		var table, parent string
		if err := r.Scan(&table, &parent); err != nil {
			return err
		}
		return unavailable("store.sound", errors.New(table+" refers to nothing in "+parent),
			"In der Datenbank "+name+" fehlen Zeilen, auf die andere verweisen.", "The database "+name+" lacks rows that others refer to.")
	})
}

// Claim takes a database file for this program alone until release is called,
// and folds its journal into it, so that the file is all there is. It is refused
// with fault.Conflict while another program has the file open.
func (Files) Claim(ctx context.Context, name string) (release func(), err error) {
	const op = "store.Claim"
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	db, err := sql.Open("sqlite", patientDSN(abs, "immediate", claimBusy)+"&mode=rw")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	db.SetMaxOpenConns(1)
	for _, step := range []string{"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"} {
		if _, err = db.ExecContext(ctx, step); err != nil {
			break
		}
	}
	if err == nil {
		return func() { _ = db.Close() }, nil
	}
	_ = db.Close()
	if isBusy(err) {
		return nil, fault.New(fault.Conflict, op, "Die Datenbank "+name+" wird gerade benutzt. Bitte zuerst alle Programme beenden, die sie geöffnet haben.",
			"The database "+name+" is in use. Please stop all programs first that have it open.")
	}
	return nil, fault.Wrap(op, sqliteFault(ctx, name, err))
}

// claimBusy is how long Claim waits for others, in milliseconds.
const claimBusy = 500
