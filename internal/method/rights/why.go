// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/text"
)

// called are the roles with their articles, as sentences name them.
var called = map[identity.Role]text.Text{
	identity.Administrator: text.T("die Verwaltung der Installation", "the administration of the installation"),
	identity.Planner:       text.T("die Sozialplanung", "social planning"),
	identity.Coordinator:   text.T("die Unterbringungskoordination", "accommodation coordination"),
	identity.Steward:       text.T("die Datenverantwortung", "data stewardship"),
	identity.TaskForce:     text.T("der Arbeitsstab", "the task force"),
	identity.Cosigner:      text.T("das Fachamt", "the specialist office"),
	identity.Provider:      text.T("der Träger", "the provider"),
	identity.Council:       text.T("der Gemeinderat", "the council"),
	identity.Public:        text.T("die Öffentlichkeit", "the public"),
}

// WhoMay lists the roles that may do the action to the resource if held in the
// whole city for all topics; of providers the one whose record it is.
func (e *Engine) WhoMay(a Action, r Resource) (roles []identity.Role, rules []string) {
	for _, role := range identity.Roles() {
		g := identity.Grant{Role: role}
		if role == identity.Provider || role == identity.Cosigner {
			if g.Holder = r.Holder; g.Holder == "" {
				g.Holder = "*"
			}
		}
		p := identity.Principal{Means: identity.Session}
		if role != identity.Public {
			p.Grants = []identity.Grant{g}
		}
		if d := e.decide(p, a, r); d.Allowed && (role == identity.Public || !d.Public) {
			roles, rules = append(roles, role), append(rules, d.Rule)
		}
	}
	return roles, rules
}

// refusal says why no rule permits it: who may, and as what one acts.
func (e *Engine) refusal(p identity.Principal, a Action, r Resource) (string, text.Text) {
	return e.Refusal(p, a, r, func(id area.ID) string { return string(id) })
}

// Refusal says why no rule permits it, with areas by their names.
func (e *Engine) Refusal(p identity.Principal, a Action, r Resource, name func(area.ID) string) (string, text.Text) {
	roles, rules := e.WhoMay(a, r)
	if len(roles) == 0 {
		return "", text.T("Das darf hier niemand: Keine Regel erlaubt es.", "Nobody may do that here: no rule permits it.")
	}
	rule := rules[0]
	if i := slices.IndexFunc(roles, p.Holds); i >= 0 {
		return rules[i], text.T(
			"Das darf "+called[roles[i]].De+" nur im eigenen Zuständigkeitsbereich"+asked(r, name).De+"; Sie handeln als "+acting(p, name).De+".",
			upper(called[roles[i]].En)+" may do that only where it is responsible"+asked(r, name).En+"; you act as "+acting(p, name).En+".")
	}
	verb := text.T("Das darf ", " may do that")
	if len(roles) > 1 {
		verb = text.T("Das dürfen ", " may do that")
	}
	who := text.T(verb.De+listed(roles, text.De, " und "), upper(listed(roles, text.En, " and "))+verb.En)
	return rule, text.T(who.De+"; Sie handeln als "+acting(p, name).De+".", who.En+"; you act as "+acting(p, name).En+".")
}

func listed(roles []identity.Role, l text.Lang, and string) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = called[r].In(l)
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + and + names[len(names)-1]
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// asked says where the resource lies, in brackets; nothing where it lies nowhere
// in particular.
func asked(r Resource, name func(area.ID) string) text.Text {
	var de, en []string
	if r.Area != "" {
		de, en = append(de, name(r.Area)), append(en, name(r.Area))
	}
	if r.Topic != "" {
		de, en = append(de, r.Topic.Label().De), append(en, r.Topic.Label().En)
	}
	if len(de) == 0 && !r.Somewhere {
		de, en = []string{"ganze Stadt"}, []string{"the whole city"}
	}
	if len(de) == 0 {
		return text.Text{}
	}
	return text.T(" (gefragt ist: "+strings.Join(de, ", ")+")", " (asked for: "+strings.Join(en, ", ")+")")
}

// acting names the roles that the principal holds and for what.
func acting(p identity.Principal, name func(area.ID) string) text.Text {
	if len(p.Grants) == 0 {
		return identity.Public.Label()
	}
	var de, en []string
	for _, g := range p.Grants {
		where := Where(g, name)
		de, en = append(de, g.Role.Label().De+where.De), append(en, g.Role.Label().En+where.En)
	}
	return text.T(strings.Join(de, ", "), strings.Join(en, ", "))
}

// Where says for what a role is held, in brackets; empty where it is held in
// the whole city for all topics.
func Where(g identity.Grant, name func(area.ID) string) text.Text {
	var de, en []string
	if g.Area != "" {
		de, en = append(de, name(g.Area)), append(en, name(g.Area))
	}
	if g.Topic != "" {
		de, en = append(de, g.Topic.Label().De), append(en, g.Topic.Label().En)
	}
	if g.Holder != "" {
		de, en = append(de, g.Holder), append(en, g.Holder)
	}
	if len(de) == 0 {
		return text.Text{}
	}
	return text.T(" ("+strings.Join(de, ", ")+")", " ("+strings.Join(en, ", ")+")")
}
