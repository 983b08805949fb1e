// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestManifest(t *testing.T) {
	got, err := manifest(map[string][]byte{"planraum-AB12CD34.css": nil, "icon-ZZ.svg": nil})
	if err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"icon.svg\": \"icon-ZZ.svg\",\n  \"planraum.css\": \"planraum-AB12CD34.css\"\n}\n"
	if string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err := manifest(map[string][]byte{"planraum.css": nil}); err == nil {
		t.Error("a file without a hash in its name could be cached for ever, but was taken")
	}
}

func TestCompareFindsEveryDifference(t *testing.T) {
	dist := filepath.Join(t.TempDir(), "dist")
	files := map[string][]byte{"a-1.css": []byte("a"), "b-2.js": []byte("b")}
	if err := replace(dist, files); err != nil {
		t.Fatal(err)
	}
	if err := compare(dist, files); err != nil {
		t.Errorf("what was just written differs: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dist, "a-1.css"), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dist, "b-2.js"), filepath.Join(dist, "b-3.js")); err != nil {
		t.Fatal(err)
	}
	err := compare(dist, files)
	if err == nil {
		t.Fatal("no difference was found")
	}
	for _, want := range []string{"a-1.css has another content", "b-2.js is missing", "b-3.js is left over"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}
