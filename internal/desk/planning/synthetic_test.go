// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"fmt"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/store/citytest"
)

// The invented city of Musterstadt: a persons at the end of 2020, b more each
// month, places at 80 % utilisation. One site has p places all along, one q
// places that open in month k and end in month e (1: January 2021).
const (
	a, b    = 800, 40
	p, q    = 1300, 500
	k, e    = 5, 19
	horizon = 24
)

var musterstadt = []struct{ name, content string }{
	{"areas.csv", `edition,edition_valid_from,level,id,number,name,parent,lon,lat,area_km2,source
m-2020,2020-01-01,city,99999999,0,Musterstadt,,9,48,100,erfunden
m-2020,2020-01-01,district,99999999/01,01,Ost,99999999,9.1,48,50,erfunden
`},
	{"indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\naccommodation.persons,Personen,persons,Personen,persons,0,stock\n"},
	{"settings.csv", "key,value,source\ncity,99999999,erfunden\n"},
	{"figures.csv", fmt.Sprintf(`indicator,area,period,value,basis,known_from,source
accommodation.persons,99999999,2020-12-31,%d,counted,2021-01-01,erfunden
`, a)},
	{"sites.csv", fmt.Sprintf(`id,name,area,kind,certainty,opening,end,end_reason,places,basis,known_from,source
fixed,Fest,99999999/01,solid_building,in_operation,2010-01-01,,,%d,reported,2020-01-01,erfunden
passing,Vorbei,99999999/01,container,decided,2021-05-01,2022-07-01,lease,%d,reported,2020-01-01,erfunden
`, p, q)},
	{"utilisation.csv", "percent,valid_from,known_from,status,source\n80,2020-01-01,2020-01-01,policy,erfunden\n"},
	{"lead_times.csv", "kind,low,typical,high,quality,source\ncontainer,2,4,6,paper,erfunden\nhall,0.5,1,1.5,paper,erfunden\n"},
	{"staffing_keys.csv", "id,task_de,task_en,per,base,accommodation,known_from,source\ncare,Betreuung,care,100,persons,all,2020-01-01,erfunden\nhouse,Hausleitung,house management,150,places,all,2020-01-01,erfunden\n"},
	{"plan.yaml", fmt.Sprintf(`
plan: Geradeaus
as_of: 2021-01-15
horizon: 2021-01..2022-12
start: ledger
arrivals:
  - {name: Zugang, months: 2021-01..2022-12, per_month: %d}
departures:
  - {name: Abgang, months: 2021-01..2022-12, per_month: 20}
staffing: {keys: ledger}
cost:
  prices:
    - {key: care, flat_rate_eur_per_year: 60000}
    - {key: house, flat_rate_eur_per_year: 48000}
`, b+20)},
}

// persons, needed and usable at the end of month n, in closed form.
func persons(n int) int { return a + b*n }
func needed(n int) int  { return persons(n) * 5 / 4 } // / 0.8, whole because a and b are divisible by 4
func usable(n int) int {
	if n >= k && n < e {
		return p + q
	}
	return p
}

// tenths is n / per in tenths of a post, rounded half up.
func tenths(n, per int) int { return (20*n + per) / (2 * per) }

func month(n int) period.Month { return period.MonthOf(2021, 1) + period.Month(n-1) }

// TestSyntheticCity takes the files of an invented city through the whole desk
// and compares every month with the closed form.
func TestSyntheticCity(t *testing.T) {
	city := citytest.Empty(t)
	for _, f := range musterstadt {
		city.Import(t, f.name, f.content)
	}
	run := ran(t, city, "geradeaus")
	if len(run.Result.Months) != horizon || run.Inputs.Start.Figure == 0 {
		t.Fatalf("%d months, start %+v", len(run.Result.Months), run.Inputs.Start)
	}
	years := map[int]int{} // cents
	for i, m := range run.Result.Months {
		n := i + 1
		care, house := tenths(persons(n), 100), tenths(needed(n), 150)
		cents := care*500_00 + house*400_00 // 60,000 and 48,000 EUR a year are 500 and 400 EUR a month for a tenth of a post
		years[m.Month.Year()] += cents
		want := plan.Month{
			Month: month(n), Opening: unit.Headcount(persons(n - 1)), Arrivals: b + 20, Departures: 20,
			Persons: unit.Headcount(persons(n)), Needed: unit.Headcount(needed(n)),
			Nominal: unit.Headcount(usable(n)), Usable: unit.Headcount(usable(n)), Gap: unit.Headcount(usable(n) - needed(n)),
			PostsComplete: true, CostComplete: true, PostsTotal: unit.FTE(10 * (care + house)), Cost: unit.Cents(cents),
		}
		m.Posts = nil
		if fmt.Sprint(m) != fmt.Sprint(want) {
			t.Errorf("month %d: %+v, want %+v", n, m, want)
		}
	}
	checkShortages(t, run)
	for _, y := range run.Result.Years {
		if y.Months != 12 || !y.Complete || int(y.Cost) != years[y.Year] {
			t.Errorf("%d: %+v, want %d cents", y.Year, y, years[y.Year])
		}
	}
	if len(run.Result.Missing) != 0 || len(run.Result.Years) != 2 {
		t.Errorf("missing %v, %d years", run.Result.Missing, len(run.Result.Years))
	}
	if ends := run.Result.Endings; len(ends) != 1 || ends[0].Site != "passing" || ends[0].Date != month(e).First() || ends[0].Places != q || ends[0].Reason != accommodation.Lease {
		t.Errorf("endings %+v", ends)
	}
}

// checkShortages holds first and worst shortage and the latest decisions
// against the closed form: 1.25 x (800 + 40 n) places are needed, so 1,300
// suffice to n = 6 and 1,800 to n = 16: places are missing from month 17 on,
// 50 at first, and from month 19, when the site ends, up to 900 in month 24.
func checkShortages(t *testing.T, run plan.Run) {
	t.Helper()
	const firstMonth = 17
	for n := 1; n <= horizon; n++ {
		if short := usable(n) < needed(n); short != (n >= firstMonth) {
			t.Fatalf("the closed form is wrong at month %d", n)
		}
	}
	s := run.Result.Shortage
	if s.First == nil || *s.First != month(firstMonth) || s.FirstPlaces != 50 || s.Worst == nil || *s.Worst != month(horizon) || s.WorstPlaces != 900 || s.LastPlaces != 900 {
		t.Errorf("shortage %+v", s)
	}
	// The shortage begins on 1 May 2022: a container takes 4 months (2 to 6), a
	// hall 1 month (half a month is 15 days).
	want := []string{"container 2022-01-01 2021-11-01 2022-03-01 2021-05 900", "hall 2022-04-01 2022-03-17 2022-04-16 2021-02 900"}
	if len(run.Result.Decisions) != len(want) {
		t.Fatalf("decisions %+v", run.Result.Decisions)
	}
	for i, d := range run.Result.Decisions {
		if got := fmt.Sprintln(d.LeadTime.Kind, d.Latest, d.Earliest, d.IfFast, d.Helps, d.Missing); got != want[i]+"\n" || d.Past {
			t.Errorf("decision %swant %s", got, want[i])
		}
	}
}

// TestSyntheticPlaces: the desk of places tells the same of the same city.
func TestSyntheticPlaces(t *testing.T) {
	city := citytest.Empty(t)
	for _, f := range musterstadt {
		city.Import(t, f.name, f.content)
	}
	asOf := period.Day(2021, 1, 15)
	months, err := city.Capacity.Course(t.Context(), asOf, month(0), month(horizon))
	if err != nil {
		t.Fatal(err)
	}
	for n, m := range months {
		if int(m.Usable) != usable(n) {
			t.Errorf("month %d: %d places, want %d", n, m.Usable, usable(n))
		}
	}
	situation, err := city.Capacity.Situation(t.Context(), asOf)
	if err != nil || len(situation.Districts) != 1 || situation.Districts[0].Usable != p || situation.Districts[0].Decided != q || situation.Unplaced != 0 {
		t.Errorf("situation %+v, %v", situation, err)
	}
}
