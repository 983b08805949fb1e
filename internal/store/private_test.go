// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"planraum/internal/store"
)

// TestNewFileIsPrivate: a new database and the files beside it can be read by
// their owner alone, whatever rights new files have else.
func TestNewFileIsPrivate(t *testing.T) {
	folder := t.TempDir()
	s, err := store.Open(t.Context(), filepath.Join(folder, "p.db"))
	must(t, err)
	must(t, s.Migrate(t.Context(), func(int, int, string) {}))
	files, err := os.ReadDir(folder)
	must(t, err)
	if len(files) < 3 {
		t.Errorf("%d files, want the database, its journal and its index", len(files))
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
	}
	must(t, s.Close())
}
