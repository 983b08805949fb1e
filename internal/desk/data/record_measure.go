// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/steering"
	"planraum/internal/text"
)

// tellAction shows who has to do what by when, and what came of it.
func tellAction(a steering.Action) figure.Derivation {
	return figure.Derivation{
		Name: text.T("Auftrag "+a.ID, "action "+a.ID), Value: text.Same(a.Title), Basis: figure.Reported,
		Rule: both(func(l text.Lang) string {
			s := fmt.Sprintf(text.T("%s, zuständig: %s", "%s, owner: %s").In(l), a.State.Label().In(l), a.Owner)
			if !a.Due.IsZero() {
				s += text.T(", Frist ", ", due ").In(l) + a.Due.In(l)
			}
			return s + "." + tellExpectation(a.Expect, l)
		}),
		Source: toldSource(a.Source, a.By), Note: text.Same(a.Note), KnownFrom: a.Opened,
		From: parts(part("Ergebnis", "outcome", text.Same(a.Outcome)), part("Herkunft", "origin", text.Same(a.Origin.Ref+" "+a.Origin.By))),
	}
}

// tellGoal shows what is to be reached until when.
func tellGoal(g measure.Goal) figure.Derivation {
	t := g.Target
	return figure.Derivation{
		Name: text.T("Ziel: "+g.Title, "goal: "+g.Title), Value: text.Same(plainNumber(t.Value)), Basis: figure.Reported,
		Rule: both(func(l text.Lang) string {
			s := fmt.Sprintf(text.T("%s in %s", "%s in %s").In(l), t.Indicator, t.Area)
			if t.On.IsZero() {
				return s + text.T("; ein Tag ist nicht genannt.", "; no day is named.").In(l)
			}
			return s + text.T(" bis ", " until ").In(l) + t.On.In(l) + "."
		}),
		Source: toldSource(g.Source, g.By), Note: text.Same(g.Note),
	}
}

// tellMeasure shows what is done, by whom, and which figure must move.
func tellMeasure(m measure.Measure) figure.Derivation {
	return figure.Derivation{
		Name: text.T("Maßnahme: "+m.Title, "measure: "+m.Title), Basis: figure.Reported,
		Value: both(func(l text.Lang) string {
			if m.Cost == 0 {
				return text.T("Kosten unbekannt", "cost unknown").In(l)
			}
			return l.Euro(int64(m.Cost))
		}),
		Rule: both(func(l text.Lang) string {
			s := fmt.Sprintf(text.T("%s, verantwortlich: %s, ab %s.", "%s, responsible: %s, from %s.").In(l), m.State.Label().In(l), m.Unit, m.From.In(l))
			return s + tellExpectation(m.Expect, l)
		}),
		Source: toldSource(m.Source, m.By), Note: text.Same(m.Note),
	}
}

// tellExpectation says which figure must move, after a sentence; nothing where none must.
func tellExpectation(e *measure.Expectation, l text.Lang) string {
	if e == nil {
		return ""
	}
	return fmt.Sprintf(text.T(" Am %s erwartet: %s um %s bis %s.", " Expected on %s: %s by %s until %s.").In(l), e.Said.In(l), e.Indicator, readNumber(e.Change, l), e.Check.In(l))
}

// toldSource is where an entry comes from, or who made it.
func toldSource(source, by string) string {
	if source == "" {
		return by
	}
	return source
}

// readNumber is a number as people read it, with the fewest decimals that say it.
func readNumber(v float64, l text.Lang) string {
	whole, after, _ := strings.Cut(plainNumber(v), ".")
	amount, err := strconv.ParseInt(whole+after, 10, 64)
	if err != nil {
		return plainNumber(v)
	}
	return l.Decimal(amount, len(after))
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
