// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package browsertest

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Page is a tab that shows a page. Its methods fail the test when a step fails
// or takes longer than 30 seconds.
type Page struct {
	t   T
	ctx context.Context

	mu         sync.Mutex // guards complaints
	complaints []string
}

// Page opens the address in a new tab of width x height CSS pixels and waits
// until it has loaded. The tab closes with the test.
func (b *Browser) Page(url string, width, height int) *Page {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	b.t.Cleanup(cancel)
	p := &Page{t: b.t, ctx: ctx}
	if err := chromedp.Do(ctx); err != nil { // opens the tab, without a limit in time
		p.t.Fatalf("browsertest: open a tab: %v", err)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		p.t.Fatalf("browsertest: listen: %v", err)
	}
	p.Resize(width, height)
	p.do("open "+url, chromedp.Navigate(url))
	return p
}

// hear keeps what the browser's console shows as an error.
func (p *Page) hear(event any) {
	complaint := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		complaint = (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error()
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			complaint = e.Entry.Text + " " + e.Entry.URL
		}
	}
	if complaint != "" {
		p.mu.Lock()
		p.complaints = append(p.complaints, complaint)
		p.mu.Unlock()
	}
}

// Complaints returns the errors seen so far: exceptions of scripts, failed
// requests, and whatever the content security policy has stopped.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.complaints)
}

// Resize changes the width and height of the view in CSS pixels.
func (p *Page) Resize(width, height int) {
	p.t.Helper()
	p.do("resize", chromedp.EmulateViewport(int64(width), int64(height)))
}

// Click clicks the first element that the CSS selector finds, once it is visible.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.WaitFor("document.readyState === 'complete'")
	// A page that is just being replaced takes its nodes along: nothing was
	// clicked then.
	for range 5 {
		_, err := attempt(p, chromedp.Click(chromedp.CSS(selector)))
		if err == nil {
			return
		}
		if !strings.Contains(err.Error(), "Could not find node") {
			p.t.Fatalf("browsertest: click %s: %v", selector, err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.t.Fatalf("browsertest: click %s: the page does not stand still", selector)
}

// WaitFor waits until the JavaScript expression is true, also across a change
// of page, in the middle of which nothing can be asked.
func (p *Page) WaitFor(expression string) {
	p.t.Helper()
	var err error
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var met bool
		if met, err = attempt(p, chromedp.Evaluate[bool](expression)); met {
			return
		}
	}
	p.t.Fatalf("browsertest: waited in vain for %s (%v)", expression, err)
}

// Overflow says whether the page can be scrolled sideways.
func (p *Page) Overflow() bool {
	p.t.Helper()
	return Eval[bool](p, "document.documentElement.scrollWidth > document.documentElement.clientWidth")
}

// Screenshot writes the whole page, not only the view, as a PNG file.
func (p *Page) Screenshot(path string) {
	p.t.Helper()
	p.write(path, run(p, "screenshot", chromedp.FullScreenshot(100)))
}

// PDF writes the page as it would be printed on the paper that its style sheet names.
func (p *Page) PDF(path string) {
	p.t.Helper()
	p.write(path, run(p, "print", chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize())))
}

func (p *Page) write(path string, data []byte) {
	p.t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		p.t.Fatalf("browsertest: %v", err)
	}
}

// Eval returns the value of a JavaScript expression in the page; a promise is waited for.
func Eval[V any](p *Page, expression string) V {
	p.t.Helper()
	return run(p, "evaluate", chromedp.Evaluate[V](expression, chromedp.EvalAwaitPromise))
}

func (p *Page) do(what string, step chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	run(p, what, step)
}

func run[V any](p *Page, what string, step chromedp.Action[V]) V {
	p.t.Helper()
	value, err := attempt(p, step)
	if err != nil {
		p.t.Fatalf("browsertest: %s: %v", what, err)
	}
	return value
}

func attempt[V any](p *Page, step chromedp.Action[V]) (V, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, step)
}
