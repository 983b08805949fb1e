// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package balance

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

var (
	jan    = period.MonthOf(2016, 1)
	ninety = unit.Percent(90, 0)
	full   = unit.Percent(100, 0)
)

// site is a site with places from one day to another.
func site(id string, places unit.Headcount, opening, end period.Date) accommodation.Site {
	return accommodation.Site{ID: id, Nominal: places, Opening: accommodation.Dated{Date: opening}, End: accommodation.Dated{Date: end}}
}

// reckon puts persons and capacity together as a run does.
func reckon(persons []unit.Headcount, sites []accommodation.Site, utilisation unit.Share) []plan.Month {
	months := make([]plan.Month, len(persons))
	for i, c := range Line(sites, jan, jan+period.Month(len(persons))-1) {
		needed := Needed(persons[i], utilisation)
		months[i] = plan.Month{Month: c.Month, Persons: persons[i], Needed: needed, Usable: c.Usable, Gap: Gap(c.Usable, needed)}
	}
	return months
}

func TestNeededRoundsHalfUp(t *testing.T) {
	cases := []struct {
		persons unit.Headcount
		share   unit.Share
		want    unit.Headcount
	}{
		{0, ninety, 0},
		{9, ninety, 10},
		{1, unit.Percent(40, 0), 3},  // 2.5
		{3, unit.Percent(200, 0), 2}, // 1.5
		{1, unit.Percent(300, 0), 0}, // 0.33
		{-5, ninety, 0},
		{7, full, 7},
		{math.MaxInt64, full, math.MaxInt64},
		{math.MaxInt64, ninety, math.MaxInt64}, // more places than a number holds
		{math.MaxInt64, 1, math.MaxInt64},
		{1, 0, math.MaxInt64},
		{1, -ninety, math.MaxInt64},
	}
	for _, c := range cases {
		if got := Needed(c.persons, c.share); got != c.want {
			t.Errorf("Needed(%d, %d) = %d, want %d", c.persons, c.share, got, c.want)
		}
	}
}

// Against exact fractions: |Needed - persons / share| <= 1/2, halves up.
func TestNeededIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Int64Range(1, unit.ShareScale).Draw(t, "share")
		persons := rapid.Int64Range(0, math.MaxInt64/unit.ShareScale*share).Draw(t, "persons")
		exact := new(big.Rat).Quo(new(big.Rat).SetInt64(persons), big.NewRat(share, unit.ShareScale))
		exact.Add(exact, big.NewRat(1, 2))
		want := new(big.Int).Div(exact.Num(), exact.Denom()) // floor
		if got := Needed(unit.Headcount(persons), unit.Share(share)); want.Cmp(big.NewInt(int64(got))) != 0 {
			t.Fatalf("got %d, want %s", got, want)
		}
	})
}

// Need and belegbar say the same but for the rounding of one person.
func TestOccupiableIsTheOtherSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := unit.Share(rapid.Int64Range(unit.ShareScale/100, unit.ShareScale).Draw(t, "share"))
		usable := unit.Headcount(rapid.Int64Range(0, 1_000_000).Draw(t, "usable"))
		hold := Occupiable(usable, share)
		if Needed(hold, share) > usable {
			t.Fatalf("%d places hold %d persons, who need %d", usable, hold, Needed(hold, share))
		}
		if Needed(hold+2, share) <= usable {
			t.Fatalf("%d places suffice for two persons more than %d", usable, hold)
		}
	})
	for _, c := range []struct {
		usable unit.Headcount
		share  unit.Share
		want   unit.Headcount
	}{{13549, ninety, 12194}, {8664, ninety, 7797}, {0, ninety, 0}, {-3, ninety, 0}, {5, 0, 0}, {math.MaxInt64, full, math.MaxInt64}, {math.MaxInt64, 3 * full, math.MaxInt64}} {
		if got := Occupiable(c.usable, c.share); got != c.want {
			t.Errorf("Occupiable(%d, %d) = %d, want %d", c.usable, c.share, got, c.want)
		}
	}
}

func TestUtilisationAt(t *testing.T) {
	d := func(y int) period.Date { return period.Day(y, 1, 1) }
	norm := func(percent int64, valid, known int) need.Utilisation {
		return need.Utilisation{Share: unit.Percent(percent, 0), ValidFrom: d(valid), KnownFrom: d(known), Line: valid}
	}
	norms := []need.Utilisation{norm(85, 2018, 2018), norm(90, 2013, 2013), norm(92, 2013, 2014), norm(90, 2020, 2020), norm(80, 2020, 2020), norm(101, 2022, 2022), norm(0, 2024, 2024)}
	cases := []struct {
		day  period.Date
		want int64
		kind fault.Kind
	}{
		{d(2012), 0, fault.NotFound},
		{d(2013), 92, 0}, // of the same day the one known last
		{period.Day(2017, 12, 31), 92, 0},
		{d(2018), 85, 0},
		{d(2021), 0, fault.Invalid}, // two values from the same day
		{d(2023), 0, fault.Invalid}, // above 100 %
		{d(2025), 0, fault.Invalid}, // 0 %
	}
	for _, c := range cases {
		for range 2 {
			slices.Reverse(norms)
			got, err := UtilisationAt(norms, c.day)
			switch {
			case c.kind != 0 && (err == nil || fault.KindOf(err) != c.kind):
				t.Errorf("%s: %v, want %s", c.day, err, c.kind)
			case c.kind == 0 && (err != nil || got.Share != unit.Percent(c.want, 0)):
				t.Errorf("%s: %d (%v), want %d %%", c.day, got.Share, err, c.want)
			}
			if rows := fault.RowsOf(err); c.kind == fault.Invalid && (len(rows) != 1 || rows[0].Line == 0) {
				t.Errorf("%s: the fault has no row: %v", c.day, err)
			}
		}
	}
}

// draw draws sites with openings and ends around three years.
func draw(t *rapid.T) []accommodation.Site {
	date := func(label string) period.Date {
		n := rapid.IntRange(-40, 1200).Draw(t, label)
		if n == -40 {
			return period.Date{}
		}
		return jan.First().AddDays(n)
	}
	var sites []accommodation.Site
	for i := range rapid.IntRange(0, 12).Draw(t, "sites") {
		s := site(fmt.Sprint("site ", i), unit.Headcount(rapid.IntRange(0, 400).Draw(t, "places")), date("opening"), date("end"))
		s.Blocked = unit.Headcount(rapid.IntRange(0, int(s.Nominal)).Draw(t, "blocked"))
		s.Reserve = unit.Headcount(rapid.IntRange(0, int(s.Nominal-s.Blocked)).Draw(t, "reserve"))
		s.Withdrawn = rapid.IntRange(0, 9).Draw(t, "withdrawn") == 0
		sites = append(sites, s)
	}
	return sites
}

// The line by events is the line by asking each site on each last day.
func TestLineIsOpenOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sites := draw(t)
		line := Line(sites, jan, jan+35)
		for i, c := range line {
			want := Capacity{Month: jan + period.Month(i)}
			for _, s := range sites {
				if !s.Withdrawn && s.OpenOn(want.Month.Last()) {
					want.Nominal += s.Nominal
					want.Blocked += s.Blocked
					want.Reserve += s.Reserve
					want.Usable += s.Usable()
				}
			}
			if c != want || c.Usable != c.Nominal-c.Blocked-c.Reserve {
				t.Fatalf("%+v, want %+v", c, want)
			}
		}
		if len(line) != 36 || !slices.Equal(line, Line(rapid.Permutation(sites).Draw(t, "order"), jan, jan+35)) {
			t.Fatal("the order of the sites matters")
		}
	})
	if Line(nil, jan, jan-1) != nil {
		t.Error("a horizon backwards has a line")
	}
}

// Openings less endings are the change of the line: nothing comes or goes
// unnamed. Sites open and end within one month cancel out.
func TestCliffExplainsTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sites := draw(t)
		line := Line(sites, jan, jan+35)
		change := make([]unit.Headcount, len(line))
		endings, openings := Endings(sites, jan, jan+35), Openings(sites, jan, jan+35)
		for _, e := range endings {
			change[e.Date.Month()-jan] -= e.Places
		}
		for _, o := range openings {
			change[o.Date.Month()-jan] += o.Places
		}
		for i := 1; i < len(line); i++ {
			if got := line[i].Usable - line[i-1].Usable; got != change[i] {
				t.Fatalf("%s: the line changes by %d, the cliff by %d", line[i].Month, got, change[i])
			}
		}
		if !slices.IsSortedFunc(endings, func(a, b plan.Ending) int { return a.Date.Compare(b.Date) }) ||
			!slices.IsSortedFunc(openings, func(a, b Opening) int { return a.Date.Compare(b.Date) }) {
			t.Fatal("not ordered by date")
		}
	})
}

func BenchmarkTwentyYears500Sites(b *testing.B) {
	const months = 240
	sites := make([]accommodation.Site, 500)
	for i := range sites {
		opening := jan.First().AddDays(i * 13)
		sites[i] = site(fmt.Sprint(i), 80, opening, opening.AddMonths(60))
	}
	persons := make([]unit.Headcount, months)
	for i := range persons {
		persons[i] = unit.Headcount(5000 + 100*i)
	}
	var leads []need.LeadTime
	for _, k := range accommodation.Kinds {
		leads = append(leads, need.LeadTime{Kind: k.Word, Low: 10, Typical: 125, High: 240})
	}
	for b.Loop() {
		run := reckon(persons, sites, ninety)
		if len(Endings(sites, jan, jan+months-1)) == 0 || len(Decisions(leads, run, jan.First())) != len(leads) {
			b.Fatal("nothing ends or is decided")
		}
	}
}
