// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Command pictures renews the pictures of the main pages that the README shows.
// It starts the program with the example city in a folder of its own, on a free
// port of this machine, and takes the pictures in Chromium.
//
//	go run ./tools/pictures                      writes docs/pictures
//	go run ./tools/pictures -program PATH -out DIR
//
// `make pictures` builds the program first.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"planraum/internal/web/browsertest"
)

// width is the width of the pictures in CSS pixels, and height the most of a
// page that one shows.
const (
	width  = 1280
	height = 1200
)

// largest is how large a picture may be: the README loads all of them.
const largest = 250 << 10

// shot is one picture: a page, or what a link on that page leads to.
type shot struct {
	name   string
	path   string
	follow string // CSS selector of the link to follow; "" shows the page itself
}

// shots are the pictures of the README in its order.
var shots = []shot{
	{name: "lagebild", path: "/"},
	{name: "plaetze", path: "/plaetze"},
	{name: "plan", path: "/plaene/neue-planung-2015-11-27"},
	{name: "personal", path: "/personal"},
	{name: "herleitung", path: "/plaene/neue-planung-2015-11-27", follow: `a[href*="/needed/2016-12"]`},
}

func main() {
	program := flag.String("program", "bin/planraum", "the program to take pictures of")
	out := flag.String("out", "docs/pictures", "folder of the pictures")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *program, *out); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, out string) (err error) {
	folder, err := os.MkdirTemp("", "planraum-pictures-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	served, err := start(ctx, program, filepath.Join(folder, "planraum.db"))
	if err != nil {
		return err
	}
	defer served.stop()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	t := &taker{}
	defer t.close(&err)
	browser := browsertest.New(t)
	for _, s := range shots {
		full := filepath.Join(folder, s.name+".png")
		s.take(t, browser, served.address, full)
		size, err := crop(full, filepath.Join(out, s.name+".png"))
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if size > largest {
			return fmt.Errorf("%s: %d KB, more than %d: show less of the page", s.name, size>>10, largest>>10)
		}
		fmt.Printf("%s: %d KB\n", filepath.Join(out, s.name+".png"), size>>10)
	}
	return nil
}

// take writes the whole page as a picture to file.
func (s shot) take(t *taker, browser *browsertest.Browser, address, file string) {
	url := strings.TrimSuffix(address, "/") + s.path
	page := browser.Page(url, width, 900)
	if s.follow != "" {
		link := browsertest.Eval[string](page, fmt.Sprintf(`document.querySelector(%q)?.href ?? ""`, s.follow))
		if link == "" {
			t.Fatalf("%s: no link %s on %s", s.name, s.follow, s.path)
		}
		page = browser.Page(link, width, 900)
	}
	if name := browsertest.Eval[string](page, `document.querySelector("h1")?.textContent ?? ""`); name == "" {
		t.Fatalf("%s: %s has no heading: is it a page?", s.name, s.path)
	}
	// A page that answers with an error looks like a page; its status tells.
	if status := browsertest.Eval[int](page, `performance.getEntriesByType("navigation")[0].responseStatus`); status != 200 {
		t.Fatalf("%s: %s answers with status %d", s.name, s.path, status)
	}
	page.Screenshot(file)
}
