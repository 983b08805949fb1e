// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"planraum/internal/cli"
	"planraum/internal/web/htmltest"
)

// perKind is how many answers of one kind are looked at: pages of one route
// with the same parameters differ in their figures, not in how they are made.
const perKind = 2

// walker goes through all faces as a visitor who follows every link and fills
// every form with hostile texts.
type walker struct {
	*testing.T
	h       http.Handler
	role    string
	waiting []string
	seen    map[string]bool
	kinds   map[string]int
	met     map[string]int // answers by form
	marked  map[string]int // of them with the mark
	filled  map[string]int // answers to forms by status
	texts   map[string]bool
}

// TestNoTextGetsOutOfItsPlace: in the example city every text that somebody may
// write is hostile; every form is filled with hostile texts, sent and followed.
// In no page, picture, file or answer of any face has one become markup, a
// formula, a line of a header or an address that runs.
func TestNoTextGetsOutOfItsPlace(t *testing.T) {
	quiet(t)
	h := faces(hostileHouse(t), cli.Service{Demo: true}, nil)
	all := routes(t, h)
	w := &walker{T: t, h: h, seen: map[string]bool{}, met: map[string]int{}, marked: map[string]int{}, filled: map[string]int{}, texts: map[string]bool{}}
	for _, role := range []string{"", "administrator", "public"} {
		w.role, w.kinds = role, map[string]int{}
		clear(w.seen)
		w.waiting = slices.Clone(all)
		for len(w.waiting) > 0 {
			path := w.waiting[0]
			w.waiting = w.waiting[1:]
			w.visit(path)
		}
	}
	t.Logf("answers %v, of them with the mark %v; forms %v", w.met, w.marked, w.filled)
	for _, form := range []string{"text/html", "text/csv", "application/json", "application/geo+json", "text/turtle", "application/ld+json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"} {
		if w.marked[form] == 0 {
			t.Errorf("no answer of the form %s holds a hostile text: the test looks at nothing", form)
		}
	}
	for i := range hostile {
		if !w.texts[hostile[i]] {
			t.Errorf("the text %q was shown nowhere", hostile[i])
		}
	}
	for _, status := range []int{200, 303, 422} {
		if w.filled[fmt.Sprint(status)] == 0 {
			t.Errorf("no form answered %d: %v", status, w.filled)
		}
	}
}

func (w *walker) send(r *http.Request) *httptest.ResponseRecorder {
	if w.role != "" {
		r.AddCookie(&http.Cookie{Name: "planraum_rolle", Value: w.role})
	}
	answer := httptest.NewRecorder()
	w.h.ServeHTTP(answer, r)
	what := r.Method + " " + r.URL.String()
	form := tame(w.T, what, answer)
	w.met[form]++
	if strings.Contains(answer.Body.String(), mark) || strings.HasSuffix(form, "sheet") && answer.Code == http.StatusOK {
		w.marked[form]++
	}
	if answer.Code >= 500 && answer.Code != http.StatusNotImplemented && answer.Code != http.StatusServiceUnavailable {
		w.Errorf("%s answers %d", what, answer.Code)
	}
	return answer
}

var keyed = regexp.MustCompile(`[0-9]+`)

// kindOf is what addresses have in common that are made alike.
func kindOf(u *url.URL) string {
	parts := strings.Split(u.Path, "/")
	for i := range parts {
		if i > 2 || i == 2 && parts[1] != "en" && parts[1] != "daten" && parts[1] != "api" && parts[1] != "ogc" {
			parts[i] = "*"
		}
	}
	kind := strings.Join(parts, "/")
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range u.Query() {
			if !yield(name) {
				return
			}
		}
	}) {
		kind += "&" + name
		if name == "tabelle" || name == "format" || name == "f" {
			kind += "=" + u.Query().Get(name)
		}
	}
	return keyed.ReplaceAllString(kind, "0")
}

// visit looks at one address and keeps what it leads to.
func (w *walker) visit(path string) {
	u, err := url.Parse(path)
	if err != nil || w.seen[path] || u.Host != "" && u.Host != "localhost" || strings.HasPrefix(path, "//") {
		return
	}
	w.seen[path] = true
	kind := kindOf(u)
	most := perKind
	if w.role != "" {
		most = 1
	}
	if w.kinds[kind]++; w.kinds[kind] > most {
		return
	}
	answer := w.send(request(http.MethodGet, u.RequestURI(), nil))
	if w.role == "" && w.kinds[kind] == 1 && !u.Query().Has("format") {
		w.asked(u)
	}
	if to := answer.Header().Get("Location"); to != "" {
		w.waiting = append(w.waiting, to)
	}
	if !strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") {
		return
	}
	page, err := htmltest.Parse(answer.Body)
	if err != nil {
		w.Fatal(err)
	}
	w.read(page)
	for _, a := range page.All("a[href]") {
		if to, err := u.Parse(a.Attr("href")); err == nil {
			to.Fragment = ""
			w.waiting = append(w.waiting, to.RequestURI())
		}
	}
	if w.role != "" { // forms do not look different
		return
	}
	for n, form := range page.All("form") {
		if w.kinds[kind+fmt.Sprint(" form ", n)]++; w.kinds[kind+fmt.Sprint(" form ", n)] <= 1 {
			w.fill(u, form)
		}
	}
}

// read takes down which hostile texts a page shows, letter for letter.
func (w *walker) read(page htmltest.Node) {
	text := page.Text()
	for _, p := range hostile {
		if strings.Contains(text, strings.Join(strings.Fields(p), " ")) {
			w.texts[p] = true
		}
	}
}

// asked asks an address once more with a hostile text in each parameter.
func (w *walker) asked(u *url.URL) {
	names := []string{"stand", "werte", "gebiet", "gruppe", "tabelle", "format", "sort", "weiter", "zurueck", "q", "f", "lang", mark}
	for name := range u.Query() {
		names = append(names, name)
	}
	for i, name := range names {
		q := u.Query()
		q.Set(name, hostile[i%len(hostile)])
		q.Add(name, hostile[0])
		w.send(request(http.MethodGet, u.EscapedPath()+"?"+q.Encode(), nil))
	}
}

// fill sends a form three times: with one hostile text in every field, and with
// what is typed there where it has to be a word, a number or a day.
func (w *walker) fill(at *url.URL, form htmltest.Node) {
	to, err := at.Parse(form.Attr("action"))
	if err != nil {
		w.Fatal(err)
	}
	for n, p := range []string{hostile[0], hostile[2], hostile[len(hostile)-2]} {
		for _, button := range append(form.All("button[name]"), htmltest.Node{}) {
			values := url.Values{}
			files := fields(form, values, p, n > 0)
			if button != (htmltest.Node{}) {
				values.Set(button.Attr("name"), button.Attr("value"))
			}
			w.post(to, form, values, files, p)
		}
	}
}

// fields fills the fields of a form and returns the names of those for files.
// careful leaves alone what is not free text.
func fields(form htmltest.Node, values url.Values, p string, careful bool) (files []string) {
	for _, f := range form.All("input[name]") {
		name, kind := f.Attr("name"), f.Attr("type")
		switch {
		case kind == "file":
			files = append(files, name)
		case kind == "hidden", kind == "radio", kind == "checkbox", careful && f.Attr("value") != "" && !strings.Contains(name, "name"):
			values.Set(name, f.Attr("value"))
		case careful && (kind == "date" || kind == "month" || kind == "number" || f.Attr("inputmode") != ""):
			values.Set(name, map[string]string{"date": "2016-01-01", "month": "2016-01"}[kind])
		default:
			values.Set(name, p)
		}
	}
	for _, f := range form.All("textarea[name]") {
		values.Set(f.Attr("name"), p)
	}
	for _, f := range form.All("select[name]") {
		for _, o := range f.All("option") {
			if value := o.Attr("value"); !values.Has(f.Attr("name")) || careful {
				values.Set(f.Attr("name"), value)
			}
		}
	}
	return files
}

func (w *walker) post(to *url.URL, form htmltest.Node, values url.Values, files []string, p string) {
	var r *http.Request
	switch {
	case !strings.EqualFold(form.Attr("method"), "post"):
		r = request(http.MethodGet, to.EscapedPath()+"?"+values.Encode(), nil)
	case len(files) == 0:
		r = request(http.MethodPost, to.RequestURI(), strings.NewReader(values.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	default:
		var body bytes.Buffer
		parts := multipart.NewWriter(&body)
		for name := range values {
			_ = parts.WriteField(name, values.Get(name))
		}
		for _, name := range files {
			part, err := parts.CreateFormFile(name, p+".csv")
			if err != nil {
				w.Fatal(err)
			}
			_, _ = fmt.Fprintf(part, "Gebiet;Monat;%s\n%s;2016-01;5\nMitte;2016-02;%s\n", "Wert qhostileq<b>", strings.ReplaceAll(p, ";", ""), strings.ReplaceAll(p, ";", ""))
		}
		_ = parts.Close()
		r = request(http.MethodPost, to.RequestURI(), &body)
		r.Header.Set("Content-Type", parts.FormDataContentType())
	}
	answer := w.send(r)
	w.filled[fmt.Sprint(answer.Code)]++
	if next := answer.Header().Get("Location"); next != "" {
		w.waiting = append(w.waiting, next)
	}
}
