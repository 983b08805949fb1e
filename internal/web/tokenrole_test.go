// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"testing"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/web/webtest"
)

// A token is for what was chosen or it is not made: an area for which the role
// is not held is refused and not offered.
func TestTokenForAnotherArea(t *testing.T) {
	grant := identity.Grant{Role: identity.Planner, Area: "08111000/01"}
	desks := webtest.Desks(t, false)
	webtest.Account(t, desks.Accounts, "mitte@stadt.example", grant)
	p := newPerson(t, webtest.Installation(t, desks)).enter("mitte@stadt.example")
	until := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	p.post("/konto", "schritt", "token", "bezeichnung", "Export", "rollen", grant.String(), "gebiet", "08111000/02", "bis", until)
	if _, made := p.page.First("#neuer-token"); made || p.last.StatusCode != 422 {
		t.Errorf("a token for another area: %d, made: %t", p.last.StatusCode, made)
	}
	if offered := p.page.All("#gebiet option"); len(offered) != 2 || offered[1].Attr("value") != "08111000/01" {
		t.Errorf("%d areas are offered", len(offered))
	}
	p.post("/konto", "schritt", "token", "bezeichnung", "Export", "rollen", grant.String(), "gebiet", "08111000/01", "bis", until)
	if _, made := p.page.First("#neuer-token"); !made {
		t.Errorf("a token for the own area is refused: %d %q", p.last.StatusCode, p.headline())
	}
}

// No token carries the role of the administration, and none is offered it.
func TestNoTokenAdministers(t *testing.T) {
	base, _ := house(t)
	p := newPerson(t, base).enter("verwaltung@stadt.example")
	p.post("/konto", "schritt", "token", "bezeichnung", "x", "rollen", "administrator", "bis", time.Now().AddDate(0, 1, 0).Format(time.DateOnly))
	if _, made := p.page.First("#neuer-token"); made || p.last.StatusCode != 422 {
		t.Errorf("a token of the administration: %d, made: %t", p.last.StatusCode, made)
	}
	if offered := p.page.All("input[name=rollen]"); len(offered) > 0 {
		t.Errorf("%d roles are offered", len(offered))
	}
}
