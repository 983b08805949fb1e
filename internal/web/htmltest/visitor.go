// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package htmltest

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Visitor asks a handler for pages as a reader would, and ends the test where
// the answer is another than the test says.
type Visitor struct {
	T       testing.TB
	Handler http.Handler
}

// Get asks for an address.
func (v Visitor) Get(address string) *httptest.ResponseRecorder {
	v.T.Helper()
	rec := httptest.NewRecorder()
	v.Handler.ServeHTTP(rec, httptest.NewRequestWithContext(v.T.Context(), http.MethodGet, address, nil))
	return rec
}

// File returns what an address that answers 200 sends.
func (v Visitor) File(address string) []byte {
	v.T.Helper()
	rec := v.Get(address)
	if rec.Code != http.StatusOK {
		v.T.Fatalf("%s answers %d, want 200", address, rec.Code)
	}
	return rec.Body.Bytes()
}

// Page returns the page of an address that answers 200.
func (v Visitor) Page(address string) Node {
	v.T.Helper()
	page, err := Parse(bytes.NewReader(v.File(address)))
	if err != nil {
		v.T.Fatalf("%s: %v", address, err)
	}
	return page
}

// Heading returns the first heading of a page, which is its answer.
func (v Visitor) Heading(address string) string {
	v.T.Helper()
	h1, ok := v.Page(address).First("h1")
	if !ok {
		v.T.Fatalf("%s has no heading", address)
	}
	return h1.Text()
}

// Numbers follows every number of the page that can be asked, each address
// once, and reports those that do not answer 200 with a derivation. It returns
// how many it asked.
func (v Visitor) Numbers(page Node) int {
	v.T.Helper()
	asked := map[string]bool{}
	for _, a := range page.All("a.number") {
		address := a.Attr("href")
		if asked[address] {
			continue
		}
		asked[address] = true
		if rec := v.Get(address); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "derivation-body") {
			v.T.Errorf("the number %q asks %s, which answers %d", a.Text(), address, rec.Code)
		}
	}
	return len(asked)
}
