// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"strings"
	"testing"
)

// TestForecastHeadings: the largest miss that could be known, and before that
// that nothing can be scored.
func TestForecastHeadings(t *testing.T) {
	v := reader(t)
	for asOf, want := range map[string]string{
		"2010-01-01": "Bis zum 01.01.2010 ist keine Prognose bekannt.",
		"2015-11-27": "Am 27.11.2015 sind 8 Prognosen bekannt; was kam, ist noch für keine bekannt.",
		"2016-06-30": "Für Ende 2015 waren 5.398 Personen vorausgesagt, untergebracht waren 6.700.",
		"2017-01-20": "Für Ende 2016 waren 12.194 Personen vorausgesagt, untergebracht waren 8.055.",
		"2024-06-01": "Für Ende 2016 waren 12.194 Personen vorausgesagt, untergebracht waren 8.055.",
	} {
		if got := v.Heading("/prognosen?stand=" + asOf); got != want {
			t.Errorf("as of %s: %q, want %q", asOf, got, want)
		}
	}
}

// TestForecastScores are those of docs/methods/forecast.md, whose page the
// method's own tests check.
func TestForecastScores(t *testing.T) {
	rows := reader(t).Page("/prognosen?stand=2024-06-01").Table("prognosen")
	want := map[string]string{
		"27.07.2015 31.12.2015": "5.398|7.127 berechnet|−1.729|−24,3 %|1,32",
		"30.09.2015 31.12.2015": "6.500|7.127 berechnet|−627|−8,8 %|1,10",
		"31.10.2015 31.12.2016": "7.798|8.055|−257|−3,2 %|1,03",
		"27.11.2015 31.12.2016": "12.194|8.055|+4.139|51,4 %|0,66",
		"26.09.2018 31.12.2019": "5.846|5.865|−19|−0,3 %|1,00",
		"26.11.2019 31.12.2019": "5.951|5.865|+86|1,5 %|0,99",
		"26.11.2019 31.12.2020": "5.231|4.800 berichtet|+431|9,0 %|0,92",
		// nobody counted at the end of 2014 and of 2017
		"18.02.2014 31.12.2014": "2.800|nicht bekannt|||",
		"24.09.2014 31.12.2014": "2.535|nicht bekannt|||",
		"31.10.2015 31.12.2017": "8.998|nicht bekannt|||",
		"27.11.2015 31.12.2017": "13.594|nicht bekannt|||",
	}
	if len(rows) != len(want) {
		t.Errorf("%d forecasts, want %d", len(rows), len(want))
	}
	for _, r := range rows {
		got := strings.ReplaceAll(strings.Join(r[3:], "|"), "\u00a0", " ")
		if got != want[r[0]+" "+r[2]] {
			t.Errorf("of %s for %s: %q, want %q", r[0], r[2], got, want[r[0]+" "+r[2]])
		}
	}
}

func TestForecastsStayOpenUntilTheyAreDue(t *testing.T) {
	page := reader(t).Page("/prognosen?stand=2015-11-27")
	open := 0
	for _, r := range page.Table("prognosen") {
		if r[4] == "noch offen" {
			open++
		}
	}
	if open != 6 { // those for 2015, 2016 and 2017
		t.Errorf("%d forecasts are open, want 6", open)
	}
	if chart, ok := page.First("#treffsicherheit .chart-wide svg"); !ok || !strings.Contains(chart.Text(), "gesagt am 27.11.2015") && !strings.Contains(chart.Text(), "27.11.2015") {
		t.Errorf("the picture does not show the newest forecast")
	}
}
