// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/text"
)

// Topic is a field of planning in which a role is held, as a path such as
// "accommodation" or "accommodation/sites"; what is below it is in it.
type Topic string

// Grant is a role that somebody holds.
type Grant struct {
	Role Role `json:"role"`
	// Area is where the role is held, with everything below it; empty: in the
	// whole city.
	Area area.ID `json:"area,omitempty"`
	// Topic is for what the role is held, with everything below it; empty: for
	// all topics.
	Topic Topic `json:"topic,omitempty"`
	// Holder is the key of the provider or operator whose own records a Provider
	// may see, or the name of the office for which a Cosigner co-signs; empty for other
	// roles.
	Holder string `json:"holder,omitempty"`
}

// Means is how somebody proved who it is.
type Means string

// The means.
const (
	Nothing Means = ""        // not signed in: the public
	Session Means = "session" // signed in by browser
	Token   Means = "token"   // an API token
	Demo    Means = "demo"    // the demonstration on the loopback address
	Local   Means = "local"   // a command on the machine itself
	Link    Means = "link"    // a link valid for one report
)

// Principal is who acts in a request. The zero Principal is the public.
type Principal struct {
	Account int64   // number of the account; 0: none
	Name    string  // to be shown to its owner only; never recorded
	Grants  []Grant // none: the public
	Means   Means
	// Session is the identifier of the session or token, to list and end it.
	Session string
	// Proven is when the person last proved who it is; dangerous acts ask for a
	// recent proof. Zero: never.
	Proven time.Time
	// Scopes limit what a token may do; nil: no limit.
	Scopes []string
}

// Holds reports whether one of the grants is for the role, wherever.
func (p Principal) Holds(r Role) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Role == r })
}

// May reports whether the scopes of a token allow something; who acts without a
// token is not limited by scopes.
func (p Principal) May(scope string) bool {
	return p.Scopes == nil || slices.Contains(p.Scopes, scope)
}

// Leading is the role in which the principal mainly acts: of the roles held the
// one whose readers see most, the first named of several.
func (p Principal) Leading() Role {
	best, seen := Public, -1
	for _, g := range p.Grants {
		if at := slices.Index(audience.All(), g.Role.Audience()); at > seen {
			best, seen = g.Role, at
		}
	}
	return best
}

// By names who acts as records of what was done keep it: the role and the
// number of the account, never a person.
func (p Principal) By() string { return p.ByText().De }

// ByText is By in both languages.
func (p Principal) ByText() text.Text {
	role := p.Leading().Label()
	if p.Account == 0 {
		return role
	}
	number := strconv.FormatInt(p.Account, 10)
	return text.T(role.De+accountMark+number+")", role.En+" (account "+number+")")
}

// accountMark stands between role and number in what By returns.
const accountMark = " (Konto "

// SameActor reports whether two records were made by the same: the same words,
// or the same account in whatever role. Two accounts in one role differ.
func SameActor(a, b string) bool {
	if a == b {
		return true
	}
	_, x, ok := strings.Cut(a, accountMark)
	_, y, also := strings.Cut(b, accountMark)
	return ok && also && x == y
}

type key struct{}

// With returns a context in which the principal acts.
func With(ctx context.Context, p Principal) context.Context { return context.WithValue(ctx, key{}, p) }

// Of returns who acts in a context, and whether that was said. Where it was not
// said nobody acts: the caller decides what that means.
func Of(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(key{}).(Principal)
	return p, ok
}
