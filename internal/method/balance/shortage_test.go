// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package balance

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

// first returns the first month of shortage as a number, past every horizon
// where there is none, so that later is larger.
func first(months []plan.Month) period.Month {
	if s := Shortage(months); s.First != nil {
		return *s.First
	}
	return 1 << 30
}

// Persons grow by 10 a month from 0, 90 places at full utilisation: the places
// are used up in month 9, and short by 10 in month 10, by 20 in month 11 ...
func TestShortageInClosedForm(t *testing.T) {
	persons := make([]unit.Headcount, 24)
	for i := range persons {
		persons[i] = unit.Headcount(10 * (i + 1))
	}
	s := Shortage(reckon(persons, []accommodation.Site{site("a", 90, period.Date{}, period.Date{})}, full))
	if s.First == nil || *s.First != jan+9 || s.FirstPlaces != 10 || *s.Worst != jan+23 || s.WorstPlaces != 150 || s.LastPlaces != 150 {
		t.Errorf("got %+v", s)
	}
	// A hall that helps for a while moves nothing before it opens and after it ends.
	hall := site("hall", 40, (jan + 9).Last(), (jan + 14).First())
	s = Shortage(reckon(persons, []accommodation.Site{hall, site("a", 90, period.Date{}, period.Date{})}, full))
	if *s.First != jan+13 || s.FirstPlaces != 10 {
		t.Errorf("with the hall: %s %d, want month 14 (130 places for 140 persons)", *s.First, s.FirstPlaces)
	}
}

func TestNoShortage(t *testing.T) {
	months := reckon([]unit.Headcount{90, 89, 0}, []accommodation.Site{site("a", 100, period.Date{}, period.Date{})}, ninety)
	if s := Shortage(months); s != (plan.Shortage{}) {
		t.Errorf("got %+v", s)
	}
	if d := Decisions([]need.LeadTime{{Kind: accommodation.Hall, Typical: 5}}, months, jan.First()); d != nil {
		t.Errorf("nothing is missing, but %v", d)
	}
	if s := Shortage(nil); s != (plan.Shortage{}) {
		t.Errorf("no months: %+v", s)
	}
}

func TestWorstIsTheFirstOfEquals(t *testing.T) {
	months := []plan.Month{{Month: jan + 3, Gap: -7}, {Month: jan + 1, Gap: -7}, {Month: jan + 4, Gap: 2}, {Month: jan, Gap: -3}}
	s := Shortage(months)
	if *s.First != jan || s.FirstPlaces != 3 || *s.Worst != jan+1 || s.WorstPlaces != 7 || s.LastPlaces != 0 {
		t.Errorf("got %+v (first %s, worst %s)", s, *s.First, *s.Worst)
	}
}

func course(t *rapid.T) []unit.Headcount {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) unit.Headcount {
		return unit.Headcount(rapid.IntRange(0, 3000).Draw(t, "persons"))
	}), 36, 36).Draw(t, "course")
}

func TestMorePlacesNeverBringTheShortageForward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		persons, sites := course(t), draw(t)
		more := append(draw(t), sites...)
		if a, b := first(reckon(persons, sites, ninety)), first(reckon(persons, more, ninety)); b < a {
			t.Fatalf("from %s forward to %s", a, b)
		}
	})
}

func TestMorePersonsNeverDelayTheShortage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		persons, sites := course(t), draw(t)
		more := make([]unit.Headcount, len(persons))
		for i := range more {
			more[i] = persons[i] + unit.Headcount(rapid.IntRange(0, 50).Draw(t, "more"))
		}
		if a, b := first(reckon(persons, sites, ninety)), first(reckon(more, sites, ninety)); b > a {
			t.Fatalf("from %s back to %s", a, b)
		}
	})
}

func TestScalingKeepsTheMonth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		persons, sites := course(t), draw(t)
		factor := unit.Headcount(rapid.IntRange(1, 1000).Draw(t, "factor"))
		a := Shortage(reckon(persons, sites, full))
		for i := range persons {
			persons[i] *= factor
		}
		for i := range sites {
			sites[i].Nominal *= factor
			sites[i].Blocked *= factor
			sites[i].Reserve *= factor
		}
		b := Shortage(reckon(persons, sites, full))
		a.FirstPlaces *= factor
		a.WorstPlaces *= factor
		a.LastPlaces *= factor
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v scaled by %d is %+v", a, factor, b)
		}
	})
}

func TestOrderOfMonthsDoesNotMatter(t *testing.T) {
	leads := []need.LeadTime{{Kind: accommodation.Hall, Low: 3, Typical: 5, High: 10}, {Kind: accommodation.Container, Low: 20, Typical: 30, High: 100}}
	rapid.Check(t, func(t *rapid.T) {
		months := reckon(course(t), draw(t), ninety)
		mixed := rapid.Permutation(months).Draw(t, "order")
		if !reflect.DeepEqual(Shortage(months), Shortage(mixed)) ||
			!reflect.DeepEqual(Decisions(leads, months, jan.First()), Decisions(rapid.Permutation(leads).Draw(t, "leads"), mixed, jan.First())) {
			t.Fatal("the order of rows matters")
		}
	})
}

// A decision that is not past helps by the month of the shortage, and the
// latest days are ordered as the lead times are.
func TestDecisionsInTimeHelp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lead := need.LeadTime{Low: rapid.IntRange(0, 100).Draw(t, "low")}
		lead.Typical = lead.Low + rapid.IntRange(0, 100).Draw(t, "typical")
		lead.High = lead.Typical + rapid.IntRange(0, 100).Draw(t, "high")
		short := jan + period.Month(rapid.IntRange(0, 60).Draw(t, "short"))
		asOf := jan.First().AddDays(rapid.IntRange(-3000, 1800).Draw(t, "as of"))
		d := Decisions([]need.LeadTime{lead}, []plan.Month{{Month: short, Gap: -5}, {Month: short + 1, Gap: -9}}, asOf)[0]
		if d.Past != d.Latest.Before(asOf) || d.Earliest.After(d.Latest) || d.Latest.After(d.IfFast) {
			t.Fatalf("%+v", d)
		}
		want := map[bool]unit.Headcount{true: 9, false: 0}[d.Helps <= short+1]
		if (!d.Past && d.Helps > short) || d.Missing != want {
			t.Fatalf("shortage in %s, as of %s: %+v", short, asOf, d)
		}
	})
}

func TestLeadTimesByTheCalendar(t *testing.T) {
	cases := []struct {
		tenths int
		latest string // before May 2016
		opens  string // decided on 31.01.2016
	}{
		{0, "2016-05-01", "2016-01-31"},
		{3, "2016-04-22", "2016-02-09"},  // 9.13 days
		{5, "2016-04-16", "2016-02-15"},  // 15.22 days
		{9, "2016-04-04", "2016-02-27"},  // 27.39 days
		{10, "2016-04-01", "2016-02-29"}, // no 31 February
		{25, "2016-02-15", "2016-04-15"},
		{240, "2014-05-01", "2018-01-31"},
	}
	for _, c := range cases {
		if got := LatestDecision(period.MonthOf(2016, 5), c.tenths).String(); got != c.latest {
			t.Errorf("%d tenths before May 2016: %s, want %s", c.tenths, got, c.latest)
		}
		if got := OpensOn(period.Day(2016, 1, 31), c.tenths).String(); got != c.opens {
			t.Errorf("%d tenths after 31.01.2016: %s, want %s", c.tenths, got, c.opens)
		}
	}
}

func TestLeadTimesAt(t *testing.T) {
	d := func(y int) period.Date { return period.Day(y, 1, 1) }
	old := need.LeadTime{Kind: accommodation.Hall, Typical: 5, ValidFrom: d(2013)}
	renewed := need.LeadTime{Kind: accommodation.Hall, Typical: 8, ValidFrom: d(2016)}
	longer := need.LeadTime{Kind: accommodation.Hall, Typical: 9, ValidFrom: d(2016)}
	hotel := need.LeadTime{Kind: accommodation.Hotel, Typical: 80}
	all := []need.LeadTime{hotel, longer, old, renewed}
	if got := LeadTimesAt(all, d(2015)); !reflect.DeepEqual(got, []need.LeadTime{old, hotel}) {
		t.Errorf("2015: %v", got)
	}
	if got := LeadTimesAt(all, d(2016)); !reflect.DeepEqual(got, []need.LeadTime{longer, hotel}) {
		t.Errorf("2016: %v", got)
	}
}
