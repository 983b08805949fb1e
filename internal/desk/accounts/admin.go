// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// proofHolds is for how long somebody who proved who it is need not do so again
// for a dangerous act.
const proofHolds = 15 * time.Minute

// NeedsProof reports whether somebody has to prove anew who it is before a
// dangerous act. A command on the machine itself and the demonstration have
// nothing to prove it with.
func NeedsProof(p identity.Principal, now time.Time) bool {
	if p.Means == identity.Local || p.Means == identity.Demo {
		return false
	}
	return p.Means != identity.Session || now.Sub(p.Proven) > proofHolds
}

// proven refuses a dangerous act without a recent proof.
func (d *Desk) proven(p identity.Principal) error {
	if p.Means != identity.Session || p.Account == 0 {
		return fault.New(fault.Forbidden, "accounts.proven", "Dazu muss man angemeldet sein.", "One has to be signed in for that.")
	}
	if NeedsProof(p, d.Now()) {
		return fault.New(fault.Forbidden, "accounts.proven", "Dafür bitte erst noch einmal bestätigen, wer Sie sind.", "Please first confirm once more who you are.")
	}
	return nil
}

// Administers reports whether somebody may administer accounts: who runs the
// whole installation, signed in or on the machine itself. A token may not.
func Administers(p identity.Principal) bool {
	if p.Means == identity.Local {
		return true
	}
	return (p.Means == identity.Session || p.Means == identity.Demo) && administrator(p.Grants)
}

func administrator(grants []identity.Grant) bool {
	return slices.Contains(grants, identity.Grant{Role: identity.Administrator})
}

// Sees refuses who may not look at accounts.
func Sees(p identity.Principal) error {
	if Administers(p) {
		return nil
	}
	return fault.New(fault.Forbidden, "accounts.Sees", "Konten verwaltet nur, wer die Rolle „Verwaltung der Installation“ für die ganze Stadt hat.", "Only who holds the role “administration of the installation” for the whole city administers accounts.")
}

// changes refuses who may not change accounts now.
func (d *Desk) changes(p identity.Principal) error {
	if err := Sees(p); err != nil {
		return err
	}
	if p.Means == identity.Demo {
		return fault.New(fault.Forbidden, "accounts.changes", "In der Vorführung gibt es keine Konten.", "There are no accounts in the demonstration.")
	}
	if NeedsProof(p, d.Now()) {
		return d.proven(p)
	}
	return nil
}

// Accounts lists all accounts for who administers them.
func (d *Desk) Accounts(ctx context.Context, p identity.Principal) ([]identity.Account, error) {
	if err := Sees(p); err != nil {
		return nil, err
	}
	var all []identity.Account
	err := d.look(ctx, "Accounts", func(r Rows) (err error) {
		all, err = r.Accounts(ctx)
		return err
	})
	return all, err
}

// Account returns one account for who administers accounts.
func (d *Desk) Account(ctx context.Context, p identity.Principal, number int64) (identity.Account, error) {
	if err := Sees(p); err != nil {
		return identity.Account{}, err
	}
	var a identity.Account
	err := d.look(ctx, "Account", func(r Rows) (err error) {
		a, err = r.Account(ctx, number)
		return err
	})
	return a, err
}

// AccountByAddress is Account by its address.
func (d *Desk) AccountByAddress(ctx context.Context, p identity.Principal, address string) (identity.Account, error) {
	if err := Sees(p); err != nil {
		return identity.Account{}, err
	}
	var a identity.Account
	err := d.look(ctx, "AccountByAddress", func(r Rows) error {
		found := false
		var err error
		if a, found, err = r.AccountByLogin(ctx, identity.FoldLogin(address)); err == nil && !found {
			err = fault.New(fault.NotFound, "accounts.AccountByAddress", "Ein Konto mit dieser Adresse gibt es nicht.", "There is no account with this address.")
		}
		return err
	})
	return a, err
}

// Invite makes an account and the link by which its owner sets the first
// credential.
func (d *Desk) Invite(ctx context.Context, p identity.Principal, email, name string, grants []identity.Grant) (identity.Account, string, error) {
	var a identity.Account
	if err := d.changes(p); err != nil {
		return a, "", err
	}
	var rows []fault.Row
	if expected := identity.AddressFault(email); expected.De != "" {
		rows = append(rows, fault.Row{File: "Konto", Column: "adresse", Value: email, Expected: expected})
	}
	if expected := identity.NameFault(name); expected.De != "" {
		rows = append(rows, fault.Row{File: "Konto", Column: "name", Value: name, Expected: expected})
	}
	wrong, err := d.grantRows(ctx, grants)
	if err != nil {
		return a, "", err
	}
	if rows = append(rows, wrong...); len(rows) > 0 {
		return a, "", fault.Refuse("accounts.Invite", rows)
	}
	secret := ""
	err = d.change(ctx, "Invite", func(ctx context.Context, r Rows) error {
		number, err := r.NextAccount(ctx)
		if err != nil {
			return err
		}
		a = identity.Account{Number: number, Login: identity.FoldLogin(email), Email: email, Name: name, State: identity.Invited, Grants: grants, Created: d.Now()}
		if err := r.PutAccount(ctx, a); err != nil {
			return err
		}
		if secret, err = d.issue(ctx, r, number, identity.Invitation, inviteValid); err != nil {
			return err
		}
		r.Tell(Event{Act: AccountInvited, Account: number, Who: acting(p), After: Facts{Link: identity.Invitation, Grants: words(grants)}})
		a, err = r.Account(ctx, number)
		return err
	})
	return a, secret, err
}

// Relink gives an account a new link: an invitation to one that has never
// signed in, else one to set the password anew. The link before is void; the
// credentials stay until it is used.
func (d *Desk) Relink(ctx context.Context, p identity.Principal, number int64) (secret string, err error) {
	if err := d.changes(p); err != nil {
		return "", err
	}
	err = d.change(ctx, "Relink", func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, number)
		if err != nil {
			return err
		}
		purpose, valid := identity.Reset, resetValid
		switch a.State {
		case identity.Invited:
			purpose, valid = identity.Invitation, inviteValid
		case identity.Active:
		default:
			return fault.New(fault.Conflict, "accounts.Relink", "Das Konto ist gesperrt. Bitte erst entsperren.", "The account is locked. Please unlock it first.")
		}
		r.Tell(Event{Act: LinkIssued, Account: number, Who: acting(p), After: Facts{Link: purpose}})
		secret, err = d.issue(ctx, r, number, purpose, valid)
		return err
	})
	return secret, err
}

// SetGrants decides what an account may do. base is the version of the account
// that was seen. Its sessions end: rights never change under a session.
func (d *Desk) SetGrants(ctx context.Context, p identity.Principal, number, base int64, grants []identity.Grant) error {
	if err := d.changes(p); err != nil {
		return err
	}
	if rows, err := d.grantRows(ctx, grants); err != nil || len(rows) > 0 {
		return errors.Join(err, refusedRows("accounts.SetGrants", rows))
	}
	done := Event{Act: GrantsSet, Account: number, Who: acting(p)}
	return d.adjust(ctx, "SetGrants", number, &done, func(a *identity.Account) error {
		if a.Version != base {
			return fault.New(fault.Conflict, "accounts.SetGrants", "Das Konto hat inzwischen jemand anderes geändert. Bitte neu laden.", "Somebody else has changed the account meanwhile. Please reload.")
		}
		if a.Provider != "" {
			return fault.New(fault.Conflict, "accounts.SetGrants", "Die Rollen dieses Kontos kommen von den Gruppen des Identitätsanbieters „"+a.Provider+"“.", "The roles of this account come from the groups of the identity provider “"+a.Provider+"”.")
		}
		done.Before.Grants, done.After.Grants = words(a.Grants), words(grants)
		a.Grants = grants
		return nil
	})
}

// Lock keeps an account from being signed in with, or lets it in again. At a
// lock its sessions, links and API tokens are revoked for good: who unlocks the
// account opens its ways to sign in, not what was open before.
func (d *Desk) Lock(ctx context.Context, p identity.Principal, number int64, locked bool) error {
	if err := d.changes(p); err != nil {
		return err
	}
	done := Event{Act: AccountUnlocked, Account: number, Who: acting(p)}
	err := d.adjust(ctx, "Lock", number, &done, func(a *identity.Account) error {
		done.Before.State = a.State
		if locked {
			done.Act, a.State = AccountLocked, identity.Locked
		} else if a.State == identity.Locked {
			a.State = identity.Active
		}
		done.After.State = a.State
		return nil
	})
	if err != nil {
		return err
	}
	return d.gone(ctx)
}

// adjust changes an account, ends its sessions, tells what fn says was done, and
// refuses what would leave nobody to administer the installation.
func (d *Desk) adjust(ctx context.Context, op string, number int64, done *Event, fn func(*identity.Account) error) error {
	return d.change(ctx, op, func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, number)
		if err != nil {
			return err
		}
		was := a.State
		if err := fn(&a); err != nil {
			return err
		}
		r.Tell(*done)
		administered := d.stillAdministered(ctx, r) == nil
		if err := errors.Join(r.PutAccount(ctx, a), r.DropSession(ctx, number, ""), r.DropCeremonies(ctx, number)); err != nil {
			return err
		}
		if a.State == identity.Locked || was == identity.Locked {
			if err := errors.Join(d.endAll(ctx, r, number), r.DropToken(ctx, number, "")); err != nil {
				return err
			}
		}
		if !administered {
			return nil // nothing is lost
		}
		return d.stillAdministered(ctx, r)
	})
}

// stillAdministered refuses a state in which nobody can administer accounts.
func (d *Desk) stillAdministered(ctx context.Context, r Rows) error {
	all, err := r.Accounts(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(a identity.Account) bool { return a.State == identity.Active && administrator(a.Grants) }) {
		return nil
	}
	return fault.New(fault.Conflict, "accounts.stillAdministered",
		"Danach könnte niemand mehr die Installation verwalten. Bitte erst einem anderen Konto diese Rolle geben.",
		"Nobody could administer the installation after that. Please give another account this role first.")
}

// Delete removes an account with everything that belongs to it, from the files
// too. Its number stays in the records of what it did, and is never given again.
func (d *Desk) Delete(ctx context.Context, p identity.Principal, number int64) error {
	if p.Means == identity.Session && p.Account == number {
		if err := d.proven(p); err != nil {
			return err
		}
	} else if err := d.changes(p); err != nil {
		return err
	}
	erasure, err := d.erasing(ctx, strconv.FormatInt(number, 10))
	if err != nil {
		return err
	}
	err = d.change(ctx, "Delete", func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, number)
		if err != nil {
			return err
		}
		administered := d.stillAdministered(ctx, r) == nil
		r.Tell(Event{Act: AccountDeleted, Account: number, Who: acting(p), Erasure: erasure})
		if err := d.drop(ctx, r, a); err != nil {
			return err
		}
		if !administered {
			return nil
		}
		return d.stillAdministered(ctx, r)
	})
	if err != nil {
		return err
	}
	return d.gone(ctx)
}

// drop removes an account and what was counted against guessing at it.
func (d *Desk) drop(ctx context.Context, r Rows, a identity.Account) error {
	if err := r.DropAccount(ctx, a.Number); err != nil {
		return err
	}
	for _, login := range []string{a.Login, resetLogin(a.Login)} {
		if _, err := r.DropAttempts(ctx, loginKey(login), d.Now().Add(time.Second)); err != nil {
			return err
		}
	}
	return nil
}

// Erase removes an account once more that a restored copy has brought back; it
// may have gone already. Who restores a copy decides nothing anew, so that it is
// not asked who administers the installation afterwards.
func (d *Desk) Erase(ctx context.Context, number int64) error {
	return d.change(ctx, "Erase", func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, number)
		if err != nil {
			r.Quiet(Nothing)
			return notMissing(err)
		}
		r.Tell(Event{Act: AccountDeleted, Account: number})
		return d.drop(ctx, r, a)
	})
}
