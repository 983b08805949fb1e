// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/platform/signin"
	"planraum/internal/web"
	"planraum/internal/web/webtest"
)

// demandOf demands two factors, as a command does.
func demandOf(t *testing.T, desk *accounts.Desk, rule identity.TwoFactors) {
	t.Helper()
	now, err := desk.Demand(t.Context(), webtest.Local)
	if err != nil {
		t.Fatal(err)
	}
	rule.Version = now.Rule.Version
	if err := desk.SetTwoFactors(t.Context(), webtest.Local, rule); err != nil {
		t.Fatal(err)
	}
}

// held is what the person's browser holds under a name.
func (p *person) held(name string) string {
	u, err := url.Parse(p.base)
	if err != nil {
		p.Fatal(err)
	}
	for _, c := range p.client.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// TestPasswordAloneDoesNotSignIn: where two factors are demanded the right
// password leads to the first passkey; until it is there no page knows who asks,
// and what the browser holds is no session.
func TestPasswordAloneDoesNotSignIn(t *testing.T) {
	base, desk := house(t)
	before := newPerson(t, base).enter("planung@stadt.example")
	administrator := newPerson(t, base).enter("verwaltung@stadt.example")
	demandOf(t, desk, identity.TwoFactors{Roles: []identity.Role{identity.Planner}})
	if before.get("/").signedIn() != "" || administrator.get("/").signedIn() == "" {
		t.Errorf("after the setting the planner is %q, the administrator %q", before.signedIn(), administrator.signedIn())
	}
	p := newPerson(t, base).enter("planung@stadt.example")
	form, ok := p.page.First("form[data-passkey=create]")
	if !ok || form.Attr("action") != "/anmelden/einrichten" || p.cookie() != "" || p.held(signin.PlainDevice) != "" {
		t.Fatalf("after the password: %q, cookie %q", p.headline(), p.cookie())
	}
	step := p.held(signin.PlainStep)
	if step == "" || withCookie(t, base, step).signedIn() != "" {
		t.Error("the step is a session")
	}
	for _, route := range web.Routes() {
		path, is := strings.CutPrefix(route, "GET ")
		if !is || strings.Contains(path, "{") {
			continue
		}
		if p.get(path).signedIn() != "" {
			t.Errorf("%s knows who asks", path)
		}
	}
	for path, pairs := range map[string][]string{
		"/anmelden/einrichten":  {"schritt", "fertig", "antwort", "{}"},
		"/anmelden/passkey":     {"schritt", "fertig", "antwort", "{}"},
		"/anmelden/bestaetigen": {"kennwort", webtest.Passphrase},
		"/konto":                {"schritt", "name", "name", "X"},
		"/konto/passkey":        {"schritt", "beginn"},
	} {
		p := newPerson(t, base).enter("planung@stadt.example")
		if p.post(path, pairs...); p.signedIn() != "" || p.cookie() != "" {
			t.Errorf("POST %s signs in: %q", path, p.headline())
		}
	}
	// By an invitation and by a link for a new password as well.
	a, err := desk.AccountByAddress(t.Context(), webtest.Local, "planung@stadt.example")
	if err != nil {
		t.Fatal(err)
	}
	again, err := desk.Relink(t.Context(), webtest.Local, a.Number)
	if err != nil {
		t.Fatal(err)
	}
	_, fresh, err := desk.Invite(t.Context(), webtest.Local, "neu@stadt.example", "", []identity.Grant{{Role: identity.Planner}})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{again, fresh} {
		p := newPerson(t, base).post("/einladung/"+secret, "kennwort", webtest.Passphrase)
		if _, ok := p.page.First("form[data-passkey=create]"); !ok || p.cookie() != "" {
			t.Errorf("after the link: %q", p.headline())
		}
	}
}

// TestFactorsPage: the setting is an administrator's, shows what it means before
// it is kept, and is not to be had with a password alone.
func TestFactorsPage(t *testing.T) {
	base, desk := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	if p.get("/verwaltung/anmeldung"); p.last.StatusCode != 403 {
		t.Errorf("the planner: %d", p.last.StatusCode)
	}
	if p.post("/verwaltung/anmeldung", "von", "alle", "schritt", "speichern", "fassung", "1"); p.last.StatusCode != 403 {
		t.Errorf("the planner sets it: %d", p.last.StatusCode)
	}
	admin := newPerson(t, base).enter("verwaltung@stadt.example")
	if admin.get("/verwaltung/anmeldung"); !strings.Contains(admin.headline(), "von niemandem") {
		t.Errorf("at first: %q", admin.headline())
	}
	for _, step := range []string{"zeigen", "speichern"} {
		if admin.post("/verwaltung/anmeldung", "von", "alle", "schritt", step, "fassung", "1"); admin.last.StatusCode != 409 || !strings.Contains(admin.headline(), "mit zwei Faktoren angemeldet") {
			t.Errorf("%s with a password alone: %d %q", step, admin.last.StatusCode, admin.headline())
		}
	}
	if admin.post("/verwaltung/anmeldung", "von", "rollen", "schritt", "zeigen", "fassung", "1"); admin.last.StatusCode != 422 {
		t.Errorf("no role: %d", admin.last.StatusCode)
	}
	// Whoever is signed in with two may; here the session is made one.
	if err := desk.Book.ChangeAccounts(t.Context(), func(r accounts.Rows) error {
		r.Quiet(accounts.Nothing)
		s, _, err := r.SessionByID(t.Context(), identity.Digest(admin.cookie()))
		if err != nil {
			return err
		}
		s.Factors = identity.BothFactors
		if err := r.DropSession(t.Context(), s.Account, s.ID); err != nil {
			return err
		}
		return r.PutSession(t.Context(), s)
	}); err != nil {
		t.Fatal(err)
	}
	admin.post("/verwaltung/anmeldung", "von", "rollen", "rolle", "planner", "rolle", "steward", "schritt", "zeigen", "fassung", "1")
	effect, _ := admin.page.First(".effect")
	if !strings.Contains(effect.Text(), "ohne Passkey: 1") || !strings.Contains(effect.Text(), "enden: 2") {
		t.Errorf("the effect is %q", effect.Text())
	}
	if p.get("/").signedIn() == "" {
		t.Error("to look at the effect ends sessions")
	}
	ticked := admin.page.All("input[name=rolle][checked]")
	if len(ticked) != 2 {
		t.Errorf("%d roles are ticked", len(ticked))
	}
	admin.post("/verwaltung/anmeldung", "von", "rollen", "rolle", "planner", "schritt", "speichern", "fassung", "1")
	if admin.last.StatusCode != 200 || !strings.Contains(admin.headline(), "von 1 von 2 Konten") || p.get("/").signedIn() != "" {
		t.Errorf("after saving: %d %q, the planner is %q", admin.last.StatusCode, admin.headline(), p.signedIn())
	}
}

// TestDeviceCookie: after a sign-in the browser keeps for half a year by what it
// is known, out of reach of scripts, also after signing out; with it the owner
// signs in where guesses at the account have used up all tries.
func TestDeviceCookie(t *testing.T) {
	base, _ := house(t)
	owner := newPerson(t, base)
	owner.stop = "/"
	owner.enter("planung@stadt.example")
	found := false
	for _, c := range owner.last.Cookies() {
		if c.Name == signin.PlainDevice {
			found = c.HttpOnly && c.SameSite == http.SameSiteLaxMode && c.MaxAge == 180*24*60*60 && c.Path == "/" && c.Value != owner.cookie()
		}
	}
	owner.stop = ""
	if !found || withCookie(t, base, owner.held(signin.PlainDevice)).signedIn() != "" {
		t.Errorf("the cookies are %v", owner.last.Cookies())
	}
	owner.post("/abmelden")
	for range 12 {
		newPerson(t, base).post("/anmelden", "adresse", "planung@stadt.example", "kennwort", "falsch geraten und lang")
	}
	if p := newPerson(t, base).enter("planung@stadt.example"); p.last.StatusCode != 429 {
		t.Errorf("another browser at the guesser's address: %d", p.last.StatusCode)
	}
	if owner.enter("planung@stadt.example").signedIn() == "" {
		t.Errorf("the owner is shut out: %q", owner.headline())
	}
}

// TestLockRevokes: what was open of an account when it was locked stays closed
// after it is unlocked, and its page says so before.
func TestLockRevokes(t *testing.T) {
	base, desk := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	p.post("/konto", "schritt", "token", "bezeichnung", "Export", "rollen", "planner", "bis", webtest.Today.AddDays(30).String())
	field, ok := p.page.First("#neuer-token")
	if !ok {
		t.Fatalf("no token: %q", p.headline())
	}
	works := func() int {
		return newPerson(t, base).ask("GET", "/plaene", map[string]string{"Authorization": "Bearer " + field.Attr("value")}).last.StatusCode
	}
	if works() != 200 {
		t.Fatalf("the token: %d", works())
	}
	link, err := desk.Relink(t.Context(), webtest.Local, 2)
	if err != nil {
		t.Fatal(err)
	}
	admin := newPerson(t, base).enter("verwaltung@stadt.example")
	if text := admin.get("/verwaltung/konten/2").page.Text(); !strings.Contains(text, "widerruft Links und Token für Programme endgültig") {
		t.Error("the page does not say what a lock does")
	}
	admin.post("/verwaltung/konten/2", "schritt", "sperren")
	if text := admin.page.Text(); !strings.Contains(text, "Token sind neu auszugeben") {
		t.Errorf("before unlocking the page does not say what stays revoked: %q", admin.headline())
	}
	admin.post("/verwaltung/konten/2", "schritt", "entsperren")
	if works() != 401 {
		t.Errorf("after unlocking the token works: %d", works())
	}
	if p.get("/").signedIn() != "" {
		t.Error("after unlocking the session lives")
	}
	if got := newPerson(t, base).get("/einladung/" + link); got.last.StatusCode != 404 {
		t.Errorf("after unlocking the link opens: %d", got.last.StatusCode)
	}
	if newPerson(t, base).enter("planung@stadt.example").signedIn() == "" {
		t.Error("after unlocking the password does not sign in")
	}
}
