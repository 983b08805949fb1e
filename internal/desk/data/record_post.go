// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"fmt"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// tellPostChange shows what a paper changes in the staffing plan.
func tellPostChange(c staffing.PostChange) figure.Derivation {
	share := func(n unit.FTE) text.Text {
		return both(func(l text.Lang) string { return l.Decimal(int64(n), 2) })
	}
	var named []string
	for _, p := range c.Posts {
		named = append(named, fmt.Sprintf("%s (%s)", p.Number, text.De.Decimal(int64(p.Share), 2)))
	}
	day := func(d period.Date) text.Text {
		if d.IsZero() {
			return text.Text{}
		}
		return both(d.In)
	}
	return figure.Derivation{
		Name: both(func(l text.Lang) string { return c.Kind.Label().In(l) + ": " + c.Paper }), Value: share(c.Share),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s am %s; gilt ab %s.", "%s on %s; holds from %s.").In(l), c.Stage.Label().In(l), c.On.In(l), c.From.In(l))
		}),
		Basis: figure.Reported, KnownFrom: c.KnownFrom, Source: c.Source,
		From: parts(
			part("Amt", "office", text.Same(c.Unit)), part("Bewertung", "grade", text.Same(c.Grade)), part("Aufgabe", "task", text.Same(c.Task)),
			part("Stellen", "posts", text.Same(strings.Join(named, "; "))), part("kw", "phase-out note", day(c.Note)),
			part("bis", "until", day(c.Until)), part("Begründung", "reason", text.Same(c.Reason)),
		),
	}
}
