// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package plausibility tells which figures of the ledger do not fit together:
// stock accounts with a gap, jumps, totals that do not add up, values out of
// range, missing months, silent sources, contradicting sources. A finding says
// what is wrong with the numbers put in; it changes nothing. See
// docs/methods/plausibility.md.
package plausibility

import (
	"cmp"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// Version names the calculation; it changes with any change that can change a
// finding.
const Version = "plausibility/1"

// Kind says which check met something.
type Kind string

// The checks.
const (
	Account       Kind = "account"       // stock and flows do not agree
	Total         Kind = "total"         // parts do not add up to the whole
	Contradiction Kind = "contradiction" // sources state different values
	Range         Kind = "range"         // a value that cannot be, or is ten times off
	Jump          Kind = "jump"          // a change far beyond what is usual
	Missing       Kind = "missing"       // a month between reported ones
	Stale         Kind = "stale"         // a source that has fallen silent
)

var kinds = []struct {
	kind  Kind
	label text.Text
}{
	{Account, text.T("Bestandskonto", "stock account")},
	{Total, text.T("Summe", "total")},
	{Contradiction, text.T("Widerspruch", "contradiction")},
	{Range, text.T("Wertebereich", "range")},
	{Jump, text.T("Sprung", "jump")},
	{Missing, text.T("fehlender Monat", "missing month")},
	{Stale, text.T("verstummte Quelle", "silent source")},
}

// Kinds lists the checks in the order in which pages show them.
func Kinds() []Kind {
	list := make([]Kind, len(kinds))
	for i, k := range kinds {
		list[i] = k.kind
	}
	return list
}

// Label names the kind.
func (k Kind) Label() text.Text {
	for _, known := range kinds {
		if known.kind == k {
			return known.label
		}
	}
	return text.Same(string(k))
}

// Severity says how much hangs on a finding; the higher the worse.
type Severity int

// The severities.
const (
	Hint    Severity = iota + 1 // small, or to be expected
	Notable                     // should be looked at
	Severe                      // numbers that rest on it are likely wrong
)

// Label names the severity.
func (s Severity) Label() text.Text {
	switch s {
	case Severe:
		return text.T("schwer", "severe")
	case Notable:
		return text.T("auffällig", "notable")
	}
	return text.T("Hinweis", "hint")
}

// MarshalText writes hint, notable or severe.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.Label().En), nil }

// UnmarshalText reads what MarshalText writes; anything else is a hint.
func (s *Severity) UnmarshalText(name []byte) error {
	*s = Hint
	for _, known := range []Severity{Notable, Severe} {
		if known.Label().En == string(name) {
			*s = known
		}
	}
	return nil
}

// Finding is something that does not fit together.
type Finding struct {
	// Key is the same for the same thing on every as-of date: kind, indicator,
	// area, group and period.
	Key       string
	Kind      Kind
	Severity  Severity
	Indicator string
	Area      area.ID
	Group     population.ID
	Period    period.Period
	Says      text.Text // what is wrong, with the numbers put in
	Todo      text.Text // what can be done about it
	Figures   []int64   // numbers of the figures it rests on, most telling first
	// Since is the first day after the value before a jump; zero for other kinds.
	Since period.Date

	off    int64 // by how much a total or account is off, unsigned
	months bool  // a total of months
	// Settled is the reason that a planner gave for a choice between the
	// contradicting figures; empty where nobody has chosen.
	Settled string
}

// Span is the time in which the reason of the finding must lie.
func (f Finding) Span() period.Period {
	if f.Since.IsZero() || f.Since.After(f.Period.To) {
		return f.Period
	}
	return period.Period{From: f.Since, To: f.Period.To}
}

// keyed gives the finding its key.
func (f Finding) keyed() Finding {
	f.Key = strings.Join([]string{string(f.Kind), f.Indicator, string(f.Area), string(f.Group), f.Period.String()}, "|")
	return f
}

// Sort puts the worst findings first; among equals by kind, indicator, area,
// group and period, the newest period first.
func Sort(findings []Finding) {
	place := func(k Kind) int { return slices.Index(Kinds(), k) }
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(b.Severity, a.Severity), cmp.Compare(place(a.Kind), place(b.Kind)),
			cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Group, b.Group),
			b.Period.Compare(a.Period), cmp.Compare(a.Key, b.Key),
		)
	})
}

// both writes a sentence in both languages.
func both(write func(l text.Lang) string) text.Text { return text.T(write(text.De), write(text.En)) }

// severity grades a deviation by its share of the whole, in percent of it.
func severity(off, whole float64) Severity {
	if off < 0 {
		off = -off
	}
	if whole < 0 {
		whole = -whole
	}
	switch {
	case whole == 0 && off > 0, off > severeShare*whole:
		return Severe
	case off > notableShare*whole:
		return Notable
	}
	return Hint
}

// From these shares of the whole on a deviation is notable or severe.
const (
	notableShare = 0.01
	severeShare  = 0.05
)

// valued is a figure's value as its language writes it.
func valued(l text.Lang, f figure.Figure) string { return l.Decimal(f.Value.Amount, f.Value.Places) }
