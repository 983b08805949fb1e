// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"net/netip"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// How many sign-ins may fail, and within which time. Guessing is stopped where it
// is done, from one network address at one account; what is counted for an
// account from all addresses together, and for an address at all accounts, is
// looser, because strangers can drive it up. A device in which the account was
// signed in before is counted by itself alone: nobody can shut out its owner.
// docs/threats.md has the reasons for the numbers.
const (
	guessWindow         = 15 * time.Minute
	guessesPerPair      = 10  // one account from one address
	guessesPerDevice    = 10  // one account in a device known to it
	guessesPerAddress   = 100 // all accounts from one address; an office may share one
	guessesPerLogin     = 50  // one account from all addresses
	guessWindowOfLogins = time.Hour
	resetsPerLogin      = 10 // links for a new password, of which each may be a mail
)

// TooMany is the refusal of whoever tried too often; it is the same whether
// there is such an account or not.
var TooMany = fault.New(fault.Unavailable, "accounts.TooMany",
	"Zu viele Versuche. Bitte in 15 Minuten noch einmal, oder mit einem Passkey anmelden.",
	"Too many attempts. Please try again in 15 minutes, or sign in with a passkey.")

// limit is how many attempts of a kind may fail.
type limit struct {
	of     string // whose they are, as the table keeps it
	most   int
	within time.Duration
	clears bool // a success forgets all that failed before it
}

// attempt is a sign-in under way, which counts until it succeeds.
type attempt struct {
	limits []limit
	ids    []string
}

// limits are those on a sign-in. One account more or less makes no difference
// to what is asked of the database.
func (d *Desk) limits(ctx context.Context, r Rows, login string, from Client) ([]limit, error) {
	a, _, err := r.AccountByLogin(ctx, login)
	if err != nil {
		return nil, err
	}
	owner, err := r.DeviceOf(ctx, identity.Digest(from.Device), d.Now().Add(-deviceKept))
	if err != nil {
		return nil, err
	}
	if from.Device != "" && owner != 0 && owner == a.Number {
		return []limit{{"device " + identity.Digest(from.Device), guessesPerDevice, guessWindow, true}}, nil
	}
	address := addressKey(from.Address)
	return []limit{
		{"pair " + identity.Digest(loginKey(login)+" "+address), guessesPerPair, guessWindow, true},
		{address, guessesPerAddress, guessWindow, false},
		{loginKey(login), guessesPerLogin, guessWindowOfLogins, false},
	}, nil
}

// count takes down a sign-in as failed before it is tried, so that many at once
// cannot pass the limit, and refuses it where there were too many.
func (d *Desk) count(ctx context.Context, login string, from Client) (attempt, error) {
	return d.countBy(ctx, func(ctx context.Context, r Rows) ([]limit, error) { return d.limits(ctx, r, login, from) })
}

// countReset is count for those who ask for a new password of a login.
func (d *Desk) countReset(ctx context.Context, login string, from Client) error {
	_, err := d.countBy(ctx, func(context.Context, Rows) ([]limit, error) {
		return []limit{{loginKey(resetLogin(login)), resetsPerLogin, guessWindow, false}, {addressKey(from.Address), guessesPerAddress, guessWindow, false}}, nil
	})
	return err
}

func (d *Desk) countBy(ctx context.Context, limits func(context.Context, Rows) ([]limit, error)) (attempt, error) {
	var a attempt
	refused := false
	err := d.change(ctx, "count", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		now := d.Now()
		if _, err := r.DropAttempts(ctx, "", now.Add(-guessWindowOfLogins)); err != nil {
			return err
		}
		var err error
		if a.limits, err = limits(ctx, r); err != nil {
			return err
		}
		for _, l := range a.limits {
			n, err := r.CountAttempts(ctx, l.of, now.Add(-l.within))
			if err != nil {
				return err
			}
			refused = refused || n >= l.most
		}
		if refused {
			return nil
		}
		for _, l := range a.limits {
			id, err := r.AddAttempt(ctx, l.of, now)
			if err != nil {
				return err
			}
			a.ids = append(a.ids, id)
		}
		return nil
	})
	if err == nil && refused {
		return a, TooMany
	}
	return a, err
}

// succeeded takes the attempt back: for the account at this address, or in this
// device, with all that failed before it; else by itself, so that neither
// somebody with an account of their own nor the owner's success lets others go
// on guessing.
func (d *Desk) succeeded(ctx context.Context, r Rows, a attempt) error {
	for i, l := range a.limits {
		if err := r.ForgetAttempt(ctx, a.ids[i]); err != nil {
			return err
		}
		if !l.clears {
			continue
		}
		if _, err := r.DropAttempts(ctx, l.of, d.Now().Add(time.Second)); err != nil {
			return err
		}
	}
	return nil
}

// resetLogin stands for those who ask for a new password of a login.
func resetLogin(login string) string { return "reset " + login }

func loginKey(login string) string { return "login " + identity.Digest(login) }

// addressKey is one for all addresses that one customer of a network usually
// has: an IPv4 address, or the first 64 bits of an IPv6 one.
func addressKey(address string) string {
	if ip, err := netip.ParseAddr(address); err == nil {
		ip = ip.Unmap().WithZone("")
		if ip.Is6() {
			if prefix, err := ip.Prefix(64); err == nil {
				return "address " + identity.Digest(prefix.String())
			}
		}
		address = ip.String()
	}
	return "address " + identity.Digest(address)
}

var breachedWanted = text.T("ein Kennwort, das nicht in der Liste bekannt gewordener Kennwörter steht", "a password that is not in the list of passwords that became known")

func passwordRow(expected text.Text) fault.Row {
	return fault.Row{File: "Konto", Column: "kennwort", Value: "…", Expected: expected}
}
