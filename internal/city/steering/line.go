// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"regexp"
	"strings"

	"planraum/internal/text"
)

// Line is a line of minutes as it was typed at one go, spread over the parts of an
// entry; the parts are still as they were typed.
type Line struct {
	Kind                     EntryKind
	Text, Office, Due, Votes string
	// Typed is what cannot be read, and Expected what belongs there instead. While
	// something cannot be read Text is the whole line.
	Typed    string
	Expected text.Text
}

// letters are the beginnings by which a line says what it is, in both languages.
var letters = map[string]EntryKind{"n": Note, "b": Decided, "d": Decided, "a": Commission, "m": Dissent, "o": Dissent}

var (
	led     = regexp.MustCompile(`^([nbdamoNBDAMO]):\s*((?s).*)$`)
	dueEnd  = regexp.MustCompile(`(?:^|\s)!(\S+)$`)
	whoEnd  = regexp.MustCompile(`(?:^|\s)@([^@!]+)$`)
	voteEnd = regexp.MustCompile(`=\s*([0-9]{1,3}\s*:\s*[0-9]{1,3}(?:\s*:\s*[0-9]{1,3})?)$`)
	// votesMeant are ends that are meant as votes and are none: a word right behind an
	// equals sign, parts divided by colons, numbers divided by something else.
	votesMeant = []*regexp.Regexp{
		regexp.MustCompile(`(?:^|\s)=\s*\S*$`),
		regexp.MustCompile(`=\s*[^\s:=]*(?:\s*:\s*[^\s:=]*)+$`),
		regexp.MustCompile(`=\s*[0-9]+(?:\s*[-/,;+ ]\s*[0-9]+)+$`),
	}
	votesWithin = regexp.MustCompile(`(?:^|\s)=\s*[0-9]+\s*:\s*[0-9]+\S*`)
)

var (
	votesLast     = text.T("die Stimmen einmal und ganz am Ende der Zeile, wie =7:2:1", "the votes once and at the very end of the line, such as =7:2:1")
	votesDecision = text.T("Stimmen nur zu einem Beschluss: Die Zeile beginnt dann mit b:", "votes for a decision only: the line then begins with d:")
)

// ReadLine reads a line of minutes: "a: Räume suchen @Liegenschaftsamt !15.12.2015", "b:
// So soll es sein =7:2:1". The letter in front says what it is, and else the kind that
// was chosen beside it. Votes that cannot be read, stand in the wrong place or do not
// belong to a decision are refused rather than taken for text.
func ReadLine(s string, chosen EntryKind) Line {
	l := Line{Kind: chosen, Text: strings.TrimSpace(s)}
	if m := led.FindStringSubmatch(l.Text); m != nil {
		l.Kind, l.Text = letters[strings.ToLower(m[1])], strings.TrimSpace(m[2])
	}
	switch l.Kind {
	case Commission:
		l.Due = l.take(dueEnd)
		l.Office = l.take(whoEnd)
		if l.Due == "" {
			l.Due = l.take(dueEnd)
		}
	case Dissent:
		l.Office = l.take(whoEnd)
	}
	if l.votes(); l.Typed != "" {
		return Line{Kind: l.Kind, Text: strings.TrimSpace(s), Typed: l.Typed, Expected: l.Expected}
	}
	return l
}

// take takes the end of the text that fits, without its mark.
func (l *Line) take(end *regexp.Regexp) string {
	got := end.FindStringSubmatch(l.Text)
	if got == nil {
		return ""
	}
	l.Text = strings.TrimSpace(strings.TrimSuffix(l.Text, got[0]))
	return strings.TrimSpace(got[1])
}

// votes takes the votes of a decision, or says what is wrong with what is meant as votes.
func (l *Line) votes() {
	if l.Kind != Decided {
		if got := voteEnd.FindString(l.Text); got != "" {
			l.Typed, l.Expected = got, votesDecision
		}
		return
	}
	if l.Votes = l.take(voteEnd); l.Votes == "" {
		for _, meant := range votesMeant {
			if got := meant.FindString(l.Text); got != "" {
				l.Typed, l.Expected = strings.TrimSpace(got), VotesExpected
				return
			}
		}
	}
	if got := votesWithin.FindString(l.Text); got != "" {
		l.Typed, l.Expected = strings.TrimSpace(got), votesLast
	}
}
