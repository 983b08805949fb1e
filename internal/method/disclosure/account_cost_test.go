// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

//go:build soak

package disclosure_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/method/disclosure"
)

// TestCityTotalsLast measures what the stock account costs in a city of many
// small subdistricts: totals of the city are the last to be hidden.
func TestCityTotalsLast(t *testing.T) {
	const months = 4
	_, st := large(1, 6)
	st.Kinds = map[string]figure.Kind{"stock": figure.Stock, "in": figure.Flow, "out": figure.Flow}
	st.Accounts = []disclosure.Account{{Stock: "stock", Plus: []string{"in"}, Minus: []string{"out"}}}
	rnd := rand.New(rand.NewPCG(5, 6))
	parent, level := map[area.ID]area.ID{}, map[area.ID]area.Level{}
	for _, a := range st.Areas {
		parent[a.ID], level[a.ID] = a.Parent, a.Level
	}
	value := map[figure.Key]int64{}
	for _, a := range st.Areas {
		for _, g := range []population.ID{"a", "b", "c", "d"} {
			stock := int64(rnd.ExpFloat64() * 20)
			add := func(code string, p period.Period, n int64) {
				for at := a.ID; at != ""; at = parent[at] {
					value[figure.Key{Indicator: code, Area: at, Group: g, Period: p}] += n
					value[figure.Key{Indicator: code, Area: at, Group: "all", Period: p}] += n
				}
			}
			for m := range months {
				p := period.InMonth(period.MonthOf(2016, 1+m))
				if level[a.ID] != area.Subdistrict {
					break
				}
				if m > 0 {
					plus, minus := int64(rnd.ExpFloat64()*4), int64(rnd.ExpFloat64()*3)
					minus = min(minus, stock+plus)
					stock += plus - minus
					add("in", p, plus)
					add("out", p, minus)
				}
				add("stock", period.On(p.To), stock)
			}
		}
	}
	var entries []disclosure.Entry
	for _, a := range st.Areas {
		for _, g := range []population.ID{"all", "a", "b", "c", "d"} {
			for m := range months {
				p := period.InMonth(period.MonthOf(2016, 1+m))
				for _, k := range []figure.Key{{Indicator: "stock", Period: period.On(p.To)}, {Indicator: "in", Period: p}, {Indicator: "out", Period: p}} {
					k.Area, k.Group = a.ID, g
					if m > 0 || k.Indicator == "stock" {
						entries = append(entries, disclosure.Entry{Key: k, ID: int64(len(entries) + 1), Value: value[k], KnownFrom: p.To, Basis: figure.Counted, File: "f"})
					}
				}
			}
		}
	}
	began := time.Now()
	system, cells := disclosure.Link(entries, st)
	p, err := disclosure.Protect(context.Background(), system, disclosure.Rule{Threshold: 5, Width: 4}, nil)
	if err != nil {
		t.Fatal(err)
	}
	city, gone := 0, 0
	for n, e := range entries {
		if level[e.Area] == area.City {
			if city++; p.States[cells[n]].IsHidden() {
				gone++
			}
		}
	}
	t.Logf("%d cells: %d small, %d more hidden, %d exposed, %d of %d city totals hidden, %s", len(entries), p.Count(system, disclosure.Primary), p.Count(system, disclosure.Hidden), len(p.Exposed), gone, city, time.Since(began))
	if gone*10 > city {
		t.Errorf("%d of %d city totals are hidden", gone, city)
	}
}
