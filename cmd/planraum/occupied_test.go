// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/cli"
	"planraum/internal/desk/data"
	"planraum/internal/example"
)

// TestSignInBesideAnImport: while an import holds the file, whoever wants to sign
// in is told so within seconds, on the page of signing in and with what was typed;
// pages are read meanwhile, and afterwards the answer is that of any other day.
func TestSignInBesideAnImport(t *testing.T) {
	house, err := open(t.Context(), filepath.Join(t.TempDir(), "city.db"), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = house.Close() }()
	if err := house.Protect.Prepare(t.Context(), nil); err != nil { // as a program that has run for a while
		t.Fatal(err)
	}
	h := faces(house, cli.Service{}, nil)
	begun, finish, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	end := sync.OnceFunc(func() { close(finish) })
	defer end()
	hold := sync.OnceFunc(func() { close(begun); <-finish })
	go func() {
		var err error
		for _, f := range example.Files() {
			in := data.Incoming{Name: f.Name, Content: bytes.NewReader(f.Content), By: "Test", Now: time.Now()}
			if strings.HasPrefix(f.Name, "figures") {
				in.Progress = func(int) { hold() }
			}
			if _, err = house.Data.Import(t.Context(), in); err != nil {
				break
			}
		}
		done <- err
	}()
	select {
	case <-begun:
	case err := <-done:
		t.Fatal("the example came in without telling of its progress: ", err)
	}
	send := func() *httptest.ResponseRecorder {
		typed := url.Values{"adresse": {"planung@stadt.example"}, "kennwort": {"vier kleine Esel"}}
		r := request(http.MethodPost, "/anmelden", strings.NewReader(typed.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	began := time.Now()
	w := send()
	if took := time.Since(began); w.Code != http.StatusServiceUnavailable || took > 30*time.Second {
		t.Errorf("beside an import signing in answers %d after %s", w.Code, took)
	}
	if body := w.Body.String(); !strings.Contains(body, "Gerade wird eine große Datei gespeichert") || !strings.Contains(body, `value="planung@stadt.example"`) || w.Header().Get("Retry-After") == "" {
		t.Errorf("the page does not say why, or has lost what was typed: %s", body)
	}
	page := httptest.NewRecorder()
	if h.ServeHTTP(page, request(http.MethodGet, "/", nil)); page.Code != http.StatusOK {
		t.Errorf("beside an import the first page answers %d", page.Code)
	}
	end()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if w := send(); w.Code != http.StatusForbidden && w.Code != http.StatusUnprocessableEntity {
		t.Errorf("afterwards an unknown account is answered %d", w.Code)
	}
}
