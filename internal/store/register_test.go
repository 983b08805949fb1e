// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"planraum/internal/city/privacy"
	"planraum/internal/platform/jobs"
)

// TestRegisterIsComplete: every table and every column of the live schema, of
// all migrations, is in the register of processing, and nothing else is.
func TestRegisterIsComplete(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		beside, err := d.store.Beside(10 * time.Second)
		must(t, err)
		queue, err := jobs.New(jobs.Config{Book: d.store, Postgres: d.store.Postgres(), SQLite: beside})
		must(t, err)
		must(t, queue.Migrate(t.Context()))
		must(t, queue.Close())
		live := schema(t, d)
		listed := map[string]privacy.Table{}
		for _, table := range privacy.Register() {
			if _, twice := listed[table.Name]; twice {
				t.Errorf("%s is listed twice", table.Name)
			}
			listed[table.Name] = table
			if table.Purpose.De == "" || table.Purpose.En == "" {
				t.Errorf("%s has no purpose", table.Name)
			}
			if table.IsPersonal() && (table.Rule.Basis.De == "" || table.Rule.Retention.De == "" || table.Rule.Deletion.De == "") {
				t.Errorf("%s holds personal data, but why, how long or what deletes them is not said", table.Name)
			}
		}
		for name, columns := range live {
			table, ok := listed[name]
			if !ok {
				t.Errorf("the table %s (%s) is not in the register of processing", name, strings.Join(columns, " "))
				continue
			}
			if table.Other == nil && table.Part == privacy.Library {
				continue
			}
			said := slices.Clone(table.Other)
			for _, c := range table.Personal {
				said = append(said, c.Name)
			}
			for _, c := range slices.Concat(table.Written, table.Actors) {
				if !slices.Contains(said, c) {
					said = append(said, c)
				}
			}
			slices.Sort(said)
			slices.Sort(columns)
			if !slices.Equal(said, columns) {
				t.Errorf("%s has the columns %v, the register says %v", name, columns, said)
			}
		}
		_, accounts := live["account"]
		for name, table := range listed {
			if _, there := live[name]; !there && table.Part != privacy.Library && (accounts || table.Part != privacy.Accounts) {
				t.Errorf("the register lists %s, which does not exist", name)
			}
		}
	})
}

// schema reads tables and columns of a database.
func schema(t *testing.T, d database) map[string][]string {
	t.Helper()
	live := map[string][]string{}
	if d.name == "postgresql" {
		c, err := pgx.Connect(t.Context(), d.url)
		must(t, err)
		defer c.Close(context.Background())
		rows, err := c.Query(t.Context(), "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()")
		must(t, err)
		for rows.Next() {
			var table, column string
			must(t, rows.Scan(&table, &column))
			live[table] = append(live[table], column)
		}
		must(t, rows.Err())
		return live
	}
	rows, err := raw(t, d.url).QueryContext(t.Context(), `SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\'`)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var table, column string
		must(t, rows.Scan(&table, &column))
		live[table] = append(live[table], column)
	}
	must(t, rows.Err())
	return live
}
