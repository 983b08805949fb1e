// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

// TestMonthBars: the axis is true to time. Three bars in January, February and July lie
// one month and five months apart, and a month without a number is left empty.
func TestMonthBars(t *testing.T) {
	svg := chart.MonthBars{Frame: chart.Frame{ID: "m", Lang: text.De}, Unit: "Personen", Bars: []chart.MonthBar{
		{Month: period.MonthOf(2015, 1), Value: 10}, {Month: period.MonthOf(2015, 2), Value: 20}, {Month: period.MonthOf(2015, 7), Value: 30},
	}}.SVG()
	var x []float64
	for _, m := range regexp.MustCompile(`<rect x="([0-9.]+)" [^>]*chart-fill-1"`).FindAllStringSubmatch(svg, -1) {
		n, _ := strconv.ParseFloat(m[1], 64)
		x = append(x, n)
	}
	if len(x) != 3 || math.Abs((x[2]-x[1])-5*(x[1]-x[0])) > 0.6 { // pixels are written with one decimal
		t.Errorf("bars at %v in %s", x, svg)
	}
	if strings.Contains(svg, "unbekannt") {
		t.Error("an empty month is said to be unknown")
	}
}

// TestOutside: an area of which the map does not speak is neither unknown nor of a class.
func TestOutside(t *testing.T) {
	five, hundred := 5.0, 100.0
	square := func(x float64) [][][2]float64 { return [][][2]float64{{{x, 48}, {x + 1, 48}, {x + 1, 49}, {x, 48}}} }
	svg := chart.Choropleth{Frame: chart.Frame{ID: "m", Lang: text.De}, Outside: "kein Standort", Regions: []chart.Region{
		{Name: "A", Rings: square(8), Value: &five}, {Name: "B", Rings: square(9), Value: &hundred, Outside: true},
	}}.SVG()
	if !strings.Contains(svg, "B: kein Standort") || strings.Contains(svg, "unbekannt") || strings.Contains(svg, "100") {
		t.Error(svg)
	}
}
