// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/desk/catalogue"
	"planraum/internal/store/citytest"
	"planraum/tools/refdata"
)

// TestSuiteIsWhole: each abstract test of the class Core has its Go test.
func TestSuiteIsWhole(t *testing.T) {
	dir := filepath.Dir(refdata.Open(t, "standards/ogc-features/standard/abstract_tests/core/ATS_http.adoc").Name())
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var own strings.Builder
	for _, name := range []string{"ats_test.go", "ats_features_test.go"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		own.Write(b)
	}
	for _, f := range files {
		name := strings.ReplaceAll(strings.TrimSuffix(f.Name(), ".adoc"), "-", "_")
		if !strings.Contains(own.String(), "func Test"+name+"(") {
			t.Errorf("no test for %s", f.Name())
		}
	}
	if len(files) != 34 || strings.Count(own.String(), "\nfunc TestATS_") != len(files) {
		t.Errorf("%d abstract tests, %d tests", len(files), strings.Count(own.String(), "\nfunc TestATS_"))
	}
}

// TestPathsOfTheDescription: every path that the description names answers, and
// says for each operation all statuses that it has (/conf/oas30/completeness).
func TestPathsOfTheDescription(t *testing.T) {
	base := serve(t)
	doc := definition(t, ok(t, base+"/api").body)
	for path, item := range doc.Paths.Map() {
		address := doc.Servers[0].URL + strings.ReplaceAll(path, "{featureId}", "gibt-es-nicht")
		want := http.StatusOK
		if strings.Contains(path, "{") {
			want = http.StatusNotFound
		}
		if r := get(t, address); r.status != want {
			t.Errorf("%s answers %d", address, r.status)
		}
		for _, status := range []string{"200", "400", "404", "500", "503"} {
			if item.Get.Responses.Value(status) == nil {
				t.Errorf("%s does not describe %s", path, status)
			}
		}
	}
	if len(doc.Paths.Map()) != 10 {
		t.Errorf("%d paths", len(doc.Paths.Map()))
	}
}

// TestNothingElse: other addresses and methods are answered as problems.
func TestNothingElse(t *testing.T) {
	base := serve(t)
	for _, path := range []string{"/nichts", "/collections/nichts", "/collections/nichts/items", "/collections/areas/items/nichts", "/collections/areas/items/%2e%2e"} {
		failed(t, base+path, http.StatusNotFound)
	}
	answer, err := http.Post(base+"/collections", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST answers %d", answer.StatusCode)
	}
}

// TestOnlyWhatIsPublic: sites that are planned or proposed, cost, notes and
// blocked places do not go out, and no site has an address.
func TestOnlyWhatIsPublic(t *testing.T) {
	city := citytest.Example(t)
	base := serveCity(t, city)
	for _, f := range allFeatures(t, base+"/collections/sites/items") {
		p := f["properties"].(map[string]any)
		if p["certainty"] != "in_operation" && p["certainty"] != "decided" || p["schematic"] != true {
			t.Errorf("%v goes out: %v", f["id"], p)
		}
		for _, name := range []string{"cost", "cost_cents", "note", "blocked", "reserve", "paper", "file", "line", "record"} {
			if _, there := p[name]; there {
				t.Errorf("%v goes out with %s", f["id"], name)
			}
		}
	}
	if catalogue.Lens != (audience.Lens{Audience: audience.Public, Released: true}) {
		t.Error("the catalogue does not look through the lens of the public")
	}
}

// TestHostileNames: names with markup, quotes and line breaks come back as they
// are in JSON and do nothing on the page.
func TestHostileNames(t *testing.T) {
	city := citytest.Empty(t)
	name := `<script>alert(1)</script> "Ost" 'x' & \ {{.}}`
	city.Import(t, "areas.csv", "edition,edition_valid_from,level,id,number,name,lon,lat,source,parent\n"+
		"e/1 ?#,2014-01-01,city,09999000,0,"+quoted(name)+",9,48,s,\n")
	base := serveCity(t, city)
	features := allFeatures(t, base+"/collections/areas/items")
	if len(features) != 1 {
		t.Fatalf("%d features", len(features))
	}
	if got := features[0]["properties"].(map[string]any)["name"]; got != name {
		t.Errorf("the name comes back as %q", got)
	}
	self := linked(ok(t, base+"/collections/areas/items?edition="+"e%2F1+%3F%23").json, "self")
	if got := ok(t, self[0]["href"].(string)).json["numberMatched"]; got != 1.0 {
		t.Errorf("the link to itself selects %v", got)
	}
	page := string(ok(t, base+"/collections/areas/items?f=html").body)
	if strings.Contains(page, "<script>") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the page carries a script")
	}
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// TestBothLanguages: titles follow the language that is asked for; features are
// the same in both.
func TestBothLanguages(t *testing.T) {
	base := serve(t)
	de, en := ok(t, base+"/collections", "Accept-Language", "de"), ok(t, base+"/collections", "Accept-Language", "en")
	if reflect.DeepEqual(de.json, en.json) || de.head.Get("Content-Language") != "de" || en.head.Get("Content-Language") != "en" {
		t.Error("one language for all")
	}
}

// FuzzQuery: whatever the query says, the answer is 200 or 400.
func FuzzQuery(f *testing.F) {
	city := citytest.Example(f)
	mux := http.NewServeMux()
	Mount(mux, city.Catalogue, Config{Today: citytest.Today, Now: citytest.Now.UTC})
	for _, seed := range []string{"", "bbox=1,2,3,4", "datetime=../2015-01-01T00:00:00Z", "limit=1&offset=5&level=city&f=html", "%zz", "bbox=1e308,0,0,0", "datetime=0001-01-01T00:00:00Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		q := httptest.NewRequest(http.MethodGet, "/ogc/collections/sites/items", nil)
		q.URL.RawQuery = query
		rec := httptest.NewRecorder()
		mux.ServeHTTP(rec, q)
		if rec.Code != http.StatusOK && rec.Code != http.StatusBadRequest {
			t.Errorf("%q answers %d", query, rec.Code)
		}
	})
}
