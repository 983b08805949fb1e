// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"regexp"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// motionNumber is how the council numbers what it asks: a number and its year, with
// letters before it where other councils write them.
var motionNumber = regexp.MustCompile(`^([\pL][\pL .-]*)?[0-9]{1,6}[a-z]? ?/ ?[0-9]{4}$`)

// askedFaults names what is missing of a paper's number or of a motion or inquiry that is entered now: its number
// and what is asked, and a date that has not come yet as of day. What stood in it before, or came from elsewhere, stays.
func askedFaults(p, was council.Paper, day period.Date) []fault.Row {
	var rows []fault.Row
	if !p.Type.Asked() {
		if p.Reference != "" && p.Reference != was.Reference && !strings.ContainsAny(p.Reference, "0123456789") {
			rows = append(rows, fault.Row{File: p.Title, Column: "reference", Value: p.Reference, Expected: text.T("eine Nummer mit Ziffern wie GRDrs 1330/2015", "a number with digits such as GRDrs 1330/2015")})
		}
		return rows
	}
	if p.Reference != "" && p.Reference != was.Reference && !motionNumber.MatchString(p.Reference) {
		rows = append(rows, fault.Row{File: p.Title, Column: "reference", Value: p.Reference, Expected: text.T("eine Nummer mit Jahr wie 864/2015", "a number with its year such as 864/2015")})
	}
	if len(p.Asks) == 0 && (was.ID == "" || len(was.Asks) > 0) {
		rows = append(rows, fault.Row{File: p.Title, Column: "asks", Expected: text.T("mindestens eine Forderung oder Frage", "at least one demand or question")})
	}
	switch {
	case p.When().IsZero() && (was.ID == "" || !was.When().IsZero()):
		rows = append(rows, fault.Row{File: p.Title, Column: "on", Expected: text.T("das Datum, wie 27.11.2015", "the date, such as 27.11.2015")})
	case p.On.After(day) && p.On != was.On:
		rows = append(rows, fault.Row{File: p.Title, Column: "on", Value: p.On.String(), Expected: text.T(
			"ein Tag bis zum Stand ("+day.In(text.De)+"): Unter diesem Stand ist noch nicht eingegangen, was ein späteres Datum trägt",
			"a day up to the as-of date ("+day.In(text.En)+"): as of this date nothing has come in yet that bears a later one")})
	}
	return rows
}
