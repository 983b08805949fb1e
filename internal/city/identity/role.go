// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package identity says who uses the program and as what: roles held for areas
// and topics, and the one who acts in a request. What a role may do is decided
// by the rules of rights, not here. Records of what was done name a role and
// the number of an account, never a person.
package identity

import (
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/text"
)

// Role is what somebody is towards the city's planning.
type Role string

// The roles.
const (
	Administrator Role = "administrator" // runs the installation; sees no figures by that alone
	Planner       Role = "planner"       // social planning
	Coordinator   Role = "coordinator"   // accommodation coordination
	Steward       Role = "steward"       // releases figures
	TaskForce     Role = "taskforce"     // member of the task force
	Cosigner      Role = "cosigner"      // another office of the city: co-signs papers for itself
	Provider      Role = "provider"      // operator or provider: own records only
	Council       Role = "council"       // reads for the council
	Public        Role = "public"        // anybody; needs no account
)

// Command is the role under which the record tells of commands on the machine,
// which act with the operating system's right. Nobody can be given it.
const Command Role = "command"

var commandLabel = text.T("Befehlszeile", "command line")

// Said returns both languages of the words by which a record names who acted: a
// role with the number of its account, or what else was written there.
func Said(by string) text.Text {
	role, number, numbered := strings.Cut(by, accountMark)
	for _, r := range append(Roles(), Command) {
		if l := r.Label(); l.De == role && numbered {
			return text.T(by, l.En+" (account "+number)
		} else if l.De == by {
			return l
		}
	}
	return text.Same(by)
}

var roles = []struct {
	role     Role
	label    text.Text
	audience audience.Audience
}{
	{Administrator, text.T("Verwaltung der Installation", "administration of the installation"), audience.Public},
	{Planner, text.T("Sozialplanung", "social planning"), audience.Office},
	{Coordinator, text.T("Unterbringungskoordination", "accommodation coordination"), audience.Office},
	{Steward, text.T("Datenverantwortung", "data stewardship"), audience.Owner},
	{TaskForce, text.T("Arbeitsstab", "task force"), audience.Office},
	{Cosigner, text.T("Fachamt", "specialist office"), audience.Public},
	{Provider, text.T("Träger", "provider"), audience.Public},
	{Council, text.T("Gemeinderat", "council"), audience.Public},
	{Public, text.T("Öffentlichkeit", "the public"), audience.Public},
}

// Roles lists the roles, the public last.
func Roles() []Role {
	list := make([]Role, len(roles))
	for i, r := range roles {
		list[i] = r.role
	}
	return list
}

// ParseRole reads a role's key.
func ParseRole(key string) (Role, bool) {
	for _, r := range roles {
		if string(r.role) == key {
			return r.role, true
		}
	}
	return "", false
}

// Label names the role.
func (r Role) Label() text.Text {
	for _, known := range roles {
		if known.role == r {
			return known.label
		}
	}
	if r == Command {
		return commandLabel
	}
	return text.T("unbekannte Rolle", "unknown role")
}

// Audience is the circle of readers the role belongs to where it is held;
// Public for what is not known.
func (r Role) Audience() audience.Audience {
	for _, known := range roles {
		if known.role == r {
			return known.audience
		}
	}
	return audience.Public
}
