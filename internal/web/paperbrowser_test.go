// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"planraum/internal/web/browsertest"
	"planraum/internal/web/webtest"
)

// posted sends a form to a served page and returns what it answers.
func posted(t *testing.T, address string, form url.Values) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

var seenMark = regexp.MustCompile(`name="gesehen" value="([^"]*)"`)

// TestDraftPaperInABrowser opens a paper in work, which says what is missing and lets an
// office co-sign, and its form, in both languages and widths: no violation of axe-core.
func TestDraftPaperInABrowser(t *testing.T) {
	base := webtest.Serve(t)
	browser := browsertest.New(t)
	form := councilForm()
	form["signers"] = []string{"Stadtkämmerei\nSozialplanung"}
	form.Set("document", "neu:antrag-864-2015")
	_, body := posted(t, base+"/rat/vorlagen/neu/form", form)
	mark := seenMark.FindStringSubmatch(body)
	if mark == nil {
		t.Fatal("the form shows no effect")
	}
	form.Set("gesehen", mark[1])
	form.Set("schritt", "speichern")
	if code, body := posted(t, base+"/rat/vorlagen/neu/form", form); code != http.StatusSeeOther {
		t.Fatalf("%d %s", code, body)
	}
	for _, path := range []string{"/rat/vorlagen/grdrs-2000-2015", "/en/rat/vorlagen/grdrs-2000-2015", "/rat/vorlagen/grdrs-2000-2015/form", "/berichte/grdrs-2000-2015", "/personal/doppelhaushalt?stand=2015-12-31"} {
		page := browser.Page(base+path, 320, 900)
		for _, width := range []int{320, 1280} {
			page.Resize(width, 900)
			browsertest.Axe(t, page)
			if page.Overflow() {
				t.Errorf("%s is wider than its screen of %d px", path, width)
			}
		}
	}
}
