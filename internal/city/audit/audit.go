// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package audit holds the record of what was done (Protokoll): who did what,
// when and from where, with what was there before and after. Its entries form a
// chain of digests, so that nobody can change, remove or insert one unnoticed.
// The record names roles and numbers of accounts, never persons.
package audit

import (
	"strings"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/text"
)

// Kind says what was done.
type Kind string

// The kinds of what is recorded.
const (
	SignIn        Kind = "sign-in"
	SignOut       Kind = "sign-out"
	Refused       Kind = "refused" // somebody was refused what he asked for
	Change        Kind = "change"
	Import        Kind = "import"
	Release       Kind = "release"
	Export        Kind = "export" // something left the house, or was made for it
	ReadProtected Kind = "read-protected"
	Rights        Kind = "rights"
	Deletion      Kind = "deletion"
	Backup        Kind = "backup"
	Restore       Kind = "restore"
	Job           Kind = "job"
	Retention     Kind = "retention"    // old things were removed because their time was over
	Verification  Kind = "verification" // the chain was walked
)

var kinds = []struct {
	kind  Kind
	label text.Text
}{
	{SignIn, text.T("Anmeldung", "sign-in")},
	{SignOut, text.T("Abmeldung", "sign-out")},
	{Refused, text.T("Ablehnung", "refusal")},
	{Change, text.T("Änderung", "change")},
	{Import, text.T("Einlesen", "import")},
	{Release, text.T("Freigabe", "release")},
	{Export, text.T("Ausgabe", "export")},
	{ReadProtected, text.T("Einsicht in Geschütztes", "read of protected figures")},
	{Rights, text.T("Rechte", "rights")},
	{Deletion, text.T("Löschung", "deletion")},
	{Backup, text.T("Sicherung", "backup")},
	{Restore, text.T("Wiederherstellung", "restore")},
	{Job, text.T("Vorgang", "job")},
	{Retention, text.T("Löschfrist", "end of retention")},
	{Verification, text.T("Prüfung der Kette", "verification of the chain")},
}

// Kinds lists the kinds.
func Kinds() []Kind {
	list := make([]Kind, len(kinds))
	for i, k := range kinds {
		list[i] = k.kind
	}
	return list
}

// ParseKind reads a kind by its key or by its label in either language, as
// lists of entries show it.
func ParseKind(word string) (Kind, bool) {
	for _, k := range kinds {
		if word != "" && (string(k.kind) == word || strings.EqualFold(k.label.De, word) || strings.EqualFold(k.label.En, word)) {
			return k.kind, true
		}
	}
	return "", false
}

// Label names the kind.
func (k Kind) Label() text.Text {
	for _, known := range kinds {
		if known.kind == k {
			return known.label
		}
	}
	return text.Same(string(k))
}

// Outcome says how it ended.
type Outcome string

// The outcomes. What is not said was done.
const (
	Done   Outcome = "done"
	Denied Outcome = "refused"
	Failed Outcome = "failed"
)

// Label names the outcome.
func (o Outcome) Label() text.Text {
	switch o {
	case Denied:
		return text.T("abgelehnt", "refused")
	case Failed:
		return text.T("gescheitert", "failed")
	}
	return text.T("erledigt", "done")
}

// Object is what something was done to.
type Object struct {
	Kind string // such as "site", "batch", "account", "page"
	Key  string
}

// Actor is who did it, as the record keeps it.
type Actor struct {
	Account int64 // number of the account; 0: none
	Role    identity.Role
	By      string // role and number of the account in words
	Means   identity.Means
}

// ByProgram is the means of what the program does by itself.
const ByProgram identity.Means = "program"

// Program is who does what nobody asked for: the program itself.
var Program = Actor{By: "Planraum", Means: ByProgram}

// Event is something that was done.
type Event struct {
	At   time.Time
	Kind Kind
	Actor
	Request Request
	Object  Object
	// Before and After are JSON; empty: nothing was there, or nothing is. Of
	// registers they hold only what differs; of contacts and accounts kinds, roles
	// and the names of the fields, never their contents.
	Before, After string
	// Reason is what a person said why. It is kept so that it can be wiped.
	Reason  string
	Outcome Outcome
}

// Request is what is known of a request beside who makes it.
type Request struct {
	ID string // of the request, or of the job
	// Origin is the network address. It is kept so that it can be wiped.
	Origin string
}

// Entry is an event in the chain. Seals that were wiped leave Origin and Reason
// empty; the chain holds their commitments.
type Entry struct {
	Seq int64 // 1 for the first
	Event
	Seals    Seals
	Previous Digest // of the entry before; zero for the first
	Digest   Digest
}

// Head is the end of the chain. Seq 0: there is no entry yet.
type Head struct {
	Seq    int64
	Digest Digest
}

// Checkpoint is what stays of the oldest entries when their time is over.
type Checkpoint struct {
	Head           // the last entry that was removed
	At   time.Time // of its removal
}

// Object is what the entry on the removal speaks of.
func (c Checkpoint) Object() Object { return Object{EntryObject, number(c.Seq)} }

// Bounds says where the record begins and ends.
type Bounds struct {
	Head       Head
	Headless   bool       // the end is not kept, or cannot be read: Head is zero
	Checkpoint Checkpoint // zero: nothing was removed yet
	// OriginWiped and ReasonWiped are the last entries up to which origins and
	// reasons were wiped because their time was over.
	OriginWiped, ReasonWiped int64
	// OriginTerm and ReasonTerm are how old must be what is wiped; 0: any age.
	OriginTerm, ReasonTerm time.Duration
	// Told is the last entry of which something is told beside it: a sealed value
	// that is kept, or up to where such values were wiped.
	Told int64
}

// Query asks for entries; what is zero asks for nothing.
type Query struct {
	Account int64         `json:"account,omitzero"` // that acted, or to which somebody failed to sign in
	Role    identity.Role `json:"role,omitzero"`
	Kind    Kind          `json:"kind,omitzero"`
	Object  Object        `json:"object,omitzero"`
	Begins  bool          `json:"begins,omitzero"` // the object's key is only how keys begin
	Request string        `json:"request,omitzero"`
	Outcome Outcome       `json:"outcome,omitzero"`
	From    time.Time     `json:"from,omitzero"` // at or after
	Before  time.Time     `json:"before,omitzero"`
	Above   int64         `json:"above,omitzero"`  // entries behind this one, of a higher number; with From or Before: of a later time
	Below   int64         `json:"below,omitzero"`  // entries before this one, of a lower number; with From or Before: of an earlier time
	Oldest  bool          `json:"oldest,omitzero"` // the oldest first, else the newest
	Limit   int           `json:"limit,omitzero"`  // 0: all
}
