// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/city/job"
	"planraum/internal/web/browsertest"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// bring sends a file through the form and returns the address of its page.
func bring(v htmltest.Visitor, field, name, content string) *httptest.ResponseRecorder {
	v.T.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormField(field)
	if name != "" {
		part, err = form.CreateFormFile(field, name)
	}
	if err != nil {
		v.T.Fatal(err)
	}
	_, _ = part.Write([]byte(content))
	_ = form.Close()
	r := httptest.NewRequestWithContext(v.T.Context(), http.MethodPost, "/daten/einlesen", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	v.Handler.ServeHTTP(w, r)
	return w
}

func kept(v htmltest.Visitor, w *httptest.ResponseRecorder) string {
	v.T.Helper()
	if w.Code != http.StatusSeeOther {
		v.T.Fatalf("status %d, want 303: %s", w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// wide is a list as an office keeps it: a title, months as columns, a name with
// a slip, a sum, a zero and an unknown.
const wide = "Belegung der Unterkünfte, Sozialamt\nStand: 31.12.2015;;;\nBezirk;Okt 15;Nov 15;Dez 15\n" +
	"Bad Cannstatt;512;530;561\nS-Mitte;120;118;117\nMöringen;88;90;-\nStgt.-Vaihingen;300;305;.\nSumme;1.020;1.043;678\n"

var wideMapping = url.Values{
	"schritt": {"zuordnen"}, "role-0": {"area"}, "role-1": {"value"}, "area-0": {"08111000/12"}, "fixed-indicator": {"accommodation.persons"},
	"basis": {"counted"}, "source": {"Sozialamt"}, "known": {"days"}, "known-days": {"14"}, "name": {"belegung"}, "title": {"Belegung"},
}

// A planner brings in an office's list: says what the columns mean, sees the
// effect, stores it; the same file then changes nothing, next month's is read by
// the same mapping, and a list laid out differently is not guessed over.
func TestOfficeFileComesIn(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	page := kept(v, bring(v, "datei", "belegung_2015.csv", wide))
	if got := v.Heading(page); got != "Was bedeuten die Spalten von „belegung_2015.csv“?" {
		t.Fatalf("heading %q", got)
	}
	w := post(v, page, wideMapping)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("the mapping is refused: %s", parsed(t, w).Text())
	}
	preview := w.Header().Get("Location")
	doc := v.Page(preview)
	if got := v.Heading(preview); got != "„belegung_2015.csv“: bringt 11 Werte neu." {
		t.Errorf("heading %q", got)
	}
	rows := doc.Table("new")
	if len(rows) != 11 || strings.Join(rows[8], "|") != "6|Personen in städtischen Unterkünften, Möhringen, Dezember 2015||0 Personen|" {
		t.Errorf("%d rows: %q", len(rows), rows)
	}
	vorgang := post(v, preview, url.Values{"schritt": {"einlesen"}}).Header().Get("Location")
	state(t, desks, strings.TrimPrefix(vorgang, "/daten/vorgaenge/"), job.Done)
	if got := v.Page(vorgang); heading(got) != "„belegung_2015.csv einlesen“ ist fertig." || len(got.Table("new")) != 11 {
		t.Errorf("the job says %q", got.Text())
	}
	again := kept(v, bring(v, "datei", "belegung_2015_neu.csv", wide+"\n"))
	if got := v.Heading(again); !strings.Contains(got, "nichts Neues") {
		t.Errorf("the same figures again: %q", got)
	}
	later := strings.NewReplacer("512", "513", "Dez 15", "Jan 16", ";117", ";116").Replace(wide)
	if got := v.Heading(kept(v, bring(v, "datei", "belegung_2016.csv", later))); !strings.Contains(got, "ändert 1 Wert") || !strings.Contains(got, "bringt 3 Werte neu") {
		t.Errorf("next month's file: %q", got)
	}
	changed := kept(v, bring(v, "datei", "belegung_anders.csv", strings.ReplaceAll(wide, "Bezirk;", "Bezirk;Neu;")))
	if _, ok := v.Page(changed).First("#geaendert"); !ok {
		t.Error("a changed layout is not noticed")
	}
}

// Files that cannot be read, faulty ones and empty forms each get an answer that
// says what to do, and the file can be given up.
func TestFilesThatDoNotComeIn(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, false))}
	if w := bring(v, "tabelle", "", "  \n"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an empty form answers %d, want 422", w.Code)
	}
	binary := kept(v, bring(v, "datei", "x.csv", "%PDF-1.7\n\x00\x01"))
	if w := v.Get(binary); w.Code != http.StatusUnprocessableEntity || heading(parsed(t, w)) != "Diese Datei kann nicht gelesen werden" {
		t.Errorf("a binary file answers %d", w.Code)
	}
	own := "indicator,area,period,value,basis,known_from,source\naccommodation.persons,08111000,2015-13,1,counted,2015-12-01,x\naccommodation.persons,nirgends,2015-11,-5,counted,2015-12-01,x\n"
	faulty := kept(v, bring(v, "datei", "werte.csv", own))
	doc := parsed(t, v.Get(faulty))
	if n := len(doc.All(".refusal li")); n < 3 {
		t.Errorf("%d faults, want all: %s", n, doc.Text())
	}
	if w := post(v, faulty, url.Values{"schritt": {"verwerfen"}}); w.Code != http.StatusSeeOther {
		t.Errorf("giving up answers %d", w.Code)
	}
	if w := v.Get(faulty); w.Code != http.StatusNotFound {
		t.Errorf("a file that was given up answers %d, want 404", w.Code)
	}
}

// A table pasted from a spreadsheet comes in like a file.
func TestPastedTable(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, false))}
	page := kept(v, bring(v, "tabelle", "", "Bezirk\tNov 2015\tDez 2015\r\nVaihingen\t300\t310\r\nMitte\t118\t117\r\n"))
	if got := v.Page(page).Text(); !strings.Contains(got, "2 Spalten sind Zeiträume") || !strings.Contains(got, "300") {
		t.Errorf("the table is not read: %q", got)
	}
}

// TestUploadInABrowser goes the whole way at 320 px without a violation.
func TestUploadInABrowser(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	v := htmltest.Visitor{T: t, Handler: h}
	page := kept(v, bring(v, "datei", "belegung_2015.csv", wide))
	preview := func() string { return post(v, page, wideMapping).Header().Get("Location") }
	browser := browsertest.New(t)
	for _, path := range []string{"/daten/einlesen", "/en/daten/einlesen", page, preview()} {
		p := browser.Page(server.URL+path, 320, 900)
		for _, width := range []int{320, 1280} {
			p.Resize(width, 900)
			browsertest.Axe(t, p)
			if p.Overflow() {
				t.Errorf("%s is wider than its screen of %d px", path, width)
			}
		}
	}
}

// A list whose ready mapping needs what no list says is no dead end: the page
// asks for it, keeps what was typed, stores it with the mapping and goes on.
func TestListWithoutOpeningComesIn(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Working(t))}
	const list = "tranche,bezirk,site,stadtteil_hint,type,places,note,source\n,Vaihingen,Am Prüfweg,,Systembau,120,,Liste\n"
	page := kept(v, bring(v, "datei", "unterkuenfte.csv", list))
	w := v.Get(page)
	text := parsed(t, w).Text()
	for _, want := range []string{"Das sagt die Datei nicht", "Öffnung (erster Tag mit den Plätzen)", "bekannt ab"} {
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(text, want) {
			t.Fatalf("status %d, the page does not say %q: %s", w.Code, want, text)
		}
	}
	if strings.Contains(text, "Bitte die Datei berichtigen") {
		t.Error("the page blames the file for what the mapping needs")
	}
	where := page + "?zuordnung=standortliste"
	w = post(v, where, url.Values{"schritt": {"ergaenzen"}, "angabe-opening": {"1.7.2016"}})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `value="1.7.2016"`) {
		t.Fatalf("half of what is needed: status %d, what was typed is lost", w.Code)
	}
	w = post(v, where, url.Values{"schritt": {"ergaenzen"}, "angabe-opening": {"1.7.2016"}, "angabe-known_from": {"1.2.2016"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, parsed(t, w).Text())
	}
	if got := v.Heading(w.Header().Get("Location")); got != "„unterkuenfte.csv“: bringt 1 Eintrag neu." {
		t.Errorf("heading %q", got)
	}
}

// A file that was taken in before is not at fault: nobody is asked to mend it.
func TestSameFileIsNotBlamed(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const file = "indicator;area;period;value;basis;known_from;source\naccommodation.persons;08111000/12;2015-06;80;counted;2015-07-14;Prüfung\n"
	page := kept(v, bring(v, "datei", "juni.csv", file))
	job1 := post(v, page, url.Values{"schritt": {"einlesen"}}).Header().Get("Location")
	state(t, desks, strings.TrimPrefix(job1, "/daten/vorgaenge/"), job.Done)
	w := v.Get(kept(v, bring(v, "datei", "juni.csv", file)))
	if text := parsed(t, w).Text(); w.Code != http.StatusConflict || !strings.Contains(text, "schon am") || strings.Contains(text, "Bitte die Datei berichtigen") {
		t.Errorf("status %d: %s", w.Code, text)
	}
}
