// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Changes says in a sentence what a later version of a site changed: each
// thing with the value before and after.
func Changes(before, after accommodation.Site) text.Text {
	return both(func(l text.Lang) string {
		list := changes(before, after, l)
		if len(list) == 0 {
			return text.T("nur Quelle oder Anmerkung", "source or note only").In(l)
		}
		return strings.Join(list, "; ")
	})
}

func changes(before, after accommodation.Site, l text.Lang) []string {
	var list []string
	tell := func(name text.Text, a, b string) {
		if a != b {
			list = append(list, name.In(l)+" "+a+" → "+b)
		}
	}
	if after.Withdrawn && !before.Withdrawn {
		return []string{text.T("aus der Planung genommen", "taken out of the plan").In(l)}
	}
	count := func(n unit.Headcount) string { return l.Int(int64(n)) }
	certainty := func(s accommodation.Site) string {
		return accommodation.Label(accommodation.Certainties, s.Certainty).In(l)
	}
	reason := func(s accommodation.Site) string {
		return accommodation.Label(accommodation.EndReasons, s.EndReason).In(l)
	}
	tell(text.T("Name", "name"), before.Name, after.Name)
	tell(text.T("Sicherheit", "certainty"), certainty(before), certainty(after))
	tell(text.T("Öffnung", "opening"), dayWords(before.Opening.Date, l), dayWords(after.Opening.Date, l))
	tell(text.T("Ende", "end"), dayWords(before.End.Date, l), dayWords(after.End.Date, l))
	tell(text.T("Grund des Endes", "reason of the end"), reason(before), reason(after))
	tell(text.T("Plätze", "places"), count(before.Nominal), count(after.Nominal))
	tell(text.T("gesperrt", "blocked"), count(before.Blocked), count(after.Blocked))
	tell(text.T("Reserve", "reserve"), count(before.Reserve), count(after.Reserve))
	tell(text.T("Vorlage", "paper"), before.Paper, after.Paper)
	return list
}

func dayWords(d period.Date, l text.Lang) string {
	if d.IsZero() {
		return text.T("offen", "open").In(l)
	}
	return d.In(l)
}
