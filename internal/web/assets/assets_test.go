// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package assets

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, path, encoding string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestBuiltFilesAreServed(t *testing.T) {
	kinds := map[string]string{"planraum.css": "text/css", "planraum.js": "text/javascript", "icon.svg": "image/svg+xml"}
	for name, kind := range kinds {
		plain := get(t, Path(name), "")
		if plain.StatusCode != http.StatusOK || !strings.HasPrefix(plain.Header.Get("Content-Type"), kind) {
			t.Errorf("%s: status %d, type %q", name, plain.StatusCode, plain.Header.Get("Content-Type"))
		}
		if got := plain.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s: Cache-Control is %q", name, got)
		}
		zipped := get(t, Path(name), "br, gzip")
		if zipped.Header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s: not compressed for a browser that takes gzip", name)
			continue
		}
		unzip, err := gzip.NewReader(zipped.Body)
		if err != nil {
			t.Fatal(err)
		}
		if text(t, unzip) != text(t, plain.Body) {
			t.Errorf("%s: the compressed file differs from the plain one", name)
		}
	}
}

func text(t *testing.T, r io.Reader) string {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestOnlyBuiltFilesAreServed(t *testing.T) {
	for _, path := range []string{"/assets/", "/assets/manifest.json", "/assets/planraum.css", "/assets/../assets.go"} {
		if got := get(t, path, "").StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, got)
		}
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, Path("icon.svg"), nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d, want 405", w.Code)
	}
}

func TestUnknownNamePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Path gave an address for a file that does not exist")
		}
	}()
	Path("planraum.exe")
}

func TestAcceptsGzip(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "br, gzip;q=0.5": true, "deflate, gzip; q=1": true,
		"gzip;q=0": false, "gzip;q=0.000, br": false, "br": false, "x-gzip": false,
	} {
		if got := acceptsGzip(header); got != want {
			t.Errorf("%q: got %t, want %t", header, got, want)
		}
	}
}

// Fonts and anything from another host would need a licence or a connection.
func TestStyleSheetLoadsNothing(t *testing.T) {
	css := text(t, get(t, Path("planraum.css"), "").Body)
	if strings.Contains(css, "@font-face") || strings.Contains(css, "@import") {
		t.Error("the style sheet loads a font or another style sheet")
	}
	for _, address := range regexp.MustCompile(`url\(["']?[^"')]{0,40}`).FindAllString(css, -1) {
		if !strings.Contains(address, "data:image/svg+xml") {
			t.Errorf("the style sheet loads %s", address)
		}
	}
}
