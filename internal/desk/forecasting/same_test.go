// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"fmt"
	"math"
	"os"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/city/register"
	"planraum/internal/desk/forecasting"
	"planraum/internal/example"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func deskOf(c *citytest.City) *forecasting.Desk {
	return forecasting.New(c.Approval.Ledger(), c.Store, c.Store, citytest.Today)
}

// orders are of a stock and a flow, in months and years, knowing what was known
// on the day of the plan.
func orders() []forecasting.Order {
	var list []forecasting.Order
	for indicator, frequency := range map[string]int{"accommodation.persons": 12, "intake.arrivals": 12, "intake.taken_into_care": 1} {
		group := population.All
		if frequency == 1 {
			group = "unaccompanied_minors"
		}
		list = append(list, forecasting.Order{
			Subject: prediction.Subject{Indicator: indicator, Area: "08111000", Group: group, Frequency: frequency}, AsOf: period.Day(2015, 11, 27), Horizon: 12, Seed: 3,
		})
	}
	return list
}

// bodies issues the forecasts and returns what the store keeps of them.
func bodies(t *testing.T, c *citytest.City) map[string]string {
	t.Helper()
	d, kept := deskOf(c), map[string]string{}
	for _, o := range orders() {
		f, old, err := d.Issue(audience.With(t.Context(), audience.Lens{Audience: audience.Office}), o, "Sozialplanung", citytest.Now)
		if err != nil || old {
			t.Fatalf("%s: %v, %v", o.Indicator, old, err)
		}
		if _, old, err = d.Issue(audience.With(t.Context(), audience.Lens{Audience: audience.Office}), o, "jemand anderes", citytest.Now); err != nil || !old {
			t.Errorf("%s was issued twice: %v", o.Indicator, err)
		}
		versions, err := c.Store.Versions(t.Context(), register.Forecast, f.ID)
		if err != nil || len(versions) != 1 || versions[0].KnownFrom != citytest.Today() {
			t.Fatalf("%d versions, %v", len(versions), err)
		}
		again, err := d.Reproduce(t.Context(), f)
		if err != nil || !again.Equal {
			t.Errorf("%s reckoned again: %+v, %v", o.Indicator, again, err)
		}
		f.Position = 0 // positions of records lie between those of forecasts in the order of issue
		content, err := f.Content()
		if err != nil {
			t.Fatal(err)
		}
		kept[o.Indicator] = f.ID + string(content)
	}
	return kept
}

// TestSameBytesOnBothDatabases: the same files, as-of date and seed give the same
// bytes on either database.
func TestSameBytesOnBothDatabases(t *testing.T) {
	want := bodies(t, citytest.Example(t))
	c := citytest.Open(t, pgtest.Start(t))
	for _, f := range citytest.Files() {
		c.Import(t, f.Name, string(f.Content))
	}
	c.Release(t)
	if c.Store.Kind() != "postgresql" {
		t.Fatalf("the second database is %s", c.Store.Kind())
	}
	for indicator, got := range bodies(t, c) {
		if got != want[indicator] {
			t.Errorf("%s differs between the databases:\n%s\n%s", indicator, want[indicator], got)
		}
	}
}

// TestLaterFiguresChangeNothing: on either database a forecast stays as it was
// when the months that it speaks of are counted and when months before are
// corrected, and is scored by them.
func TestLaterFiguresChangeNothing(t *testing.T) {
	for name, c := range map[string]*citytest.City{"SQLite": citytest.Example(t), "PostgreSQL": filled(t)} {
		t.Run(name, func(t *testing.T) {
			d := deskOf(c)
			ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office})
			o := orders()[0]
			o.Indicator, o.Frequency, o.Group = "accommodation.persons", 12, population.All
			f, _, err := d.Issue(ctx, o, "Sozialplanung", citytest.Now)
			if err != nil {
				t.Fatal(err)
			}
			before, err := d.Score(ctx, f, period.Day(2024, 12, 31))
			if err != nil {
				t.Fatal(err)
			}
			c.Import(t, "later.csv", "indicator,area,group,period,value,basis,known_from,source\n"+
				"accommodation.persons,08111000,all,2016-02-29,7777,counted,2024-12-31,Probe\n"+
				"accommodation.persons,08111000,all,2015-09-30,1,counted,2024-12-31,Probe\n")
			kept, err := d.Get(ctx, f.ID, period.Date{})
			if err != nil {
				t.Fatal(err)
			}
			was, _ := f.Content()
			if is, _ := kept.Content(); string(is) != string(was) {
				t.Error("what was issued is another now")
			}
			if again, err := d.Reproduce(ctx, kept); err != nil || !again.Equal {
				t.Errorf("reckoned again: %+v, %v", again, err)
			}
			after, err := d.Score(ctx, kept, period.Day(2024, 12, 31))
			if err != nil || after.Known != before.Known+1 || after.Steps[3].Mark == nil || after.Steps[3].Mark.Came != 7777 {
				t.Errorf("scored %d, before %d, %v", after.Known, before.Known, err)
			}
		})
	}
}

// TestLastMonthsOnBothDatabases: reports that come late in two files give the
// same forecast with its open months on either database; it is kept and reckoned
// again, and a report that becomes known later changes no byte of it.
func TestLastMonthsOnBothDatabases(t *testing.T) {
	contents := map[string]string{}
	for name, c := range map[string]*citytest.City{"SQLite": citytest.Empty(t), "PostgreSQL": citytest.Open(t, pgtest.Start(t))} {
		for _, f := range citytest.Files() {
			c.Import(t, f.Name, string(f.Content))
		}
		const head = "indicator,area,group,period,value,basis,known_from,source\n"
		first, all := head, head
		for i := range 36 {
			month := period.MonthOf(2018, 1) + period.Month(i)
			first += fmt.Sprintf("intake.arrivals,08111000/06,all,%s,%d,counted,%s,Meldung\n", month, 80+i, month.Last().AddDays(14))
			all += fmt.Sprintf("intake.arrivals,08111000/06,all,%s,%d,counted,%s,Nachmeldung\n", month, 100+5*i/4, month.Last().AddDays(45))
		}
		c.Import(t, "first.csv", first)
		c.Import(t, "all.csv", all)
		ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office})
		o := forecasting.Order{Subject: prediction.Subject{Indicator: "intake.arrivals", Area: "08111000/06", Group: population.All, Frequency: 12}, AsOf: period.Day(2021, 1, 20), Horizon: 6, Seed: 3}
		d := deskOf(c)
		f, _, err := d.Issue(ctx, o, "Sozialplanung", citytest.Now)
		if err != nil || f.Nowcast == nil || len(f.Nowcast.Months) != 1 || f.Nowcast.Vintages != 71 || f.Nowcast.Months[0].Known != 115 || math.Abs(f.Nowcast.Months[0].Median-143) > 2 {
			t.Fatalf("%s: %+v, %v", name, f.Nowcast, err)
		}
		c.Import(t, "later.csv", head+"intake.arrivals,08111000/06,all,2020-12,7777,counted,2021-01-21,Probe\nintake.arrivals,08111000/06,all,2020-06,7,counted,2021-01-21,Probe\n")
		kept, err := d.Get(ctx, f.ID, period.Date{})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := d.Reproduce(ctx, kept); err != nil || !again.Equal {
			t.Errorf("%s: reckoned again %+v, %v", name, again, err)
		}
		if later, old, err := d.Issue(ctx, o, "Sozialplanung", citytest.Now); err != nil || !old || later.ID != f.ID {
			t.Errorf("%s: what became known later gives another forecast, %v", name, err)
		}
		content, err := kept.Content()
		if err != nil {
			t.Fatal(err)
		}
		contents[name] = string(content)
	}
	if contents["SQLite"] != contents["PostgreSQL"] {
		t.Errorf("the databases differ:\n%s\n%s", contents["SQLite"], contents["PostgreSQL"])
	}
}

func filled(t *testing.T) *citytest.City {
	t.Helper()
	c := citytest.Open(t, pgtest.Start(t))
	for _, f := range citytest.Files() {
		c.Import(t, f.Name, string(f.Content))
	}
	c.Release(t)
	return c
}

// TestPublishedForecastsAreInIt: every forecast and expectation that the example
// city holds is a statement.
func TestPublishedForecastsAreInIt(t *testing.T) {
	c := citytest.Example(t)
	r, err := deskOf(c).Record(t.Context(), period.Day(2024, 12, 31))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int64]bool{}
	for _, s := range r.Statements {
		seen[s.Figure.ID] = true
	}
	figures, err := c.Store.Figures(t.Context(), figure.Query{Areas: nil, Indicators: []string{"accommodation.persons", "intake.arrivals", "intake.arrivals_per_month", "intake.departures_per_month"}})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range figures {
		if f.Basis == figure.Forecast || f.Basis == figure.Announced || f.Basis == figure.Assumed {
			if n++; !seen[f.ID] {
				t.Errorf("%s for %s, said on %s, is not in it", f.Indicator, f.Period, f.KnownFrom)
			}
		}
	}
	if n < 35 || len(example.Files()) == 0 {
		t.Errorf("only %d expectations are held", n)
	}
}

// TestOtherWordsAreTheSameForecast: a kept forecast whose reason or models are worded
// otherwise today is equal in its numbers, and said to be; another number is not.
func TestOtherWordsAreTheSameForecast(t *testing.T) {
	d := deskOf(citytest.Example(t))
	f, _, err := d.Issue(audience.With(t.Context(), audience.Lens{Audience: audience.Office}), orders()[0], "Sozialplanung", citytest.Now)
	if err != nil {
		t.Fatal(err)
	}
	kept := f
	kept.Why, kept.Models = text.T("Früher so gesagt.", "Said so before."), []string{"Theta"}
	if again, err := d.Reproduce(t.Context(), kept); err != nil || !again.Equal || !again.Reworded {
		t.Errorf("other words: %+v, %v", again, err)
	}
	kept.Seed++
	kept.Steps = append([]prediction.Step{}, f.Steps...)
	kept.Steps[0].Mean++
	if again, err := d.Reproduce(t.Context(), kept); err != nil || again.Equal {
		t.Errorf("another number: %+v, %v", again, err)
	}
	if again, err := d.Reproduce(t.Context(), f); err != nil || !again.Equal || again.Reworded {
		t.Errorf("the same words: %+v, %v", again, err)
	}
}
