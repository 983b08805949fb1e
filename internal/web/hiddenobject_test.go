// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"planraum/internal/city/identity"
)

// Nobody finds out by trying addresses which sites and reporters there are: what
// may not be read answers like what does not exist.
func TestHiddenObjectsAreNotThere(t *testing.T) {
	f := newFixture(t)
	provider, _ := principals(identity.Provider, f.objects["site"].area)
	for _, c := range []struct {
		who     identity.Principal
		objects []string
	}{
		{identity.Principal{}, []string{"/plaetze/" + f.objects["site"].own, "/daten/meldungen/haus-a"}},
		{identity.Principal{Grants: []identity.Grant{{Role: identity.Council}}}, []string{"/plaetze/" + f.objects["site"].own, "/daten/meldungen/haus-a"}},
		{identity.Principal{Grants: []identity.Grant{{Role: identity.Administrator}}}, []string{"/plaetze/" + f.objects["site"].own, "/daten/meldungen/haus-a"}},
		{f.district(identity.Planner), []string{"/plaetze/" + f.objects["site"].foreign, "/daten/meldungen/haus-b"}},
		{provider, []string{"/plaetze/" + f.objects["site"].foreign, "/daten/meldungen/haus-b"}},
	} {
		for _, there := range c.objects {
			for _, prefix := range []string{"", "/en"} {
				at := prefix + there[:strings.LastIndex(there, "/")+1]
				key := there[strings.LastIndex(there, "/")+1:]
				got, nowhere := f.ask(t, c.who, http.MethodGet, at+key, nil), f.ask(t, c.who, http.MethodGet, at+"nix", nil)
				same := strings.ReplaceAll(got.Body.String(), key, "nix") == nowhere.Body.String()
				if got.Code != http.StatusNotFound || nowhere.Code != http.StatusNotFound || !same {
					t.Errorf("%s%s to %s: %d, what is not there %d, same words: %t", at, key, c.who.By(), got.Code, nowhere.Code, same)
				}
			}
		}
	}
	own := f.ask(t, provider, http.MethodPost, "/daten/meldungen/haus-a", nil)
	if own.Code != http.StatusForbidden {
		t.Errorf("what a provider reads and may not change: %d, want 403", own.Code)
	}
}
