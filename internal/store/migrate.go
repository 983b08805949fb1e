// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"planraum/internal/city/privacy"
	"planraum/internal/fault"
)

// Each change of the schema is one file for both databases. Where they cannot
// share a statement (triggers), the name carries the database: 0002_guard.sqlite.sql.
//
//go:embed migrations/*.sql
var files embed.FS

// Migrate brings the schema up to this program's version, forward only, and
// calls progress before each step and once at the end. On PostgreSQL a session
// lock makes programs that start together wait for each other. A database that
// a newer program has migrated is refused with fault.Conflict.
func (s *Store) Migrate(ctx context.Context, progress func(done, total int, name string)) error {
	return fault.Wrap("store.Migrate", s.migrate(ctx, progress))
}

func (s *Store) migrate(ctx context.Context, progress func(done, total int, name string)) error {
	folder, err := fs.Sub(files, "migrations")
	if err != nil {
		return err
	}
	db, dialect, options, err := s.engine.migrations()
	if err != nil {
		return err
	}
	defer db.Close()
	if err := s.refuseForeign(ctx, db); err != nil {
		return err
	}
	foreign, err := otherDialects(folder, s.Kind())
	if err != nil {
		return err
	}
	options = append(options, goose.WithExcludeNames(foreign), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	provider, err := goose.NewProvider(dialect, db, folder, options...)
	if err != nil {
		return err
	}
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return s.engine.fault(ctx, err)
	}
	if have > want {
		return tooNew(have, want)
	}
	if err := s.apply(ctx, provider, have, progress); err != nil {
		return err
	}
	if e, ok := s.engine.(*postgres); ok {
		return e.unsampled(ctx, privacy.Register())
	}
	return nil
}

// refuseForeign refuses an SQLite file that holds another program's tables: a
// mistyped name must not add ours to it. On PostgreSQL a schema may be shared.
func (s *Store) refuseForeign(ctx context.Context, db *sql.DB) error {
	if s.Kind() != "sqlite" {
		return nil
	}
	var others, ours int
	err := db.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(name = 'goose_db_version'), 0)
		FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`).Scan(&others, &ours)
	if err != nil {
		return s.engine.fault(ctx, err)
	}
	if others > 0 && ours == 0 {
		return fault.New(fault.Unavailable, "store.refuseForeign",
			"Die Datei enthält die Datenbank eines anderen Programms. Planraum legt dort nichts an; bitte eine andere Datei nennen.",
			"The file holds another program's database. Planraum adds nothing to it; please name another file.")
	}
	return nil
}

// apply runs the steps that are newer than have, one at a time.
func (s *Store) apply(ctx context.Context, provider *goose.Provider, have int64, progress func(done, total int, name string)) error {
	steps := provider.ListSources()
	for len(steps) > 0 && steps[0].Version <= have {
		steps = steps[1:]
	}
	for i, step := range steps {
		progress(i, len(steps), step.Path)
		if _, err := provider.UpByOne(ctx); err != nil && !errors.Is(err, goose.ErrNoNextVersion) {
			// Another program that started at the same time may have run the step.
			if now, again := provider.GetDBVersion(ctx); again != nil || now < step.Version {
				return s.engine.fault(ctx, err)
			}
		}
	}
	if len(steps) > 0 {
		progress(len(steps), len(steps), "")
	}
	return nil
}

// otherDialects returns the files that belong to another database than kind.
func otherDialects(folder fs.FS, kind string) ([]string, error) {
	var names []string
	for _, other := range []string{"sqlite", "postgresql"} {
		if other != kind {
			found, err := fs.Glob(folder, "*."+other+".sql")
			if err != nil {
				return nil, err
			}
			names = append(names, found...)
		}
	}
	return names, nil
}

func tooNew(have, want int64) error {
	return fault.New(fault.Conflict, "store.Migrate",
		fmt.Sprintf("Die Datenbank gehört zu einem neueren Planraum (Stand %d, dieses Programm kennt Stand %d). Bitte das neuere Programm benutzen.", have, want),
		fmt.Sprintf("The database belongs to a newer Planraum (version %d, this program knows version %d). Please use the newer program.", have, want))
}
