// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/identity"
	"planraum/internal/web"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestEveryFileLink follows every link to a file of every page that needs
// nothing in its address, as an administrator who does all of the offices' work:
// each leads to a file of the kind that it names.
func TestEveryFileLink(t *testing.T) {
	desks := webtest.Desks(t, false)
	var all []identity.Grant
	for _, role := range identity.Roles() {
		if role != identity.Public && role != identity.Provider && role != identity.Cosigner {
			all = append(all, identity.Grant{Role: role})
		}
	}
	webtest.Account(t, desks.Accounts, "verwaltung@stadt.example", all...)
	p := newPerson(t, webtest.Installation(t, desks)).enter("verwaltung@stadt.example")
	paths := []string{"/verwaltung/konten/1", "/verwaltung/protokoll/1", "/daten/accommodation.persons", "/rechte/warum?art=page&tun=read"}
	for _, route := range web.Routes() {
		if path, is := strings.CutPrefix(route, "GET "); is && !strings.Contains(path, "{") && !strings.Contains(path, "/extern") {
			paths = append(paths, path)
		}
	}
	media := map[string]string{"csv": "text/csv", "xlsx": "application/vnd.openxmlformats", "json": "application/json", "geojson": "application/geo+json"}
	pages, files, seen := 0, 0, map[string]bool{}
	for _, path := range append(paths, "/") {
		if p.get(path); !strings.HasPrefix(p.last.Header.Get("Content-Type"), "text/html") {
			continue
		}
		pages++
		links := slices.DeleteFunc(p.page.All("a[href]"), func(n htmltest.Node) bool { return !strings.Contains(n.Attr("href"), "format=") })
		for _, link := range append(links, p.page.All("a[download]")...) {
			href := link.Attr("href")
			if !strings.HasPrefix(href, "/") || seen[href] {
				continue
			}
			seen[href] = true
			files++
			answer, err := p.client.Get(p.base + href)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if err != nil || answer.StatusCode != http.StatusOK || len(body) == 0 {
				t.Errorf("%s: the file %s: %d, %v", path, href, answer.StatusCode, err)
			}
			format := answer.Request.URL.Query().Get("format")
			if kind := answer.Header.Get("Content-Type"); media[format] != "" && !strings.HasPrefix(kind, media[format]) {
				t.Errorf("%s: the file %s is %s", path, href, kind)
			}
		}
	}
	if pages < 25 || files < 60 || !slices.ContainsFunc(paths, func(p string) bool { return p == "/verwaltung/konten" }) {
		t.Errorf("only %d pages with %d files seen", pages, files)
	}
}
