// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart_test

import (
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

// TestBreakIsNeverLeftOut: every picture over time draws the breaks within its
// months, names them by their numbers and tells them in its description; those
// outside of its months it leaves out.
func TestBreakIsNeverLeftOut(t *testing.T) {
	start := period.MonthOf(2016, 1)
	points := make([]chart.Point, 12)
	for i := range points {
		points[i] = chart.Point{Month: start + period.Month(i), Value: int64(100 + i)}
	}
	breaks := []chart.Break{
		{Date: period.Day(2017, 7, 1), Number: 3, Text: "danach"},
		{Date: period.Day(2016, 7, 1), Number: 2, Text: "neue <Software> & „Zählweise“"},
		{Date: period.Day(2016, 6, 30), Number: 1, Text: "am Tag davor"},
	}
	for _, width := range []int{chart.Narrow, chart.Medium, chart.Wide} {
		frame := chart.Frame{ID: "x", Lang: text.De, Title: "Titel", Desc: "Beschreibung.", Width: width}
		series := chart.Series{Name: "Personen", Points: points}
		for name, svg := range map[string]string{
			"lines":     chart.Lines{Frame: frame, Series: []chart.Series{series}, Breaks: breaks}.SVG(),
			"capacity":  chart.Capacity{Frame: frame, Demand: series, Breaks: breaks}.SVG(),
			"sparkline": chart.Sparkline{Frame: frame, Points: points, Breaks: breaks}.SVG(),
		} {
			_, rest, _ := strings.Cut(svg, "<desc")
			desc, drawn, _ := strings.Cut(rest, "</desc>")
			for _, want := range []string{"Beschreibung.", "Bruch B1 am 30.06.2016: am Tag davor", "Bruch B2 am 01.07.2016: neue &lt;Software&gt; &amp; „Zählweise“"} {
				if !strings.Contains(desc, want) {
					t.Errorf("%s, %d px: the description %q lacks %q", name, width, desc, want)
				}
			}
			if strings.Contains(svg, "danach") || strings.Contains(svg, "<Software>") {
				t.Errorf("%s, %d px: a break outside of the months is told, or text is not escaped", name, width)
			}
			if n := strings.Count(drawn, "stroke-dasharray"); n != 2 {
				t.Errorf("%s, %d px: %d dashed lines, want 2", name, width, n)
			}
			if name != "sparkline" && (!strings.Contains(drawn, ">B1</text>") || !strings.Contains(drawn, ">B2</text>")) {
				t.Errorf("%s, %d px: the numbers are not drawn", name, width)
			}
		}
	}
}

// TestPlaceIsTold: a marked place is drawn and told in the description.
func TestPlaceIsTold(t *testing.T) {
	points := []chart.Point{{Month: period.MonthOf(2016, 1), Value: 1}, {Month: period.MonthOf(2016, 2), Value: 2}}
	svg := chart.Lines{
		Frame: chart.Frame{ID: "x", Lang: text.En, Title: "t"}, Series: []chart.Series{{Name: "s", Points: points}},
		Places: []chart.Mark{{Date: period.Day(2016, 2, 29), Label: "too many"}, {Date: period.Day(2020, 1, 1), Label: "far away"}},
	}.SVG()
	_, rest, _ := strings.Cut(svg, "<desc")
	desc, drawn, _ := strings.Cut(rest, "</desc>")
	if !strings.Contains(desc, "Diamond: too many") || !strings.Contains(drawn, "too many") || strings.Contains(svg, "far away") {
		t.Errorf("the picture is %s", svg)
	}
}
