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

// Within guessWindow at most guessesPerLogin sign-ins may fail for one login and
// guessesPerAddress from one address. An office may share an address.
const (
	guessWindow       = 15 * time.Minute
	guessesPerLogin   = 10
	guessesPerAddress = 100
)

// TooMany is the refusal of whoever tried too often; it is the same whether
// there is such an account or not.
var TooMany = fault.New(fault.Unavailable, "accounts.TooMany",
	"Zu viele Versuche. Bitte in 15 Minuten noch einmal, oder mit einem Passkey anmelden.",
	"Too many attempts. Please try again in 15 minutes, or sign in with a passkey.")

// attempts are the sign-ins under way that count until they succeed.
type attempts struct{ login, byAddress string }

// count takes down a sign-in as failed before it is tried, so that many at once
// cannot pass the limit, and refuses it where there were too many.
func (d *Desk) count(ctx context.Context, login, address string) (attempts, error) {
	var a attempts
	limits := []struct {
		of   string
		most int
		id   *string
	}{{loginKey(login), guessesPerLogin, &a.login}, {addressKey(address), guessesPerAddress, &a.byAddress}}
	refused := false
	err := d.change(ctx, "count", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		since := d.Now().Add(-guessWindow)
		if _, err := r.DropAttempts(ctx, "", since); err != nil {
			return err
		}
		for _, l := range limits {
			n, err := r.CountAttempts(ctx, l.of, since)
			if err != nil {
				return err
			}
			if n >= l.most {
				refused = true
				return nil
			}
		}
		for _, l := range limits {
			id, err := r.AddAttempt(ctx, l.of, d.Now())
			if err != nil {
				return err
			}
			*l.id = id
		}
		return nil
	})
	if err == nil && refused {
		return a, TooMany
	}
	return a, err
}

// succeeded takes the attempt back: for the login with all that failed before
// it, for the address by itself, so that nobody with an account can go on
// guessing at others.
func (d *Desk) succeeded(ctx context.Context, r Rows, login string, a attempts) error {
	if _, err := r.DropAttempts(ctx, loginKey(login), d.Now().Add(time.Second)); err != nil {
		return err
	}
	return r.ForgetAttempt(ctx, a.byAddress)
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
