// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package refdata gives tests the reference data that lie beside the
// repository, and the tables of the project's own pages on methods, so that
// page and code cannot part.
package refdata

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Root returns the folder of the repository.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// Open opens a file of the reference data, named from their root, such as
// "stuttgart/golden.csv". Where there is none the test is skipped; with
// PLANRAUM_REQUIRE_ALL=1 it fails.
func Open(t testing.TB, name string) *os.File {
	t.Helper()
	file, err := os.Open(filepath.Join(filepath.Dir(Root(t)), "shared", "data", filepath.FromSlash(name)))
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("PLANRAUM_REQUIRE_ALL") != "1":
		t.Skipf("the reference data are not here (../shared/data/%s)", name)
	case err != nil:
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// Records returns the rows of a typed file of Stuttgart below the head, by
// column name.
func Records(t testing.TB, name string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(Open(t, "stuttgart/"+name)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	return byColumn(rows)
}

// Record returns the one row of a typed file whose column has the value.
func Record(t testing.TB, name, column, value string) map[string]string {
	t.Helper()
	for _, r := range Records(t, name) {
		if r[column] == value {
			return r
		}
	}
	t.Fatalf("%s has no row with %s = %s", name, column, value)
	return nil
}

// Documented returns the rows of the table in docs/methods/METHOD.md whose
// head begins with the given columns.
func Documented(t testing.TB, method, head string) []map[string]string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(Root(t), "docs", "methods", method+".md"))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSpace(line)
		switch {
		case rows == nil && !strings.HasPrefix(line, "| "+head):
		case rows != nil && !strings.HasPrefix(line, "|"):
			return byColumn(rows)
		case strings.HasPrefix(line, "| ---"):
		default:
			cells := strings.Split(strings.Trim(line, "|"), "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, cells)
		}
	}
	if len(rows) < 2 {
		t.Fatalf("docs/methods/%s.md has no table %q", method, head)
	}
	return byColumn(rows)
}

func byColumn(rows [][]string) []map[string]string {
	var out []map[string]string
	for _, r := range rows[1:] {
		m := make(map[string]string, len(r))
		for i, column := range rows[0] {
			m[column] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// Number reads a whole number as the pages write it: 12,194 or −152.
func Number(t testing.TB, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", "−", "-").Replace(s), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
