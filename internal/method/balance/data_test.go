// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package balance

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root returns the folder of the repository.
func root(t testing.TB) string {
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

// records returns the rows of a reference file below the head, by column name.
func records(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(filepath.Dir(root(t)), "shared", "data", "stuttgart", name))
	if os.IsNotExist(err) {
		t.Skipf("reference data %s is not there", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return byColumn(rows)
}

// record returns the one row of a reference file whose column has the value.
func record(t testing.TB, name, column, value string) map[string]string {
	t.Helper()
	for _, r := range records(t, name) {
		if r[column] == value {
			return r
		}
	}
	t.Fatalf("%s has no row with %s = %s", name, column, value)
	return nil
}

// documented returns the rows of the table in this method's page whose head
// begins with the given columns, so that page and code cannot part.
func documented(t testing.TB, head string) []map[string]string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root(t), "docs", "methods", "balance.md"))
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
		t.Fatalf("the page has no table %q", head)
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

// number reads a whole number as the pages write it: 12,194 or −152.
func number(t testing.TB, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", "−", "-").Replace(s), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
