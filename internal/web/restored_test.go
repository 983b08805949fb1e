// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"planraum/internal/platform/backup"
	"planraum/internal/store"
	"planraum/internal/web/webtest"
)

// opened opens a database as it is, and brings it up to date.
func opened(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	return s
}

// ofTheMachine are the pages that speak of the running program and its files
// (since when it runs, how large its database and journal are), not of the city.
var ofTheMachine = []string{"/verwaltung/zustand"}

// TestRestoredCopyAnswersAlike: a city that was backed up and restored answers
// every page but those of the machine, in both languages, byte for byte as the
// original does.
func TestRestoredCopyAnswersAlike(t *testing.T) {
	source, copied := opened(t, filepath.Join(t.TempDir(), "city.db")), filepath.Join(t.TempDir(), "copy.db")
	original := webtest.Handler(webtest.Over(t, source, source, false))
	quiet := func(backup.Stage, int64, int64) {}
	keeper := backup.New(store.Files{}, "test", time.Now)
	made, err := keeper.Make(t.Context(), source, backup.Order{To: t.TempDir()}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keeper.Restore(t.Context(), made.Path, copied, false, quiet); err != nil {
		t.Fatal(err)
	}
	again := opened(t, copied)
	restored := webtest.Handler(webtest.Over(t, again, again, true))
	server := httptest.NewServer(original)
	defer server.Close()
	all := append([]string{importPage(t, server.URL)}, pages...)
	for _, path := range all {
		if slices.Contains(ofTheMachine, path) {
			continue
		}
		for _, prefix := range []string{"", "/en"} {
			if a, b := saidBy(original, prefix+path), saidBy(restored, prefix+path); a.Code != b.Code || !bytes.Equal(a.Body.Bytes(), b.Body.Bytes()) {
				t.Errorf("%s%s: %d with %d bytes from the original, %d with %d bytes from the copy", prefix, path, a.Code, a.Body.Len(), b.Code, b.Body.Len())
			}
		}
	}
	if len(all) < 40 {
		t.Errorf("only %d pages compared", len(all))
	}
}

func saidBy(handler http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}
