// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"planraum/internal/city/identity"
)

// A provider is offered only what it may do: no links for reports, no new
// reporter, and no site that would not open.
func TestProviderIsOfferedWhatItMay(t *testing.T) {
	f := newFixture(t)
	provider, _ := principals(identity.Provider, f.objects["site"].area)
	planner := identity.Principal{Means: identity.Session, Grants: []identity.Grant{{Role: identity.Planner}}}
	offers := func(who identity.Principal) bool {
		doc := parsed(t, f.ask(t, who, http.MethodGet, "/daten/meldungen?monat=2026-10", nil))
		said := doc.Text()
		return strings.Contains(said, "Meldestelle anlegen") || strings.Contains(said, "Links für alle")
	}
	if offers(provider) || !offers(planner) {
		t.Errorf("offered to the provider: %t, to social planning: %t", offers(provider), offers(planner))
	}
	links := 0
	for _, a := range parsed(t, f.ask(t, provider, http.MethodGet, "/plaetze", nil)).All("main a") {
		to, _, _ := strings.Cut(a.Attr("href"), "?")
		if !strings.HasPrefix(to, "/plaetze/") {
			continue
		}
		links++
		if got := f.ask(t, provider, http.MethodGet, to, nil); got.Code != http.StatusOK {
			t.Errorf("%s is offered and answers %d", to, got.Code)
		}
	}
	t.Logf("%d sites are offered", links)
}
