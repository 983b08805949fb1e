// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/planning"
	"planraum/internal/text"
)

// first is the first month of random plans.
var first = period.MonthOf(2016, 1)

func heads(t *rapid.T, label string, most int) unit.Headcount {
	return unit.Headcount(rapid.IntRange(0, most).Draw(t, label))
}

// drawPlan returns a plan that holds all it needs: flows, sites (also ones
// that are taken out), an option, keys, quantities and prices.
func drawPlan(t *rapid.T) plan.Plan {
	start := heads(t, "start", 20_000) + 20_000 // more than all departures together
	p := plan.Plan{
		ID: "random", Name: "Zufall", AsOf: period.Day(2015, 11, 27), From: first, To: first + period.Month(rapid.IntRange(0, 30).Draw(t, "months")),
		Start:    plan.Start{Persons: &start, Basis: figure.Assumed},
		Arrivals: drawFlows(t, "arrivals", 600), Departures: drawFlows(t, "departures", 100),
		Credits: drawFlows(t, "credits", 50), Corrections: drawFlows(t, "corrections", 40),
	}
	p.Supply.Utilisation = &need.Utilisation{Share: unit.Percent(rapid.Int64Range(50, 100).Draw(t, "utilisation"), 0), Status: "practice"}
	p.Supply.Sites = drawSites(t, "site", 8)
	p.Options = []plan.Option{{ID: "more", Name: "mehr Plätze", Sites: drawSites(t, "extra", 3)}}
	p.Staffing.Keys = []staffing.Key{
		drawKey(t, "social-support", staffing.Persons, "all"), drawKey(t, "house-management", staffing.Places, "all"),
		drawKey(t, "benefits", staffing.Cases, "all"), drawKey(t, "private", staffing.Persons, "private"),
	}
	p.Staffing.Quantities = []plan.Quantity{{Base: staffing.Cases, Accommodation: "all", From: first, To: first + 5, Value: heads(t, "cases", 5000), Basis: figure.Assumed}}
	rise := unit.Percent(2, 0)
	p.Cost.Prices = []plan.Price{
		{Key: "social-support", FlatRate: &staffing.FlatRate{Yearly: unit.Cents(rapid.Int64Range(1, 9_999_999).Draw(t, "price"))}, Rise: &rise, RiseFrom: 2017},
		{Key: "benefits", FlatRate: &staffing.FlatRate{Yearly: 7_740_001}},
	}
	p.LeadTimes = []need.LeadTime{{Kind: accommodation.Container, Low: 30, Typical: 55, High: 90, Quality: need.Assumption}}
	return p
}

func drawFlows(t *rapid.T, label string, most int) []plan.Flow {
	var flows []plan.Flow
	for i := range rapid.IntRange(0, 3).Draw(t, label) {
		f := plan.Flow{Name: fmt.Sprint(label, i), From: first + period.Month(rapid.IntRange(0, 12).Draw(t, "from")), Basis: figure.Assumed}
		f.To = f.From + period.Month(rapid.IntRange(0, 12).Draw(t, "length"))
		n := heads(t, "persons", most)
		if rapid.Bool().Draw(t, "total") {
			f.Total = &n
		} else {
			f.PerMonth = &n
		}
		flows = append(flows, f)
	}
	return flows
}

func drawSites(t *rapid.T, label string, most int) []accommodation.Site {
	var sites []accommodation.Site
	for i := range rapid.IntRange(0, most).Draw(t, label) {
		s := accommodation.Site{
			ID: fmt.Sprint(label, i), Name: fmt.Sprint(label, i), Kind: accommodation.Container, Certainty: accommodation.Decided,
			Nominal: heads(t, "places", 9000), Basis: figure.Reported, Withdrawn: rapid.IntRange(0, 5).Draw(t, "withdrawn") == 0,
			Opening: accommodation.Dated{Date: first.First().AddDays(rapid.IntRange(-300, 900).Draw(t, "opening")), Basis: figure.Assumed},
		}
		s.Blocked = heads(t, "blocked", int(s.Nominal))
		s.Reserve = heads(t, "reserve", int(s.Nominal-s.Blocked))
		if rapid.Bool().Draw(t, "ends") {
			s.End, s.EndReason = accommodation.Dated{Date: s.Opening.Date.AddDays(rapid.IntRange(1, 700).Draw(t, "days")), Basis: figure.Reported}, accommodation.Lease
		}
		sites = append(sites, s)
	}
	return sites
}

func drawKey(t *rapid.T, id string, base staffing.Base, where string) staffing.Key {
	return staffing.Key{ID: id, Task: text.Same(id), Per: rapid.Int64Range(1, 400).Draw(t, id), Base: base, Accommodation: where}
}

func evaluated(t *rapid.T, p plan.Plan) plan.Run {
	in, err := planning.Written(p)
	if err != nil {
		t.Fatal(err)
	}
	run, err := planning.Evaluated(in, p.AsOf)
	if err != nil {
		t.Fatalf("%v\n%+v", err, p)
	}
	return run
}

// firstShortage is the first month of shortage, far away where there is none.
func firstShortage(run plan.Run) period.Month {
	if run.Result.Shortage.First == nil {
		return math.MaxInt32
	}
	return *run.Result.Shortage.First
}

// TestMorePlacesNeverHurt: an option that opens sites never brings the
// shortage forward, nor makes any month's gap larger.
func TestMorePlacesNeverHurt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		without := evaluated(t, p)
		p.Options[0].On = true
		with := evaluated(t, p)
		if firstShortage(with) < firstShortage(without) || with.Result.Shortage.WorstPlaces > without.Result.Shortage.WorstPlaces {
			t.Fatalf("with more places the shortage is %+v, without %+v", with.Result.Shortage, without.Result.Shortage)
		}
		for i, m := range with.Result.Months {
			if m.Gap < without.Result.Months[i].Gap || m.Persons != without.Result.Months[i].Persons {
				t.Fatalf("%s: gap %d with more places, %d without", m.Month, m.Gap, without.Result.Months[i].Gap)
			}
		}
	})
}

// TestMoreArrivalsNeverHelp: further arrivals never delay the shortage, nor
// lower persons, places needed or posts of any month.
func TestMoreArrivalsNeverHelp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		before := evaluated(t, p)
		p.Arrivals = append(p.Arrivals, drawFlows(t, "further", 300)...)
		after := evaluated(t, p)
		if firstShortage(after) > firstShortage(before) || after.Result.Shortage.WorstPlaces < before.Result.Shortage.WorstPlaces {
			t.Fatalf("with more arrivals the shortage is %+v, before %+v", after.Result.Shortage, before.Result.Shortage)
		}
		for i, m := range after.Result.Months {
			b := before.Result.Months[i]
			if m.Persons < b.Persons || m.Needed < b.Needed || m.PostsTotal < b.PostsTotal || m.Cost < b.Cost {
				t.Fatalf("%s: %+v with more arrivals, %+v before", m.Month, m, b)
			}
		}
	})
}

// TestOrderOfListsDoesNotMatter: flows, sites, keys and prices in another
// order give the same result.
func TestOrderOfListsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		q := p
		q.Arrivals = rapid.Permutation(p.Arrivals).Draw(t, "arrivals in order")
		q.Corrections = rapid.Permutation(p.Corrections).Draw(t, "corrections in order")
		q.Supply.Sites = rapid.Permutation(p.Supply.Sites).Draw(t, "sites in order")
		q.Staffing.Keys = rapid.Permutation(p.Staffing.Keys).Draw(t, "keys in order")
		q.Cost.Prices = rapid.Permutation(p.Cost.Prices).Draw(t, "prices in order")
		a, b := evaluated(t, p), evaluated(t, q)
		if diff := cmp.Diff(a.Result, b.Result, cmp.Comparer(func(x, y period.Date) bool { return x == y })); diff != "" {
			t.Fatalf("the order matters:\n%s", diff)
		}
	})
}

// monthly turns flows into k times as much each month.
func monthly(flows []plan.Flow, k unit.Headcount) []plan.Flow {
	var list []plan.Flow
	for _, f := range flows {
		n := k
		if f.PerMonth != nil {
			n = *f.PerMonth * k
		}
		f.Total, f.PerMonth = nil, &n
		list = append(list, f)
	}
	return list
}

// TestScaling: k times the persons in k times the places at full utilisation
// are k times the gap.
func TestScaling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		p.Credits, p.Corrections = nil, nil
		p.Supply.Utilisation.Share = unit.ShareScale
		k := unit.Headcount(rapid.IntRange(2, 9).Draw(t, "k"))
		p.Arrivals, p.Departures = monthly(p.Arrivals, 1), monthly(p.Departures, 1)
		q, start := p, *p.Start.Persons*k
		q.Start.Persons, q.Arrivals, q.Departures = &start, monthly(p.Arrivals, k), monthly(p.Departures, k)
		q.Supply.Sites = append([]accommodation.Site(nil), p.Supply.Sites...)
		for i := range q.Supply.Sites {
			s := &q.Supply.Sites[i]
			s.Nominal, s.Blocked, s.Reserve = s.Nominal*k, s.Blocked*k, s.Reserve*k
		}
		a, b := evaluated(t, p), evaluated(t, q)
		for i, m := range a.Result.Months {
			if b.Result.Months[i].Gap != m.Gap*k || b.Result.Months[i].Persons != m.Persons*k {
				t.Fatalf("%s: gap %d, %d times as large %d", m.Month, m.Gap, k, b.Result.Months[i].Gap)
			}
		}
	})
}
