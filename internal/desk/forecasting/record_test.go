// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"strings"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
	"planraum/internal/method/scoring"
)

func contains(s, part string) bool { return strings.Contains(s, part) }
func rows(err error) []fault.Row   { return fault.RowsOf(err) }

// TestSeriesIsWhatTheLedgerChose: of two values the later known one, of an
// announcement nothing, a month without a value missing; quarters and years are
// summed up where all months are known, and taken as stated where they are.
func TestSeriesIsWhatTheLedgerChose(t *testing.T) {
	m := &town{}
	for i, v := range []int64{10, 20, 30, 40, 0, 60} {
		if v > 0 {
			m.count(period.MonthOf(2015, 1)+period.Month(i), v)
		}
	}
	m.say("intake.arrivals", "2015-02", 25, figure.Reported, "2015-06-01")
	m.say("intake.arrivals", "2015-05", 99, figure.Announced, "2015-05-01")
	m.say("intake.arrivals", "2015-07", 77, figure.Counted, "2015-07-10") // before the month was over: a part of it
	m.say("intake.arrivals", "2014", 480, figure.Counted, "2015-01-14")
	d := m.desk(day("2015-08-20"))
	values := func(frequency int, asOf string) []float64 {
		o := arrivals(day(asOf), 1)
		o.Frequency = frequency
		list, err := d.Values(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		var v []float64
		for _, g := range list {
			v = append(v, g.Value)
		}
		return v
	}
	same := func(what string, got, want []float64) {
		t.Helper()
		if len(got) != len(want) {
			t.Fatalf("%s: %v, want %v", what, got, want)
		}
		for i := range got {
			near(t, what, got[i], want[i])
		}
	}
	same("months", values(12, "2015-08-20"), []float64{10, 25, 30, 40, 60})
	same("months as of May", values(12, "2015-05-20"), []float64{10, 20, 30, 40})
	same("quarters", values(4, "2015-08-20"), []float64{65})
	same("years", values(1, "2015-08-20"), []float64{480})
	draft, err := d.Try(t.Context(), arrivals(day("2015-08-20"), 2))
	if err != nil || draft.Course.Given != 7 || draft.Course.Missing != 2 || draft.Steps[0].From != day("2015-08-01") || draft.Last.Value != 60 {
		t.Errorf("%+v, first step %s, last %+v, %v", draft.Course, draft.Steps[0].From, draft.Last, err)
	}
}

// TestStockOfAMonth: the last count of a month stands for it, and a quarter's is
// that of its last month.
func TestStockOfAMonth(t *testing.T) {
	m := &town{}
	for when, v := range map[string]int64{"2015-09-02": 5, "2015-09-30": 7, "2015-10-15": 9, "2015-12": 11} {
		m.say("accommodation.persons", when, v, figure.Counted, "2016-01-10")
	}
	m.say("accommodation.persons", "2015-12-31", 12, figure.Forecast, "2015-07-01")
	o := arrivals(day("2016-01-20"), 2)
	o.Indicator, o.Frequency = "accommodation.persons", 4
	list, err := m.desk(day("2016-01-20")).Values(t.Context(), o)
	if err != nil || len(list) != 2 || list[0].Value != 7 || list[1].Value != 11 {
		t.Errorf("%+v, %v", list, err)
	}
}

// said is a town in which others have said something, with answers that can be
// reckoned by hand.
func said() *town {
	m := &town{}
	m.count(period.MonthOf(2015, 1), 200)
	m.say("intake.arrivals", "2015-07", 300, figure.Announced, "2015-05-31")
	m.count(period.MonthOf(2015, 7), 400)
	m.say("intake.arrivals_per_month", "2016", 600, figure.Assumed, "2015-11-27") // last known: 400
	m.say("intake.arrivals", "2016", 3600, figure.Counted, "2017-01-14")          // 300 a month
	for i, v := range []int64{800, 700, 600} {
		m.count(period.MonthOf(2016, 1)+period.Month(i), v)
	}
	m.say("intake.arrivals_per_month", "2016-04..2016-12", 500, figure.Assumed, "2016-04-20") // (3600 - 2100) / 9 = 166.7; last 600
	m.say("intake.arrivals", "2017-03", 50, figure.Forecast, "2017-02-01")
	m.say("intake.arrivals", "2016-02", 1, figure.Forecast, "2016-03-20") // after its month: no forecast
	return m
}

// TestStatementsBesideWhatCame against hand reckoning.
func TestStatementsBesideWhatCame(t *testing.T) {
	r, err := said().desk(day("2018-01-01")).Record(t.Context(), day("2017-02-15"))
	if err != nil || len(r.Statements) != 4 || r.Scored() != 3 {
		t.Fatalf("%d statements, %d scored, %v", len(r.Statements), r.Scored(), err)
	}
	for i, want := range []struct {
		said, came      float64
		rising, falling bool
		how             forecasting.How
		origin          forecasting.Origin
		span            forecasting.Span
	}{
		{300, 400, true, false, forecasting.AsStated, forecasting.Announced, forecasting.UpTo3},
		{600, 300, false, true, forecasting.AsStated, forecasting.Assumed, forecasting.UpTo24},
		{500, 1500. / 9, false, true, forecasting.RestOfYear, forecasting.Assumed, forecasting.UpTo12},
	} {
		s := r.Statements[i]
		near(t, "said", s.Said, want.said)
		near(t, "came", s.Came.Value, want.came)
		if s.Rising() != want.rising || s.Falling() != want.falling || s.Came.How != want.how || s.Origin != want.origin || s.Span() != want.span {
			t.Errorf("statement %d: rising %v, falling %v, %v, %s, span %d", i, s.Rising(), s.Falling(), s.Came.How, s.Origin, s.Span())
		}
	}
	l := r.Outside("intake.arrivals")
	near(t, "bias when numbers rose", l.Rising.Bias, -0.25)
	near(t, "bias when they fell", l.Falling.Bias, (300+500-1500./9)/(300+1500./9))
	near(t, "mean error", l.All.Error, (-100+300+500-1500./9)/3)
	near(t, "mean absolute error", l.All.Absolute, (100+300+500-1500./9)/3)
	near(t, "what was announced", r.Said("intake.arrivals", forecasting.Announced).All.Error, -100)
	near(t, "what plans assumed", r.Said("intake.arrivals", forecasting.Assumed).All.Error, (300+500-1500./9)/2)
	early, err := said().desk(day("2018-01-01")).Record(t.Context(), day("2015-08-01"))
	if err != nil || len(early.Statements) != 1 || early.Scored() != 0 {
		t.Errorf("before July was counted: %d statements, %d scored, %v", len(early.Statements), early.Scored(), err)
	}
}

// TestScoresAreThoseOfTheMethod: errors, interval scores and CRPS of a kept
// forecast are what method/scoring says of its bounds.
func TestScoresAreThoseOfTheMethod(t *testing.T) {
	m := &town{}
	for i := range 30 {
		m.count(period.MonthOf(2013, 1)+period.Month(i), 100+int64(i*7%13))
	}
	d := m.desk(day("2015-07-20"))
	f, _, err := d.Issue(t.Context(), arrivals(day("2015-07-20"), 3), "Probe", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	m.count(period.MonthOf(2015, 8), 131)
	s, err := m.desk(day("2016-01-01")).Score(t.Context(), f, day("2016-01-01"))
	if err != nil || s.Known != 1 || s.Steps[0].Mark != nil {
		t.Fatalf("%d known, %v", s.Known, err)
	}
	step, mark := f.Steps[1], s.Steps[1].Mark
	var intervals []scoring.Interval
	levels := []scoring.Level{{Share: 0.5, Value: step.Median}}
	for _, b := range step.Bounds {
		intervals = append(intervals, scoring.Interval{Level: b.Level / 100, Low: b.Low, High: b.High})
		levels = append([]scoring.Level{{Share: 0.5 - b.Level/200, Value: b.Low}}, append(levels, scoring.Level{Share: 0.5 + b.Level/200, Value: b.High})...)
		if mark.Inside[b.Level] != intervals[len(intervals)-1].Holds(131) {
			t.Errorf("inside %v %%: %v", b.Level, mark.Inside[b.Level])
		}
	}
	near(t, "error", mark.Error, step.Median-131)
	near(t, "naive error", mark.Naive, step.Naive.Median-131)
	near(t, "WIS", mark.WIS, scoring.WIS(step.Median, intervals, 131))
	near(t, "CRPS", mark.CRPS, scoring.CRPSQuantiles(levels, 131))
	if !mark.Rising || mark.Falling {
		t.Errorf("131 after %v: rising %v", f.Last.Value, mark.Rising)
	}
	if len(s.Totals) != 0 {
		t.Errorf("three steps have %d sums of half a year", len(s.Totals))
	}
}

// TestFirstOfSeveralCounts: who issues a forecast of the same day again with
// another seed gets no second count.
func TestFirstOfSeveralCounts(t *testing.T) {
	m := &town{}
	for i := range 30 {
		m.count(period.MonthOf(2013, 1)+period.Month(i), 100+int64(i*7%13))
	}
	d := m.desk(day("2015-07-20"))
	for seed := range uint64(3) {
		o := arrivals(day("2015-07-20"), 2)
		o.Seed = seed
		if _, old, err := d.Issue(t.Context(), o, "Probe", time.Time{}); err != nil || old {
			t.Fatal(old, err)
		}
	}
	m.count(period.MonthOf(2015, 7), 110)
	r, err := m.desk(day("2015-09-01")).Record(t.Context(), day("2015-09-01"))
	if list, _ := d.List(t.Context(), period.Date{}); err != nil || len(list) != 3 || len(r.Statements) != 2 || r.Scored() != 1 || r.Lines[0].All.Count != 1 || !r.Lines[0].Own {
		t.Errorf("%d statements, %d scored, %+v, %v", len(r.Statements), r.Scored(), r.Lines, err)
	}
}
