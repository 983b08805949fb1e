// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
)

// The tests of this file and of ats_features_test.go are the abstract test suite
// of the conformance class Core, one Go test for each of its 34 tests, named by
// its identifier: TestATS_fc_op is /conf/core/fc-op.

func TestATS_http(t *testing.T) {
	base := serve(t)
	for _, path := range []string{"", "/", "/api", "/conformance", "/collections", "/collections/areas", "/collections/areas/items"} {
		if r := ok(t, base+path); r.proto != "HTTP/1.1" {
			t.Errorf("%s speaks %s", path, r.proto)
		}
	}
}

func TestATS_crs84(t *testing.T) {
	base := serve(t)
	seen := 0
	for _, c := range collectionsOf(t, base) {
		for _, f := range allFeatures(t, base+"/collections/"+c["id"].(string)+"/items") {
			for _, p := range positions(f["geometry"]) {
				seen++
				// Stuttgart: east before north, in degrees.
				if len(p) != 2 || p[0] < 8.9 || p[0] > 9.5 || p[1] < 48.6 || p[1] > 49 {
					t.Fatalf("%v: %v is not in the city", f["id"], p)
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d positions seen", seen)
	}
}

// positions lists all positions of a geometry.
func positions(geometry any) [][]float64 {
	g, _ := geometry.(map[string]any)
	var list [][]float64
	var walk func(v any)
	walk = func(v any) {
		a, _ := v.([]any)
		if len(a) > 0 {
			if _, number := a[0].(float64); number {
				p := make([]float64, len(a))
				for i := range a {
					p[i] = a[i].(float64)
				}
				list = append(list, p)
				return
			}
		}
		for _, e := range a {
			walk(e)
		}
	}
	walk(g["coordinates"])
	return list
}

func TestATS_root_op(t *testing.T) {
	base := serve(t)
	rootSuccess(t, ok(t, base+"/"))
	rootSuccess(t, ok(t, base))
}

func TestATS_root_success(t *testing.T) {
	base := serve(t)
	rootSuccess(t, ok(t, base+"/", "Accept", "application/json"))
	page := ok(t, base+"/", "Accept", "text/html")
	for _, want := range []string{"/ogc/api", "/ogc/conformance", "/ogc/collections"} {
		if !strings.Contains(string(page.body), want) {
			t.Errorf("the page does not link %s", want)
		}
	}
}

func rootSuccess(t *testing.T, r reply) {
	t.Helper()
	valid(t, "landingPage.yaml", r.json)
	for _, rel := range []string{"service-desc", "service-doc", "conformance", "data"} {
		links := linked(r.json, rel)
		if len(links) == 0 {
			t.Errorf("no link %s", rel)
		}
		for _, l := range links {
			ok(t, l["href"].(string))
		}
	}
	selfAndAlternate(t, r.json, mediaJSON)
}

func TestATS_api_definition_op(t *testing.T) {
	links := linked(ok(t, serve(t)+"/").json, "service-desc")
	for _, l := range links {
		r := ok(t, l["href"].(string))
		if got := r.head.Get("Content-Type"); got != l["type"] || got != mediaOpenAPI {
			t.Errorf("the description is %s, linked as %v", got, l["type"])
		}
		definition(t, r.body)
	}
	for _, l := range linked(ok(t, serve(t)+"/").json, "service-doc") {
		if r := ok(t, l["href"].(string)); !strings.HasPrefix(r.head.Get("Content-Type"), mediaHTML) {
			t.Errorf("the page of the description is %s", r.head.Get("Content-Type"))
		}
	}
	if len(links) == 0 {
		t.Error("no description is linked")
	}
}

func TestATS_api_definition_success(t *testing.T) {
	definition(t, ok(t, serve(t)+"/api").body)
}

// definition reads a description with another program's reader of OpenAPI.
func definition(t *testing.T, body []byte) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(body)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.0.") {
		t.Errorf("the description says it is OpenAPI %s", doc.OpenAPI)
	}
	return doc
}

// parameter returns the description of a parameter of the items of a collection
// as JSON.
func parameter(t *testing.T, base, collection, name string) map[string]any {
	t.Helper()
	paths := ok(t, base+"/api").json["paths"].(map[string]any)
	get := paths["/collections/"+collection+"/items"].(map[string]any)["get"].(map[string]any)
	for _, p := range objects(get["parameters"]) {
		if p["name"] == name {
			return p
		}
	}
	t.Fatalf("%s has no parameter %s", collection, name)
	return nil
}

// defined checks that a parameter has what the fragment of the standard says;
// the schema may say more where free lists the words.
func defined(t *testing.T, p map[string]any, fragment string, free ...string) {
	t.Helper()
	var want map[string]any
	if err := json.Unmarshal([]byte(fragment), &want); err != nil {
		t.Fatal(err)
	}
	delete(p, "description")
	if s, ok := p["schema"].(map[string]any); ok {
		for _, word := range free {
			delete(s, word)
		}
	}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("the parameter is %v, want %v", p, want)
	}
}

func TestATS_fc_bbox_definition(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		defined(t, parameter(t, base, c["id"].(string), "bbox"), `{"name":"bbox","in":"query","required":false,"schema":{"type":"array",
			"oneOf":[{"minItems":4,"maxItems":4},{"minItems":6,"maxItems":6}],"items":{"type":"number"}},"style":"form","explode":false}`)
	}
}

func TestATS_fc_limit_definition(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		defined(t, parameter(t, base, c["id"].(string), "limit"), `{"name":"limit","in":"query","required":false,"schema":{"type":"integer"},"style":"form","explode":false}`,
			"minimum", "maximum", "default")
	}
}

func TestATS_fc_time_definition(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		defined(t, parameter(t, base, c["id"].(string), "datetime"), `{"name":"datetime","in":"query","required":false,"schema":{"type":"string"},"style":"form","explode":false}`)
	}
}

func TestATS_conformance_op(t *testing.T) {
	base := serve(t)
	conformanceSuccess(t, ok(t, base+"/conformance"))
	for _, l := range linked(ok(t, base+"/").json, "conformance") {
		conformanceSuccess(t, ok(t, l["href"].(string)))
	}
}

func TestATS_conformance_success(t *testing.T) {
	conformanceSuccess(t, ok(t, serve(t)+"/conformance"))
}

func conformanceSuccess(t *testing.T, r reply) {
	t.Helper()
	valid(t, "confClasses.yaml", r.json)
	list, _ := r.json["conformsTo"].([]any)
	for _, class := range []string{"1.0/conf/core", "1.1/conf/core", "1.1/conf/geojson", "1.1/conf/oas30", "1.1/conf/html"} {
		if !slices.Contains(list, any("http://www.opengis.net/spec/ogcapi-features-1/"+class)) {
			t.Errorf("%s is not listed", class)
		}
	}
}

func TestATS_fc_md_op(t *testing.T) {
	metadata(t, serve(t))
}

func TestATS_fc_md_success(t *testing.T) {
	base := serve(t)
	metadata(t, base)
	for _, c := range collectionsOf(t, base) {
		if crs, _ := c["crs"].([]any); len(crs) == 0 || crs[0] != crs84 {
			t.Errorf("%v has the reference systems %v", c["id"], c["crs"])
		}
	}
}

// metadata checks the list of collections in both forms.
func metadata(t *testing.T, base string) {
	t.Helper()
	r := ok(t, base+"/collections")
	valid(t, "collections.yaml", r.json)
	selfAndAlternate(t, r.json, mediaJSON)
	mdItems(t, base)
	if page := ok(t, base+"/collections", "Accept", mediaHTML); !strings.Contains(string(page.body), "/collections/areas/items") {
		t.Error("the page does not lead to the features")
	}
}

func TestATS_fc_md_links(t *testing.T) {
	selfAndAlternate(t, ok(t, serve(t)+"/collections").json, mediaJSON)
}

func TestATS_fc_md_items(t *testing.T) { mdItems(t, serve(t)) }

func mdItems(t *testing.T, base string) {
	t.Helper()
	var keys []string
	for _, c := range collectionsOf(t, base) {
		keys = append(keys, c["id"].(string))
		valid(t, "collection.yaml", c)
		itemsLinks(t, c)
	}
	if !slices.Equal(keys, []string{"areas", "sites"}) {
		t.Errorf("the collections are %v", keys)
	}
}

func TestATS_fc_md_items_links(t *testing.T) {
	for _, c := range collectionsOf(t, serve(t)) {
		itemsLinks(t, c)
	}
}

// itemsLinks checks that a description links the features in every form.
func itemsLinks(t *testing.T, c map[string]any) {
	t.Helper()
	types := map[any]bool{}
	for _, l := range linked(c, "items") {
		types[l["type"]] = true
		if r := ok(t, l["href"].(string)); !strings.HasPrefix(r.head.Get("Content-Type"), l["type"].(string)) {
			t.Errorf("%v answers %s", l, r.head.Get("Content-Type"))
		}
	}
	if !types[mediaGeo] || !types[mediaHTML] {
		t.Errorf("%v links its features as %v", c["id"], types)
	}
	for _, l := range objects(c["links"]) {
		if l["rel"] == nil || l["type"] == nil {
			t.Errorf("%v has a link without rel or type: %v", c["id"], l)
		}
	}
}

func TestATS_fc_md_extent(t *testing.T)       { extents(t) }
func TestATS_fc_md_extent_multi(t *testing.T) { extents(t) }

// extents checks that the first box and the first interval hold every feature,
// and that there are no others.
func extents(t *testing.T) {
	t.Helper()
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		extent := c["extent"].(map[string]any)
		boxes := extent["spatial"].(map[string]any)["bbox"].([]any)
		spans := extent["temporal"].(map[string]any)["interval"].([]any)
		if len(boxes) != 1 || len(spans) != 1 {
			t.Errorf("%v has %d boxes and %d intervals", c["id"], len(boxes), len(spans))
		}
		box, span := boxes[0].([]any), spans[0].([]any)
		for _, f := range allFeatures(t, base+"/collections/"+c["id"].(string)+"/items") {
			for _, p := range positions(f["geometry"]) {
				const round = 1e-6 // positions are written with six decimals
				if p[0] < box[0].(float64)-round || p[1] < box[1].(float64)-round || p[0] > box[2].(float64)+round || p[1] > box[3].(float64)+round {
					t.Fatalf("%v: %v lies outside of %v", f["id"], p, box)
				}
			}
			from, to := holds(t, f)
			if begin, open := span[0].(string); open && (from.IsZero() || from.Before(instant(t, begin))) {
				t.Errorf("%v begins before %s", f["id"], begin)
			}
			if end, open := span[1].(string); open && (to.IsZero() || to.After(instant(t, end).Add(time.Second))) {
				t.Errorf("%v ends after %s", f["id"], end)
			}
		}
	}
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// holds reads from a feature's properties when it holds; zero: open. An end is
// the first instant after it.
func holds(t *testing.T, f map[string]any) (from, to time.Time) {
	t.Helper()
	p := f["properties"].(map[string]any)
	for _, name := range []string{"valid_from", "opening"} {
		if s, ok := p[name].(string); ok {
			from = instant(t, s+"T00:00:00Z")
		}
	}
	if s, ok := p["end"].(string); ok {
		to = instant(t, s+"T00:00:00Z")
	}
	return from, to
}

func TestATS_sfc_md_op(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		r := ok(t, base+"/collections/"+c["id"].(string))
		valid(t, "collection.yaml", r.json)
		sameCollection(t, c, r.json)
	}
}

func TestATS_sfc_md_success(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		sameCollection(t, c, ok(t, base+"/collections/"+c["id"].(string)).json)
	}
}

func sameCollection(t *testing.T, listed, single map[string]any) {
	t.Helper()
	for _, name := range []string{"id", "title", "description", "extent", "itemType"} {
		if !reflect.DeepEqual(listed[name], single[name]) {
			t.Errorf("%s is %v in the list and %v alone", name, listed[name], single[name])
		}
	}
	for _, l := range objects(listed["links"]) {
		if !slices.ContainsFunc(objects(single["links"]), func(o map[string]any) bool { return reflect.DeepEqual(l, o) }) {
			t.Errorf("the link %v is missing", l)
		}
	}
}
