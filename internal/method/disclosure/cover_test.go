// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure_test

import (
	"fmt"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/method/disclosure"
)

// divided is a city of 23 districts with 7 subdistricts each.
func divided() []area.Area {
	areas := []area.Area{{ID: "S", Level: area.City}}
	for d := range 23 {
		district := area.ID(fmt.Sprintf("S/%02d", d))
		areas = append(areas, area.Area{ID: district, Level: area.District, Parent: "S"})
		for s := range 7 {
			areas = append(areas, area.Area{ID: area.ID(fmt.Sprintf("%s/%d", district, s)), Level: area.Subdistrict, Parent: district})
		}
	}
	return areas
}

// TestMissingDistrict: the one district that nobody recorded is reckoned and
// linked with the sums over groups, whether or not it has subdistricts, of which
// nobody recorded anything either.
func TestMissingDistrict(t *testing.T) {
	for _, below := range []bool{false, true} {
		st := disclosure.Structure{
			Kinds:  map[string]figure.Kind{"persons": figure.Stock},
			Groups: []disclosure.Sum{{Whole: "all", Parts: []population.ID{"a", "b"}}},
			Areas: []area.Area{
				{ID: "S", Level: area.City},
				{ID: "S/1", Level: area.District, Parent: "S"},
				{ID: "S/2", Level: area.District, Parent: "S"},
			},
		}
		if below {
			st.Areas = append(
				st.Areas,
				area.Area{ID: "S/2/1", Level: area.Subdistrict, Parent: "S/2"}, area.Area{ID: "S/2/2", Level: area.Subdistrict, Parent: "S/2"},
			)
		}
		var entries []disclosure.Entry
		for n, e := range []struct {
			area  area.ID
			group population.ID
			value int64
		}{{"S", "all", 100}, {"S", "a", 60}, {"S", "b", 40}, {"S/1", "all", 70}, {"S/1", "a", 38}, {"S/1", "b", 32}} {
			k := figure.Key{Indicator: "persons", Area: e.area, Group: e.group, Period: period.On(period.MonthOf(2016, 1).Last())}
			entries = append(entries, disclosure.Entry{Key: k, ID: int64(n + 1), Value: e.value, Basis: figure.Counted})
		}
		system, _ := disclosure.Link(entries, st)
		if len(system.Cells) != 9 { // those recorded, and 30, 22 and 8 of the second district
			t.Errorf("subdistricts %v: %d cells, want 9: %v", below, len(system.Cells), system.Cells)
		}
		linked := false
		for _, r := range system.Relations {
			all := true
			for _, term := range r {
				all = all && system.Cells[term.Cell].Rest
			}
			linked = linked || all && len(r) == 3 // 30 = 22 + 8
		}
		if !linked {
			t.Errorf("subdistricts %v: what is reckoned of the missing district does not add up over groups", below)
		}
	}
}

// TestLinkOfTheCityAlone: counts of the city by many groups, such as tables of
// the Federation by origin, are not sought in every area below it. That took two
// minutes for 140,000 counts; here it is the same table with and without areas.
func TestLinkOfTheCityAlone(t *testing.T) {
	var entries []disclosure.Entry
	for g := range 100 {
		for m := range 100 {
			k := figure.Key{Indicator: "applications", Area: "S", Group: population.ID(fmt.Sprint("origin", g)), Period: period.InMonth(period.MonthOf(2015, 1+m))}
			entries = append(entries, disclosure.Entry{Key: k, ID: int64(len(entries) + 1), Value: int64(g*m + 3), Basis: figure.Reported})
		}
	}
	took := func(areas []area.Area) time.Duration {
		best := time.Hour
		for range 3 {
			start := time.Now()
			disclosure.Link(entries, disclosure.Structure{Kinds: map[string]figure.Kind{"applications": figure.Flow}, Areas: areas})
			best = min(best, time.Since(start))
		}
		return best
	}
	// One full search of 184 areas for each count took more than ten times as long.
	if alone, among := took(nil), took(divided()); among > 5*alone {
		t.Errorf("linked in %v, without areas in %v", among, alone)
	}
}
