// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/tools/refdata"
)

// The published scenarios are the sum of support and house management.
func TestSumPublished(t *testing.T) {
	var base unit.FTE
	for _, r := range refdata.Records(t, "staffing_scenarios.csv") {
		per := refdata.Number(t, r["key"][len("1:"):])
		each, got := Sum([]Component{{unit.Headcount(refdata.Number(t, r["persons"])), per}, {unit.Headcount(refdata.Number(t, r["places"])), per}})
		if want := decimal(t, r["posts"], 2); int64(got) != want || each[0]+each[1] != got {
			t.Errorf("%s: %d hundredths of %v, published %d", r["key"], got, each, want)
		}
		if per == 136 {
			base = got
		}
		if want := decimal(t, r["delta_to_136"], 2); int64(got-base) != want {
			t.Errorf("%s: %d hundredths more, published %d", r["key"], got-base, want)
		}
	}
}

func TestSumOfNothing(t *testing.T) {
	if each, total := Sum(nil); len(each) != 0 || total != 0 {
		t.Errorf("%v, %d", each, total)
	}
}

func TestFullYear(t *testing.T) {
	rate := flat(77_400_00)
	c := NewRates(settings(rate), nil).FullYear(rate.Key, 150, 2016)
	if c.Cents == nil || *c.Cents != 116_100_00 { // 1.5 posts x 77,400 EUR
		t.Errorf("1.5 posts cost %+v", c)
	}
	limited := flat(77_400_00)
	limited.FlatRate.ValidTo = period.Day(2016, 6, 30)
	if c := NewRates(settings(limited), nil).FullYear(limited.Key, 150, 2016); c.Cents != nil || len(c.Missing) != 6 {
		t.Errorf("half a year without a price costs %+v", c)
	}
	cost := settings(graded("EG 9", 3))
	share, workplace := unit.Share(0), unit.Cents(0)
	cost.EmployerShare, cost.Workplace = &share, &workplace
	table := []staffing.Pay{{Grade: "EG 9", Step: 3, ValidFrom: period.Day(2016, 1, 1), Monthly: 3_000_00, Quality: staffing.Derived}}
	if c := NewRates(cost, table).FullYear("k", 100, 2016); c.Cents == nil || *c.Cents != 36_000_00 || !c.Derived {
		t.Errorf("one post by table costs %+v", c)
	}
}
