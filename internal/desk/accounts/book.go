// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"time"

	"planraum/internal/city/identity"
)

// Book keeps accounts.
type Book interface {
	// LookAccounts runs fn on one state of the database; fn only reads.
	LookAccounts(ctx context.Context, fn func(Rows) error) error
	// ChangeAccounts runs fn in one transaction, which is kept only if fn succeeds.
	ChangeAccounts(ctx context.Context, fn func(Rows) error) error
}

// Rows is what one transaction can read and change.
type Rows interface {
	People
	Credentials
	Sessions
	Tokens
	Links
	Attempts
	Devices
	Ceremonies
	Setting
	Record
}

// Setting is what administrators have decided about all sign-ins.
type Setting interface {
	TwoFactors(ctx context.Context) (identity.TwoFactors, error)
	// PutTwoFactors keeps the setting, whose Version is the one that was read;
	// fault.Conflict where it was changed meanwhile.
	PutTwoFactors(ctx context.Context, t identity.TwoFactors) error
}

// Devices are browsers in which somebody has signed in before.
type Devices interface {
	// PutDevice keeps a device of an account, and of its devices the most that were
	// used last.
	PutDevice(ctx context.Context, digest string, account int64, used time.Time, most int) error
	// DeviceOf returns whose device it is, if it was used since a time; 0: nobody's.
	DeviceOf(ctx context.Context, digest string, since time.Time) (account int64, err error)
	// Devices returns when each device of an account was last used, the last first.
	Devices(ctx context.Context, account int64) ([]time.Time, error)
	// DropDevice forgets one device of an account, all where digest is empty.
	DropDevice(ctx context.Context, account int64, digest string) error
	// DropDevicesUnused forgets those not used since a time. It returns how many.
	DropDevicesUnused(ctx context.Context, since time.Time) (int64, error)
}

// People are the accounts themselves.
type People interface {
	// NextAccount gives a number that no account ever had.
	NextAccount(ctx context.Context) (int64, error)
	// PutAccount keeps a new account (Version 0) or a changed one, whose Version
	// is the one that was read; fault.Conflict where it was changed meanwhile, or
	// where another account has the login.
	PutAccount(ctx context.Context, a identity.Account) error
	// Account returns fault.NotFound without one.
	Account(ctx context.Context, number int64) (identity.Account, error)
	AccountByLogin(ctx context.Context, login string) (a identity.Account, found bool, err error)
	// Accounts lists all by number.
	Accounts(ctx context.Context) ([]identity.Account, error)
	// DropAccount removes the account and every row that belongs to it, and wipes
	// what the record of what was done keeps sealed for it.
	DropAccount(ctx context.Context, number int64) error
}

// Credentials are the ways into accounts.
type Credentials interface {
	Credentials(ctx context.Context, account int64) ([]identity.Credential, error)
	CredentialByHandle(ctx context.Context, kind identity.CredentialKind, handle string) (c identity.Credential, found bool, err error)
	// PutCredential keeps a new credential, or one of the same kind and handle of
	// the same account in place of the one before; fault.Conflict where another
	// account has it.
	PutCredential(ctx context.Context, c identity.Credential) error
	DropCredential(ctx context.Context, account int64, id string) error
}

// Sessions are the browsers in which somebody is signed in.
type Sessions interface {
	PutSession(ctx context.Context, s identity.SessionOf) error
	// SeeSession notes when a session was last seen, if it still is there.
	SeeSession(ctx context.Context, id string, at time.Time) error
	SessionByID(ctx context.Context, id string) (s identity.SessionOf, found bool, err error)
	Sessions(ctx context.Context, account int64) ([]identity.SessionOf, error)
	// CountSessions counts those that end after a time and were seen since another.
	CountSessions(ctx context.Context, ends, seen time.Time) (int, error)
	// DropSession ends one session of an account, all where id is empty.
	DropSession(ctx context.Context, account int64, id string) error
}

// Tokens are the API tokens.
type Tokens interface {
	PutToken(ctx context.Context, t identity.APIToken) error
	// UseToken notes the day of a token's last use, if it still is there.
	UseToken(ctx context.Context, id, day string) error
	TokenByDigest(ctx context.Context, digest string) (t identity.APIToken, found bool, err error)
	Tokens(ctx context.Context, account int64) ([]identity.APIToken, error)
	// DropToken revokes one token of an account, all where id is empty.
	DropToken(ctx context.Context, account int64, id string) error
	// DropEndedTokens removes tokens that ended before a time. It returns how many.
	DropEndedTokens(ctx context.Context, ended time.Time) (int64, error)
}

// Links are the one-time links that are out.
type Links interface {
	// PutLink keeps a link in place of those before of the account and purpose.
	PutLink(ctx context.Context, l identity.OneTimeLink) error
	LinkByDigest(ctx context.Context, digest string) (l identity.OneTimeLink, found bool, err error)
	// TakeLink is LinkByDigest and removes the link: only one of several who ask
	// at once gets it.
	TakeLink(ctx context.Context, digest string) (l identity.OneTimeLink, found bool, err error)
	// DropLinks removes the links of an account.
	DropLinks(ctx context.Context, account int64) error
}

// Attempts are sign-ins that are counted against guessing.
type Attempts interface {
	AddAttempt(ctx context.Context, of string, at time.Time) (id string, err error)
	ForgetAttempt(ctx context.Context, id string) error
	CountAttempts(ctx context.Context, of string, since time.Time) (int, error)
	// DropAttempts forgets those of somebody before a time; all where of is empty.
	// It returns how many.
	DropAttempts(ctx context.Context, of string, before time.Time) (int64, error)
}

// Ceremonies are sign-ins in two steps, between the steps.
type Ceremonies interface {
	PutCeremony(ctx context.Context, c Ceremony) error
	CeremonyByDigest(ctx context.Context, digest string) (c Ceremony, found bool, err error)
	// TakeCeremony returns and removes one, so that it is answered once.
	TakeCeremony(ctx context.Context, digest string) (c Ceremony, found bool, err error)
	// DropCeremonies ends all of an account.
	DropCeremonies(ctx context.Context, account int64) error
	// DropStale removes sessions, links and ceremonies that ended before a time,
	// and sessions not seen since another. It returns how many.
	DropStale(ctx context.Context, ended, unseen time.Time) (Ended, error)
}

// Ceremony is what has to be remembered between two steps of a sign-in.
type Ceremony struct {
	Digest  string
	Kind    string
	Account int64 // 0: not known yet
	Body    string
	Ends    time.Time
}
