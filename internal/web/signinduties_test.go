// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/accounts"
	"planraum/internal/web/webtest"
)

// TestPasswordFields: passwords are typed unseen, password managers know the
// fields, nothing forbids to paste, and nobody asks for a hint.
func TestPasswordFields(t *testing.T) {
	base, desk := house(t)
	_, secret, err := desk.Invite(t.Context(), webtest.Local, "neu@stadt.example", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	signedIn := newPerson(t, base).enter("planung@stadt.example")
	seen := 0
	for _, p := range []*person{newPerson(t, base).get("/anmelden"), newPerson(t, base).get("/einladung/" + secret), signedIn.get("/konto"), signedIn.get("/anmelden/bestaetigen")} {
		for _, field := range p.page.All("input[name]") {
			name := field.Attr("name")
			for _, bad := range []string{"frage", "hinweis", "hint", "question"} {
				if strings.Contains(name, bad) {
					t.Errorf("%s asks for %s", p.last.Request.URL, name)
				}
			}
			if name != "kennwort" && name != "jetzt" {
				continue
			}
			seen++
			if field.Attr("type") != "password" || !strings.HasSuffix(field.Attr("autocomplete"), "-password") || field.Attr("onpaste") != "" || field.Attr("maxlength") != "" {
				t.Errorf("%s: the field %s is of the type %q, autocomplete %q", p.last.Request.URL, name, field.Attr("type"), field.Attr("autocomplete"))
			}
		}
	}
	if seen < 4 {
		t.Errorf("only %d fields for passwords seen", seen)
	}
}

// TestChangeOfPassword needs the present password, and ends all other sessions.
func TestChangeOfPassword(t *testing.T) {
	base, _ := house(t)
	here, elsewhere := newPerson(t, base).enter("planung@stadt.example"), newPerson(t, base).enter("planung@stadt.example")
	const next = "fünf kleine Esel im Regen"
	for _, present := range []string{"", "falsch geraten und lang", next} {
		if here.post("/konto", "schritt", "kennwort", "jetzt", present, "kennwort", next); here.last.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("with %q as the present password: %d", present, here.last.StatusCode)
		}
	}
	if elsewhere.get("/").signedIn() == "" {
		t.Fatal("a refused change ends sessions")
	}
	here.post("/konto", "schritt", "kennwort", "jetzt", webtest.Passphrase, "kennwort", next)
	if here.get("/").signedIn() == "" || elsewhere.get("/").signedIn() != "" {
		t.Errorf("after the change: here %q, elsewhere %q", here.signedIn(), elsewhere.signedIn())
	}
	if p := newPerson(t, base).enter("planung@stadt.example"); p.signedIn() != "" {
		t.Error("the old password still signs in")
	}
}

// TestEndingSessionsNeedsAProof: whoever took over a session cannot end the
// owner's others without knowing more.
func TestEndingSessionsNeedsAProof(t *testing.T) {
	base, desk := house(t)
	owner := newPerson(t, base).enter("planung@stadt.example")
	thief := newPerson(t, base)
	real := desk.Now
	desk.Now = func() time.Time { return real().Add(-time.Hour) }
	thief.enter("planung@stadt.example")
	desk.Now = real
	if thief.post("/konto", "schritt", "ueberall"); thief.last.Request.URL.Path != "/anmelden/bestaetigen" {
		t.Errorf("ending all sessions leads to %s", thief.last.Request.URL)
	}
	if owner.get("/").signedIn() == "" {
		t.Error("the owner was signed out")
	}
	owner.post("/konto", "schritt", "ueberall")
	if owner.get("/").signedIn() != "" || thief.get("/").signedIn() != "" {
		t.Error("the owner cannot end all sessions")
	}
}

// TestSignOut: every page of somebody who is signed in offers to sign out, and
// the browser is told to forget what it holds.
func TestSignOut(t *testing.T) {
	base, _ := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	for _, path := range []string{"/", "/konto", "/daten", "/plaene", "/gibt-es-nicht", "/verwaltung/konten"} {
		if p.get(path).signedIn() == "" {
			t.Errorf("%s does not offer to sign out", path)
		}
	}
	p.stop = "/"
	if p.post("/abmelden"); !strings.Contains(p.last.Header.Get("Clear-Site-Data"), `"storage"`) || !strings.Contains(p.last.Header.Get("Clear-Site-Data"), `"cache"`) {
		t.Errorf("the browser is told %q", p.last.Header.Get("Clear-Site-Data"))
	}
}

// farProvider is an identity provider that nobody reaches.
type farProvider struct{}

func (farProvider) Start(context.Context, string, accounts.Secrets, bool) (string, error) {
	return "https://login.example/start", nil
}

func (farProvider) Finish(context.Context, string, string, accounts.Secrets) (accounts.Claims, error) {
	return accounts.Claims{}, nil
}

func (farProvider) Leave(context.Context, string) string { return "" }

// TestNoSignInFromElsewhere: a link of another site does not begin a sign-in at
// the identity provider, where somebody may be signed in already; it leads to
// the page that asks.
func TestNoSignInFromElsewhere(t *testing.T) {
	base, desk := house(t)
	desk.External = []accounts.External{{Key: "stadt", Name: "Stadt", Client: farProvider{}}}
	for from, want := range map[string]string{"cross-site": "/anmelden", "same-origin": "https://login.example/start", "none": "https://login.example/start", "": "https://login.example/start"} {
		p := newPerson(t, base)
		p.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/anmelden/extern/stadt", nil)
		if err != nil {
			t.Fatal(err)
		}
		if from != "" {
			r.Header.Set("Sec-Fetch-Site", from)
		}
		p.read(p.client.Do(r))
		to, _, _ := strings.Cut(p.last.Header.Get("Location"), "?")
		if to != want {
			t.Errorf("from %q it leads to %q", from, p.last.Header.Get("Location"))
		}
	}
}
