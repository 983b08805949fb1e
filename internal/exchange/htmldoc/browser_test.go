// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package htmldoc_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/exchange/papertest"
	"planraum/internal/web/browsertest"
)

// TestInABrowser: axe-core finds nothing in papers, on wide and narrow screens; they do
// not scroll sideways, even with hostile texts, and the browser has nothing to say.
func TestInABrowser(t *testing.T) {
	browser := browsertest.New(t)
	for name, d := range map[string]document.Document{"paper": papertest.Paper(), "enemy": papertest.Enemy()} {
		page, _, err := write(d)
		if err != nil {
			t.Fatal(err)
		}
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/paper" { // the browser asks for an icon, which a file has not
				w.WriteHeader(http.StatusNoContent)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, page)
		}))
		defer srv.Close()
		for _, width := range []int{320, 1280} {
			p := browser.Page(srv.URL+"/paper", width, 900)
			if name == "paper" {
				browsertest.Axe(t, p)
			} else {
				for _, v := range browsertest.Violations(t, p) {
					if v.Rule != "empty-heading" && v.Rule != "link-name" { // some of its texts are nothing to be read
						t.Error(v)
					}
				}
			}
			if p.Overflow() {
				t.Errorf("%s scrolls sideways at %d px", name, width)
			}
			if got := p.Complaints(); len(got) > 0 {
				t.Errorf("%s: %q", name, got)
			}
		}
	}
}
