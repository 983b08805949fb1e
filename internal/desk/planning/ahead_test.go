// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

// line is a run whose gap falls from 200 by 100 a month, with 1,000 persons
// and 50 more each month.
func line() plan.Run {
	var run plan.Run
	for i := range 6 {
		run.Result.Months = append(run.Result.Months, plan.Month{
			Month: period.MonthOf(2016, 1) + period.Month(i), Persons: unit.Headcount(1000 + 50*i), Gap: unit.Headcount(200 - 100*i),
		})
	}
	return run
}

func count(day period.Date, persons int64) figure.Picked {
	return figure.Picked{Figure: figure.Figure{Key: figure.Key{Period: period.On(day)}, Value: unit.Whole(persons)}}
}

func TestAhead(t *testing.T) {
	if s := Ahead(line(), period.MonthOf(2015, 12)); s.First == nil || *s.First != period.MonthOf(2016, 4) || s.FirstPlaces != 100 {
		t.Errorf("from the start: %+v, want April 2016 with 100", s)
	}
	if s := Ahead(line(), period.MonthOf(2016, 5)); s.First == nil || *s.First != period.MonthOf(2016, 5) || s.FirstPlaces != 200 {
		t.Errorf("from May: %+v, want May 2016 with 200", s)
	}
	if s := Ahead(line(), period.MonthOf(2017, 1)); s.First != nil {
		t.Errorf("behind the plan: %+v, want none", s)
	}
}

func TestDrift(t *testing.T) {
	counts := []figure.Picked{count(period.Day(2015, 6, 30), 1), count(period.Day(2016, 2, 14), 1000), count(period.Day(2017, 1, 1), 5)}
	d, ok := Compared(line(), counts)
	if !ok || d.Month != period.MonthOf(2016, 2) || d.By() != 50 {
		t.Fatalf("%+v, %v; want February 2016 and 50 persons", d, ok)
	}
	for persons, large := range map[int64]bool{1000: false, 999: true, 1106: true, 1105: false, 1050: false} {
		d.Counted = count(period.Day(2016, 2, 14), persons)
		if d.Large() != large {
			t.Errorf("1,050 planned and %d counted: large is %v", persons, !large)
		}
	}
	if _, ok := Compared(line(), counts[:1]); ok {
		t.Error("a count before the plan was compared")
	}
	d.Counted = count(period.Day(2016, 2, 14), 1000)
	if got, want := d.Say().De, "Der Plan rechnet für Februar 2016 mit 1.050 Personen, das sind 50 mehr als gezählt (1.000 am 14.02.2016)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	d.Counted.Period = period.InMonth(period.MonthOf(2016, 2))
	if got, want := d.Say().De, "Der Plan rechnet für Februar 2016 mit 1.050 Personen, das sind 50 mehr als gezählt (1.000 im Februar 2016)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
