// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/identity"
	"planraum/internal/desk/catalogue"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/platform/door"
	"planraum/internal/text"
)

// The media types of answers.
const (
	mediaJSON    = "application/json"
	mediaGeo     = "application/geo+json"
	mediaHTML    = "text/html"
	mediaOpenAPI = "application/vnd.oai.openapi+json;version=3.0"
	mediaProblem = "application/problem+json"
)

// request is a request with what every handler is told.
type request struct {
	*http.Request
	lang     text.Lang
	html     bool // a page is wanted
	settings catalogue.Settings
	base     string // address of the landing page
	query    url.Values
}

// document is an answer before it is written. Its members are those of the
// JSON; a page is made of the same.
type document struct {
	media       string // of the JSON
	members     map[string]any
	title, said string // of the page
	links       []link
	lists       []list   // of the page: further links under a heading
	columns     []string // of the page's table
	rows        [][]cell
}

type cell struct{ Text, Href string }

type list struct {
	Title string
	Said  string
	Links []link
}

type link struct {
	Href  string `json:"href"`
	Rel   string `json:"rel"`
	Type  string `json:"type,omitempty"`
	Title string `json:"title,omitempty"`
	Lang  string `json:"hreflang,omitempty"`
}

// answer serves a handler: it chooses language and form, and writes what the
// handler gives or a problem (RFC 9457).
func (f *face) answer(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		head := w.Header()
		head.Set("Vary", "Accept, Accept-Language")
		head.Set("Access-Control-Allow-Origin", "*") // all of it is public
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Cache-Control", "no-cache")
		r := &request{Request: hr, lang: text.Parse(hr.Header.Get("Accept-Language"))}
		err := f.allow(hr)
		var d *document
		if err == nil {
			d, err = f.ask(r, h)
		}
		if err != nil {
			f.problem(w, r, err)
			return
		}
		f.write(w, r, d)
	})
}

// allow asks the rules whether who asks may read the public catalogue, of which
// every address here is a part.
func (f *face) allow(r *http.Request) error {
	p, _ := identity.Of(r.Context()) // else the public asks
	d := f.Rules.Decide(p, rights.Read, rights.Resource{Kind: rights.Catalogue})
	if d.Allowed {
		return nil
	}
	return fault.New(fault.Forbidden, "ogc.allow", d.Why.De, d.Why.En)
}

func (f *face) ask(r *request, h handler) (*document, error) {
	var err error
	if f.Receive != nil {
		r.Request = r.WithContext(f.Receive(r.Context()))
	}
	if r.query, err = url.ParseQuery(r.URL.RawQuery); err != nil {
		return nil, refuse(invalid("query", r.URL.RawQuery, text.T("eine lesbare Abfrage", "a readable query")))
	}
	if r.html, err = wantsHTML(r); err != nil {
		return nil, err
	}
	if r.settings, err = f.desk.Settings(r.Context()); err != nil {
		return nil, fault.Wrap("ogc.ask", err)
	}
	switch r.base = door.Scheme(r.Request) + "://" + r.Host; {
	case r.settings.Base != "":
		r.base = r.settings.Base
	case f.BaseURL != "":
		r.base = strings.TrimSuffix(f.BaseURL, "/")
	}
	r.base += root
	return h(r)
}

// wantsHTML reads the form of the answer: the parameter f, else the Accept
// header; JSON where neither asks for a page first.
func wantsHTML(r *request) (bool, error) {
	if given, ok := r.query["f"]; ok {
		if len(given) != 1 || given[0] != "json" && given[0] != "html" {
			return false, refuse(invalid("f", strings.Join(given, ","), text.T("json oder html", "json or html")))
		}
		return given[0] == "html", nil
	}
	best, liking := "", 0.0
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept"), ","), ",") {
		name, params, _ := strings.Cut(part, ";")
		q := 1.0
		if _, after, ok := strings.Cut(params, "q="); ok {
			if v, err := strconv.ParseFloat(strings.TrimSpace(after), 64); err == nil {
				q = v
			}
		}
		name = strings.TrimSpace(name)
		if q > liking && (name == mediaHTML || strings.Contains(name, "json") || name == "*/*") {
			best, liking = name, q
		}
	}
	return best == mediaHTML, nil
}

// only refuses parameters that the operation does not have (7.11), and those
// that are given twice.
func (r *request) only(names ...string) error {
	var rows []fault.Row
	names = append(names, "f")
	for name, values := range r.query {
		switch {
		case !slices.Contains(names, name):
			known := strings.Join(names, ", ")
			rows = append(rows, invalid(name, values[0], text.T("einer der Parameter "+known, "one of the parameters "+known)))
		case len(values) > 1:
			rows = append(rows, invalid(name, strings.Join(values, " | "), text.T("ein einziger Wert", "a single value")))
		}
	}
	if len(rows) > 0 {
		slices.SortFunc(rows, func(a, b fault.Row) int { return strings.Compare(a.Column, b.Column) })
		return refuse(rows...)
	}
	return nil
}

func invalid(column, value string, expected text.Text) fault.Row {
	return fault.Row{File: "request", Column: column, Value: value, Expected: expected}
}

// refuse is the answer to a wrong parameter: 400, as 7.10 wants.
func refuse(rows ...fault.Row) error {
	return withStatus{&fault.Error{
		Kind: fault.Invalid, Op: "ogc.refuse", Rows: rows, Say: text.T("Die Anfrage ist nicht wie erwartet.", "The request is not as expected."),
	}, http.StatusBadRequest}
}

func (f *face) problem(w http.ResponseWriter, r *request, err error) {
	kind, status := fault.KindOf(err), fault.KindOf(err).Status()
	var own withStatus
	if errors.As(err, &own) {
		status = own.status
	}
	if (kind == fault.Internal || kind == fault.Unavailable) && f.Log != nil {
		f.Log.ErrorContext(r.Context(), "geodata request failed", "route", r.Pattern, "error", err)
	}
	detail := fault.SayOf(err).In(r.lang)
	for _, row := range fault.RowsOf(err) {
		detail += " " + row.In(r.lang) + "."
	}
	body, _ := json.Marshal(map[string]any{"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": detail})
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	send(w, mediaProblem, r.lang, status, body)
}

// write writes the document in the form that is wanted.
func (f *face) write(w http.ResponseWriter, r *request, d *document) {
	var out bytes.Buffer
	media := d.media
	var err error
	if r.html {
		media = mediaHTML + "; charset=utf-8"
		err = page(&out, r, d)
	} else {
		if d.links != nil {
			d.members["links"] = d.links
		}
		err = json.NewEncoder(&out).Encode(d.members)
	}
	if err != nil {
		f.problem(w, r, fault.Wrap("ogc.write", err))
		return
	}
	send(w, media, r.lang, http.StatusOK, out.Bytes())
}

func send(w http.ResponseWriter, media string, lang text.Lang, status int, body []byte) {
	head := w.Header()
	head.Set("Content-Type", media)
	head.Set("Content-Language", string(lang))
	head.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	head.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// at is the address of a resource below the landing page; segments are escaped.
func (r *request) at(segments ...string) string {
	address := r.base
	for _, s := range segments {
		address += "/" + url.PathEscape(s)
	}
	return address
}

// here is the address of this resource with some parameters changed; an empty
// value takes one away.
func (r *request) here(pairs ...string) string {
	q := url.Values{}
	for name, values := range r.query {
		q[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	address := r.base + strings.TrimPrefix(strings.TrimSuffix(r.URL.EscapedPath(), "/"), root)
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	return address
}

// selves are the links to this answer and to its other form.
func (r *request) selves(media string) []link {
	own, other := link{r.here("f", "json"), "self", media, r.t("dieses Dokument als JSON", "this document as JSON"), ""},
		link{r.here("f", "html"), "alternate", mediaHTML, r.t("dieses Dokument als Seite", "this document as a page"), ""}
	if r.html {
		own.Rel, other.Rel = other.Rel, own.Rel
	}
	return []link{own, other}
}

func (r *request) t(de, en string) string { return text.T(de, en).In(r.lang) }
