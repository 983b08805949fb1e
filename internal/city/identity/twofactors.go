// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import "slices"

// TwoFactors is the setting that says of whom two factors are demanded at
// sign-in. The zero value demands them of nobody.
type TwoFactors struct {
	Everybody bool   `json:"everybody,omitempty"`
	Roles     []Role `json:"roles,omitempty"` // of whoever holds one of them, wherever
	// Trusted are the keys of the identity providers whose sign-in counts as two
	// factors whatever they say of it.
	Trusted []string `json:"trusted,omitempty"`
	// Version counts the changes, so that two of them at once are noticed.
	Version int64 `json:"-"`
}

// Factors of a session.
const (
	OneFactor = 1
	// BothFactors are a password and a passkey, a passkey that has verified its
	// user (what one has, and what one knows or is), or a sign-in at an identity
	// provider that says so or is trusted.
	BothFactors = 2
)

// Demands reports whether two factors are demanded of somebody.
func (t TwoFactors) Demands() bool { return t.Everybody || len(t.Roles) > 0 }

// Of reports whether two factors are demanded of whoever holds the grants.
func (t TwoFactors) Of(grants []Grant) bool {
	return t.Everybody || slices.ContainsFunc(grants, func(g Grant) bool { return slices.Contains(t.Roles, g.Role) })
}

// Trusts reports whether the sign-in at a provider counts as two factors.
func (t TwoFactors) Trusts(provider string) bool { return slices.Contains(t.Trusted, provider) }

// Words is the setting as the record of what was done keeps it.
func (t TwoFactors) Words() []string {
	words := []string{}
	if t.Everybody {
		words = append(words, "everybody")
	}
	for _, r := range t.Roles {
		words = append(words, string(r))
	}
	for _, key := range t.Trusted {
		words = append(words, "trusts "+key)
	}
	return words
}
