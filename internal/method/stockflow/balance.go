// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"cmp"
	"slices"
	"sort"

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
	reports := make([]figure.Figure, 0, len(figures))
	for i := range figures {
		f := &figures[i]
		expected := f.Basis == figure.Forecast || f.Basis == figure.Announced || f.KnownFrom.Before(f.Period.To)
		if !expected || slices.ContainsFunc(choices, func(c figure.Choice) bool { return c.Figure == f.ID }) {
			reports = append(reports, *f)
		}
	}
	of := map[string][]figure.Picked{}
	picked := figure.Seen(figure.PickAll(reports, choices)) // by indicator
	for from, to := 0, 0; from < len(picked); from = to {
		for to = from; to < len(picked) && picked[to].Indicator == picked[from].Indicator; {
			to++
		}
		of[picked[from].Indicator] = picked[from:to]
	}
	stocks := onePerDay(of[Persons])
	var years []figure.Picked
	for _, s := range stocks {
		if isYearEnd(s.Period.To) {
			years = append(years, s)
		}
	}
	list := make([]Balance, 0, len(years)+len(stocks))
	list = lines(list, years, of, true)
	return lines(list, stocks, of, false)
}

func isYearEnd(d period.Date) bool { return d.MonthOfYear() == 12 && d.DayOfMonth() == 31 }

// onePerDay keeps one stock for each reference date: a month and its last day
// are two keys of the ledger and one date of the account. A planner's choice
// goes first, else what became known later, then the better basis.
func onePerDay(stocks []figure.Picked) []figure.Picked {
	list := make([]figure.Picked, 0, len(stocks))
	for _, s := range stocks { // which come in order of their periods, by the end first
		switch last := len(list) - 1; {
		case last < 0 || list[last].Period.To != s.Period.To:
			list = append(list, s)
		case rankStock(s, list[last]) > 0:
			list[last] = s
		}
	}
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

// lines has the method reckon the accounts between neighbouring stocks and adds
// them to a list: the yearly ones, or those of other spans for which a flow or a
// correction is known.
func lines(list []Balance, stocks []figure.Picked, of map[string][]figure.Picked, yearly bool) []Balance {
	reported := make([]Reported, 0, len(stocks))
	for _, s := range stocks {
		reported = append(reported, Reported{Date: s.Period.To, Persons: unit.Headcount(s.Value.Amount)})
	}
	flows := make([]Flows, 0, len(of[Arrivals])+len(of[Departures])+len(of[Corrections]))
	for _, p := range of[Arrivals] {
		flows = append(flows, Flows{Period: p.Period, Arrivals: headcount(p), Cleaned: p.Period.IsYear()})
	}
	for _, p := range of[Departures] {
		flows = append(flows, Flows{Period: p.Period, Departures: headcount(p), Cleaned: p.Period.IsYear()})
	}
	for _, p := range of[Corrections] {
		flows = append(flows, Flows{Period: p.Period, Corrections: *headcount(p)})
	}
	for i, l := range Account(reported, flows) {
		bothEnds := isYearEnd(l.From) && isYearEnd(l.To)
		if !yearly && (bothEnds || l.Arrivals == nil && l.Departures == nil && l.Corrections == 0) {
			continue
		}
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

// inside are the picked ones whose period lies wholly inside the span. They come
// in order of their periods, by the end first, so that only those are looked at
// that end in the span.
func inside(picked []figure.Picked, span period.Period) []figure.Picked {
	first := sort.Search(len(picked), func(i int) bool { return !picked[i].Period.To.Before(span.From) })
	end := first
	for end < len(picked) && !picked[end].Period.To.After(span.To) {
		end++
	}
	return those(picked[first:end:end], func(p period.Period) bool { return !p.From.Before(span.From) })
}

// those are the picked ones of periods that fit; the same slice where all do.
func those(picked []figure.Picked, fits func(period.Period) bool) []figure.Picked {
	n := 0
	for i := range picked {
		if fits(picked[i].Period) {
			n++
		}
	}
	if n == len(picked) {
		return picked
	}
	list := make([]figure.Picked, 0, n)
	for i := range picked {
		if fits(picked[i].Period) {
			list = append(list, picked[i])
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
		if list := those(within, fits); covers(list, span) {
			return list
		}
	}
	return within
}

// covers reports whether periods follow each other over the whole span.
func covers(list []figure.Picked, span period.Period) bool {
	next := span.From
	for i := range list {
		if list[i].Period.From != next {
			return false
		}
		next = list[i].Period.To.AddDays(1)
	}
	return next == span.To.AddDays(1)
}
