// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package audience says for whom figures are shown and who acts. What an
// audience may see is decided in one place, below every desk, so that no page,
// chart, file or answer can show it more.
package audience

import (
	"context"
	"slices"

	"planraum/internal/text"
)

// Audience is a circle of readers with one protection policy.
type Audience string

// The audiences, widest first.
const (
	Public Audience = "public" // anybody
	Office Audience = "office" // the city's planning offices
	Owner  Audience = "owner"  // whoever keeps the data; sees everything as recorded
)

// All lists the audiences, widest first.
func All() []Audience { return []Audience{Public, Office, Owner} }

// Label names the audience.
func (a Audience) Label() text.Text {
	switch a {
	case Public:
		return text.T("Öffentlichkeit", "public")
	case Office:
		return text.T("Ämter", "offices")
	}
	return text.T("datenhaltende Stelle", "data owner")
}

// Within returns the one of two audiences that sees less; a itself where most is
// empty.
func (a Audience) Within(most Audience) Audience {
	if most != "" && slices.Index(All(), most) < slices.Index(All(), a) {
		return most
	}
	return a
}

// Lens is what stands between the ledger and a reader.
type Lens struct {
	Audience Audience
	Released bool // released figures only
	// Scope names the parts of which the reader sees more, where roles are held
	// for areas or topics.
	Scope Scope
	// UpTo is set by Through alone: the last running number of the ledger that the
	// audience sees; 0: all that there is.
	UpTo int64 `json:"-"`
	// AlsoUpTo is the same of the offices, where a Scope lets some parts be seen as
	// they see them.
	AlsoUpTo int64 `json:"-"`
}

// Unreleased is the lens with the figures that are not released, in the whole and in its
// parts. It shows a reader no more than the rules allow only where the lens asked for
// released figures by choice, as every lens of an office does.
func (l Lens) Unreleased() Lens {
	parts := l.Scope.Parts()
	for i := range parts {
		parts[i].Released = false
	}
	l.Released, l.Scope = false, ScopeOf(parts...)
	return l
}

// Unfiltered is the lens of the data owner: everything as recorded.
var Unfiltered = Lens{Audience: Owner}

// Protection says in words for whom values were protected, for the head of
// files.
func (l Lens) Protection() text.Text {
	if l.Scope != "" {
		rest := Lens{Audience: l.Audience, Released: l.Released}.Protection()
		return text.T(rest.De+"; für Ihren Zuständigkeitsbereich: "+l.Most().Label().De, rest.En+"; for what you are responsible for: "+l.Most().Label().En)
	}
	if l.Audience != Public && l.Audience != Office {
		return text.T("keiner angewendet: Fassung der datenhaltenden Stelle", "none applied: edition of the data owner")
	}
	return text.T("geschützt für: "+l.Audience.Label().De+"; . = geheim gehalten, nicht 0 und nicht unbekannt",
		"protected for: "+l.Audience.Label().En+"; . = kept secret, neither 0 nor unknown")
}

type key struct{}

// With returns a context under which desks show what the lens lets through.
func With(ctx context.Context, l Lens) context.Context { return context.WithValue(ctx, key{}, l) }

// Of returns the lens of a context: Unfiltered where none was set, as on the
// command line and in jobs, which act for the data owner.
func Of(ctx context.Context) Lens {
	if l, ok := ctx.Value(key{}).(Lens); ok {
		return l
	}
	return Unfiltered
}

// From returns the lens of a context, and whether one was set.
func From(ctx context.Context) (Lens, bool) {
	l, ok := ctx.Value(key{}).(Lens)
	return l, ok
}
