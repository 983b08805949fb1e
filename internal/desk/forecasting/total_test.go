// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
)

// TestSumBesideAStatedTotal: the sum of a year whose months are not all known is set
// beside the year's stated total, once that is known; beside its months where they are.
func TestSumBesideAStatedTotal(t *testing.T) {
	m := &town{}
	m.count(period.MonthOf(2017, 2), 100)
	m.say("intake.arrivals", "2017", 1468, figure.Counted, "2018-01-14")
	f := prediction.Issued{
		Subject: prediction.Subject{Indicator: "intake.arrivals", Area: arrivals(day("2017-01-01"), 1).Area, Group: arrivals(day("2017-01-01"), 1).Group, Frequency: 12},
		ID:      "f", AsOf: day("2016-12-31"), MadeOn: day("2016-12-31"),
		Sums: []prediction.Total{{Steps: 12, Range: prediction.Range{Median: 553, Bounds: []prediction.Bounds{{Level: 80, Low: 244, High: 1304}}}}},
	}
	for i := range 12 {
		p := prediction.StepFrom(period.MonthOf(2017, 1), 12, i)
		f.Steps = append(f.Steps, prediction.Step{From: p.From, To: p.To})
	}
	score := func(asOf string) forecasting.TotalScore {
		t.Helper()
		s, err := m.desk(day("2019-01-01")).Score(t.Context(), f, day(asOf))
		if err != nil {
			t.Fatal(err)
		}
		return s.Totals[0]
	}
	if one := score("2018-01-13"); one.Mark != nil {
		t.Errorf("scored before the total is known: %+v", one.Mark)
	}
	one := score("2018-01-14")
	if one.Mark == nil || one.Stated == nil || one.Mark.Inside[80] {
		t.Fatalf("a known miss is left out: %+v", one)
	}
	near(t, "came", one.Mark.Came, 1468)
	near(t, "error", one.Mark.Error, 553-1468)
	for i := range 12 {
		m.count(period.MonthOf(2017, 1)+period.Month(i), 120)
	}
	if one = score("2018-12-31"); one.Stated != nil {
		t.Error("the months are all known, yet the total is taken")
	}
	near(t, "months", one.Mark.Came, 12*120)
}
