// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/measures"
	"planraum/internal/fault"
	"planraum/internal/method/effect"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func deskOf(c *citytest.City) *measures.Desk {
	ledger := c.Approval.Ledger()
	return measures.New(c.Store, ledger, c.Store, forecasting.New(ledger, c.Store, c.Store, citytest.Today))
}

func office(t testing.TB) context.Context {
	return audience.With(t.Context(), audience.Lens{Audience: audience.Office})
}

const names = "edition,edition_valid_from,level,id,number,name,lon,lat,source\ne,2010-01-01,city,08000001,08000001,Probestadt,9,48,invented\n"

// town is a city with one monthly stock: 500 with noise up to the end of 2015, and a
// step down by drop from 2016 on. Each value is known ten days after its month.
func town(t *testing.T, c *citytest.City, drop float64) {
	t.Helper()
	c.Import(t, "areas.csv", names)
	c.Import(t, "settings.csv", "key,value,source\noffices,Sozialamt|Jugendamt,invented\n")
	c.Import(t, "indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\nwaiting.persons,Wartende,waiting,Personen,persons,0,stock\n")
	c.Import(t, "figures.csv", months(2011, 2016, drop))
}

func months(from, to int, drop float64) string {
	random := rand.New(rand.NewPCG(7, 8))
	var b strings.Builder
	b.WriteString("indicator,area,period,value,basis,known_from,source\n")
	for m := period.MonthOf(2011, 1); m <= period.MonthOf(to, 12); m++ {
		v := 500 + 10*random.NormFloat64()
		if m == shorter.Check.Month() {
			v = 500 // the month that is judged: no noise, so that its verdict is known
		}
		if m >= period.MonthOf(2016, 1) {
			v -= drop
		}
		if m >= period.MonthOf(from, 1) {
			fmt.Fprintf(&b, "waiting.persons,08000001,%s,%.0f,counted,%s,invented\n", m, v, m.Last().AddDays(10))
		}
	}
	return b.String()
}

// shorter is the expectation that fewer wait.
var shorter = measure.Expectation{Indicator: "waiting.persons", Area: "08000001", Change: -60, Said: period.Day(2016, 1, 15), Check: period.Day(2016, 10, 31)}

// TestStepIsFound: in a town whose truth is known, the desk tells a step that came from
// nothing done, and calls nothing an effect where nothing came.
func TestStepIsFound(t *testing.T) {
	for drop, want := range map[float64]effect.Verdict{0: effect.Inside, 80: effect.Beyond, -80: effect.Against} {
		c := citytest.Empty(t)
		town(t, c, drop)
		track, err := deskOf(c).Track(office(t), measure.ByMeasure, shorter, period.Day(2016, 12, 31))
		if err != nil || track.Why != (text.Text{}) {
			t.Fatalf("%v, %s", err, track.Why)
		}
		if track.Verdict() != want || !track.Final || !track.Passed || !track.Telling() {
			t.Errorf("a drop of %g is %d (%s), final %t, telling %t", drop, track.Verdict(), track.Sentence(), track.Final, track.Telling())
		}
		if off := track.OffTrack(); off != (drop < 30) {
			t.Errorf("with a drop of %g off its track is %t", drop, off)
		}
		for _, l := range []text.Lang{text.De, text.En} {
			for _, claim := range []string{"bewirkt", "dank", "wegen der Maßnahme", "caused", "thanks to"} {
				if strings.Contains(track.Sentence().In(l), claim) {
					t.Errorf("it claims a cause: %s", track.Sentence().In(l))
				}
			}
		}
	}
}

// TestNothingOfTheFutureIsKnown: what nothing done would be rests on what was known on
// the day of the expectation: later months and corrections change none of its numbers,
// and the same question a month later is answered with more values that came.
func TestNothingOfTheFutureIsKnown(t *testing.T) {
	for name, c := range both(t) {
		t.Run(name, func(t *testing.T) {
			c.Import(t, "areas.csv", names)
			c.Import(t, "indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\nwaiting.persons,Wartende,waiting,Personen,persons,0,stock\n")
			c.Import(t, "figures.csv", months(2011, 2015, 0))
			d := deskOf(c)
			before, err := d.Track(office(t), measure.ByMeasure, shorter, period.Day(2016, 12, 31))
			if err != nil || before.Came != nil {
				t.Fatalf("%+v, %v", before.Came, err)
			}
			c.Import(t, "later.csv", months(2016, 2016, 80))
			c.Import(t, "correction.csv", "indicator,area,period,value,basis,known_from,source\nwaiting.persons,08000001,2015-12,9999,counted,2016-05-01,invented\n")
			after, err := d.Track(office(t), measure.ByMeasure, shorter, period.Day(2016, 12, 31))
			if err != nil {
				t.Fatal(err)
			}
			if x, y := written(t, before.Undone.Steps), written(t, after.Undone.Steps); x != y {
				t.Errorf("nothing done changed:\n%s\n%s", x, y)
			}
			if after.Target != before.Target || len(after.Undone.Came) == 0 {
				t.Errorf("target %g became %g, %d came", before.Target, after.Target, len(after.Undone.Came))
			}
			summer, err := d.Track(office(t), measure.ByMeasure, shorter, period.Day(2016, 6, 20))
			if err != nil || summer.Final || summer.Passed || summer.Came == nil || summer.Came.To != period.Day(2016, 5, 31) {
				t.Fatalf("in June %+v, %v", summer.Came, err)
			}
			days := float64(shorter.Said.DaysTo(summer.Came.To)) / float64(shorter.Said.DaysTo(shorter.Check))
			if summer.Due != shorter.Change*days {
				t.Errorf("due by May is %g, want %g", summer.Due, shorter.Change*days)
			}
		})
	}
}

// TestNoForecastSaysWhy: where nothing can be said the reason is told, and nothing fails.
func TestNoForecastSaysWhy(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	for name, change := range map[string]func(*measure.Expectation){
		"noch kein gezählter":         func(e *measure.Expectation) { e.Said = period.Day(2010, 1, 1) },
		"Er darf höchstens am 31.12.": func(e *measure.Expectation) { e.Check = period.Day(2120, 1, 1) },
		"eine der Kennzahlen":         func(e *measure.Expectation) { e.Indicator = "beds" },
		"schon bekannt":               func(e *measure.Expectation) { e.Said, e.Check = period.Day(2016, 1, 15), period.Day(2015, 11, 30) },
	} {
		e := shorter
		change(&e)
		track, err := d.Track(office(t), measure.ByMeasure, e, period.Day(2016, 12, 31))
		if err != nil || !strings.Contains(track.Why.De, name) || track.Why.En == "" || track.Sentence() != track.Why {
			t.Errorf("%s: %q, %v", name, track.Why.De, err)
		}
	}
}

// both are an empty city on each database.
func both(t *testing.T) map[string]*citytest.City {
	t.Helper()
	return map[string]*citytest.City{"SQLite": citytest.Empty(t), "PostgreSQL": citytest.Open(t, pgtest.Start(t))}
}

func written(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSameOnBothDatabases: the same intake gives the same answers on either database.
func TestSameOnBothDatabases(t *testing.T) {
	answers := map[string]string{}
	for name, c := range both(t) {
		town(t, c, 80)
		d := deskOf(c)
		ctx := office(t)
		change := measures.Change{Day: period.Day(2016, 11, 30), By: "Sozialplanung", Now: citytest.Now}
		goal := measure.Goal{ID: "g", Title: "Weniger warten", Unit: "sozialamt", Since: period.Day(2016, 1, 1), Source: "Probe", Target: measure.Target{Indicator: "waiting.persons", Area: "08000001", Value: 430, AtMost: true, On: period.Day(2016, 12, 31)}}
		if err := d.SaveGoal(ctx, goal, change); err != nil {
			t.Fatal(err)
		}
		m := measure.Measure{ID: "m", Goal: "g", Title: "Schalter öffnen", Unit: "Sozialamt", From: period.Day(2016, 1, 15), State: measure.Running, Cost: 5_000_00, Source: "Probe", Expect: &shorter}
		if err := d.SaveMeasure(ctx, m, change); err != nil {
			t.Fatal(err)
		}
		first := request("Zahlen nennen")
		a, err := d.SaveAction(ctx, first, change)
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		courses, err := d.Courses(ctx, change.Day)
		if err != nil {
			t.Fatal(err)
		}
		goals, err := d.Goals(ctx, change.Day)
		if err != nil || len(goals) != 1 || goals[0].Standing(change.Day) != measures.Reached {
			t.Fatalf("%+v, %v", goals, err)
		}
		for _, item := range []string{measures.Median, measures.Low, measures.High, measures.Target, measures.Gap, measures.Cost} {
			x, err := d.Derive(ctx, "m", item, shorter.Check, change.Day)
			if err != nil || x.Value.De == "" || x.Rule.De == "" || x.Ref != measures.Ref("m", item, shorter.Check) {
				t.Fatalf("%s: %+v, %v", item, x, err)
			}
			x.From = nil // figures have the ledger's numbers
			parts = append(parts, written(t, x))
		}
		board, err := d.Board(ctx, change.Day)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, written(t, courses[0].Track.Undone.Steps), courses[0].Track.Sentence().De, written(t, a), fmt.Sprint(board.Open, board.Running, len(board.Off)))
		answers[name] = strings.Join(parts, "\n")
	}
	if answers["SQLite"] != answers["PostgreSQL"] {
		t.Errorf("the databases answer differently:\n%s\n\n%s", answers["SQLite"], answers["PostgreSQL"])
	}
}

func request(title string) steering.Action {
	return steering.Action{
		Title: title, Owner: "Sozialplanung", State: steering.Open, Opened: period.Day(2016, 11, 1), Due: period.Day(2016, 11, 20),
		Origin: steering.Origin{Kind: steering.FromOffice, By: "Amt B"},
	}
}

// TestMeasureNamesWhatThereIs: everything that is wrong is told at once, at its field.
func TestMeasureNamesWhatThereIs(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	e := shorter
	e.Indicator, e.Area, e.Change, e.Said, e.Check = "beds", "9", 0, period.Day(2017, 1, 1), period.Day(2016, 12, 1)
	err := d.SaveMeasure(office(t), measure.Measure{ID: "m", Goal: "none", State: "soon", Cost: -1, Expect: &e}, measures.Change{Day: period.Day(2016, 12, 31)})
	got := map[string]bool{}
	for _, row := range fault.RowsOf(err) {
		got[row.Column] = true
	}
	for _, column := range []string{"title", "unit", "goal", "state", "from", "source", "cost_eur", "expect_indicator", "expect_area", "expect_change", "expect_check", "expect_said"} {
		if !got[column] {
			t.Errorf("nothing is said of %s", column)
		}
	}
	if list, err := d.Courses(office(t), period.Day(2016, 12, 31)); err != nil || len(list) != 0 {
		t.Errorf("%d measures were kept, %v", len(list), err)
	}
}
