// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

//go:build soak

package disclosure_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/method/disclosure"
)

// large makes a city of 23 districts and 152 subdistricts with counts of 4
// groups and their sum over months.
func large(months, median int) ([]disclosure.Entry, disclosure.Structure) {
	rnd := rand.New(rand.NewPCG(1, 2))
	st := disclosure.Structure{
		Kinds:  map[string]figure.Kind{"persons": figure.Stock},
		Groups: []disclosure.Sum{{Whole: "all", Parts: []population.ID{"a", "b", "c", "d"}}},
		Areas:  []area.Area{{ID: "S", Level: area.City}},
	}
	for d := range 23 {
		district := area.ID(fmt.Sprintf("S/%02d", d))
		st.Areas = append(st.Areas, area.Area{ID: district, Level: area.District, Parent: "S"})
		for s := range 6 + (d+1)/2%2 + d%2 {
			st.Areas = append(st.Areas, area.Area{ID: area.ID(fmt.Sprintf("%s/%d", district, s)), Level: area.Subdistrict, Parent: district})
		}
	}
	values := map[figure.Key]int64{}
	parent := map[area.ID]area.ID{}
	for _, a := range st.Areas {
		parent[a.ID] = a.Parent
	}
	var list []disclosure.Entry
	for m := range months {
		p := period.On(period.MonthOf(2010, 1+m).Last())
		for _, a := range st.Areas {
			if a.Level != area.Subdistrict {
				continue
			}
			for _, g := range []population.ID{"a", "b", "c", "d"} {
				n := int64(rnd.ExpFloat64() * float64(median) * 1.44)
				for at := a.ID; at != ""; at = parent[at] {
					values[figure.Key{Indicator: "persons", Area: at, Group: g, Period: p}] += n
					values[figure.Key{Indicator: "persons", Area: at, Group: "all", Period: p}] += n
				}
			}
		}
		for _, a := range st.Areas {
			for _, g := range []population.ID{"all", "a", "b", "c", "d"} {
				k := figure.Key{Indicator: "persons", Area: a.ID, Group: g, Period: p}
				list = append(list, disclosure.Entry{Key: k, ID: int64(len(list) + 1), Value: values[k], KnownFrom: p.To, Basis: figure.Counted, File: "f"})
			}
		}
	}
	return list, st
}

// TestLargeTable measures the protected table of about 100,000 counts.
func TestLargeTable(t *testing.T) {
	for _, median := range []int{40, 10} {
		began := time.Now()
		entries, st := large(120, median)
		drawn := time.Now()
		system, _ := disclosure.Link(entries, st)
		linked := time.Now()
		p, err := disclosure.Protect(context.Background(), system, disclosure.Rule{Threshold: 5, Width: 4}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("median %d: %d entries (%s), %d relations linked in %s, protected in %s: %d small, %d more hidden, %d exposed", median, len(entries), drawn.Sub(began),
			len(system.Relations), linked.Sub(drawn), time.Since(linked), p.Count(system, disclosure.Primary), p.Count(system, disclosure.Hidden), len(p.Exposed))
	}
}
