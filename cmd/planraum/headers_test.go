// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"planraum/internal/cli"
	"planraum/internal/platform/door"
	"planraum/internal/platform/telemetry"
	"planraum/internal/text"
	"planraum/internal/web"
)

// example opens the program over the example city.
func exampleHouse(t *testing.T) *cli.House {
	t.Helper()
	database := filepath.Join(t.TempDir(), "p.db")
	code := cli.Run(t.Context(), cli.Outside{Out: io.Discard, Err: io.Discard, Lang: text.De, Open: open}, []string{"demo", "--database", database})
	if code != 0 {
		t.Fatal("the example city cannot be loaded: ", code)
	}
	house, err := open(t.Context(), database, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = house.Close() })
	return house
}

// filling is what stands for the wildcards of a route, so that pages are met
// that exist.
var filling = map[string]string{
	"site": "t4-quellenstrasse", "plan": "neue-planung-2015-11-27", "scenario": "anstieg-haelt-an", "indicator": "accommodation.persons", "ref...": "district/06/per1000",
	"unit": "stadt-presse.2014-02", "source": "gemeinderat", "key": "accommodation-persons", "file": "areas.csv", "collection": "sites",
	"action": "2015-004", "goal": "plaetze-2016", "measure": "tranche-5",
	"warning...": "2015-10-31/ledger", "body": "task-force-integration", "meeting": "2015-12-03", "month": "2016-12", "area": "08111000", "ref": "figure/1", "report": "antrag-864-2015", "format": "odt",
	"paper": "haushaltsantrag-864-2015", "sitting": "GR-2015-07-16", "motion": "haushaltsantrag-864-2015",
}

var wildcard = regexp.MustCompile(`\{([^}]*)\}`)

// addresses turns the pattern of a route into an address that exists, where
// one is known, and one that does not.
func addresses(pattern string) []string {
	var list []string
	for _, known := range []bool{true, false} {
		path := wildcard.ReplaceAllStringFunc(pattern, func(w string) string {
			name := strings.Trim(w, "{}")
			if name == "$" {
				return ""
			}
			if value, ok := filling[name]; ok && known {
				return value
			}
			return "gibt-es-nicht"
		})
		if !slices.Contains(list, path) {
			list = append(list, path)
		}
	}
	return list
}

// routes are the paths of all faces: pages in both languages, the API as its
// description lists it, geodata, and what answers beside them.
func routes(t *testing.T, h http.Handler) []string {
	t.Helper()
	paths := []string{
		"/gibt-es-nicht", "/en/gibt-es-nicht", "/en", "/assets/gibt-es-nicht", "/api/gibt-es-nicht", "/ogc/gibt-es-nicht", "/healthz", "/readyz", "//", "/../x",
		"/api/openapi.json", "/api/openapi.yaml", "/api/docs", "/api/docs/de", "/api/docs/en", "/api/docs.css",
		"/ogc", "/ogc/", "/ogc?f=html", "/ogc/api?f=html", "/ogc/api", "/ogc/conformance?f=html", "/ogc/collections?f=html", "/ogc/style.css", "/ogc?f=quatsch",
		"/oparl/v1.1", "/oparl/v1.1/", "/oparl/v1.1/bodies", "/oparl/v1.1/body/08111000/papers?limit=2", "/oparl/v1.1/body/08111000/meetings?limit=x", "/oparl/v1.1/gibt-es-nicht",
		"/ogc/collections/sites?f=html", "/ogc/collections/areas/items?f=html", "/ogc/collections/areas/items/08111000", "/ogc/collections/x/items/y",
		"/daten/pruefung/missing-5560929d48f5?stand=2026-11-22", "/?stand=quatsch", "/daten?tabelle=kennzahlen&format=csv", "/daten?tabelle=kennzahlen&format=quatsch", "/?werte=quatsch",
	}
	for _, pattern := range append(web.Routes(), web.Machines()...) {
		_, path, _ := strings.Cut(pattern, " ")
		for _, p := range addresses(path) {
			paths = append(paths, p, "/en"+p)
		}
	}
	front := httptest.NewRecorder()
	h.ServeHTTP(front, request(http.MethodGet, "/", nil))
	paths = append(paths, regexp.MustCompile(`/assets/[A-Za-z0-9.-]+`).FindAllString(front.Body.String(), -1)...)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, request(http.MethodGet, "/api/openapi.json", nil))
	var description struct{ Paths map[string]any }
	if err := json.Unmarshal(w.Body.Bytes(), &description); err != nil || len(description.Paths) < 10 {
		t.Fatalf("the description lists %d paths: %v", len(description.Paths), err)
	}
	for path := range maps.Keys(description.Paths) {
		paths = append(paths, addresses(path)...)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func request(method, path string, body io.Reader) *http.Request {
	r := httptest.NewRequest(method, "http://localhost/", body)
	r.URL, _ = r.URL.Parse(path)
	if strings.HasPrefix(path, "//") {
		r.URL.Host, r.URL.Path = "", path
	}
	r.RequestURI, r.Host, r.RemoteAddr = path, "localhost", "127.0.0.1:9"
	return r
}

// required are the headers of every answer, with what must stand in them.
var required = map[string]*regexp.Regexp{
	"Content-Security-Policy":      regexp.MustCompile(`^default-src 'none'; .*base-uri 'none';.* frame-ancestors 'none'`),
	"X-Content-Type-Options":       regexp.MustCompile(`^nosniff$`),
	"Referrer-Policy":              regexp.MustCompile(`^same-origin$`),
	"Permissions-Policy":           regexp.MustCompile(`camera=\(\).*geolocation=\(\).*microphone=\(\)`),
	"Cross-Origin-Opener-Policy":   regexp.MustCompile(`^same-origin$`),
	"Cross-Origin-Resource-Policy": regexp.MustCompile(`^(same-origin|cross-origin)$`),
	"Cache-Control":                regexp.MustCompile(`no-store|no-cache|^public, max-age=31536000, immutable$`),
	"Request-Id":                   regexp.MustCompile(`^[a-z2-7]{16}$`),
	"Strict-Transport-Security":    regexp.MustCompile(`^max-age=63072000; includeSubDomains$`),
}

// weak are words that a policy must not hold.
var weak = []string{"unsafe", "http:", "https:", "*", "blob:", "strict-dynamic"}

// checked fails where an answer lacks a header or where a page holds script or
// style of its own.
func checked(t *testing.T, what string, w *httptest.ResponseRecorder) {
	t.Helper()
	h := w.Result().Header
	for name, want := range required {
		if got := h.Values(name); len(got) != 1 || !want.MatchString(got[0]) {
			t.Errorf("%s: %d with %s %q", what, w.Code, name, got)
		}
	}
	for _, word := range weak {
		if policy := h.Get("Content-Security-Policy"); strings.Contains(policy, word) {
			t.Errorf("%s: the policy %q allows %s", what, policy, word)
		}
	}
	if h.Get("Access-Control-Allow-Origin") != "" && h.Get("Cross-Origin-Resource-Policy") != "cross-origin" || h.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%s: %v", what, h)
	}
	if media := h.Get("Content-Type"); strings.HasPrefix(media, "text/html") {
		harmless(t, what, w.Body.Bytes())
	} else if w.Body.Len() > 0 && media == "" {
		t.Errorf("%s: %d without a media type", what, w.Code)
	}
	if media := h.Get("Content-Type"); (strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "xml")) && !strings.Contains(strings.ToLower(media), "charset=utf-8") && !strings.HasPrefix(media, "image/") {
		t.Errorf("%s: %d of the type %q does not name its encoding", what, w.Code, media)
	}
}

// harmless fails where a page holds what a strict policy forbids.
func harmless(t *testing.T, what string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "iframe" || n.Data == "object" || n.Data == "embed" || n.Data == "base" || n.Data == "script" && n.FirstChild != nil {
			t.Errorf("%s: an element %s within the page", what, n.Data)
		}
		for _, a := range n.Attr {
			resource := a.Key == "src" || a.Key == "srcset" || n.Data == "link" && a.Key == "href"
			outside := strings.Contains(a.Val, "//") && !strings.HasPrefix(a.Val, "data:image/")
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") || runs(a) || resource && outside {
				t.Errorf("%s: <%s %s=%q>", what, n.Data, a.Key, a.Val)
			}
		}
	}
}

// TestHeadersOfEveryAnswer walks all routes of all faces with every method, as
// they answer, refuse and fail.
func TestHeadersOfEveryAnswer(t *testing.T) {
	quiet(t)
	house := exampleHouse(t)
	h := faces(house, cli.Service{Demo: true, Strict: true}, nil)
	met := map[int]int{}
	meet := func(what string, r *http.Request) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		met[w.Code]++
		checked(t, what, w)
	}
	all := routes(t, h)
	for _, path := range all {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"} {
			meet(method+" "+path, request(method, path, nil))
		}
		foreign := request("POST", path, strings.NewReader("a=b"))
		foreign.Header.Set("Sec-Fetch-Site", "cross-site")
		meet("cross-site POST "+path, foreign)
		long := request("POST", path, strings.NewReader("a"))
		long.ContentLength = 1 << 40
		meet("long POST "+path, long)
		rebound := request("GET", path, nil)
		rebound.Host = "evil.example"
		meet("rebound GET "+path, rebound)
		rebound.Host = "evil.example/x"
		meet("GET with a bad host "+path, rebound)
		as := request("GET", path, nil)
		as.AddCookie(&http.Cookie{Name: "planraum_rolle", Value: "public"})
		meet("GET as the public "+path, as)
		meet("GET with a long query "+path, request("GET", path+"?"+strings.Repeat("x", door.AddressLimit), nil))
	}
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		meet("GET without a database "+path, request("GET", path, nil))
	}
	t.Logf("%d routes; answers by status: %v", len(all), met)
	for _, status := range []int{200, 303, 400, 403, 404, 405, 413, 414, 421, 422, 500, 503} {
		if met[status] == 0 {
			t.Errorf("no answer had the status %d", status)
		}
	}
}

// TestHeadersAfterAPanic: an answer for a handler that panicked has them too,
// and names nothing of the cause.
func TestHeadersAfterAPanic(t *testing.T) {
	quiet(t)
	entrance := door.Config{Strict: true}
	h := entrance.Clad(telemetry.Observe(entrance.Guarded(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		panic("secret")
	})), slog.Default(), nil))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, request("GET", "/", nil))
	checked(t, "after a panic", w)
	if w.Code != 500 || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

// quiet drops the log during a test.
func quiet(t *testing.T) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	t.Cleanup(func() { slog.SetDefault(before) })
}
