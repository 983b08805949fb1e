// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/city/unit"
	. "planraum/internal/desk/outlook"
	"planraum/internal/fault"
)

var first = period.MonthOf(2013, 1)

// counted is a figure that an office counted and knew two weeks later.
func counted(indicator string, span period.Period, persons int) figure.Picked {
	return figure.Picked{Figure: figure.Figure{
		Key: figure.Key{Indicator: indicator, Period: span}, Value: unit.Whole(int64(persons)), Basis: figure.Counted, KnownFrom: span.To.AddDays(14),
	}}
}

// city is a city that counts each month: persons who arrive, and the share of those
// in housing who leave.
func city(months int, start float64, arrivals func(t int) float64, leave float64) (Known, []float64) {
	k := Known{AsOf: (first + period.Month(months) - 1).Last()}
	stock, course := start, []float64{}
	for t := range months {
		m := first + period.Month(t)
		in := math.Round(arrivals(t))
		out := math.Round(leave * stock)
		stock += in - out
		course = append(course, stock)
		k.Arrivals = append(k.Arrivals, counted(Arrivals, period.InMonth(m), int(in)))
		k.Departures = append(k.Departures, counted(Departures, period.InMonth(m), int(out)))
		k.Stocks = append(k.Stocks, counted(Persons, period.On(m.Last()), int(stock)))
	}
	return k, course
}

func reckon(t testing.TB, k Known, w Wish) Demand {
	t.Helper()
	d, err := Reckon(t.Context(), k, w)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// month returns all paths of a month, sorted.
func month(d Demand, m period.Month) []int {
	var list []int
	for _, path := range d.Persons {
		list = append(list, path[m-d.First])
	}
	slices.Sort(list)
	return list
}

// TestSteady: where 100 arrive and 2 % leave each month, the stock stays at 5,000,
// and the median says so a year ahead.
func TestSteady(t *testing.T) {
	k, course := city(48, 5000, func(int) float64 { return 100 }, 0.02)
	d := reckon(t, k, Wish{To: first + 59, Seed: 3})
	if last := course[47]; math.Abs(last-5000) > 1 {
		t.Fatalf("the city is not steady: %v", last)
	}
	if d.First != first+48 || d.Past.Filled != 0 || len(d.Persons) != DefaultPaths {
		t.Fatalf("first %s, %d filled, %d paths", d.First, d.Past.Filled, len(d.Persons))
	}
	list := month(d, first+59)
	if m := list[500]; m < 4850 || m > 5150 {
		t.Errorf("the median after a year is %d, want about 5,000", m)
	}
	if list[100] > 4990 || list[899] < 5010 {
		t.Errorf("the band %d to %d does not hold 5,000", list[100], list[899])
	}
	if math.Abs(d.Leaving.Middle-0.02) > 0.002 {
		t.Errorf("leaving %v, want 0.02", d.Leaving)
	}
}

// TestBalance: nobody appears or vanishes in any path, and nobody is there less than
// none.
func TestBalance(t *testing.T) {
	k, _ := city(36, 900, func(i int) float64 { return 30 + 10*math.Sin(float64(i)) }, 0.05)
	d := reckon(t, k, Wish{To: first + 47, Seed: 1, Paths: 100})
	for p, path := range d.Persons {
		for i := range path {
			before := 0
			if i > 0 {
				before = path[i-1]
			} else {
				continue // the stock that a history ends with
			}
			left := before + d.Arrived[p][i] - path[i]
			if path[i] < 0 || left < 0 || left > before {
				t.Fatalf("path %d, month %d: %d before, %d arrive, %d after", p, i, before, d.Arrived[p][i], path[i])
			}
		}
	}
}

// TestCovers: in 120 made-up cities whose arrivals walk at random and half of whose
// months nobody counts, the 80 % band of a year ahead holds about 80 % of what comes.
func TestCovers(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	inside, cities := 0, 120
	for range cities {
		level := 80 + 100*rnd.Float64()
		walk := make([]float64, 72)
		for i := range walk {
			level *= math.Exp(0.12 * rnd.NormFloat64())
			walk[i] = level
		}
		k, course := city(72, 3000, func(i int) float64 { return walk[i] }, 0.01+0.02*rnd.Float64())
		truth := int(course[71])
		k = until(k, (first + 59).Last())
		k.Stocks = slices.DeleteFunc(k.Stocks, func(figure.Picked) bool { return rnd.Float64() < 0.5 })
		k.Departures = nil
		list := month(reckon(t, k, Wish{To: first + 71, Seed: 1, Paths: 200}), first+71)
		if truth >= list[20] && truth <= list[179] {
			inside++
		}
	}
	if share := float64(inside) / float64(cities); share < 0.7 || share > 0.95 {
		t.Errorf("the 80 %% band holds %.0f %%", 100*share)
	}
}

// until leaves out what became known after a day.
func until(k Known, day period.Date) Known {
	later := func(list []figure.Picked) []figure.Picked {
		return slices.DeleteFunc(slices.Clone(list), func(p figure.Picked) bool { return p.KnownFrom.After(day) })
	}
	return Known{AsOf: day, Stocks: later(k.Stocks), Arrivals: later(k.Arrivals), Departures: later(k.Departures), Corrections: later(k.Corrections)}
}

// TestFewer: a city that counts less knows less: its band is wider.
func TestFewer(t *testing.T) {
	k, _ := city(48, 5000, func(i int) float64 { return 100 + 5*math.Sin(float64(i)) }, 0.02)
	w := Wish{To: first + 53, Seed: 1}
	all := month(reckon(t, k, w), first+53)
	k.Arrivals, k.Departures = nil, nil
	few := month(reckon(t, k, w), first+53)
	if few[900]-few[100] <= all[900]-all[100] {
		t.Errorf("without flows %d to %d, with them %d to %d", few[100], few[900], all[100], all[900])
	}
}

// TestSame: the same seed gives the same bytes on any number of cores, another one
// others.
func TestSame(t *testing.T) {
	k, _ := city(40, 2000, func(i int) float64 { return float64(60 + i%7) }, 0.02)
	bytes := func(seed uint64) string {
		b, err := json.Marshal(reckon(t, k, Wish{To: first + 60, Seed: seed, Paths: 200}).Persons)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	two := bytes(1)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if bytes(1) != two || bytes(2) == two {
		t.Error("the bytes hang on the cores, or do not hang on the seed")
	}
}

// TestScenarios: a stop of arrivals leaves fewer, a jump more, lost places are lost
// in every path; a mixture holds both, in the proportion of the weights.
func TestScenarios(t *testing.T) {
	k, _ := city(48, 5000, func(int) float64 { return 100 }, 0.02)
	w := Wish{To: first + 59, Seed: 1, Paths: 200}
	base := month(reckon(t, k, w), first+59)[100]
	zero, many := scenario.Certain(0), scenario.Certain(2000)
	one := scenario.Certain(1)
	stop := scenario.Scenario{ID: "stop", Name: "Stop", Author: "planner", On: k.AsOf, Weight: 25, Parts: []scenario.Part{{Kind: scenario.Law, From: first + 48, Factor: &zero}}}
	jump := scenario.Scenario{ID: "jump", Name: "Jump", Author: "planner", On: k.AsOf, Weight: 75, Parts: []scenario.Part{
		{Kind: scenario.Jump, From: first + 50, Persons: &many, Months: &one, Private: &zero, Return: &one},
	}}
	w.Scenarios = []scenario.Scenario{stop}
	stopped := reckon(t, k, w)
	// Nobody arrives for 12 months, 2 % leave each month.
	if m, want := month(stopped, first+59)[100], 5000*math.Pow(0.98, 12); math.Abs(float64(m)-want) > 200 {
		t.Errorf("after a stop %d, want about %.0f", m, want)
	}
	w.Scenarios = []scenario.Scenario{jump}
	if m := month(reckon(t, k, w), first+59)[100]; m < base+1300 || m > base+2000 {
		t.Errorf("after a jump of 2,000 %d, without %d", m, base)
	}
	w.Scenarios = []scenario.Scenario{stop, jump}
	mixed := month(reckon(t, k, w), first+59)
	if low := mixed[45]; low > base-500 {
		t.Errorf("a quarter of the mixture should lie low: %d", low)
	}
	if high := mixed[60]; high < base+500 {
		t.Errorf("three quarters of the mixture should lie high: %d", high)
	}
}

// TestDates: counts on other days than the last of a month belong to the nearest end
// of a month, less what was corrected in between.
func TestDates(t *testing.T) {
	k := Known{AsOf: period.Day(2016, 8, 1)}
	k.Stocks = []figure.Picked{
		counted(Persons, period.On(period.Day(2016, 6, 30)), 8558), counted(Persons, period.On(period.Day(2016, 7, 1)), 8141),
	}
	k.Corrections = []figure.Picked{counted(Corrections, period.On(period.Day(2016, 7, 1)), -417)}
	k.Arrivals = []figure.Picked{counted(Arrivals, period.InMonth(period.MonthOf(2016, 7)), 160)}
	d := reckon(t, k, Wish{To: period.MonthOf(2016, 12), Seed: 1, Paths: 20})
	june, _, _ := d.Past.At(period.MonthOf(2016, 6))
	july, was, _ := d.Past.At(period.MonthOf(2016, 7))
	if math.Abs(june.Persons-8558) > 1 || was || math.Abs(july.Persons-(8141+160-0.025*8558)) > 60 {
		t.Errorf("June %v, July %v", june, july)
	}
}

// TestNothing: a city without a stock is told so; any other gets an answer without a
// number that is none.
func TestNothing(t *testing.T) {
	if _, err := Reckon(t.Context(), Known{AsOf: first.Last()}, Wish{To: first + 12}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("nothing known: %v", err)
	}
	one := Known{AsOf: first.Last(), Stocks: []figure.Picked{counted(Persons, period.On(first.Last()), 0)}}
	d := reckon(t, one, Wish{To: first + 12, Seed: 1, Paths: 20})
	if !reflect.DeepEqual(month(d, first+12)[10] >= 0, true) || math.IsNaN(d.Leaving.Middle) {
		t.Errorf("%+v", d.Leaving)
	}
}
