// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"encoding/json"
	"strconv"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// Journal takes down what changes nothing: a refused sign-in, an export. What
// changes something is told to the transaction that does it.
type Journal interface {
	Note(ctx context.Context, e audit.Event) error
}

// Record is what a transaction leaves in the record of what was done.
type Record interface {
	// Tell puts an event into the record, if the transaction is kept.
	Tell(e Event)
	// Quiet says why a transaction leaves nothing. One that neither tells nor says
	// why is not kept.
	Quiet(why Quiet)
}

// Quiet is why a transaction over accounts leaves nothing in the record.
type Quiet string

// The reasons there are.
const (
	// LastUse: whoever is signed in would leave an entry with every request; the
	// sign-in or the making of the token is recorded, and what is done with it is.
	LastUse Quiet = "when a session or token was last used is noted; how it came about is recorded"
	// Underway: an attempt is counted, or a step of a sign-in is begun or taken up.
	Underway Quiet = "a sign-in is under way; how it ends is recorded"
	// Nothing: there was nothing to change.
	Nothing Quiet = "nothing was changed"
)

// Event is one thing that was done with an account. It names no person.
type Event struct {
	Act     Act
	Account int64       // whose account; 0: none that is known
	Who     audit.Actor // who did it; zero: as the context says
	Before  Facts
	After   Facts
	Erasure string // of a deletion: until when copies may hold it, as JSON
}

// Facts is what of an account was or is: kinds, roles and names of fields,
// never a name, an address or a secret.
type Facts struct {
	Act     Act              `json:"act,omitempty"`
	By      string           `json:"by,omitempty"`      // kind of credential, or what was refused
	Link    identity.Purpose `json:"link,omitempty"`    // purpose of a one-time link
	Changed []string         `json:"changed,omitempty"` // names of fields
	Grants  []string         `json:"grants,omitempty"`
	State   identity.State   `json:"state,omitempty"`
	Writes  bool             `json:"writes,omitempty"`      // a token may change something
	All     bool             `json:"all,omitempty"`         // all sessions or tokens, not one
	Factors []string         `json:"two_factors,omitempty"` // of whom two are demanded
	Ended   *Ended           `json:"ended,omitempty"`
}

// Ended is how many of what ends by itself were removed.
type Ended struct {
	Sessions int64 `json:"sessions,omitempty"`
	Links    int64 `json:"links,omitempty"`
	Steps    int64 `json:"steps,omitempty"` // of sign-ins under way
	Attempts int64 `json:"attempts,omitempty"`
	Tokens   int64 `json:"tokens,omitempty"`
	Devices  int64 `json:"devices,omitempty"` // not used for long
}

// Sum is how many they are together.
func (e Ended) Sum() int64 { return e.Sessions + e.Links + e.Steps + e.Attempts + e.Tokens + e.Devices }

// Act is what was done.
type Act string

// The acts.
const (
	SignedIn        Act = "signed in"
	SecondAsked     Act = "password right, passkey asked for"
	SecondDemanded  Act = "password right, passkey to be set up first"
	FactorsSet      Act = "two factors demanded"
	SignInRefused   Act = "sign-in refused"
	SignedOut       Act = "signed out"
	Proved          Act = "proved again"
	AccountInvited  Act = "account invited"
	AccountMade     Act = "account made"
	LinkAccepted    Act = "link accepted"
	LinkIssued      Act = "link issued"
	LinkRefused     Act = "link refused"
	CredentialSet   Act = "credential set"
	CredentialGone  Act = "credential removed"
	SessionEnded    Act = "session ended"
	TokenMade       Act = "token made"
	TokenRevoked    Act = "token revoked"
	GrantsSet       Act = "grants set"
	AccountLocked   Act = "account locked"
	AccountUnlocked Act = "account unlocked"
	AccountDeleted  Act = "account deleted"
	AccountChanged  Act = "account changed"
	DataExported    Act = "own data exported"
	TimeOver        Act = "time over" // of sessions, links, attempts or tokens
)

// kinds are those under which the record keeps the acts.
var kinds = map[Act]audit.Kind{
	SignedIn: audit.SignIn, SecondAsked: audit.SignIn, SecondDemanded: audit.SignIn, FactorsSet: audit.Rights, Proved: audit.SignIn, SignInRefused: audit.SignIn, LinkRefused: audit.Refused,
	SignedOut: audit.SignOut, SessionEnded: audit.SignOut,
	AccountInvited: audit.Rights, AccountMade: audit.Rights, GrantsSet: audit.Rights, AccountLocked: audit.Rights, AccountUnlocked: audit.Rights,
	TokenMade: audit.Rights, TokenRevoked: audit.Rights,
	LinkAccepted: audit.Change, LinkIssued: audit.Change, CredentialSet: audit.Change, CredentialGone: audit.Change, AccountChanged: audit.Change,
	AccountDeleted: audit.Deletion, DataExported: audit.Export, TimeOver: audit.Retention,
}

// Audit is the event as the record keeps it.
func (e Event) Audit() audit.Event {
	said := audit.Event{Kind: kinds[e.Act], Actor: e.Who, Object: audit.Object{Kind: audit.AccountObject}, After: e.Erasure}
	if e.Account != 0 {
		said.Object.Key = strconv.FormatInt(e.Account, 10)
	}
	if e.Act == SignInRefused || e.Act == LinkRefused {
		said.Outcome = audit.Denied
	}
	said.Before = e.Before.text()
	if said.After == "" {
		e.After.Act = e.Act
		said.After = e.After.text()
	}
	return said
}

// text is the facts as JSON; none is "".
func (f Facts) text() string {
	body, _ := json.Marshal(f) // texts, numbers and truths always can be written
	if string(body) == "{}" {
		return ""
	}
	return string(body)
}

// note takes down an event that changes nothing; without a journal it does
// nothing.
func (d *Desk) note(ctx context.Context, e Event) error {
	if d.Journal == nil {
		return nil
	}
	return fault.Wrap("accounts.note", d.Journal.Note(ctx, e.Audit()))
}

// acting is who acts as the record keeps it.
func acting(p identity.Principal) audit.Actor {
	return audit.Actor{Account: p.Account, Role: p.Leading(), By: p.By(), Means: p.Means}
}

// owner is an account that signs in: before that nobody acts.
func owner(a identity.Account) audit.Actor {
	return acting(identity.Principal{Account: a.Number, Grants: a.Grants, Means: identity.Session})
}

// words are grants as the record keeps them.
func words(grants []identity.Grant) []string {
	var list []string
	for _, g := range grants {
		list = append(list, g.String())
	}
	return list
}
