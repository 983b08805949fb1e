// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import "planraum/internal/city/audience"

// RoleCookie is the name of the cookie in which the demonstration keeps as whom
// somebody looks at it.
const RoleCookie = "planraum_rolle"

// DemoHolder is the operator whose records the demonstration's provider may
// see. It is not the name of any organization: whoever sets up a reporter under
// this name sees it as that provider.
const DemoHolder = "Träger der Vorführung"

// demoOffices are the offices for which the demonstration's specialist office co-signs.
var demoOffices = []string{"Stadtkämmerei", "Haupt- und Personalamt"}

// DemoRoles lists whom the demonstration lets one be; the first is who acts
// where nobody has chosen.
func DemoRoles() []Role {
	return []Role{Planner, Steward, Coordinator, TaskForce, Cosigner, Provider, Council, Administrator, Public}
}

// Demonstration is who acts in the demonstration in a role, held in the whole
// city.
func Demonstration(r Role) Principal {
	p := Principal{Means: Demo}
	switch r {
	case Public:
	case Provider:
		p.Grants = []Grant{{Role: Provider, Holder: DemoHolder}}
	case Cosigner:
		for _, office := range demoOffices {
			p.Grants = append(p.Grants, Grant{Role: Cosigner, Holder: office})
		}
	default:
		p.Grants = []Grant{{Role: r}}
	}
	return p
}

// Visitor is who acts in the demonstration by the role that a browser has kept:
// the planner where it has kept none, and nobody but the public where it says
// something that is no role.
func Visitor(kept string, said bool) Principal {
	if !said {
		return Demonstration(Planner)
	}
	r, known := ParseRole(kept)
	if !known {
		r = Public
	}
	return Demonstration(r)
}

// Machine is who acts in a command on the machine itself: its administrator,
// who keeps the data.
func Machine() Principal {
	return Principal{Means: Local, Grants: []Grant{{Role: Steward}, {Role: Planner}, {Role: Administrator}}}
}

// Within is the principal where nobody may see more than an audience: roles whose
// readers see more are held as those of the task force, which reads as offices
// do, or not at all. Empty: there is no such limit.
func (p Principal) Within(most audience.Audience) Principal {
	if most == "" || most == audience.Owner {
		return p
	}
	var grants []Grant
	for _, g := range p.Grants {
		switch {
		case most == audience.Public:
			continue
		case g.Role.Audience().Within(most) != g.Role.Audience():
			g.Role = TaskForce
		}
		grants = append(grants, g)
	}
	p.Grants = grants
	return p
}
