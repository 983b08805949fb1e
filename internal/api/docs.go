// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// docsPath is the page for people; the same page stands below it in each
// language.
const docsPath = "/api/docs"

//go:embed docs.html
var docsHTML string

//go:embed docs.css
var docsCSS []byte

var docsTemplate = template.Must(template.New("docs").Parse(docsHTML))

// docsPage is what the template shows.
type docsPage struct {
	Lang    text.Lang
	Path    string
	Version string
	Tags    []docsTag
	Kinds   []docsKind
}

// T says a sentence of the template in the page's language.
func (p docsPage) T(de, en string) string { return text.T(de, en).In(p.Lang) }

type docsTag struct {
	Name       string
	Operations []docsOperation
}

type docsOperation struct {
	ID, Method, Path, Summary, About, Example string
	Params                                    []docsParam
	Bodies, Statuses                          []string
}

type docsParam struct {
	Name, In, Form, Meaning string
	Required                bool
}

type docsKind struct {
	Anchor, Name, Meaning string
	Status                int
}

// serveDescription serves the description as JSON and YAML, and the page that
// is made of it: no script, nothing from outside.
func (f *face) serveDescription(mux *http.ServeMux) {
	openapi := f.api.OpenAPI()
	asJSON := must(json.MarshalIndent(openapi, "", "  "))
	asYAML := must(openapi.YAML())
	mux.Handle("GET /api/openapi.json", static("application/json", asJSON))
	mux.Handle("GET /api/openapi.yaml", static("application/yaml", asYAML))
	mux.Handle("GET /api/docs.css", static("text/css; charset=utf-8", docsCSS))
	pages := map[text.Lang]http.Handler{}
	for _, lang := range []text.Lang{text.De, text.En} {
		pages[lang] = static("text/html; charset=utf-8", f.page(lang))
		mux.Handle("GET "+docsPath+"/"+string(lang), pages[lang])
	}
	mux.HandleFunc("GET "+docsPath, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept-Language")
		pages[languageOf(r.Header.Get("Accept-Language"))].ServeHTTP(w, r)
	})
}

// must returns b. The description is made of this package alone: it can be
// written or the program is wrong from its first second.
func must(b []byte, err error) []byte {
	if err != nil {
		panic("api: the description cannot be written: " + err.Error())
	}
	return b
}

func static(media string, body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", media)
		h.Set("Content-Length", strconv.Itoa(len(body)))
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-cache")
		_, _ = w.Write(body)
	})
}

func (f *face) page(lang text.Lang) []byte {
	p := docsPage{Lang: lang, Path: docsPath, Version: f.Version}
	for _, o := range f.operations {
		i := slices.IndexFunc(p.Tags, func(t docsTag) bool { return t.Name == o.tag })
		if i < 0 {
			i, p.Tags = len(p.Tags), append(p.Tags, docsTag{Name: o.tag})
		}
		p.Tags[i].Operations = append(p.Tags[i].Operations, o.shown(lang))
	}
	for k := fault.Internal; k <= fault.Unavailable; k++ {
		p.Kinds = append(p.Kinds, docsKind{anchor(k), k.String(), fault.SayOf(&fault.Error{Kind: k}).In(lang), k.Status()})
	}
	var out bytes.Buffer
	err := docsTemplate.Execute(&out, p)
	return must(out.Bytes(), err)
}

// shown is an operation as the page shows it.
func (o documented) shown(lang text.Lang) docsOperation {
	s := docsOperation{
		ID: o.id, Method: o.method, Path: prefix + o.path, Summary: o.summary.In(lang), About: o.about.In(lang), Example: o.call(),
	}
	for _, p := range o.published.Parameters {
		where := map[string]text.Text{"path": text.T("Pfad", "path"), "query": text.T("Abfrage", "query"), "header": text.T("Kopfzeile", "header")}[p.In]
		s.Params = append(s.Params, docsParam{p.Name, where.In(lang), formOf(p.Schema, lang), paramWords[p.Name].In(lang), p.Required})
	}
	if body := o.published.RequestBody; body != nil {
		for media := range body.Content {
			s.Bodies = append(s.Bodies, media)
		}
		slices.Sort(s.Bodies)
	}
	for status := range o.published.Responses {
		s.Statuses = append(s.Statuses, status)
	}
	slices.Sort(s.Statuses)
	return s
}

func formOf(s *huma.Schema, lang text.Lang) string {
	form := expected(s).In(lang)
	if s.Default != nil {
		form += fmt.Sprintf(text.T(" (ohne Angabe %v)", " (default %v)").In(lang), s.Default)
	}
	return form
}

// call is an example call of the operation.
func (o documented) call() string {
	const host = "http://localhost:8080" + prefix
	switch o.id {
	case "put-plan":
		return "curl -X PUT -H '" + clientHeader + ": 1' -H 'If-Match: {version}' -H 'Content-Type: application/yaml' --data-binary @plan.yaml '" + host + o.path + "'"
	case "put-scenario":
		return "curl -X PUT -H '" + clientHeader + ": 1' -H 'If-Match: {version}' -H 'Content-Type: application/json' --data-binary @scenario.json '" + host + o.path + "'"
	case "keep-warning":
		return "curl -X POST -H '" + clientHeader + ": 1' -H 'If-None-Match: *' '" + host + o.path + "?as_of=2015-11-27'"
	case "evaluate-plan":
		return "curl -X POST -H 'Content-Type: application/yaml' --data-binary @plan.yaml '" + host + o.path + "'"
	case "import-file":
		return "curl -X POST -H '" + clientHeader + ": 1' --data-binary @figures.csv '" + host + o.path + "?name=figures.csv&dry_run=true'"
	}
	return "curl '" + host + o.example + "'"
}

// nowhere answers for paths and methods that no operation has.
func (f *face) nowhere(mux *http.ServeMux) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodPost} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); strings.HasPrefix(pattern, method+" /api/") {
				allowed = append(allowed, method)
			}
		}
		err := error(fault.New(fault.NotFound, "api.nowhere", "Diese Adresse gibt es in der Schnittstelle nicht; "+docsPath+" nennt alle.",
			"The API has no such address; "+docsPath+" lists all."))
		if len(allowed) > 0 {
			list := strings.Join(allowed, ", ")
			w.Header().Set("Allow", list)
			err = protocol(http.StatusMethodNotAllowed, fault.Invalid, "api.nowhere", "Hier geht nur "+list+".", "Only "+list+" is possible here.")
		}
		f.refuse(w, r, err)
	}
}
