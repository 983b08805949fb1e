// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/method/forecast"
	"planraum/tools/refdata"
)

func do(t testing.TB, s forecast.Series, o forecast.Options) forecast.Result {
	t.Helper()
	r, err := forecast.Do(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func months(v ...float64) forecast.Series {
	return forecast.Series{Start: period.MonthOf(2015, 1), Frequency: 12, Values: v}
}

func repeat(v float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// sound says what is wrong with a result, "" where nothing is.
func sound(r forecast.Result, h int, positive bool) string {
	all := [][]float64{r.Mean, r.Median, r.Naive.Median}
	all = append(all, r.Paths...)
	for _, bands := range [][]forecast.Band{r.Bands, r.Naive.Bands} {
		for k, b := range bands {
			all = append(all, b.Lower, b.Upper)
			for i := range b.Lower {
				if b.Lower[i] > b.Upper[i] || k > 0 && (b.Lower[i] > bands[k-1].Lower[i] || b.Upper[i] < bands[k-1].Upper[i]) {
					return fmt.Sprintf("band %v of step %d is %v to %v", b.Level, i+1, b.Lower[i], b.Upper[i])
				}
			}
		}
	}
	for _, v := range all {
		if len(v) != h && len(v) != len(r.Paths) {
			return fmt.Sprintf("%d steps instead of %d", len(v), h)
		}
		for i, x := range v {
			if math.IsNaN(x) || math.IsInf(x, 0) || positive && x < 0 {
				return fmt.Sprintf("step %d is %v", i+1, x)
			}
		}
	}
	for i, m := range r.Median {
		if m < r.Bands[0].Lower[i] || m > r.Bands[0].Upper[i] {
			return fmt.Sprintf("median %v of step %d outside its band", m, i+1)
		}
	}
	if r.Why.De == "" || r.Why.En == "" || r.Method == "" {
		return "nothing is said"
	}
	return ""
}

// Series that break forecasts: each gets bands that a planner can use.
func TestDifficultSeries(t *testing.T) {
	nan := math.NaN()
	jump := append(repeat(100, 30), repeat(1000, 6)...)
	for i := range jump {
		jump[i] += float64(i * 7 % 11)
	}
	gap := counts(60).Values
	for i := 20; i < 35; i++ {
		gap[i] = nan
	}
	for name, c := range map[string]struct {
		s         forecast.Series
		low, high float64 // where the 80 % band of the first step must lie
	}{
		"constant":     {months(repeat(30, 60)...), 28, 32},
		"zero":         {months(repeat(0, 48)...), 0, 1},
		"single":       {months(42), 5, 400},
		"single zero":  {months(0), 0, 10},
		"two":          {months(40, 44), 10, 150},
		"seven":        {months(12, 15, 11, 14, 16, 13, 15), 5, 40},
		"jump":         {months(jump...), 300, 3000},
		"gap":          {months(gap...), 0, 1000},
		"end missing":  {months(10, 12, 11, 13, 12, 11, nan, nan), 3, 40},
		"small counts": {months(0, 1, 0, 2, 0, 0, 1, 3, 0, 1, 0, 0, 2, 1, 0, 1, 0, 0, 1, 2, 0, 0, 1, 0), 0, 5},
		"woken":        {months(append(repeat(0, 30), 40, 80, 160)...), 10, 3000},
		"negative":     {months(-3, 4, -1, 2, 5, -2, 0, 3, -4, 1, 2, -1), -12, 12},
		"huge":         {months(1e14, 2e14, 1.5e14, 1e14, 3e14, 2e14), 1e12, 1e16},
		"tiny":         {months(1e-6, 2e-6, 1.5e-6, 1e-6, 3e-6, 2e-6, 2e-6, 1e-6), 0, 1e-4},
		"surge":        {months(100, 101, 99, 100, 102, 98, 100, 100, 200, 400, 800, 1600), 200, 30000},
		"quarters":     {forecast.Series{Frequency: 4, Values: []float64{5, 8, 6, 9, 5, 8, 7, 9, 6, 8, 7, 10}}, 2, 14},
		"years":        {forecast.Series{Frequency: 1, Values: []float64{5, 8, 6, 9, 5}}, 1, 20},
	} {
		for _, method := range forecast.Methods {
			r := do(t, c.s, forecast.Options{Horizon: 24, Method: method, Paths: 200, Seed: 3})
			if said := sound(r, 24, name != "negative"); said != "" {
				t.Errorf("%s, %s: %s", name, method, said)
			}
			if method != forecast.Auto && method != forecast.Ensemble {
				continue
			}
			if b := r.Bands[1]; b.Lower[0] < c.low || b.Upper[0] > c.high {
				t.Errorf("%s, %s: the 80 %% band is %v to %v, not within %v to %v", name, method, b.Lower[0], b.Upper[0], c.low, c.high)
			}
		}
	}
}

// Whatever is given, the answer is sound; and it is no more than ten times what
// the naive forecast reaches, so that no model explodes.
func TestAnySeriesIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := forecast.Series{Frequency: rapid.SampledFrom([]int{12, 4, 1}).Draw(t, "frequency")}
		whole := rapid.Bool().Draw(t, "counts")
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			v := math.Exp(rapid.Float64Range(-3, 12).Draw(t, "log"))
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				v = 0
			case 1:
				v = math.NaN()
			}
			if whole {
				v = math.Round(v)
			}
			s.Values = append(s.Values, v)
		}
		s.Values = append(s.Values, 5)
		r, err := forecast.Do(context.Background(), s, forecast.Options{Horizon: 12, Paths: 20, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if said := sound(r, 12, true); said != "" {
			t.Fatal(said)
		}
	})
}

// Same seed, same bytes, on one core and on two; another seed, other paths
// under the same bands.
func TestSameSeedSameBytes(t *testing.T) {
	run := func(seed uint64) string {
		return fmt.Sprintf("%v", do(t, counts(80), forecast.Options{Horizon: 18, Paths: 300, Seed: seed}))
	}
	first := run(7)
	before := runtime.GOMAXPROCS(1)
	second := run(7)
	runtime.GOMAXPROCS(before)
	if first != second {
		t.Error("one core gives other bytes than two")
	}
	if first == run(8) {
		t.Error("the seed changes nothing")
	}
}

// The bands are those of the paths, and sums over steps are taken of paths: the
// band of a sum is narrower than the sum of the bands.
func TestPathsHaveTheBands(t *testing.T) {
	r := do(t, counts(120), forecast.Options{Horizon: 12, Paths: 20_000, Seed: 1})
	lower, upper, median := 0.0, 0.0, 0.0
	for i := range 12 {
		below, above := 0.0, 0.0
		for _, p := range r.Paths {
			if p[i] < r.Bands[1].Lower[i] {
				below++
			}
			if p[i] > r.Bands[1].Upper[i] {
				above++
			}
		}
		if n := float64(len(r.Paths)); math.Abs(below/n-0.1) > 0.02 || math.Abs(above/n-0.1) > 0.02 {
			t.Errorf("step %d: %v below and %v above the 80 %% band", i+1, below/n, above/n)
		}
		lower, upper, median = lower+r.Bands[1].Lower[i], upper+r.Bands[1].Upper[i], median+r.Median[i]
	}
	got, bands := r.Sum(1, 12, []float64{80})
	if bands[0].Upper[0]-bands[0].Lower[0] >= upper-lower || math.Abs(got/median-1) > 0.1 {
		t.Errorf("sum %v (%v to %v) beside %v (%v to %v)", got, bands[0].Lower[0], bands[0].Upper[0], median, lower, upper)
	}
	one, _ := r.Sum(3, 3, nil)
	if math.Abs(one/r.Median[2]-1) > 0.02 {
		t.Errorf("the sum over one step is %v, its median %v", one, r.Median[2])
	}
}

// A later value changes no earlier forecast, and the band of a step does not
// hang on how far is asked.
func TestHorizonAndFutureDoNotMatter(t *testing.T) {
	s := counts(70)
	short, long := do(t, s, forecast.Options{Horizon: 3}), do(t, s, forecast.Options{Horizon: 30})
	for i := range 3 {
		if short.Median[i] != long.Median[i] || short.Bands[2].Upper[i] != long.Bands[2].Upper[i] {
			t.Errorf("step %d under 3 and 30 steps: %v and %v", i+1, short.Bands[2].Upper[i], long.Bands[2].Upper[i])
		}
	}
	other := counts(70)
	other.Values[69] = 1e6
	s.Values, other.Values = s.Values[:60], other.Values[:60]
	if fmt.Sprint(do(t, s, forecast.Options{Horizon: 6})) != fmt.Sprint(do(t, other, forecast.Options{Horizon: 6})) {
		t.Error("a later value was read")
	}
}

func TestRefusals(t *testing.T) {
	good := months(1, 2, 3)
	for name, c := range map[string]struct {
		s     forecast.Series
		o     forecast.Options
		rows  int
		field string
	}{
		"frequency": {forecast.Series{Frequency: 7, Values: []float64{1}}, forecast.Options{Horizon: 1}, 1, "frequency"},
		"horizon":   {good, forecast.Options{}, 1, "horizon"},
		"all":       {good, forecast.Options{Horizon: 999, Method: "magic", Paths: -1, Levels: []float64{100}}, 4, "horizon"},
		"empty":     {months(math.NaN()), forecast.Options{Horizon: 1}, 1, "values"},
		"infinite":  {months(1, math.Inf(1)), forecast.Options{Horizon: 1}, 1, "values"},
	} {
		_, err := forecast.Do(context.Background(), c.s, c.o)
		rows := fault.RowsOf(err)
		if fault.KindOf(err) != fault.Invalid || len(rows) != c.rows || rows[0].Column != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := forecast.Do(ended, counts(100), forecast.Options{Horizon: 1}); err == nil {
		t.Error("a cancelled forecast went on")
	}
}

// The worked example of docs/methods/forecast.md.
func TestWorkedExample(t *testing.T) {
	model := forecast.ETS{Alpha: 0.5, Level: 10}
	var y []float64
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(strings.Replace(s, "−", "-", 1), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, row := range refdata.Documented(t, "forecast", "step | value | forecast") {
		y = append(y, number(row["value"]))
		fit := model.Apply(y)
		if f := fit.OneStep[len(y)-1]; f != number(row["forecast"]) || y[len(y)-1]-f != number(row["error"]) || fit.Last.Level != number(row["level after"]) {
			t.Errorf("step %d: %+v, the page has %v", len(y), fit, row)
		}
	}
	fit := model.Apply(y)
	if next := fit.Last.Ahead(3); len(y) != 3 || next[0] != 11.75 || next[2] != 11.75 || math.Abs(fit.LogLikelihood+4.0869) > 5e-5 {
		t.Errorf("%+v", fit)
	}
}

// TestBandHoldsAJump: what just was is not impossible next: a single jump, and the
// beginning of a surge, lie within the 95 % band of the next step. A straight line does
// not: each of its values was expected.
func TestBandHoldsAJump(t *testing.T) {
	jump := append(repeat(100, 23), 98, 103, 101, 97, 104, 99, 902)
	surge := append(repeat(90, 20), 96, 104, 130, 163, 207, 250, 307, 391, 450, 600, 900)
	for name, values := range map[string][]float64{"jump": jump, "surge": surge} {
		r := do(t, months(values...), forecast.Options{Horizon: 3, Method: forecast.Ensemble})
		last := values[len(values)-1]
		if b := r.Bands[2]; b.Upper[0] < last || b.Lower[0] > r.Median[0] {
			t.Errorf("%s: 95 %% from %.0f to %.0f, %.0f just came", name, b.Lower[0], b.Upper[0], last)
		}
	}
	var line []float64
	for i := range 36 {
		line = append(line, 100+10*float64(i))
	}
	r := do(t, months(line...), forecast.Options{Horizon: 1, Method: forecast.Ensemble})
	if b := r.Bands[2]; b.Lower[0] <= line[35] {
		t.Errorf("a straight line: 95 %% from %.0f, %.0f came last", b.Lower[0], line[35])
	}
}
