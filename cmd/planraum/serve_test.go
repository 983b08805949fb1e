// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/cli"
	"planraum/internal/platform/clock"
	"planraum/internal/text"
	"planraum/internal/web/browsertest"
)

// start runs `planraum serve --demo` on a free loopback port and returns its
// address, and a function that stops it and returns its exit code.
func start(t *testing.T, database string) (address string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	listening, ended := make(chan string, 1), make(chan int, 1)
	out := cli.Outside{
		Out: io.Discard, Err: io.Discard, Lang: text.De, Today: clock.Today, Version: "test", Open: open,
		Serve: func(ctx context.Context, house *cli.House, service cli.Service, say func(string)) error {
			return serve(ctx, house, service, func(at string) { say(at); listening <- at })
		},
	}
	go func() {
		ended <- cli.Run(ctx, out, []string{"serve", "--demo", "--database", database, "--listen", "127.0.0.1:0"})
	}()
	select {
	case address = <-listening:
	case code := <-ended:
		t.Fatalf("serve ended with %d before it listened", code)
	case <-time.After(time.Minute):
		t.Fatal("serve does not listen after a minute")
	}
	stopped := false
	stop = func() int {
		if stopped {
			return 0
		}
		stopped = true
		cancel()
		return <-ended
	}
	t.Cleanup(func() { stop() })
	return strings.TrimSuffix(address, "/"), stop
}

func get(t *testing.T, url string) (int, []byte) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, body
}

// TestServeStopsAndStartsAgain: the program stops when told to, with code 0,
// and a second start over the same database answers every page as before.
func TestServeStopsAndStartsAgain(t *testing.T) {
	database := filepath.Join(t.TempDir(), "city.db")
	paths := []string{"/", "/plaetze", "/plaene/neue-planung-2015-11-27", "/api/v1/figures?limit=5", "/api/openapi.json", "/assets/gibt-es-nicht.css"}
	first := map[string][]byte{}
	address, stop := start(t, database)
	for _, p := range paths {
		_, first[p] = get(t, address+p)
	}
	if !bytes.Contains(first["/"], []byte("Ab Januar 2016 fehlen Plätze")) {
		t.Error("the situation page does not give its answer")
	}
	if code := stop(); code != 0 {
		t.Errorf("serve ended with %d, want 0", code)
	}
	address, _ = start(t, database)
	for _, p := range paths {
		if _, again := get(t, address+p); !bytes.Equal(again, first[p]) {
			t.Errorf("%s differs after a restart", p)
		}
	}
}

// TestAPIDocsInABrowser: the pages on the API break no rule of axe-core.
func TestAPIDocsInABrowser(t *testing.T) {
	address, _ := start(t, filepath.Join(t.TempDir(), "city.db"))
	browser := browsertest.New(t)
	for _, path := range []string{"/api/docs/de", "/api/docs/en", "/ogc?f=html", "/ogc/api?f=html", "/ogc/collections?f=html", "/ogc/collections/sites?f=html", "/ogc/collections/areas/items?f=html&limit=30"} {
		page := browser.Page(address+path, 320, 900)
		for _, width := range []int{320, 1280} {
			page.Resize(width, 900)
			browsertest.Axe(t, page)
			if page.Overflow() {
				t.Errorf("%s is wider than its screen of %d px", path, width)
			}
		}
	}
}
