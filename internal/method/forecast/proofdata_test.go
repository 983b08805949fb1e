// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"encoding/csv"
	"math"
	"sort"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/method/forecast"
	"planraum/tools/refdata"
)

// m3 is a series of the M3 competition; test is empty where its end is kept
// back.
type m3 struct {
	id          string
	period      int
	train, test []float64
}

func rowsOf(t testing.TB, name string) [][]string {
	t.Helper()
	r := csv.NewReader(refdata.Open(t, name))
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	return rows
}

// figureOf reads a number; an empty cell and one kept secret (*) are missing.
func figureOf(t testing.TB, s string) float64 {
	t.Helper()
	if s == "" || s == "*" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func m3Of(t testing.TB, name string) (out []m3) {
	for _, r := range rowsOf(t, "forecast/"+name)[1:] {
		s := m3{id: r[0], period: int(figureOf(t, r[2]))}
		for _, w := range strings.Fields(r[6]) {
			s.train = append(s.train, figureOf(t, w))
		}
		for _, w := range strings.Fields(r[7]) {
			s.test = append(s.test, figureOf(t, w))
		}
		out = append(out, s)
	}
	return out
}

// monthly is a named series of months.
type monthly struct {
	name string
	forecast.Series
}

// bamf returns all applications in Germany and those of the 20 origins with the
// most of them.
func bamf(t testing.TB) []monthly {
	start := period.MonthOf(2015, 1)
	whole := monthly{"all", forecast.Series{Start: start, Frequency: 12}}
	place := map[string]int{}
	for i, r := range rowsOf(t, "bamf/bamf_monthly_germany_2015_2021.csv")[1:] {
		place[r[0]] = i
		whole.Values = append(whole.Values, figureOf(t, r[2]))
	}
	origins, sums := map[string][]float64{}, map[string]float64{}
	for _, r := range rowsOf(t, "bamf/bamf_monthly_by_origin_2015_2021.csv")[1:] {
		if origins[r[2]] == nil {
			origins[r[2]] = make([]float64, len(place))
		}
		v := figureOf(t, r[3])
		origins[r[2]][place[r[0]]] += v
		sums[r[2]] += v
	}
	var names []string
	for n := range origins {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		if sums[names[i]] != sums[names[j]] {
			return sums[names[i]] > sums[names[j]]
		}
		return names[i] < names[j]
	})
	out := []monthly{whole}
	for _, n := range names[:20] {
		out = append(out, monthly{n, forecast.Series{Start: start, Frequency: 12, Values: origins[n]}})
	}
	return out
}

// eurostat returns the panel without the sums over countries.
func eurostat(t testing.TB) (out []monthly) {
	rows := rowsOf(t, "forecast/eurostat_asylum_monthly_31c_2012_2019.csv")
	for c, name := range rows[0] {
		if c == 0 || name == "Total" || name == "European Union" {
			continue
		}
		s := monthly{name, forecast.Series{Start: period.MonthOf(2012, 1), Frequency: 12}}
		for _, r := range rows[1:] {
			s.Values = append(s.Values, figureOf(t, r[c]))
		}
		out = append(out, s)
	}
	return out
}

// unhcr returns the series of the countries of asylum for which in reports true.
func unhcr(t testing.TB, in func(country string) bool) (out []monthly) {
	months := map[string]int{}
	for i, n := range strings.Fields("January February March April May June July August September October November December") {
		months[n] = i + 1
	}
	first := period.MonthOf(1999, 1)
	found, names := map[string][]float64{}, []string{}
	for _, r := range rowsOf(t, "forecast/unhcr_monthly.csv")[1:] {
		if !in(r[0]) {
			continue
		}
		name := r[0] + ", " + r[1]
		if found[name] == nil {
			found[name] = make([]float64, 240)
			for i := range found[name] {
				found[name][i] = math.NaN()
			}
			names = append(names, name)
		}
		found[name][period.MonthOf(int(figureOf(t, r[2])), months[r[3]])-first] = figureOf(t, r[4])
	}
	for _, n := range names {
		v := found[n]
		from, to := 0, len(v)
		for math.IsNaN(v[from]) {
			from++
		}
		for math.IsNaN(v[to-1]) {
			to--
		}
		out = append(out, monthly{n, forecast.Series{Start: first + period.Month(from), Frequency: 12, Values: v[from:to]}})
	}
	return out
}
