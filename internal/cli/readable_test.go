// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReadable: a file that others may read is told from one that is private and
// from one that is not there.
func TestReadable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	if readable(path) || readable("postgres://a/b") {
		t.Error("what is no file is called readable")
	}
	for mode, want := range map[os.FileMode]bool{0o600: false, 0o640: true, 0o644: true} {
		if err := os.WriteFile(path, nil, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if got := readable("sqlite:" + path); got != want {
			t.Errorf("%o: %v", mode, got)
		}
	}
}
