// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package nowcast_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	. "planraum/internal/method/nowcast"
	"planraum/tools/refdata"
)

var nan = math.NaN()

func do(t testing.TB, tri Triangle, o Options) Result {
	t.Helper()
	r, err := Do(context.Background(), tri, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// taylorAshe is the triangle of claims on which Mack (1993) prints his results.
const taylorAshe = `357848 1124788 1735330 2218270 2745596 3319994 3466336 3606286 3833515 3901463
352118 1236139 2170033 3353322 3799067 4120063 4647867 4914039 5339085
290507 1292306 2218525 3235179 3985995 4132918 4628910 4909315
310608 1418858 2195047 3757447 4029929 4381982 4588268
443160 1136350 2128333 2897821 3402672 3873311
396132 1333217 2180715 2985752 3691712
440832 1288463 2419861 3483130
359480 1421128 2864498
376686 1363294
344014`

// TestMack compares with the reserves and standard errors that Mack (1993, table
// 2) prints in thousands.
func TestMack(t *testing.T) {
	var tri Triangle
	for _, line := range strings.Split(taylorAshe, "\n") {
		row := make([]float64, 10)
		for d := range row {
			row[d] = nan
		}
		for d, cell := range strings.Fields(line) {
			if _, err := fmt.Sscan(cell, &row[d]); err != nil {
				t.Fatal(err)
			}
		}
		tri.Values = append(tri.Values, row)
	}
	months, total := Mack(tri, tri.Factors(0))
	reserve := []float64{0, 95, 470, 710, 985, 1419, 2178, 3920, 4279, 4626}
	spread := []float64{0, 76, 122, 134, 261, 411, 558, 875, 971, 1363}
	sum := 0.0
	for i, m := range months {
		known := tri.Values[i][9-i]
		sum += m.Value - known
		if math.Abs((m.Value-known)/1000-reserve[i]) > 0.51 || math.Abs(m.Error/1000-spread[i]) > 0.51 {
			t.Errorf("row %d: reserve %.1f ± %.1f, Mack prints %v ± %v", i, (m.Value-known)/1000, m.Error/1000, reserve[i], spread[i])
		}
	}
	if math.Abs(sum/1000-18681) > 0.51 || math.Abs(total/1000-2447) > 0.51 {
		t.Errorf("total %.1f ± %.1f, Mack prints 18681 ± 2447", sum/1000, total/1000)
	}
	r := do(t, tri, Options{Paths: 20_000, Seed: 1})
	for i, m := range r.Months {
		if off := m.Mean/months[i+1].Value - 1; math.Abs(off) > 0.01 {
			t.Errorf("row %d: the mean of the paths is %.0f, the chain ladder's %.0f", i+1, m.Mean, months[i+1].Value)
		}
	}
}

// delays is the distribution of when a case is reported.
var delays = []float64{0.5, 0.25, 0.15, 0.1}

// reported draws months of cases of which each is reported after a delay, as
// known after the last month, and what they truly come to.
func reported(rng *rand.Rand, months int, level float64) (Triangle, []float64) {
	tri, final := Triangle{Start: period.MonthOf(2015, 1)}, make([]float64, months)
	for i := range months {
		row, sum := make([]float64, len(delays)), 0.0
		busy := level * (1 + 0.3*math.Sin(float64(i))) * distuv.Gamma{Alpha: 20, Beta: 20, Src: rng}.Rand()
		for d, share := range delays {
			sum += distuv.Poisson{Lambda: busy * share, Src: rng}.Rand()
			row[d] = sum
			if i+d >= months {
				row[d] = nan
			}
		}
		final[i] = sum
		tri.Values = append(tri.Values, row)
	}
	return tri, final
}

// TestDelaysAreFound: the known distribution of delays comes out, and the bands
// hold as often as they say.
func TestDelaysAreFound(t *testing.T) {
	tri, _ := reported(rand.New(rand.NewPCG(1, 2)), 4000, 300)
	r := do(t, tri, Options{Counts: true, Paths: 100})
	for d, want := range []float64{0.75 / 0.5, 0.9 / 0.75, 1 / 0.9} {
		if math.Abs(r.Factors[d].Ratio-want) > 0.005 {
			t.Errorf("after %d months %.4f, want %.4f", d, r.Factors[d].Ratio, want)
		}
	}
	if m := r.Months[2]; math.Abs(m.Share-0.5) > 0.005 || m.Delay != 0 {
		t.Errorf("of the last month %.3f is said to be known, want 0.5", m.Share)
	}
	for _, months := range []int{8, 30} {
		for _, level := range []float64{6, 300} {
			in80, in95, n, short := 0.0, 0.0, 0.0, 0.0
			rng := rand.New(rand.NewPCG(7, uint64(months)))
			for range 400 {
				tri, final := reported(rng, months, level)
				r := do(t, tri, Options{Counts: true, Paths: 400, Seed: 3})
				for k, m := range r.Months {
					v := final[months-len(r.Months)+k]
					n++
					short += (m.Mean - v) / level
					for b, in := range []*float64{nil, &in80, &in95} {
						if in != nil && v >= m.Bands[b].Lower && v <= m.Bands[b].Upper {
							*in++
						}
					}
				}
			}
			t.Logf("%d months of about %v: 80 %% hold %.3f, 95 %% %.3f; mean error %.3f", months, level, in80/n, in95/n, short/n)
			if in80/n < 0.76 || in80/n > 0.95 || in95/n < 0.925 || math.Abs(short/n) > 0.05 {
				t.Errorf("%d months of about %v: 80 %% hold %.3f, 95 %% %.3f of %v; mean error %.3f", months, level, in80/n, in95/n, n, short/n)
			}
		}
	}
}

// TestNothingKnown: without earlier states nothing is changed.
func TestNothingKnown(t *testing.T) {
	for name, tri := range map[string]Triangle{
		"empty":         {},
		"one column":    {Values: [][]float64{{3}, {4}}},
		"no pairs":      {Values: [][]float64{{nan, 3}, {nan, 4}, {5, nan}}},
		"never revised": {Values: [][]float64{{3, 3}, {4, 4}, {5, nan}}},
		"nothing":       {Values: [][]float64{{nan, nan}, {nan, nan}}},
	} {
		if r := do(t, tri, Options{}); len(r.Months) != 0 || len(r.Paths) != 0 {
			t.Errorf("%s: %+v", name, r.Months)
		}
	}
}

// TestAnyTriangle: whatever is given, no result is negative, infinite or without
// a number where a value was known.
func TestAnyTriangle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 5).Draw(t, "delays")
		var tri Triangle
		for range rapid.IntRange(0, 12).Draw(t, "months") {
			row := make([]float64, width)
			for d := range row {
				row[d] = rapid.SampledFrom([]float64{nan, 0, 0, 1, 2, 40, 1e6, 1e-6, 1e14}).Draw(t, "value")
			}
			tri.Values = append(tri.Values, row)
		}
		counts := rapid.Bool().Draw(t, "counts")
		r, err := Do(context.Background(), tri, Options{Paths: 20, Counts: counts})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.Months {
			for _, v := range []float64{m.Mean, m.Median, m.Error, m.Share, m.Bands[2].Lower, m.Bands[2].Upper} {
				if v < 0 || math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("%+v", m)
				}
			}
		}
	})
}

// TestArrange: a month's value after a delay is what was known on that day; what
// became known later is not read.
func TestArrange(t *testing.T) {
	day := period.Day
	list := []Vintage{
		{period.MonthOf(2015, 1), day(2015, 3, 20), 13}, // revised
		{period.MonthOf(2015, 1), day(2015, 2, 10), 10},
		{period.MonthOf(2015, 2), day(2015, 3, 10), 20},
		{period.MonthOf(2015, 3), day(2015, 4, 10), 30},
		{period.MonthOf(2015, 3), day(2015, 4, 16), 99}, // not yet known
	}
	got := Arrange(list, day(2015, 4, 15), 4)
	want := "[[NaN 10 10 13] [NaN 20 20 NaN] [NaN 30 NaN NaN]]"
	if s := fmt.Sprint(got.Values); s != want || got.Start != period.MonthOf(2015, 1) {
		t.Errorf("from %v: %s, want %s", got.Start, s, want)
	}
	if got := Arrange(list, day(2014, 1, 1), 4); len(got.Values) != 0 {
		t.Errorf("before anything was known: %v", got)
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	tri, _ := reported(rand.New(rand.NewPCG(1, 9)), 20, 40)
	run := func(seed uint64) string {
		return fmt.Sprint(do(t, tri, Options{Counts: true, Seed: seed, Paths: 300}))
	}
	first := run(7)
	before := runtime.GOMAXPROCS(1)
	second := run(7)
	runtime.GOMAXPROCS(before)
	if first != second || first == run(8) {
		t.Error("the paths do not hang on the seed alone")
	}
}

func TestRefused(t *testing.T) {
	_, err := Do(context.Background(), Triangle{Values: [][]float64{{1, 2}, {-1}, {-5, nan}}}, Options{Paths: -1})
	if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 3 {
		t.Error(err)
	}
}

// TestWorkedExample is the one of docs/methods/nowcast.md.
func TestWorkedExample(t *testing.T) {
	number := func(s string) float64 {
		if s == "" {
			return nan
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var tri Triangle
	var final, spread []float64
	for _, row := range refdata.Documented(t, "nowcast", "month | after 0 months") {
		tri.Values = append(tri.Values, []float64{number(row["after 0 months"]), number(row["after 1"]), number(row["after 2"])})
		final, spread = append(final, number(row["final"])), append(spread, number(row["error"]))
	}
	factors := tri.Factors(0)
	if math.Abs(factors[0].Ratio-1.2) > 1e-12 || math.Abs(factors[1].Ratio-1.1) > 1e-12 || math.Abs(factors[0].Spread-1.0/6) > 1e-9 {
		t.Errorf("%+v", factors)
	}
	months, _ := Mack(tri, factors)
	for i, m := range months {
		if math.Abs(m.Value-final[i]) > 1e-9 || math.Abs(m.Error-spread[i]) > 5e-3 {
			t.Errorf("row %d: %+v, the page has %v and %v", i, m, final[i], spread[i])
		}
	}
	r := do(t, tri, Options{})
	if len(r.Months) != 2 || math.Abs(r.Months[1].Share-1/1.32) > 1e-9 || len(r.Paths[0]) != 2 {
		t.Errorf("%+v", r.Months)
	}
}
