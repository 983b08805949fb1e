// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart_test

import (
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
)

// TestFanBeside: estimates are dots with a dashed error, an exact one has none; what
// others said is a diamond each, also where two speak of the same month; both are
// named, and neither is drawn outside the months asked for.
func TestFanBeside(t *testing.T) {
	m := month("2016-01")
	beside := chart.Fan{
		Frame: chart.Frame{ID: "b", Width: chart.Wide}, Name: "Median",
		Steps: []chart.FanPoint{{BandPoint: chart.BandPoint{Month: m, Low80: 10, High80: 30}, Median: 20}, {BandPoint: chart.BandPoint{Month: m + 1, Low80: 10, High80: 40}, Median: 25}},
		Estimated: chart.EstimatedSeries{Name: "gefüllt", Points: []chart.EstimatedPoint{
			{Month: m, Value: 21, Error: 8}, {Month: m + 1, Value: 22}, {Month: m + 9, Value: 90, Error: 5}, {Month: m + 1, Value: 12, Error: -4},
		}},
		Others: chart.Series{Name: "von anderen", Points: []chart.Point{{Month: m, Value: 70}, {Month: m, Value: 50}, {Month: m + 9, Value: 99}}},
		To:     m + 1,
	}
	svg := beside.SVG()
	texts := check(t, svg)["text"]
	for _, want := range []string{"gefüllt", "von anderen", "80"} { // the axis reaches 70
		if !has(texts, want) {
			t.Errorf("%q is not written: %q", want, texts)
		}
	}
	if has(texts, "100") {
		t.Error("the axis reaches what is not shown")
	}
	if n := strings.Count(svg, `stroke-dasharray="2 2"`); n != 2 { // one estimate, and the legend
		t.Errorf("%d errors are drawn, want 2", n)
	}
	if n := strings.Count(svg, `r="1.8"`); n != 4 { // three estimates, and the legend
		t.Errorf("%d estimates are drawn, want 4", n)
	}
	beside.Estimated.Points, beside.Others.Points = nil, nil
	if plain := beside.SVG(); strings.Contains(plain, "gefüllt") || strings.Contains(plain, "von anderen") {
		t.Error("what is not there is in the legend")
	}
	// Estimates alone make a picture.
	alone := chart.Fan{Frame: chart.Frame{ID: "a"}, Estimated: chart.EstimatedSeries{Points: []chart.EstimatedPoint{{Month: period.MonthOf(2016, 1), Value: 5, Error: 9}}}}
	check(t, alone.SVG())
}
