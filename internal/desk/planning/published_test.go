// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/unit"
	"planraum/internal/desk/planning"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
	"planraum/tools/refdata"
)

// TestPublishedPlans rebuilds what GRDrs 1330/2015 printed: persons at the end
// of 2016 and 2017 and places for 2016, at 90 % utilisation.
func TestPublishedPlans(t *testing.T) {
	city := citytest.Example(t)
	for _, c := range []struct {
		plan, month    string
		persons, needs unit.Headcount // needs 0: not printed
	}{
		{newPlanning, "2016-12", 12194, 13549},
		{newPlanning, "2017-12", 13594, 0},
		{draftBudget, "2016-12", 7798, 8664},
		{draftBudget, "2017-12", 8998, 0},
	} {
		m := at(t, ran(t, city, c.plan), c.month)
		if m.Persons != c.persons || (c.needs != 0 && m.Needed != c.needs) {
			t.Errorf("%s, %s: %d persons and %d places, published are %d and %d", c.plan, c.month, m.Persons, m.Needed, c.persons, c.needs)
		}
	}
}

// TestGoldenFigures reads the same from the reference data: forecasts of the
// two plans, and the places of G01 and G02.
func TestGoldenFigures(t *testing.T) {
	city := citytest.Example(t)
	plans := map[string]string{"2015-11-27": newPlanning, "2015-10(draft budget)": draftBudget}
	seen := 0
	for _, r := range refdata.Records(t, "forecasts.csv") {
		id, ok := plans[r["made_on"]]
		if !ok {
			continue
		}
		seen++
		if m := at(t, ran(t, city, id), r["target_date"][:7]); fmt.Sprint(m.Persons) != r["forecast_persons"] {
			t.Errorf("%s: %d persons on %s, published are %s", id, m.Persons, r["target_date"], r["forecast_persons"])
		}
	}
	if seen != 4 {
		t.Errorf("%d forecasts of the two plans in the reference data, want 4", seen)
	}
	for _, r := range refdata.Records(t, "golden.csv") {
		id, ok := map[string]string{"G01": draftBudget, "G02": newPlanning}[r["id"]]
		if !ok {
			continue
		}
		m := at(t, ran(t, city, id), "2016-12")
		if fmt.Sprint(m.Needed) != r["expected"] || !strings.HasPrefix(r["input"], fmt.Sprint(m.Persons, " persons")) {
			t.Errorf("%s: %d persons need %d places; input %q, expected %s", r["id"], m.Persons, m.Needed, r["input"], r["expected"])
		}
	}
}

// TestForecastOf2019 is G09 (GRDrs 987/2019): 6,251 persons on 30 June 2019,
// 100 arrivals and 160 departures in each of the five months that the paper
// counts, 5,951 at the end of the year.
func TestForecastOf2019(t *testing.T) {
	run := alone(t, read(t, `
plan: Prognose 2019
as_of: 2019-11-26
horizon: 2019-07..2019-12
start: {persons: 6251, basis: reported, source: GRDrs 987/2019}
arrivals:
  - {name: Zugang, months: 2019-08..2019-12, per_month: 100}
departures:
  - {name: Abgang, months: 2019-08..2019-12, per_month: 160}
places: {utilisation: {percent: 90}, sites: []}
staffing: {keys: []}
lead_times:
  - {kind: other, low: 1, typical: 1, high: 1}
`))
	if m := at(t, run, "2019-07"); m.Persons != 6251 {
		t.Errorf("%d persons in July, want the 6,251 of the start", m.Persons)
	}
	if m := at(t, run, "2019-12"); m.Persons != 5951 {
		t.Errorf("%d persons at the end of 2019, published are 5,951", m.Persons)
	}
}

// scenario is the plan behind the staffing scenarios of GRDrs 617/2015: social
// support by persons and house management by places, at one key.
func scenario(per string) string {
	return strings.ReplaceAll(`
plan: Szenario 1:PER
as_of: 2015-11-27
horizon: 2016-12
start: {persons: 12288}
places: {utilisation: {percent: 90}, sites: []}
options:
  - id: key
    name: Schlüssel 1:PER
    on: true
    keys:
      - {id: social-support, task: soziale Betreuung, per: PER, base: persons}
      - {id: house-management, task: Hausleitung, per: PER, base: places}
staffing:
  keys:
    - {id: social-support, task: soziale Betreuung, per: 136, base: persons}
    - {id: house-management, task: Hausleitung, per: 136, base: places}
lead_times:
  - {kind: other, low: 1, typical: 1, high: 1}
`, "PER", per)
}

// scenarios are the published posts in tenths, and the difference to 1:136.
var scenarios = map[string]struct {
	posts unit.FTE
	delta string
}{"136": {19080, "0,0"}, "130": {19950, "+8,7"}, "120": {21620, "+25,4"}}

func TestStaffingScenarios(t *testing.T) {
	base := alone(t, read(t, scenario("136")))
	for per, want := range scenarios {
		run := alone(t, read(t, scenario(per)))
		m := at(t, run, "2016-12")
		if m.Persons != 12288 || m.Needed != 13653 || m.PostsTotal != want.posts {
			t.Errorf("1:%s: %d persons, %d places, %s posts; want %s", per, m.Persons, m.Needed,
				planning.Posts(text.De, m.PostsTotal), planning.Posts(text.De, want.posts))
		}
		for _, d := range planning.Compare(base, run) {
			if d.Key == "posts" && d.Difference.De != want.delta {
				t.Errorf("1:%s: %s posts more than at 1:136, published are %s", per, d.Difference.De, want.delta)
			}
		}
	}
}

// TestStaffingScenariosAsPublished checks the table above against the
// reference data.
func TestStaffingScenariosAsPublished(t *testing.T) {
	for _, r := range refdata.Records(t, "staffing_scenarios.csv") {
		want, ok := scenarios[strings.TrimPrefix(r["key"], "1:")]
		posts, err := strconv.ParseFloat(r["posts"], 64)
		if !ok || err != nil || planning.Posts(text.En, want.posts) != strconv.FormatFloat(posts, 'f', 1, 64) {
			t.Errorf("%s: the reference data says %s posts, the test %d hundredths (%v)", r["key"], r["posts"], want.posts, err)
		}
		run := alone(t, read(t, scenario(strings.TrimPrefix(r["key"], "1:"))))
		if m := at(t, run, r["date"][:7]); fmt.Sprint(m.Persons) != r["persons"] || fmt.Sprint(m.Needed) != r["places"] || planning.Posts(text.En, m.PostsTotal) != r["posts"] {
			t.Errorf("%s: %d persons, %d places, %s posts; published are %s, %s, %s", r["key"], m.Persons, m.Needed,
				planning.Posts(text.En, m.PostsTotal), r["persons"], r["places"], r["posts"])
		}
	}
}
