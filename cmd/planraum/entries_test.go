// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/cli"
	"planraum/internal/desk/accounts"
)

// people at the door of the example city, with what each request leaves in the
// record.
type visitors struct {
	t     *testing.T
	house *cli.House
	h     http.Handler
}

// entries are those that a request leaves; its answer has to have the status.
func (v visitors) entries(want int, method, path string, form url.Values, cookies ...*http.Cookie) []audit.Entry {
	v.t.Helper()
	before, err := v.house.Journal.Anchor(v.t.Context())
	if err != nil {
		v.t.Fatal(err)
	}
	r := request(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	v.h.ServeHTTP(w, r)
	if w.Code != want {
		v.t.Fatalf("%s %s: %d", method, path, w.Code)
	}
	page, err := v.house.Journal.Search(v.t.Context(), audit.Query{Above: before.Seq, Limit: 100})
	if err != nil {
		v.t.Fatal(err)
	}
	return page.Entries
}

// TestFailedSignInsAreFound: a sign-in that failed is one entry under sign-ins,
// with its result, at the account where there is one, and never with what was
// typed.
func TestFailedSignInsAreFound(t *testing.T) {
	quiet(t)
	house := exampleHouse(t)
	v := visitors{t, house, faces(house, cli.Service{}, nil)}
	a, _ := settled(t, house, "planung@stadt.example", identity.Grant{Role: identity.Planner})
	number := strconv.FormatInt(a.Number, 10)
	for _, c := range []struct{ address, key string }{{"planung@stadt.example", number}, {"niemand@nirgends.example", ""}} {
		// The eleventh is refused because there were too many.
		for i := range 12 {
			status, by := http.StatusForbidden, "password"
			if i >= 10 {
				status, by = http.StatusTooManyRequests, "too many attempts"
			}
			all := v.entries(status, "POST", "/anmelden", url.Values{"adresse": {c.address}, "kennwort": {"geraten und falsch"}})
			if len(all) != 1 {
				t.Fatalf("attempt %d at %s leaves %d entries: %+v", i, c.address, len(all), all)
			}
			e := all[0]
			if e.Kind != audit.SignIn || e.Outcome != audit.Denied || e.Object != (audit.Object{Kind: audit.AccountObject, Key: c.key}) || e.Request.Origin != "127.0.0.1" || !strings.Contains(e.After, by) {
				t.Errorf("attempt %d at %s: %+v", i, c.address, e)
			}
			if strings.Contains(e.Event.Before+e.After+e.By+e.Reason+e.Request.ID, "example") {
				t.Errorf("the entry holds what was typed: %+v", e)
			}
		}
	}
	for name, q := range map[string]audit.Query{"the account": {Account: a.Number, Kind: audit.SignIn, Outcome: audit.Denied}, "its object": audit.Query{Outcome: audit.Denied}.ObjectNamed("account", number)} {
		if page, err := house.Journal.Search(t.Context(), q); err != nil || len(page.Entries) != 12 {
			t.Errorf("%s finds %d failed sign-ins of 12 (%v)", name, len(page.Entries), err)
		}
	}
	// What is refused otherwise is still recorded where it is refused.
	if all := v.entries(http.StatusForbidden, "GET", "/daten/freigabe", nil); len(all) != 1 || all[0].Kind != audit.Refused {
		t.Errorf("a page that the public may not see leaves %+v", all)
	}
}

// TestOwnAccountIsNoProtectedTable: looking at one's own account leaves nothing;
// looking at figures as they are does.
func TestOwnAccountIsNoProtectedTable(t *testing.T) {
	quiet(t)
	house := exampleHouse(t)
	v := visitors{t, house, faces(house, cli.Service{}, nil)}
	_, session := settled(t, house, "daten@stadt.example", identity.Grant{Role: identity.Steward})
	for path, want := range map[string]int{"/konto": 0, "/en/konto": 0, "/daten": 1, "/en/daten/accommodation.persons": 1} {
		if all := v.entries(http.StatusOK, "GET", path, nil, session); len(all) != want {
			t.Errorf("%s leaves %d entries, want %d: %+v", path, len(all), want, all)
		}
	}
}

// settled makes an account that is signed in, and the cookie of its browser.
func settled(t *testing.T, house *cli.House, address string, grants ...identity.Grant) (identity.Account, *http.Cookie) {
	t.Helper()
	_, link, err := house.Accounts.Invite(t.Context(), local, address, "", grants)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := house.Accounts.Accept(t.Context(), link, accounts.Acceptance{Password: phrase}, accounts.Client{Address: "192.0.2.7", Browser: "Firefox"})
	if err != nil {
		t.Fatal(err)
	}
	return signed.Account, &http.Cookie{Name: "planraum_sitzung", Value: signed.Secret}
}
