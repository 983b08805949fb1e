// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
	. "planraum/internal/method/rights"
)

const (
	city  area.ID = "08111000"
	east  area.ID = "08111000/04"
	north area.ID = "08111000/02"
	part  area.ID = "08111000/041" // a subdistrict of east
)

// in is a resource that lies in an area, with what is around it.
func in(k Kind, id area.ID) Resource {
	r := Resource{Kind: k, Area: id}
	switch id {
	case part:
		r.Above = []area.ID{east, city}
	case east, north:
		r.Above = []area.ID{city}
	}
	return r
}

func as(grants ...identity.Grant) identity.Principal {
	return identity.Principal{Account: 7, Means: identity.Session, Grants: grants}
}

// TestWhoMayWhat: the rules in the words of the issue, role by role.
func TestWhoMayWhat(t *testing.T) {
	e := Default()
	all := map[identity.Role]identity.Principal{}
	for _, r := range identity.Roles() {
		all[r] = identity.Demonstration(r)
	}
	for _, c := range []struct {
		action Action
		kind   Kind
		may    string // the initials of the roles that may
	}{
		{Read, Situation, "A P C S T F V G Ö"},
		{Read, Plan0, "P C S T"},
		{Read, Site, "P C S T"},
		{See, Figure, "P C S T"},
		{Plan, PlanKind, "P"},
		{Import, Upload, "P C S"},
		{Decide, Figure, "P C S"},
		{Check, Approval, "P C S"},
		{Release, Approval, "S"},
		{Read, Paper, "P C S T F"},
		{Plan, Paper, "P"},
		{Sign, Paper, ""}, // of nobody in particular: each office for itself only
		{Organise, Reporter, "P C S"},
		{Administer, Account, "A"},
		{Read, Audit, "A S"},
		{Read, Rules, "A P C S T F V G"},
		{Use, Self, "A P C S T F V G Ö"},
		{Release, Figure, ""},
		{Administer, Figure, ""},
	} {
		for _, r := range identity.Roles() {
			want := strings.Contains(c.may, initials[r])
			if d := e.Decide(all[r], c.action, Resource{Kind: c.kind}); d.Allowed != want || d.Why.De == "" || d.Why.En == "" {
				t.Errorf("%s may %s %s: %+v, want %t", r, c.action, c.kind, d, want)
			}
		}
	}
}

// Plan0 is the kind of plans, so that the table reads well.
const Plan0 = PlanKind

var initials = map[identity.Role]string{
	identity.Administrator: "A", identity.Planner: "P", identity.Coordinator: "C", identity.Steward: "S",
	identity.TaskForce: "T", identity.Cosigner: "F", identity.Provider: "V", identity.Council: "G", identity.Public: "Ö",
}

// TestAreasAndTopics: a role holds where it is given and below, and nowhere else.
func TestAreasAndTopics(t *testing.T) {
	e := Default()
	inEast := as(identity.Grant{Role: identity.Planner, Area: east})
	sites := as(identity.Grant{Role: identity.Planner, Topic: identity.Accommodation})
	for _, c := range []struct {
		who  identity.Principal
		what Resource
		want bool
	}{
		{inEast, in(Site, east), true},
		{inEast, in(Site, part), true},
		{inEast, in(Site, north), false},
		{inEast, in(Site, city), false},
		{inEast, in(Site, ""), false},
		{inEast, Resource{Kind: Site, Somewhere: true}, true},
		{sites, in(Site, north), true},
		{sites, in(PlanKind, city), true},
		{sites, in(Posts, city), false},
		{sites, Resource{Kind: Holding}, false},
		{sites, Resource{Kind: Posts, Somewhere: true}, false},
		{as(identity.Grant{Role: identity.Planner, Topic: identity.Sites}), in(PlanKind, city), false},
		{as(identity.Grant{Role: identity.Planner, Area: east}, identity.Grant{Role: identity.Planner, Area: north}), in(Site, north), true},
	} {
		if d := e.Decide(c.who, Read, c.what); d.Allowed != c.want {
			t.Errorf("%v reads %+v: %v, want %t", c.who.Grants, c.what, d, c.want)
		}
	}
}

// TestOwnRecordsOnly: a provider has its own records, by their holder.
func TestOwnRecordsOnly(t *testing.T) {
	e := Default()
	who := as(identity.Grant{Role: identity.Provider, Holder: "A"})
	own, foreign, nobodys := Resource{Kind: Reporter, Holder: "A"}, Resource{Kind: Reporter, Holder: "B"}, Resource{Kind: Reporter}
	if !e.Decide(who, Read, own).Allowed || e.Decide(who, Read, foreign).Allowed || e.Decide(who, Read, nobodys).Allowed {
		t.Error("a provider reads other than its own records")
	}
	if without := as(identity.Grant{Role: identity.Provider}); e.Decide(without, Read, nobodys).Allowed {
		t.Error("a provider of nobody reads what is nobody's")
	}
	if e.Decide(who, Organise, own).Allowed {
		t.Error("a provider hands out its own links")
	}
}

// TestReleasedPlans: the council has released plans only.
func TestReleasedPlans(t *testing.T) {
	e, who := Default(), identity.Demonstration(identity.Council)
	if e.Decide(who, Read, Resource{Kind: PlanKind}).Allowed || !e.Decide(who, Read, Resource{Kind: PlanKind, Released: true}).Allowed {
		t.Error("the council reads plans before their release, or not after it")
	}
}

// TestTokens: a token does what it was made for, and never administers.
func TestTokens(t *testing.T) {
	e := Default()
	token := identity.Principal{Account: 1, Means: identity.Token, Scopes: []string{"read"}, Grants: []identity.Grant{{Role: identity.Planner}, {Role: identity.Administrator}}}
	for a, want := range map[Action]bool{Read: true, See: true, Plan: false, Administer: false} {
		kind := map[Action]Kind{Read: PlanKind, See: Figure, Plan: PlanKind, Administer: Account}[a]
		if d := e.Decide(token, a, Resource{Kind: kind}); d.Allowed != want {
			t.Errorf("a token for reading may %s: %v", a, d)
		}
	}
	token.Scopes = nil // no limit
	if d := e.Decide(token, Administer, Resource{Kind: Account}); d.Allowed || d.Rule != "token-no-administration" {
		t.Errorf("a token administers: %v", d)
	}
	token.Scopes = []string{} // limited to nothing
	if d := e.Decide(token, Read, Resource{Kind: Situation}); d.Allowed || d.Rule != "token-within-scope" {
		t.Errorf("a token for nothing reads: %v", d)
	}
}

// TestWhy: a refusal names who may, and as what one acts.
func TestWhy(t *testing.T) {
	e := Default()
	names := func(id area.ID) string { return map[area.ID]string{east: "Ost", north: "Nord"}[id] }
	for _, c := range []struct {
		who  identity.Principal
		act  Action
		what Resource
		de   string
		rule string
	}{
		{
			as(identity.Grant{Role: identity.Council, Area: east}), Release,
			Resource{Kind: Approval},
			"Das darf die Datenverantwortung; Sie handeln als Gemeinderat (Ost).", "steward-releases",
		},
		{
			identity.Principal{},
			Check,
			Resource{Kind: Approval},
			"Das dürfen die Sozialplanung, die Unterbringungskoordination und die Datenverantwortung; Sie handeln als Öffentlichkeit.", "figures-are-checked",
		},
		{
			as(identity.Grant{Role: identity.Planner, Area: east}), Read, in(Site, north),
			"Das darf die Sozialplanung nur im eigenen Zuständigkeitsbereich (gefragt ist: Nord); Sie handeln als Sozialplanung (Ost).", "offices-read",
		},
		{
			as(identity.Grant{Role: identity.Steward}), Report,
			Resource{Kind: Figure},
			"Das darf hier niemand: Keine Regel erlaubt es.", "",
		},
	} {
		rule, why := e.Refusal(c.who, c.act, c.what, names)
		if why.De != c.de || rule != c.rule || why.En == "" {
			t.Errorf("%s %+v:\n got %q (%s)\nwant %q (%s)", c.act, c.what, why.De, rule, c.de, c.rule)
		}
	}
}

// TestOwnFolder: an installation forbids by a rule of its own, and faults of
// its files are named with file, line and word.
func TestOwnFolder(t *testing.T) {
	rule := `@id("no-releases-north") @sentence_de("In Nord wird nicht freigegeben.") @sentence_en("Nothing is released in the north.")
forbid (principal, action == Action::"release", resource) when { resource.area in Area::"08111000/02" };`
	e, err := New(fstest.MapFS{"own.cedar": {Data: []byte(rule)}})
	if err != nil {
		t.Fatal(err)
	}
	steward := identity.Demonstration(identity.Steward)
	if d := e.Decide(steward, Release, in(Approval, north)); d.Allowed || d.Rule != "no-releases-north" || d.Why.De != "In Nord wird nicht freigegeben." {
		t.Errorf("what is forbidden is %+v", d)
	}
	if !e.Decide(steward, Release, in(Approval, east)).Allowed {
		t.Error("elsewhere it is forbidden too")
	}
	_, err = New(fstest.MapFS{
		"a.cedar": {Data: []byte("@id(\"x-1\")\npermit (principal in Role::\"planer\",\n action == Action::\"reed\", resource);")},
		"b.cedar": {Data: []byte(`permit (`)},
		"c.cedar": {Data: []byte(`@id("offices-read") @sentence_de("x") @sentence_en("x") permit (principal, action, resource);`)},
	})
	var found []string
	for _, r := range fault.RowsOf(err) {
		found = append(found, r.File+" "+r.Column+" "+r.Value)
	}
	got := strings.Join(found, "\n")
	for _, want := range []string{"a.cedar Role planer", "a.cedar Action reed", "a.cedar @sentence_de, @sentence_en x-1", "b.cedar", "c.cedar @id offices-read"} {
		if !strings.Contains(got, want) {
			t.Errorf("no fault %q among\n%s", want, got)
		}
	}
}

// TestBrokenRule: a rule that cannot be applied allows nothing.
func TestBrokenRule(t *testing.T) {
	e, err := New(fstest.MapFS{"own.cedar": {Data: []byte(`@id("odd") @sentence_de("x") @sentence_en("x")
forbid (principal, action, resource) when { resource.colour == "red" };`)}})
	if err != nil {
		t.Fatal(err)
	}
	if d := e.Decide(identity.Demonstration(identity.Planner), Read, Resource{Kind: Situation}); d.Allowed {
		t.Error("with a rule that cannot be applied something is allowed")
	}
}

// TestNeverMoreBelowThanHeld: whatever roles are held wherever, nothing outside
// their areas is decided otherwise than for the public, and what is allowed for
// an area is allowed for every part of it.
func TestNeverMoreBelowThanHeld(t *testing.T) {
	e := Default()
	areas := []area.ID{east, north, part}
	rapid.Check(t, func(t *rapid.T) {
		role := rapid.SampledFrom(identity.Roles()).Draw(t, "role")
		held := rapid.SampledFrom(areas).Draw(t, "held")
		who := as(identity.Grant{Role: role, Area: held})
		a, k := rapid.SampledFrom(Actions()).Draw(t, "action"), rapid.SampledFrom(Kinds()).Draw(t, "kind")
		asked := in(k, rapid.SampledFrom(areas).Draw(t, "asked"))
		d := e.Decide(who, a, asked)
		inside := asked.Area == held || held == east && asked.Area == part
		public := e.Decide(identity.Principal{}, a, asked).Allowed
		if d.Allowed && !inside && !public && k != Rules {
			t.Fatalf("%s in %s may %s %+v", role, held, a, asked)
		}
		if asked.Area == east && d.Allowed && !e.Decide(who, a, in(k, part)).Allowed {
			t.Fatalf("%s may %s in the east but not in its part", role, a)
		}
	})
}

// FuzzRules: whatever a file of rules holds, it is read or refused.
func FuzzRules(f *testing.F) {
	f.Add(`@id("a-b") @sentence_de("x") @sentence_en("x") permit (principal, action, resource);`)
	f.Add(`forbid (principal in Role::"planner", action, resource) when { principal.area has x };`)
	f.Fuzz(func(t *testing.T, content string) {
		e, err := New(fstest.MapFS{"x.cedar": {Data: []byte(content)}})
		if err == nil {
			e.Decide(identity.Demonstration(identity.Council), Read, Resource{Kind: Site})
		}
	})
}

// BenchmarkDecide: a decision that was made before, and one that was not.
func BenchmarkDecide(b *testing.B) {
	e := Default()
	who := as(identity.Grant{Role: identity.Planner, Area: east}, identity.Grant{Role: identity.Council})
	b.Run("kept", func(b *testing.B) {
		for b.Loop() {
			e.Decide(who, Read, in(Site, part))
		}
	})
	b.Run("new", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			who.Grants[0].Area = area.ID(string(rune(n)))
			e.Decide(who, Read, in(Site, part))
		}
	})
}
