// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"cmp"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// Reported is a stock as reported for a reference date, in persons. Where
// sources contradict each other, the ledger's rule picks one before.
type Reported struct {
	Date    period.Date
	Persons unit.Headcount
}

// Flows are the movements reported for a period, in persons. nil is unknown,
// which is not 0.
type Flows struct {
	Period     period.Period
	Arrivals   *unit.Headcount
	Departures *unit.Headcount
	// Corrections are jumps of the count that nobody's moving explains, such as
	// a clean-up of the files; they carry their sign.
	Corrections unit.Headcount
	// Cleaned says that the published arrivals and departures already hold the
	// corrections of their period; these are then shown, not counted again.
	Cleaned bool
}

// Line is the stock account between two reported stocks, in persons.
type Line struct {
	From, To    period.Date // the two reference dates; the account is over (From, To]
	Opening     unit.Headcount
	Arrivals    *unit.Headcount // nil: the reports do not cover the span
	Departures  *unit.Headcount // nil: the reports do not cover the span
	Corrections unit.Headcount
	Contained   unit.Headcount // corrections that arrivals and departures already hold
	Expected    unit.Headcount // Opening + what is known of the flows
	Reported    unit.Headcount // the closing stock as reported
	Gap         unit.Headcount // Reported - Expected: what no report explains
	// Complete is true where arrivals and departures are known for every day.
	// Where it is false, the gap holds the unknown flows as well.
	Complete bool
}

// Account sets each reported stock against the one before it and the flows in
// between: one line for each pair of neighbouring dates. Arrivals and
// departures are known for a span where reports follow each other without a
// gap or overlap from its first to its last day; of several such rows the one
// with the fewest reports counts, so that a yearly figure goes before twelve
// monthly ones and none is added to the other. The order of the arguments
// does not matter.
//
// Give it the stocks of one resolution: a yearly flow explains the change
// between two ends of year, not the months between.
func Account(reported []Reported, flows []Flows) []Line {
	reported, flows = slices.Clone(reported), slices.Clone(flows)
	slices.SortFunc(reported, func(a, b Reported) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Persons, b.Persons))
	})
	slices.SortFunc(flows, compareFlows)
	if len(reported) < 2 {
		return nil
	}
	lines := make([]Line, 0, len(reported)-1)
	for i := 1; i < len(reported); i++ {
		lines = append(lines, account(reported[i-1], reported[i], flows))
	}
	return lines
}

// compareFlows is a total order, so that no result depends on the order of rows.
func compareFlows(a, b Flows) int {
	return cmp.Or(
		a.Period.From.Compare(b.Period.From), a.Period.To.Compare(b.Period.To),
		compareKnown(a.Arrivals, b.Arrivals), compareKnown(a.Departures, b.Departures),
		cmp.Compare(a.Corrections, b.Corrections),
	)
}

func compareKnown(a, b *unit.Headcount) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return cmp.Compare(*a, *b)
}

func account(opening, closing Reported, flows []Flows) Line {
	span := period.Period{From: opening.Date.AddDays(1), To: closing.Date}
	inside := within(flows, span)
	l := Line{From: opening.Date, To: closing.Date, Opening: opening.Persons, Reported: closing.Persons}
	arrivals, knowArrivals := tile(inside, span, func(f Flows) *unit.Headcount { return f.Arrivals })
	departures, knowDepartures := tile(inside, span, func(f Flows) *unit.Headcount { return f.Departures })
	l.Expected = l.Opening
	if knowArrivals {
		l.Arrivals = total(arrivals, func(f Flows) unit.Headcount { return *f.Arrivals })
		l.Expected += *l.Arrivals
	}
	if knowDepartures {
		l.Departures = total(departures, func(f Flows) unit.Headcount { return *f.Departures })
		l.Expected -= *l.Departures
	}
	used := slices.Concat(arrivals, departures)
	for _, f := range inside {
		if cleaned(used, f.Period) {
			l.Contained += f.Corrections
		} else {
			l.Corrections += f.Corrections
		}
	}
	l.Expected += l.Corrections
	l.Gap = l.Reported - l.Expected
	l.Complete = knowArrivals && knowDepartures
	return l
}

// cleaned reports whether a report that is counted already holds the
// corrections of the period p.
func cleaned(used []Flows, p period.Period) bool {
	return slices.ContainsFunc(used, func(f Flows) bool {
		return f.Cleaned && !p.From.Before(f.Period.From) && !p.To.After(f.Period.To)
	})
}

func total(flows []Flows, part func(Flows) unit.Headcount) *unit.Headcount {
	var n unit.Headcount
	for _, f := range flows {
		n += part(f)
	}
	return &n
}
