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
	if rows = append(rows, grantFaults(grants)...); len(rows) > 0 {
		return a, "", fault.Refuse("accounts.Invite", rows)
	}
	secret := ""
	err := d.change(ctx, "Invite", func(ctx context.Context, r Rows) error {
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
		a, err = r.Account(ctx, number)
		return err
	})
	if err != nil {
		return a, "", err
	}
	return a, secret, d.record(ctx, Event{Act: AccountInvited, Account: a.Number, By: p.By(), Detail: describe(grants)})
}

func grantFaults(grants []identity.Grant) []fault.Row {
	var rows []fault.Row
	for i, g := range grants {
		if expected := g.Fault(); expected.De != "" {
			rows = append(rows, fault.Row{File: "Konto", Line: i + 1, Column: "rollen", Value: g.String(), Expected: expected})
		}
	}
	return rows
}

func describe(grants []identity.Grant) string {
	s := ""
	for i, g := range grants {
		if i > 0 {
			s += ", "
		}
		s += g.String()
	}
	return s
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
		switch a.State {
		case identity.Invited:
			secret, err = d.issue(ctx, r, number, identity.Invitation, inviteValid)
		case identity.Active:
			secret, err = d.issue(ctx, r, number, identity.Reset, resetValid)
		default:
			err = fault.New(fault.Conflict, "accounts.Relink", "Das Konto ist gesperrt. Bitte erst entsperren.", "The account is locked. Please unlock it first.")
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return secret, d.record(ctx, Event{Act: LinkIssued, Account: number, By: p.By()})
}

// SetGrants decides what an account may do. base is the version of the account
// that was seen. Its sessions end: rights never change under a session.
func (d *Desk) SetGrants(ctx context.Context, p identity.Principal, number, base int64, grants []identity.Grant) error {
	if err := d.changes(p); err != nil {
		return err
	}
	if rows := grantFaults(grants); len(rows) > 0 {
		return fault.Refuse("accounts.SetGrants", rows)
	}
	err := d.adjust(ctx, "SetGrants", number, func(a *identity.Account) error {
		if a.Version != base {
			return fault.New(fault.Conflict, "accounts.SetGrants", "Das Konto hat inzwischen jemand anderes geändert. Bitte neu laden.", "Somebody else has changed the account meanwhile. Please reload.")
		}
		if a.Provider != "" {
			return fault.New(fault.Conflict, "accounts.SetGrants", "Die Rollen dieses Kontos kommen von den Gruppen des Identitätsanbieters „"+a.Provider+"“.", "The roles of this account come from the groups of the identity provider “"+a.Provider+"”.")
		}
		a.Grants = grants
		return nil
	})
	if err != nil {
		return err
	}
	return d.record(ctx, Event{Act: GrantsSet, Account: number, By: p.By(), Detail: describe(grants)})
}

// Lock keeps an account from being signed in with, or lets it in again. Its
// sessions and links end at once.
func (d *Desk) Lock(ctx context.Context, p identity.Principal, number int64, locked bool) error {
	if err := d.changes(p); err != nil {
		return err
	}
	act := AccountUnlocked
	err := d.adjust(ctx, "Lock", number, func(a *identity.Account) error {
		if locked {
			act, a.State = AccountLocked, identity.Locked
			return nil
		}
		if a.State == identity.Locked {
			a.State = identity.Active
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.record(ctx, Event{Act: act, Account: number, By: p.By()})
}

// adjust changes an account, ends its sessions, and refuses what
// would leave nobody to administer the installation.
func (d *Desk) adjust(ctx context.Context, op string, number int64, fn func(*identity.Account) error) error {
	return d.change(ctx, op, func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, number)
		if err != nil {
			return err
		}
		if err := fn(&a); err != nil {
			return err
		}
		administered := d.stillAdministered(ctx, r) == nil
		if err := errors.Join(r.PutAccount(ctx, a), r.DropSession(ctx, number, "")); err != nil {
			return err
		}
		if a.State == identity.Locked {
			if err := r.DropLinks(ctx, number); err != nil {
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

// Delete removes an account with everything that belongs to it. Its number
// stays in the records of what it did, and is never given again.
func (d *Desk) Delete(ctx context.Context, p identity.Principal, number int64) error {
	own := p.Means == identity.Session && p.Account == number
	if own {
		if err := d.proven(p); err != nil {
			return err
		}
	} else if err := d.changes(p); err != nil {
		return err
	}
	err := d.change(ctx, "Delete", func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, number)
		if err != nil {
			return err
		}
		administered := d.stillAdministered(ctx, r) == nil
		if err := errors.Join(r.DropAccount(ctx, number), r.DropAttempts(ctx, loginKey(a.Login), d.Now().Add(time.Second))); err != nil {
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
	return d.record(ctx, Event{Act: AccountDeleted, Account: number, By: p.By(), Detail: strconv.FormatBool(own)})
}
