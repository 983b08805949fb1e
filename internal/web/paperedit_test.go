// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

const editAt = "stand=2015-11-27"

// editor is a planner with a draft before them.
type editor struct {
	t    *testing.T
	h    http.Handler
	page string
}

// begun begins a draft.
func begun(t *testing.T, form url.Values) editor {
	t.Helper()
	h := webtest.Handler(webtest.Desks(t, false))
	got := as(t, h, "planner", http.MethodPost, "/berichte?"+editAt, form)
	path, _, _ := strings.Cut(strings.Split(got.Header().Get("Location"), "#")[0], "?")
	if got.Code != http.StatusSeeOther || !strings.HasSuffix(path, "/bearbeiten") {
		t.Fatalf("%d %s", got.Code, got.Header().Get("Location"))
	}
	return editor{t, h, path}
}

// open opens the part that an address names.
func (e editor) open(which string) htmltest.Node {
	e.t.Helper()
	rec := as(e.t, e.h, "planner", http.MethodGet, e.page+"?"+editAt+"&"+which, nil)
	if rec.Code != http.StatusOK {
		e.t.Fatalf("%s: %d", which, rec.Code)
	}
	return parsed(e.t, rec)
}

// form is what the form of a page holds, with other values for some fields.
func (e editor) form(page htmltest.Node, step string, pairs ...string) url.Values {
	v := url.Values{"schritt": {step}}
	for _, input := range page.All("section#teil input") {
		if name := input.Attr("name"); input.Attr("type") != "checkbox" || input.Has("checked") {
			v.Set(name, input.Attr("value"))
		}
	}
	for _, area := range page.All("section#teil textarea") {
		v.Set(area.Attr("name"), area.Text())
	}
	for _, s := range page.All("section#teil select") {
		for _, o := range s.All("option") {
			if o.Has("selected") || v.Get(s.Attr("name")) == "" {
				v.Set(s.Attr("name"), o.Attr("value"))
			}
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// send sends it, and returns status and page; the one that it leads to if it was saved.
func (e editor) send(which string, form url.Values) (int, htmltest.Node) {
	e.t.Helper()
	rec := as(e.t, e.h, "planner", http.MethodPost, e.page+"?"+editAt+"&"+which, form)
	if to := rec.Header().Get("Location"); rec.Code == http.StatusSeeOther {
		return rec.Code, parsed(e.t, as(e.t, e.h, "planner", http.MethodGet, strings.Split(to, "#")[0], nil))
	}
	return rec.Code, parsed(e.t, rec)
}

// put puts in a part.
func (e editor) put(at int, kind string, pairs ...string) {
	e.t.Helper()
	which := "neu=" + kind + "&vor=" + strconv.Itoa(at)
	if code, page := e.send(which, e.form(e.open(which), "speichern", pairs...)); code != http.StatusSeeOther {
		e.t.Fatalf("%s is not put in: %d %s", kind, code, said(page, "#fehler"))
	}
}

// said is what stands at a place of a page.
func said(page htmltest.Node, at string) string {
	n, ok := page.First(at)
	if !ok {
		return ""
	}
	return n.Text()
}

// partsOf are the parts of the text as the page lists them.
func partsOf(page htmltest.Node) (list []string) {
	for _, n := range page.All("ol.parts .part") {
		list = append(list, strings.Join(strings.Fields(n.Text()), " "))
	}
	return list[1:]
}

// TestEditPaper: a planner begins an empty paper, writes a paragraph with a live number,
// sees it with its derivation before and after saving, and finds the draft in the list.
func TestEditPaper(t *testing.T) {
	e := begun(t, url.Values{"title": {"Lage <i>im</i> Herbst"}, "reference": {"GRDrs 12/2017"}})
	if e.page != "/berichte/grdrs-12-2017/bearbeiten" {
		t.Fatal(e.page)
	}
	e.put(1, "ueberschrift", "text", "Lage & <script>alert(1)</script>")
	const typed = "Es leben **{{newest/accommodation.persons}}** hier, <b>siehe</b> [Karte](https://a.example/?a=1&b=2).\r\n\r\nZweiter Absatz mit {{newest/gibt.es.nicht}}."
	which := "neu=absatz&vor=2"
	code, page := e.send(which, e.form(e.open(which), "vorschau", "text", typed))
	number, ok := page.First("#vorschau a.number")
	if code != http.StatusOK || !ok || !strings.HasPrefix(number.Text(), "5.435") || !strings.Contains(number.Attr("href"), "/herleitung/figure/") {
		t.Fatalf("the preview shows %d %q", code, said(page, "#vorschau"))
	}
	if mark := said(page, "#vorschau mark"); !strings.Contains(mark, "newest/gibt.es.nicht") || !strings.Contains(said(page, "#offen"), "Baustein 3") {
		t.Errorf("the preview does not say what is open: %q %q", mark, said(page, "#offen"))
	}
	if got := partsOf(e.open("")); len(got) != 1 {
		t.Errorf("the preview has stored something: %q", got)
	}
	if code, page = e.send(which, e.form(page, "speichern")); code != http.StatusSeeOther {
		t.Fatalf("%d %s", code, said(page, "#fehler"))
	}
	got := partsOf(page)
	if len(got) != 3 || got[0] != "Lage & <script>alert(1)</script>" || !strings.Contains(got[1], "5.435") || !strings.Contains(got[1], "<b>siehe</b>") || !strings.Contains(got[2], "[?] newest/gibt.es.nicht") {
		t.Errorf("%q", got)
	}
	for _, tag := range []string{"main script", "main i", "main b"} {
		if _, there := page.First(tag); there {
			t.Errorf("what was typed has become markup: %s", tag)
		}
	}
	if area := said(page, "section#teil textarea"); area != "Es leben **{{newest/accommodation.persons}}** hier, <b>siehe</b> [Karte](https://a.example/?a=1&b=2)." {
		t.Errorf("the form holds %q", area)
	}
	whole := parsed(t, as(t, e.h, "planner", http.MethodGet, "/berichte/grdrs-12-2017?"+editAt, nil))
	if !strings.Contains(said(whole, "article"), "5.435 Personen") || !strings.Contains(said(whole, "#offen"), "newest/gibt.es.nicht") {
		t.Errorf("the text shows %q", said(whole, "article"))
	}
	if _, offered := whole.First("#ausgeben"); offered {
		t.Error("a text with an open field can be issued")
	}
	drafts := parsed(t, as(t, e.h, "planner", http.MethodGet, "/berichte?"+editAt, nil)).Table("entwuerfe")
	if len(drafts) != 1 || drafts[0][0] != "Lage <i>im</i> Herbst" || drafts[0][1] != "Entwurf" || drafts[0][2] != "27.11.2015" {
		t.Errorf("%q", drafts)
	}
}
