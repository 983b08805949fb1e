// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"planraum/internal/example"
)

var (
	quoted    = regexp.MustCompile(`'([^']*)'`)
	curlWords = regexp.MustCompile(`-X ([A-Z]+)|-H '([^']*)'|--data-binary @(\S+)`)
)

// guideCalls reads the curl calls of the guide.
func guideCalls(t *testing.T) []call {
	t.Helper()
	raw, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	var calls []call
	for line := range strings.Lines(string(raw)) {
		if !strings.HasPrefix(line, "curl ") {
			continue
		}
		in := call{header: map[string]string{}}
		for _, m := range curlWords.FindAllStringSubmatch(line, -1) {
			switch {
			case m[1] != "":
				in.method = m[1]
			case m[2] != "":
				name, value, _ := strings.Cut(m[2], ": ")
				in.header[name] = value
			default:
				in.body = m[3]
			}
		}
		all := quoted.FindAllStringSubmatch(line, -1)
		in.path = strings.TrimPrefix(all[len(all)-1][1], "http://localhost:8080")
		calls = append(calls, in)
	}
	return calls
}

// TestGuide makes every call of docs/api.md, in its order.
func TestGuide(t *testing.T) {
	c := newCity(t)
	calls := guideCalls(t)
	if len(calls) < 18 {
		t.Fatalf("only %d calls found", len(calls))
	}
	plan := c.get("/plans/" + newPlan).plan()
	yaml := planFile(t, newPlan)
	bodies := map[string]string{
		"": "", "plan.json": string(plan), "plan.yaml": yaml, "new.yaml": strings.Replace(yaml, "id: "+newPlan, "id: neuer-plan", 1),
		"groups.csv":    "id,name_de,name_en\nnew,neu,new\n",
		"scenario.json": string(c.scenario(surge)), "new.json": newScenario("halb-so-viele"),
	}
	fill := strings.NewReplacer("{run}", c.run(newPlan), "{other run}", c.run("entwurf-haushalt-oktober-2015"), "{version}", c.version(newPlan), "{forecast}", c.issued(), "{scenario version}", c.scenarioVersion(surge))
	for _, in := range calls {
		body, ok := bodies[in.body]
		if !ok {
			t.Errorf("%s sends %s, which the test does not have", in.path, in.body)
		}
		in.body, in.path = body, strings.ReplaceAll(fill.Replace(in.path), " ", "%20")
		for name, value := range in.header {
			in.header[name] = fill.Replace(value)
		}
		if a := c.do(in); a.status != http.StatusOK && a.status != http.StatusCreated {
			t.Errorf("%s %s: %d %s", in.method, in.path, a.status, a.raw)
		}
	}
}

func planFile(t *testing.T, id string) string {
	t.Helper()
	for _, p := range example.Plans() {
		if p.Name == id+".yaml" {
			return string(p.Content)
		}
	}
	t.Fatal("no plan " + id)
	return ""
}

// TestDescription: the description is OpenAPI 3.1 in both forms, describes every
// parameter, and refers to nothing that it does not have.
func TestDescription(t *testing.T) {
	c := newCity(t)
	doc := c.published()
	if doc["openapi"] != "3.1.0" {
		t.Errorf("openapi: %v", doc["openapi"])
	}
	if a := c.do(call{path: "/api/openapi.yaml"}); a.status != 200 || !bytes.HasPrefix(bytes.TrimSpace(a.raw), []byte("components:")) {
		t.Errorf("YAML: %d %.60s", a.status, a.raw)
	}
	raw, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`"#/components/schemas/([^"]+)"`).FindAllSubmatch(raw, -1) {
		if dig(map[string]any(doc), "components", "schemas", string(m[1])) == nil {
			t.Errorf("the description refers to %s and does not have it", m[1])
		}
	}
	for _, o := range c.operations {
		for _, p := range o.published.Parameters {
			if paramWords[p.Name].De == "" || p.Description == "" {
				t.Errorf("%s: the parameter %s is not described", o.id, p.Name)
			}
		}
		if o.summary.De == "" || o.summary.En == "" {
			t.Errorf("%s has no summary", o.id)
		}
	}
}

// TestDocsPage: the page lists every operation in both languages, needs no
// script and nothing from outside, and its own links lead somewhere.
func TestDocsPage(t *testing.T) {
	c := newCity(t)
	for path, lang := range map[string]string{docsPath + "/de": "de", docsPath + "/en": "en", docsPath: "en"} {
		a := c.do(call{path: path})
		if a.status != 200 || !strings.Contains(a.header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Fatalf("%s: %d %v", path, a.status, a.header)
		}
		page := read(t, a.raw)
		if page.lang != lang {
			t.Errorf("%s: language %q", path, page.lang)
		}
		for _, tag := range []string{"script", "style", "iframe", "img"} {
			if slices.Contains(page.tags, tag) {
				t.Errorf("%s has <%s>", path, tag)
			}
		}
		for _, o := range c.operations {
			if !page.ids[o.id] || !bytes.Contains(a.raw, []byte(html.EscapeString(o.method+" "+prefix+o.path))) {
				t.Errorf("%s does not show %s", path, o.id)
			}
		}
		for _, link := range page.links {
			u, err := url.Parse(link)
			switch {
			case err != nil || u.IsAbs() || u.Host != "":
				t.Errorf("%s leads outside: %s", path, link)
			case u.Path == "" && !page.ids[u.Fragment]:
				t.Errorf("%s: %s leads nowhere", path, link)
			case u.Path != "" && u.Path != "/" && c.do(call{path: u.Path}).status != 200:
				t.Errorf("%s: %s leads nowhere", path, link)
			}
		}
	}
	german := c.do(call{path: docsPath, header: map[string]string{"Accept-Language": "de"}})
	if read(t, german.raw).lang != "de" {
		t.Error("a German browser gets the English page")
	}
	if p := c.get("/plans/none").refused(404); !read(t, german.raw).ids[strings.TrimPrefix(p.Type, docsPath+"#")] {
		t.Errorf("the page does not explain %s", p.Type)
	}
}

type readPage struct {
	lang  string
	tags  []string
	links []string
	ids   map[string]bool
}

func read(t *testing.T, raw []byte) readPage {
	t.Helper()
	page := readPage{ids: map[string]bool{}}
	z := html.NewTokenizer(bytes.NewReader(raw))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return page
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			page.tags = append(page.tags, token.Data)
			for _, a := range token.Attr {
				switch {
				case token.Data == "html" && a.Key == "lang":
					page.lang = a.Val
				case a.Key == "href" || a.Key == "src":
					page.links = append(page.links, a.Val)
				case a.Key == "id":
					if page.ids[a.Val] {
						t.Errorf("the id %s stands twice", a.Val)
					}
					page.ids[a.Val] = true
				case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
					t.Errorf("<%s> has %s", token.Data, a.Key)
				}
			}
		}
	}
}
