// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package browsertest opens pages in a real Chromium and asks what a user would
// meet there: does the page scroll sideways, where does the keyboard lead, what
// does axe-core find, did a script fail or break the content security policy?
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/chromedp"
)

// T is the part of testing.TB that the helpers use, so that a program which
// takes pictures can use them too.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
	Skipf(format string, args ...any)
	Cleanup(func())
}

// patience is how long one step in the browser may take.
const patience = 30 * time.Second

// names are the programs that will do, in the order of preference.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// Browser is a running Chromium.
type Browser struct {
	t   T
	ctx context.Context
}

// New starts a browser that ends with the test. It reaches this machine only.
//
// Where no Chromium is installed the test is skipped; with
// PLANRAUM_REQUIRE_ALL=1 it fails.
func New(t T) *Browser {
	t.Helper()
	path := executable()
	if path == "" {
		absent(t, "Chromium was not found (Debian: apt-get install chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // tests run as root in containers, and open our own pages only
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "de-DE"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("browsertest: cannot start %s: %v", path, err)
	}
	t.Cleanup(func() { closeBrowser(ctx) })
	return &Browser{t: t, ctx: ctx}
}

// closeBrowser asks the browser to end and waits for it, at most ten seconds.
func closeBrowser(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	_ = chromedp.Cancel(ctx)
}

func executable() string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// absent skips the test, or fails it where every suite has to run.
func absent(t T, reason string) {
	t.Helper()
	if os.Getenv("PLANRAUM_REQUIRE_ALL") == "1" {
		t.Fatalf("PLANRAUM_REQUIRE_ALL=1, but %s", reason)
	}
	t.Skipf("%s", reason)
}
