// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity_test

import (
	"context"
	"testing"

	"planraum/internal/city/audience"
	. "planraum/internal/city/identity"
)

// TestRoles: every role has its own key and names; what is unknown sees least.
func TestRoles(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Roles() {
		if back, ok := ParseRole(string(r)); !ok || back != r {
			t.Errorf("%q is read as %q, %v", r, back, ok)
		}
		if seen[r.Label().De] {
			t.Errorf("two roles are called %q", r.Label().De)
		}
		seen[r.Label().De] = true
	}
	if _, ok := ParseRole("root"); ok || Role("root").Audience() != audience.Public {
		t.Error("an unknown role is known, or sees more than the public")
	}
}

// TestPrincipal: who acts is named by role and number; the role whose readers
// see most leads.
func TestPrincipal(t *testing.T) {
	for _, c := range []struct {
		who  Principal
		want string
		lead Role
	}{
		{Principal{}, "Öffentlichkeit", Public},
		{Principal{Account: 12, Name: "X", Grants: []Grant{{Role: Planner}}}, "Sozialplanung (Konto 12)", Planner},
		{Principal{Account: 3, Grants: []Grant{{Role: Administrator}, {Role: Planner}, {Role: Steward}}}, "Datenverantwortung (Konto 3)", Steward},
		{Principal{Account: 4, Grants: []Grant{{Role: Administrator}}}, "Verwaltung der Installation (Konto 4)", Administrator},
	} {
		if got := c.who.By(); got != c.want || c.who.Leading() != c.lead {
			t.Errorf("%v is %q led by %q, want %q led by %q", c.who.Grants, got, c.who.Leading(), c.want, c.lead)
		}
	}
	if _, said := Of(context.Background()); said {
		t.Error("somebody acts in an empty context")
	}
	p, said := Of(With(context.Background(), Principal{Account: 7}))
	if !said || p.Account != 7 {
		t.Errorf("got %v, %v", p, said)
	}
}
