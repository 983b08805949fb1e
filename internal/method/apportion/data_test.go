// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"planraum/internal/city/unit"
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
	path := filepath.Join(filepath.Dir(root(t)), "shared", "data", "stuttgart", name)
	f, err := os.Open(path)
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
	out := make([]map[string]string, 0, len(rows))
	for _, r := range rows[1:] {
		m := make(map[string]string, len(r))
		for i, column := range rows[0] {
			m[column] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// koenigstein returns the published keys by year, weights in 1/100,000 percent.
func koenigstein(t testing.TB) map[string][]Part {
	t.Helper()
	keys := make(map[string][]Part)
	for _, r := range records(t, "koenigsteiner_schluessel.csv") {
		d, err := unit.ParseDecimal(r["share_percent"])
		if err != nil {
			t.Fatal(err)
		}
		if d, err = d.Rescale(5); err != nil {
			t.Fatal(err)
		}
		keys[r["key_year"]] = append(keys[r["key_year"]], Part{r["land"], d.Amount})
	}
	return keys
}

// named makes parts A, B, C ... of the weights.
func named(weights ...int64) []Part {
	parts := make([]Part, len(weights))
	for i, w := range weights {
		parts[i] = Part{string(rune('A' + i)), w}
	}
	return parts
}

func sumOf(counts []unit.Headcount) unit.Headcount {
	var n unit.Headcount
	for _, c := range counts {
		n += c
	}
	return n
}
