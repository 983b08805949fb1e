// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"planraum/internal/web/webtest"
)

// TestCatalogueFilesWork: the page's answer counts its data sets, and every
// file that it links is there.
func TestCatalogueFilesWork(t *testing.T) {
	v := reader(t)
	page := v.Page("/daten/katalog")
	sets := 0
	for _, a := range page.All("a") {
		href := a.Attr("href")
		switch {
		case strings.HasPrefix(href, "/katalog"):
			if len(v.File(href)) == 0 {
				t.Errorf("%s is empty", href)
			}
		case strings.HasPrefix(href, "/daten/katalog/") && !strings.Contains(href, "?"):
			sets++
		}
	}
	// Each data set is linked in the list and in the table.
	if h1, _ := page.First("h1"); sets == 0 || h1.Text() != digits(sets/2)+" Datensätze sind öffentlich." {
		t.Errorf("the answer is %q, %d links to data sets", h1.Text(), sets)
	}
	if v.Files(page) == 0 || v.Files(v.Page("/daten/katalog/population-residents?alle=gebiete")) == 0 {
		t.Error("a page has no files")
	}
	if h := v.Heading("/daten/katalog?stand=2000-01-01"); !strings.Contains(h, "Datens") {
		t.Errorf("the early page says %q", h)
	}
	if got := v.Get("/daten/katalog/gibt-es-nicht").Code; got != http.StatusNotFound {
		t.Errorf("an unknown data set answers %d", got)
	}
}

func digits(n int) string { b, _ := json.Marshal(n); return string(b) }

// TestCatalogueNegotiates: Accept chooses the spelling, a browser is led to the
// page, and faults are answered as such.
func TestCatalogueNegotiates(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	get := func(path, accept string) *httptest.ResponseRecorder {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		q.Header.Set("Accept", accept)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, q)
		return rec
	}
	for _, c := range []struct {
		path, accept string
		status       int
		media        string
	}{
		{"/katalog", "", 200, "text/turtle; charset=utf-8"},
		{"/katalog", "*/*", 200, "text/turtle; charset=utf-8"},
		{"/katalog", "application/ld+json", 200, "application/ld+json"},
		{"/katalog", "text/turtle;q=0.5, application/ld+json;q=0.9", 200, "application/ld+json"},
		{"/katalog", "text/html,application/xhtml+xml,*/*;q=0.8", 303, ""},
		{"/en/katalog", "text/html", 303, ""},
		{"/katalog.ttl?page=2", "", 422, ""},
		{"/katalog.ttl?page=x", "", 422, ""},
		{"/katalog/areas.pdf", "", 422, ""},
		{"/katalog/areas", "", 404, ""},
		{"/katalog/nichts.csv", "", 404, ""},
		{"/katalog/areas.csv", "", 200, "text/csv; charset=utf-8"},
	} {
		rec := get(c.path, c.accept)
		if rec.Code != c.status || c.media != "" && rec.Header().Get("Content-Type") != c.media {
			t.Errorf("%s, %q: %d %s", c.path, c.accept, rec.Code, rec.Header().Get("Content-Type"))
		}
	}
	if at := get("/en/katalog", "text/html").Header().Get("Location"); at != "/en/daten/katalog" {
		t.Errorf("led to %q", at)
	}
}

// TestTablesOnAreas have a GeoJSON file, others refuse it.
func TestTablesOnAreas(t *testing.T) {
	v := reader(t)
	for _, address := range []string{"/?tabelle=bezirke&format=geojson", "/plaetze?tabelle=standorte&format=geojson"} {
		var got struct {
			Type     string
			AsOf     string `json:"as_of"`
			Features []struct{ Geometry *struct{ Type string } }
		}
		if err := json.Unmarshal(v.File(address), &got); err != nil || got.Type != "FeatureCollection" || got.AsOf == "" {
			t.Errorf("%s: %v %+v", address, err, got)
		}
		placed := 0
		for _, f := range got.Features {
			if f.Geometry != nil {
				placed++
			}
		}
		if placed < 20 {
			t.Errorf("%s: %d of %d rows have a shape", address, placed, len(got.Features))
		}
	}
	if got := v.Get("/daten?tabelle=kennzahlen&format=geojson").Code; got != http.StatusUnprocessableEntity {
		t.Errorf("a table without areas answers %d", got)
	}
}
