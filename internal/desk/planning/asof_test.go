// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/desk/planning"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// later are files that change every kind of input of the plan, known from the
// day in the place of DAY.
var later = map[string]string{
	"sites.csv": `id,name,area,kind,certainty,opening,places,basis,known_from,source
new-site,Neuer Standort,08111000/12,container,decided,2016-02-01,5000,reported,DAY,Test
`,
	"staffing_keys.csv": `id,task_de,task_en,per,base,accommodation,valid_from,known_from,source
social-support,soziale Betreuung,social support,60,persons,all,2013-04-01,DAY,Test
`,
	"utilisation.csv": `percent,valid_from,known_from,status,source
50,2016-01-01,DAY,practice,Test
`,
	"lead_times.csv": `kind,low,typical,high,quality,source,valid_from,known_from
container,40,50,60,paper,Test,2014-01-01,DAY
`,
	"figures.csv": `indicator,area,period,value,basis,known_from,source
accommodation.persons,08111000,2015-12-31,9999,announced,DAY,Test
`,
}

// fromLedger is a plan that takes all it can from the ledger.
const fromLedger = `
plan: Alles aus dem Hauptbuch
as_of: 2015-11-27
horizon: 2016-01..2017-12
start: ledger
arrivals:
  - {name: Zuweisung, months: 2016-01..2017-12, per_month: 900}
staffing: {keys: ledger, use: [social-support]}
`

// TestNothingKnownLaterEnters: what became known after the plan's day changes
// nothing, of each kind of input; what was known on the day itself counts.
func TestNothingKnownLaterEnters(t *testing.T) {
	p := read(t, fromLedger)
	for name, content := range later {
		t.Run(strings.TrimSuffix(name, ".csv"), func(t *testing.T) {
			city := citytest.Example(t)
			// The stock of the end of 2015 as it was foreseen on the day.
			city.Import(t, "start.csv", strings.ReplaceAll(strings.ReplaceAll(later["figures.csv"], "DAY", "2015-11-20"), "9999,announced", "7500,forecast"))
			before, err := city.Planning.Try(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if len(before.Result.Decisions) == 0 {
				t.Fatal("the plan has no shortage: lead times decide nothing")
			}
			city.Import(t, "later-"+name, strings.ReplaceAll(content, "DAY", "2015-11-28"))
			after, err := city.Planning.Try(t.Context(), p)
			if err != nil || after.Digest != before.Digest {
				t.Errorf("what became known a day later changed the run (%v)", err)
			}
			city.Import(t, "now-"+name, strings.ReplaceAll(content, "DAY", "2015-11-27"))
			now, err := city.Planning.Try(t.Context(), p)
			if err != nil || now.Digest == before.Digest {
				t.Errorf("what was known on the day changed nothing (%v)", err)
			}
		})
	}
}

// TestBeforeAnythingWasKnown: a plan of a day on which nothing was known is
// refused with what is missing, and the day has no plans.
func TestBeforeAnythingWasKnown(t *testing.T) {
	city := citytest.Example(t)
	long := period.Day(1990, 1, 1)
	plans, err := city.Planning.Plans(t.Context(), long)
	if err != nil || len(plans) != 0 {
		t.Errorf("%d plans were known in 1990, %v", len(plans), err)
	}
	if _, ok, err := city.Planning.Leading(t.Context(), long); ok || err != nil {
		t.Errorf("a plan led in 1990, %v", err)
	}
	if _, err := city.Planning.Plan(t.Context(), newPlanning, long); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the plan of 2015 was known in 1990: %v", err)
	}
	p := read(t, strings.Replace(fromLedger, "as_of: 2015-11-27", "as_of: 1990-01-01", 1))
	_, err = city.Planning.Try(t.Context(), p)
	if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Column != "start.persons" {
		t.Errorf("a plan without a stock: %v", err)
	}
	p = read(t, strings.NewReplacer("as_of: 2015-11-27", "as_of: 1990-01-01", "start: ledger", "start: {persons: 100}").Replace(fromLedger))
	_, err = city.Planning.Try(t.Context(), p)
	if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Column != "places.utilisation" {
		t.Errorf("a plan without a norm: %v", err)
	}
}

// TestLeading: warnings rest on the newest plan of the day whose horizon is
// not over.
func TestLeading(t *testing.T) {
	city := citytest.Example(t)
	for _, c := range []struct {
		day  period.Date
		want string
	}{
		{period.Day(2015, 10, 30), ""},
		{period.Day(2015, 10, 31), draftBudget},
		{period.Day(2015, 11, 26), draftBudget},
		{period.Day(2015, 11, 27), newPlanning},
		{period.Day(2017, 12, 31), newPlanning},
		{period.Day(2018, 1, 1), ""},
	} {
		p, ok, err := city.Planning.Leading(t.Context(), c.day)
		if err != nil || ok != (c.want != "") || p.ID != c.want {
			t.Errorf("on %s %q leads, %v; want %q", c.day, p.ID, err, c.want)
		}
	}
}

// TestWrittenAlone: the example without a database asks for nothing; its first
// months are reckoned by hand from the file.
func TestWrittenAlone(t *testing.T) {
	for _, p := range examplePlans(t) {
		asked := planning.Asked(p)
		if alone := p.ID == "beispiel-ohne-datenbank"; alone != (len(asked) == 0) {
			t.Errorf("%s asks for %v", p.ID, asked)
		}
		if len(asked) > 0 {
			in, err := planning.Written(p)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := planning.Evaluate(in); fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) == 0 {
				t.Errorf("%s without the ledger: %v", p.ID, err)
			}
			continue
		}
		run := alone(t, p)
		// March 2024: 900 + 45 - 20 = 925 persons, 925 / 0.9 = 1,027.8; 640 - 18 - 10 + 300 + 200 - 50 = 1,062 places.
		// October: the hall has ended.
		if m := at(t, run, "2024-03"); m.Persons != 925 || m.Needed != 1028 || m.Usable != 1062 || m.Gap != 34 {
			t.Errorf("March 2024: %+v", m)
		}
		if m := at(t, run, "2024-10"); m.Usable != 912 {
			t.Errorf("October 2024: %d places, want 912", m.Usable)
		}
		// April: 950 persons need 1,056 places. May: 975 need 1,083, 21 more than there are.
		if s := run.Result.Shortage; s.First == nil || s.First.String() != "2024-05" || s.FirstPlaces != 21 {
			t.Errorf("shortage %+v", s)
		}
	}
}
