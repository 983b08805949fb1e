// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"errors"
	"strings"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// BeginFirst asks the browser for the first passkey of an account of which two
// factors are demanded. enrol is what SignIn gave.
func (d *Desk) BeginFirst(ctx context.Context, enrol, origin string) (Question, error) {
	if d.Passkeys == nil {
		return Question{}, noPasskeys
	}
	c, err := d.takeStep(ctx, enrol, enrolStep)
	if err != nil {
		return Question{}, err
	}
	owner, err := d.ownerOf(ctx, c.Account)
	if err != nil {
		return Question{}, err
	}
	options, state, err := d.Passkeys.Register(origin, owner)
	if err != nil {
		return Question{}, err
	}
	step, err := d.keep(ctx, firstStep, c.Account, passkeyBody{State: state})
	return Question{options, step}, err
}

// FinishFirst keeps the first passkey and signs in.
func (d *Desk) FinishFirst(ctx context.Context, origin, step, answer, label string, from Client) (Signed, error) {
	const op = "FinishFirst"
	if d.Passkeys == nil {
		return Signed{}, noPasskeys
	}
	c, body, err := d.resume(ctx, firstStep, step)
	if err != nil {
		return Signed{}, err
	}
	owned, err := d.ownerOf(ctx, c.Account)
	if err != nil {
		return Signed{}, errors.Join(over, notMissing(err))
	}
	handle, key, err := d.Passkeys.Registered(origin, owned, body.State, answer)
	if err != nil {
		return Signed{}, errors.Join(err, d.refused(ctx, c.Account, "passkey", err))
	}
	var signed Signed
	err = d.change(ctx, op, func(ctx context.Context, r Rows) error {
		a, err := r.Account(ctx, c.Account)
		if err != nil || a.State != identity.Active {
			return errors.Join(over, notMissing(err))
		}
		// Whoever was first has the account's passkey, and is asked for it.
		if has, err := d.hasPasskey(ctx, r, a.Number); err != nil || has {
			return errors.Join(over, err)
		}
		signed.Account = a
		if err := r.PutCredential(ctx, identity.Credential{
			Account: a.Number, Kind: identity.Passkey, Handle: handle, Secret: key, Label: passkeyLabel(label), Created: d.Now(), UsedOn: d.today(),
		}); err != nil {
			return err
		}
		r.Tell(Event{Act: CredentialSet, Account: a.Number, Who: owner(a), After: Facts{Changed: []string{string(identity.Passkey)}}})
		return d.letIn(ctx, r, &signed, byPasskey, from)
	})
	if err != nil {
		return Signed{}, err
	}
	return signed, nil
}

// passkeyLabel is how a passkey is listed.
func passkeyLabel(typed string) string {
	if typed = strings.TrimSpace(typed); typed == "" || identity.NameFault(typed).De != "" {
		return "Passkey"
	}
	return typed
}

// HasPasskeys reports whether an account has passkeys, for who administers
// accounts.
func (d *Desk) HasPasskeys(ctx context.Context, p identity.Principal, number int64) (has bool, err error) {
	if err := Sees(p); err != nil {
		return false, err
	}
	err = d.look(ctx, "HasPasskeys", func(r Rows) error {
		has, err = d.hasPasskey(ctx, r, number)
		return err
	})
	return has, err
}

// DropPasskeys removes all passkeys of an account whose owner has lost them,
// ends its sessions and has its devices forgotten. Where two factors are
// demanded of the account its owner sets up a new one after the password.
func (d *Desk) DropPasskeys(ctx context.Context, p identity.Principal, number int64) error {
	if err := d.changes(p); err != nil {
		return err
	}
	err := d.change(ctx, "DropPasskeys", func(ctx context.Context, r Rows) error {
		o, err := own(ctx, r, number)
		if err != nil {
			return err
		}
		if !o.Has(identity.Passkey) {
			return fault.New(fault.Conflict, "accounts.DropPasskeys", "Dieses Konto hat keinen Passkey.", "This account has no passkey.")
		}
		for _, c := range o.Credentials {
			if isPasskey(c) {
				err = errors.Join(err, r.DropCredential(ctx, number, c.ID))
			}
		}
		o.Account.SecondFactor = false // there is none left to ask for
		r.Tell(Event{Act: CredentialGone, Account: number, Who: acting(p), Before: Facts{By: string(identity.Passkey), All: true}})
		return errors.Join(err, r.PutAccount(ctx, o.Account), d.endAll(ctx, r, number))
	})
	if err != nil {
		return err
	}
	return d.gone(ctx)
}

// endAll ends what is open of an account: sessions, sign-ins under way, links;
// and forgets its devices.
func (d *Desk) endAll(ctx context.Context, r Rows, number int64) error {
	return errors.Join(r.DropSession(ctx, number, ""), r.DropCeremonies(ctx, number), r.DropLinks(ctx, number), r.DropDevice(ctx, number, ""))
}
