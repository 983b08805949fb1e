// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"planraum/internal/web/browsertest"
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
	if rec.Code == http.StatusOK && form.Get("schritt") == "speichern" { // the effect stands before the saving
		page := parsed(e.t, rec)
		if seen, ok := page.First("section#teil input[name=gesehen]"); ok && said(page, "#vorschau") != "" {
			form.Set("gesehen", seen.Attr("value"))
			rec = as(e.t, e.h, "planner", http.MethodPost, e.page+"?"+editAt+"&"+which, form)
		} else {
			rec = as(e.t, e.h, "planner", http.MethodGet, e.page+"?"+editAt+"&"+which, nil)
		}
	}
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
	if mark := said(page, "#vorschau mark"); !strings.Contains(mark, "newest/gibt.es.nicht") || !strings.Contains(said(page, "#offen"), "Abschnitt „Lage & <script>alert(1)</script>“, Absatz 2") {
		t.Errorf("the preview does not say what is open: %q %q", mark, said(page, "#offen"))
	}
	if got := partsOf(e.open("")); len(got) != 1 {
		t.Errorf("the preview has stored something: %q", got)
	}
	if code, page = e.send(which, e.form(page, "speichern", "text", typed)); code != http.StatusSeeOther {
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

// TestEditConflict: of two who edit one text nobody's words are lost. A part that the other
// left alone is found again wherever it stands; one that both changed stands beside.
func TestEditConflict(t *testing.T) {
	e := begun(t, url.Values{"title": {"Probe"}})
	e.put(1, "absatz", "text", "eins")
	e.put(2, "absatz", "text", "zwei")
	mine := e.open("teil=2")
	e.put(1, "ueberschrift", "text", "Neu davor")
	code, page := e.send("teil=2", e.form(mine, "speichern", "text", "mein **zwei**"))
	if code != http.StatusConflict || said(page, "section#teil textarea") != "mein **zwei**" || !strings.Contains(said(page, "#teil-titel"), "Baustein 3") {
		t.Fatalf("%d %q %q", code, said(page, "#teil-titel"), said(page, "section#teil textarea"))
	}
	if _, beside := page.First("#inzwischen"); beside {
		t.Error("a part that nobody changed stands beside itself")
	}
	form, _ := page.First("section#teil form")
	_, query, _ := strings.Cut(form.Attr("action"), "?")
	if code, page = e.send(query, e.form(page, "speichern")); code != http.StatusSeeOther || strings.Join(partsOf(page), "|") != "Neu davor|eins|mein zwei" {
		t.Fatalf("%d %q", code, partsOf(page))
	}
	mine = e.open("teil=2")
	if code, _ = e.send("teil=2", e.form(e.open("teil=2"), "speichern", "text", "deren eins")); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	code, page = e.send("teil=2", e.form(mine, "speichern", "text", "mein eins"))
	if code != http.StatusConflict || !strings.Contains(said(page, "#inzwischen"), "deren eins") || said(page, "section#teil textarea") != "mein eins" {
		t.Errorf("both texts: %d %q %q", code, said(page, "#inzwischen"), said(page, "section#teil textarea"))
	}
	mine = e.open("teil=2")
	if code, _ = e.send("teil=2", e.form(e.open("teil=2"), "entfernen")); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	code, page = e.send("teil=2", e.form(mine, "speichern", "text", "noch da"))
	if code != http.StatusConflict || !strings.Contains(said(page, "#teil-titel"), "Neu") || said(page, "section#teil textarea") != "noch da" {
		t.Errorf("a part that was removed meanwhile: %d %q", code, said(page, "#teil-titel"))
	}
	form, _ = page.First("section#teil form")
	_, query, _ = strings.Cut(form.Attr("action"), "?")
	if code, page = e.send(query, e.form(page, "speichern")); code != http.StatusSeeOther || strings.Join(partsOf(page), "|") != "Neu davor|noch da|mein zwei" {
		t.Errorf("%d %q", code, partsOf(page))
	}
}

// TestEditSteps: parts are moved, put in and removed, each a version that can be had back.
func TestEditSteps(t *testing.T) {
	e := begun(t, url.Values{"title": {"Probe"}})
	e.put(1, "liste", "text", "eins\nzwei *schräg*", "ordered", "1")
	e.put(2, "tabelle", "caption", "Plätze", "text", "Ort;# Plätze [Stück]\nA;80\n= Summe;80", "sources", "Amt")
	e.put(3, "feld", "exhibit", "table/persons")
	e.put(4, "seite")
	page := e.open("teil=2")
	if got := said(page, "section#teil textarea"); !strings.Contains(got, "Ort; # Plätze [Stück]") {
		t.Errorf("%q", got)
	}
	_, page = e.send("teil=3", e.form(e.open("teil=3"), "vorschau"))
	if len(page.Table("vorschau")) < 3 && !strings.Contains(said(page, "#vorschau table"), "5.435") {
		t.Errorf("the preview has no table: %q", said(page, "#vorschau"))
	}
	_, page = e.send("teil=3", e.form(e.open("teil=3"), "hoch"))
	if got := partsOf(page); len(got) != 4 || !strings.Contains(got[1], "Stichtagen") || !strings.Contains(said(page, "#teil-titel"), "Baustein 2") {
		t.Errorf("moved: %q", got)
	}
	_, page = e.send("teil=1", e.form(e.open("teil=1"), "danach", "text", "nur eins", "neu", "ueberschrift"))
	if got := partsOf(page); got[0] != "nur eins" || said(page, "#teil-titel") != "Neu: Überschrift" {
		t.Errorf("%q %q", got, said(page, "#teil-titel"))
	}
	_, page = e.send("teil=1", e.form(e.open("teil=1"), "entfernen"))
	if got := partsOf(page); len(got) != 3 {
		t.Errorf("removed: %q", got)
	}
	form := url.Values{"schritt": {"fassung"}}
	version, _ := page.First("#fassungen input[name=version]")
	for _, o := range page.All("#fassungen option") {
		if o.Has("selected") {
			form.Set("fassung", o.Attr("value"))
		}
	}
	form.Set("version", version.Attr("value"))
	if code, page := e.send("", form); code != http.StatusSeeOther || len(partsOf(page)) != 4 || partsOf(page)[0] != "nur eins" {
		t.Errorf("restored: %d %q", code, partsOf(page))
	}
	if code, _ := e.send("", form); code != http.StatusConflict {
		t.Errorf("restored over a version that was not seen: %d", code)
	}
}

// TestEditFaults: what is typed wrong is refused with all that is wrong, and kept.
func TestEditFaults(t *testing.T) {
	e := begun(t, url.Values{"title": {"Probe"}})
	e.put(1, "absatz", "text", "eins")
	const typed = "ein **Wort\n[x](javascript:alert(1))"
	code, page := e.send("teil=1", e.form(e.open("teil=1"), "speichern", "text", typed))
	wrong := said(page, "#fehler")
	if code != http.StatusBadRequest && code != http.StatusUnprocessableEntity {
		t.Errorf("%d", code)
	}
	for _, want := range []string{"Zeile 1, Zeichen 5", "Zeile 2, Zeichen 5", "https, http oder mailto"} {
		if !strings.Contains(wrong, want) {
			t.Errorf("%q does not say %q", wrong, want)
		}
	}
	if got := said(page, "section#teil textarea"); !strings.Contains(got, "javascript:alert(1)") {
		t.Errorf("what was typed is lost: %q", got)
	}
	if got := partsOf(e.open("")); len(got) != 1 || got[0] != "eins" {
		t.Errorf("something was stored: %q", got)
	}
	code, page = e.send("neu=ueberschrift&vor=2", e.form(e.open("neu=ueberschrift&vor=2"), "speichern", "level", "3", "text", "zu tief"))
	if code == http.StatusSeeOther || !strings.Contains(said(page, "#fehler"), "Baustein 2, Ebene der Überschrift") {
		t.Errorf("%d %q", code, said(page, "#fehler"))
	}
	if code, _ = e.send("teil=1", e.form(e.open("teil=1"), "gibt-es-nicht")); code != http.StatusBadRequest {
		t.Errorf("a step that there is not: %d", code)
	}
	for _, which := range []string{"teil=9", "teil=x", "neu=gibt-es-nicht"} {
		if got := as(t, e.h, "planner", http.MethodGet, e.page+"?"+editAt+"&"+which, nil); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", which, got.Code)
		}
	}
	for name, form := range map[string]url.Values{"title": {"title": {" "}}, "taken": {"title": {"Probe"}}, "template": {"title": {"Sachstand"}}} {
		got := as(t, e.h, "planner", http.MethodPost, "/berichte?"+editAt, form)
		if got.Code == http.StatusSeeOther || !strings.Contains(said(parsed(t, got), "#fehler"), "erwartet") {
			t.Errorf("%s: %d", name, got.Code)
		}
	}
}

// TestFindNumber: without a script an editor finds a number by words, area and day, puts it
// where the mark stands, and sees before saving what comes in; what was typed stays.
func TestFindNumber(t *testing.T) {
	e := begun(t, url.Values{"title": {"Probe"}})
	const which, typed = "neu=absatz&vor=1", "Am Stichtag {{?}} in **Unterkünften**."
	code, page := e.send(which, e.form(e.open(which), "zahl", "text", typed, "suche", "personen unterkünften", "tag", "29.10.2015"))
	if code != http.StatusOK || !strings.Contains(said(page, "#zahlen"), "5.435") || said(page, "section#teil textarea") != typed {
		t.Fatalf("%d %q %q", code, said(page, "#zahlen"), said(page, "section#teil textarea"))
	}
	step := ""
	for _, b := range page.All("#zahlen button") {
		if strings.HasPrefix(b.Attr("value"), "einsetzen:newest/accommodation.persons") {
			step = b.Attr("value")
		}
	}
	code, page = e.send(which, e.form(page, step))
	if code != http.StatusOK || !strings.Contains(said(page, "section#teil textarea"), "Am Stichtag {{newest/accommodation.persons}} in") {
		t.Fatalf("%q is put in as %d %q", step, code, said(page, "section#teil textarea"))
	}
	if effect := said(page, "#vorschau"); !strings.Contains(effect, "kommt dazu: newest/accommodation.persons: 5.435 Personen") || !strings.Contains(effect, "neue Fassung mit dem Stand 27.11.2015") {
		t.Errorf("the effect is %q", effect)
	}
	form := e.form(page, "speichern")
	if rec := as(t, e.h, "planner", http.MethodPost, e.page+"?"+editAt+"&"+which, form); rec.Code != http.StatusSeeOther {
		t.Errorf("what was shown is not saved at once: %d", rec.Code)
	}
	form = e.form(e.open("teil=1"), "speichern", "text", "ohne Zahl {{nichts}}")
	rec := as(t, e.h, "planner", http.MethodPost, e.page+"?"+editAt+"&teil=1", form)
	page = parsed(t, rec)
	if effect := said(page, "#vorschau"); rec.Code != http.StatusOK || !strings.Contains(effect, "fällt weg: newest/accommodation.persons") || !strings.Contains(effect, "gegen die Ausgabe stehen: 1") {
		t.Errorf("saving does not show its effect first: %d %q", rec.Code, effect)
	}
	if got := partsOf(e.open("")); len(got) != 1 || !strings.Contains(got[0], "5.435") {
		t.Errorf("stored before it was seen: %q", got)
	}
	for query, want := range map[string][2]string{
		"a plan":         {"plan benötigte", "Plan: benötigte Plätze"},
		"what is not":    {"gibtesnicht", "keine Zahl"},
		"a sentence too": {"satz vorausschau", "Satz: die Vorausschau"},
	} {
		if _, page = e.send(which, e.form(e.open(which), "zahl", "suche", want[0])); !strings.Contains(said(page, "#zahlen"), want[1]) {
			t.Errorf("%s: %q", query, said(page, "#zahlen"))
		}
	}
	if _, page = e.send(which, e.form(e.open(which), "zahl", "gebiet", "Möhringen", "suche", "nutzbar")); !strings.Contains(said(page, "#zahlen"), "Möhringen") {
		t.Errorf("of a district: %q", said(page, "#zahlen"))
	}
	code, page = e.send(which, e.form(e.open(which), "zahl", "text", typed, "gebiet", "Atlantis", "tag", "morgen"))
	if wrong := said(page, "#fehler"); code == http.StatusOK || !strings.Contains(wrong, "Atlantis") || !strings.Contains(wrong, "morgen") || said(page, "section#teil textarea") != typed {
		t.Errorf("%d %q", code, wrong)
	}
}

// TestEditTemplate: a text of a template is edited from what the template makes, and what
// it says without an edit stays as it is.
func TestEditTemplate(t *testing.T) {
	e := begun(t, url.Values{"title": {"Sachstand im November"}, "template": {"sachstand"}})
	before := partsOf(e.open(""))
	for i := range before {
		which := "teil=" + strconv.Itoa(i+1)
		page := e.open(which)
		v := e.form(page, "speichern")
		if v.Get("art") == "liste" { // the test's reader joins lines
			continue
		}
		if code, page := e.send(which, v); code != http.StatusSeeOther {
			t.Errorf("%s: %d %s", which, code, said(page, "#fehler"))
		}
	}
	if got := partsOf(e.open("")); strings.Join(got, "|") != strings.Join(before, "|") || len(before) < 15 {
		t.Errorf("%q\nbefore %q", got, before)
	}
	if n := len(e.open("").All("#fassungen option")); n != 2 { // the beginning, and the template
		t.Errorf("saving what is not changed makes versions: %d", n)
	}
	if got := as(t, e.h, "planner", http.MethodGet, "/berichte/sachstand-im-november/bearbeiten?stand=2015-11-01", nil); got.Code == http.StatusOK {
		t.Error("a text is edited before its newest version")
	}
}

// TestEditInABrowser: a part is written by keyboard alone; its preview, with a chart and
// with a paragraph, and what is refused have no violation of axe-core and fit a phone.
func TestEditInABrowser(t *testing.T) {
	base := webtest.Serve(t) + "/berichte/sachstand/bearbeiten?stand=2015-11-27"
	browser := browsertest.New(t)
	looked := func(page *browsertest.Page, what string) {
		for _, width := range []int{320, 1280} {
			page.Resize(width, 900)
			browsertest.Axe(t, page)
			if page.Overflow() {
				t.Errorf("%s is wider than its screen of %d px", what, width)
			}
		}
	}
	page := browser.Page(base+"&neu=absatz&vor=1", 320, 900)
	looked(page, "an empty paragraph")
	browsertest.Eval[bool](page, "document.querySelector('#text').focus() === undefined")
	for _, key := range "**{{newest/accommodation.persons}}** und {{nichts}}" {
		page.Press(string(key))
	}
	for range 10 { // to the first button behind the text
		if page.Tab().Name == "Vorschau" {
			break
		}
	}
	page.Press(kb.Enter)
	page.WaitFor("document.querySelector('#vorschau a.number') !== null")
	looked(page, "the preview of a paragraph")
	for _, which := range []string{"teil=2", "teil=kopf", "neu=tabelle&vor=5"} {
		looked(browser.Page(base+"&"+which, 320, 900), which)
	}
	for _, which := range []string{"teil=4", "teil=5"} {
		page = browser.Page(base+"&"+which, 320, 900)
		page.Click("p.buttons button[value=vorschau]")
		page.WaitFor("document.querySelector('#vorschau') !== null")
		looked(page, "the preview of "+which)
	}
	page = browser.Page(base+"&neu=tabelle&vor=5", 320, 900)
	page.Click("button[value=speichern]")
	page.WaitFor("document.querySelector('#fehler') !== null")
	looked(page, "a refused table")
	looked(browser.Page(strings.Replace(base, "/sachstand/bearbeiten", "", 1), 320, 900), "the list of drafts")
}

// TestNumberWhereTheCursorIs: a number is put in where the browser says that the cursor was,
// parted from words by a space; without it at the end of the last sentence. The effect of a
// number that the text has already is said too.
func TestNumberWhereTheCursorIs(t *testing.T) {
	e := begun(t, url.Values{"title": {"Probe"}})
	const which = "neu=absatz&vor=1"
	for _, c := range []struct{ typed, at, want string }{
		{"Grüße an alle in Unterkünften.", "13", "Grüße an alle {{newest/accommodation.persons}} in Unterkünften."},
		{"Grüße an alle in Unterkünften.", "14", "Grüße an alle {{newest/accommodation.persons}} in Unterkünften."},
		{"Es sind", "", "Es sind {{newest/accommodation.persons}}"},
		{"Es sind es.", "", "Es sind es {{newest/accommodation.persons}}."},
		{"Zuerst {{newest/accommodation.sites}}, dann.", "12", "Zuerst {{newest/accommodation.sites}}, dann {{newest/accommodation.persons}}."},
		{"Eins\nzwei", "5", "Eins {{newest/accommodation.persons}} zwei"},
		{"Eins", "99", "Eins {{newest/accommodation.persons}}"},
	} {
		_, page := e.send(which, e.form(e.open(which), "einsetzen:newest/accommodation.persons", "text", strings.ReplaceAll(c.typed, "\n", "\r\n"), "stelle", c.at))
		if got := said(page, "section#teil textarea"); got != c.want {
			t.Errorf("%q at %q: %q, want %q", c.typed, c.at, got, c.want)
		}
	}
	form := e.form(e.open(which), "vorschau", "text", "Es sind {{newest/accommodation.persons}}.")
	_, page := e.send(which, form)
	if code := as(t, e.h, "planner", http.MethodPost, e.page+"?"+editAt+"&"+which, e.form(page, "speichern")).Code; code != http.StatusSeeOther {
		t.Fatal(code)
	}
	_, page = e.send("neu=absatz&vor=2", e.form(e.open("neu=absatz&vor=2"), "einsetzen:newest/accommodation.persons", "text", "Noch einmal"))
	if effect := said(page, "#vorschau"); !strings.Contains(effect, "kommt dazu: newest/accommodation.persons: 5.435 Personen (steht dann 2-mal im Text)") || strings.Contains(effect, "ändert sich nichts") {
		t.Errorf("the effect is %q", effect)
	}
}

// TestBoxBesideItsLabel: the boxes of the editor stand beside their words, as all others.
func TestBoxBesideItsLabel(t *testing.T) {
	e := begun(t, url.Values{"title": {"Probe"}})
	for _, which := range []string{"teil=kopf", "neu=liste&vor=1"} {
		if boxes := e.open(which).All("section#teil .choice input"); len(boxes) != 1 {
			t.Errorf("%s: %d boxes beside their labels", which, len(boxes))
		}
	}
}
