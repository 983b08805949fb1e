// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/web/browsertest"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

func heading(doc htmltest.Node) string {
	h, _ := doc.First("h1")
	return h.Text()
}

var exampleHouse = url.Values{
	"name": {"Beispielhaus (erfunden)"}, "kind": {"site"}, "district": {"08111000/06"}, "since": {"2026-09"}, "due_day": {"10"}, "contact": {"haus@beispiel.de"},
}

// linkOf sets up the house and hands out a link for a month.
func linkOf(t *testing.T, h http.Handler, month string) string {
	t.Helper()
	post(htmltest.Visitor{T: t, Handler: h}, "/daten/meldungen/neu", exampleHouse)
	doc := parsed(t, post(htmltest.Visitor{T: t, Handler: h}, "/daten/meldungen?monat="+month, url.Values{"schritt": {"links"}}))
	link, ok := doc.First("a.secret")
	if !ok {
		t.Fatal("no link was handed out")
	}
	u, err := url.Parse(link.Attr("href"))
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}

// A house reports in three steps: fill in, look, send; then the link is spent,
// the month's list says so, and the next month is filled in.
func TestMonthlyReport(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	link := linkOf(t, h, "2026-09")
	const filledIn = "Die Bestände des Vormonats sind eingetragen."
	if first := (htmltest.Visitor{T: t, Handler: h}).Page(link).Text(); strings.Contains(first, filledIn) {
		t.Error("the first report claims to be filled in")
	}
	values := url.Values{"site.occupied": {"1.150"}, "site.blocked": {"4"}, "site.arrivals": {"12"}, "site.departures": {"8"}, "schritt": {"ansehen"}}
	seen := parsed(t, post(htmltest.Visitor{T: t, Handler: h}, link, values))
	shown, ok := seen.First("input[name=gesehen]")
	if !ok {
		t.Fatalf("nothing is shown before it is sent: %s", seen.Text())
	}
	values.Set("schritt", "melden")
	values.Set("gesehen", "etwas anderes")
	if got := heading(parsed(t, post(htmltest.Visitor{T: t, Handler: h}, link, values))); got != "Meldung für September 2026" {
		t.Errorf("what was not shown was taken: %q", got)
	}
	values.Set("gesehen", shown.Attr("value"))
	if got := heading(parsed(t, post(htmltest.Visitor{T: t, Handler: h}, link, values))); got != "Danke, die Meldung für September 2026 ist da." {
		t.Errorf("heading %q", got)
	}
	v := htmltest.Visitor{T: t, Handler: h}
	if w := v.Get(link); w.Code != http.StatusConflict {
		t.Errorf("the link answers %d after the report, want 409", w.Code)
	}
	if got := v.Heading("/daten/meldungen?monat=2026-09"); got != "Für September 2026 ist die eine Meldung da." {
		t.Errorf("heading %q", got)
	}
	next := v.Page(linkOf(t, h, "2026-10"))
	if !strings.Contains(next.Text(), filledIn) {
		t.Error("the next report does not say that it is filled in")
	}
	field, _ := next.First("input[name=site.occupied]")
	if got := field.Attr("value"); got != "1.150" {
		t.Errorf("filled in with %q, want last month's 1.150", got)
	}
	if got := v.Heading("/daten/site.occupied?stand=2026-11-22"); !strings.Contains(got, "Belegte Plätze") {
		t.Errorf("heading %q", got)
	}
}

// What is wrong stands beside its field, and what was typed stays.
func TestFaultyMonthlyReport(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	link := linkOf(t, h, "2026-09")
	w := post(htmltest.Visitor{T: t, Handler: h}, link, url.Values{"site.occupied": {"viele"}, "site.blocked": {"-3"}, "site.arrivals": {"12"}, "schritt": {"ansehen"}})
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("status %d, want 422", w.Code)
	}
	doc := parsed(t, w)
	if n := len(doc.All("p.field-error")); n != 3 {
		t.Errorf("%d faults beside fields, want 3", n)
	}
	field, _ := doc.First("input[name=site.occupied]")
	if field.Attr("value") != "viele" || field.Attr("aria-invalid") != "true" {
		t.Errorf("what was typed is lost: %q", field.Attr("value"))
	}
}

// Whoever holds a link sees its report and no way to any other page.
func TestReportPageIsBare(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	v := htmltest.Visitor{T: t, Handler: h}
	doc := v.Page(linkOf(t, h, "2026-09"))
	for _, selector := range []string{"nav", "form.asof", "a.product", "footer a"} {
		if n := len(doc.All(selector)); n > 0 {
			t.Errorf("%d of %q on the page of a link", n, selector)
		}
	}
	if w := v.Get("/melden/geraten"); w.Code != http.StatusNotFound {
		t.Errorf("a guessed link answers %d, want 404", w.Code)
	}
}

// A reporter that cannot be set up keeps what was typed and names every fault.
func TestFaultyReporter(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	doc := parsed(t, post(htmltest.Visitor{T: t, Handler: h}, "/daten/meldungen/neu", url.Values{"name": {"Haus"}, "due_day": {"99"}, "contact": {"keine"}, "organization": {"Träger"}}))
	if n := len(doc.All(".refusal li")); n != 5 { // kind, district, due day, since, contact
		t.Errorf("%d faults, want 5: %s", n, doc.Text())
	}
	if field, _ := doc.First("input[name=organization]"); field.Attr("value") != "Träger" {
		t.Errorf("what was typed is lost: %q", field.Attr("value"))
	}
}

// TestReportInABrowser reports by keyboard on a small phone and finds no
// violation of axe-core on the way.
func TestReportInABrowser(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	link := linkOf(t, h, "2026-09")
	browser := browsertest.New(t)
	p := browser.Page(server.URL+link, 320, 700)
	check := func() {
		t.Helper()
		browsertest.Axe(t, p)
		if p.Overflow() {
			t.Error("wider than 320 px")
		}
	}
	check()
	for name, value := range map[string]string{"site.occupied": "20", "site.blocked": "0", "site.arrivals": "20", "site.departures": "0"} {
		browsertest.Eval[string](p, `document.getElementsByName("`+name+`")[0].value = "`+value+`"`)
	}
	p.Click("button[value=ansehen]")
	p.WaitFor("document.querySelector('button[value=melden]') !== null")
	check()
	p.Click("button[value=melden]")
	p.WaitFor("document.querySelector('h1').textContent.startsWith('Danke')")
	check()
	for _, path := range []string{"/daten/meldungen?monat=2026-09", "/daten/meldungen/neu", "/daten/meldungen/beispielhaus-erfunden", "/en/daten/meldungen"} {
		office := browser.Page(server.URL+path, 320, 900)
		browsertest.Axe(t, office)
		if office.Overflow() {
			t.Errorf("%s is wider than 320 px", path)
		}
	}
}
