// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/platform/signin"
	"planraum/internal/store"
	"planraum/internal/web"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// as asks for a page in a role of the demonstration.
func as(t *testing.T, h http.Handler, role, method, address string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if role != "" {
		r.AddCookie(&http.Cookie{Name: identity.RoleCookie, Value: role})
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

func headline(t *testing.T, rec *httptest.ResponseRecorder) string {
	t.Helper()
	h1, _ := parsed(t, rec).First("h1")
	return h1.Text()
}

// TestReleaseByTwo: what one role has checked another releases, on the pages;
// then the figures count on the pages of released figures.
func TestReleaseByTwo(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const month, spending = "/daten/freigabe/stadt-presse.2014-02", "/daten/structure.minors_share?stand=2014-06-30"
	if got := headline(t, as(t, h, "", "GET", "/daten/freigabe", nil)); got != "3 Monate warten auf die Prüfung, 1 auf die Freigabe durch eine zweite Person." {
		t.Errorf("the answer is %q", got)
	}
	if got := headline(t, as(t, h, "", "GET", spending, nil)); !strings.Contains(got, "kein Wert bekannt") {
		t.Errorf("before the release: %q", got)
	}
	page := parsed(t, as(t, h, "", "GET", month, nil))
	seen, _ := page.First("input[name=seen]")
	act := func(role, name, note string) *httptest.ResponseRecorder {
		return as(t, h, role, "POST", month, url.Values{"act": {name}, "seen": {seen.Attr("value")}, "note": {note}})
	}
	if rec := act("steward", "check", "gezählt"); rec.Code != http.StatusSeeOther {
		t.Fatalf("the check answers %d", rec.Code)
	}
	if rec := act("steward", "release", "so"); rec.Code != http.StatusForbidden || !strings.Contains(rec.Body.String(), "Freigeben muss eine zweite Person: Datenverantwortung hat diesen Monat geprüft.") {
		t.Errorf("the same role released: %d", rec.Code)
	}
	if rec := act("steward", "return", " "); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "eine Begründung") {
		t.Errorf("returned without a reason: %d", rec.Code)
	}
	if rec := act("steward", "return", "die Quelle fehlt"); rec.Code != http.StatusSeeOther {
		t.Errorf("returning answers %d", rec.Code)
	}
	if rec := act("planner", "check", ""); rec.Code != http.StatusSeeOther {
		t.Errorf("the second check answers %d", rec.Code)
	}
	page = parsed(t, as(t, h, "steward", "GET", month, nil))
	if notice, _ := page.First("#freigabe .notice"); !strings.Contains(notice.Text(), "gibt 2 Werte frei: 2 kommen neu hinzu, 0 gezeigte Werte ändern sich, 0 bleiben gleich") {
		t.Errorf("the effect is %q", notice.Text())
	}
	if rec := act("planner", "release", ""); rec.Code != http.StatusForbidden {
		t.Errorf("a planner released: %d", rec.Code)
	}
	if rec := act("steward", "release", "verglichen"); rec.Code != http.StatusSeeOther {
		t.Errorf("the release answers %d", rec.Code)
	}
	if got := headline(t, as(t, h, "", "GET", spending, nil)); !strings.Contains(got, "25 Prozent") {
		t.Errorf("after the release: %q", got)
	}
	history := parsed(t, as(t, h, "", "GET", month, nil)).All(".history li")
	if len(history) != 4 || !strings.Contains(history[3].Text(), "freigegeben von Datenverantwortung") || !strings.Contains(history[1].Text(), "die Quelle fehlt") {
		t.Errorf("the history has %d lines", len(history))
	}
	for _, bad := range []string{"/daten/freigabe/x", "/daten/freigabe/stadt-presse.1999-01"} {
		if rec := as(t, h, "", "GET", bad, nil); rec.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", bad, rec.Code)
		}
	}
}

// TestFiguresUsed: pages and files say on which figures they rest, addresses
// carry the choice on, and derivations name who released.
func TestFiguresUsed(t *testing.T) {
	v := reader(t)
	facts := func(page htmltest.Node) string {
		list, _ := page.First(".facts")
		return list.Text()
	}
	page := v.Page("/daten?stand=2026-11-22")
	if !strings.Contains(facts(page), "nur freigegebene Werte") {
		t.Errorf("the facts are %q", facts(page))
	}
	all := v.Page("/daten?stand=2026-11-22&werte=alle")
	if !strings.Contains(facts(all), "enthält nicht freigegebene Werte (15 von 977)") {
		t.Errorf("the facts are %q", facts(all))
	}
	if a, _ := all.First("#kennzahlen tbody th a"); !strings.Contains(a.Attr("href"), "werte=alle") {
		t.Errorf("the choice is lost at %q", a.Attr("href"))
	}
	if csv := string(v.File("/daten?stand=2026-11-22&werte=alle&tabelle=kennzahlen&format=csv")); !strings.Contains(csv, "enthält nicht freigegebene Werte") {
		t.Error("the file does not say on which figures it rests")
	}
	if csv := string(v.File("/daten?stand=2026-11-22&tabelle=kennzahlen&format=csv")); !strings.Contains(csv, "nur freigegebene Werte") {
		t.Error("the file does not say on which figures it rests")
	}
	series := v.Page("/daten/accommodation.persons?stand=2026-11-22")
	number, _ := series.First("#werte a.number")
	origin, _ := v.Page(number.Attr("href")).First(".origin")
	if !strings.Contains(origin.Text(), "freigegeben") {
		t.Errorf("the derivation does not name who released: %q", origin.Text())
	}
	if rec := as(t, v.Handler, "", "GET", "/?werte=viele", nil); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown choice answers %d", rec.Code)
	}
}

// TestRoles: the demonstration lets one be somebody else; the public sees what
// serves it, released only, and everything else refuses it in a sentence.
func TestRoles(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	rec := as(t, h, "", "POST", "/rolle", url.Values{"rolle": {"public"}, "zurueck": {"/plaetze?stand=2016-12-31"}})
	cookies := rec.Result().Cookies()
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/plaetze?stand=2016-12-31" || len(cookies) != 1 {
		t.Fatalf("changing the role answers %d to %q", rec.Code, rec.Header().Get("Location"))
	}
	if c := cookies[0]; c.Value != "public" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("the cookie is %+v", c)
	}
	for _, back := range []string{"//fremd.de", "https://fremd.de", "/\\fremd.de", ""} {
		rec := as(t, h, "", "POST", "/rolle", url.Values{"rolle": {"planner"}, "zurueck": {back}})
		if rec.Header().Get("Location") != "/" {
			t.Errorf("%q leads to %q", back, rec.Header().Get("Location"))
		}
	}
	if rec := as(t, h, "", "POST", "/rolle", url.Values{"rolle": {"king"}}); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown role answers %d", rec.Code)
	}
	for address, want := range map[string]int{
		"/": 200, "/daten/intake.arrivals": 200, "/en/daten/intake.arrivals?werte=alle": 200, "/herleitung/figure/2000000": 404,
		"/plaetze": 403, "/plaene": 403, "/personal": 403, "/prognosen": 403, "/prognosen/warnungen": 403, "/prognosen/warnungen/schwelle": 403, "/prognosen/warnungen/verlauf": 403, "/herleitung/warning/probability/2016-03": 403, "/daten": 403, "/daten/freigabe": 403, "/herleitung/city/persons/2015-10-29": 403, "/gibt-es-nicht": 404,
	} {
		rec := as(t, h, "public", "GET", address, nil)
		if rec.Code != want {
			t.Errorf("to the public %s answers %d, want %d", address, rec.Code, want)
		}
		if want == 403 && headline(t, rec) == "" {
			t.Errorf("%s is refused without a sentence", address)
		}
	}
	if got := headline(t, as(t, h, "public", "GET", "/daten/structure.minors_share?stand=2014-06-30&werte=alle", nil)); !strings.Contains(got, "kein Wert bekannt") {
		t.Errorf("the public sees what is not released: %q", got)
	}
	if rec := as(t, h, "public", "POST", "/daten/intake.arrivals", url.Values{"figure": {"1"}}); rec.Code != 403 {
		t.Errorf("the public may choose figures: %d", rec.Code)
	}
	sober := signin.Config{}.Identify(web.New(desks, web.Config{Today: func() period.Date { return webtest.Today }}))
	if rec := as(t, sober, "steward", "GET", "/plaetze", nil); rec.Code != 403 || strings.Contains(rec.Body.String(), "/rolle") {
		t.Errorf("without the demonstration the cookie counts: %d", rec.Code)
	}
	if rec := as(t, sober, "", "POST", "/rolle", url.Values{"rolle": {"steward"}}); rec.Code != 403 {
		t.Errorf("without the demonstration the role can be changed: %d", rec.Code)
	}
}

// TestPlanOnUnreleasedStock: a plan whose opening stock is not released cannot
// be reckoned from released figures; the pages say so and stand.
func TestPlanOnUnreleasedStock(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	bring := func(name, content string) {
		t.Helper()
		_, err := desks.Data.Import(t.Context(), data.Incoming{Name: name, Content: strings.NewReader(content), By: "Test", Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
	}
	bring("figures.csv", "indicator,area,period,value,basis,known_from,source\naccommodation.persons,08111000,2017-01-31,7999,counted,2017-02-01,Belegungsliste\n")
	bring("plan.yaml", "plan: Probe\nid: probe\nsource: Test\nas_of: 2017-02-02\nhorizon: 2017-02..2017-12\nplaces: {utilisation: ledger, sites: ledger, certainties: [in_operation, decided]}\n")
	const closed = "Der Plan „Probe“ lässt sich aus freigegebenen Werten nicht rechnen: Sein Anfangsbestand ist nicht freigegeben."
	for _, address := range []string{"/", "/plaetze", "/plaene", "/personal"} {
		rec := as(t, h, "", "GET", address+"?stand=2017-02-03", nil)
		if rec.Code != 200 || !strings.Contains(rec.Body.String(), closed) {
			t.Errorf("%s answers %d and does not say why the plan is not there", address, rec.Code)
		}
		rec = as(t, h, "", "GET", address+"?stand=2017-02-03&werte=alle", nil)
		if rec.Code != 200 || strings.Contains(rec.Body.String(), closed) {
			t.Errorf("%s over all figures answers %d", address, rec.Code)
		}
	}
	if rec := as(t, h, "", "GET", "/plaene/probe?stand=2017-02-03", nil); rec.Code != 422 || !strings.Contains(rec.Body.String(), "kein Bestand freigegeben") {
		t.Errorf("the plan's own page answers %d", rec.Code)
	}
}

// watched notes every question to the ledger that comes without a lens.
type watched struct {
	*store.Store
	mu    sync.Mutex // guards all that follows
	asked int
	bare  []string
}

func (w *watched) note(ctx context.Context, question string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	if _, ok := audience.From(ctx); !ok {
		w.bare = append(w.bare, question)
	}
}

func (w *watched) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	w.note(ctx, "Figures")
	return w.Store.Figures(ctx, q)
}

func (w *watched) Figure(ctx context.Context, id int64) (figure.Figure, error) {
	w.note(ctx, "Figure")
	return w.Store.Figure(ctx, id)
}

func (w *watched) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	w.note(ctx, "Latest")
	return w.Store.Latest(ctx, q)
}

func (w *watched) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	w.note(ctx, "Choices")
	return w.Store.Choices(ctx, q)
}

func (w *watched) Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error) {
	w.note(ctx, "Summaries")
	return w.Store.Summaries(ctx, asOf)
}

func (w *watched) SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error) {
	w.note(ctx, "SeriesOf")
	return w.Store.SeriesOf(ctx, indicator)
}

// parts are examples of the variable parts of addresses.
var parts = strings.NewReplacer(
	"{$}", "", "{report}", "antrag-864-2015", "{format}", "odt", "{site}", "t4-quellenstrasse", "{plan}", "neue-planung-2015-11-27", "{scenario}", "anstieg-haelt-an", "{indicator}", "intake.arrivals",
	"{unit}", "stadt-presse.2014-02", "{reporter}", "x", "{secret}", "x", "{ref...}", "city/persons/2015-10-29",
	"{source}", "gemeinderat", "katalog/{key}", "katalog/accommodation-persons", "pruefung/{key}", "pruefung/missing-5560929d48f5",
	"{batch}", "x", "{job}", "x", "{upload}", "x", "{account}", "1", "{provider}", "x", "{entry}", "1", "{forecast}", "x", "{warning...}", "2015-11-27/ledger",
	"{action}", "2015-004", "{goal}", "plaetze-2016", "{measure}", "tranche-5",
	"{body}", "task-force-integration", "{meeting}", "2015-12-03",
	"{paper}", "haushaltsantrag-864-2015", "{sitting}", "GR-2015-07-16",
)

// TestEveryRequestHasALens walks all routes: no desk is asked for figures
// without the lens of the reader.
func TestEveryRequestHasALens(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "lens.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	w := &watched{Store: s}
	h := webtest.Handler(webtest.Over(t, w, s, false))
	w.bare, w.asked = nil, 0
	for _, pattern := range web.Routes() {
		method, path, _ := strings.Cut(pattern, " ")
		address := parts.Replace(path)
		if strings.Contains(address, "{") {
			t.Errorf("%s has a part without an example", pattern)
		}
		for _, role := range []string{"", "steward", "public"} {
			as(t, h, role, method, address+"?stand=2016-12-31", url.Values{"figure": {"900"}, "act": {"check"}, "seen": {"1"}})
			as(t, h, role, method, "/en"+address, nil)
		}
	}
	if w.asked < 50 || len(w.bare) > 0 {
		t.Errorf("%d questions, without a lens: %v", w.asked, w.bare)
	}
}
