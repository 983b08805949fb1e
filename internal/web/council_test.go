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

// TestCouncilPages: each page answers in its heading, from the example's data.
func TestCouncilPages(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, want := range map[string]string{
		"/rat":                  "4 Anträge und Anfragen warten auf eine Antwort, alle ohne bekannte Frist; die nächste Sitzung ist am 01.12.2015 (Ausschuss für Umwelt und Technik).",
		"/rat?stand=2010-01-01": "Kein Antrag wartet auf eine Antwort.",
		"/rat/antraege":         "4 Anträge und Anfragen warten auf eine Antwort",
		"/rat/antraege?stand=2026-11-22&suche=Obdachlose": "Treffer zu „Obdachlose“: 1, die besten zuerst.",
		"/rat/vorlagen":                          "Von 11 Vorlagen sind 0 in Arbeit, 9 ausgegeben und 2 entschieden.",
		"/rat/vorlagen/haushaltsantrag-755-2015": "755/2015: Betreff unbekannt",
		"/rat/vorlagen/grdrs-423-2015":           "GRDrs 423/2015: Tranche 4",
		"/rat/sitzungen":                         "Die nächste Sitzung ist am 01.12.2015",
		"/rat/sitzungen/GR-2015-07-16":           "Gemeinderat, Sitzung am 16.07.2015",
		"/rat/gremien":                           "27 Gremien beraten und entscheiden, darunter 3 Ausschüsse und 23 Bezirksbeiräte.",
		"/en/rat":                                "4 motions and inquiries wait for an answer",
	} {
		rec := as(t, h, "", "GET", address, nil)
		if got := headline(t, rec); rec.Code != http.StatusOK || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %d, %q", address, rec.Code, got)
		}
	}
	v := htmltest.Visitor{T: t, Handler: h}
	page := v.Page("/rat/vorlagen/haushaltsantrag-864-2015")
	if rows := page.Table("aehnlich"); len(rows) < 3 || !strings.HasPrefix(strings.Join(rows[0], " "), "908/2015") {
		t.Errorf("similar to 864/2015: %v", rows)
	}
	if n := v.Files(page); n == 0 {
		t.Error("the tables cannot be had as files")
	}
	settled := strings.Join(v.Page("/rat/vorlagen/grdrs-423-2015").Table("beratungsfolge")[0], "|")
	if settled != "Gemeinderat|Beschlussfassung|||16.07.2015|ja|angenommen" {
		t.Errorf("%q", settled)
	}
	if rows := v.Page("/rat/sitzungen?gremium=GR").Table("sitzungen"); len(rows) < 10 || !strings.Contains(strings.Join(rows[0], " "), "erfunden") {
		t.Errorf("%v", rows)
	}
}

// councilForm is a draft that answers a motion.
func councilForm() url.Values {
	return url.Values{
		"type": {"answer"}, "title": {"Langfristige Planung"}, "reference": {"GRDrs 2000/2015"}, "on": {"27.11.2015"}, "lead": {"Sozialamt"}, "version": {"0"},
		"answers": {"haushaltsantrag-864-2015"}, "signers": {"Stadtkämmerei"}, "schritt": {"vorschau"},
		"order[0].committee": {"SGA"}, "order[0].step": {"preliminary"}, "order[1].committee": {"GR"}, "order[1].step": {"decision"},
		"effects": {"THH 500 | Personal | 2016 | 83.000,00\nTHH 500 | Personal | 2017 | 84.700,00"}, "posts": {"Sozialplanung | EG 13 | 1,0 | 01.01.2016 | 01.01.2018"},
	}
}

// TestPaperWay walks a paper from its draft to the council's decision: every step shows
// first what it does; nobody outside the offices finds the draft; afterwards the motion
// is answered and an action is there.
func TestPaperWay(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	const at = "/rat/vorlagen/grdrs-2000-2015"
	form := councilForm()
	role := ""
	two := func(address string, form url.Values) string {
		t.Helper()
		seen := as(t, h, role, "POST", address, form)
		shown := parsed(t, seen)
		effect, ok := shown.First("#wirkung-abschnitt")
		if seen.Code != http.StatusOK || !ok {
			t.Fatalf("%s: %d %s", address, seen.Code, shown.Text())
		}
		if mark, ok := shown.First(`input[name=gesehen]`); ok {
			form.Set("gesehen", mark.Attr("value"))
		}
		done := url.Values{"schritt": {"speichern"}}
		if form.Get("handlung") != "" || form.Get("amt") != "" {
			done.Set("schritt", "ausfuehren")
		}
		for name, value := range form {
			if name != "schritt" {
				done[name] = value
			}
		}
		if kept := as(t, h, role, "POST", address, done); kept.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", address, kept.Code, parsed(t, kept).Text())
		}
		return effect.Text()
	}
	if says := two("/rat/vorlagen/neu/form", form); !strings.Contains(says, "Nur die Ämter sehen ihn") || !strings.Contains(says, "2016: 83.000") || !strings.Contains(says, "Gemeinderat") {
		t.Error(says)
	}
	hidden(t, h, at, http.StatusNotFound)
	seen := func(role string) []string {
		t.Helper()
		version, _ := parsed(t, as(t, h, role, "GET", at, nil)).First(`input[name=version]`)
		return []string{version.Attr("value")}
	}
	role = "cosigner"
	two(at+"/mitzeichnung", url.Values{"amt": {"Stadtkämmerei"}, "version": seen(role), "schritt": {"vorschau"}})
	role = ""
	if says := two(at, url.Values{"handlung": {"issue"}, "version": seen(role), "schritt": {"vorschau"}}); !strings.Contains(says, "nie mehr") || !strings.Contains(says, "864/2015 gilt danach als beantwortet") {
		t.Error(says)
	}
	hidden(t, h, at, http.StatusOK)
	if rec := as(t, h, "", "GET", at+"/form", nil); rec.Code != http.StatusConflict {
		t.Errorf("an issued paper can be changed: %d", rec.Code)
	}
	page := parsed(t, as(t, h, "", "GET", at, nil))
	if rows := page.Table("finanzen"); strings.Join(rows[len(rows)-1], " ") != "zusammen    167.700,00" {
		t.Errorf("%q", rows[len(rows)-1])
	}
	if _, ok := page.First("#verlauf-narrow-title"); !ok {
		t.Error("there is no picture of its way")
	}
	if got := headline(t, as(t, h, "", "GET", "/rat/antraege", nil)); !strings.HasPrefix(got, "3 Anträge") {
		t.Error(got)
	}
	motionReplies(t, h)
	if cut := parsed(t, as(t, h, "council", "GET", at, nil)); len(cut.Table("mitzeichnung")[0]) != 2 || !strings.Contains(cut.Text(), "mit Vorbehalt mitgezeichnet hat, ist nicht öffentlich") {
		t.Errorf("the council sees %v", cut.Table("mitzeichnung"))
	}
	if rows := page.Table("mitzeichnung"); len(rows[0]) != 4 {
		t.Errorf("offices see %v", rows)
	}
	const held = "/rat/sitzungen/GR-2015-12-17/form?stand=2015-12-18"
	version, _ := parsed(t, as(t, h, "", "GET", held, nil)).First(`input[name=version]`)
	says := two(held, url.Values{
		"version": {version.Attr("value")}, "committee": {"GR"}, "on": {"17.12.2015"}, "state": {"held"}, "schritt": {"vorschau"},
		"agenda[0].paper": {"grdrs-2000-2015"}, "agenda[0].role": {"decision"}, "agenda[0].result": {"accepted"}, "agenda[0].votes": {"einstimmig"},
		"agenda[0].task": {"Stelle ausschreiben"}, "agenda[0].owner": {"Haupt- und Personalamt"}, "agenda[0].due": {"31.01.2016"},
	})
	if !strings.Contains(says, "entschieden") || !strings.Contains(says, "Stelle ausschreiben") {
		t.Error(says)
	}
	if facts := parsed(t, as(t, h, "public", "GET", at+"?stand=2015-12-18", nil)).Text(); !strings.Contains(facts, "entschieden: angenommen") {
		t.Error("the decision is not there")
	}
}

// motionReplies walks the replies to what an answered motion asks: first they lead to
// the answering paper, then each has its own.
func motionReplies(t *testing.T, h http.Handler) {
	t.Helper()
	const motion = "/rat/vorlagen/haushaltsantrag-864-2015"
	asks := parsed(t, as(t, h, "public", "GET", motion, nil)).Table("verlangt")
	if len(asks) == 0 || strings.Join(asks[0][1:], "|") != "siehe antwortende Vorlage|nicht einzeln erfasst" {
		t.Fatalf("%q", asks)
	}
	form := formOf(parsed(t, as(t, h, "", "GET", motion+"/form", nil)), "vorschau")
	form.Set("ask[0].reply", "Ja, ab 2016.")
	form.Set("ask[0].done", "ja")
	seen := parsed(t, as(t, h, "", "POST", motion+"/form", form))
	if effect, ok := seen.First("#wirkung-abschnitt"); !ok || !strings.Contains(effect.Text(), "Einzeln beantwortet: 1 von") {
		t.Fatal(seen.Text())
	}
	if rec := as(t, h, "", "POST", motion+"/form", formOf(seen, "speichern")); rec.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", rec.Code, parsed(t, rec).Text())
	}
	page := parsed(t, as(t, h, "public", "GET", motion, nil))
	if row := page.Table("verlangt")[0]; strings.Join(row[1:], "|") != "Ja, ab 2016.|ja" || !strings.Contains(page.Text(), "beantwortet") {
		t.Errorf("%q", row)
	}
}

// TestWaysToSources: the council's pages lead to other council systems whoever may see them.
func TestWaysToSources(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for role, want := range map[string]bool{"": true, "public": false, "council": false} {
		found := false
		for _, a := range parsed(t, as(t, h, role, "GET", "/rat", nil)).All("main a") {
			found = found || strings.HasPrefix(a.Attr("href"), "/rat/quellen")
		}
		if found != want {
			t.Errorf("%q: %v", role, found)
		}
	}
}

// formOf is the form of a page as a browser sends it, with every field that it has.
func formOf(page htmltest.Node, step string) url.Values {
	form := url.Values{"schritt": {step}}
	for _, n := range page.All("form.plan input") {
		if n.Attr("type") != "checkbox" || n.Has("checked") {
			form.Add(n.Attr("name"), n.Attr("value"))
		}
	}
	for _, n := range page.All("form.plan textarea") {
		form.Add(n.Attr("name"), n.Typed())
	}
	for _, n := range page.All("form.plan select") {
		for i, o := range n.All("option") {
			if i == 0 || o.Has("selected") {
				form.Set(n.Attr("name"), o.Attr("value"))
			}
		}
	}
	return form
}

// TestFirstSaveCounts posts the very form that the preview returned, with the blank row
// that it added: it is kept at once. What is changed in it is shown again first.
func TestFirstSaveCounts(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, fill := range map[string]url.Values{
		"/rat/vorlagen/neu/form":             {"title": {" Neue Unterkunft "}, "lead": {"Sozialamt"}, "order[0].committee": {"VA"}},
		"/rat/vorlagen/neu/form?art=inquiry": {"reference": {"1/2099"}, "title": {"Frage"}, "by": {"Gruppe A\r\nGruppe B"}, "asks": {"Wann?\r\n"}, "order[0].committee": {"VA"}},
		"/rat/sitzungen/neu/form":            {"committee": {"VA"}, "on": {"09.12.2015"}, "agenda[0].title": {"Unterkünfte"}},
	} {
		form := formOf(parsed(t, as(t, h, "", "GET", address, nil)), "vorschau")
		for name, value := range fill {
			form[name] = value
		}
		seen := parsed(t, as(t, h, "", "POST", address, form))
		next := formOf(seen, "speichern")
		if !next.Has("order[1].step") && !next.Has("agenda[1].role") {
			t.Fatalf("%s: no blank row was added: %s", address, seen.Text())
		}
		for _, name := range []string{"title", "place"} {
			if next.Has(name) {
				changed := maps.Clone(next)
				changed.Set(name, "Anderes")
				if rec := as(t, h, "", "POST", address, changed); rec.Code != http.StatusOK {
					t.Errorf("%s: saved what nobody was shown: %d", address, rec.Code)
				}
			}
		}
		if rec := as(t, h, "", "POST", address, next); rec.Code != http.StatusSeeOther {
			t.Errorf("%s: the first save is %d", address, rec.Code)
		}
	}
}

// hidden asks for a paper as the council and the public: a draft is answered like one
// that does not exist.
func hidden(t *testing.T, h http.Handler, at string, want int) {
	t.Helper()
	for _, role := range []string{"council", "public"} {
		got, nowhere := as(t, h, role, "GET", at, nil), as(t, h, role, "GET", "/rat/vorlagen/nix", nil)
		if got.Code != want || nowhere.Code != http.StatusNotFound {
			t.Errorf("%s: %d, want %d; what is not there %d", role, got.Code, want, nowhere.Code)
		}
		if want == http.StatusNotFound && strings.ReplaceAll(got.Body.String(), at[len("/rat/vorlagen/"):], "nix") != nowhere.Body.String() {
			t.Errorf("%s can tell a draft from nothing", role)
		}
		if list := as(t, h, role, "GET", "/rat/vorlagen", nil).Body.String(); strings.Contains(list, "Langfristige Planung") != (want == http.StatusOK) {
			t.Errorf("%s: the list tells of a draft", role)
		}
	}
}

// TestPaperFormKeepsWhatWasTyped: a slip of the pen is told beside its field and at the
// top, and all that was typed stays.
func TestPaperFormKeepsWhatWasTyped(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := councilForm()
	form.Set("on", "bald")
	form.Set("effects", "THH 500 | viel")
	form.Set("order[0].committee", "XX")
	form.Set("title", "")
	form.Set("signers", "Ä\nÄ")
	rec := as(t, h, "", "POST", "/rat/vorlagen/neu/form", form)
	text := rec.Body.String()
	page := parsed(t, rec)
	if rec.Code != http.StatusUnprocessableEntity {
		t.Fatal(rec.Code)
	}
	for _, link := range []string{"#on", "#effects", "#order[0].committee", "#title", "#signers"} {
		found := false
		for _, a := range page.All("#fehler a") {
			found = found || a.Attr("href") == link
		}
		if !found {
			t.Errorf("no fault leads to %s", link)
		}
	}
	for _, typed := range []string{`value="bald"`, "THH 500 | viel", `<option value="XX" selected`, "Sozialplanung | EG 13"} {
		if !strings.Contains(text, typed) {
			t.Errorf("%q is gone", typed)
		}
	}
	if kept := as(t, h, "", "GET", "/rat/vorlagen/grdrs-2000-2015", nil); kept.Code != http.StatusNotFound {
		t.Errorf("it was kept: %d", kept.Code)
	}
}

// TestPaperLinesSayWhichPart: of a line with several parts the refusal names those that are
// wrong, each by its place, and what stands there.
func TestPaperLinesSayWhichPart(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := councilForm()
	form.Set("effects", "THH 500 | Personal | 2016 | 83.000,00\nTHH 500 | Personal | nächstes Jahr | viel")
	form.Set("posts", "Sozialplanung | EG 13 | eine | bald | 01.01.2018 | draußen")
	page := parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form", form))
	box, _ := page.First("#fehler")
	for _, want := range []string{
		"als 3. Teil das Jahr; dort steht „nächstes Jahr“", "als 4. Teil ein Betrag in Euro; dort steht „viel“", "als 3. Teil ein Umfang in Stellen; dort steht „eine“",
		"als 4. Teil der erste Tag; dort steht „bald“", "als 6. Teil „außerhalb“ oder nichts; dort steht „draußen“",
	} {
		if !strings.Contains(box.Text(), want) {
			t.Errorf("the refusal does not say %q: %s", want, box.Text())
		}
	}
	if strings.Contains(box.Text(), "als 5. Teil") {
		t.Error("a right part is refused")
	}
}

// TestAnswerToBoth: an answer to 864/2015 proposes to answer 908/2015 too, which the
// register holds under the same procedure, and says why; the page says that the post
// begins before the council can decide.
func TestAnswerToBoth(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for _, from := range []string{"864-2015", "908-2015"} {
		page := parsed(t, as(t, h, "", "GET", "/rat/vorlagen/neu/form?antwort=haushaltsantrag-"+from, nil))
		field, ok := page.First("textarea[name=answers]")
		if got := strings.Fields(field.Text()); !ok || len(got) != 2 || got[0] != strings.ReplaceAll(from, "-", "/") || got[1] != map[string]string{"864-2015": "908/2015", "908-2015": "864/2015"}[from] {
			t.Errorf("%s: it answers %q", from, got)
		}
		if why, ok := page.First("#gemeinsam"); !ok || !strings.Contains(why.Text(), "gemeinsam beantworten") {
			t.Errorf("%s: it does not say why: %q", from, why.Text())
		}
	}
	form := councilForm()
	form.Set("answers", "864/2015\n908/2015")
	page := parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form", form))
	effect, _ := page.First("#wirkung-abschnitt")
	if !strings.Contains(effect.Text(), "Stellen im Umfang von 1,00 sollen am 01.01.2016 beginnen. Die Entscheidung darüber ist frühestens am 11.02.2016 möglich (Gemeinderat), 41 Tage später.") {
		t.Error(effect.Text())
	}
}
