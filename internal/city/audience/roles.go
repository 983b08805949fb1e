// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audience

import (
	"context"

	"planraum/internal/text"
)

// RoleCookie is the name of the cookie in which the demonstration keeps as whom
// somebody looks at it.
const RoleCookie = "planraum_rolle"

// The roles in which figures are checked and released, on the command line and
// in the demonstration.
var (
	Planner      = Actor{Key: "planner", Name: text.T("Sozialplanung", "social planning"), Audience: Office}
	Steward      = Actor{Key: "steward", Name: text.T("Datenverantwortung", "data stewardship"), Audience: Owner, Steward: true}
	Coordination = Actor{Key: "coordinator", Name: text.T("Unterbringungskoordination", "accommodation coordination"), Audience: Office}
	Visitor      = Actor{Key: "public", Name: text.T("Öffentlichkeit", "the public"), Audience: Public}
)

// Roles lists the roles; the first is who acts where nobody has chosen.
func Roles() []Actor { return []Actor{Planner, Steward, Coordination, Visitor} }

// Role returns the role with the key.
func Role(key string) (Actor, bool) {
	for _, a := range Roles() {
		if a.Key == key {
			return a, true
		}
	}
	return Actor{}, false
}

// From returns the lens of a context, and whether one was set.
func From(ctx context.Context) (Lens, bool) {
	l, ok := ctx.Value(key{}).(Lens)
	return l, ok
}
