// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"errors"
	"strconv"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// How long a session lasts: without a request, and whatever happens.
const (
	sessionIdle = 2 * time.Hour
	sessionMost = 12 * time.Hour
	// seenEvery is how exactly the last request is kept.
	seenEvery = 5 * time.Minute
)

// Client is the browser that signs in.
type Client struct {
	Address string // for the limit on guessing; not kept beyond it
	Browser string // family, to be told from others in the list of sessions
	// Device is what the browser keeps of an earlier sign-in; empty: nothing.
	Device string
}

// Signed is a browser that was signed in.
type Signed struct {
	Account identity.Account
	// Secret is what the browser keeps; empty where Second or Enrol is set.
	Secret  string
	Session identity.SessionOf
	// Second is what the browser keeps until a passkey is shown as well.
	Second string
	// Enrol is what the browser keeps until a passkey is set up, of an account
	// that has none and of which two factors are demanded.
	Enrol string
	// Device is what the browser keeps so that it is known next time.
	Device string
}

// wrong is the one answer to any sign-in that does not succeed.
var wrong = fault.New(fault.Forbidden, "accounts.SignIn",
	"Adresse und Kennwort passen nicht zusammen, oder das Konto ist gesperrt.", "Address and password do not match, or the account is locked.")

// SignIn signs in by password. An account that does not exist, is locked or has
// no password is refused as a wrong password is, in the same words and after
// the same work.
func (d *Desk) SignIn(ctx context.Context, login, password string, from Client) (Signed, error) {
	const op = "SignIn"
	login = identity.FoldLogin(login)
	tried, err := d.count(ctx, login, from)
	if err != nil {
		return Signed{}, errors.Join(err, d.refusedAt(ctx, login, err))
	}
	a, c, err := d.passwordOf(ctx, login)
	if err != nil {
		return Signed{}, err
	}
	right, stale, err := d.Hasher.Check(ctx, c.Secret, identity.NormalPassword(password))
	if err != nil {
		return Signed{}, fault.Wrap("accounts."+op, err)
	}
	if !right || a.State != identity.Active {
		return Signed{}, errors.Join(wrong, d.refused(ctx, a.Number, "password", wrong))
	}
	checked := c
	if stale {
		if c.Secret, err = d.Hasher.Hash(ctx, identity.NormalPassword(password)); err != nil {
			return Signed{}, fault.Wrap("accounts."+op, err)
		}
	}
	signed := Signed{Account: a}
	err = d.change(ctx, op, func(ctx context.Context, r Rows) error {
		if err := unchanged(ctx, r, a, checked); err != nil {
			return err
		}
		if err := errors.Join(d.succeeded(ctx, r, tried), d.used(ctx, r, c)); err != nil {
			return err
		}
		return d.letIn(ctx, r, &signed, showing{means: identity.Password, factors: identity.OneFactor}, from)
	})
	return signed, err
}

// unchanged refuses where the account or what was checked of it is not any more
// what it was before the check.
func unchanged(ctx context.Context, r Rows, a identity.Account, checked identity.Credential) error {
	now, err := r.Account(ctx, a.Number)
	if err != nil || now.State != identity.Active {
		return errors.Join(wrong, err)
	}
	c, found, err := r.CredentialByHandle(ctx, checked.Kind, checked.Handle)
	if err != nil || !found || c.Account != a.Number || c.Secret != checked.Secret {
		return errors.Join(wrong, err)
	}
	return nil
}

// used keeps a credential with the day of its use.
func (d *Desk) used(ctx context.Context, r Rows, c identity.Credential) error {
	c.UsedOn = d.today()
	return r.PutCredential(ctx, c)
}

// refused takes down a sign-in that did not succeed, unless that was the
// program's own fault: one entry, of the account where there is such an account;
// what was typed is not kept. cause goes back to the caller in any case.
func (d *Desk) refused(ctx context.Context, account int64, by string, cause error) error {
	kind := fault.KindOf(cause)
	if kind == fault.Internal || kind == fault.Unavailable && !errors.Is(cause, TooMany) {
		return nil
	}
	audit.Recorded(ctx)
	return d.note(ctx, Event{Act: SignInRefused, Account: account, After: Facts{By: by}})
}

// refusedAt takes down a sign-in that was not even tried, because there were too
// many with this login or from this address.
func (d *Desk) refusedAt(ctx context.Context, login string, cause error) error {
	if !errors.Is(cause, TooMany) {
		return nil
	}
	a, _, err := d.passwordOf(ctx, login)
	return errors.Join(err, d.refused(ctx, a.Number, "too many attempts", cause))
}

func (d *Desk) today() string { return period.OfTime(d.Now()).String() }

// passwordOf finds the account with a login and its password; neither has to
// exist.
func (d *Desk) passwordOf(ctx context.Context, login string) (a identity.Account, c identity.Credential, err error) {
	err = d.look(ctx, "passwordOf", func(r Rows) error {
		if a, _, err = r.AccountByLogin(ctx, login); err != nil {
			return err
		}
		c, _, err = r.CredentialByHandle(ctx, identity.Password, passwordHandle(a.Number))
		return err
	})
	return a, c, err
}

func passwordHandle(account int64) string { return strconv.FormatInt(account, 10) }

// Session returns who acts in a browser that holds a secret; false where the
// session has ended.
func (d *Desk) Session(ctx context.Context, secret string) (identity.Principal, bool, error) {
	var s identity.SessionOf
	var a identity.Account
	found := false
	err := d.look(ctx, "Session", func(r Rows) error {
		var err error
		if s, found, err = r.SessionByID(ctx, identity.Digest(secret)); err != nil || !found {
			return err
		}
		a, err = r.Account(ctx, s.Account)
		return err
	})
	now := d.Now()
	if err != nil || !found || a.State != identity.Active || !now.Before(s.Ends) || now.Sub(s.Seen) > sessionIdle {
		return identity.Principal{}, false, err
	}
	if now.Sub(s.Seen) > seenEvery {
		d.touch(ctx, func(ctx context.Context, r Rows) error { return r.SeeSession(ctx, s.ID, now) })
	}
	return identity.Principal{
		Account: a.Number, Name: nameOf(a), Grants: a.Grants, Means: identity.Session, Session: s.ID, Proven: s.Proven,
	}, true, nil
}

func nameOf(a identity.Account) string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email
}

// touch keeps something that may be lost: when a session or token was used. It
// waits for nobody.
func (d *Desk) touch(ctx context.Context, fn func(context.Context, Rows) error) {
	const most = 200 * time.Millisecond
	select {
	case d.touching <- struct{}{}:
	default:
		return
	}
	defer func() { <-d.touching }()
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	_ = d.Book.ChangeAccounts(ctx, func(r Rows) error {
		r.Quiet(LastUse)
		return fn(ctx, r)
	})
}

// SignOut ends the session of who acts.
func (d *Desk) SignOut(ctx context.Context, p identity.Principal) error {
	if p.Means != identity.Session {
		return nil
	}
	return d.change(ctx, "SignOut", func(ctx context.Context, r Rows) error {
		r.Tell(Event{Act: SignedOut, Account: p.Account, Who: acting(p)})
		return r.DropSession(ctx, p.Account, p.Session)
	})
}
