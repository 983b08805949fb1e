// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/url"
	"strings"
	"testing"

	"planraum/internal/city/identity"
	"planraum/internal/web/browsertest"
	"planraum/internal/web/webtest"
)

// signInBy signs in by password in the browser.
func signInBy(page *browsertest.Page, base, address string) {
	page.Open(base + "/anmelden")
	page.Type("#adresse", address)
	page.Type("#kennwort", webtest.Passphrase)
	page.Click("main form button")
	page.WaitFor("document.querySelector('form[action=\"/abmelden\"]') !== null")
}

// TestSignInPagesInABrowser opens the pages of sign-in and accounts in both
// languages at the width of a small phone and of a desk: no violation of
// axe-core, no page wider than its screen, no complaint.
func TestSignInPagesInABrowser(t *testing.T) {
	desks := webtest.Desks(t, false)
	secret, _, err := desks.Accounts.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	base := webtest.Installation(t, desks)
	page := browsertest.New(t).Page(base+"/einladung/"+secret, 320, 900)
	check := func(path string) {
		t.Helper()
		for _, prefix := range []string{"", "/en"} {
			page.Open(base + prefix + path)
			for _, width := range []int{320, 1280} {
				page.Resize(width, 900)
				browsertest.Axe(t, page)
				if page.Overflow() {
					t.Errorf("%s%s is wider than its screen of %d px", prefix, path, width)
				}
			}
		}
	}
	check("/einladung/" + secret)
	check("/anmelden")
	check("/einladung/gibt-es-nicht")
	webtest.Account(t, desks.Accounts, "verwaltung@stadt.example", identity.Grant{Role: identity.Administrator}, identity.Grant{Role: identity.Planner, Area: "08111000/01"})
	signInBy(page, base, "verwaltung@stadt.example")
	check("/konto")
	check("/verwaltung/konten")
	check("/verwaltung/konten/1")
	check("/verwaltung/konten/99")
	check("/verwaltung/anmeldung")
	check("/verwaltung/rechte")
	check("/verwaltung/protokoll")
	check("/verwaltung/protokoll/1")
	check("/verwaltung/protokoll?art=export")
	check("/verwaltung/datenschutz")
	check("/rechte/warum?handlung=administer&art=account")
	check("/anmelden/bestaetigen?weiter=/konto")
	check("/")
	page.Open(base + "/konto")
	page.Type("#bezeichnung", "Export")
	page.Click("#rolle-1") // the planner's: a token never administers
	page.Click("button[value=token]")
	page.WaitFor("document.querySelector('#neuer-token') !== null")
	browsertest.Axe(t, page)
	if got := browsertest.Eval[string](page, "document.querySelector('#neuer-token').value"); !identity.IsToken(got) {
		t.Errorf("the token shown is %q", got)
	}
	for _, c := range page.Complaints() {
		if !strings.Contains(c, "404") {
			t.Errorf("the browser complains: %s", c)
		}
	}
}

// TestPasskeyInABrowser sets up a passkey, signs in by it alone, proves with it,
// and uses it as a second factor after the password.
func TestPasskeyInABrowser(t *testing.T) {
	desks := webtest.Desks(t, true)
	webtest.Account(t, desks.Accounts, "planung@stadt.example", identity.Grant{Role: identity.Planner})
	base := webtest.Installation(t, desks)
	page := browsertest.New(t).Page(base+"/anmelden", 1280, 900)
	page.Authenticator()
	signedIn := "document.querySelector('form[action=\"/abmelden\"]') !== null"
	signOut := func() {
		page.Click("form[action='/abmelden'] button")
		page.WaitFor("document.querySelector('h1')?.textContent === 'Sie sind abgemeldet'")
	}

	signInBy(page, base, "planung@stadt.example")
	page.Open(base + "/konto")
	page.Click("button[value=beginn]")
	page.WaitFor("document.querySelector('[data-passkey=create]') !== null")
	browsertest.Axe(t, page)
	page.Click("main form button")
	page.WaitFor("document.querySelector('#zugang .entries li') !== null")
	signOut()

	// Alone: no address is typed.
	page.Open(base + "/anmelden?weiter=/konto")
	page.Click("form[action='/anmelden/passkey'] button")
	page.WaitFor("location.pathname === '/konto' && " + signedIn)

	page.Open(base + "/anmelden/bestaetigen?weiter=" + url.QueryEscape("/konto#zweitens"))
	page.Click("form[action='/anmelden/passkey'] button")
	page.WaitFor("location.pathname === '/konto' && " + signedIn)

	// After the password.
	page.Click("#passkey-auch")
	page.Click("button[value=zweitens]")
	page.WaitFor("document.querySelector('#passkey-auch')?.checked")
	signOut()
	signInBy(page, base, "planung@stadt.example")
	if got := browsertest.Eval[string](page, "location.pathname"); got != "/" {
		t.Errorf("after password and passkey the page is %s", got)
	}
	if c := page.Complaints(); len(c) > 0 {
		t.Errorf("the browser complains: %q", c)
	}
}

// TestHostCookieOnLocalhost finds out what the browser does with a secure cookie
// over http on the machine itself. The program does not build on it (Safari
// refuses such cookies), but what Chromium does should not change unseen.
func TestHostCookieOnLocalhost(t *testing.T) {
	desks := webtest.Desks(t, true)
	base := webtest.Installation(t, desks)
	page := browsertest.New(t).Page(base+"/anmelden", 1280, 900)
	got := browsertest.Eval[string](page, "(document.cookie = '__Host-probe=1; Secure; Path=/', document.cookie)")
	if got != "__Host-probe=1" {
		t.Errorf("Chromium keeps %q of a __Host- cookie over http on localhost", got)
	}
}

// TestTwoFactorsInABrowser demands two factors of everybody and goes every way
// in: a first passkey after the password, the passkey after the password, and the
// passkey alone.
func TestTwoFactorsInABrowser(t *testing.T) {
	desks := webtest.Desks(t, true)
	webtest.Account(t, desks.Accounts, "verwaltung@stadt.example", identity.Grant{Role: identity.Administrator})
	webtest.Account(t, desks.Accounts, "planung@stadt.example", identity.Grant{Role: identity.Planner})
	base := webtest.Installation(t, desks)
	page := browsertest.New(t).Page(base+"/anmelden", 1280, 900)
	page.Authenticator()
	signedIn := "document.querySelector('form[action=\"/abmelden\"]') !== null"
	signOut := func() {
		// By script: where the button lies does not matter here.
		page.WaitFor("document.readyState === 'complete' && " + signedIn)
		browsertest.Eval[bool](page, "(document.querySelector('form[action=\"/abmelden\"]').requestSubmit(), true)")
		page.WaitFor("document.querySelector('h1')?.textContent === 'Sie sind abgemeldet'")
	}
	password := func(address string) {
		page.Open(base + "/anmelden?weiter=/konto")
		page.Type("#adresse", address)
		page.Type("#kennwort", webtest.Passphrase)
		page.Click("main form button")
	}

	signInBy(page, base, "verwaltung@stadt.example")
	page.Open(base + "/konto")
	page.Click("button[value=beginn]")
	page.WaitFor("document.querySelector('[data-passkey=create]') !== null")
	page.Click("main form button")
	page.WaitFor("document.querySelector('#zugang .entries li') !== null")
	signOut()
	page.Open(base + "/anmelden")
	page.Click("form[action='/anmelden/passkey'] button")
	page.WaitFor(signedIn)
	page.Open(base + "/verwaltung/anmeldung")
	page.Click("#von-alle")
	page.Click("button[value=zeigen]")
	page.WaitFor("document.querySelector('.effect') !== null")
	for _, width := range []int{320, 1280} {
		page.Resize(width, 900)
		browsertest.Axe(t, page)
		if page.Overflow() {
			t.Errorf("the effect is wider than its screen of %d px", width)
		}
	}
	page.Click("button[value=speichern]")
	page.WaitFor("document.querySelector('h1')?.textContent.includes('von 2 von 2 Konten')")
	signOut()

	// Without a passkey one is set up, and nothing else can be done before.
	password("planung@stadt.example")
	page.WaitFor("document.querySelector('[data-passkey=create]') !== null")
	if browsertest.Eval[bool](page, signedIn) {
		t.Error("signed in by the password alone")
	}
	for _, width := range []int{320, 1280} {
		page.Resize(width, 900)
		browsertest.Axe(t, page)
	}
	page.Click("main form button")
	page.WaitFor("location.pathname === '/konto' && " + signedIn)
	if got := browsertest.Eval[bool](page, "document.querySelector('#passkey-auch') === null && document.querySelector('#zugang .entries li') !== null"); !got {
		t.Error("the account's page does not show the passkey, or offers to do without it")
	}
	signOut()

	// The passkey is asked for after the password, ...
	password("planung@stadt.example")
	page.WaitFor("location.pathname === '/konto' && " + signedIn)
	signOut()
	// ... and does by itself.
	page.Open(base + "/anmelden?weiter=/konto")
	page.Click("form[action='/anmelden/passkey'] button")
	page.WaitFor("location.pathname === '/konto' && " + signedIn)
	if c := page.Complaints(); len(c) > 0 {
		t.Errorf("the browser complains: %q", c)
	}
}
