// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/desk/journal"
	"planraum/internal/web/browsertest"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// asSteward lets all requests come from the data steward.
func asSteward(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: identity.RoleCookie, Value: string(identity.Steward)})
		h.ServeHTTP(w, r)
	})
}

// TestRecordPage: the page says what was done last and whether the chain was
// verified, is narrowed by what the form says, and leads to each entry.
func TestRecordPage(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := asSteward(webtest.Handler(desks))
	v := htmltest.Visitor{T: t, Handler: h}
	heading := v.Heading("/verwaltung/protokoll")
	if !strings.Contains(heading, "Einträge im Protokoll") || !strings.Contains(heading, "Änderung durch Beispiel") {
		t.Errorf("the page answers %q", heading)
	}
	page := v.Page("/verwaltung/protokoll")
	if !strings.Contains(page.Text(), "Die Kette wurde noch nicht geprüft") {
		t.Error("the page does not say that nobody has verified the chain")
	}
	rows := page.Table("protokoll")
	if len(rows) != 50 {
		t.Errorf("%d lines, want 50", len(rows))
	}
	if _, err := desks.Journal.Verify(t.Context(), journal.Span{}, func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	if page := v.Page("/verwaltung/protokoll"); !strings.Contains(page.Text(), "nichts wurde geändert, entfernt oder eingefügt") {
		t.Error("the page does not say that the chain was verified")
	}
	for query, want := range map[string]string{"art=import": "Einlesen", "rolle=steward": "", "gegenstand=release": "Freigabe", "art=verification": "Prüfung der Kette", "konto=99": ""} {
		page := v.Page("/verwaltung/protokoll?" + query)
		rows := page.Table("protokoll")
		for _, row := range rows {
			if want != "" && len(row) > 3 && row[3] != want {
				t.Errorf("%s lists %v", query, row)
			}
		}
	}
	older, ok := page.First("nav.pages a")
	if !ok || !strings.Contains(older.Attr("href"), "unter=") {
		t.Fatal("there is no way to older entries")
	}
	first := v.Page(older.Attr("href")).Table("protokoll")
	if first[0][0] >= rows[49][0] {
		t.Errorf("the next page begins with %s after %s", first[0][0], rows[49][0])
	}
}

// TestRecordEntryPage: an entry shows field by field what was there and what is.
func TestRecordEntryPage(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := asSteward(webtest.Handler(desks))
	v := htmltest.Visitor{T: t, Handler: h}
	if err := desks.Journal.Each(t.Context(), audit.Query{Object: audit.Object{Kind: "release"}, Limit: 2}, func(e audit.Entry) error {
		page := v.Page("/verwaltung/protokoll/" + strconv.FormatInt(e.Seq, 10))
		table := page.Table("aenderung")
		if !slices.ContainsFunc(table, func(row []string) bool { return row[0] == "events" && strings.Contains(row[2], "Sozialplanung") }) {
			t.Errorf("entry %d shows %v", e.Seq, table)
		}
		if !strings.Contains(page.Text(), e.Digest.String()) {
			t.Errorf("entry %d does not show its digest", e.Seq)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if w := v.Get("/verwaltung/protokoll/999999"); w.Code != http.StatusNotFound {
		t.Errorf("an entry that does not exist answers %d", w.Code)
	}
}

// TestRecordIsClosed: planners and the public see neither the record nor the
// page on personal data; faults in the address are named.
func TestRecordIsClosed(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	for _, path := range []string{"/verwaltung/protokoll", "/verwaltung/protokoll/1", "/verwaltung/protokoll/datei?format=csv", "/verwaltung/datenschutz"} {
		for _, role := range []string{string(identity.Planner), string(identity.Public)} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.AddCookie(&http.Cookie{Name: identity.RoleCookie, Value: role})
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != http.StatusForbidden {
				t.Errorf("%s answers %d to %s", path, w.Code, role)
			}
		}
	}
	w := htmltest.Visitor{T: t, Handler: asSteward(h)}.Get("/verwaltung/protokoll?konto=x&art=y&von=z")
	for _, column := range []string{"konto", "art", "von"} {
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), column) {
			t.Errorf("%d; the fault in %s is not named", w.Code, column)
		}
	}
}

// TestRecordFile: the record leaves as a file with all entries that were asked
// for, and that it left is recorded.
func TestRecordFile(t *testing.T) {
	desks := webtest.Desks(t, false)
	v := htmltest.Visitor{T: t, Handler: asSteward(webtest.Handler(desks))}
	for _, format := range journal.Formats() {
		if content := v.File("/verwaltung/protokoll/datei?art=import&format=" + format); len(content) < 1000 {
			t.Errorf("%s has %d bytes", format, len(content))
		}
	}
	csv := string(v.File("/verwaltung/protokoll/datei?art=import&format=csv"))
	if strings.Contains(csv, "Freigabe") || !strings.Contains(csv, "figures_accommodation.csv") {
		t.Error("the file does not hold what was asked for")
	}
	page, err := desks.Journal.Search(t.Context(), audit.Query{Kind: audit.Export})
	if err != nil || len(page.Entries) != 4 || !strings.Contains(page.Entries[0].After, "import") {
		t.Errorf("%d exports are recorded (%v)", len(page.Entries), err)
	}
}

// TestLooksAreRecorded: whoever sees small counts as they are leaves an entry
// for each page; who sees them protected leaves none.
func TestLooksAreRecorded(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	htmltest.Visitor{T: t, Handler: h}.Page("/daten/accommodation.persons")
	v := htmltest.Visitor{T: t, Handler: asSteward(h)}
	v.Page("/daten/accommodation.persons?stand=2016-12-31")
	v.Page("/verwaltung/protokoll")
	v.Page("/rechte/warum?art=site&handlung=read")
	if w := v.Get("/abmelden"); w.Code != 405 {
		t.Errorf("/abmelden answers %d", w.Code)
	}
	v.Get("/rolle")
	page, err := desks.Journal.Search(context.Background(), audit.Query{Kind: audit.ReadProtected})
	if err != nil || len(page.Entries) != 1 || page.Entries[0].Object.Key != "/daten/accommodation.persons" || page.Entries[0].By != "Datenverantwortung" {
		t.Errorf("recorded are %+v (%v)", page.Entries, err)
	}
}

// TestPrivacyPage: the page names each table with personal data.
func TestPrivacyPage(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: asSteward(webtest.Handler(webtest.Desks(t, false)))}
	if heading := v.Heading("/verwaltung/datenschutz"); !strings.Contains(heading, "nur von Nutzern und Kontakten") {
		t.Errorf("the page answers %q", heading)
	}
	rows := v.Page("/verwaltung/datenschutz").Table("personen")
	for _, name := range []string{"contact", "audit_sealed", "upload"} {
		if !slices.ContainsFunc(rows, func(row []string) bool { return row[0] == name && row[4] != "" }) {
			t.Errorf("%s is not listed", name)
		}
	}
}

// TestOfficePagesInABrowser: the pages for those who answer for the
// installation break no rule of axe-core and fit on a phone.
func TestOfficePagesInABrowser(t *testing.T) {
	server := httptest.NewServer(asSteward(webtest.Handler(webtest.Desks(t, false))))
	t.Cleanup(server.Close)
	browser := browsertest.New(t)
	for _, path := range []string{"/verwaltung/protokoll", "/verwaltung/protokoll?konto=99", "/verwaltung/protokoll/40", "/verwaltung/protokoll/2", "/verwaltung/datenschutz", "/verwaltung/protokoll?konto=x"} {
		for _, prefix := range []string{"", "/en"} {
			page := browser.Page(server.URL+prefix+path, 320, 900)
			for _, width := range []int{320, 1280} {
				page.Resize(width, 900)
				browsertest.Axe(t, page)
				if page.Overflow() {
					t.Errorf("%s%s is wider than its screen of %d px", prefix, path, width)
				}
			}
		}
	}
}
