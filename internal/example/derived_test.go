// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example_test

import (
	"slices"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/unit"
)

// only returns the single value of an indicator for the whole city in a period
// with a basis; counted and reported count as one.
func (c city) only(t *testing.T, indicator, span string, basis ...figure.Basis) int64 {
	t.Helper()
	var values []int64
	for _, f := range c.figures {
		if f.Indicator == indicator && f.Period.String() == span && f.Group == "all" && f.Area == "08111000" && slices.Contains(basis, f.Basis) {
			values = append(values, f.Value.Amount)
		}
	}
	if len(values) != 1 {
		t.Fatalf("%s in %s: values %v, want one", indicator, span, values)
	}
	return values[0]
}

// TestDerivedFigures reckons the figures that no source prints again from those
// that are printed.
func TestDerivedFigures(t *testing.T) {
	c := load(t)
	persons := func(day string) int64 { return c.only(t, "accommodation.persons", day, figure.Counted) }
	flow := func(name, year string) int64 { return c.only(t, "intake."+name, year, figure.Counted) }
	derived := func(indicator, span string) int64 { return c.only(t, indicator, span, figure.Computed) }

	if got, want := derived("intake.corrections", "2016-07-01"), persons("2016-07-01")-persons("2016-06-30"); got != want || want != -417 {
		t.Errorf("correction of 2016: %d, want %d", got, want)
	}
	if got, want := derived("intake.departures", "2019"), persons("2018-12-31")+flow("arrivals", "2019")-persons("2019-12-31"); got != want {
		t.Errorf("departures of 2019: %d, want %d", got, want)
	}
	if got, want := derived("intake.arrivals", "2013"), unit.DivRoundHalfUp(100*flow("arrivals", "2014"), 162); got != want {
		t.Errorf("arrivals of 2013: %d, want %d", got, want)
	}

	// Two derivations of the stock at the end of 2015: from the plan of 27
	// November 2015 (12 x 600 in, 12 x 100 out, 1,550 credited, 12,194 reached)
	// and from the balance of 2016.
	assumed := func(indicator string) int64 { return c.only(t, indicator, "2016", figure.Assumed) }
	planned := int64(12_194) - (12*assumed("intake.arrivals_per_month") - assumed("intake.state_reception_credit") - 12*assumed("intake.departures_per_month"))
	came := persons("2016-12-31") - flow("arrivals", "2016") + flow("departures", "2016")
	var stocks []int64
	for _, f := range c.figures {
		if f.Indicator == "accommodation.persons" && f.Period.String() == "2015-12-31" && f.Basis == figure.Computed {
			stocks = append(stocks, f.Value.Amount)
		}
	}
	if !slices.Equal(stocks, []int64{planned, came}) || planned != 7744 || came != 7127 {
		t.Errorf("stocks at the end of 2015: %v, want %d (planned) and %d (came)", stocks, planned, came)
	}
}

// TestContradictionsStandSideBySide: three sources, three arrivals of November
// 2015, and the rule picks the count.
func TestContradictionsStandSideBySide(t *testing.T) {
	var found []figure.Figure
	for _, f := range load(t).figures {
		if f.Indicator == "intake.arrivals" && f.Period.String() == "2015-11" {
			found = append(found, f)
		}
	}
	picked, ok := figure.Pick(found, nil)
	if !ok || picked.Value.Amount != 1116 || len(picked.Others) != 2 {
		t.Errorf("picked %+v of %d", picked, len(found))
	}
}
