// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"errors"
	"slices"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Demand is of whom two factors are demanded, and what that means for the
// accounts there are.
type Demand struct {
	Rule identity.TwoFactors
	// Accounts are how many can sign in or are invited, Demanded of how many of
	// them two factors are demanded, Without how many of those have no passkey yet,
	// and Ending how many sessions end with it.
	Accounts, Demanded, Without, Ending int
}

// Demand returns what the setting is, for who administers accounts.
func (d *Desk) Demand(ctx context.Context, p identity.Principal) (Demand, error) {
	if err := Sees(p); err != nil {
		return Demand{}, err
	}
	var now Demand
	err := d.look(ctx, "Demand", func(r Rows) error {
		rule, err := r.TwoFactors(ctx)
		if err == nil {
			now, err = d.demand(ctx, r, rule, rule)
		}
		return err
	})
	return now, err
}

// Demanding returns what a setting would mean. It changes nothing.
func (d *Desk) Demanding(ctx context.Context, p identity.Principal, rule identity.TwoFactors) (Demand, error) {
	if err := Sees(p); err != nil {
		return Demand{}, err
	}
	if rows := d.ruleFaults(rule); len(rows) > 0 {
		return Demand{}, fault.Refuse("accounts.Demanding", rows)
	}
	var then Demand
	err := d.look(ctx, "Demanding", func(r Rows) error {
		before, err := r.TwoFactors(ctx)
		if err == nil {
			then, err = d.demand(ctx, r, before, rule)
		}
		return errors.Join(err, d.bySelf(ctx, r, p, rule))
	})
	return then, err
}

// demand counts what a rule means where another one has held before.
func (d *Desk) demand(ctx context.Context, r Rows, before, rule identity.TwoFactors) (Demand, error) {
	sum := Demand{Rule: rule}
	all, err := r.Accounts(ctx)
	if err != nil {
		return sum, err
	}
	for _, a := range all {
		if a.State == identity.Locked {
			continue
		}
		sum.Accounts++
		if !rule.Of(a.Grants) {
			continue
		}
		sum.Demanded++
		has, err := d.hasPasskey(ctx, r, a.Number)
		if err != nil {
			return sum, err
		}
		if !has {
			sum.Without++
		}
		short, err := shortSessions(ctx, r, a.Number, before, rule)
		if err != nil {
			return sum, err
		}
		sum.Ending += len(short)
	}
	return sum, nil
}

// shortSessions are the sessions of an account that do not do under a rule:
// those of one factor, and those by identity providers where one of them is not
// trusted any more.
func shortSessions(ctx context.Context, r Rows, account int64, before, rule identity.TwoFactors) ([]identity.SessionOf, error) {
	lost := slices.ContainsFunc(before.Trusted, func(key string) bool { return !rule.Trusts(key) })
	all, err := r.Sessions(ctx, account)
	return slices.DeleteFunc(all, func(s identity.SessionOf) bool {
		return s.Factors >= identity.BothFactors && (!lost || s.Means != identity.External)
	}), err
}

// SetTwoFactors decides of whom two factors are demanded; rule.Version is the one
// that was seen. Sessions that were opened with less end at once.
func (d *Desk) SetTwoFactors(ctx context.Context, p identity.Principal, rule identity.TwoFactors) error {
	if err := d.changes(p); err != nil {
		return err
	}
	if rows := d.ruleFaults(rule); len(rows) > 0 {
		return fault.Refuse("accounts.SetTwoFactors", rows)
	}
	return d.change(ctx, "SetTwoFactors", func(ctx context.Context, r Rows) error {
		before, err := r.TwoFactors(ctx)
		if err != nil {
			return err
		}
		if err := errors.Join(d.bySelf(ctx, r, p, rule), r.PutTwoFactors(ctx, rule)); err != nil {
			return err
		}
		r.Tell(Event{Act: FactorsSet, Who: acting(p), Before: Facts{Factors: before.Words()}, After: Facts{Factors: rule.Words()}})
		all, err := r.Accounts(ctx)
		for _, a := range all {
			if err == nil && rule.Of(a.Grants) {
				err = d.endShort(ctx, r, a.Number, before, rule)
			}
		}
		return err
	})
}

func (d *Desk) endShort(ctx context.Context, r Rows, account int64, before, rule identity.TwoFactors) error {
	short, err := shortSessions(ctx, r, account, before, rule)
	for _, s := range short {
		err = errors.Join(err, r.DropSession(ctx, account, s.ID))
	}
	return err
}

// bySelf refuses a rule that whoever sets it does not fulfil: with it somebody
// who administers the installation has shown that two factors work here, and
// cannot shut out everybody. A command on the machine needs none.
func (d *Desk) bySelf(ctx context.Context, r Rows, p identity.Principal, rule identity.TwoFactors) error {
	if p.Means != identity.Session || !rule.Demands() {
		return nil
	}
	s, found, err := r.SessionByID(ctx, p.Session)
	if err != nil || found && s.Factors >= identity.BothFactors {
		return err
	}
	return fault.New(fault.Conflict, "accounts.bySelf",
		"Das kann nur verlangen, wer selbst mit zwei Faktoren angemeldet ist. So ist sicher, dass es hier geht und jemand die Installation weiter verwalten kann. Bitte unter „Mein Konto“ einen Passkey einrichten und sich damit neu anmelden.",
		"This can be demanded only by somebody signed in with two factors. So it is certain that it works here and that somebody can go on administering the installation. Please set up a passkey under “My account” and sign in again with it.")
}

// ruleFaults says what is wrong with a rule.
func (d *Desk) ruleFaults(rule identity.TwoFactors) []fault.Row {
	var rows []fault.Row
	refuse := func(column, value string, expected text.Text) {
		rows = append(rows, fault.Row{File: "Konto", Column: column, Value: value, Expected: expected})
	}
	if rule.Demands() && d.Passkeys == nil {
		refuse("von", "", text.T("eine Installation mit Passkeys", "an installation with passkeys"))
	}
	for _, role := range rule.Roles {
		if _, known := identity.ParseRole(string(role)); !known || role == identity.Public {
			refuse("rolle", string(role), text.T("eine Rolle, die Konten haben", "a role that accounts have"))
		}
	}
	for _, key := range rule.Trusted {
		if _, err := d.external(key); err != nil {
			refuse("anbieter", key, text.T("ein Identitätsanbieter dieser Installation", "an identity provider of this installation"))
		}
	}
	return rows
}
