// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"fmt"
	"regexp"
	"strconv"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Votes are the votes on a decision.
type Votes struct {
	For     int `json:"for"`
	Against int `json:"against"`
	Abstain int `json:"abstain"`
}

// String writes votes as they are typed: "7:2:1".
func (v Votes) String() string { return fmt.Sprintf("%d:%d:%d", v.For, v.Against, v.Abstain) }

// Total is how many votes were cast, abstentions with them.
func (v Votes) Total() int { return v.For + v.Against + v.Abstain }

var votesForm = regexp.MustCompile(`^\s*([0-9]{1,3})\s*:\s*([0-9]{1,3})(?:\s*:\s*([0-9]{1,3}))?\s*$`)

// ReadVotes reads "7:2:1", for, against, abstained; "7:2" has no abstentions. It
// reports false for anything else.
func ReadVotes(s string) (Votes, bool) {
	m := votesForm.FindStringSubmatch(s)
	if m == nil {
		return Votes{}, false
	}
	n := [3]int{}
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // at most three digits, or empty: none
	}
	return Votes{For: n[0], Against: n[1], Abstain: n[2]}, true
}

// VotesExpected says how votes are written.
var VotesExpected = text.T("Stimmen als Zahlen dafür:dagegen:enthalten wie 7:2:1; ohne Stimmen heißt: im Einvernehmen", "votes as numbers for:against:abstained such as 7:2:1; without votes means: by consent")

// Carried reports whether the votes are for a motion: more are for it than against.
// Abstentions do not count, and with as many for as against it is rejected (§ 37 Abs. 6
// GemO BW).
func (v Votes) Carried() bool { return v.For > v.Against }

// Cast says why such votes cannot have been cast, whatever they decided: a number below
// 0, nobody voted, or more voted than there are voters (0: unknown how many). It reports
// false where they can.
func (v Votes) Cast(voters int) (text.Text, bool) {
	switch {
	case v.For < 0 || v.Against < 0 || v.Abstain < 0:
		return VotesExpected, true
	case v.Total() == 0:
		return text.T("mindestens eine Stimme; ohne Abstimmung bleiben die Stimmen leer", "at least one vote; without a ballot the votes stay empty"), true
	case voters > 0 && v.Total() > voters:
		return text.T(fmt.Sprintf("zusammen höchstens %d Stimmen: So viele sind anwesend oder haben einen Sitz", voters), fmt.Sprintf("at most %d votes in all: so many are present or have a seat", voters)), true
	}
	return text.Text{}, false
}

// Wrong says what such votes on a decision contradict: they cannot have been cast, or no
// majority is for it. It reports false where nothing is wrong.
func (v Votes) Wrong(voters int) (text.Text, bool) {
	if wrong, is := v.Cast(0); is {
		return wrong, true
	}
	if !v.Carried() {
		return text.T("mehr Stimmen dafür als dagegen; sonst ist nichts beschlossen, und eine Notiz hält das Ergebnis fest", "more votes for than against; otherwise nothing is decided, and a note keeps the result"), true
	}
	return v.Cast(voters)
}

// Voters is how many may vote in a meeting: the offices that are noted as present, or
// where none are, the seats of the body without their deputies; 0: unknown.
func (m Meeting) Voters(b Body) int {
	if n := len(m.Minutes.Present); n > 0 {
		return n
	}
	n := 0
	for _, s := range b.Members {
		if s.Role != Deputy {
			n++
		}
	}
	return n
}

// CheckVotes names the decisions whose votes cannot be, at entries[0].votes.
func (m Meeting) CheckVotes(b Body) []fault.Row {
	var rows []fault.Row
	for i, e := range m.Minutes.Entries {
		if e.Kind != Decided || e.Votes == nil {
			continue
		}
		if wrong, is := e.Votes.Wrong(m.Voters(b)); is {
			rows = append(rows, fault.Row{Line: i + 1, Column: fmt.Sprintf("entries[%d].votes", i), Value: e.Votes.String(), Expected: wrong})
		}
	}
	return rows
}
