// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"planraum/internal/store/citytest"
	"planraum/tools/refdata"
)

// now is when answers are given under test.
var now = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// serve serves the example city by HTTP 1.1 and returns the address of the
// landing page.
func serve(t testing.TB) string {
	t.Helper()
	return serveCity(t, citytest.Example(t))
}

func serveCity(t testing.TB, city *citytest.City) string {
	t.Helper()
	mux := http.NewServeMux()
	Mount(mux, city.Catalogue, Config{Today: citytest.Today, Now: func() time.Time { return now }, Version: "test"})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + root
}

// reply is what a server answered.
type reply struct {
	status int
	head   http.Header
	body   []byte
	json   map[string]any // of JSON
	proto  string
}

// get asks for an address, with the pairs as header.
func get(t testing.TB, address string, pairs ...string) reply {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Header.Set(pairs[i], pairs[i+1])
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	r := reply{status: answer.StatusCode, head: answer.Header, proto: answer.Proto}
	if r.body, err = io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(answer.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(r.body, &r.json); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
	}
	return r
}

// ok is get for an address that must answer 200.
func ok(t testing.TB, address string, pairs ...string) reply {
	t.Helper()
	r := get(t, address, pairs...)
	if r.status != http.StatusOK {
		t.Fatalf("%s answers %d: %s", address, r.status, r.body)
	}
	return r
}

func objects(v any) []map[string]any {
	list, _ := v.([]any)
	out := make([]map[string]any, len(list))
	for i, e := range list {
		out[i], _ = e.(map[string]any)
	}
	return out
}

// linked returns the targets of the links with a relation.
func linked(doc map[string]any, rel string) []map[string]any {
	var list []map[string]any
	for _, l := range objects(doc["links"]) {
		if l["rel"] == rel {
			list = append(list, l)
		}
	}
	return list
}

// selfAndAlternate checks that an answer links itself and its other form, and
// that every link has rel and type.
func selfAndAlternate(t testing.TB, doc map[string]any, own string) {
	t.Helper()
	self, alternate := linked(doc, "self"), linked(doc, "alternate")
	if len(self) != 1 || len(alternate) != 1 {
		t.Fatalf("%d self and %d alternate links", len(self), len(alternate))
	}
	if self[0]["type"] != own || alternate[0]["type"] != mediaHTML {
		t.Errorf("self is %v, alternate %v", self[0]["type"], alternate[0]["type"])
	}
	for _, l := range objects(doc["links"]) {
		if l["rel"] == "" || l["type"] == "" || l["rel"] == nil || l["type"] == nil {
			t.Errorf("a link without rel or type: %v", l)
		}
	}
	if r := ok(t, self[0]["href"].(string)); !strings.HasPrefix(r.head.Get("Content-Type"), own) {
		t.Errorf("self answers %s, want %s", r.head.Get("Content-Type"), own)
	}
	if r := ok(t, alternate[0]["href"].(string)); !strings.HasPrefix(r.head.Get("Content-Type"), mediaHTML) {
		t.Errorf("alternate answers %s", r.head.Get("Content-Type"))
	}
}

// collectionsOf returns the descriptions of all collections.
func collectionsOf(t testing.TB, base string) []map[string]any {
	t.Helper()
	all := objects(ok(t, base+"/collections").json["collections"])
	if len(all) == 0 {
		t.Fatal("there are no collections")
	}
	return all
}

// allFeatures follows the next links from an address and returns every feature.
func allFeatures(t testing.TB, address string) []map[string]any {
	t.Helper()
	var list []map[string]any
	for address != "" {
		r := ok(t, address)
		list = append(list, objects(r.json["features"])...)
		address = ""
		if next := linked(r.json, "next"); len(next) > 0 {
			address = next[0]["href"].(string)
		}
	}
	return list
}

var compiled sync.Map // of schemas by name

// schema compiles one of the standard's schemas, once.
func schema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	if s, ok := compiled.Load(name); ok {
		return s.(*jsonschema.Schema)
	}
	const folder = "standards/ogc-features/openapi/schemas/"
	dir := filepath.Dir(refdata.Open(t, folder+name).Name())
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	c.UseLoader(loader(dir))
	s, err := c.Compile("https://schemas.test/" + name)
	if err != nil {
		t.Fatal(err)
	}
	compiled.Store(name, s)
	return s
}

// loader reads schemas as YAML from a folder, whatever their host.
type loader string

// Load reads one schema. YAML's bare null is meant as the type "null".
func (dir loader) Load(url string) (any, error) {
	content, err := os.ReadFile(filepath.Join(string(dir), url[strings.LastIndexByte(url, '/')+1:]))
	if err != nil {
		return nil, err
	}
	var v any
	if err := yaml.Unmarshal(content, &v); err != nil {
		return nil, err
	}
	v = nullType(v)
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
}

func nullType(v any) any {
	switch x := v.(type) {
	case map[string]any:
		out := maps.Clone(x)
		for k, e := range x {
			out[k] = nullType(e)
			if k == "type" && e == nil {
				out[k] = "null"
			}
			if list, ok := e.([]any); ok && k == "type" {
				for i := range list {
					if list[i] == nil {
						list[i] = "null"
					}
				}
				out[k] = list
			}
		}
		delete(out, "example")
		return out
	case []any:
		for i := range x {
			x[i] = nullType(x[i])
		}
	}
	return v
}

// valid checks a document by a schema of the standard.
func valid(t testing.TB, name string, doc map[string]any) {
	t.Helper()
	if err := schema(t, name).Validate(any(doc)); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// TestSchemasFindFaults: the schemas refuse what is not as they say.
func TestSchemasFindFaults(t *testing.T) {
	for name, bad := range map[string]map[string]any{
		"landingPage.yaml":              {"title": "without links"},
		"confClasses.yaml":              {"conformsTo": "core"},
		"collections.yaml":              {"links": []any{}, "collections": []any{map[string]any{"title": "without id"}}},
		"featureCollectionGeoJSON.yaml": {"type": "FeatureCollection", "features": []any{map[string]any{"type": "Feature", "geometry": map[string]any{"type": "Point"}, "properties": nil}}},
		"featureGeoJSON.yaml":           {"type": "feature"},
	} {
		var refused *jsonschema.ValidationError
		if err := schema(t, name).Validate(any(bad)); !errors.As(err, &refused) {
			t.Errorf("%s takes %v", name, bad)
		}
	}
}
