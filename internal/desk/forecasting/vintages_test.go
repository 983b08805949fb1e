// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestExampleCityHasNoOpenMonths: no month of arrivals or departures of the example city
// was corrected later, so that a nowcast of its last months changes no outlook.
func TestExampleCityHasNoOpenMonths(t *testing.T) {
	c := citytest.Example(t)
	desk := forecasting.New(c.Store, c.Store, c.Store, citytest.Today)
	tried := 0
	for year := 2014; year <= 2019; year++ {
		for _, month := range []int{6, 12} {
			for _, indicator := range []string{"intake.arrivals", "intake.departures"} {
				f, err := desk.Try(t.Context(), forecasting.Order{
					Subject: prediction.Subject{Indicator: indicator, Area: "08111000", Group: population.All, Frequency: 12},
					AsOf:    period.MonthOf(year, month).Last(), Horizon: 3, Seed: 1,
				})
				if fault.KindOf(err) == fault.Invalid { // too few values
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if tried++; f.Nowcast != nil {
					t.Errorf("%s, %d-%d: %d months are open", indicator, year, month, len(f.Nowcast.Months))
				}
			}
		}
	}
	if tried < 8 {
		t.Errorf("only %d were tried", tried)
	}
}
