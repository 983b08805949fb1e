// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

func TestATS_fc_op(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		items := base + "/collections/" + c["id"].(string) + "/items"
		response(t, ok(t, items))
		// bbox and datetime together: what both select alone.
		box, span := "9.1,48.7,9.2,48.8", "2014-01-01T00:00:00Z/2015-06-30T00:00:00Z"
		both, boxed := ids(allFeatures(t, items+"?bbox="+box+"&datetime="+span)), ids(allFeatures(t, items+"?bbox="+box))
		timed := ids(allFeatures(t, items+"?datetime="+span))
		for id := range boxed {
			if both[id] != (boxed[id] && timed[id]) {
				t.Errorf("%s: both %v, box %v, time %v", id, both[id], boxed[id], timed[id])
			}
		}
		if len(both) == 0 && c["id"] == "areas" {
			t.Error("nothing is selected")
		}
	}
}

func TestATS_fc_response(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		items := base + "/collections/" + c["id"].(string) + "/items"
		response(t, ok(t, items))
		if page := ok(t, items, "Accept", mediaHTML); !strings.Contains(string(page.body), "<table>") {
			t.Errorf("%v: the page shows no features", c["id"])
		}
	}
}

// response checks an answer with features.
func response(t *testing.T, r reply) {
	t.Helper()
	if got := r.head.Get("Content-Type"); got != mediaGeo {
		t.Errorf("the answer is %s", got)
	}
	valid(t, "featureCollectionGeoJSON.yaml", r.json)
	if r.json["type"] != "FeatureCollection" {
		t.Errorf("type is %v", r.json["type"])
	}
	if _, list := r.json["features"].([]any); !list {
		t.Error("features is no list")
	}
	selfAndAlternate(t, r.json, mediaGeo)
	counted(t, r)
}

func counted(t *testing.T, r reply) {
	t.Helper()
	if got := r.json["numberReturned"]; got != float64(len(objects(r.json["features"]))) {
		t.Errorf("numberReturned is %v of %d", got, len(objects(r.json["features"])))
	}
	if got := r.json["timeStamp"]; got != now.Format(time.RFC3339) {
		t.Errorf("timeStamp is %v", got)
	}
}

func TestATS_fc_links(t *testing.T) {
	base := serve(t)
	r := ok(t, base+"/collections/areas/items?limit=10&offset=20")
	selfAndAlternate(t, r.json, mediaGeo)
	for _, rel := range []string{"next", "prev"} {
		links := linked(r.json, rel)
		if len(links) != 1 || links[0]["type"] != mediaGeo {
			t.Fatalf("%s: %v", rel, links)
		}
		ok(t, links[0]["href"].(string))
	}
	all := objects(ok(t, base+"/collections/areas/items?limit=1000").json["features"])
	walked := allFeatures(t, base+"/collections/areas/items?limit=7")
	if len(all) != 176 || len(walked) != len(all) || len(ids(walked)) != len(all) { // 1 city, 23 districts, 152 subdistricts
		t.Errorf("%d features at once, %d by links, %d different", len(all), len(walked), len(ids(walked)))
	}
}

func TestATS_fc_timeStamp(t *testing.T) {
	counted(t, ok(t, serve(t)+"/collections/sites/items"))
}

func TestATS_fc_numberReturned(t *testing.T) {
	base := serve(t)
	for _, query := range []string{"", "?limit=3", "?offset=170", "?offset=999", "?bbox=0,0,1,1"} {
		counted(t, ok(t, base+"/collections/areas/items"+query))
	}
}

func TestATS_fc_numberMatched(t *testing.T) {
	base := serve(t)
	for _, query := range []string{"limit=3", "level=district&limit=5", "bbox=9.1,48.7,9.2,48.8&limit=2", "datetime=2014-01-01T00:00:00Z&limit=2", "level=district&bbox=9.1,48.7,9.2,48.8"} {
		first := ok(t, base+"/collections/areas/items?"+query)
		if got := first.json["numberMatched"]; got != float64(len(allFeatures(t, base+"/collections/areas/items?"+query))) {
			t.Errorf("%s: numberMatched is %v", query, got)
		}
	}
	if got := ok(t, base+"/collections/areas/items?level=district").json["numberMatched"]; got != 23.0 {
		t.Errorf("%v districts", got)
	}
}

func ids(features []map[string]any) map[string]bool {
	set := map[string]bool{}
	for _, f := range features {
		set[f["id"].(string)] = true
	}
	return set
}

func TestATS_fc_bbox_response(t *testing.T) {
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		items := base + "/collections/" + c["id"].(string) + "/items"
		all := allFeatures(t, items)
		for _, b := range [][4]float64{{9.1, 48.7, 9.2, 48.8}, {9.17, 48.77, 9.1701, 48.7701}, {9.3, 48.6, 9.5, 49}, {0, 0, 1, 1}, {-180, -90, 180, 90}, {9.18, 48, 9.18, 49}} {
			got := ids(allFeatures(t, fmt.Sprintf("%s?bbox=%g,%g,%g,%g", items, b[0], b[1], b[2], b[3])))
			high := ids(allFeatures(t, fmt.Sprintf("%s?bbox=%g,%g,-100,%g,%g,100", items, b[0], b[1], b[2], b[3])))
			for _, f := range all {
				id := f["id"].(string)
				if want := touches(t, f, b); got[id] != want || high[id] != want {
					t.Errorf("%v: %s selected %v, with heights %v, want %v", b, id, got[id], high[id], want)
				}
			}
		}
		// West of the 180th meridian to Greenwich and on to Stuttgart.
		if n := len(ids(allFeatures(t, items+"?bbox=170,-10,10,60"))); n != len(all) {
			t.Errorf("across the 180th meridian %d of %d are selected", n, len(all))
		}
		if n := len(ids(allFeatures(t, items+"?bbox=170,-10,-170,60"))); n != 0 {
			t.Errorf("around the 180th meridian %d are selected", n)
		}
	}
}

// touches asks another program's clipping whether a feature meets a box.
func touches(t *testing.T, f map[string]any, b [4]float64) bool {
	t.Helper()
	bound := orb.Bound{Min: orb.Point{b[0], b[1]}, Max: orb.Point{b[2], b[3]}}
	raw, err := json.Marshal(f["geometry"])
	if err != nil {
		t.Fatal(err)
	}
	var kind struct{ Type string }
	var point struct{ Coordinates orb.Point }
	var one struct{ Coordinates orb.Polygon }
	var many struct{ Coordinates orb.MultiPolygon }
	into := map[string]any{"Point": &point, "Polygon": &one, "MultiPolygon": &many}
	if err := json.Unmarshal(raw, &kind); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into[kind.Type]); err != nil {
		t.Fatal(err)
	}
	switch kind.Type {
	case "Point":
		return bound.Contains(point.Coordinates)
	case "Polygon":
		return clip.Polygon(bound, one.Coordinates) != nil
	}
	return clip.MultiPolygon(bound, many.Coordinates) != nil
}

func TestATS_fc_limit_response(t *testing.T) {
	base := serve(t)
	maximum := int(parameter(t, base, "areas", "limit")["schema"].(map[string]any)["maximum"].(float64))
	for _, limit := range []int{1, 5, 100, maximum, maximum + 1, 1_000_000} {
		n := len(objects(ok(t, fmt.Sprintf("%s/collections/areas/items?limit=%d", base, limit)).json["features"]))
		if n > limit || n > maximum || n == 0 {
			t.Errorf("limit %d gives %d features", limit, n)
		}
	}
}

func TestATS_fc_time_response(t *testing.T) {
	base := serve(t)
	selected := map[int]bool{}
	for _, c := range collectionsOf(t, base) {
		items := base + "/collections/" + c["id"].(string) + "/items"
		all := allFeatures(t, items)
		for _, d := range []string{
			"2015-06-15T12:00:00Z", "2015-06-15T12:00:00+02:00", "2015-01-01T00:00:00Z/2015-06-30T23:59:59Z", "../2012-12-31T00:00:00Z", "/2012-12-31T00:00:00Z",
			"2016-06-01T00:00:00Z/..", "2016-06-01T00:00:00Z/", "2030-01-01T00:00:00.5Z/..", "1900-01-01T00:00:00Z",
		} {
			from, to := bounds(t, d)
			got := ids(allFeatures(t, items+"?datetime="+url.QueryEscape(d)))
			selected[len(got)] = true
			for _, f := range all {
				begins, ends := holds(t, f)
				want := (begins.IsZero() || to.IsZero() || !begins.After(to)) && (ends.IsZero() || from.IsZero() || ends.After(from))
				if id := f["id"].(string); got[id] != want {
					t.Errorf("%s: %s selected %v, want %v (%v to %v)", d, id, got[id], want, begins, ends)
				}
			}
		}
	}
	if len(selected) < 4 {
		t.Errorf("the spans select %v features: they tell nothing", selected)
	}
}

func bounds(t *testing.T, d string) (from, to time.Time) {
	t.Helper()
	a, b, span := strings.Cut(d, "/")
	if !span {
		b = a
	}
	if a != "" && a != ".." {
		from = instant(t, a)
	}
	if b != "" && b != ".." {
		to = instant(t, b)
	}
	return from, to
}

func TestATS_query_param_invalid(t *testing.T) {
	base := serve(t)
	for _, query := range []string{
		"limit=0", "limit=-1", "limit=x", "limit=", "limit=1.5", "limit=1&limit=2", "offset=-1", "offset=x", "bbox=", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=a,b,c,d",
		"bbox=1,4,3,2", "bbox=1,2,3,NaN", "bbox=-181,0,0,0", "bbox=0,0,0,91", "bbox=1,2,5,3,4,1", "datetime=", "datetime=gestern", "datetime=2015-02-30T00:00:00Z",
		"datetime=2015-01-01T00:00:00Z/2014-01-01T00:00:00Z", "datetime=../..", "datetime=/", "datetime=..", "datetime=2015-01-01", "datetime=a/b/c", "f=xml", "schematic=ja", "f=",
	} {
		failed(t, base+"/collections/areas/items?"+query, http.StatusBadRequest)
	}
	failed(t, base+"/collections/sites/items?places=viele", http.StatusBadRequest)
}

func TestATS_query_param_unknown(t *testing.T) {
	base := serve(t)
	for _, path := range []string{"/", "/api", "/conformance", "/collections", "/collections/areas", "/collections/areas/items", "/collections/sites/items/" + oneSite(t, base)} {
		failed(t, base+path+"?unbekannt=1", http.StatusBadRequest)
	}
	failed(t, base+"/collections/areas/items?places=3", http.StatusBadRequest) // of sites
	failed(t, base+"/collections?limit=3", http.StatusBadRequest)
}

// failed checks that an address answers with a status and a problem.
func failed(t *testing.T, address string, status int) {
	t.Helper()
	r := get(t, address)
	if r.status != status || r.head.Get("Content-Type") != mediaProblem {
		t.Errorf("%s answers %d, %s", address, r.status, r.head.Get("Content-Type"))
		return
	}
	valid(t, "exception.yaml", r.json)
}

func oneSite(t *testing.T, base string) string {
	t.Helper()
	return url.PathEscape(objects(ok(t, base+"/collections/sites/items?limit=1").json["features"])[0]["id"].(string))
}

func TestATS_f_op(t *testing.T)      { everyFeature(t) }
func TestATS_f_success(t *testing.T) { everyFeature(t) }

// everyFeature asks for every feature of every collection alone.
func everyFeature(t *testing.T) {
	t.Helper()
	base := serve(t)
	for _, c := range collectionsOf(t, base) {
		items := base + "/collections/" + c["id"].(string) + "/items"
		for i, f := range allFeatures(t, items) {
			r := ok(t, items+"/"+url.PathEscape(f["id"].(string)))
			if r.json["id"] != f["id"] || r.head.Get("Content-Type") != mediaGeo {
				t.Errorf("asked for %v, got %v as %s", f["id"], r.json["id"], r.head.Get("Content-Type"))
			}
			if i < 20 {
				valid(t, "featureGeoJSON.yaml", r.json)
				selfAndAlternate(t, r.json, mediaGeo)
			}
		}
	}
}

func TestATS_f_links(t *testing.T) {
	base := serve(t)
	r := ok(t, base+"/collections/sites/items/"+oneSite(t, base))
	selfAndAlternate(t, r.json, mediaGeo)
	links := linked(r.json, "collection")
	if len(links) != 1 || ok(t, links[0]["href"].(string)).json["id"] != "sites" {
		t.Errorf("collection: %v", links)
	}
}
