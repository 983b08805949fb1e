// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"planraum/internal/web/webtest"
)

// form is a page's plan form as a browser would send it.
type form struct {
	t      *testing.T
	pages  http.Handler
	path   string
	values url.Values
}

func open(t *testing.T, pages http.Handler, path string) *form {
	t.Helper()
	f := &form{t: t, pages: pages, path: path, values: url.Values{}}
	answer := httptest.NewRecorder()
	pages.ServeHTTP(answer, httptest.NewRequest("GET", path, nil))
	if answer.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, answer.Code)
	}
	f.take(answer.Body.String())
	return f
}

// take reads the fields of the form in a page.
func (f *form) take(page string) {
	f.t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		f.t.Fatal(err)
	}
	f.values = url.Values{}
	inside := false
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		a := attributes(n)
		switch {
		case n.Data == "form":
			inside = a["method"] == "post"
		case !inside || a["name"] == "" || n.Data == "button":
		case n.Data == "select":
			f.values.Set(a["name"], selected(n))
		case n.Data == "textarea":
			f.values.Set(a["name"], words(n))
		case a["type"] != "checkbox":
			f.values.Set(a["name"], a["value"])
		case has(n, "checked"):
			f.values.Add(a["name"], a["value"])
		}
	}
}

func attributes(n *html.Node) map[string]string {
	all := map[string]string{}
	for _, a := range n.Attr {
		all[a.Key] = a.Val
	}
	return all
}

// words are what stands in an element.
func words(n *html.Node) string {
	all := ""
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all += d.Data
		}
	}
	return all
}

func has(n *html.Node, name string) bool { _, ok := attributes(n)[name]; return ok }

func selected(n *html.Node) string {
	first, chosen := "", ""
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		if first == "" {
			first = attributes(o)["value"]
		}
		if has(o, "selected") {
			chosen = attributes(o)["value"]
		}
	}
	if chosen != "" {
		return chosen
	}
	return first
}

// send posts the form by the button of a step and takes the form of the answer.
func (f *form) send(step string) *httptest.ResponseRecorder {
	f.t.Helper()
	f.values.Set("schritt", step)
	request := httptest.NewRequest("POST", f.path, strings.NewReader(f.values.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer := httptest.NewRecorder()
	f.pages.ServeHTTP(answer, request)
	if answer.Code != http.StatusSeeOther {
		f.take(answer.Body.String())
	}
	return answer
}

// TestPlanForm walks the way of a planner: copy a plan, add a site, see the
// effect, save. Nothing is saved unseen.
func TestPlanForm(t *testing.T) {
	pages := webtest.Handler(webtest.Desks(t, false))
	f := open(t, pages, "/plaene/neu/form?von=neue-planung-2015-11-27")
	f.values.Set("plan", "Mit Übergangsbau")
	f.values.Set("option.name", "Probegelände")
	f.values.Set("option.places", "800")
	f.values.Set("option.opening", "2016-05-01")
	if answer := f.send("speichern"); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "Noch ist nichts gespeichert") {
		t.Fatalf("unseen entries: %d, want the preview", answer.Code)
	}
	f.values.Set("option.places", "900")
	answer := f.send("speichern")
	if page := answer.Body.String(); answer.Code != http.StatusOK || !strings.Contains(page, "+900") {
		t.Fatalf("entries changed after the preview: %d, want a new preview with +900", answer.Code)
	}
	if answer = f.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("seen entries: %d, want to be led to the plan", answer.Code)
	}
	shown := httptest.NewRecorder()
	pages.ServeHTTP(shown, httptest.NewRequest("GET", answer.Header().Get("Location"), nil))
	// 10,425 places of the ledger and 900 of the option.
	if page := shown.Body.String(); shown.Code != http.StatusOK || !strings.Contains(page, "11.325") || !strings.Contains(page, "Probegelände") {
		t.Errorf("the saved plan does not show its option: %d", shown.Code)
	}
}

// TestPlanFormRefuses: everything that is wrong is said at once and beside its
// field; what was typed stays.
func TestPlanFormRefuses(t *testing.T) {
	pages := webtest.Handler(webtest.Desks(t, false))
	f := open(t, pages, "/plaene/neue-planung-2015-11-27/form")
	f.values.Set("arrivals[0].to", "2015-01")
	f.values.Set("departures[0].per_month", "-5")
	f.values.Set("credits[0].per_month", "7")
	f.values.Set("option.name", "Halle")
	f.values.Set("option.places", "viele")
	f.values.Set("option.opening", "2016-05-01")
	f.values.Set("option.end", "2016-04-01")
	answer := f.send("vorschau")
	page := answer.Body.String()
	if answer.Code != http.StatusUnprocessableEntity {
		t.Fatalf("status %d, want 422", answer.Code)
	}
	for _, want := range []string{"Zugänge 1, Zeitraum", "Abgänge 1, im Monat", "Anrechnungen 1", "neuer Standort, Plätze", "neuer Standort, Ende", `href="#departures[0].per_month"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the refusal does not name %q", want)
		}
	}
	if strings.Contains(page, "genau eines von per_month") {
		t.Error("the refusal speaks in keys of the plan file")
	}
	if got := f.values.Get("option.places"); got != "viele" {
		t.Errorf("what was typed is gone: %q", got)
	}
}

// TestPlanFormConflict: of two planners who changed the same plan the second
// is told, and keeps what he typed.
func TestPlanFormConflict(t *testing.T) {
	pages := webtest.Handler(webtest.Desks(t, false))
	path := "/plaene/neue-planung-2015-11-27/form"
	first, second := open(t, pages, path), open(t, pages, path)
	for i, f := range []*form{first, second} {
		f.values.Set("note", "Änderung "+string(rune('1'+i)))
		f.send("vorschau")
	}
	if answer := first.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("the first: %d", answer.Code)
	}
	if answer := second.send("speichern"); answer.Code != http.StatusConflict || second.values.Get("note") != "Änderung 2" {
		t.Errorf("the second: %d with note %q, want 409 and what was typed", answer.Code, second.values.Get("note"))
	}
}

// TestPlanFormFromAnotherSite: a form of another site is refused.
func TestPlanFormFromAnotherSite(t *testing.T) {
	pages := webtest.Handler(webtest.Desks(t, false))
	request := httptest.NewRequest("POST", "/plaene/neu/form", strings.NewReader("plan=x"))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	answer := httptest.NewRecorder()
	pages.ServeHTTP(answer, request)
	if answer.Code != http.StatusForbidden {
		t.Errorf("status %d, want 403", answer.Code)
	}
}

// TestNewPlanReckonsCosts: a plan made in the browser has tasks and prices.
func TestNewPlanReckonsCosts(t *testing.T) {
	pages := webtest.Handler(webtest.Desks(t, false))
	f := open(t, pages, "/plaene/neu/form")
	f.values.Set("plan", "Ganz neu")
	f.values.Set("from", "2016-01")
	f.values.Set("to", "2016-12")
	f.values.Set("start.persons", "12.288")
	page := f.send("vorschau").Body.String()
	// 12,288 / 136 = 90.4 and 13,653 / 136 = 100.4 (GRDrs 617/2015 2. Ergänzung)
	if !strings.Contains(page, "190,8") || strings.Contains(page, "unbekannt") {
		t.Error("a new plan does not reckon 190.8 posts with their cost")
	}
}
