// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"errors"
	"slices"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Own is what belongs to an account, for its owner.
type Own struct {
	Account     identity.Account
	Credentials []identity.Credential // without their secrets
	Sessions    []identity.SessionOf
	Tokens      []identity.APIToken
	Devices     []time.Time // when each device was last used that is known from a sign-in
	// Demanded says that two factors are demanded of the account.
	Demanded bool
}

// AsksPasskey reports whether a password alone does not do for the account.
func (o Own) AsksPasskey() bool {
	return o.Has(identity.Passkey) && (o.Account.SecondFactor || o.Demanded)
}

// Has reports whether the account has a credential of a kind.
func (o Own) Has(kind identity.CredentialKind) bool {
	for _, c := range o.Credentials {
		if c.Kind == kind {
			return true
		}
	}
	return false
}

// signedIn refuses who is not signed in by browser.
func signedIn(p identity.Principal) error {
	if p.Means == identity.Session && p.Account != 0 {
		return nil
	}
	return fault.New(fault.Forbidden, "accounts.signedIn", "Dazu muss man angemeldet sein.", "One has to be signed in for that.")
}

// Own returns what belongs to the account of who acts.
func (d *Desk) Own(ctx context.Context, p identity.Principal) (Own, error) {
	var o Own
	if err := signedIn(p); err != nil {
		return o, err
	}
	err := d.look(ctx, "Own", func(r Rows) (err error) {
		o, err = own(ctx, r, p.Account)
		return err
	})
	return o, err
}

func own(ctx context.Context, r Rows, number int64) (Own, error) {
	var o Own
	var err error
	if o.Account, err = r.Account(ctx, number); err != nil {
		return o, err
	}
	if o.Credentials, err = r.Credentials(ctx, number); err != nil {
		return o, err
	}
	for i := range o.Credentials {
		o.Credentials[i].Secret = ""
	}
	if o.Sessions, err = r.Sessions(ctx, number); err != nil {
		return o, err
	}
	if o.Tokens, err = r.Tokens(ctx, number); err != nil {
		return o, err
	}
	if o.Devices, err = r.Devices(ctx, number); err != nil {
		return o, err
	}
	rule, err := r.TwoFactors(ctx)
	o.Demanded = rule.Of(o.Account.Grants)
	return o, err
}

// Prove checks the password of who acts once more and gives the session a new
// secret.
func (d *Desk) Prove(ctx context.Context, p identity.Principal, password string, from Client) (Signed, error) {
	if err := signedIn(p); err != nil {
		return Signed{}, err
	}
	o, err := d.Own(ctx, p)
	if err != nil {
		return Signed{}, err
	}
	byPassword := showing{means: identity.Password, factors: identity.OneFactor}
	signed, err := d.checkOwn(ctx, o.Account, password, from, func(ctx context.Context, r Rows, s *Signed) error {
		if next, err := d.missing(ctx, r, o.Account, byPassword); err != nil || next == secondStep {
			return errors.Join(err, secondFirst)
		}
		r.Tell(Event{Act: Proved, Account: p.Account, Who: acting(p), After: Facts{By: string(identity.Password)}})
		return d.again(ctx, r, p, s, byPassword, from)
	})
	if err != nil {
		return Signed{}, err
	}
	return signed, nil
}

var secondFirst = fault.New(fault.Forbidden, "accounts.Prove", "Dieses Konto bestätigt sich mit dem Passkey.", "This account proves itself by passkey.")

// again replaces the session of who acts by a new one, proven now. A session that
// was opened with two factors stays one.
func (d *Desk) again(ctx context.Context, r Rows, p identity.Principal, s *Signed, by showing, from Client) error {
	before, there, err := r.SessionByID(ctx, p.Session)
	if err != nil || !there {
		return errors.Join(wrong, err) // it was ended meanwhile
	}
	by.factors = max(by.factors, before.Factors)
	if err := r.DropSession(ctx, p.Account, p.Session); err != nil {
		return err
	}
	return d.admit(ctx, r, s, by, from)
}

// checkOwn checks the password of an account under the limit on guessing, and
// runs fn in the transaction that notes the success.
func (d *Desk) checkOwn(ctx context.Context, a identity.Account, password string, from Client, fn func(context.Context, Rows, *Signed) error) (Signed, error) {
	tried, err := d.count(ctx, a.Login, from)
	if err != nil {
		return Signed{}, errors.Join(err, d.refusedAt(ctx, a.Login, err))
	}
	_, c, err := d.passwordOf(ctx, a.Login)
	if err != nil {
		return Signed{}, err
	}
	right, _, err := d.Hasher.Check(ctx, c.Secret, identity.NormalPassword(password))
	if err != nil {
		return Signed{}, fault.Wrap("accounts.checkOwn", err)
	}
	if !right {
		wrongPassword := fault.Refuse("accounts.checkOwn", []fault.Row{{File: "Konto", Column: "jetzt", Value: "…", Expected: text.T("das jetzige Kennwort", "the present password")}})
		return Signed{}, errors.Join(wrongPassword, d.refused(ctx, a.Number, "password", wrongPassword))
	}
	signed := Signed{Account: a}
	err = d.change(ctx, "checkOwn", func(ctx context.Context, r Rows) error {
		if err := errors.Join(unchanged(ctx, r, a, c), d.succeeded(ctx, r, tried)); err != nil {
			return err
		}
		return fn(ctx, r, &signed)
	})
	return signed, err
}

// ChangePassword sets a new password in place of the present one, which has to
// be named. An account without one sets its first, after a recent proof. All
// other sessions end, and this one gets a new secret.
func (d *Desk) ChangePassword(ctx context.Context, p identity.Principal, present, next string, from Client) (Signed, error) {
	const op = "ChangePassword"
	o, err := d.Own(ctx, p)
	if err != nil {
		return Signed{}, err
	}
	row, bad, err := d.passwordFault(next, o.Account)
	if err != nil {
		return Signed{}, err
	}
	if bad {
		return Signed{}, fault.Refuse("accounts."+op, []fault.Row{row})
	}
	hash, err := d.Hasher.Hash(ctx, identity.NormalPassword(next))
	if err != nil {
		return Signed{}, fault.Wrap("accounts."+op, err)
	}
	set := func(ctx context.Context, r Rows, s *Signed) error {
		if err := d.setPassword(ctx, r, p.Account, hash); err != nil {
			return err
		}
		if err := d.again(ctx, r, p, s, showing{means: identity.Password, factors: identity.OneFactor}, from); err != nil {
			return err
		}
		r.Tell(Event{Act: CredentialSet, Account: p.Account, Who: acting(p), After: Facts{Changed: []string{string(identity.Password)}}})
		return d.endOthers(ctx, r, p.Account, s.Session.ID)
	}
	var signed Signed
	if o.Has(identity.Password) {
		signed, err = d.checkOwn(ctx, o.Account, present, from, set)
	} else if err = d.proven(p); err == nil {
		signed.Account = o.Account
		err = d.change(ctx, op, func(ctx context.Context, r Rows) error { return set(ctx, r, &signed) })
	}
	if err != nil {
		return Signed{}, err
	}
	return signed, nil
}

// endOthers ends all sessions of an account but one.
func (d *Desk) endOthers(ctx context.Context, r Rows, account int64, but string) error {
	all, err := r.Sessions(ctx, account)
	for _, s := range all {
		if s.ID != but {
			err = errors.Join(err, r.DropSession(ctx, account, s.ID))
		}
	}
	return err
}

// Rename changes how the owner wants to be called.
func (d *Desk) Rename(ctx context.Context, p identity.Principal, name string) error {
	if err := signedIn(p); err != nil {
		return err
	}
	if expected := identity.NameFault(name); expected.De != "" {
		return fault.Refuse("accounts.Rename", []fault.Row{{File: "Konto", Column: "name", Value: name, Expected: expected}})
	}
	err := d.change(ctx, "Rename", func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, p.Account)
		if err != nil {
			return err
		}
		a.Name = name
		r.Tell(Event{Act: AccountChanged, Account: p.Account, Who: acting(p), After: Facts{Changed: []string{"name"}}})
		return r.PutAccount(ctx, a)
	})
	if err != nil {
		return err
	}
	return d.gone(ctx)
}

// DropCredential removes a passkey or the link to an identity provider, unless
// it is the last way into the account.
func (d *Desk) DropCredential(ctx context.Context, p identity.Principal, id string) error {
	if err := d.proven(p); err != nil {
		return err
	}
	err := d.change(ctx, "DropCredential", func(ctx context.Context, r Rows) error {
		all, err := r.Credentials(ctx, p.Account)
		if err != nil {
			return err
		}
		if len(all) == 1 && all[0].ID == id {
			return fault.New(fault.Conflict, "accounts.DropCredential", "Das ist der letzte Weg in dieses Konto; er lässt sich nicht entfernen.", "This is the last way into this account; it cannot be removed.")
		}
		i := slices.IndexFunc(all, func(c identity.Credential) bool { return c.ID == id })
		if i < 0 {
			r.Quiet(Nothing)
			return nil
		}
		if isPasskey(all[i]) && !slices.ContainsFunc(slices.Delete(slices.Clone(all), i, i+1), isPasskey) {
			if o, err := own(ctx, r, p.Account); err != nil || o.Demanded {
				return errors.Join(err, lastPasskey)
			}
		}
		r.Tell(Event{Act: CredentialGone, Account: p.Account, Who: acting(p), Before: Facts{By: string(all[i].Kind)}})
		return r.DropCredential(ctx, p.Account, id)
	})
	if err != nil {
		return err
	}
	return d.gone(ctx)
}

var lastPasskey = fault.New(fault.Conflict, "accounts.DropCredential",
	"Von diesem Konto werden zwei Faktoren verlangt, und das ist sein einziger Passkey. Bitte erst einen anderen einrichten.",
	"Two factors are demanded of this account, and this is its only passkey. Please set up another one first.")

// SetSecondFactor asks for a passkey after the password, or not any more.
func (d *Desk) SetSecondFactor(ctx context.Context, p identity.Principal, wanted bool) error {
	if err := d.proven(p); err != nil {
		return err
	}
	return d.change(ctx, "SetSecondFactor", func(ctx context.Context, r Rows) error {
		o, err := own(ctx, r, p.Account)
		if err != nil {
			return err
		}
		if wanted && !o.Has(identity.Passkey) {
			return fault.New(fault.Conflict, "accounts.SetSecondFactor", "Dafür bitte erst einen Passkey einrichten.", "Please set up a passkey first.")
		}
		o.Account.SecondFactor = wanted
		r.Tell(Event{Act: AccountChanged, Account: p.Account, Who: acting(p), After: Facts{Changed: []string{"second factor"}}})
		return r.PutAccount(ctx, o.Account)
	})
}

// EndSession ends one of the owner's sessions, all where id is empty.
func (d *Desk) EndSession(ctx context.Context, p identity.Principal, id string) error {
	if err := signedIn(p); err != nil {
		return err
	}
	return d.change(ctx, "EndSession", func(ctx context.Context, r Rows) error {
		r.Tell(Event{Act: SessionEnded, Account: p.Account, Who: acting(p), Before: Facts{All: id == ""}})
		return r.DropSession(ctx, p.Account, id)
	})
}
