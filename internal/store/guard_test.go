// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"planraum/internal/city/figure"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/store/storetest"
)

// database is a migrated database with some figures, and a way past the store.
type database struct {
	name  string
	url   string
	store *store.Store
	exec  func(statement string) error
}

// databases opens both. PostgreSQL is left out where it is not installed.
func databases(t *testing.T, test func(t *testing.T, d database)) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "planraum.db")
		s := openAt(t, path)
		db := raw(t, path)
		test(t, database{"sqlite", path, s, func(statement string) error {
			_, err := db.ExecContext(t.Context(), statement)
			return err
		}})
	})
	t.Run("postgresql", func(t *testing.T) {
		url := pgtest.Start(t)
		s := openAt(t, url)
		c, err := pgx.Connect(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close(context.Background()) })
		test(t, database{"postgresql", url, s, func(statement string) error {
			_, err := c.Exec(t.Context(), statement)
			return err
		}})
	})
}

// raw opens a SQLite file without the store.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=recursive_triggers(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestRecordedThingsCannotBeChanged(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		if err := storetest.Fill(t.Context(), d.store, 10); err != nil {
			t.Fatal(err)
		}
		before, err := d.store.Figures(t.Context(), figure.Query{})
		if err != nil {
			t.Fatal(err)
		}
		err = d.store.Write(t.Context(), storetest.Batch("more"), func(tx *store.Tx) error {
			if err := tx.AddRecords(t.Context(), []register.Record{{Kind: register.Site, Key: "a", Body: []byte("{}")}}); err != nil {
				return err
			}
			return tx.AddChoice(t.Context(), figure.Choice{Key: before[0].Key, Figure: before[0].ID})
		})
		if err != nil {
			t.Fatal(err)
		}
		statements := []string{
			"UPDATE figure SET amount = 0", "UPDATE figure_choice SET reason = ''", "UPDATE register SET body = '{}'", "UPDATE batch SET file = ''",
			"UPDATE figure_source SET source = ''", "UPDATE series SET area = 1",
			"DELETE FROM figure_choice", "DELETE FROM figure", "DELETE FROM register", "DELETE FROM batch", "DELETE FROM figure_source", "DELETE FROM series",
		}
		if d.name == "postgresql" {
			statements = append(statements, "TRUNCATE figure CASCADE", "TRUNCATE register")
		} else {
			statements = append(statements, "INSERT OR REPLACE INTO register SELECT id, batch, kind, entry, known_from, '[]', file, line FROM register")
		}
		for _, statement := range statements {
			if err := d.exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v, expected to be refused", statement, err)
			}
		}
	})
}

func TestMigrate(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		if err := d.exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)"); err != nil {
			t.Fatal(err)
		}
		err := d.store.Migrate(t.Context(), func(int, int, string) { t.Error("a step ran") })
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.SayOf(err).De, "neueren Planraum") {
			t.Errorf("error %v, expected a conflict that says why", err)
		}
	})
}

// Several programs start on a new database at the same time.
func TestMigrateTogether(t *testing.T) {
	for name, url := range map[string]func(*testing.T) string{
		"sqlite":     func(t *testing.T) string { return filepath.Join(t.TempDir(), "planraum.db") },
		"postgresql": func(t *testing.T) string { return pgtest.Start(t) },
	} {
		t.Run(name, func(t *testing.T) {
			at := url(t)
			errs := make(chan error)
			const programs = 4
			for range programs {
				go func() {
					s, err := store.Open(t.Context(), at)
					if err == nil {
						err = s.Migrate(t.Context(), func(int, int, string) {})
						defer s.Close()
					}
					errs <- err
				}()
			}
			for range programs {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			s := openAt(t, at)
			if p, err := s.Position(t.Context()); p != 0 || err != nil {
				t.Errorf("position %d, error %v", p, err)
			}
		})
	}
}

func TestMigrateTellsProgress(t *testing.T) {
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "planraum.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	last := -1
	var names []string
	err = s.Migrate(t.Context(), func(done, total int, name string) {
		if done != last+1 || done > total || (done == total) != (name == "") {
			t.Errorf("step %d of %d (%s) after %d", done, total, name, last)
		}
		last = done
		names = append(names, name)
	})
	if err != nil || len(names) < 3 || names[0] != "0001_ledger.sql" {
		t.Errorf("steps %v, error %v", names, err)
	}
}
