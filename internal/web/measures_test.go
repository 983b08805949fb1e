// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/desk/measures"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestSteeringAnswers: each page of actions, goals and measures answers in one sentence
// made of the data.
func TestSteeringAnswers(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, want := range map[string]string{
		"/steuerung":                                "3 Aufträge sind überfällig; ob eine Maßnahme neben ihrem Kurs liegt, ist noch nicht zu beurteilen.",
		"/en/steuerung":                             "3 actions are overdue; whether a measure is off its track cannot be judged yet.",
		"/steuerung?stand=2010-01-01":               "Es ist kein Auftrag offen, und keine Maßnahme läuft.",
		"/steuerung/auftraege":                      "9 Aufträge sind offen, 3 davon sind überfällig.",
		"/steuerung/auftraege?faellig=ueberfaellig": "In dieser Auswahl (3 von 10): 3 Aufträge sind offen, 3 davon sind überfällig.",
		"/steuerung/auftraege?herkunft=paper&zustaendig=Sozialamt":  "In dieser Auswahl (3 von 10): 3 Aufträge sind offen, keiner ist überfällig.",
		"/steuerung/auftraege?suche=Planungsstelle":                 "In dieser Auswahl (1 von 10): Ein Auftrag ist offen, keiner ist überfällig.",
		"/steuerung/auftraege/2015-005":                             "Standorte melden, deren Genehmigung bis 2018 endet (erfunden): seit 7 Tagen überfällig; zuständig: Unterbringungskoordination.",
		"/steuerung/auftraege/2015-006":                             "Zahl der Kinder unter 3 Jahren in Unterkünften nennen (erfunden): erledigt am 16.11.2015. Zahl übermittelt (erfunden)",
		"/steuerung/ziele":                                          "Kein Ziel ist erreicht; zu einem ist kein Wert bekannt.",
		"/steuerung/ziele/plaetze-2016":                             "Ziel: mindestens 13.549 Plätze bis 31.12.2016; es ist kein Wert bekannt.",
		"/steuerung/ziele/kita-unter-3?stand=2019-12-31&werte=alle": "Ziel: mindestens 62,0 Prozent; zuletzt waren es 43,2 (2018): noch nicht erreicht.",
		"/steuerung/massnahmen/tranche-5?stand=2017-06-30":          "Ob die Maßnahme wirkt, ist nicht zu sagen: Was ohne sie gekommen wäre, lässt sich nicht vorausrechnen.",
		"/en/steuerung/massnahmen/tranche-5?stand=2017-06-30":       "Whether the measure works cannot be said: what would have come without it cannot be reckoned.",
		"/steuerung/massnahmen/tranche-1":                           "Was sich durch diese Maßnahme bewegen soll, ist nicht eingetragen.",
	} {
		rec := as(t, h, "", "GET", address, nil)
		page := parsed(t, rec)
		if head, _ := page.First("h1"); rec.Code != http.StatusOK || head.Text() != want && !(strings.HasSuffix(strings.Split(address, "?")[0], "/steuerung") && strings.Contains(head.Text(), want)) {
			t.Errorf("%s answers %d: %s\nwant %s", address, rec.Code, head.Text(), want)
		}
	}
	for _, address := range []string{"/steuerung/auftraege/gibt-es-nicht", "/steuerung/ziele/x", "/steuerung/massnahmen/x", "/steuerung/auftraege/2016-001"} {
		if rec := as(t, h, "", "GET", address, nil); rec.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", address, rec.Code)
		}
	}
}

// TestMeasureWithoutBand: the heading answers in one sentence, the reason stands below.
func TestMeasureWithoutBand(t *testing.T) {
	page := parsed(t, as(t, webtest.Handler(webtest.Desks(t, false)), "", "GET", "/steuerung/massnahmen/tranche-5?stand=2017-06-30", nil))
	head, _ := page.First("h1")
	main, _ := page.First(".content")
	if strings.Count(head.Text(), ".") != 1 || !strings.Contains(main.Text(), "Nötig sind mindestens 3 Werte; bekannt ist am 30.09.2015 nur so viel: 1.") {
		t.Errorf("%q\n%s", head.Text(), main.Text())
	}
}

// TestBoardLeads: the dashboard leads with what is to be decided next and its latest day,
// then measures off their track, then what is late; until it is reckoned it says what is
// there already, and what it waits for.
func TestBoardLeads(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	const board = "/steuerung?stand=2019-01-31"
	if got := headline(t, as(t, h, "", "GET", board, nil)); strings.Contains(got, "gerade gerechnet") || !strings.Contains(got, "überfällig") {
		t.Errorf("before: %q", got)
	}
	waiting := as(t, h, "", "GET", board, nil).Body.String()
	if page := parsed(t, as(t, h, "", "GET", board+"&still=1", nil)); strings.Contains(waiting, "Gewartet wird nur auf die Warnungen") { // else they are there already
		for _, want := range []string{`<noscript><meta http-equiv="refresh"`, `data-refresh="3"`, "steht schon da", "<progress", "Was als Nächstes zu entscheiden ist, wird gerade gerechnet"} {
			if !strings.Contains(waiting, want) {
				t.Errorf("the page that waits lacks %s", want)
			}
		}
		if len(page.Table("ueberfaellig"))+len(page.Table("sitzungen")) == 0 {
			t.Error("what needs no run is not there")
		}
	}
	desks.Outlook.Wait()
	page := parsed(t, as(t, h, "", "GET", board, nil))
	head, _ := page.First("h1")
	rows := page.Table("entscheidungen")
	if len(rows) == 0 || !strings.HasPrefix(head.Text(), "Bis "+rows[0][0]+" entscheiden: ") || strings.Count(head.Text(), ". ") != 0 {
		t.Errorf("%q is no single sentence; the first decision is %v", head.Text(), rows)
	}
	if n := (htmltest.Visitor{T: t, Handler: h}).Numbers(page); n < len(rows) {
		t.Errorf("only %d numbers can be asked", n)
	}
	for _, a := range page.All("#entscheidungen td a.number") {
		if d := parsed(t, as(t, h, "", "GET", a.Attr("href"), nil)); !strings.Contains(d.Text(), strings.TrimSpace(strings.TrimSuffix(a.Text(), "%"))) {
			t.Errorf("%s does not say %q", a.Attr("href"), a.Text())
		}
	}
	if below, _ := page.First("ul.facts"); !strings.Contains(below.Text(), "überfällig") {
		t.Errorf("what is late does not stand below the heading: %q", below.Text())
	}
	order := ""
	for _, h2 := range page.All("h2") {
		order += h2.Text() + "|"
	}
	if at := strings.Index(order, "Was zu entscheiden ist"); at < 0 || at > strings.Index(order, "Was nicht auf Kurs liegt") || strings.Index(order, "Was nicht auf Kurs liegt") > strings.Index(order, "Was überfällig ist") {
		t.Errorf("the sections are %s", order)
	}
}

// TestMeasurePage: expected and actual stand beside nothing done, each number can be
// asked for, the picture has its table, and what nobody published is said.
func TestMeasurePage(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	page := parsed(t, as(t, h, "", "GET", "/steuerung/massnahmen/tranche-6?stand=2017-06-30", nil))
	rows := page.Table("erwartet-und-gekommen")
	if len(rows) != 2 || rows[0][0] != "Dezember 2016" || rows[0][5] != "128" || rows[0][7] != "im Band ohne Maßnahme" || rows[1][5] != "unbekannt" {
		t.Fatalf("expected and actual: %v", rows)
	}
	links := page.All("#erwartet-und-gekommen td a.number")
	if len(links) != 10 { // the last value and the distance are not known at the check date
		t.Errorf("%d numbers can be asked for, want 10", len(links))
	}
	for _, a := range links {
		rec := as(t, h, "", "GET", a.Attr("href"), nil)
		if rec.Code != http.StatusOK {
			t.Errorf("%s answers %d", a.Attr("href"), rec.Code)
		}
	}
	if n := len(page.Table("verlauf")); n != 16 { // January 2016, when it was said, to April 2017
		t.Errorf("the table of the picture has %d rows", n)
	}
	text := page.Text()
	for _, want := range []string{"Prüftag angenommen", "GRDrs 1296/2015", "22.275.000"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if len(page.All("#bild svg")) == 0 {
		t.Error("there is no picture")
	}
	gap := parsed(t, as(t, h, "", "GET", "/herleitung/effect/tranche-6/gap/2016-12-31?stand=2017-06-30", nil))
	if !strings.Contains(gap.Text(), "128 − 107 = +21") {
		t.Error("the distance is not derived")
	}
}

// TestMeasureNumbersAreTheirDerivations: on the page of a measure whose last value lies
// within a month, every number that can be asked for is the one that its derivation says:
// what is due by the day of the value is not what is due by the end of its month.
func TestMeasureNumbersAreTheirDerivations(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	m := measure.Measure{
		ID: "schneller-ausziehen", Goal: "plaetze-2016", Title: "Schneller ausziehen", Unit: "Amt", From: period.Day(2015, 11, 1), State: measure.Running, Source: "Probe",
		Expect: &measure.Expectation{Indicator: "accommodation.persons", Area: "08111000", Change: -1000, Said: period.Day(2015, 11, 27), Check: period.Day(2016, 12, 31)},
	}
	ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office})
	if err := desks.Measures.SaveMeasure(ctx, m, measures.Change{Day: period.Day(2015, 11, 27), By: "Probe", Now: time.Now()}); err != nil {
		t.Fatal(err)
	}
	page := parsed(t, as(t, h, "", "GET", "/steuerung/massnahmen/schneller-ausziehen?stand=2016-06-30", nil))
	rows := page.Table("erwartet-und-gekommen")
	if len(rows) != 2 || rows[0][0] != "April 2016, zum 04.04.2016" {
		t.Fatalf("expected and actual: %v", rows)
	}
	links := append(page.All("#erwartet-und-gekommen td a.number"), page.All("#verlauf td a.number")...)
	if len(links) < 50 {
		t.Fatalf("only %d numbers can be asked for", len(links))
	}
	said := map[string]string{}
	for _, a := range links {
		to, written := a.Attr("href"), strings.TrimPrefix(a.Text(), "+")
		if before, known := said[to]; known && before != written {
			t.Errorf("%s is %s and %s", to, before, written)
			continue
		} else if known {
			continue
		}
		said[to] = written
		head, _ := parsed(t, as(t, h, "", "GET", to, nil)).First("h1")
		if !strings.Contains(head.Text()+" ", ": "+written+" ") {
			t.Errorf("%s is %s on the page; its derivation says %q", to, written, head.Text())
		}
	}
}

// TestActionIsSaved: a request comes in, its effect is shown before it is saved, what was
// typed stays where something is wrong, and it is closed with an outcome only.
func TestActionIsSaved(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := url.Values{
		"title": {"Liste der Freundeskreise"}, "owner": {"Sozialamt"}, "state": {"done"}, "origin_kind": {"office"}, "origin_by": {"Bezirksamt"},
		"opened": {"2015-11-20"}, "due": {"bald"}, "version": {""}, "schritt": {"vorschau"},
	}
	rec := as(t, h, "", "POST", "/steuerung/auftraege/neu/form", form)
	page := parsed(t, rec)
	if rec.Code != http.StatusUnprocessableEntity || len(page.All("#fehler li")) != 3 { // due, outcome, closed
		t.Fatalf("%d with %d faults", rec.Code, len(page.All("#fehler li")))
	}
	if v, _ := page.First("#due"); v.Attr("value") != "bald" || v.Attr("aria-invalid") != "true" {
		t.Error("what was typed is gone")
	}
	form.Set("state", "open")
	form.Set("due", "2015-11-24")
	to := saved(t, h, "/steuerung/auftraege/neu/form", form, "Die Frist ist schon vorbei")
	if to != "/steuerung/auftraege/2015-009" {
		t.Fatalf("it is kept at %s", to)
	}
	page = parsed(t, as(t, h, "", "GET", to, nil))
	if rows := page.Table("fassungen"); len(rows) != 1 || rows[0][5] != "Sozialplanung" {
		t.Errorf("its versions: %v", rows)
	}
	edit := parsed(t, as(t, h, "", "GET", to+"/form", nil))
	version, _ := edit.First("input[name=version]")
	form.Set("version", version.Attr("value"))
	form.Set("schritt", "vorschau")
	if rec := as(t, h, "", "POST", to+"/form", form); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "ein kurzer Satz, der im Verlauf steht") {
		t.Errorf("a change without a reason answers %d", rec.Code)
	}
	form.Set("why", "Liste liegt vor")
	form.Set("state", "done")
	form.Set("outcome", "Liste verschickt")
	form.Set("closed", "2015-11-26")
	saved(t, h, to+"/form", form, "„offen“ wird zu „erledigt“")
	if rec := as(t, h, "", "POST", to+"/form", form); !strings.Contains(rec.Body.String(), "inzwischen") && rec.Code != http.StatusConflict {
		t.Errorf("an old version saved again answers %d", rec.Code)
	}
	if rows := parsed(t, as(t, h, "", "GET", to, nil)).Table("fassungen"); len(rows) != 2 || rows[1][4] != "Liste verschickt" || rows[1][6] != "Liste liegt vor" {
		t.Errorf("its versions: %v", rows)
	}
}

// saved previews a form, expects a sentence in its effect, saves it and returns where it
// is kept.
func saved(t *testing.T, h http.Handler, address string, form url.Values, effect string) string {
	t.Helper()
	form.Set("schritt", "vorschau")
	form.Del("gesehen")
	rec := as(t, h, "", "POST", address, form)
	page := parsed(t, rec)
	shown, _ := page.First("#wirkung-abschnitt")
	if rec.Code != http.StatusOK || !strings.Contains(shown.Text(), effect) {
		t.Fatalf("%s answers %d, the effect is %q", address, rec.Code, shown.Text())
	}
	seen, _ := page.First("input[name=gesehen]")
	form.Set("gesehen", seen.Attr("value"))
	form.Set("schritt", "speichern")
	rec = as(t, h, "", "POST", address, form)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("saving %s answers %d", address, rec.Code)
	}
	return rec.Header().Get("Location")
}

// TestMeasureIsSaved: what the forecast says with nothing done is shown before an
// expectation is saved; nothing that changed after the preview is saved unseen.
func TestMeasureIsSaved(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	goal := url.Values{
		"title": {"Weniger Personen in Unterkünften"}, "unit": {"Sozialamt"}, "indicator": {"accommodation.persons"}, "area": {"08111000"}, "value": {"5.000"}, "at_most": {"ja"},
		"on": {"2016-12-31"}, "since": {"2015-11-27"}, "source": {"Probe"},
	}
	if to := saved(t, h, "/steuerung/ziele/neu/form", goal, "höchstens 5.000 Personen bis 31.12.2016; zuletzt waren es"); to != "/steuerung/ziele/weniger-personen-in-unterkuenften" {
		t.Fatalf("the goal is kept at %s", to)
	}
	form := url.Values{
		"title": {"Mehr eigene Wohnungen"}, "goal": {"weniger-personen-in-unterkuenften"}, "unit": {"Sozialamt"}, "state": {"running"}, "from": {"2015-11-27"}, "cost_eur": {"1.250.000,50"}, "source": {"Probe"},
		"expect_indicator": {"accommodation.persons"}, "expect_area": {"08111000"}, "expect_change": {"-250"}, "expect_said": {"2015-11-27"}, "expect_check": {"2016-06-30"},
	}
	to := saved(t, h, "/steuerung/massnahmen/neu/form", form, "Ohne Maßnahme sind für Juni 2016 zu erwarten")
	page := parsed(t, as(t, h, "", "GET", to, nil))
	if !strings.Contains(page.Text(), "1.250.000,50") && !strings.Contains(page.Text(), "1.250.001") {
		t.Error("the cost is not shown")
	}
	if rows := page.Table("erwartet-und-gekommen"); len(rows) != 1 || rows[0][5] != "unbekannt" {
		t.Errorf("before the check date: %v", rows)
	}
	form.Set("expect_change", "-900")
	form.Set("schritt", "speichern") // of what the preview did not show
	if rec := as(t, h, "", "POST", "/steuerung/massnahmen/neu/form", form); rec.Code == http.StatusSeeOther {
		t.Error("what the preview did not show was saved")
	}
	form.Set("expect_change", "viel")
	form.Set("expect_check", "2015-01-01")
	rec := as(t, h, "", "POST", "/steuerung/massnahmen/neu/form", form)
	if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "ein Tag nach dem") || !strings.Contains(rec.Body.String(), "eine Zahl wie") {
		t.Errorf("wrong entries answer %d", rec.Code)
	}
}

// TestActionsAsFile: the list of actions is a table to be worked with.
func TestActionsAsFile(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	rec := as(t, h, "", "GET", "/steuerung/auftraege?faellig=ueberfaellig&tabelle=auftraege&format=csv", nil)
	if rec.Code != http.StatusOK || strings.Count(rec.Body.String(), "erfunden") < 2 || strings.Contains(rec.Body.String(), "492/2015") {
		t.Errorf("the file answers %d: %s", rec.Code, rec.Body.String())
	}
}
