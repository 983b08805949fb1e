// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// savedTwice sends a form until it is saved: first its effect, then just that.
func savedTwice(t *testing.T, h http.Handler, address string, form url.Values) string {
	t.Helper()
	form = maps.Clone(form)
	form.Set("schritt", "vorschau")
	seen := as(t, h, "", "POST", address, form)
	page := parsed(t, seen)
	if seen.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", address, seen.Code, page.Text())
	}
	rec := as(t, h, "", "POST", address, formOf(page, "speichern"))
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", address, rec.Code, parsed(t, rec).Text())
	}
	return rec.Header().Get("Location")
}

// openedForm is the form of a page as it is opened.
func openedForm(t *testing.T, h http.Handler, address string) url.Values {
	t.Helper()
	return formOf(parsed(t, as(t, h, "", "GET", address, nil)), "vorschau")
}

// overtakenForm sends a form that somebody else has overtaken and returns the page, which keeps
// everything and goes on from their version.
func overtakenForm(t *testing.T, h http.Handler, address string, form url.Values, says ...string) htmltest.Node {
	t.Helper()
	rec := as(t, h, "", "POST", address, form)
	page := parsed(t, rec)
	if rec.Code != http.StatusConflict || strings.Contains(page.Text(), "Bitte neu laden") { // which would lose what stands there
		_, text, _ := strings.Cut(page.Text(), "Es wurde nichts gespeichert")
		t.Fatalf("%s: %d %s", address, rec.Code, text)
	}
	for _, want := range says {
		if !strings.Contains(page.Text(), want) {
			t.Errorf("%s lacks %q", address, want)
		}
	}
	if formOf(page, "").Get("version") == form.Get("version") {
		t.Errorf("%s does not go on from the newest version", address)
	}
	return page
}

// TestTwoEditorsOfCouncil: of two who change the same paper, motion or sitting the second
// sees what the first saved beside their own, loses nothing, and saves.
func TestTwoEditorsOfCouncil(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	paper := savedTwice(t, h, "/rat/vorlagen/neu/form", councilForm()) + "/form"
	first, second := openedForm(t, h, paper), openedForm(t, h, paper)
	first.Set("title", "Titel der Ersten")
	first.Set("summary", "von der Ersten")
	first.Set("order[2].committee", "GR")
	first.Set("order[2].step", "decision")
	first.Set("order[1].committee", "VA")
	first.Set("order[1].step", "preliminary")
	savedTwice(t, h, paper, first)
	second.Set("title", "Titel des Zweiten")
	second.Set("posts", "Sozialplanung | EG 12 | 1,0")
	second.Set("order[0].on", "30.11.2015")
	page := overtakenForm(t, h, paper, second, "Inzwischen gespeichert: Titel der Ersten", "von der Ersten", "hier steht schon der neue Stand", "Sozialplanung | EG 12 | 1,0")
	both := formOf(page, "vorschau")
	if both.Get("title") != "Titel des Zweiten" || both.Get("summary") != "von der Ersten" || both.Get("order[0].on") != "30.11.2015" || both.Get("order[1].committee") != "VA" || both.Get("order[2].committee") != "GR" {
		t.Errorf("joined: %v", both)
	}
	savedTwice(t, h, paper, both)
	if again := openedForm(t, h, paper); again.Get("title") != "Titel des Zweiten" || again.Get("summary") != "von der Ersten" {
		t.Errorf("kept: %v", again)
	}

	const motion = "/rat/vorlagen/haushaltsantrag-864-2015/form"
	first, second = openedForm(t, h, motion), openedForm(t, h, motion)
	first.Set("ask[0].reply", "Ja, sagt die Erste.")
	savedTwice(t, h, motion, first)
	second.Set("ask[0].reply", "Nein, sagt der Zweite.")
	second.Set("deadline", "31.12.2015")
	page = overtakenForm(t, h, motion, second, "Inzwischen gespeichert: Ja, sagt die Erste.", "Nein, sagt der Zweite.")
	savedTwice(t, h, motion, formOf(page, "vorschau"))
	if again := openedForm(t, h, motion); again.Get("ask[0].reply") != "Nein, sagt der Zweite." || again.Get("deadline") != "31.12.2015" {
		t.Errorf("kept: %v", again)
	}

	const sitting = "/rat/sitzungen/GR-2015-12-17/form"
	first, second = openedForm(t, h, sitting), openedForm(t, h, sitting)
	first.Set("agenda[0].title", "Punkt der Ersten")
	first.Set("place", "Großer Saal")
	savedTwice(t, h, sitting, first)
	second.Set("agenda[0].title", "Punkt des Zweiten")
	second.Set("place", "Kleiner Saal")
	page = overtakenForm(t, h, sitting, second, "Inzwischen gespeichert: Großer Saal")
	both = formOf(page, "vorschau")
	if both.Get("agenda[1].title") != "Punkt des Zweiten" || both.Get("agenda[0].title") != "Punkt der Ersten" {
		t.Errorf("agenda: %v", both)
	}
	savedTwice(t, h, sitting, both)

	again := url.Values{"committee": {"GR"}, "on": {"17.12.2015"}, "state": {"planned"}, "version": {"0"}, "agenda[0].title": {"Dritter Punkt"}, "agenda[0].number": {"3"}, "place": {""}}
	page = overtakenForm(t, h, "/rat/sitzungen/neu/form", again, "Diese Sitzung gibt es schon")
	if three := formOf(page, ""); three.Get("agenda[1].title") != "Punkt des Zweiten" || three.Get("agenda[2].title") != "Dritter Punkt" {
		t.Errorf("agenda: %v", three)
	}
	savedTwice(t, h, "/rat/sitzungen/neu/form", formOf(page, "vorschau"))
}

// TestGoneOn: who changes a paper that was issued meanwhile keeps what they typed and is
// told where it can go; a step that somebody else has overtaken can be tried again.
func TestGoneOn(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := councilForm()
	form.Del("signers")
	at := savedTwice(t, h, "/rat/vorlagen/neu/form", form)
	typed := openedForm(t, h, at+"/form")
	typed.Set("title", "Mein neuer Titel")
	step := func(act string, version string) *url.Values {
		f := url.Values{"handlung": {act}, "version": {version}, "vermerk": {"eilig"}, "schritt": {"ausfuehren"}}
		if rec := as(t, h, "", "POST", at, f); rec.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", act, rec.Code, parsed(t, rec).Text())
		}
		return &f
	}
	step("ready", typed.Get("version"))
	overtaken := as(t, h, "", "POST", at, url.Values{"handlung": {"issue"}, "version": typed["version"], "vermerk": {"eilig"}, "schritt": {"vorschau"}})
	page := parsed(t, overtaken)
	now, _ := page.First("#schritt input[name=version]")
	if overtaken.Code != http.StatusConflict || now.Attr("value") == typed.Get("version") {
		t.Fatalf("%d, goes on from %q", overtaken.Code, now.Attr("value"))
	}
	step("issue", now.Attr("value"))
	rec := as(t, h, "", "POST", at+"/form", typed)
	page = parsed(t, rec)
	text := page.Text()
	if value := formOf(page, "").Get("title"); rec.Code != http.StatusConflict || value != "Mein neuer Titel" || !strings.Contains(text, "„ausgegeben“") || !strings.Contains(text, "Ergänzung oder Neufassung") {
		t.Errorf("%d %q: %s", rec.Code, value, text)
	}
}

// TestLaterStand: what was changed as of a later day says so and leads there, with all
// that was typed.
func TestLaterStand(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const sitting = "/rat/sitzungen/GR-2015-12-17/form"
	early := openedForm(t, h, sitting)
	savedTwice(t, h, sitting+"?stand=2015-12-10", openedForm(t, h, sitting+"?stand=2015-12-10"))
	early.Set("place", "Neuer Saal")
	rec := as(t, h, "", "POST", sitting, early)
	page := parsed(t, rec)
	button, ok := page.First("button[formaction]")
	if rec.Code != http.StatusConflict || !ok || !strings.Contains(button.Attr("formaction"), "stand=2015-12-10") || formOf(page, "").Get("place") != "Neuer Saal" {
		t.Fatalf("%d %v %s", rec.Code, ok, page.Text())
	}
	next := overtakenForm(t, h, sitting+"?stand=2015-12-10", formOf(page, "vorschau"))
	if both := formOf(next, "vorschau"); both.Get("place") != "Neuer Saal" {
		t.Errorf("%v", both)
	}
}

// TestNumbersOnAgenda: an agenda takes the number that stands on a paper, offers the
// papers whose order names the sitting, and one button puts them on it.
func TestNumbersOnAgenda(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := councilForm()
	form.Set("order[1].on", "17.12.2015")
	form.Set("answers", "864 / 2015")
	savedTwice(t, h, "/rat/vorlagen/neu/form", form)
	const at = "/rat/sitzungen/GR-2015-12-17/form"
	page := parsed(t, as(t, h, "", "GET", at, nil))
	if offer, ok := page.First("#vorgesehen"); !ok || !strings.Contains(offer.Text(), "GRDrs 2000/2015: Langfristige Planung") {
		t.Fatal(page.Text())
	}
	put := formOf(page, "vorgesehen")
	page = parsed(t, as(t, h, "", "POST", at, put))
	on := formOf(page, "vorschau")
	if _, still := page.First("#vorgesehen"); still || on.Get("agenda[0].paper") != "GRDrs 2000/2015" || on.Get("agenda[0].role") != "decision" || on.Has("agenda[0].closed") != on.Has("no") {
		t.Fatalf("%v", on)
	}
	on.Set("agenda[1].paper", "grdrs 423/2015")
	savedTwice(t, h, at, on)
	rows := parsed(t, as(t, h, "", "GET", strings.TrimSuffix(at, "/form"), nil)).Table("tagesordnung")
	if len(rows) != 2 || rows[0][1] != "GRDrs 2000/2015: Langfristige Planung" || !strings.HasPrefix(rows[1][1], "GRDrs 423/2015") {
		t.Errorf("%q", rows)
	}
}

// TestAllFaultsAtOnce: a wrong date hides no other fault, in a paper and in a sitting.
func TestAllFaultsAtOnce(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	paper := councilForm()
	paper.Set("on", "bald")
	paper.Set("answers", "9999/1999")
	paper.Set("lead", "Amt für Wolken")
	paper.Set("order[1].on", "morgen")
	sitting := url.Values{
		"version": {"0"}, "committee": {"GR"}, "on": {"bald"}, "state": {"held"}, "agenda[0].title": {""}, "agenda[1].title": {"Etwas"}, "agenda[1].votes": {"ja"},
		"agenda[1].task": {"Tun"}, "agenda[1].owner": {"Amt für Wolken"}, "agenda[1].due": {"nie"}, "agenda[1].paper": {"9999/1999"}, "agenda[1].result": {"accepted"},
	}
	for address, c := range map[string]struct {
		form   url.Values
		fields string
	}{
		"/rat/vorlagen/neu/form":  {paper, "on answers lead order[1].on"},
		"/rat/sitzungen/neu/form": {sitting, "on agenda[1].votes agenda[1].owner agenda[1].due agenda[1].paper"},
	} {
		c.form.Set("schritt", "vorschau")
		rec := as(t, h, "", "POST", address, c.form)
		page := parsed(t, rec)
		told := map[string]bool{}
		for _, a := range page.All("#fehler a") {
			told[strings.TrimPrefix(a.Attr("href"), "#")] = true
		}
		for _, field := range strings.Fields(c.fields) {
			if !told[field] {
				t.Errorf("%s: no fault leads to %s: %v", address, field, told)
			}
		}
		if rec.Code != http.StatusUnprocessableEntity || told["id"] || told["reference"] {
			t.Errorf("%s: %d %v", address, rec.Code, told)
		}
	}
}
