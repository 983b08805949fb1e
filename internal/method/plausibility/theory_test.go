// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/method/plausibility"
	"planraum/internal/text"
)

var stock = figure.Indicator{Code: "language.courses", Unit: text.Same("Kurse"), Kind: figure.Stock}

// monthly is a series with one value at each end of month from January 2020;
// -1 leaves a month out.
func monthly(in figure.Indicator, values ...int64) plausibility.Series {
	var figures []figure.Figure
	for i, v := range values {
		day := (period.MonthOf(2020, 1) + period.Month(i)).Last()
		if v < 0 {
			continue
		}
		figures = append(figures, figure.Figure{
			ID: int64(i + 1), Key: figure.Key{Indicator: in.Code, Area: whole, Group: population.All, Period: period.On(day)},
			Value: unit.Decimal{Amount: v, Places: in.Places}, Basis: figure.Counted, Source: "report", KnownFrom: day.AddDays(14),
		})
	}
	return plausibility.NewSeries(in, figures, nil)
}

// TestJumpBound: of a course whose changes are +g and -g in turn, five each,
// and then one more, the spread is known in closed form. If the last change is
// the largest, the median is +g; five changes lie 2g from it and five on it, so
// that the median deviation is 2g, and the bound 6 x 1.4826 x 2g around +g.
func TestJumpBound(t *testing.T) {
	rate := figure.Indicator{Code: "x.rate", Kind: figure.Rate, Places: 6}
	const g = 0.05
	course := func(last float64) plausibility.Series {
		values := []int64{1_000_000_000}
		for i := range 10 {
			step := g
			if i%2 == 1 {
				step = -g
			}
			values = append(values, int64(math.Round(float64(values[i])*math.Exp(step))))
		}
		n := len(values) - 1
		return monthly(rate, append(values, int64(math.Round(float64(values[n])*math.Exp(last))))...)
	}
	limit := g + 6*1.4826*2*g
	for last, want := range map[float64]int{0.06: 0, limit - 0.001: 0, limit + 0.001: 1, -limit + 0.001: 0, -limit - 0.001: 1} {
		if found := plausibility.Jumps(course(last)); len(found) != want {
			t.Errorf("a last change of %+.2f gives %d jumps, want %d: %+v", last, len(found), want, found)
		}
	}
	if found := plausibility.Jumps(monthly(stock, 100, 100, 100, 100, 100, 100, 100, 10_000)); len(found) != 0 {
		t.Errorf("seven changes do not tell what is usual: %+v", found)
	}
}

// TestSmallCountsDoNotJump: 0, 1, 2 and 3 are what chance makes of one.
func TestSmallCountsDoNotJump(t *testing.T) {
	if found := plausibility.Jumps(monthly(stock, 1, 0, 2, 1, 0, 0, 3, 1, 0, 1, 2, 0, 4)); len(found) != 0 {
		t.Errorf("%+v", found)
	}
	if found := plausibility.Jumps(monthly(stock, 1, 0, 2, 1, 0, 0, 3, 1, 0, 1, 2, 0, 4000)); len(found) != 1 {
		t.Errorf("from 0 to 4,000: %d findings", len(found))
	}
}

// TestRoundedAgrees: a reported number agrees with those that round to it.
func TestRoundedAgrees(t *testing.T) {
	for _, c := range []struct {
		counted, reported int64
		source            string
		agree             bool
	}{
		{1116, 1116, "press", true},
		{1116, 1120, "press", true},    // to tens: 1,115 to 1,125
		{1116, 1110, "press", false},   // 1,105 to 1,115
		{1160, 1200, "press", true},    // to hundreds: 1,150 to 1,250
		{1149, 1200, "press", false},   // the next below
		{1116, 1117, "press", false},   // not rounded
		{7900, 8000, "press", true},    // to thousands
		{1116, 1117, "report", true},   // the same source has corrected itself
		{1116, 1117, "Report 2", true}, // as before, in another issue
	} {
		s := monthly(stock, c.counted)
		other := s.Picked[0].Figure
		other.ID, other.Value.Amount, other.Basis, other.Source, other.KnownFrom = 2, c.reported, figure.Reported, c.source, other.KnownFrom.AddDays(30)
		s = plausibility.NewSeries(stock, []figure.Figure{s.Picked[0].Figure, other}, nil)
		if found := plausibility.Contradictions(s); (len(found) == 0) != c.agree {
			t.Errorf("%+v: %d findings", c, len(found))
		}
	}
}

func TestChoiceSettles(t *testing.T) {
	a := monthly(stock, 100).Picked[0].Figure
	b := a
	b.ID, b.Value.Amount, b.Source = 2, 150, "press"
	choice := figure.Choice{Key: a.Key, Figure: 2, Reason: "geprüft", KnownFrom: b.KnownFrom}
	s := plausibility.NewSeries(stock, []figure.Figure{a, b}, map[figure.Key]figure.Choice{a.Key: choice})
	found := plausibility.Contradictions(s)
	if len(found) != 1 || found[0].Settled != "geprüft" || found[0].Severity != plausibility.Severe || found[0].Figures[0] != 2 {
		t.Errorf("%+v", found)
	}
}

// TestExpectationIsNoFault: forecasts, announcements and what was said before
// its time are not compared with what came.
func TestExpectationIsNoFault(t *testing.T) {
	came := monthly(stock, 100).Picked[0].Figure
	figures := []figure.Figure{came}
	for i, basis := range []figure.Basis{figure.Forecast, figure.Announced, figure.Assumed, figure.Counted} {
		f := came
		f.ID, f.Value.Amount, f.Source, f.Basis, f.KnownFrom = int64(i+2), 900, fmt.Sprint("paper", basis), basis, period.Day(2019, 1, 1)
		figures = append(figures, f)
	}
	if s := plausibility.NewSeries(stock, figures, nil); len(s.Picked) != 1 || len(s.Picked[0].Others) != 0 || s.Picked[0].ID != came.ID {
		t.Errorf("%+v", s.Picked)
	}
}

// TestRoundedPartsHaveSlack: three parts and a whole that are each rounded may
// be two apart; counted ones may not be one apart.
func TestRoundedPartsHaveSlack(t *testing.T) {
	areas := []area.Area{{ID: whole, Level: area.City}, {ID: "a", Parent: whole}, {ID: "b", Parent: whole}, {ID: "c", Parent: whole}}
	check := func(basis figure.Basis, total int64, parts ...int64) int {
		c := plausibility.New(areas, []figure.Indicator{stock}, period.Day(2020, 3, 1))
		var series []plausibility.Series
		for i, v := range append([]int64{total}, parts...) {
			f := monthly(stock, v).Picked[0].Figure
			f.ID, f.Basis, f.Area = int64(i+1), basis, areas[i].ID
			series = append(series, plausibility.NewSeries(stock, []figure.Figure{f}, nil))
		}
		c.Take(stock, series)
		return len(c.Findings(nil))
	}
	for _, c := range []struct {
		basis figure.Basis
		total int64
		parts []int64
		want  int
	}{
		{figure.Computed, 32, []int64{10, 10, 10}, 0},
		{figure.Computed, 33, []int64{10, 10, 10}, 1},
		{figure.Computed, 28, []int64{10, 10, 10}, 0},
		{figure.Counted, 31, []int64{10, 10, 10}, 1},
		{figure.Counted, 30, []int64{10, 10, 10}, 0},
		{figure.Counted, 31, []int64{10, 10}, 0},
		{figure.Counted, 19, []int64{10, 10}, 1}, // a part is missing
	} {
		if got := check(c.basis, c.total, c.parts...); got != c.want {
			t.Errorf("%+v: %d findings", c, got)
		}
	}
}

// TestMissingNeedsRuns: three months before and after, at most six between.
func TestMissingNeedsRuns(t *testing.T) {
	for _, c := range []struct {
		values []int64
		want   string
	}{
		{[]int64{1, 1, 1, -1, 1, 1, 1}, "2020-04"},
		{[]int64{1, 1, 1, -1, -1, 1, 1, 1}, "2020-04-01..2020-05-31"},
		{[]int64{1, 1, -1, 1, 1, 1}, ""},
		{[]int64{1, 1, 1, -1, 1, 1}, ""},
		{[]int64{1, 1, 1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1}, ""},
	} {
		checker := plausibility.New(nil, []figure.Indicator{stock}, period.Day(2020, 12, 1))
		checker.Take(stock, []plausibility.Series{monthly(stock, c.values...)})
		var got []string
		for _, f := range checker.Findings(nil) {
			if f.Kind == plausibility.Missing {
				got = append(got, f.Period.String())
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: %v, want %q", c.values, got, c.want)
		}
	}
}

// TestLongListsLeaveOut: where a report came and only does not list some groups,
// that is one finding; where it did not come for most, its month is missing.
func TestLongListsLeaveOut(t *testing.T) {
	find := func(full int) []plausibility.Finding {
		var series []plausibility.Series
		add := func(group string, values ...int64) {
			s := monthly(stock, values...)
			s.Group = population.ID(group)
			series = append(series, s)
		}
		for i := range full {
			add(fmt.Sprintf("full%02d", i), 5, 5, 5, 5, 5, 5, 5, 5)
		}
		add("a", 5, 5, 5, -1, 5, 5, 5, 5)
		add("b", 5, 5, 5, 5, -1, 5, 5, 5)
		checker := plausibility.New(nil, []figure.Indicator{stock}, period.Day(2020, 9, 1))
		checker.Take(stock, series)
		var found []plausibility.Finding
		for _, f := range checker.Findings(nil) {
			if f.Kind == plausibility.Missing {
				found = append(found, f)
			}
		}
		return found
	}
	if found := find(1); len(found) != 2 {
		t.Errorf("%d findings of a short list, want one for each group: %v", len(found), found)
	}
	found := find(5)
	if len(found) != 1 || found[0].Period.String() != "2020-04-01..2020-05-31" || !strings.Contains(found[0].Says.De, "2 Gruppen") {
		t.Errorf("a long list gives %v", found)
	}
}

// TestStaleFromItsDay: reported 14 days after each month, the next month is
// due 14 days after its end and overdue after another 14.
func TestStaleFromItsDay(t *testing.T) {
	for day, want := range map[period.Date]int{period.Day(2020, 7, 31).AddDays(28): 0, period.Day(2020, 7, 31).AddDays(29): 1} {
		checker := plausibility.New(nil, []figure.Indicator{stock}, day)
		checker.Take(stock, []plausibility.Series{monthly(stock, 5, 5, 5, 5, 5, 5)})
		if found := checker.Findings(nil); len(found) != want {
			t.Errorf("on %s %d findings, want %d", day, len(found), want)
		}
	}
}

func TestNames(t *testing.T) {
	for source, want := range map[string]string{
		"Monatsbericht 2015-11": "monatsbericht", "Monatsbericht Dezember 2015": "monatsbericht", "Report, March 2016": "report", "GRDrs 910/2017": "grdrs",
	} {
		if got := plausibility.SourceName(source); got != want {
			t.Errorf("%q is named %q, want %q", source, got, want)
		}
	}
	known := func(code string) bool { return code == "homeless.places" }
	for code, want := range map[string]string{"homeless.occupied_places": "homeless.places", "homeless.places": "", "hotels.occupied_places": "", "persons": ""} {
		if got := plausibility.Limit(code, known); got != want {
			t.Errorf("%s is bounded by %q, want %q", code, got, want)
		}
	}
	for _, k := range plausibility.Kinds() {
		if l := k.Label(); l.De == "" || l.De == string(k) {
			t.Errorf("%s has no name", k)
		}
	}
}
