// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts_test

import (
	"context"
	"slices"
	"testing"

	"planraum/internal/city/identity"
	. "planraum/internal/desk/accounts"
	"planraum/internal/fault"
)

// keyOf is a passkey of an account that answers whatever it is asked; the real
// one is tried in the browser.
type keyOf struct {
	anyKey
	account int64
	handle  string
}

func (k keyOf) Registered(string, PasskeyOwner, string, string) (string, string, error) {
	return k.handle, "key", nil
}

func (k keyOf) Answered(string, string, string, func(int64) (PasskeyOwner, error)) (int64, string, string, error) {
	return k.account, k.handle, "key", nil
}

const at = "http://localhost"

// demand sets the rule as a command does.
func demand(t *testing.T, d *Desk, rule identity.TwoFactors) {
	t.Helper()
	now, err := d.Demand(t.Context(), local)
	must(t, err)
	rule.Version = now.Rule.Version
	must(t, d.SetTwoFactors(t.Context(), local, rule))
}

// enrolled goes the way of the first passkey to its end.
func enrolled(t *testing.T, d *Desk, s Signed) Signed {
	t.Helper()
	if s.Enrol == "" || s.Secret != "" || s.Second != "" {
		t.Fatalf("no passkey has to be set up: %+v", s)
	}
	q, err := d.BeginFirst(t.Context(), s.Enrol, at)
	must(t, err)
	done, err := d.FinishFirst(t.Context(), at, q.Step, "{}", "", here)
	must(t, err)
	return done
}

// TestTwoFactorsDemanded: with the setting a password alone opens no session, by
// whatever way it was shown or set; a passkey after it does, and by itself.
func TestTwoFactorsDemanded(t *testing.T) {
	d, record := newDesk(t, quick)
	a, _ := account(t, d, "p@stadt.example", identity.Grant{Role: identity.Planner, Area: "08111000/01"})
	d.Passkeys = keyOf{account: a.Number, handle: "one"}
	demand(t, d, identity.TwoFactors{Roles: []identity.Role{identity.Planner}})

	signed, err := d.SignIn(t.Context(), "p@stadt.example", phrase, here)
	must(t, err)
	// What is kept until then opens nothing else, and only once.
	if _, found, err := d.Session(t.Context(), signed.Enrol); found || err != nil {
		t.Errorf("the step is a session: %v", err)
	}
	_, err = d.AskPasskey(t.Context(), identity.Principal{}, signed.Enrol, at)
	kind(t, err, fault.Conflict)
	_, err = d.BeginFirst(t.Context(), signed.Enrol, at)
	kind(t, err, fault.Conflict)

	signed, err = d.SignIn(t.Context(), "p@stadt.example", phrase, here)
	must(t, err)
	first := enrolled(t, d, signed)
	if first.Session.Factors != identity.BothFactors {
		t.Errorf("the session has %d factors", first.Session.Factors)
	}
	// From now on the passkey is asked for.
	signed, err = d.SignIn(t.Context(), "p@stadt.example", phrase, here)
	must(t, err)
	if signed.Second == "" || signed.Secret != "" {
		t.Fatalf("password alone: %+v", signed)
	}
	q, err := d.AskPasskey(t.Context(), identity.Principal{}, signed.Second, at)
	must(t, err)
	if signed, err = d.AnswerPasskey(t.Context(), identity.Principal{}, at, q.Step, "{}", here); err != nil || signed.Secret == "" {
		t.Fatalf("password and passkey: %+v, %v", signed, err)
	}
	q, err = d.AskPasskey(t.Context(), identity.Principal{}, "", at)
	must(t, err)
	if signed, err = d.AnswerPasskey(t.Context(), identity.Principal{}, at, q.Step, "{}", here); err != nil || signed.Secret == "" {
		t.Fatalf("the passkey alone: %+v, %v", signed, err)
	}
	// A proof by password alone, and its last passkey, are not to be had.
	p, _, err := d.Session(t.Context(), signed.Secret)
	must(t, err)
	_, err = d.Prove(t.Context(), p, phrase, here)
	kind(t, err, fault.Forbidden)
	own, err := d.Own(t.Context(), p)
	must(t, err)
	for _, c := range own.Credentials {
		if c.Kind == identity.Passkey {
			kind(t, d.DropCredential(t.Context(), p, c.ID), fault.Conflict)
		}
	}
	// A changed password keeps the session one of two factors.
	changed, err := d.ChangePassword(t.Context(), p, phrase, "fünf kleine Esel", here)
	if err != nil || changed.Session.Factors != identity.BothFactors {
		t.Errorf("after the change: %+v, %v", changed.Session, err)
	}
	// A link for a new password does not go past the passkey.
	secret, err := d.Relink(t.Context(), local, a.Number)
	must(t, err)
	signed, err = d.Accept(t.Context(), secret, Acceptance{Password: phrase}, here)
	if err != nil || signed.Second == "" || signed.Secret != "" {
		t.Errorf("a new password alone: %+v, %v", signed, err)
	}
	if acts := record.acts(); !slices.Contains(acts, FactorsSet) || !slices.Contains(acts, SecondDemanded) {
		t.Errorf("the record has %q", acts)
	}
}

// TestDemandOfNewcomers: whoever accepts an invitation sets up a passkey before
// anything else; of roles that are not named nothing is demanded, and the first
// start is as it was.
func TestDemandOfNewcomers(t *testing.T) {
	d, _ := newDesk(t, quick)
	d.Passkeys = keyOf{account: 1, handle: "one"}
	link, _, err := d.FirstLink(t.Context())
	must(t, err)
	signed, err := d.Accept(t.Context(), link, Acceptance{Email: "verwaltung@stadt.example", Password: phrase}, here)
	if err != nil || signed.Secret == "" {
		t.Fatalf("the first start: %+v, %v", signed, err)
	}
	demand(t, d, identity.TwoFactors{Roles: []identity.Role{identity.Administrator, identity.Steward}})
	for role, wanted := range map[identity.Role]bool{identity.Steward: true, identity.Planner: false} {
		_, link, err := d.Invite(t.Context(), local, string(role)+"@stadt.example", "", []identity.Grant{{Role: role}})
		must(t, err)
		signed, err := d.Accept(t.Context(), link, Acceptance{Password: phrase}, here)
		must(t, err)
		if (signed.Enrol != "") != wanted || (signed.Secret == "") != wanted {
			t.Errorf("%s: %+v", role, signed)
		}
	}
	// Whoever gets such a role is out at once, and has to set up a passkey.
	a, err := d.AccountByAddress(t.Context(), local, "planner@stadt.example")
	must(t, err)
	must(t, d.SetGrants(t.Context(), local, a.Number, a.Version, []identity.Grant{{Role: identity.Steward}}))
	if signed, err = d.SignIn(t.Context(), "planner@stadt.example", phrase, here); err != nil || signed.Enrol == "" {
		t.Errorf("with the new role: %+v, %v", signed, err)
	}
	demand(t, d, identity.TwoFactors{})
	if signed, err = d.SignIn(t.Context(), "planner@stadt.example", phrase, here); err != nil || signed.Secret == "" {
		t.Errorf("nothing is demanded any more: %+v, %v", signed, err)
	}
}

// TestDemandEndsSessions: sessions of one factor end at once, others stay; and
// who has none of two cannot demand them, so that nobody is shut out.
func TestDemandEndsSessions(t *testing.T) {
	d, _ := newDesk(t, quick)
	a, weak := account(t, d, "v@stadt.example", identity.Grant{Role: identity.Administrator})
	_, other := account(t, d, "r@stadt.example", identity.Grant{Role: identity.Council})
	d.Passkeys = keyOf{account: a.Number, handle: "one"}
	rule := identity.TwoFactors{Roles: []identity.Role{identity.Administrator}, Version: 1}
	kind(t, d.SetTwoFactors(t.Context(), weak, rule), fault.Conflict)
	kind(t, d.SetTwoFactors(t.Context(), other, rule), fault.Forbidden)
	q, err := d.BeginPasskey(t.Context(), weak, at)
	must(t, err)
	must(t, d.FinishPasskey(t.Context(), weak, at, q.Step, "{}", ""))
	q, err = d.AskPasskey(t.Context(), identity.Principal{}, "", at)
	must(t, err)
	signed, err := d.AnswerPasskey(t.Context(), identity.Principal{}, at, q.Step, "{}", here)
	must(t, err)
	strong, _, err := d.Session(t.Context(), signed.Secret)
	must(t, err)
	then, err := d.Demanding(t.Context(), strong, rule)
	if err != nil || then.Demanded != 1 || then.Without != 0 || then.Ending != 1 || then.Accounts != 2 {
		t.Errorf("foretold: %+v, %v", then, err)
	}
	must(t, d.SetTwoFactors(t.Context(), strong, rule))
	kind(t, d.SetTwoFactors(t.Context(), strong, rule), fault.Conflict) // another version
	left := map[string]bool{}
	must(t, d.Book.LookAccounts(t.Context(), func(r Rows) error {
		for _, number := range []int64{1, 2} {
			all, err := r.Sessions(context.Background(), number)
			if err != nil {
				return err
			}
			for _, s := range all {
				left[s.ID] = true
			}
		}
		return nil
	}))
	if left[weak.Session] || !left[strong.Session] || !left[other.Session] {
		t.Errorf("left are %v", left)
	}
	kind(t, d.SetTwoFactors(t.Context(), strong, identity.TwoFactors{Roles: []identity.Role{"könig"}, Trusted: []string{"x"}, Version: 2}), fault.Invalid)
}

// TestLostPasskeys: an administrator takes away passkeys that were lost; their
// owner sets up a new one after the password.
func TestLostPasskeys(t *testing.T) {
	d, _ := newDesk(t, quick)
	a, p := account(t, d, "p@stadt.example", identity.Grant{Role: identity.Administrator})
	_, planner := account(t, d, "x@stadt.example", identity.Grant{Role: identity.Planner})
	d.Passkeys = keyOf{account: a.Number, handle: "one"}
	demand(t, d, identity.TwoFactors{Everybody: true})
	kind(t, d.DropPasskeys(t.Context(), local, a.Number), fault.Conflict) // none there
	signed, err := d.SignIn(t.Context(), "p@stadt.example", phrase, here)
	must(t, err)
	kept := enrolled(t, d, signed)
	kind(t, d.DropPasskeys(t.Context(), planner, a.Number), fault.Forbidden)
	kind(t, d.DropPasskeys(t.Context(), identity.Principal{Account: p.Account, Means: identity.Token, Grants: a.Grants}, a.Number), fault.Forbidden)
	must(t, d.DropPasskeys(t.Context(), local, a.Number))
	if _, found, err := d.Session(t.Context(), kept.Secret); found || err != nil {
		t.Errorf("the session lives: %v", err)
	}
	d.Passkeys = keyOf{account: a.Number, handle: "two"}
	signed, err = d.SignIn(t.Context(), "p@stadt.example", phrase, here)
	must(t, err)
	enrolled(t, d, signed)
}

// TestFirstPasskeyOnce: of two browsers that know the password the first has the
// passkey, and a new password ends what was begun with the old one.
func TestFirstPasskeyOnce(t *testing.T) {
	d, _ := newDesk(t, quick)
	a, _ := account(t, d, "p@stadt.example", identity.Grant{Role: identity.Planner})
	d.Passkeys = keyOf{account: a.Number, handle: "one"}
	demand(t, d, identity.TwoFactors{Everybody: true})
	begin := func(password string) string {
		t.Helper()
		signed, err := d.SignIn(t.Context(), "p@stadt.example", password, here)
		must(t, err)
		q, err := d.BeginFirst(t.Context(), signed.Enrol, at)
		must(t, err)
		return q.Step
	}
	stale := begin(phrase)
	secret, err := d.Relink(t.Context(), local, a.Number)
	must(t, err)
	const next = "fünf kleine Esel"
	_, err = d.Accept(t.Context(), secret, Acceptance{Password: next}, here)
	must(t, err)
	_, err = d.FinishFirst(t.Context(), at, stale, "{}", "", here)
	kind(t, err, fault.Conflict)
	one, two := begin(next), begin(next)
	_, err = d.FinishFirst(t.Context(), at, one, "{}", "", here)
	must(t, err)
	d.Passkeys = keyOf{account: a.Number, handle: "of a thief"}
	_, err = d.FinishFirst(t.Context(), at, two, "{}", "", here)
	kind(t, err, fault.Conflict)
}

// TestProviderCounts: a sign-in at an identity provider is two factors where it
// says so or where the setting trusts it; else a passkey follows.
func TestProviderCounts(t *testing.T) {
	d, _ := newDesk(t, quick)
	provider := &state{says: says{Claims{Issuer: "i", Subject: "s", Email: "g@stadt.example", Verified: true, Groups: []string{"plan"}}}}
	d.External = []External{{Key: "stadt", Name: "Stadt", Client: provider, Groups: map[string][]identity.Grant{"plan": {{Role: identity.Planner}}}}}
	d.Passkeys = keyOf{account: 1, handle: "one"}
	enter := func() Signed {
		t.Helper()
		_, step, err := d.StartExternal(t.Context(), identity.Principal{}, "stadt", Journey{Aim: ToSignIn})
		must(t, err)
		signed, _, err := d.FinishExternal(t.Context(), identity.Principal{}, "stadt", step, provider.last, "code", "", here)
		must(t, err)
		return signed
	}
	if s := enter(); s.Secret == "" || s.Session.Factors != identity.OneFactor {
		t.Errorf("nothing is demanded: %+v", s)
	}
	demand(t, d, identity.TwoFactors{Everybody: true})
	if s := enter(); s.Enrol == "" || s.Secret != "" {
		t.Errorf("the provider says nothing of two factors: %+v", s)
	}
	provider.claims.TwoFactors = true
	if s := enter(); s.Secret == "" || s.Session.Factors != identity.BothFactors {
		t.Errorf("the provider says that it asked for two: %+v", s)
	}
	provider.claims.TwoFactors = false
	demand(t, d, identity.TwoFactors{Everybody: true, Trusted: []string{"stadt"}})
	trusted := enter()
	if trusted.Secret == "" || trusted.Session.Factors != identity.BothFactors {
		t.Errorf("the provider is trusted: %+v", trusted)
	}
	demand(t, d, identity.TwoFactors{Everybody: true})
	if _, found, err := d.Session(t.Context(), trusted.Secret); found || err != nil {
		t.Errorf("the provider is trusted no more, and its session lives: %v", err)
	}
	enrolled(t, d, enter())
	if s := enter(); s.Second == "" || s.Secret != "" {
		t.Errorf("with a passkey: %+v", s)
	}
}
