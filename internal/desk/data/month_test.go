// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/store/citytest"
)

// TestStockOfAMonth: a stock stated for December 2015 and one of 31.12.2015
// contradict each other in series, overview, derivation and choice; flows, and
// the stock of a year, do not.
func TestStockOfAMonth(t *testing.T) {
	city := town(t)
	city.Import(t, "figures.csv", figureHead+
		row("2015-12-31", "100", "counted", "2016-01-14", "Amt")+
		row("2015-12", "103", "reported", "2016-02-01", "Presse")+
		row("2015", "90", "reported", "2016-02-01", "Jahresbericht")+
		"intake.arrivals,09999000,2015-12,50,counted,2016-01-14,Amt\nintake.arrivals,09999000,2015-12-31,2,counted,2016-01-14,Presse\n")
	asOf := citytest.Today()
	picked, err := city.Data.Series(t.Context(), figure.Query{Indicators: []string{data.Persons}, AsOf: asOf})
	if err != nil || len(picked) != 2 {
		t.Fatalf("%+v, %v", picked, err)
	}
	month := picked[1]
	if picked[0].Period.IsYear() {
		month = picked[1]
	} else {
		month = picked[0]
	}
	if month.Value.Amount != 103 || month.Why != figure.ByRecording || len(month.Others) != 1 || month.Others[0].Value.Amount != 100 || !data.Contradicts(month) {
		t.Fatalf("%+v", month)
	}
	course, err := city.Data.Course(t.Context(), data.Persons, "", "", asOf)
	if err != nil || course.Contradicted() != 1 {
		t.Errorf("%d contradictions, %v", course.Contradicted(), err)
	}
	sums, err := city.Data.Summaries(t.Context(), asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sums {
		want := map[string]int{data.Persons: 1, data.Arrivals: 0}[s.Indicator]
		if s.Contradicted != want {
			t.Errorf("%s: %d contradictions, want %d", s.Indicator, s.Contradicted, want)
		}
	}
	day := month.Others[0].ID
	node, err := city.Data.Derive(t.Context(), day, asOf)
	if err != nil || len(node.From) != 1 || !strings.Contains(node.Rule.De, "zuletzt bekannt geworden") || !strings.Contains(node.From[0].Name.De, "Dezember 2015") {
		t.Errorf("%+v, %v", node, err)
	}
	effect, err := city.Data.Effect(t.Context(), day, asOf)
	if err != nil || effect.After.Value.Amount != 100 || effect.Before.Value.Amount != 103 {
		t.Errorf("%+v, %v", effect, err)
	}
	if err := city.Data.Choose(t.Context(), day, "Die eigene Zählung ist genauer.", "Sozialplanung", asOf, citytest.Now); err != nil {
		t.Fatal(err)
	}
	c, err := city.Data.Contradiction(t.Context(), month.ID, asOf)
	if err != nil || c.Picked.ID != day || c.Picked.Why != figure.ByChoice || c.Picked.Period != period.On(period.Day(2015, 12, 31)) {
		t.Errorf("%+v, %v", c, err)
	}
}
