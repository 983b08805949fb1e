// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/plan"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Difference is one quantity of two runs side by side, written for people.
type Difference struct {
	Key        string
	Name, Unit text.Text
	A, B       text.Text
	Difference text.Text // B - A, with its sign; empty where it has no meaning
	RefA, RefB string
}

// Compare sets two runs side by side: at the end of each its persons, places,
// gap and posts; then the first month of shortage and the cost by budget year.
func Compare(a, b plan.Run) []Difference {
	var list []Difference
	x, y := last(a), last(b)
	heads := []struct {
		item int
		a, b int64
		unit text.Text
	}{
		{5, int64(x.Persons), int64(y.Persons), personsUnit},
		{6, int64(x.Needed), int64(y.Needed), placesUnit},
		{10, int64(x.Usable), int64(y.Usable), placesUnit},
		{11, int64(x.Gap), int64(y.Gap), placesUnit},
	}
	for _, h := range heads {
		item := Items[h.item]
		list = append(list, Difference{
			Key: item.Key, Name: item.Name, Unit: h.unit,
			A: whole(h.a), B: whole(h.b), Difference: both(func(l text.Lang) string { return l.Signed(h.b - h.a) }),
			RefA: refOf(a, item.Key), RefB: refOf(b, item.Key),
		})
	}
	list = append(list, firstShortages(a, b), Difference{
		Key: "posts", Name: text.T("Stellen", "posts"), Unit: postsUnit,
		A: both(func(l text.Lang) string { return Posts(l, x.PostsTotal) }), B: both(func(l text.Lang) string { return Posts(l, y.PostsTotal) }),
		Difference: both(func(l text.Lang) string {
			return plus(y.PostsTotal > x.PostsTotal) + Posts(l, y.PostsTotal-x.PostsTotal)
		}),
		RefA: refOf(a, "posts"), RefB: refOf(b, "posts"),
	})
	return append(list, costs(a, b)...)
}

// RefDifference is the address of a difference of two runs.
func (d Difference) RefDifference(a, b plan.Run) string {
	if d.Difference == (text.Text{}) {
		return ""
	}
	return "difference/" + a.ID + "/" + b.ID + "/" + d.Key
}

// ExplainDifference shows a difference of two runs with both numbers behind it.
func ExplainDifference(a, b plan.Run, key string) (figure.Derivation, error) {
	for _, d := range Compare(a, b) {
		if d.Key != key || d.Difference == (text.Text{}) {
			continue
		}
		node := figure.Derivation{
			Name:  both(func(l text.Lang) string { return text.T("Unterschied: ", "difference: ").In(l) + d.Name.In(l) }),
			Value: both(func(l text.Lang) string { return strings.TrimSpace(d.Difference.In(l) + " " + d.Unit.In(l)) }),
			Rule:  both(func(l text.Lang) string { return d.B.In(l) + " − " + d.A.In(l) + " = " + d.Difference.In(l) }),
			Basis: figure.Computed, Ref: d.RefDifference(a, b),
		}
		for _, side := range []struct {
			run   plan.Run
			value text.Text
			ref   string
		}{{b, d.B, d.RefB}, {a, d.A, d.RefA}} {
			node.From = append(node.From, figure.Derivation{
				Name: text.Same(side.run.Inputs.Plan.Name), Value: side.value, Basis: figure.Computed, Ref: side.ref, Source: side.run.Inputs.Plan.Source,
			})
		}
		return node, nil
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "planning.ExplainDifference("+key+")",
		"Diesen Unterschied gibt es nicht.", "There is no such difference.")
}

func last(run plan.Run) plan.Month { return run.Result.Months[len(run.Result.Months)-1] }

func refOf(run plan.Run, key string) string {
	return "run/" + run.ID + "/" + key + "/" + last(run).Month.String()
}

func whole(n int64) text.Text { return both(func(l text.Lang) string { return l.Int(n) }) }

func plus(more bool) string {
	if more {
		return "+"
	}
	return ""
}

func firstShortages(a, b plan.Run) Difference {
	first := func(run plan.Run) text.Text {
		if run.Result.Shortage.First == nil {
			return text.T("keiner", "none")
		}
		return both(run.Result.Shortage.First.In)
	}
	return Difference{Key: "first_shortage", Name: text.T("erster Monat mit zu wenig Plätzen", "first month with too few places"), A: first(a), B: first(b)}
}

// costs compares the budget years that either run has. A year is unknown where
// a run does not have it; an incomplete sum says so.
func costs(a, b plan.Run) []Difference {
	years := map[int][2]*plan.Year{}
	first, end := 0, 0
	for side, run := range []plan.Run{a, b} {
		for i := range run.Result.Years {
			y := &run.Result.Years[i]
			pair := years[y.Year]
			pair[side] = y
			years[y.Year] = pair
			if first == 0 || y.Year < first {
				first = y.Year
			}
			end = max(end, y.Year)
		}
	}
	var list []Difference
	for year := first; year <= end && year > 0; year++ {
		pair := years[year]
		name := both(func(l text.Lang) string {
			return text.T("Kosten der Stellen ", "cost of posts ").In(l) + strconv.Itoa(year)
		})
		d := Difference{Key: "cost_" + strconv.Itoa(year), Name: name, Unit: euroUnit, A: costText(pair[0]), B: costText(pair[1])}
		if pair[0] != nil {
			d.RefA = YearRef(a, year, "")
		}
		if pair[1] != nil {
			d.RefB = YearRef(b, year, "")
		}
		if pair[0] != nil && pair[1] != nil && pair[0].Complete && pair[1].Complete {
			d.Difference = both(func(l text.Lang) string {
				return plus(pair[1].Cost > pair[0].Cost) + l.Decimal(int64(pair[1].Cost-pair[0].Cost), 2)
			})
		}
		list = append(list, d)
	}
	return list
}

func costText(y *plan.Year) text.Text {
	switch {
	case y == nil:
		return text.T("nicht im Plan", "not in the plan")
	case !y.Complete && y.Cost == 0:
		return text.T("unbekannt", "unknown")
	case !y.Complete:
		return both(func(l text.Lang) string {
			return l.Decimal(int64(y.Cost), 2) + text.T(" (unvollständig)", " (incomplete)").In(l)
		})
	}
	return both(func(l text.Lang) string { return l.Decimal(int64(y.Cost), 2) })
}
