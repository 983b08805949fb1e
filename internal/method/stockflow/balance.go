// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"cmp"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// The indicators of the stock account.
const (
	Persons     = "accommodation.persons"
	Arrivals    = "intake.arrivals"
	Departures  = "intake.departures"
	Corrections = "intake.corrections"
)

// Balance is one line of the stock account with the figures that it rests on.
type Balance struct {
	Line
	// Yearly lines go from one end of year to the next. Their flows are those
	// of whole years, of which it is assumed that they hold the corrections.
	Yearly       bool
	Start, End   figure.Picked   // the two reported stocks
	ArrivalsBy   []figure.Picked // what Arrivals was added up from
	DeparturesBy []figure.Picked
	CorrectedBy  []figure.Picked
}

// Agrees reports whether the flows explain the change of the stock.
func (b Balance) Agrees() bool { return b.Complete && b.Gap == 0 }

// Balances sets the stocks that figures of one area and group state against
// their flows: first one line for each pair of neighbouring ends of year, then
// those between other reference dates for which a flow or a correction is
// known. What was said before its date, such as a forecast or an announcement,
// is no report and stands in no account unless a planner has chosen it.
func Balances(figures []figure.Figure, choices []figure.Choice) []Balance {
	reports := slices.DeleteFunc(slices.Clone(figures), func(f figure.Figure) bool {
		expected := f.Basis == figure.Forecast || f.Basis == figure.Announced || f.KnownFrom.Before(f.Period.To)
		return expected && !slices.ContainsFunc(choices, func(c figure.Choice) bool { return c.Figure == f.ID })
	})
	of := map[string][]figure.Picked{}
	for _, p := range figure.Seen(figure.PickAll(reports, choices)) {
		of[p.Indicator] = append(of[p.Indicator], p)
	}
	stocks := onePerDay(of[Persons])
	var years, others []figure.Picked
	for _, s := range stocks {
		if isYearEnd(s.Period.To) {
			years = append(years, s)
		}
		others = append(others, s)
	}
	list := lines(years, of, true)
	for _, a := range lines(others, of, false) {
		bothEnds := isYearEnd(a.Start.Period.To) && isYearEnd(a.End.Period.To)
		if !bothEnds && (a.Arrivals != nil || a.Departures != nil || a.Corrections != 0) {
			list = append(list, a)
		}
	}
	return list
}

func isYearEnd(d period.Date) bool { return d.MonthOfYear() == 12 && d.DayOfMonth() == 31 }

// onePerDay keeps one stock for each reference date: a month and its last day
// are two keys of the ledger and one date of the account. A planner's choice
// goes first, else what became known later, then the better basis.
func onePerDay(stocks []figure.Picked) []figure.Picked {
	byDay := map[period.Date]figure.Picked{}
	for _, s := range stocks {
		before, seen := byDay[s.Period.To]
		if !seen || rankStock(s, before) > 0 {
			byDay[s.Period.To] = s
		}
	}
	list := make([]figure.Picked, 0, len(byDay))
	for _, s := range byDay {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b figure.Picked) int { return a.Period.To.Compare(b.Period.To) })
	return list
}

func rankStock(a, b figure.Picked) int {
	chosen := func(p figure.Picked) int {
		if p.Why == figure.ByChoice {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(chosen(a), chosen(b)), a.KnownFrom.Compare(b.KnownFrom),
		cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.ID, b.ID),
	)
}

// lines has the method reckon the accounts between neighbouring stocks.
func lines(stocks []figure.Picked, of map[string][]figure.Picked, yearly bool) []Balance {
	var reported []Reported
	for _, s := range stocks {
		reported = append(reported, Reported{Date: s.Period.To, Persons: unit.Headcount(s.Value.Amount)})
	}
	var flows []Flows
	for _, p := range of[Arrivals] {
		flows = append(flows, Flows{Period: p.Period, Arrivals: headcount(p), Cleaned: p.Period.IsYear()})
	}
	for _, p := range of[Departures] {
		flows = append(flows, Flows{Period: p.Period, Departures: headcount(p), Cleaned: p.Period.IsYear()})
	}
	for _, p := range of[Corrections] {
		flows = append(flows, Flows{Period: p.Period, Corrections: *headcount(p)})
	}
	var list []Balance
	for i, l := range Account(reported, flows) {
		a := Balance{Line: l, Yearly: yearly, Start: stocks[i], End: stocks[i+1]}
		span := period.Period{From: l.From.AddDays(1), To: l.To}
		if l.Arrivals != nil {
			a.ArrivalsBy = addends(of[Arrivals], span)
		}
		if l.Departures != nil {
			a.DeparturesBy = addends(of[Departures], span)
		}
		a.CorrectedBy = inside(of[Corrections], span)
		list = append(list, a)
	}
	return list
}

func headcount(p figure.Picked) *unit.Headcount {
	n := unit.Headcount(p.Value.Amount)
	return &n
}

func inside(picked []figure.Picked, span period.Period) []figure.Picked {
	var list []figure.Picked
	for _, p := range picked {
		if !p.Period.From.Before(span.From) && !p.Period.To.After(span.To) {
			list = append(list, p)
		}
	}
	return list
}

// addends are the reports that a known flow was added up from: the one of the
// whole span, else those of whole years, else those of months.
func addends(picked []figure.Picked, span period.Period) []figure.Picked {
	within := inside(picked, span)
	for _, fits := range []func(period.Period) bool{
		func(p period.Period) bool { return p == span }, period.Period.IsYear, period.Period.IsMonth,
	} {
		var list []figure.Picked
		for _, p := range within {
			if fits(p.Period) {
				list = append(list, p)
			}
		}
		if covers(list, span) {
			return list
		}
	}
	return within
}

// covers reports whether periods follow each other over the whole span.
func covers(list []figure.Picked, span period.Period) bool {
	next := span.From
	for _, p := range list {
		if p.Period.From != next {
			return false
		}
		next = p.Period.To.AddDays(1)
	}
	return next == span.To.AddDays(1)
}
