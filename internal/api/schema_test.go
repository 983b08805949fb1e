// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// published is the description as a client reads it: JSON, no Go type of ours.
type published map[string]any

func (c *city) published() published {
	c.Helper()
	var doc published
	c.do(call{path: "/api/openapi.json"}).into(200, &doc)
	return doc
}

func dig(v any, path ...string) any {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

// answer returns the schema of an operation's answer.
func (doc published) answer(t *testing.T, method, path, status, media string) any {
	t.Helper()
	s := dig(map[string]any(doc), "paths", prefix+path, strings.ToLower(method), "responses", status, "content", media, "schema")
	if s == nil {
		t.Fatalf("%s %s does not publish %s for %s", method, path, media, status)
	}
	return s
}

// violations holds a decoded JSON value against a schema of the description,
// with the keywords of JSON Schema that the description uses.
func (doc published) violations(schema any, at string, v any) []string {
	s, _ := schema.(map[string]any)
	if ref, ok := s["$ref"].(string); ok {
		return doc.violations(dig(map[string]any(doc), "components", "schemas", strings.TrimPrefix(ref, schemas)), at, v)
	}
	var bad []string
	add := func(format string, args ...any) { bad = append(bad, at+": "+fmt.Sprintf(format, args...)) }
	if kinds := kindsOf(s); len(kinds) > 0 && !slices.Contains(kinds, kindOf(v)) && !(kindOf(v) == "integer" && slices.Contains(kinds, "number")) {
		add("%s, want %v", kindOf(v), kinds)
	}
	if words, ok := s["enum"].([]any); ok && v != nil && !slices.Contains(words, v) {
		add("%v is not one of %v", v, words)
	}
	switch v := v.(type) {
	case string:
		if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			add("%q does not match %s", v, p)
		}
	case []any:
		for i, item := range v {
			bad = append(bad, doc.violations(s["items"], fmt.Sprintf("%s[%d]", at, i), item)...)
		}
	case map[string]any:
		properties, _ := s["properties"].(map[string]any)
		for key, item := range v {
			if properties[key] != nil {
				bad = append(bad, doc.violations(properties[key], at+"."+key, item)...)
			} else if s["additionalProperties"] == false {
				add("unknown property %s", key)
			}
		}
		required, _ := s["required"].([]any)
		for _, key := range required {
			if _, ok := v[key.(string)]; !ok {
				add("%s is missing", key)
			}
		}
	}
	return bad
}

func kindsOf(s map[string]any) []string {
	switch kind := s["type"].(type) {
	case string:
		return []string{kind}
	case []any:
		var kinds []string
		for _, k := range kind {
			kinds = append(kinds, k.(string))
		}
		return kinds
	}
	return nil
}

func kindOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if v == math.Trunc(v) {
			return "integer"
		}
	}
	return "number"
}

// TestEveryAnswerIsAsPublished calls every operation and holds its answer
// against the description that the program itself serves.
func TestEveryAnswerIsAsPublished(t *testing.T) {
	c := newCity(t)
	doc := c.published()
	run, other := c.run("neue-planung-2015-11-27"), c.run("entwurf-haushalt-oktober-2015")
	var some Figures
	c.get("/figures?limit=1").into(200, &some)
	issued := c.issued()
	planJSON := string(c.get("/plans/neue-planung-2015-11-27").plan())
	if err := c.Steering.LoadExample(t.Context(), testNow()); err != nil {
		t.Fatal(err)
	}
	calls := []struct {
		call
		operation string // path as published
		status    int
	}{
		{call{path: "/figures"}, "/figures", 200},
		{call{path: "/figures?picked=true&limit=10000&as_of=2024-06-01"}, "/figures", 200},
		{call{path: fmt.Sprintf("/figures/%d", some.Figures[0].ID)}, "/figures/{figure}", 200},
		{call{path: "/indicators"}, "/indicators", 200},
		{call{path: "/groups"}, "/groups", 200},
		{call{path: "/areas"}, "/areas", 200},
		{call{path: "/areas?level=subdistrict"}, "/areas", 200},
		{call{path: "/areas.geojson"}, "/areas.geojson", 200},
		{call{path: "/sites?as_of=2024-06-01"}, "/sites", 200},
		{call{path: "/motions?as_of=2024-01-01&search=Stelle"}, "/motions", 200},
		{call{path: "/papers?as_of=2024-01-01"}, "/papers", 200},
		{call{path: "/sittings?as_of=2016-01-01"}, "/sittings", 200},
		{call{path: "/sites/rest-city"}, "/sites/{site}", 200},
		{call{path: "/plans"}, "/plans", 200},
		{call{path: "/plans/neue-planung-2015-11-27"}, "/plans/{plan}", 200},
		{call{path: "/plans/neue-planung-2015-11-27/run"}, "/plans/{plan}/run", 200},
		{call{path: "/runs/" + run}, "/runs/{run}", 200},
		{call{path: "/scenarios"}, "/scenarios", 200},
		{call{path: "/steering/meetings"}, "/steering/meetings", 200},
		{call{path: "/steering/decisions"}, "/steering/decisions", 200},
		{call{path: "/steering/actions"}, "/steering/actions", 200},
		{call{path: "/steering/goals"}, "/steering/goals", 200},
		{call{path: "/steering/measures"}, "/steering/measures", 200},
		{call{path: "/steering/meetings/task-force-integration/2015-11-19"}, "/steering/meetings/{body}/{meeting}", 200},
		{call{path: "/steering/actions/task-force-integration-2015-11-19-a5"}, "/steering/actions/{action}", 200},
		{call{path: "/steering/goals/plaetze-2016"}, "/steering/goals/{goal}", 200},
		{call{path: "/steering/measures/tranche-5"}, "/steering/measures/{measure}", 200},
		{call{path: "/steering/measures/nix"}, "/steering/measures/{measure}", 404},
		{call{path: "/motions/haushaltsantrag-864-2015"}, "/motions/{motion}", 200},
		{call{path: "/motions/grdrs-423-2015"}, "/motions/{motion}", 404},
		{call{path: "/papers/grdrs-423-2015"}, "/papers/{paper}", 200},
		{call{path: "/sittings/GR-2015-07-16"}, "/sittings/{sitting}", 200},
		{call{path: "/scenarios/" + surge}, "/scenarios/{scenario}", 200},
		{call{path: "/scenarios/none"}, "/scenarios/{scenario}", 404},
		{call{method: "PUT", path: "/scenarios/" + surge, header: writer("Content-Type", "application/json", "If-Match", c.scenarioVersion(surge)), body: string(c.scenario(surge))}, "/scenarios/{scenario}", 200},
		{call{method: "PUT", path: "/scenarios/weniger", header: writer("Content-Type", "application/json", "If-None-Match", "*"), body: newScenario("weniger")}, "/scenarios/{scenario}", 201},
		{call{method: "PUT", path: "/scenarios/weniger", header: writer("Content-Type", "application/json", "If-None-Match", "*"), body: newScenario("weniger")}, "/scenarios/{scenario}", 412},
		{call{method: "PUT", path: "/scenarios/weniger", header: writer("Content-Type", "application/json"), body: newScenario("weniger")}, "/scenarios/{scenario}", 428},
		{call{method: "PUT", path: "/scenarios/weniger", header: writer("Content-Type", "application/yaml", "If-None-Match", "*"), body: newScenario("weniger")}, "/scenarios/{scenario}", 415},
		{call{method: "PUT", path: "/scenarios/weniger", header: writer("Content-Type", "application/json", "If-None-Match", "*"), body: strings.Repeat(" ", 1<<20) + "{}"}, "/scenarios/{scenario}", 413},
		{call{method: "POST", path: "/warnings", header: writer("If-None-Match", "*")}, "/warnings", 200},
		{call{method: "POST", path: "/warnings", header: writer("If-None-Match", "*")}, "/warnings", 412},
		{call{method: "POST", path: "/warnings", header: writer()}, "/warnings", 428},
		{call{path: "/forecasts?as_of=2024-06-01"}, "/forecasts", 200},
		{call{path: "/forecasts/record"}, "/forecasts/record", 200},
		{call{path: "/forecasts/" + issued + "?as_of=2024-06-01"}, "/forecasts/{forecast}", 200},
		{call{path: "/forecasts/none"}, "/forecasts/{forecast}", 404},
		{call{path: "/runs/" + run + "/derivation/gap/2016-12"}, "/runs/{run}/derivation/{key}/{month}", 200},
		{call{path: "/runs/compare?a=" + run + "&b=" + other}, "/runs/compare", 200},
		{call{method: "POST", path: "/plans/evaluate", header: map[string]string{"Content-Type": "application/json"}, body: planJSON}, "/plans/evaluate", 200},
		{call{method: "PUT", path: "/plans/neue-planung-2015-11-27", header: writer("Content-Type", "application/json", "If-Match", c.version("neue-planung-2015-11-27")), body: planJSON}, "/plans/{plan}", 200},
		{call{method: "PUT", path: "/plans/kopie", header: writer("Content-Type", "application/json", "If-None-Match", "*"), body: strings.Replace(planJSON, "neue-planung-2015-11-27", "kopie", 1)}, "/plans/{plan}", 201},
		{call{method: "POST", path: "/imports?name=groups.csv", header: writer(), body: "id,name_de,name_en\nnew,neu,new\n"}, "/imports", 200},

		{call{path: "/figures?limit=x&area=nowhere"}, "/figures", 422},
		{call{path: "/figures/99999999"}, "/figures/{figure}", 404},
		{call{path: "/runs/none"}, "/runs/{run}", 404},
		{call{method: "POST", path: "/imports?name=groups.csv", header: map[string]string{}}, "/imports", 403},
		{call{method: "POST", path: "/imports?name=groups.csv", header: writer(), body: "id,name_de,name_en\nnew,neu,new\n"}, "/imports", 409},
		{call{method: "PUT", path: "/plans/kopie", header: writer("Content-Type", "application/json", "If-None-Match", "*"), body: strings.Replace(planJSON, "neue-planung-2015-11-27", "kopie", 1)}, "/plans/{plan}", 412},
		{call{method: "PUT", path: "/plans/kopie", header: writer("Content-Type", "application/json"), body: planJSON}, "/plans/{plan}", 428},
		{call{method: "POST", path: "/plans/evaluate", body: "x", header: map[string]string{"Content-Type": "text/csv"}}, "/plans/evaluate", 415},
		{call{method: "POST", path: "/plans/evaluate", body: strings.Repeat("# x\n", 1<<18) + "#", header: map[string]string{"Content-Type": "text/yaml"}}, "/plans/evaluate", 413},
	}
	seen := map[string]bool{}
	for _, in := range calls {
		if in.method == "" {
			in.method = http.MethodGet
		}
		in.path = prefix + in.path
		a := c.do(in.call)
		if a.status != in.status {
			t.Errorf("%s %s: status %d, want %d: %.300s", in.method, in.path, a.status, in.status, a.raw)
			continue
		}
		var v any
		if err := json.Unmarshal(a.raw, &v); err != nil {
			t.Errorf("%s %s: %v", in.method, in.path, err)
			continue
		}
		schema := doc.answer(t, in.method, in.operation, fmt.Sprint(in.status), a.header.Get("Content-Type"))
		if bad := doc.violations(schema, "", v); len(bad) > 0 {
			t.Errorf("%s %s: %d violations, first %v", in.method, in.path, len(bad), bad[:min(5, len(bad))])
		}
		if in.status == 200 {
			seen[in.method+" "+in.operation] = true
		}
	}
	for _, o := range c.operations {
		if !seen[o.method+" "+o.path] {
			t.Errorf("%s %s was not called", o.method, o.path)
		}
	}
}

// TestViolations proves that the check of the test above finds something.
func TestViolations(t *testing.T) {
	c := newCity(t)
	doc := c.published()
	schema := doc.answer(t, "GET", "/groups", "200", "application/json")
	for name, body := range map[string]string{
		"missing":  `{"as_of":"2015-11-27","groups":[]}`,
		"unknown":  `{"as_of":"2015-11-27","ledger_position":1,"groups":[],"more":1}`,
		"kind":     `{"as_of":"2015-11-27","ledger_position":"1","groups":[]}`,
		"null":     `{"as_of":"2015-11-27","ledger_position":1,"groups":null}`,
		"pattern":  `{"as_of":"27.11.2015","ledger_position":1,"groups":[]}`,
		"nested":   `{"as_of":"2015-11-27","ledger_position":1,"groups":[{"id":"all","name":{"de":"alle"}}]}`,
		"fraction": `{"as_of":"2015-11-27","ledger_position":1.5,"groups":[]}`,
	} {
		var v any
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Fatal(err)
		}
		if len(doc.violations(schema, "", v)) == 0 {
			t.Errorf("%s: %s passes", name, body)
		}
	}
}
