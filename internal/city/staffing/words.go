// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"fmt"
	"strings"

	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Words is the change in a line: what it does, with how many posts, where, at which grade,
// from which day, and how far it is.
func (c PostChange) Words() text.Text {
	return text.T(c.words(text.De), c.words(text.En))
}

func (c PostChange) words(l text.Lang) string {
	parts := []string{c.Kind.Label().In(l) + ": " + c.size(l)}
	for _, s := range []string{c.Unit, c.Grade, c.Task} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !c.From.IsZero() {
		parts = append(parts, text.T("ab ", "from ").In(l)+c.From.In(l))
	}
	if !c.Until.IsZero() {
		parts = append(parts, text.T("bis ", "up to ").In(l)+c.Until.In(l))
	}
	if c.Per > 0 {
		parts = append(parts, fmt.Sprintf(text.T("nach Schlüssel 1 : %s", "by a key of 1 : %s").In(l), l.Int(c.Per)))
	}
	if note := c.noteWords(); note != (text.Text{}) {
		parts = append(parts, note.In(l))
	}
	return strings.Join(append(parts, c.Stage.Label().In(l)), ", ")
}

// size says how many posts it concerns, with the numbers that they have.
func (c PostChange) size(l text.Lang) string {
	s := posts(l, c.Share)
	if c.Kind == Authorise {
		s = text.T("bis zu ", "up to ").In(l) + s
	}
	var named []string
	for _, p := range c.Posts {
		if p.Number != "" {
			named = append(named, p.Number+" = "+l.Decimal(int64(p.Share), 2))
		}
	}
	if len(named) > 0 {
		s += " (" + strings.Join(named, "; ") + ")"
	}
	return s
}

// posts writes a number of posts with its noun.
func posts(l text.Lang, n unit.FTE) string {
	noun := text.T("Stellen", "posts")
	if n == 100 {
		noun = text.T("Stelle", "post")
	}
	return l.Decimal(int64(n), 2) + " " + noun.In(l)
}

// noteWords say when posts are phased out; empty where nothing is said of it.
func (c PostChange) noteWords() text.Text {
	switch {
	case c.NoteUnknown:
		return text.T("kw, Tag unbekannt", "phased out on an unknown day")
	case !c.Note.IsZero():
		return text.T("kw ab "+c.Note.In(text.De), "phased out on "+c.Note.In(text.En))
	case c.Kind == PhaseOut:
		return text.T("der Vermerk fällt weg", "the note is lifted")
	}
	return text.Text{}
}
