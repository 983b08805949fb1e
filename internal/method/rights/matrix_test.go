// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights_test

import (
	"testing"
	"time"

	"planraum/internal/city/identity"
	. "planraum/internal/method/rights"
)

// TestMatrix says the same as each single decision, and does not ask for each of
// its some thousand refusals who else might: that took many times as long as the
// decisions.
func TestMatrix(t *testing.T) {
	engine, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	lines := engine.Matrix()
	took := time.Since(start)
	start = time.Now()
	again := engine.Matrix()
	if kept := time.Since(start); kept > took/4 {
		t.Errorf("first %s, again %s", took, kept)
	}
	if len(lines) == 0 || len(again) != len(lines) {
		t.Fatalf("%d lines, then %d", len(lines), len(again))
	}
	single := time.Duration(0)
	listed := map[string]Line{}
	for _, l := range lines {
		listed[string(l.Action)+" "+string(l.Kind)] = l
	}
	for _, a := range Actions() {
		for _, k := range Kinds() {
			l := listed[string(a)+" "+string(k)]
			for _, role := range identity.Roles() {
				p := identity.Demonstration(role)
				p.Means = identity.Session
				start := time.Now()
				may := engine.Decide(p, a, Resource{Kind: k}).Allowed
				own := !may && engine.Decide(p, a, Resource{Kind: k, Holder: ownHolder(role)}).Allowed
				single += time.Since(start)
				if l.May[role] != may || l.Own[role] != own {
					t.Errorf("%s %s by %s: %t, %t; alone %t, %t", a, k, role, l.May[role], l.Own[role], may, own)
				}
			}
		}
	}
	if took > single/2 {
		t.Errorf("all together take %s, one by one with their reasons %s", took, single)
	}
	t.Logf("together %s, one by one %s", took, single)
}

// ownHolder is what a role held for its own calls its own: a provider its records, an
// office its own name on papers.
func ownHolder(role identity.Role) string {
	switch role {
	case identity.Provider:
		return identity.DemoHolder
	case identity.Cosigner:
		return "Stadtkämmerei"
	}
	return role.Label().De
}
