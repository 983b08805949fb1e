// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import "time"

// State says how far an account has come. A deleted account has no state: its
// rows are gone, and its number is never given again.
type State string

// The states of an account.
const (
	Invited State = "invited" // no means of signing in yet; the link is out
	Active  State = "active"
	Locked  State = "locked" // kept, but nobody signs in with it
)

// Account is a person's or office's access to the installation. What is
// personal in it (login, address, name) is shown to its owner and to
// administrators only, and is gone when the account is deleted.
type Account struct {
	Number  int64  // given once, from 1
	Login   string // the address, folded: what is typed to sign in
	Email   string // the address as it was written
	Name    string // how the owner wants to be called; may be empty
	State   State
	Grants  []Grant
	Created time.Time
	// SecondFactor asks for a passkey after the password.
	SecondFactor bool
	// Provider is the key of the identity provider whose groups decide the
	// grants; empty: administrators decide.
	Provider string
	// Version counts the changes, so that two of them at once are noticed.
	Version int64
}

// CredentialKind is a way in which somebody proves who it is.
type CredentialKind string

// The kinds of credentials.
const (
	Password CredentialKind = "password"
	Passkey  CredentialKind = "passkey"
	External CredentialKind = "external" // an identity provider by OpenID Connect
)

// Credential is one way into an account.
type Credential struct {
	ID      string // UUIDv7
	Account int64
	Kind    CredentialKind
	// Handle finds the credential: the identifier of a passkey, issuer and
	// subject at an identity provider, the account's number for a password.
	Handle string
	// Secret is what is checked: the hash of a password, the public key of a
	// passkey with its counter; empty for an identity provider.
	Secret  string
	Label   string // as its owner named it
	Created time.Time
	UsedOn  string // day of the last use, YYYY-MM-DD; empty: never
}

// SessionOf is one browser in which an account is signed in.
type SessionOf struct {
	ID      string // digest of what the browser holds
	Account int64
	Browser string // family such as "Firefox", never more
	Means   CredentialKind
	Factors int // OneFactor or BothFactors
	Created time.Time
	Seen    time.Time // to five minutes
	Proven  time.Time // when a credential was last shown
	Ends    time.Time // whatever happens
}

// APIToken lets a program act for an account, within limits.
type APIToken struct {
	ID      string // UUIDv7
	Digest  string // of the token
	Account int64
	Name    string
	Writes  bool    // may change something, not only read
	Grants  []Grant // at most the owner's; what the owner loses the token loses
	Created time.Time
	Ends    time.Time
	UsedOn  string // day of the last use, YYYY-MM-DD; empty: never
}

// Purpose is what a one-time link is for.
type Purpose string

// The purposes of one-time links.
const (
	FirstStart Purpose = "first"  // makes the first administrator
	Invitation Purpose = "invite" // gives an account its first credential
	Reset      Purpose = "reset"  // gives an account a new password
)

// OneTimeLink opens one page once. Only a digest of its secret is kept.
type OneTimeLink struct {
	Digest  string
	Account int64 // 0 for the first start
	Purpose Purpose
	Created time.Time
	Ends    time.Time
}
