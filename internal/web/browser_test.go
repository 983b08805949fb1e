// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"planraum/internal/web/browsertest"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// pages are all pages of the program, the past and the empty states among them.
var pages = []string{
	"/",
	"/?stand=2026-11-22",
	"/?stand=2010-01-01",
	"/plaetze",
	"/plaetze?stand=2016-12-31",
	"/plaetze/t4-quellenstrasse",
	"/prognosen?stand=2020-12-31",
	"/prognosen/bestand",
	"/prognosen/bestand?stand=2010-01-01",
	"/prognosen/bestand?stand=2016-12-31",
	"/szenarien",
	"/szenarien?stand=2010-01-01",
	"/szenarien?stand=2017-02-28",
	"/szenarien/weniger-ab-april",
	"/szenarien/neu/form",
	"/szenarien/neu/form?art=jump",
	"/szenarien/anstieg-haelt-an/form",
	"/prognosen/neu",
	"/prognosen/rueckschau",
	"/prognosen/warnungen?stand=2015-11-27",
	"/prognosen/warnungen?stand=2019-06-30",
	"/prognosen/warnungen?stand=2010-01-01",
	"/prognosen/warnungen/schwelle",
	"/personal/stellenplan?tag=2016-06-30&mit=asked",
	"/personal/doppelhaushalt",
	"/personal/stellenplan/aenderung",
	"/prognosen/warnungen/verlauf",
	"/prognosen/warnungen/verlauf?stand=2020-06-30",
	"/herleitung/warning/cost/system_building?stand=2015-11-27",
	"/plaene",
	"/plaene?stand=2010-01-01",
	"/plaene/neue-planung-2015-11-27",
	"/plaene/neue-planung-2015-11-27/form",
	"/plaene/neu/form",
	"/plaene/vergleich?stand=2017-06-30",
	"/personal",
	"/steuerung",
	"/steuerung?stand=2018-01-01&werte=alle",
	"/steuerung?stand=2010-01-01",
	"/steuerung/auftraege",
	"/steuerung/auftraege?faellig=ueberfaellig",
	"/steuerung/auftraege/2015-004",
	"/steuerung/auftraege/2015-004/form",
	"/steuerung/auftraege/neu/form",
	"/steuerung/ziele",
	"/steuerung/ziele/kita-unter-3",
	"/steuerung/ziele/neu/form",
	"/steuerung/massnahmen",
	"/steuerung/massnahmen/tranche-5?stand=2017-06-30",
	"/steuerung/massnahmen/tranche-1",
	"/steuerung/massnahmen/tranche-5/form",
	"/herleitung/effect/tranche-5/gap/2016-12-31?stand=2017-06-30",
	"/steuerung/gremien",
	"/steuerung/gremien?stand=2010-01-01",
	"/steuerung/gremien/task-force-integration",
	"/steuerung/gremien/task-force-integration?stand=2018-01-01",
	"/steuerung/gremien/task-force-integration/form",
	"/steuerung/gremien/task-force-integration/ende",
	"/steuerung/gremien/task-force-integration/sitzung",
	"/steuerung/gremien/task-force-integration/2015-11-19",
	"/steuerung/gremien/task-force-integration/2015-11-19?eintrag=3",
	"/steuerung/gremien/task-force-integration/2015-12-03",
	"/steuerung/gremien/task-force-integration/2015-12-03/form",
	"/steuerung/gremien/task-force-integration/2015-12-03/niederschrift?zeile=2",
	"/steuerung/gremien/neu/form",
	"/steuerung/beschluesse",
	"/steuerung/beschluesse?worte=sprache",
	"/berichte",
	"/berichte?stand=2016-12-31",
	"/berichte/antrag-864-2015?stand=2015-11-27",
	"/berichte/jahresbericht?stand=2016-12-31",
	"/berichte/jahresbericht?stand=2016-12-31&werte=alle",
	"/berichte/nachbarschaft?stand=2015-11-27",
	"/berichte/presse?stand=2010-01-01",
	"/berichte/sachstand/bearbeiten?stand=2015-11-27",
	"/berichte/sachstand/bearbeiten?stand=2015-11-27&teil=2",
	"/berichte/sachstand/bearbeiten?stand=2015-11-27&teil=kopf",
	"/berichte/sachstand/bearbeiten?stand=2015-11-27&teil=4",
	"/berichte/sachstand/bearbeiten?stand=2015-11-27&neu=tabelle&vor=5",
	"/herleitung/post/EG-13/3/2016?stand=2016-12-31",
	"/rat",
	"/rat?stand=2010-01-01",
	"/rat/antraege",
	"/rat/antraege?stand=2026-11-22&suche=Fl%C3%BCchtlinge",
	"/rat/vorlagen",
	"/rat/vorlagen/haushaltsantrag-864-2015",
	"/rat/vorlagen/haushaltsantrag-755-2015",
	"/rat/vorlagen/grdrs-423-2015",
	"/rat/vorlagen/neu/form",
	"/rat/vorlagen/neu/form?art=motion",
	"/rat/vorlagen/neu/form?antwort=haushaltsantrag-864-2015",
	"/rat/vorlagen/haushaltsantrag-864-2015/form",
	"/rat/sitzungen",
	"/rat/sitzungen/GR-2015-07-16",
	"/rat/sitzungen/GR-2015-12-17/form",
	"/rat/sitzungen/neu/form",
	"/rat/gremien",
	"/daten",
	"/daten/schutz",
	"/daten/intake.arrivals?stand=2016-06-30",
	"/daten/accommodation.persons?stand=2020-12-31",
	"/daten/katalog",
	"/daten/katalog?stand=2010-01-01",
	"/daten/katalog/accommodation-persons",
	"/daten/katalog/areas",
	"/daten/pruefung?stand=2026-11-22",
	"/daten/pruefung?stand=2001-01-01",
	"/daten/pruefung/missing-5560929d48f5?stand=2026-11-22",
	"/daten/vorgaenge",
	"/daten?stand=2026-11-22&werte=alle",
	"/daten/freigabe",
	"/daten/freigabe?stufe=freigabe",
	"/daten/freigabe/stadt-presse.2014-02",
	"/daten/freigabe/stadt-presse.2017-12",
	"/daten/freigabe/gemeinderat.2017-06",
	"/daten/revisionen?stand=2026-11-22&werte=alle",
	"/daten/quellen",
	"/daten/quellen/gemeinderat?stand=2026-11-22",
	"/daten/verlauf",
	"/daten/einlesen",
	"/rat/quellen",
	"/daten/meldungen",
	"/daten/gebietsstand",
	"/anmelden",
	"/anmelden/vergessen",
	"/einladung/gibt-es-nicht",
	"/konto",
	"/verwaltung/konten",
	"/verwaltung/konten/1",
	"/verwaltung/anmeldung",
	"/verwaltung/protokoll",
	"/verwaltung/datenschutz",
	"/verwaltung/zustand",
	"/verwaltung/rechte",
	"/verwaltung/rechte?rolle=council&handlung=release&art=approval&fuer=08111000%2F04",
	"/rechte/warum?handlung=see&art=figure",
	"/rechte/warum?handlung=administer&art=account",
	"/herleitung/district/06/per1000",
	"/gibt-es-nicht",
	"/?stand=quatsch",
}

// TestPagesInABrowser opens every page in both languages at the width of a
// small phone and of a desk, and finds no violation of axe-core, no page wider
// than its screen and no complaint of the browser.
func TestPagesInABrowser(t *testing.T) {
	base := webtest.Serve(t)
	browser := browsertest.New(t)
	for _, path := range append([]string{importPage(t, base), issuedPage(t, base), raisedPage(t, base), movingPage(t, base)}, pages...) {
		for _, prefix := range []string{"", "/en"} {
			page := browser.Page(base+prefix+path, 320, 900)
			for _, width := range []int{320, 1280} {
				page.Resize(width, 900)
				browsertest.Axe(t, page)
				if page.Overflow() {
					t.Errorf("%s%s is wider than its screen of %d px", prefix, path, width)
				}
			}
			for _, c := range page.Complaints() {
				refused := strings.HasPrefix(path, "/verwaltung/") && strings.Contains(c, "403") // the planner sees why not
				if !refused && !strings.Contains(c, "404") && !strings.Contains(c, "422") {
					t.Errorf("%s%s: the browser complains: %s", prefix, path, c)
				}
			}
		}
	}
}

// movingPage makes an action that is to move a figure and returns its page after the
// check date.
func movingPage(t *testing.T, base string) string {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := movingAction()
	send := func() *http.Response {
		answer, err := client.PostForm(base+"/steuerung/auftraege/neu/form", form)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		return answer
	}
	form.Set("schritt", "vorschau")
	shown, err := htmltest.Parse(send().Body)
	if err != nil {
		t.Fatal(err)
	}
	seen, _ := shown.First("input[name=gesehen]")
	form.Set("gesehen", seen.Attr("value"))
	form.Set("schritt", "speichern")
	address := send().Header.Get("Location")
	if address == "" {
		t.Fatal("the action was not saved")
	}
	return address + "?stand=2016-12-31"
}

// raisedPage keeps a warning and returns its page.
func raisedPage(t *testing.T, base string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/prognosen/warnungen?stand=2016-12-10", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("keeping a warning answers %s", answer.Status)
	}
	return answer.Header.Get("Location")
}

// importPage is the page of one import, whose number is another in each database.
func importPage(t *testing.T, base string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/daten/verlauf", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := htmltest.Parse(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range page.All("tbody a") {
		if strings.HasPrefix(a.Attr("href"), "/daten/verlauf/") {
			return a.Attr("href")
		}
	}
	t.Fatal("the history leads to no import")
	return ""
}

// issuedPage issues a forecast as a planner does and returns its page.
func issuedPage(t *testing.T, base string) string {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	send := func(form url.Values) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/prognosen/neu", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		return answer
	}
	shown, err := htmltest.Parse(send(typedForecast()).Body)
	if err != nil {
		t.Fatal(err)
	}
	seen, _ := shown.First("input[name=gesehen]")
	address := send(typedForecast("schritt", "ablegen", "gesehen", seen.Attr("value"))).Header.Get("Location")
	if address == "" {
		t.Fatal("the forecast was not issued")
	}
	return address
}

// TestDerivationBesideThePage asks a number by keyboard and closes the answer.
func TestDerivationBesideThePage(t *testing.T) {
	browser := browsertest.New(t)
	page := browser.Page(webtest.Serve(t)+"/", 1280, 900)
	page.Click("dl.keyfigures a.number")
	page.WaitFor("!document.querySelector('#herleitung').hidden && document.querySelector('#herleitung h2') !== null")
	if got := browsertest.Eval[string](page, "document.querySelector('#herleitung').textContent"); !strings.Contains(got, "5.435") || !strings.Contains(got, "Quelle") {
		t.Errorf("the panel does not show value and source: %q", got)
	}
	if got := browsertest.Eval[string](page, "document.activeElement.tagName"); got != "H2" {
		t.Errorf("focus is on %s, want the panel's heading", got)
	}
	page.Press(kb.Escape)
	page.WaitFor("document.querySelector('#herleitung').hidden")
	if got := browsertest.Eval[bool](page, "document.activeElement.matches('a.number')"); !got {
		t.Error("focus does not return to the number")
	}
}

// TestForecastPreviewInABrowser: the forecast before it is kept has no violation
// of axe-core and fits the screen of a phone.
func TestForecastPreviewInABrowser(t *testing.T) {
	browser := browsertest.New(t)
	page := browser.Page(webtest.Serve(t)+"/prognosen/neu", 320, 900)
	page.Click("button[value=vorschau]")
	page.WaitFor("document.querySelector('#vorschau') !== null")
	for _, width := range []int{320, 1280} {
		page.Resize(width, 900)
		browsertest.Axe(t, page)
		if page.Overflow() {
			t.Errorf("the preview is wider than its screen of %d px", width)
		}
	}
}
