// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/web"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// ask sends a request as somebody; form may be nil.
func (f *fixture) ask(t *testing.T, p identity.Principal, method, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	if form != nil {
		body.WriteString(form.Encode())
	}
	r := httptest.NewRequestWithContext(context.WithValue(t.Context(), acting{}, p), method, "http://localhost"+path, &body)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	rec := httptest.NewRecorder()
	f.h.ServeHTTP(rec, r)
	return rec
}

// district is somebody who holds a role in the fixture's own district.
func (f *fixture) district(role identity.Role) identity.Principal {
	_, part := principals(role, f.objects["site"].area)
	return part
}

// TestForeignObjects: what belongs to another district is refused or not there,
// whatever the address; its number tells nothing.
func TestForeignObjects(t *testing.T) {
	f := newFixture(t)
	planner, steward := f.district(identity.Planner), f.district(identity.Steward)
	_, upload := f.uploads(t, planner)
	_, job := f.jobs(t, planner)
	run := f.run(t)
	const all = "?werte=alle&stand=2026-11-22"
	for _, path := range []string{
		"/plaetze/" + f.objects["site"].foreign,
		"/daten/meldungen/haus-b",
		"/daten/einlesen/" + upload,
		"/daten/vorgaenge/" + job,
		"/daten/vorgaenge/" + job + "/datei",
		"/daten/pruefung/" + f.objects["key"].foreign + all,
		"/herleitung/" + f.objects["ref..."].foreign + all,
		"/herleitung/run/" + run + "/needed/2016-12",
		"/herleitung/decision/" + run + "/x/2016-12-01",
		"/plaene/neue-planung-2015-11-27",
		"/plaene/neue-planung-2015-11-27?tabelle=monate&format=csv",
		"/daten/verlauf/" + f.objects["batch"].own,
		"/herleitung/record/" + strconv.FormatInt(f.plan(t), 10),
	} {
		for _, prefix := range []string{"", "/en"} {
			for _, who := range []identity.Principal{planner, steward} {
				if rec := f.ask(t, who, http.MethodGet, prefix+path, nil); rec.Code != http.StatusForbidden && rec.Code != http.StatusNotFound {
					t.Errorf("%s%s answers %d to %s", prefix, path, rec.Code, who.By())
				}
			}
		}
	}
}

// run keeps a run of a plan of the whole city.
func (f *fixture) run(t *testing.T) string {
	t.Helper()
	ctx := audience.With(t.Context(), audience.Unfiltered)
	p, err := f.desks.Planning.Plan(ctx, "neue-planung-2015-11-27", webtest.Today)
	if err != nil {
		t.Fatal(err)
	}
	r, err := f.desks.Planning.Run(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return r.ID
}

// plan is the number of a plan's record.
func (f *fixture) plan(t *testing.T) int64 {
	t.Helper()
	p, err := f.desks.Planning.Plan(t.Context(), "neue-planung-2015-11-27", webtest.Today)
	if err != nil {
		t.Fatal(err)
	}
	return p.Version
}

// TestNothingLeaksIntoLists: pages, files and charts of a district's planner hold
// the unreleased figure of the own district, and not that of the other.
func TestNothingLeaksIntoLists(t *testing.T) {
	f := newFixture(t)
	planner := f.district(identity.Planner)
	lens, err := f.desks.Rights.Lens(t.Context(), planner, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx := audience.With(identity.With(t.Context(), planner), lens)
	figures, err := f.desks.Data.Figures(ctx, figure.Query{Indicators: []string{"accommodation.persons"}})
	if err != nil {
		t.Fatal(err)
	}
	own, foreign := f.objects["ref..."].own, f.objects["ref..."].foreign
	seen := map[string]bool{}
	for _, one := range figures {
		seen["figure/"+strconv.FormatInt(one.ID, 10)] = true
		if one.Area != f.objects["site"].area && !one.Release.State.Open() {
			t.Errorf("an unreleased figure of %s is seen", one.Area)
		}
	}
	if !seen[own] || seen[foreign] {
		t.Errorf("the own figure is seen: %t, the foreign one: %t", seen[own], seen[foreign])
	}
	const address = "/daten/accommodation.persons?werte=alle&stand=2026-11-22&gebiet="
	if page := f.ask(t, planner, http.MethodGet, address+url.QueryEscape(string(f.objects["site"].area)), nil).Body.String(); !strings.Contains(page, own) {
		t.Error("the page of the own district lacks its figure")
	}
	other, err := f.desks.Capacity.Site(t.Context(), f.objects["site"].foreign)
	if err != nil {
		t.Fatal(err)
	}
	if page := f.ask(t, planner, http.MethodGet, address+url.QueryEscape(string(other[0].Area)), nil).Body.String(); strings.Contains(page, foreign+"\"") || strings.Contains(page, foreign+"?") {
		t.Error("the page of the other district shows its unreleased figure")
	}
	if list := f.ask(t, planner, http.MethodGet, "/daten/meldungen", nil).Body.String(); strings.Contains(list, "Haus B") || !strings.Contains(list, "Haus A") {
		t.Error("the list of reporters holds another district's, or lacks the own")
	}
}

// TestOutsideWrites: nothing is written outside of where a role is held, by form
// or by file; a file is refused with every row that lies outside.
func TestOutsideWrites(t *testing.T) {
	f := newFixture(t)
	planner, steward := f.district(identity.Planner), f.district(identity.Steward)
	for _, act := range []string{"check", "release"} {
		who := planner
		if act == "release" {
			who = steward
		}
		rec := f.ask(t, who, http.MethodPost, "/daten/freigabe/stadt-presse.2017-12", url.Values{"act": {act}, "seen": {"99999999"}})
		if rec.Code != http.StatusForbidden || !strings.Contains(rec.Body.String(), "als Ganzes") {
			t.Errorf("%s of a month of the whole city answers %d", act, rec.Code)
		}
	}
	// Mass assignment: one's own reporter is moved into another district, or
	// given another district's site.
	other, err := f.desks.Capacity.Site(t.Context(), f.objects["site"].foreign)
	if err != nil {
		t.Fatal(err)
	}
	base := url.Values{"name": {"Haus A"}, "kind": {"site"}, "since": {"2026-01"}, "due_day": {"10"}, "organization": {ownHolder}}
	for name, change := range map[string][2]string{
		"moved into another district": {"district", string(other[0].Area)}, "without a district": {"district", ""},
	} {
		form := url.Values{}
		for k, v := range base {
			form[k] = v
		}
		form.Set(change[0], change[1])
		if rec := f.ask(t, planner, http.MethodPost, "/daten/meldungen/haus-a", form); rec.Code != http.StatusForbidden {
			t.Errorf("a reporter %s: %d", name, rec.Code)
		}
	}
	base.Set("district", string(f.objects["site"].area))
	base.Set("name", "Haus C")
	base.Set("site", f.objects["site"].foreign)
	if rec := f.ask(t, planner, http.MethodPost, "/daten/meldungen/neu", base); rec.Code != http.StatusForbidden {
		t.Errorf("a reporter with another district's site: %d", rec.Code)
	}
	for _, extra := range []string{"rolle=steward", "grants=steward", "holder=x"} {
		if rec := f.ask(t, planner, http.MethodPost, "/plaene/neu/form?"+extra, url.Values{"rolle": {"steward"}, "area": {""}}); rec.Code != http.StatusForbidden {
			t.Errorf("a plan with %s: %d", extra, rec.Code)
		}
	}
}

// TestForcedBrowsing: every form of the program is closed to the council, the
// public and the administrator of the installation, in both languages and by
// whatever spelling of the address.
func TestForcedBrowsing(t *testing.T) {
	f := newFixture(t)
	open := map[string]bool{"POST /rolle": true, "POST /melden/{secret}": true}
	for _, role := range []identity.Role{identity.Council, identity.Public, identity.Administrator, identity.Provider} {
		whole, _ := principals(role, "")
		for _, pattern := range web.Routes() {
			administers := role == identity.Administrator && strings.Contains(pattern, "/verwaltung/")
			if administers || !strings.HasPrefix(pattern, "POST ") || open[pattern] || ofAccounts(pattern) && !strings.Contains(pattern, "/verwaltung/") {
				continue
			}
			_, path := address(pattern, "x")
			for _, spelling := range []string{path, "/en" + path, path + "/", "/en/.." + path, "//" + strings.TrimPrefix(path, "/"), path + "%2f", strings.ToUpper(path), "/EN" + path, path + ";x", path + "?stand=2015-11-27"} {
				rec := f.ask(t, whole, http.MethodPost, spelling, url.Values{"schritt": {"speichern"}})
				if rec.Code < 300 || rec.Code == http.StatusSeeOther {
					t.Errorf("%s to the %s answers %d", spelling, role, rec.Code)
				}
			}
		}
	}
}

// TestVerbs: another verb is no way around a right.
func TestVerbs(t *testing.T) {
	f := newFixture(t)
	council, _ := principals(identity.Council, "")
	for _, path := range []string{"/plaene", "/daten/freigabe", "/daten/einlesen", "/plaetze"} {
		for _, verb := range []string{"HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GET\t", "get", "PROPFIND"} {
			r := httptest.NewRequestWithContext(context.WithValue(t.Context(), acting{}, council), http.MethodGet, "http://localhost"+path, nil)
			r.Method = verb
			r.Header.Set("X-HTTP-Method-Override", "GET")
			rec := httptest.NewRecorder()
			f.h.ServeHTTP(rec, r)
			if rec.Code < 400 {
				t.Errorf("%q %s answers %d", verb, path, rec.Code)
			}
		}
	}
}

// TestForgedCookie: outside of the demonstration the cookie of a role says
// nothing, and in it an unknown role is the public.
func TestForgedCookie(t *testing.T) {
	desks := webtest.Desks(t, false)
	config := web.Config{Today: func() period.Date { return webtest.Today }}
	for _, c := range []struct {
		demo   bool
		cookie string
		as     *identity.Principal
		want   int
	}{
		{true, "steward", nil, 200},
		{true, "root", nil, 403},
		{true, "STEWARD", nil, 403},
		{true, "", nil, 403},
		{false, "steward", &identity.Principal{}, 403},
		{false, "administrator", &identity.Principal{Account: 3, Grants: []identity.Grant{{Role: identity.Council}}}, 403},
		{true, "steward", &identity.Principal{Account: 3, Grants: []identity.Grant{{Role: identity.Council}}}, 403},
	} {
		config.Demo = c.demo
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/daten/freigabe", nil)
		if c.as != nil {
			r = r.WithContext(identity.With(r.Context(), *c.as))
		}
		r.AddCookie(&http.Cookie{Name: identity.RoleCookie, Value: c.cookie})
		rec := httptest.NewRecorder()
		h := web.New(desks, config)
		if c.demo && c.as == nil {
			h = webtest.Demo(h)
		}
		h.ServeHTTP(rec, r)
		if rec.Code != c.want {
			t.Errorf("cookie %q, demonstration %t, signed in %t: %d, want %d", c.cookie, c.demo, c.as != nil, rec.Code, c.want)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/rolle", strings.NewReader("rolle=steward"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	config.Demo = false
	web.New(desks, config).ServeHTTP(rec, r)
	if rec.Code != http.StatusForbidden || rec.Header().Get("Set-Cookie") != "" {
		t.Errorf("outside of the demonstration the role changes: %d", rec.Code)
	}
}

// TestWhyAnswers: every refusal names its rule and leads to a page that explains
// it, and pages that show less than others say so.
func TestWhyAnswers(t *testing.T) {
	f := newFixture(t)
	council, _ := principals(identity.Council, "")
	refused := f.ask(t, council, http.MethodGet, "/plaene", nil)
	body := refused.Body.String()
	if refused.Code != http.StatusForbidden || !strings.Contains(body, "offices-read") || !strings.Contains(body, "Sie handeln als Gemeinderat") || !strings.Contains(body, "/rechte/warum?art=plan&amp;handlung=read") {
		t.Errorf("the refusal says %d %s", refused.Code, body)
	}
	why := f.ask(t, council, http.MethodGet, "/rechte/warum?art=plan&handlung=read", nil)
	if why.Code != 200 || !strings.Contains(why.Body.String(), "lesen, womit geplant wird") {
		t.Errorf("the explanation answers %d", why.Code)
	}
	audit := f.ask(t, identity.Principal{}, http.MethodGet, "/rechte/warum?art=audit&handlung=read", nil).Body.String()
	if !strings.Contains(audit, "administrator-administers") || strings.Count(audit, "steward-reads-audit") != 1 {
		t.Error("not every rule that would permit it is named")
	}
	planner := f.district(identity.Planner)
	list := f.ask(t, planner, http.MethodGet, "/plaetze", nil).Body.String()
	if !strings.Contains(list, "außerhalb davon die öffentliche Fassung") || !strings.Contains(list, "/rechte/warum?art=figure&amp;handlung=see") {
		t.Error("a list that is cut does not say so")
	}
	stranger := identity.Principal{Grants: []identity.Grant{{Role: identity.Provider, Holder: "Träger ohne Haus"}}}
	if empty := f.ask(t, stranger, http.MethodGet, "/daten/meldungen", nil).Body.String(); !strings.Contains(empty, "/rechte/warum?art=reporter&amp;handlung=read") {
		t.Error("an empty list of reporters does not name their own rule")
	}
	if got := f.ask(t, planner, http.MethodGet, "/rechte/warum?art=nichts&handlung=read", nil); got.Code != http.StatusUnprocessableEntity && got.Code != http.StatusBadRequest {
		t.Errorf("a question about nothing answers %d", got.Code)
	}
	try := f.ask(t, planner, http.MethodGet, "/verwaltung/rechte?rolle=council&handlung=release&art=approval&fuer="+url.QueryEscape(string(f.objects["site"].area)), nil).Body.String()
	if !strings.Contains(try, "Nicht erlaubt.") || !strings.Contains(try, "steward-releases") {
		t.Error("trying says nothing of the rule")
	}
}

// TestPlacesTellNoPlan: on the page of places a provider is shown nothing of a
// plan, no need that one has reckoned and no way to one, also where a planner has
// looked at the page before; the council and the public have no such page.
func TestPlacesTellNoPlan(t *testing.T) {
	f := newFixture(t)
	const path = "/plaetze?stand=2015-11-27&werte=alle"
	planner, _ := principals(identity.Planner, "")
	seen := f.ask(t, planner, http.MethodGet, path, nil).Body.String()
	if !strings.Contains(seen, "Neue Planung") || !strings.Contains(seen, "fehlen") {
		t.Fatal("the planner is shown no plan: the test shows nothing")
	}
	provider, _ := principals(identity.Provider, "")
	for _, address := range []string{path, "/en" + path, "/plaetze", "/plaetze?stand=2015-11-27&werte=freigegeben"} {
		rec := f.ask(t, provider, http.MethodGet, address, nil)
		page, err := htmltest.Parse(rec.Body)
		if err != nil || rec.Code != http.StatusOK {
			t.Fatalf("%s: %d, %v", address, rec.Code, err)
		}
		main, _ := page.First("main")
		for _, word := range []string{"Neue Planung", "fehlen", "missing", "Plan ", "plan ", "Annahmen", "assumptions"} {
			if strings.Contains(main.Text(), word) {
				t.Errorf("%s tells a provider %q", address, word)
			}
		}
		for _, link := range page.All("main a[href]") {
			if href := link.Attr("href"); strings.Contains(href, "/plaene") || strings.Contains(href, "/herleitung/run") || strings.Contains(href, "/herleitung/decision") {
				t.Errorf("%s leads a provider to %s", address, href)
			}
		}
		for _, table := range []string{"verlauf", "warnungen"} {
			if file := f.ask(t, provider, http.MethodGet, address+"&tabelle="+table+"&format=csv", nil); strings.Contains(file.Body.String(), "Neue Planung") {
				t.Errorf("the file %s of %s tells a provider of a plan", table, address)
			}
		}
	}
	for _, role := range []identity.Role{identity.Council, identity.Public, identity.Administrator} {
		who, _ := principals(role, "")
		if rec := f.ask(t, who, http.MethodGet, path, nil); rec.Code != http.StatusForbidden || strings.Contains(rec.Body.String(), "Neue Planung") {
			t.Errorf("the page for %s: %d", role, rec.Code)
		}
	}
}

// TestDraftsStayInside: whoever may not read plans is shown nothing of one by the
// pages that speak of them beside other things.
func TestDraftsStayInside(t *testing.T) {
	f := newFixture(t)
	for role, sees := range map[identity.Role]bool{identity.Planner: true, identity.Public: false, identity.Council: false, identity.Provider: false, identity.Administrator: false} {
		whole, _ := principals(role, "")
		for _, path := range []string{"/", "/en/", "/?stand=2015-11-27&werte=alle"} {
			rec := f.ask(t, whole, http.MethodGet, path, nil)
			if shown := strings.Contains(rec.Body.String(), "Neue Planung"); rec.Code != http.StatusOK || shown && !sees {
				t.Errorf("%s shows %s a plan: %v (%d)", path, role, shown, rec.Code)
			}
			if sees && strings.Contains(path, "werte=alle") && !strings.Contains(rec.Body.String(), "Plan:") {
				t.Errorf("%s shows the %s no plan", path, role)
			}
		}
	}
}
