// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"regexp"

	"planraum/internal/city/council"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// motionNumber is how the council numbers what it asks: a number and its year, with
// letters before it where other councils write them.
var motionNumber = regexp.MustCompile(`^([\pL][\pL .-]*)?[0-9]{1,6}[a-z]? ?/ ?[0-9]{4}$`)

// askedFaults names what is missing of a motion or inquiry that is entered now: its number
// and what is asked. What stood in it before, or came from elsewhere, stays.
func askedFaults(p, was council.Paper) []fault.Row {
	if !p.Type.Asked() {
		return nil
	}
	var rows []fault.Row
	if p.Reference != "" && p.Reference != was.Reference && !motionNumber.MatchString(p.Reference) {
		rows = append(rows, fault.Row{File: p.Title, Column: "reference", Value: p.Reference, Expected: text.T("eine Nummer mit Jahr wie 864/2015", "a number with its year such as 864/2015")})
	}
	if len(p.Asks) == 0 && (was.ID == "" || len(was.Asks) > 0) {
		rows = append(rows, fault.Row{File: p.Title, Column: "asks", Expected: text.T("mindestens eine Forderung oder Frage", "at least one demand or question")})
	}
	return rows
}
