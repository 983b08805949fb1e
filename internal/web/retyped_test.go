// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// shown is what a page's forms would send that hold a field: typed, ticked and
// chosen.
func shown(page htmltest.Node) url.Values {
	values := url.Values{}
	for _, f := range page.All("main input[name]") {
		switch f.Attr("type") {
		case "password":
		case "checkbox", "radio":
		default:
			values.Add(f.Attr("name"), f.Attr("value"))
		}
	}
	for _, f := range page.All("main input[checked]") {
		values.Add(f.Attr("name"), f.Attr("value"))
	}
	for _, f := range page.All("main select[name]") {
		value := ""
		if chosen, ok := f.First("option[selected]"); ok {
			value = chosen.Attr("value")
		}
		values.Add(f.Attr("name"), value)
	}
	return values
}

// TestTypedBeforeTheProof: whoever has to prove once more who it is finds the
// form as it was filled in: texts, dates, boxes and choices; no password is kept,
// nothing is stored yet, and nobody else finds it.
func TestTypedBeforeTheProof(t *testing.T) {
	desks := webtest.Desks(t, false)
	desk := desks.Accounts
	webtest.Account(t, desk, "verwaltung@stadt.example", identity.Grant{Role: identity.Administrator}, identity.Grant{Role: identity.Planner})
	webtest.Account(t, desk, "planung@stadt.example", identity.Grant{Role: identity.Planner})
	base := webtest.Installation(t, desks)
	real := desk.Now
	desk.Now = func() time.Time { return real().Add(-time.Hour) }
	other := newPerson(t, base).enter("verwaltung@stadt.example")
	desk.Now = real
	until := webtest.Today.AddDays(40).String()
	for _, c := range []struct {
		path  string
		pairs []string
	}{
		{"/konto", []string{"schritt", "token", "bezeichnung", "Export für die Presse", "rollen", "planner", "schreiben", "ja", "gebiet", "08111000/03", "bis", until}},
		{"/konto", []string{"schritt", "loeschen", "wort", "nein"}},
		{"/en/konto", []string{"schritt", "token", "bezeichnung", "Export", "rollen", "planner", "bis", until}},
		{"/verwaltung/konten", []string{"adresse", "neu@stadt.example", "name", "Neu", "rolle", "planner", "gebiet", "08111000/01", "thema", "accommodation", "traeger", "", "rolle", "provider", "gebiet", "", "thema", "", "traeger", "Träger A"}},
		{"/verwaltung/konten/2", []string{"schritt", "rollen", "fassung", "1", "rolle", "steward", "gebiet", "08111000/101", "thema", "", "traeger", ""}},
		{"/verwaltung/konten/2", []string{"schritt", "loeschen", "sicher", "ja"}},
		{"/verwaltung/anmeldung", []string{"schritt", "speichern", "fassung", "1", "von", "rollen", "rolle", "planner", "rolle", "council"}},
	} {
		// A proof of before would do: each form is sent by a session that is old.
		desk.Now = func() time.Time { return real().Add(-time.Hour) }
		p := newPerson(t, base).enter("verwaltung@stadt.example")
		desk.Now = real
		p.post(c.path, append(c.pairs, "kennwort", "geheim geheim geheim")...)
		next, ok := p.page.First("input[name=weiter]")
		if !ok {
			t.Fatalf("%s leads to %s: %q", c.path, p.last.Request.URL, p.headline())
		}
		if foreign := other.get(next.Attr("value")); len(foreign.page.All(".notice")) == 0 {
			t.Errorf("%s: the same account in another browser finds nothing", c.path) // it is the account's
		}
		stranger := newPerson(t, base).enter("planung@stadt.example").get(next.Attr("value"))
		if len(stranger.page.All("main .notice")) > 0 {
			t.Errorf("%s: another account finds what was typed", c.path)
		}
		p.post("/anmelden/bestaetigen", "kennwort", webtest.Passphrase, "weiter", next.Attr("value"))
		if p.last.StatusCode != 200 || len(p.page.All("main .notice")) != 1 {
			t.Errorf("%s after the proof: %d %q at %s", c.path, p.last.StatusCode, p.headline(), p.last.Request.URL)
		}
		got := shown(p.page)
		for i := 0; i < len(c.pairs); i += 2 {
			name, value := c.pairs[i], c.pairs[i+1]
			if name != "schritt" && !slices.Contains(got[name], value) {
				t.Errorf("%s: %s is %q, not %q", c.path, name, got[name], value)
			}
		}
	}
	if _, err := desk.AccountByAddress(t.Context(), webtest.Local, "neu@stadt.example"); err == nil {
		t.Error("somebody was invited without a proof")
	}
}
