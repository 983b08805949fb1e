// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/area"
	. "planraum/internal/city/identity"
)

// TestPasswordRules: length counts, not complexity.
func TestPasswordRules(t *testing.T) {
	a := Account{Login: "planung@stadt.example", Name: "Frau Planungsstelle"}
	for password, fine := range map[string]bool{
		"vier kleine Esel":        true,
		"            x":           true, // blanks count
		"пять маленьких":          true,
		"🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🐴🦓":            true,
		strings.Repeat("ab", 128): true,

		"elf Zeichen":                   false, // 11
		"aaaaaaaaaaaaaaaa":              false,
		"PLANUNG@stadt.example":         false,
		"frau planungsstelle":           false,
		strings.Repeat("ab", 128) + "c": false,
		"vier kleine\x00Esel":           false,
		"vier kleine \xff Esel":         false,
	} {
		if got := PasswordFault(password, a); (got.De == "") != fine {
			t.Errorf("%q: %q", password, got.De)
		}
	}
}

// TestNormalPassword: the same password typed on another keyboard is the same;
// NFKC after NIST SP 800-63B, checked by the forms that Unicode names.
func TestNormalPassword(t *testing.T) {
	for _, same := range [][2]string{
		{"Ma\u0308rz im Garten", "M\u00e4rz im Garten"}, // decomposed and composed
		{"\uff11\uff12\uff13 Tage", "123 Tage"},         // full width
		{"vier\u00a0kleine Esel", "vier kleine Esel"},   // no-break space
		{"\ufb01ndelkinder", "findelkinder"},            // ligature
	} {
		if NormalPassword(same[0]) != NormalPassword(same[1]) {
			t.Errorf("%q and %q differ", same[0], same[1])
		}
	}
	if NormalPassword("Esel") == NormalPassword("esel") || NormalPassword(" Esel") == NormalPassword("Esel") {
		t.Error("case or blanks do not count")
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "password")
		if once := NormalPassword(s); NormalPassword(once) != once {
			t.Errorf("%q is not normal once it is", s)
		}
	})
}

// TestFoldLogin: ways to write one address are one login.
func TestFoldLogin(t *testing.T) {
	if FoldLogin(" Größe@Stadt.Example ") != FoldLogin("GRÖSSE@stadt.example") {
		t.Error("case or blanks count")
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "address")
		once := FoldLogin(s)
		if twice := FoldLogin(once); twice != once {
			t.Errorf("%q folds to %q, then %q", s, once, twice)
		}
	})
}

func TestAddresses(t *testing.T) {
	for address, fine := range map[string]bool{
		"planung@stadt.example": true, "p.l+an@amt.stadt.example": true, "müller@städte.example": true,
		"": false, "planung": false, "@stadt.example": false, "planung@": false, "planung@stadt": false, "a@b@c.example": false, "a b@stadt.example": false,
		"a@stadt.example,b@stadt.example": false, "a@stadt.example\r\nBcc: x@y.example": false, "<a@stadt.example>": false, "a@.example": false, "a@stadt.": false,
		strings.Repeat("a", 250) + "@stadt.example": false,
	} {
		if got := AddressFault(address); (got.De == "") != fine {
			t.Errorf("%q: %q", address, got.De)
		}
	}
}

// TestTokens: a token is told by its prefix and checksum; any single changed
// character is noticed.
func TestTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var bits [32]byte
		copy(bits[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "bits"))
		token := NewToken(bits)
		if !IsToken(token) || !strings.HasPrefix(token, "planraum_") || strings.ToLower(token) != token {
			t.Fatalf("%q is no token", token)
		}
		at := rapid.IntRange(0, len(token)-1).Draw(t, "at")
		other := rapid.SampledFrom([]byte("abcdefghijklmnopqrstuvwxyz234567")).Draw(t, "other")
		changed := token[:at] + string(other) + token[at+1:]
		if changed != token && IsToken(changed) {
			t.Errorf("%q passes for %q", changed, token)
		}
	})
	// SHA-256 of "abc", FIPS 180-2 appendix B.1.
	if Digest("abc") != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error("Digest is not SHA-256")
	}
}

func TestGrants(t *testing.T) {
	for _, s := range []string{"planner", "planner@08111000/01", "coordinator#accommodation/sites", "provider=awo", "provider@08111000/01#accommodation=awo stuttgart"} {
		if g, wrong := ParseGrant(s); wrong.De != "" || g.String() != s {
			t.Errorf("%q is read as %q: %q", s, g, wrong.De)
		}
	}
	for _, s := range []string{"", "root", "public", "provider", "planner=awo", "planner#A", "planner@", "planner#", "planner@a@b", "planner#a@b"} {
		if g, wrong := ParseGrant(s); wrong.De == "" {
			t.Errorf("%q is read as %+v", s, g)
		}
	}
}

func FuzzParseGrant(f *testing.F) {
	for _, s := range []string{"planner@a#b=c", "provider=x", "@#=", "planner"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if g, wrong := ParseGrant(s); wrong.De == "" {
			if again, wrong := ParseGrant(g.String()); wrong.De != "" || again != g {
				t.Errorf("%q is %q, which is not read back: %q", s, g, wrong.De)
			}
		}
	})
}

// TestWithin: handed-on grants are never wider than the owner's.
func TestWithin(t *testing.T) {
	grant := rapid.Custom(func(t *rapid.T) Grant {
		return Grant{
			Role:  rapid.SampledFrom([]Role{Planner, Council}).Draw(t, "role"),
			Area:  rapid.SampledFrom([]area.ID{"", "1", "2"}).Draw(t, "area"),
			Topic: rapid.SampledFrom([]Topic{"", "a", "a/b", "ab"}).Draw(t, "topic"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		owner := rapid.SliceOfN(grant, 0, 3).Draw(t, "owner")
		asked := rapid.SliceOfN(grant, 0, 3).Draw(t, "asked")
		for _, g := range Within(asked, owner) {
			fine := false
			for _, o := range owner {
				topic := o.Topic == "" || o.Topic == g.Topic || o.Topic == "a" && g.Topic == "a/b"
				fine = fine || o.Role == g.Role && (o.Area == "" || o.Area == g.Area) && topic
			}
			if !fine {
				t.Errorf("%v is within %v", g, owner)
			}
		}
		if len(Within(owner, owner)) != len(owner) {
			t.Errorf("%v is not within itself", owner)
		}
	})
}

// TestSameActor: two offices need two accounts, whatever roles they hold.
func TestSameActor(t *testing.T) {
	planner := Principal{Account: 12, Grants: []Grant{{Role: Planner}}}
	steward := Principal{Account: 12, Grants: []Grant{{Role: Steward}}}
	other := Principal{Account: 1, Grants: []Grant{{Role: Planner}}}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{planner.By(), steward.By(), true},
		{planner.By(), other.By(), false},
		{"Sozialplanung", "Sozialplanung", true},
		{"Sozialplanung", planner.By(), false},
		{"Sozialplanung", "Datenverantwortung", false},
	} {
		if got := SameActor(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
	if !(Principal{}).May("write") || (Principal{Scopes: []string{"read"}}).May("write") || (Principal{Scopes: []string{}}).May("read") {
		t.Error("scopes")
	}
}
