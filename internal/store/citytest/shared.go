// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package citytest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Root returns the root of the repository.
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

// Shared returns the content of a file of the reference data beside the
// repository. It skips the test where there is none; with
// PLANRAUM_REQUIRE_ALL=1 the test fails.
func Shared(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(filepath.Dir(Root(t)), "shared", "data", "stuttgart", name))
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("PLANRAUM_REQUIRE_ALL") != "1":
		t.Skipf("reference data %s is not there", name)
	case err != nil:
		t.Fatal(err)
	}
	return content
}

// Records returns the rows of a CSV file, each by its column names.
func Records(t testing.TB, name string, content []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		record := make(map[string]string, len(row))
		for i, column := range rows[0] {
			record[column] = row[i]
		}
		list = append(list, record)
	}
	return list
}
