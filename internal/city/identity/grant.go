// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import (
	"regexp"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/text"
)

// topicForm is how topics are written.
var topicForm = regexp.MustCompile(`^[a-z]+(/[a-z]+)*$`)

// String writes a grant as ParseGrant reads it: role, then @area, #topic and
// =holder where they are said.
func (g Grant) String() string {
	s := string(g.Role)
	if g.Area != "" {
		s += "@" + string(g.Area)
	}
	if g.Topic != "" {
		s += "#" + string(g.Topic)
	}
	if g.Holder != "" {
		s += "=" + g.Holder
	}
	return s
}

// Office is the name of the office for which the role acts, as it stands on papers: of a
// Cosigner the one it is held for, of the other offices the role's own German name;
// empty for roles that are no office.
func (g Grant) Office() string {
	switch g.Role {
	case Cosigner:
		return g.Holder
	case Planner, Coordinator, Steward, TaskForce:
		return g.Role.Label().De
	}
	return ""
}

// grantForm is a grant in writing.
var grantForm = regexp.MustCompile(`^([a-z]+)(?:@([^#=@]+))?(?:#([^#=@]+))?(?:=(.+))?$`)

// ParseGrant reads a grant such as planner, planner@08111000/01,
// coordinator#accommodation or provider=key. What is wrong with it is said in
// the text; it is empty where nothing is.
func ParseGrant(s string) (Grant, text.Text) {
	m := grantForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Grant{}, grantWanted
	}
	g := Grant{Role: Role(m[1]), Area: area.ID(m[2]), Topic: Topic(m[3]), Holder: m[4]}
	return g, g.Fault()
}

var grantWanted = text.T("eine Rolle wie planner, planner@GEBIET, planner#thema oder provider=TRÄGER", "a role such as planner, planner@AREA, planner#topic or provider=HOLDER")

// Fault says what is wrong with a grant; empty where nothing is. Whether its
// area exists is not asked here.
func (g Grant) Fault() text.Text {
	if _, known := ParseRole(string(g.Role)); !known {
		return text.T("eine der Rollen "+roleKeys(), "one of the roles "+roleKeys())
	}
	switch {
	case g.Role == Public:
		return text.T("eine Rolle für ein Konto; die Öffentlichkeit braucht keines", "a role for an account; the public needs none")
	case g.Role == Provider && g.Holder == "":
		return text.T("der Träger, dessen Angaben gemeint sind", "the holder whose records are meant")
	case g.Role == Cosigner && strings.TrimSpace(g.Holder) == "":
		return text.T("das Amt, für das mitgezeichnet wird, so geschrieben wie auf den Vorlagen", "the office that is co-signed for, written as on papers")
	case g.Role != Provider && g.Role != Cosigner && g.Holder != "":
		return text.T("ein Träger oder Amt nur bei den Rollen Träger und Fachamt", "a holder or office with the roles of a provider and a specialist office only")
	case g.Topic != "" && !topicForm.MatchString(string(g.Topic)):
		return text.T("ein Thema wie accommodation oder accommodation/sites", "a topic such as accommodation or accommodation/sites")
	case len(g.Area)+len(g.Topic)+len(g.Holder) > 300:
		return text.T("höchstens 300 Zeichen", "at most 300 characters")
	}
	return text.Text{}
}

func roleKeys() string {
	var keys []string
	for _, r := range Roles() {
		if r != Public {
			keys = append(keys, string(r))
		}
	}
	return strings.Join(keys, ", ")
}

// Covers reports whether whoever holds g may hand on the other grant: the same
// role in the same or a narrower place. An area is narrower than the whole city
// only; what lies within which area is not known here.
func (g Grant) Covers(other Grant) bool {
	return g.Role == other.Role && g.Holder == other.Holder &&
		(g.Area == "" || g.Area == other.Area) &&
		(g.Topic == "" || g.Topic == other.Topic || strings.HasPrefix(string(other.Topic), string(g.Topic)+"/"))
}

// Within are those of the grants that the owner's grants cover.
func Within(grants, owner []Grant) []Grant {
	var kept []Grant
	for _, g := range grants {
		if slices.ContainsFunc(owner, func(o Grant) bool { return o.Covers(g) }) {
			kept = append(kept, g)
		}
	}
	return kept
}
