// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"slices"

	"planraum/internal/city/identity"
)

// Line says who may do one action to one kind of thing.
type Line struct {
	Action Action
	Kind   Kind
	// May are the roles that may; Own those that may only with what is their own.
	May, Own map[identity.Role]bool
}

// Matrix lists what anybody may, role by role, each held in the whole city for
// all topics; combinations that nobody may are left out. It is reckoned once:
// rules stay as they are while the program runs.
func (e *Engine) Matrix() []Line {
	e.once.Do(func() { e.matrix = e.lines() })
	return slices.Clone(e.matrix)
}

func (e *Engine) lines() []Line {
	var lines []Line
	for _, a := range Actions() {
		for _, k := range Kinds() {
			l := Line{Action: a, Kind: k, May: map[identity.Role]bool{}, Own: map[identity.Role]bool{}}
			for _, role := range identity.Roles() {
				p := identity.Demonstration(role)
				p.Means = identity.Session
				whole := Resource{Kind: k, Topic: k.Topic()}
				own := whole
				own.Holder = ownOf(p)
				// Why not is not asked here: that takes the rules for every role again.
				switch {
				case e.decide(p, a, whole).Allowed:
					l.May[role] = true
				case e.decide(p, a, own).Allowed:
					l.Own[role] = true
				}
			}
			if len(l.May)+len(l.Own) > 0 {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// ownOf is whose things somebody with one role calls their own.
func ownOf(p identity.Principal) string {
	if len(p.Grants) == 0 {
		return identity.DemoHolder
	}
	return holderOf(p.Grants[0])
}
