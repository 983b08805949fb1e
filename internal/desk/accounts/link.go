// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"errors"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// How long one-time links are valid.
const (
	firstValid  = 24 * time.Hour
	inviteValid = 7 * 24 * time.Hour
	resetValid  = 24 * time.Hour
	forgotValid = time.Hour // asked for by anybody, so short
)

// noLink is the answer to any link that cannot be used, whatever the reason.
var noLink = fault.New(fault.NotFound, "accounts.link",
	"Diesen Link gibt es nicht oder nicht mehr. Er gilt nur einmal und nur kurze Zeit; bitte bei der Verwaltung einen neuen erbitten.",
	"There is no such link, or not any more. It is valid once and for a short time; please ask the administration for a new one.")

// FirstLink gives out the link that makes the first administrator, and voids
// the one before; false where there is an account already.
func (d *Desk) FirstLink(ctx context.Context) (secret string, needed bool, err error) {
	err = d.change(ctx, "FirstLink", func(ctx context.Context, r Rows) error {
		if none, err := d.none(ctx, r); err != nil || !none {
			r.Quiet(Nothing)
			return err
		}
		needed = true
		r.Tell(Event{Act: LinkIssued, Who: audit.Actor{Means: identity.Local}, After: Facts{Link: identity.FirstStart}})
		secret, err = d.issue(ctx, r, 0, identity.FirstStart, firstValid)
		return err
	})
	return secret, needed, err
}

// none reports whether there never was an account that can sign in: accounts
// that were invited only do not count, or nobody could let them in.
func (d *Desk) none(ctx context.Context, r Rows) (bool, error) {
	all, err := r.Accounts(ctx)
	for _, a := range all {
		if a.State != identity.Invited {
			return false, err
		}
	}
	return true, err
}

func (d *Desk) issue(ctx context.Context, r Rows, account int64, purpose identity.Purpose, valid time.Duration) (string, error) {
	secret, digest, err := d.secret()
	if err != nil {
		return "", err
	}
	now := d.Now()
	return secret, r.PutLink(ctx, identity.OneTimeLink{Digest: digest, Account: account, Purpose: purpose, Created: now, Ends: now.Add(valid)})
}

// Invited is what the page of a one-time link shows.
type Invited struct {
	Purpose identity.Purpose
	Account identity.Account // without rows for the first start
	Ends    time.Time
}

// Open returns what a link is for, and leaves it as it is: a mail program that
// looks at the page must not use it up.
func (d *Desk) Open(ctx context.Context, secret string) (Invited, error) {
	var i Invited
	err := d.look(ctx, "Open", func(r Rows) error {
		l, found, err := r.LinkByDigest(ctx, identity.Digest(secret))
		if err != nil {
			return err
		}
		if i, err = d.opened(ctx, r, l, found); err != nil {
			return err
		}
		return nil
	})
	return i, err
}

// opened checks that a link is good now and returns what it is for.
func (d *Desk) opened(ctx context.Context, r Rows, l identity.OneTimeLink, found bool) (Invited, error) {
	if !found || !d.Now().Before(l.Ends) {
		return Invited{}, noLink
	}
	i := Invited{Purpose: l.Purpose, Ends: l.Ends}
	if l.Purpose == identity.FirstStart {
		none, err := d.none(ctx, r)
		if err == nil && !none {
			err = noLink
		}
		return i, err
	}
	a, err := r.Account(ctx, l.Account)
	if err != nil || a.State == identity.Locked || (l.Purpose == identity.Invitation) != (a.State == identity.Invited) {
		return i, errors.Join(noLink, notMissing(err))
	}
	i.Account = a
	return i, nil
}

// notMissing is err unless it says that something is not there.
func notMissing(err error) error {
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// take is opened and uses the link up.
func (d *Desk) take(ctx context.Context, r Rows, digest string) (Invited, error) {
	l, found, err := r.TakeLink(ctx, digest)
	if err != nil {
		return Invited{}, err
	}
	return d.opened(ctx, r, l, found)
}

// Acceptance is what somebody types on the page of a one-time link. What the
// account may do is not part of it.
type Acceptance struct {
	Email    string // at the first start only
	Name     string // not when a password is set anew
	Password string
}

// Accept takes a link, sets the password and signs in; where two factors are
// wanted the second one has to follow. Sessions that the account had end.
func (d *Desk) Accept(ctx context.Context, secret string, typed Acceptance, from Client) (Signed, error) {
	const op = "Accept"
	i, err := d.Open(ctx, secret)
	if err != nil {
		return Signed{}, err
	}
	account, rows := d.accepted(i, typed)
	row, bad, err := d.passwordFault(typed.Password, account)
	if err != nil {
		return Signed{}, err
	}
	if bad {
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		return Signed{}, fault.Refuse("accounts."+op, rows)
	}
	hash, err := d.Hasher.Hash(ctx, identity.NormalPassword(typed.Password))
	if err != nil {
		return Signed{}, fault.Wrap("accounts."+op, err)
	}
	var signed Signed
	err = d.change(ctx, op, func(ctx context.Context, r Rows) error {
		i, err := d.take(ctx, r, identity.Digest(secret))
		if err != nil {
			return err
		}
		if signed.Account, err = d.enter(ctx, r, i, typed); err != nil {
			return err
		}
		if err := d.setPassword(ctx, r, signed.Account.Number, hash); err != nil {
			return err
		}
		d.tellAccepted(r, i, signed.Account, identity.Password)
		return d.letIn(ctx, r, &signed, showing{identity.Password, identity.OneFactor, i.Purpose}, from)
	})
	if err != nil {
		return Signed{}, err
	}
	if i.Account.Name != "" && i.Account.Name != signed.Account.Name {
		return signed, d.gone(ctx)
	}
	return signed, nil
}

// tellAccepted tells that a link was taken and a credential set.
func (d *Desk) tellAccepted(r Rows, i Invited, a identity.Account, means identity.CredentialKind) {
	if i.Purpose == identity.FirstStart {
		r.Tell(Event{Act: AccountMade, Account: a.Number, Who: owner(a), After: Facts{Grants: words(a.Grants)}})
	}
	r.Tell(Event{Act: LinkAccepted, Account: a.Number, Who: owner(a), After: Facts{Link: i.Purpose}})
	r.Tell(Event{Act: CredentialSet, Account: a.Number, Who: owner(a), After: Facts{Changed: []string{string(means)}}})
}

// accepted is the account as it will be, with what is wrong in what was typed.
func (d *Desk) accepted(i Invited, typed Acceptance) (identity.Account, []fault.Row) {
	var rows []fault.Row
	a := i.Account
	if i.Purpose == identity.FirstStart {
		a.Email, a.Login = typed.Email, identity.FoldLogin(typed.Email)
		a.Grants = []identity.Grant{{Role: identity.Administrator}}
		if expected := identity.AddressFault(typed.Email); expected.De != "" {
			rows = append(rows, fault.Row{File: "Konto", Column: "adresse", Value: typed.Email, Expected: expected})
		}
	}
	if i.Purpose != identity.Reset {
		a.Name = typed.Name
		if expected := identity.NameFault(typed.Name); expected.De != "" {
			rows = append(rows, fault.Row{File: "Konto", Column: "name", Value: typed.Name, Expected: expected})
		}
	}
	a.State = identity.Active
	return a, rows
}

// enter keeps the account that a link opened.
func (d *Desk) enter(ctx context.Context, r Rows, i Invited, typed Acceptance) (identity.Account, error) {
	a, rows := d.accepted(i, typed)
	if len(rows) > 0 {
		return a, fault.Refuse("accounts.enter", rows)
	}
	if i.Purpose == identity.FirstStart {
		number, err := r.NextAccount(ctx)
		if err != nil {
			return a, err
		}
		a.Number, a.Created = number, d.Now()
	}
	if err := errors.Join(r.PutAccount(ctx, a), r.DropLinks(ctx, a.Number), r.DropSession(ctx, a.Number, ""), r.DropDevice(ctx, a.Number, "")); err != nil {
		return a, err
	}
	return r.Account(ctx, a.Number)
}

// setPassword keeps the hash of an account's password in place of the one
// before. Sign-ins that are under way with that one end.
func (d *Desk) setPassword(ctx context.Context, r Rows, account int64, hash string) error {
	if err := r.DropCeremonies(ctx, account); err != nil {
		return err
	}
	return r.PutCredential(ctx, identity.Credential{
		Account: account, Kind: identity.Password, Handle: passwordHandle(account), Secret: hash, Created: d.Now(),
	})
}

// Forgotten sends a link for a new password to an account's address. The answer
// is the same, and comes as soon, whether there is such an account or not: the
// mail is sent while nobody waits for it.
func (d *Desk) Forgotten(ctx context.Context, address string, from Client, send func(ctx context.Context, to, secret string) error) error {
	login := identity.FoldLogin(address)
	if err := d.countReset(ctx, login, from); err != nil {
		return err
	}
	var to, secret string
	err := d.change(ctx, "Forgotten", func(ctx context.Context, r Rows) error {
		a, found, err := r.AccountByLogin(ctx, login)
		if err != nil || !found || a.State != identity.Active {
			r.Tell(Event{Act: LinkRefused, Account: a.Number, After: Facts{Link: identity.Reset}})
			return err
		}
		r.Tell(Event{Act: LinkIssued, Account: a.Number, After: Facts{Link: identity.Reset}})
		to = a.Email
		secret, err = d.issue(ctx, r, a.Number, identity.Reset, forgotValid)
		return err
	})
	if err != nil || secret == "" {
		return err
	}
	go func() {
		const patience = time.Minute
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		_ = send(ctx, to, secret) // nobody waits; the record has that a link was made
	}()
	return nil
}
