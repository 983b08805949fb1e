// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Check lists what is wrong with an action by itself; columns are named as in its
// JSON. An action that has ended says what came of it, and one that waits says for
// whom.
func (a Action) Check() []fault.Row {
	var rows []fault.Row
	need := func(good bool, column, value, de, en string) {
		if !good {
			rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
		}
	}
	said := func(s string) bool { return strings.TrimSpace(s) != "" }
	need(said(a.Title), "title", "", "was zu tun ist", "what is to be done")
	need(said(a.Owner), "owner", "", "ein Amt oder eine Funktion", "an office or role")
	need(!NamesPerson(a.Owner), "owner", a.Owner, "ein Amt oder eine Funktion, keine Person", "an office or role, not a person")
	need(slices.Contains(ActionStates(), a.State), "state", string(a.State), "einer der Stände: "+states(text.De), "one of the states: "+states(text.En))
	need(!a.Opened.IsZero(), "opened", "", "der Tag, an dem der Auftrag entstand", "the day on which the action came up")
	need(slices.Contains(OriginKinds(), a.Origin.Kind), "origin_kind", string(a.Origin.Kind), "eine der Arten der Herkunft", "one of the kinds of origin")
	need(said(a.Origin.Ref) || said(a.Origin.By), "origin_by", "", "woher der Auftrag kommt: wer ihn gibt, oder die Sitzung oder Drucksache", "where the action comes from: who gives it, or the meeting or paper")
	need(!NamesPerson(a.Origin.By), "origin_by", a.Origin.By, "ein Amt, eine Fraktion oder ein Gremium, keine Person", "an office, group or body, not a person")
	need(a.Due.IsZero() || a.Opened.IsZero() || !a.Due.Before(a.Opened), "due", a.Due.String(), "ein Tag ab dem, an dem der Auftrag entstand", "a day from that on which the action came up")
	need(a.State != Waiting || said(a.Note), "note", "", "auf wen gewartet wird", "for whom it waits")
	need(!a.State.Ended() || said(a.Outcome), "outcome", "", "was daraus wurde: Ohne Ergebnis wird kein Auftrag geschlossen", "what came of it: no action is closed without an outcome")
	need(a.State.Ended() == !a.Closed.IsZero(), "closed", day(a.Closed), "ein Tag, wenn der Auftrag erledigt oder entfallen ist, sonst keiner", "a day if the action is done or dropped, else none")
	need(a.Closed.IsZero() || !a.Closed.Before(a.Opened), "closed", day(a.Closed), "ein Tag ab dem, an dem der Auftrag entstand", "a day from that on which the action came up")
	need(a.ID == "" || a.Procedure != a.ID, "procedure", a.Procedure, "ein anderer Auftrag", "another action")
	need(a.ID == "" || a.FollowsUp != a.ID, "follows_up", a.FollowsUp, "ein anderer Auftrag", "another action")
	if a.Expect != nil {
		rows = append(rows, a.Expect.Faults()...)
	}
	return append(rows, a.tooLong()...)
}

// tooLong are the texts that are longer than they may be.
func (a Action) tooLong() []fault.Row {
	var rows []fault.Row
	for _, one := range []struct {
		column, value string
		most          int
	}{
		{"title", a.Title, fault.LongestTitle},
		{"owner", a.Owner, fault.LongestTitle},
		{"origin_ref", a.Origin.Ref, fault.LongestTitle},
		{"origin_by", a.Origin.By, fault.LongestTitle},
		{"source", a.Source, fault.LongestTitle},
		{"outcome", a.Outcome, fault.LongestText},
		{"note", a.Note, fault.LongestText},
		{"why", a.Why, fault.LongestText},
	} {
		if row, bad := fault.TooLong(one.column, one.value, one.most); bad {
			rows = append(rows, row)
		}
	}
	return rows
}

// CheckDays lists days that had not come yet when the action was known so: it cannot
// have come up, have been closed or have had anything expected of it later than the day
// it is known from.
func (a Action) CheckDays(known period.Date) []fault.Row {
	var rows []fault.Row
	for _, one := range []struct {
		column string
		day    period.Date
	}{{"opened", a.Opened}, {"closed", a.Closed}} {
		if !known.IsZero() && one.day.After(known) {
			rows = append(rows, fault.Row{Column: one.column, Value: one.day.String(), Expected: text.T(
				"ein Tag bis zum Stand ("+known.In(text.De)+")", "a day up to the as-of date ("+known.In(text.En)+")")})
		}
	}
	if a.Expect != nil {
		rows = append(rows, a.Expect.CheckDays(known)...)
	}
	return rows
}

func day(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func states(l text.Lang) string {
	var names []string
	for _, s := range ActionStates() {
		names = append(names, s.Label().In(l))
	}
	return strings.Join(names, ", ")
}
