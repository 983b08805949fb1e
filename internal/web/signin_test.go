// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/platform/signin"
	"planraum/internal/web/webtest"
)

// house serves pages with sign-in over an empty city, with an administrator and
// a planner.
func house(t *testing.T) (string, *accounts.Desk) {
	t.Helper()
	desks := webtest.Desks(t, true)
	webtest.Account(t, desks.Accounts, "verwaltung@stadt.example", identity.Grant{Role: identity.Administrator})
	webtest.Account(t, desks.Accounts, "planung@stadt.example", identity.Grant{Role: identity.Planner})
	return webtest.Installation(t, desks), desks.Accounts
}

func (p *person) enter(address string) *person {
	p.Helper()
	return p.post("/anmelden", "adresse", address, "kennwort", webtest.Passphrase)
}

// cookie is what the person's browser holds of a session.
func (p *person) cookie() string {
	u, err := url.Parse(p.base)
	if err != nil {
		p.Fatal(err)
	}
	for _, c := range p.client.Jar.Cookies(u) {
		if c.Name == signin.PlainCookie {
			return c.Value
		}
	}
	return ""
}

// TestSessionFixation: what a browser brings along never becomes a session, and
// each sign-in, proof and change of password gives a new one and ends the old.
func TestSessionFixation(t *testing.T) {
	base, _ := house(t)
	p := newPerson(t, base)
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	planted := strings.Repeat("a", 52)
	p.client.Jar.SetCookies(u, []*http.Cookie{{Name: signin.PlainCookie, Value: planted, Path: "/"}})
	if p.get("/").signedIn() != "" {
		t.Fatal("a planted cookie signs in")
	}
	seen := map[string]bool{planted: true}
	fresh := func(what string) {
		t.Helper()
		if p.signedIn() == "" || seen[p.cookie()] {
			t.Errorf("after %s: signed in as %q with a cookie seen before: %v", what, p.signedIn(), seen[p.cookie()])
		}
		for old := range seen {
			if r := withCookie(t, base, old); r.signedIn() != "" {
				t.Errorf("after %s an older cookie still signs in", what)
			}
		}
		seen[p.cookie()] = true
	}
	p.enter("planung@stadt.example")
	fresh("sign-in")
	p.post("/anmelden/bestaetigen", "kennwort", webtest.Passphrase, "weiter", "/konto")
	fresh("proof")
	p.post("/konto", "schritt", "kennwort", "jetzt", webtest.Passphrase, "kennwort", "fünf kleine Esel")
	fresh("change of password")
	p.post("/abmelden")
	if withCookie(t, base, p.cookie()).signedIn() != "" {
		t.Error("signed in after signing out")
	}
}

func withCookie(t *testing.T, base, value string) *person {
	t.Helper()
	p := newPerson(t, base)
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	p.client.Jar.SetCookies(u, []*http.Cookie{{Name: signin.PlainCookie, Value: value, Path: "/"}})
	return p.get("/")
}

// TestRightsEndSessions: whoever gets other rights, is locked or deleted is
// signed out at once.
func TestRightsEndSessions(t *testing.T) {
	base, desk := house(t)
	for _, c := range []struct {
		name string
		do   func(identity.Account) error
	}{
		{"roles", func(a identity.Account) error {
			return desk.SetGrants(t.Context(), webtest.Local, a.Number, a.Version, []identity.Grant{{Role: identity.Council}})
		}},
		{"locked", func(a identity.Account) error { return desk.Lock(t.Context(), webtest.Local, a.Number, true) }},
		{"deleted", func(a identity.Account) error { return desk.Delete(t.Context(), webtest.Local, a.Number) }},
	} {
		webtest.Account(t, desk, c.name+"@stadt.example", identity.Grant{Role: identity.Planner})
		p := newPerson(t, base).enter(c.name + "@stadt.example")
		a, err := desk.AccountByAddress(t.Context(), webtest.Local, c.name+"@stadt.example")
		if err != nil || p.signedIn() == "" {
			t.Fatal(err, p.headline())
		}
		if err := c.do(a); err != nil {
			t.Fatal(err)
		}
		if p.get("/").signedIn() != "" {
			t.Errorf("%s: still signed in", c.name)
		}
	}
}

// TestCrossSitePost: forms of other sites change nothing.
func TestCrossSitePost(t *testing.T) {
	base, desk := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	for _, path := range []string{"/abmelden", "/konto", "/anmelden", "/anmelden/passkey", "/konto/passkey", "/anmelden/bestaetigen", "/verwaltung/konten", "/verwaltung/konten/2"} {
		for _, headers := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://boese.example"}, {"Origin": "null"}} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+path, strings.NewReader("schritt=ueberall&name=x"))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for k, v := range headers {
				r.Header.Set(k, v)
			}
			if p.read(p.client.Do(r)); p.last.StatusCode != 403 {
				t.Errorf("%s with %v: %d", path, headers, p.last.StatusCode)
			}
		}
	}
	if p.get("/").signedIn() == "" {
		t.Error("a form of another site signed out")
	}
	_ = desk
}

// TestOpenRedirect: nothing that is sent leads to another site after signing in.
func TestOpenRedirect(t *testing.T) {
	base, _ := house(t)
	for _, next := range []string{
		"https://boese.example", "//boese.example", `/\boese.example`, `\\boese.example`, "/\tx//boese.example", "javascript:alert(1)", "https:boese.example",
		"/%09//boese.example", "/..//boese.example", "http://localhost.boese.example/", " https://boese.example", "/\r\nLocation: https://boese.example",
	} {
		for _, path := range []string{"/anmelden", "/anmelden/bestaetigen"} {
			p := newPerson(t, base)
			if path != "/anmelden" {
				p.enter("planung@stadt.example")
			}
			p.stop = "/"
			p.post(path, "adresse", "planung@stadt.example", "kennwort", webtest.Passphrase, "weiter", next)
			u, err := url.Parse(p.last.Header.Get("Location"))
			if err != nil || u.Host != "" || u.Scheme != "" || strings.HasPrefix(u.Path, "//") || p.last.StatusCode != 303 {
				t.Errorf("%s with %q leads to %q (%d)", path, next, p.last.Header.Get("Location"), p.last.StatusCode)
			}
		}
	}
	p := newPerson(t, base).enter("planung@stadt.example")
	if p.get("/anmelden?weiter=//boese.example"); p.last.Request.URL.Path != "/" {
		t.Errorf("somebody who is signed in is led to %s", p.last.Request.URL)
	}
}

// TestMassAssignment: fields that a form does not have change nothing.
func TestMassAssignment(t *testing.T) {
	base, desk := house(t)
	_, secret, err := desk.Invite(t.Context(), webtest.Local, "neu@stadt.example", "", []identity.Grant{{Role: identity.Council}})
	if err != nil {
		t.Fatal(err)
	}
	more := []string{
		"grants", `[{"role":"administrator"}]`, "rolle", "administrator", "rollen", "administrator", "gebiet", "", "thema", "", "traeger", "",
		"state", "active", "number", "1", "account", "1", "nummer", "1", "second_factor", "true", "provider", "x", "adresse", "verwaltung@stadt.example", "email", "x@x.example",
	}
	p := newPerson(t, base).post("/einladung/"+secret, append(more, "kennwort", webtest.Passphrase, "name", "N")...)
	p.post("/konto", append(more, "schritt", "name", "name", "N")...)
	p.post("/konto", append(more, "schritt", "rollen")...)
	a, err := desk.AccountByAddress(t.Context(), webtest.Local, "neu@stadt.example")
	if err != nil || a.Name != "N" || len(a.Grants) != 1 || a.Grants[0] != (identity.Grant{Role: identity.Council}) || a.SecondFactor || a.Provider != "" {
		t.Errorf("%+v, %v", a, err)
	}
	// A token's roles are at most the owner's, whatever is sent.
	p.post("/konto", "schritt", "token", "bezeichnung", "x", "rollen", "administrator", "bis", time.Now().AddDate(0, 1, 0).Format(time.DateOnly))
	if p.last.StatusCode != 422 {
		t.Errorf("a token of an administrator for a council reader: %d", p.last.StatusCode)
	}
}

// TestForeignAccounts: nobody but who runs the installation sees or changes
// another account, and nobody ends another's sessions or tokens.
func TestForeignAccounts(t *testing.T) {
	base, desk := house(t)
	admin := newPerson(t, base).enter("verwaltung@stadt.example")
	p := newPerson(t, base).enter("planung@stadt.example")
	for _, path := range []string{"/verwaltung/konten", "/verwaltung/konten/1", "/verwaltung/konten/2", "/verwaltung/konten/99"} {
		if p.get(path); p.last.StatusCode != 403 {
			t.Errorf("GET %s: %d", path, p.last.StatusCode)
		}
		for _, step := range []string{"rollen", "link", "sperren", "entsperren", "loeschen"} {
			if p.post(path, "schritt", step, "sicher", "ja", "rolle", "administrator", "adresse", "x@stadt.example", "fassung", "1"); p.last.StatusCode != 403 {
				t.Errorf("POST %s %s: %d", path, step, p.last.StatusCode)
			}
		}
	}
	session := identity.Digest(admin.cookie())
	p.post("/konto", "schritt", "sitzung", "nummer", session)
	if admin.get("/").signedIn() == "" {
		t.Error("a foreign session was ended by its number")
	}
	desk.Parts = oneDistrict
	limited := webtest.Account(t, desk, "bezirk@stadt.example", identity.Grant{Role: identity.Administrator, Area: area.ID("08111000/01")})
	if accounts.Administers(identity.Principal{Means: identity.Session, Grants: limited.Account.Grants}) {
		t.Error("who administers one district administers accounts")
	}
}

// oneDistrict is a city of one district and one provider.
func oneDistrict(context.Context) (accounts.Parts, error) {
	return accounts.Parts{Areas: []area.ID{"08111000", "08111000/01"}, Holders: []string{"Beispielträger"}}, nil
}

// TestRolesForWhatThereIs: the forms take a role for areas, topics and providers
// of this city only, name the known ones, and keep what was typed.
func TestRolesForWhatThereIs(t *testing.T) {
	base, desk := house(t)
	desk.Parts = oneDistrict
	admin := newPerson(t, base).enter("verwaltung@stadt.example")
	wrong := []string{"rolle", "planner", "gebiet", "08111000/77", "thema", "accomodation", "traeger", ""}
	for _, path := range []string{"/verwaltung/konten", "/verwaltung/konten/2"} {
		admin.post(path, append(wrong, "adresse", "neu@stadt.example", "schritt", "rollen", "fassung", "1")...)
		if admin.last.StatusCode != 422 {
			t.Errorf("%s: %d", path, admin.last.StatusCode)
		}
		for _, want := range []string{"08111000, 08111000/01", "accommodation/sites"} {
			if !strings.Contains(admin.page.Text(), want) {
				t.Errorf("%s does not name %q", path, want)
			}
		}
		if role, ok := admin.page.First("select[name=rolle] option[selected]"); !ok || role.Attr("value") != "planner" {
			t.Errorf("%s does not keep what was typed", path)
		}
	}
	admin.post("/verwaltung/konten", "adresse", "neu@stadt.example", "rolle", "provider", "gebiet", "", "thema", "", "traeger", "Niemand")
	if admin.last.StatusCode != 422 || !strings.Contains(admin.page.Text(), "Beispielträger") {
		t.Errorf("a provider that there is not: %d", admin.last.StatusCode)
	}
	all, err := desk.Accounts(t.Context(), webtest.Local)
	if err != nil || len(all) != 2 || all[1].Grants[0] != (identity.Grant{Role: identity.Planner}) {
		t.Errorf("kept are %+v (%v)", all, err)
	}
	admin.post("/verwaltung/konten", "adresse", "neu@stadt.example", "rolle", "provider", "gebiet", "08111000/01", "thema", "accommodation/sites", "traeger", "Beispielträger")
	if all, err := desk.Accounts(t.Context(), webtest.Local); err != nil || len(all) != 3 {
		t.Errorf("a sound role: %d, %+v (%v)", admin.last.StatusCode, all, err)
	}
}

// TestInvitationOnce: a link that was used, voided or has ended opens nothing.
func TestInvitationOnce(t *testing.T) {
	base, desk := house(t)
	a, secret, err := desk.Invite(t.Context(), webtest.Local, "neu@stadt.example", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	newer, err := desk.Relink(t.Context(), webtest.Local, a.Number)
	if err != nil {
		t.Fatal(err)
	}
	if p := newPerson(t, base).post("/einladung/"+secret, "kennwort", webtest.Passphrase); p.last.StatusCode != 404 {
		t.Errorf("a voided link: %d", p.last.StatusCode)
	}
	if p := newPerson(t, base).post("/einladung/"+newer, "kennwort", "kurz"); p.last.StatusCode != 422 || !strings.Contains(p.page.Text(), "mindestens 12 Zeichen") {
		t.Errorf("a short password: %d %q", p.last.StatusCode, p.headline())
	}
	if p := newPerson(t, base).post("/einladung/"+newer, "kennwort", webtest.Passphrase); p.signedIn() == "" {
		t.Errorf("the link: %d %q", p.last.StatusCode, p.headline())
	}
	thief := newPerson(t, base).get("/einladung/" + newer)
	if thief.last.StatusCode != 404 || strings.Contains(thief.page.Text(), "neu@stadt.example") {
		t.Errorf("the used link shows %d %q", thief.last.StatusCode, thief.headline())
	}
	if thief.post("/einladung/"+newer, "kennwort", "ein anderes Kennwort"); thief.last.StatusCode != 404 || thief.get("/").signedIn() != "" {
		t.Errorf("the used link is taken: %d", thief.last.StatusCode)
	}
	if p := newPerson(t, base).enter("neu@stadt.example"); p.signedIn() == "" {
		t.Error("the thief changed the password")
	}
}

// TestBruteForce: after ten wrong passwords the right one is not taken either,
// in the same words for an account that there is not; other accounts still
// sign in from the same address.
func TestBruteForce(t *testing.T) {
	base, _ := house(t)
	says := map[string][]string{}
	for _, address := range []string{"planung@stadt.example", "niemand@stadt.example"} {
		p := newPerson(t, base)
		for range 10 {
			p.post("/anmelden", "adresse", address, "kennwort", "falsch geraten und lang")
			says[address] = append(says[address], p.headline())
			if p.last.StatusCode != 403 {
				t.Errorf("%s: %d", address, p.last.StatusCode)
			}
		}
		p.enter(address)
		says[address] = append(says[address], p.headline())
		if p.last.StatusCode != 429 || p.last.Header.Get("Retry-After") == "" || p.signedIn() != "" {
			t.Errorf("%s after ten guesses: %d", address, p.last.StatusCode)
		}
	}
	if strings.Join(says["planung@stadt.example"], "|") != strings.Join(says["niemand@stadt.example"], "|") {
		t.Errorf("the answers tell an account from none: %q", says)
	}
	if p := newPerson(t, base).enter("VERWALTUNG@stadt.example "); p.signedIn() == "" {
		t.Errorf("another account from the same address: %q", p.headline())
	}
}

// TestCookies: over https the cookie is bound to the host, and a plain one does
// not count; over http from elsewhere nobody signs in.
func TestCookies(t *testing.T) {
	desks := webtest.Desks(t, true)
	signed := webtest.Account(t, desks.Accounts, "planung@stadt.example", identity.Grant{Role: identity.Planner})
	server := httptest.NewTLSServer(webtest.SignedIn(desks, "https://planung.stadt.example"))
	defer server.Close()
	form := strings.NewReader(url.Values{"adresse": {"planung@stadt.example"}, "kennwort": {webtest.Passphrase}}.Encode())
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/anmelden", form)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := server.Client().Transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	found := false
	for _, c := range answer.Cookies() {
		if c.Name == signin.SecureCookie {
			found = c.Secure && c.HttpOnly && c.SameSite == http.SameSiteLaxMode && c.Path == "/" && c.Domain == "" && c.MaxAge == 0
		}
	}
	if !found {
		t.Errorf("the cookies are %v", answer.Cookies())
	}
	h := webtest.SignedIn(desks, "https://planung.stadt.example")
	ask := func(h http.Handler, name, host, from string) int {
		r := httptest.NewRequest(http.MethodGet, "http://"+host+"/konto", nil)
		r.RemoteAddr = from
		r.AddCookie(&http.Cookie{Name: name, Value: signed.Secret})
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	if got := ask(h, signin.SecureCookie, "planung.stadt.example", "10.0.0.1:1"); got != 200 {
		t.Errorf("the secure cookie behind a proxy: %d", got)
	}
	if got := ask(h, signin.PlainCookie, "planung.stadt.example", "10.0.0.1:1"); got != 303 {
		t.Errorf("a plain cookie counts over https: %d", got)
	}
	if got := ask(webtest.SignedIn(desks, ""), signin.PlainCookie, "planung.stadt.example", "10.0.0.1:1"); got != 403 {
		t.Errorf("http from elsewhere: %d", got)
	}
}

// TestTokens: a token acts for its owner within its limits until it ends, is
// revoked, or its owner loses the right, and changes nothing by way of pages.
func TestTokens(t *testing.T) {
	base, desk := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	until := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	make := func(more ...string) string {
		t.Helper()
		p.post("/konto", append(more, "schritt", "token", "bezeichnung", "Export", "rollen", "planner", "bis", until)...)
		field, ok := p.page.First("#neuer-token")
		if !ok {
			t.Fatalf("no token: %d %q", p.last.StatusCode, p.headline())
		}
		return field.Attr("value")
	}
	ask := func(token, method, path string) int {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if answer.StatusCode == 401 {
			var problem struct{ Detail string }
			if err := json.NewDecoder(answer.Body).Decode(&problem); err != nil || problem.Detail == "" || answer.Header.Get("WWW-Authenticate") == "" {
				t.Errorf("the refusal says %+v, %v", problem, err)
			}
		}
		return answer.StatusCode
	}
	reads, writes := make(), make("schreiben", "ja")
	for _, c := range []struct {
		token, method, path string
		want                int
	}{
		{reads, "GET", "/plaene", 200},
		{reads, "POST", "/plaene", 403},
		{writes, "POST", "/plaene", 403}, // pages are for people
		{writes, "POST", "/konto", 403},
		{reads, "GET", "/konto", 200}, // leads to sign-in: a token shows no account
		{"planraum_" + strings.Repeat("a", 59), "GET", "/plaene", 401},
		{reads[:len(reads)-1] + other(reads[len(reads)-1]), "GET", "/plaene", 401},
		{"", "GET", "/plaene", 401},
	} {
		if got := ask(c.token, c.method, c.path); got != c.want {
			t.Errorf("%s %s with %.14s…: %d, want %d", c.method, c.path, c.token, got, c.want)
		}
	}
	own, err := desk.Own(t.Context(), identity.Principal{Account: 2, Means: identity.Session})
	if err != nil || len(own.Tokens) != 2 || own.Tokens[1].UsedOn == "" {
		t.Fatalf("%+v, %v", own.Tokens, err)
	}
	for _, tok := range own.Tokens {
		if tok.Digest == identity.Digest(reads) {
			p.post("/konto", "schritt", "widerrufen", "nummer", tok.ID)
		}
	}
	if got := ask(reads, "GET", "/plaene"); got != 401 {
		t.Errorf("a revoked token: %d", got)
	}
	real := desk.Now
	desk.Now = func() time.Time { return real().AddDate(0, 1, 2) }
	if got := ask(writes, "GET", "/plaene"); got != 401 {
		t.Errorf("a token that has ended: %d", got)
	}
	desk.Now = real
	a, err := desk.Account(t.Context(), webtest.Local, 2)
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.SetGrants(t.Context(), webtest.Local, 2, a.Version, []identity.Grant{{Role: identity.Council}}); err != nil {
		t.Fatal(err)
	}
	if got := ask(writes, "GET", "/plaene"); got != 403 {
		t.Errorf("a token for a role that its owner has lost: %d", got)
	}
}

// TestOldSession: a session ends after two hours without a request and after
// twelve in any case; dangerous acts ask for a proof after fifteen minutes.
func TestOldSession(t *testing.T) {
	base, desk := house(t)
	real := desk.Now
	start := real()
	at := start
	desk.Now = func() time.Time { return at }
	p := newPerson(t, base).enter("planung@stadt.example")
	for range 11 {
		at = at.Add(time.Hour)
		if p.get("/").signedIn() == "" {
			t.Fatalf("signed out after %s with a request each hour", at.Sub(start))
		}
	}
	at = start.Add(12 * time.Hour)
	if p.get("/").signedIn() != "" {
		t.Error("signed in after twelve hours")
	}
	p.enter("planung@stadt.example")
	at = at.Add(2*time.Hour + time.Second)
	if p.get("/").signedIn() != "" {
		t.Error("signed in after two hours without a request")
	}
}

// TestProof: without a recent proof a dangerous act is not done, but leads to
// the page that asks for it, and from there back.
func TestProof(t *testing.T) {
	base, desk := house(t)
	p := newPerson(t, base)
	real := desk.Now
	desk.Now = func() time.Time { return real().Add(-time.Hour) }
	p.enter("planung@stadt.example")
	desk.Now = real
	p.post("/konto", "schritt", "loeschen", "wort", "löschen")
	if p.last.Request.URL.Path != "/anmelden/bestaetigen" {
		t.Fatalf("deleting leads to %s: %q", p.last.Request.URL, p.headline())
	}
	next, _ := p.page.First("input[name=weiter]")
	if p.post("/anmelden/bestaetigen", "kennwort", "falsch geraten und lang", "weiter", next.Attr("value")); p.last.StatusCode != 422 {
		t.Errorf("a wrong proof: %d %q", p.last.StatusCode, p.headline())
	}
	p.post("/anmelden/bestaetigen", "kennwort", webtest.Passphrase, "weiter", next.Attr("value"))
	if p.last.Request.URL.Path != "/konto" {
		t.Errorf("after the proof: %s", p.last.Request.URL)
	}
	if p.post("/konto", "schritt", "loeschen", "wort", "löschen"); p.signedIn() != "" || p.last.Request.URL.Path != "/anmelden" {
		t.Errorf("after deleting: %s %q", p.last.Request.URL, p.headline())
	}
	if _, err := desk.AccountByAddress(t.Context(), webtest.Local, "planung@stadt.example"); err == nil {
		t.Error("the account is still there")
	}
}

// TestExportOfOneself gives all that is kept, and nothing that opens the account.
func TestExportOfOneself(t *testing.T) {
	base, _ := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	answer, err := p.client.Get(base + "/konto/daten")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var file struct {
		Account  struct{ Email string }
		Sessions []any
	}
	if err := json.NewDecoder(answer.Body).Decode(&file); err != nil || file.Account.Email != "planung@stadt.example" || len(file.Sessions) != 2 {
		t.Errorf("%+v, %v", file, err)
	}
	if got := newPerson(t, base).get("/konto/daten"); got.last.Request.URL.Path != "/anmelden" {
		t.Errorf("nobody's data: %s", got.last.Request.URL)
	}
}

// other is a letter that is not c.
func other(c byte) string {
	if c == 'a' {
		return "b"
	}
	return "a"
}
