// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"strconv"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/tools/refdata"
)

// golden returns the expected value of a row of golden.csv.
func golden(t testing.TB, id string) unit.Headcount {
	t.Helper()
	return unit.Headcount(refdata.Number(t, refdata.Record(t, "golden.csv", "id", id)["expected"]))
}

// last returns the stock at the end of a projection over whole months.
func last(t testing.TB, start unit.Headcount, from, to period.Month, in, out, credit []plan.Flow) unit.Headcount {
	t.Helper()
	rows, err := Project(start, from, to, in, out, credit, nil)
	if err != nil {
		t.Fatal(err)
	}
	return rows[len(rows)-1].Persons
}

func year(y int) (period.Month, period.Month) { return period.MonthOf(y, 1), period.MonthOf(y, 12) }

func TestGolden(t *testing.T) {
	from, to := year(2016)
	t.Run("G05", func(t *testing.T) {
		net := last(t, 7744, from, to, []plan.Flow{monthly(from, to, 600)}, []plan.Flow{monthly(from, to, 100)}, []plan.Flow{overall(from, to, 1550)}) - 7744
		if want := golden(t, "G05"); net != want {
			t.Errorf("net %d, want %d", net, want)
		}
	})
	t.Run("G07", func(t *testing.T) {
		base := forecast(t, "2015-07-27", "2015-12-31")
		if got, want := last(t, base, from, to, []plan.Flow{overall(from, to, 2400)}, nil, nil), golden(t, "G07"); got != want {
			t.Errorf("%d, want %d", got, want)
		}
	})
	t.Run("G09", func(t *testing.T) { // the paper counts five months
		from, to := period.MonthOf(2019, 8), period.MonthOf(2019, 12)
		base := occupancy(t, "2019-06-30")
		if got, want := last(t, base, from, to, []plan.Flow{monthly(from, to, 100)}, []plan.Flow{monthly(from, to, 160)}, nil), golden(t, "G09"); got != want {
			t.Errorf("%d, want %d", got, want)
		}
	})
	t.Run("G11", func(t *testing.T) { // the months of the quarter tile it
		stocks := []Reported{{day(t, "2015-12-31"), 0}, {day(t, "2016-03-31"), 0}}
		l := Account(stocks, published(t))[0]
		if want := golden(t, "G11"); l.Arrivals == nil || *l.Arrivals != want || l.Departures != nil {
			t.Errorf("%s, want %d arrivals", show(l), want)
		}
	})
}

func forecast(t testing.TB, madeOn, target string) unit.Headcount {
	t.Helper()
	for _, r := range refdata.Records(t, "forecasts.csv") {
		if r["made_on"] == madeOn && r["target_date"] == target {
			return unit.Headcount(refdata.Number(t, r["forecast_persons"]))
		}
	}
	t.Fatalf("no forecast of %s for %s", madeOn, target)
	return 0
}

func occupancy(t testing.TB, date string) unit.Headcount {
	t.Helper()
	return unit.Headcount(refdata.Number(t, refdata.Record(t, "occupancy.csv", "date", date)["persons"]))
}

// published returns flows.csv as reports.
func published(t testing.TB) []Flows {
	t.Helper()
	var list []Flows
	for _, r := range refdata.Records(t, "flows.csv") {
		f := moved(t, r["period"], nil, nil)
		for column, to := range map[string]**unit.Headcount{"arrivals": &f.Arrivals, "departures": &f.Departures} {
			if n, err := strconv.ParseInt(r[column], 10, 64); err == nil {
				*to = heads(n)
			}
		}
		list = append(list, f)
	}
	return list
}

// Every published forecast whose base and assumptions are stated comes out.
func TestPublishedForecasts(t *testing.T) {
	const oldPlan, newPlan = "2015-10(draft budget)", "2015-11-27"
	end2016, end2017 := "2016-12-31", "2017-12-31"
	cases := []struct {
		madeOn, target string
		year           int
		base           unit.Headcount
		in, out        int64
		credit         int64
	}{
		{oldPlan, end2016, 2016, forecast(t, "2015-07-27", "2015-12-31"), 200, 0, 0},
		{oldPlan, end2017, 2017, forecast(t, oldPlan, end2016), 100, 0, 0},
		{newPlan, end2016, 2016, 7744, 600, 100, 1550}, // the base is derived, see the reference data
		{newPlan, end2017, 2017, forecast(t, newPlan, end2016), 300, 100, 1000},
		{"2019-11-26", "2020-12-31", 2020, forecast(t, "2019-11-26", "2019-12-31"), 100, 160, 0},
	}
	for _, c := range cases {
		from, to := year(c.year)
		got := last(t, c.base, from, to, []plan.Flow{monthly(from, to, c.in)}, []plan.Flow{monthly(from, to, c.out)}, []plan.Flow{overall(from, to, c.credit)})
		if want := forecast(t, c.madeOn, c.target); got != want {
			t.Errorf("%s for %s: %d, want %d", c.madeOn, c.target, got, want)
		}
	}
}

func TestWorkedProjection(t *testing.T) {
	from, to := year(2016)
	rows, err := Project(7744, from, to, []plan.Flow{monthly(from, to, 600)}, []plan.Flow{monthly(from, to, 100)}, []plan.Flow{overall(from, to, 1550)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	page := refdata.Documented(t, "stockflow", "month | opening")
	if len(page) != len(rows) {
		t.Fatalf("%d rows on the page, %d reckoned", len(page), len(rows))
	}
	for i, r := range page {
		want := Row{
			Month: from + period.Month(i), Opening: unit.Headcount(refdata.Number(t, r["opening"])), Arrivals: unit.Headcount(refdata.Number(t, r["arrivals"])),
			Departures: unit.Headcount(refdata.Number(t, r["departures"])), Credits: unit.Headcount(refdata.Number(t, r["credits"])), Persons: unit.Headcount(refdata.Number(t, r["persons"])),
		}
		if rows[i] != want || r["month"] != want.Month.String() {
			t.Errorf("reckoned %+v, the page says %+v", rows[i], want)
		}
	}
}

// The account of the page, from the published flows and stocks.
func TestWorkedAccount(t *testing.T) {
	cleanUp := Flows{Period: period.On(day(t, "2016-07-01")), Corrections: occupancy(t, "2016-07-01") - occupancy(t, "2016-06-30")}
	for _, r := range refdata.Documented(t, "stockflow", "from | to") {
		from, to := day(t, r["from"]), day(t, r["to"])
		flows := published(t)
		if to == cleanUp.Period.To {
			flows = append(flows, cleanUp)
		}
		opening := unit.Headcount(refdata.Number(t, r["opening"]))
		l := Account([]Reported{{from, opening}, {to, occupancy(t, r["to"])}}, flows)[0]
		for column, got := range map[string]*unit.Headcount{
			"arrivals": l.Arrivals, "departures": l.Departures, "corrections": &l.Corrections,
			"expected": &l.Expected, "reported": &l.Reported, "gap": &l.Gap,
		} {
			switch {
			case got == nil && r[column] == "unknown":
			case got == nil, r[column] == "unknown", int64(*got) != refdata.Number(t, r[column]):
				t.Errorf("%s to %s, %s: reckoned %s, the page says %s", from, to, column, show(l), r[column])
			}
		}
	}
}
