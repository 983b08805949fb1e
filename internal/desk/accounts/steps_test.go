// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts_test

import (
	"context"
	"testing"

	"planraum/internal/city/identity"
	. "planraum/internal/desk/accounts"
	"planraum/internal/fault"
)

// anyKey is a passkey of account 1 that answers whatever it is asked; the real
// one is tried in the browser.
type anyKey struct{}

func (anyKey) Register(string, PasskeyOwner) (string, string, error) { return "{}", "state", nil }
func (anyKey) Ask(string, PasskeyOwner) (string, string, error)      { return "{}", "state", nil }
func (anyKey) Registered(string, PasskeyOwner, string, string) (string, string, error) {
	return "handle", "key", nil
}

func (anyKey) Answered(string, string, string, func(int64) (PasskeyOwner, error)) (int64, string, string, error) {
	return 1, "handle", "key", nil
}

// TestPasskeyReplay: a question is answered once, in the browser that asked, and
// for what it was asked.
func TestPasskeyReplay(t *testing.T) {
	d, _ := newDesk(t, quick)
	d.Passkeys = anyKey{}
	_, p := account(t, d, "p@stadt.example")
	const origin = "http://localhost"
	q, err := d.BeginPasskey(t.Context(), p, origin)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.FinishPasskey(t.Context(), p, origin, q.Step, "{}", ""); err != nil {
		t.Fatal(err)
	}
	kind(t, d.FinishPasskey(t.Context(), p, origin, q.Step, "{}", ""), fault.Conflict)

	answer := func(p identity.Principal, step string) error {
		_, err := d.AnswerPasskey(t.Context(), p, origin, step, "{}", here)
		return err
	}
	ask := func(p identity.Principal) string {
		t.Helper()
		q, err := d.AskPasskey(t.Context(), p, "", origin)
		if err != nil {
			t.Fatal(err)
		}
		return q.Step
	}
	step := ask(identity.Principal{})
	kind(t, answer(identity.Principal{}, "another browser"), fault.Conflict)
	if err := answer(identity.Principal{}, step); err != nil {
		t.Fatal(err)
	}
	kind(t, answer(identity.Principal{}, step), fault.Conflict)

	// What was asked to prove somebody signs nobody in, and the other way round.
	kind(t, answer(identity.Principal{}, ask(p)), fault.Conflict)
	register, err := d.BeginPasskey(t.Context(), p, origin)
	if err != nil {
		t.Fatal(err)
	}
	kind(t, answer(p, register.Step), fault.Conflict)
	if err := answer(p, ask(p)); err != nil {
		t.Error(err)
	}
}

// says is an identity provider that says what a test wants.
type says struct{ claims Claims }

func (s *says) Start(context.Context, string, Secrets, bool) (string, error) {
	return "https://p.example", nil
}

func (s *says) Finish(context.Context, string, string, Secrets) (Claims, error) { return s.claims, nil }
func (s *says) Leave(context.Context, string) string                            { return "" }

// state keeps the state that the desk gave out.
type state struct {
	says
	last string
}

func (s *state) Start(_ context.Context, _ string, secrets Secrets, _ bool) (string, error) {
	s.last = secrets.State
	return "https://p.example", nil
}

// TestGroupsAreFollowed: roles come with groups and go with them, and sessions
// end when they change.
func TestGroupsAreFollowed(t *testing.T) {
	d, _ := newDesk(t, quick)
	provider := &state{says: says{Claims{Issuer: "i", Subject: "s", Email: "g@stadt.example", Verified: true, Groups: []string{"plan", "other"}}}}
	d.External = []External{{Key: "stadt", Name: "Stadt", Client: provider, Groups: map[string][]identity.Grant{"plan": {{Role: identity.Planner}}}}}
	enter := func() Signed {
		t.Helper()
		_, step, err := d.StartExternal(t.Context(), identity.Principal{}, "stadt", Journey{Aim: ToSignIn})
		if err != nil {
			t.Fatal(err)
		}
		signed, _, err := d.FinishExternal(t.Context(), identity.Principal{}, "stadt", step, provider.last, "code", "", here)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	first := enter()
	if len(first.Account.Grants) != 1 || first.Account.Grants[0].Role != identity.Planner {
		t.Fatalf("%+v", first.Account)
	}
	provider.claims.Groups = []string{"other"}
	if second := enter(); second.Account.Number != first.Account.Number || len(second.Account.Grants) != 0 {
		t.Errorf("%+v", second.Account)
	}
	if _, found, err := d.Session(t.Context(), first.Secret); found || err != nil {
		t.Errorf("the session with the old roles lives: %v", err)
	}
	// Another person at the provider with the same address gets nobody's account.
	provider.claims = Claims{Issuer: "i", Subject: "another", Email: "g@stadt.example", Verified: true, Groups: []string{"plan"}}
	_, step, err := d.StartExternal(t.Context(), identity.Principal{}, "stadt", Journey{Aim: ToSignIn})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = d.FinishExternal(t.Context(), identity.Principal{}, "stadt", step, provider.last, "code", "", here)
	kind(t, err, fault.Conflict)
}
