// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package accounts is the desk of sign-in: who has an account, how somebody
// proves who it is, what of it a browser or a program holds, and what an
// administrator may change. What a role may do elsewhere is not decided here.
package accounts

import (
	"context"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// Hasher makes and checks the hashes of passwords.
type Hasher interface {
	Hash(ctx context.Context, password string) (string, error)
	// Check takes as long for an empty hash as for one that does not fit. stale
	// says that the hash was made with other settings than Hash uses.
	Check(ctx context.Context, hash, password string) (right, stale bool, err error)
}

// Tools is what the desk works with.
type Tools struct {
	Book    Book
	Hasher  Hasher
	Journal Journal // nil: what changes nothing is not taken down
	Erasing Erasing // nil: nothing more than the rows is deleted
	// Random fills 32 bytes with randomness that nobody can guess.
	Random func() ([32]byte, error)
	Now    func() time.Time
	// Breached reports whether a password is in a list of known ones; nil: there
	// is no list.
	Breached func(password string) (bool, error)
	// Parts are what of the city roles can be held for; nil: whatever is written.
	Parts    func(ctx context.Context) (Parts, error)
	Passkeys Passkeys   // nil: none
	External []External // identity providers
}

// Desk is the desk of accounts.
type Desk struct {
	Tools
	touching chan struct{} // holds a token while a use is noted
}

// New returns the desk.
func New(tools Tools) *Desk {
	if tools.Now == nil {
		tools.Now = func() time.Time { return time.Now().UTC() }
	}
	return &Desk{Tools: tools, touching: make(chan struct{}, 1)}
}

// patience is how long a change waits for its turn. On SQLite a large import
// may hold the database for longer.
const patience = 20 * time.Second

// change is ChangeAccounts with a limit on how long it waits.
func (d *Desk) change(ctx context.Context, op string, fn func(context.Context, Rows) error) error {
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := d.Book.ChangeAccounts(limited, func(r Rows) error { return fn(limited, r) })
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		return fault.New(fault.Unavailable, "accounts."+op,
			"Gerade wird eine große Datei eingelesen, deshalb kann am Konto nichts geändert werden. Bitte in einer Minute noch einmal versuchen.",
			"A large file is being taken in, so that nothing can be changed about an account. Please try again in a minute.")
	}
	return fault.Wrap("accounts."+op, err)
}

func (d *Desk) look(ctx context.Context, op string, fn func(Rows) error) error {
	return fault.Wrap("accounts."+op, d.Book.LookAccounts(ctx, fn))
}

// secret returns a new secret and what is kept of it.
func (d *Desk) secret() (secret, digest string, err error) {
	random, err := d.Random()
	if err != nil {
		return "", "", fault.Wrap("accounts.secret", err)
	}
	secret = identity.Secret(random)
	return secret, identity.Digest(secret), nil
}

// PasswordFault says what is wrong with a new password, the list of known ones
// included.
func (d *Desk) passwordFault(password string, a identity.Account) (fault.Row, bool, error) {
	expected := identity.PasswordFault(password, a)
	if expected != (fault.Row{}).Expected {
		return passwordRow(expected), true, nil
	}
	if d.Breached == nil {
		return fault.Row{}, false, nil
	}
	known, err := d.Breached(identity.NormalPassword(password))
	if err == nil && known {
		return passwordRow(breachedWanted), true, nil
	}
	return fault.Row{}, false, fault.Wrap("accounts.passwordFault", err)
}
