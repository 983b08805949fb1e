// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/web/webtest"
)

// goalTyped is a goal's form without a fault.
func goalTyped() url.Values {
	return url.Values{
		"title": {"Weniger Personen in Unterkünften"}, "unit": {"Sozialamt"}, "indicator": {"accommodation.persons"}, "area": {"08111000"}, "value": {"5.000"}, "at_most": {"ja"},
		"on": {"2016-12-31"}, "since": {"2015-11-27"}, "source": {"Probe"}, "schritt": {"vorschau"},
	}
}

func actionTyped() url.Values {
	return url.Values{
		"title": {"Liste der Freundeskreise"}, "owner": {"Sozialamt"}, "state": {"open"}, "origin_kind": {"office"}, "origin_by": {"Bezirksamt"},
		"opened": {"2015-11-20"}, "schritt": {"vorschau"},
	}
}

// TestFormsNameAllFaults: persons, offices, groups and choices that there are not and days
// to come are named at their fields, all at once, and what was typed stays.
func TestFormsNameAllFaults(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	goal := goalTyped()
	for name, value := range map[string]string{"unit": "Herr Peter Müller", "group": "marsians", "at_most": "vielleicht", "value": "12,5", "title": strings.Repeat("a", 100000)} {
		goal.Set(name, value)
	}
	action := actionTyped()
	for name, value := range map[string]string{"owner": "Amt Zauberei", "origin_by": "Frau Schmidt", "opened": "2099-01-01", "measure": "quark", "procedure": "2099-001", "title": ""} {
		action.Set(name, value)
	}
	for _, one := range []struct {
		address string
		form    url.Values
		want    []string
	}{
		{"/steuerung/ziele/neu/form", goal, []string{"title", "unit", "group", "value", "at_most"}},
		{"/steuerung/auftraege/neu/form", action, []string{"title", "owner", "origin_by", "opened", "measure", "procedure"}},
	} {
		rec := as(t, h, "", "POST", one.address, one.form)
		page := parsed(t, rec)
		if n := len(page.All("#fehler li")); rec.Code != http.StatusUnprocessableEntity || n != len(one.want) {
			t.Errorf("%s answers %d with %d faults, want %d", one.address, rec.Code, n, len(one.want))
		}
		for _, name := range one.want {
			if len(page.All("#fehler a[href=#"+name+"]")) != 1 {
				t.Errorf("%s says nothing of %s", one.address, name)
			}
		}
	}
	page := parsed(t, as(t, h, "", "POST", "/steuerung/ziele/neu/form", goal))
	for _, name := range []string{"group", "at_most", "unit"} {
		if o, ok := page.First("#" + name + " option[selected]"); !ok || o.Attr("value") != goal.Get(name) {
			t.Errorf("what was typed in %s is gone", name)
		}
	}
	if list, _ := page.First("#fehler"); len(list.Text()) > 3000 {
		t.Errorf("the faults have %d characters", len(list.Text()))
	}
}

// TestSpacesAtTheEnd: what is saved with spaces around it is what the preview showed.
func TestSpacesAtTheEnd(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := actionTyped()
	form.Set("title", "Liste der Freundeskreise ")
	form.Set("note", "erste Zeile\r\nzweite ")
	page := parsed(t, as(t, h, "", "POST", "/steuerung/auftraege/neu/form", form))
	seen, _ := page.First("input[name=gesehen]")
	form.Set("title", "Liste der Freundeskreise") // as the page holds it
	form.Set("note", "erste Zeile\r\nzweite")
	form.Set("gesehen", seen.Attr("value"))
	form.Set("schritt", "speichern")
	if rec := as(t, h, "", "POST", "/steuerung/auftraege/neu/form", form); rec.Code != http.StatusSeeOther {
		t.Errorf("saving answers %d", rec.Code)
	}
}

// TestTwoEditors: who comes second keeps what they typed, sees what was saved meanwhile,
// takes over what they had not changed, and saves on the newest version.
func TestTwoEditors(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	to := saved(t, h, "/steuerung/auftraege/neu/form", actionTyped(), "Ein neuer Auftrag")
	version, _ := parsed(t, as(t, h, "", "GET", to+"/form", nil)).First("input[name=version]")
	first, second := actionTyped(), actionTyped()
	for _, f := range []url.Values{first, second} {
		f.Set("version", version.Attr("value"))
		f.Set("why", "nachgefragt")
	}
	first.Set("title", "Liste der Kreise")
	first.Set("due", "2015-12-01")
	saved(t, h, to+"/form", first, "wird zu")
	second.Set("title", "Liste aller Helfenden")
	second.Set("source", "Telefonat")
	for _, step := range []string{"vorschau", "speichern"} {
		second.Set("schritt", step)
		rec := as(t, h, "", "POST", to+"/form", second)
		page := parsed(t, rec)
		title, _ := page.First("#title")
		due, _ := page.First("#due")
		source, _ := page.First("#source")
		now, _ := page.First("input[name=version]")
		if rec.Code != http.StatusConflict || title.Text() != "Liste aller Helfenden" || due.Attr("value") != "2015-12-01" || source.Attr("value") != "Telefonat" || now.Attr("value") == version.Attr("value") {
			t.Fatalf("%s answers %d: %q, due %q, source %q, version %q", step, rec.Code, title.Text(), due.Attr("value"), source.Attr("value"), now.Attr("value"))
		}
		if text := page.Text(); !strings.Contains(text, "Inzwischen gespeichert: Liste der Kreise") || !strings.Contains(text, "Inzwischen hat jemand anderes gespeichert (Sozialplanung: nachgefragt)") {
			t.Errorf("what was saved meanwhile is not said: %s", text)
		}
		if step == "speichern" {
			second.Set("version", now.Attr("value"))
			second.Set("due", "2015-12-01")
		}
	}
	saved(t, h, to+"/form", second, "„Liste der Kreise“ wird zu „Liste aller Helfenden“")
	if rows := parsed(t, as(t, h, "", "GET", to, nil)).Table("fassungen"); len(rows) != 3 {
		t.Errorf("its versions: %v", rows)
	}
	goal := goalTyped()
	at := saved(t, h, "/steuerung/ziele/neu/form", goal, "höchstens 5.000 Personen")
	goal.Set("schritt", "vorschau")
	if rec := as(t, h, "", "POST", "/steuerung/ziele/neu/form", goal); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "ein anderer Titel") {
		t.Errorf("a second goal of this title answers %d", rec.Code)
	}
	goal.Set("version", "1")
	goal.Set("value", "4.000")
	goal.Set("why", "neu")
	if rec := as(t, h, "", "POST", at+"/form", goal); rec.Code != http.StatusConflict || !strings.Contains(rec.Body.String(), "Inzwischen gespeichert:</strong> 5000") {
		t.Errorf("an old version of a goal answers %d", rec.Code)
	}
}

// TestActionOffersChoices: measures stand with their titles, other actions with theirs.
func TestActionOffersChoices(t *testing.T) {
	page := parsed(t, as(t, webtest.Handler(webtest.Desks(t, false)), "", "GET", "/steuerung/auftraege/2015-007/form", nil))
	if o, ok := page.First("#measure option[selected]"); !ok || o.Attr("value") != "tranche-5" || !strings.Contains(o.Text(), "2.148 Plätze") {
		t.Errorf("measure: %q", o.Text())
	}
	for _, name := range []string{"procedure", "follows_up"} {
		field, _ := page.First("#" + name)
		o, ok := page.First("#" + field.Attr("list") + " option[value=2015-004]")
		if !ok || !strings.Contains(o.Text(), "gemeinsam beantworten") || len(page.All("#"+field.Attr("list")+" option[value=2015-007]")) != 0 {
			t.Errorf("%s offers %q", name, o.Text())
		}
	}
	if o := page.All("#owner option"); len(o) < 5 {
		t.Errorf("%d offices", len(o))
	}
}

// TestEmptyCityGoal: a form that cannot be filled in says what must be imported first.
func TestEmptyCityGoal(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, true))
	text := parsed(t, as(t, h, "", "GET", "/steuerung/ziele/neu/form", nil)).Text()
	for _, want := range []string{"planraum import indicators.csv", "planraum import areas.csv", "Einstellung „offices“"} {
		if !strings.Contains(text, want) {
			t.Errorf("the form does not say %s", want)
		}
	}
}

// TestBoardSaysWhatCannotBeJudged: two measures run at the as-of date, of neither a value
// after its expectation is known.
func TestBoardSaysWhatCannotBeJudged(t *testing.T) {
	text := parsed(t, as(t, webtest.Handler(webtest.Desks(t, false)), "", "GET", "/steuerung?stand=2015-11-27", nil)).Text()
	if !strings.Contains(text, "von 2 laufenden Maßnahmen; 2 nicht beurteilbar") || strings.Contains(text, "keine Maßnahme liegt erkennbar neben ihrem Kurs") {
		t.Error(text)
	}
}

// TestMeasureShowsAmounts: cents are not rounded away, and the preview shows the amount as
// it was understood; a check date far ahead is told how far it may lie.
func TestMeasureShowsAmounts(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := url.Values{
		"title": {"Mehr eigene Wohnungen"}, "goal": {"plaetze-2016"}, "unit": {"Sozialamt"}, "state": {"running"}, "from": {"2015-11-27"}, "cost_eur": {"1.500.000,50"}, "source": {"Probe"},
	}
	to := saved(t, h, "/steuerung/massnahmen/neu/form", form, "Kosten: 1.500.000,50 EUR")
	if terms, _ := parsed(t, as(t, h, "", "GET", to, nil)).First("dl.facts"); !strings.Contains(terms.Text(), "1.500.000,50") {
		t.Errorf("the page says %s", terms.Text())
	}
	form.Set("title", "Noch mehr")
	for name, value := range map[string]string{"expect_indicator": "accommodation.persons", "expect_area": "08111000", "expect_change": "-9999", "expect_said": "2015-11-27", "expect_check": "2016-06-30", "schritt": "vorschau"} {
		form.Set(name, value)
	}
	if page := parsed(t, as(t, h, "", "POST", "/steuerung/massnahmen/neu/form", form)); !strings.Contains(page.Text(), "Weniger als keine kann es nicht geben") {
		t.Error("less than nobody is not warned of")
	}
	// The last whole quarter that is known on 27.11.2015 is the third of 2015; sixty steps on.
	form.Set("expect_check", "2199-01-01")
	if page := parsed(t, as(t, h, "", "POST", "/steuerung/massnahmen/neu/form", form)); !strings.Contains(page.Text(), "ein Tag bis zum 30.09.2030: Weiter reicht keine Prognose dieser Kennzahl") {
		t.Errorf("how far the check date may lie is not said: %s", page.Text())
	}
}

// TestHindsightIsTold: of an expectation whose check date is over and whose value is known
// the preview says so, of an action and of a measure; the page shows what came and says it
// again, though nothing can be forecast. A check date that no forecast reaches is a fault
// of its field, and nothing is offered to be saved.
func TestHindsightIsTold(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	expect := map[string]string{"expect_indicator": "accommodation.persons", "expect_area": "08111000", "expect_change": "-500", "expect_said": "2015-07-20", "expect_check": "2015-10-29"}
	const known, past = "Was kam, ist am Tag des Eintrags (27.11.2015) schon bekannt: 5.435 (29.10.2015), bekannt seit dem 12.11.2015.", "Der Prüftag (29.10.2015) liegt vor dem Tag des Eintrags (27.11.2015): Die Erwartung ist im Nachhinein eingetragen."
	for address, form := range map[string]url.Values{
		"/steuerung/auftraege/neu/form?stand=2015-11-27":  {"title": {"Weniger unterbringen"}, "owner": {"Sozialamt"}, "state": {"open"}, "opened": {"2015-11-27"}, "due": {"2015-12-15"}, "origin_kind": {"office"}, "origin_by": {"Sozialamt"}},
		"/steuerung/massnahmen/neu/form?stand=2015-11-27": {"title": {"Mehr eigene Wohnungen"}, "goal": {"plaetze-2016"}, "unit": {"Sozialamt"}, "state": {"running"}, "from": {"2015-11-27"}, "source": {"Probe"}},
	} {
		for name, value := range expect {
			form.Set(name, value)
		}
		form.Set("expect_check", "2099-01-01")
		form.Set("schritt", "vorschau")
		rec := as(t, h, "", "POST", address, form)
		page := parsed(t, rec)
		wrong, _ := page.First("#expect_check-fehler")
		if _, offered := page.First("button[value=speichern]"); rec.Code != http.StatusUnprocessableEntity && rec.Code != http.StatusBadRequest || offered || !strings.Contains(wrong.Text(), "ein Tag bis zum ") {
			t.Errorf("%s: a check date in 2099 answers %d, offered: %t, the field says %q", address, rec.Code, offered, wrong.Text())
		}
		form.Set("expect_check", "2015-10-29")
		to := saved(t, h, address, form, known)
		content, _ := parsed(t, as(t, h, "", "GET", to, nil)).First(".content")
		for _, want := range []string{known, past, "nach dem Prüftag (29.10.2015)", "am Prüftag gekommen 5.435 29.10.2015"} {
			if !strings.Contains(strings.Join(strings.Fields(content.Text()), " "), want) {
				t.Errorf("%s does not say %q: %s", to, want, content.Text())
			}
		}
	}
}
