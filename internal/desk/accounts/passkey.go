// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"encoding/json"
	"errors"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// PasskeyOwner is whose passkeys are meant.
type PasskeyOwner struct {
	Account int64 // 0: whoever has a passkey for this installation
	Name    string
	Keys    []string // as Registered gave them
}

// Passkeys makes and checks the two steps of passkeys (WebAuthn). origin is
// where the browser is; options are for the browser, state is for the second
// step.
type Passkeys interface {
	Register(origin string, owner PasskeyOwner) (options, state string, err error)
	// Registered returns what finds and what checks the new passkey.
	Registered(origin string, owner PasskeyOwner, state, answer string) (handle, key string, err error)
	Ask(origin string, owner PasskeyOwner) (options, state string, err error)
	// Answered returns whose passkey answered, and its key with the use noted.
	Answered(origin, state, answer string, find func(account int64) (PasskeyOwner, error)) (account int64, handle, key string, err error)
}

// Question is what the browser is to ask the passkey.
type Question struct {
	Options string // JSON for the browser
	Step    string // what the browser keeps until the answer
}

// passkeyBody is what a ceremony of passkeys remembers.
type passkeyBody struct {
	State string `json:"state"`
	// Session is the session that is proved once more; empty at a sign-in.
	Session string `json:"session,omitempty"`
}

var noPasskeys = fault.New(fault.NotFound, "accounts.passkeys", "Passkeys sind hier nicht eingerichtet.", "Passkeys are not set up here.")

// ownerOf gathers the passkeys of an account.
func (d *Desk) ownerOf(ctx context.Context, number int64) (PasskeyOwner, error) {
	o := PasskeyOwner{Account: number}
	err := d.look(ctx, "ownerOf", func(r Rows) error {
		a, err := r.Account(ctx, number)
		if err != nil {
			return err
		}
		o.Name = a.Email
		all, err := r.Credentials(ctx, number)
		for _, c := range all {
			if c.Kind == identity.Passkey {
				o.Keys = append(o.Keys, c.Secret)
			}
		}
		return err
	})
	return o, err
}

// keep remembers a ceremony of passkeys.
func (d *Desk) keep(ctx context.Context, kind string, account int64, body passkeyBody) (step string, err error) {
	text, err := json.Marshal(body)
	if err != nil {
		return "", fault.Wrap("accounts.keep", err)
	}
	err = d.change(ctx, "keep", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		step, err = d.begin(ctx, r, Ceremony{Kind: kind, Account: account, Body: string(text)})
		return err
	})
	return step, err
}

// resume takes a ceremony of a kind. It is gone whatever becomes of the answer,
// so that a question is answered once.
func (d *Desk) resume(ctx context.Context, kind, step string) (Ceremony, passkeyBody, error) {
	var c Ceremony
	var body passkeyBody
	var refused error
	err := d.change(ctx, "resume", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		var err error
		c, err = d.goOn(ctx, r, step, kind)
		if errors.Is(err, over) {
			refused, err = err, nil // and the ceremony, if it was another one, is gone
		}
		return err
	})
	if err = errors.Join(err, refused); err != nil {
		return c, body, err
	}
	return c, body, fault.Wrap("accounts.resume", json.Unmarshal([]byte(c.Body), &body))
}

// BeginPasskey asks the browser for a new passkey.
func (d *Desk) BeginPasskey(ctx context.Context, p identity.Principal, origin string) (Question, error) {
	if d.Passkeys == nil {
		return Question{}, noPasskeys
	}
	if err := d.proven(p); err != nil {
		return Question{}, err
	}
	owner, err := d.ownerOf(ctx, p.Account)
	if err != nil {
		return Question{}, err
	}
	options, state, err := d.Passkeys.Register(origin, owner)
	if err != nil {
		return Question{}, err
	}
	step, err := d.keep(ctx, registerStep, p.Account, passkeyBody{State: state})
	return Question{options, step}, err
}

// FinishPasskey keeps the new passkey.
func (d *Desk) FinishPasskey(ctx context.Context, p identity.Principal, origin, step, answer, label string) error {
	if d.Passkeys == nil {
		return noPasskeys
	}
	if err := d.proven(p); err != nil {
		return err
	}
	c, body, err := d.resume(ctx, registerStep, step)
	if err != nil {
		return err
	}
	if c.Account != p.Account {
		return over
	}
	owner, err := d.ownerOf(ctx, p.Account)
	if err != nil {
		return err
	}
	handle, key, err := d.Passkeys.Registered(origin, owner, body.State, answer)
	if err != nil {
		return err
	}
	return d.change(ctx, "FinishPasskey", func(ctx context.Context, r Rows) error {
		r.Tell(Event{Act: CredentialSet, Account: p.Account, Who: acting(p), After: Facts{Changed: []string{string(identity.Passkey)}}})
		return r.PutCredential(ctx, identity.Credential{Account: p.Account, Kind: identity.Passkey, Handle: handle, Secret: key, Label: passkeyLabel(label), Created: d.Now()})
	})
}

// AskPasskey asks the browser for a passkey: of whoever wants to sign in, of
// who is signed in to prove it once more, or, where second is what SignIn gave,
// of the one who has shown the password.
func (d *Desk) AskPasskey(ctx context.Context, p identity.Principal, second, origin string) (Question, error) {
	if d.Passkeys == nil {
		return Question{}, noPasskeys
	}
	var owner PasskeyOwner
	body := passkeyBody{}
	account := int64(0)
	switch {
	case second != "":
		c, err := d.takeStep(ctx, second, secondStep)
		if err != nil {
			return Question{}, err
		}
		account = c.Account
	case p.Means == identity.Session:
		account, body.Session = p.Account, p.Session
	}
	if account != 0 {
		var err error
		if owner, err = d.ownerOf(ctx, account); err != nil {
			return Question{}, err
		}
	}
	options, state, err := d.Passkeys.Ask(origin, owner)
	if err != nil {
		return Question{}, err
	}
	body.State = state
	step, err := d.keep(ctx, passkeyStep, account, body)
	return Question{options, step}, err
}

// takeStep takes what SignIn left after the password. It is gone whatever
// becomes of it.
func (d *Desk) takeStep(ctx context.Context, secret, kind string) (c Ceremony, err error) {
	var refused error
	err = d.change(ctx, "takeStep", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		var err error
		if c, err = d.goOn(ctx, r, secret, kind); errors.Is(err, over) {
			refused, err = err, nil // and the step, if it was another one, is gone
		}
		return err
	})
	return c, errors.Join(err, refused)
}

// AnswerPasskey checks the passkey's answer and signs in, or proves who acts.
func (d *Desk) AnswerPasskey(ctx context.Context, p identity.Principal, origin, step, answer string, from Client) (Signed, error) {
	if d.Passkeys == nil {
		return Signed{}, noPasskeys
	}
	c, body, err := d.resume(ctx, passkeyStep, step)
	if err != nil {
		return Signed{}, err
	}
	if body.Session != "" && (p.Session != body.Session || p.Account != c.Account) {
		return Signed{}, over
	}
	number, handle, key, err := d.Passkeys.Answered(origin, body.State, answer, func(account int64) (PasskeyOwner, error) { return d.ownerOf(ctx, account) })
	if err != nil || (c.Account != 0 && c.Account != number) {
		return Signed{}, errors.Join(badPasskey, d.refused(ctx, c.Account, "passkey", badPasskey))
	}
	var signed Signed
	err = d.change(ctx, "AnswerPasskey", func(ctx context.Context, r Rows) error {
		var err error
		if signed.Account, err = r.Account(ctx, number); err != nil || signed.Account.State != identity.Active {
			return errors.Join(badPasskey, notMissing(err))
		}
		used, found, err := r.CredentialByHandle(ctx, identity.Passkey, handle)
		if err != nil || !found || used.Account != number {
			return errors.Join(badPasskey, err) // removed meanwhile
		}
		used.Secret = key
		if err := d.used(ctx, r, used); err != nil {
			return err
		}
		done := Event{Act: SignedIn, Account: number, Who: owner(signed.Account), After: Facts{By: string(identity.Passkey)}}
		if body.Session != "" {
			done.Act = Proved
		}
		r.Tell(done)
		if body.Session != "" {
			return d.again(ctx, r, p, &signed, byPasskey, from)
		}
		return d.admit(ctx, r, &signed, byPasskey, from)
	})
	if errors.Is(err, badPasskey) {
		return Signed{}, errors.Join(err, d.refused(ctx, number, "passkey", badPasskey))
	}
	if err != nil {
		return Signed{}, err
	}
	return signed, nil
}

// byPasskey is what a passkey shows: it always has verified its user, by what
// one knows or is.
var byPasskey = showing{means: identity.Passkey, factors: identity.BothFactors}

// badPasskey is the one answer to any passkey that does not fit.
var badPasskey = fault.New(fault.Forbidden, "accounts.passkey",
	"Dieser Passkey gehört zu keinem aktiven Konto hier, oder die Antwort passt nicht zur Frage. Bitte noch einmal beginnen.",
	"This passkey belongs to no active account here, or the answer does not fit the question. Please begin again.")
