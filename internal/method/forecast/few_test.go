// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/method/forecast"
)

// TestOneValue: by hand. Of one value nothing is known but its height: a step is half
// way between quiet and restless, 0.2 on the scale of logarithms; half way the pooled
// quantile at 80 % is (1.7 + 1.1) / 2 = 1.4. So the 80 % band of the first step reaches
// from y exp(-0.28) to y exp(0.28), and after any number of steps the 95 % band at most
// from a fifth to five times.
func TestOneValue(t *testing.T) {
	r := do(t, months(100_000), forecast.Options{Horizon: 60, Paths: 2000, Seed: 1})
	first := r.Bands[1]
	if want := 100_000 * math.Exp(0.28); math.Abs(first.Upper[0]/want-1) > 0.001 || math.Abs(first.Lower[0]*want/1e10-1) > 0.001 {
		t.Errorf("80 %% of the next month: %v to %v, want up to %v", first.Lower[0], first.Upper[0], want)
	}
	if last := r.Bands[2]; math.Abs(last.Upper[59]/500_000-1) > 0.001 || math.Abs(last.Lower[59]/20_000-1) > 0.001 {
		t.Errorf("95 %% after five years: %v to %v", last.Lower[59], last.Upper[59])
	}
	if r.Mean[59] > 200_000 {
		t.Errorf("mean after five years %v", r.Mean[59])
	}
	median, bands := r.Sum(1, 12, []float64{80, 95})
	if median < 1_000_000 || median > 1_500_000 || bands[1].Upper[0] > 6_000_000 {
		t.Errorf("sum of a year: median %v, 95 %% up to %v", median, bands[1].Upper[0])
	}
	if !strings.HasPrefix(r.Why.De, "Die Prognose beruht auf nur einem Wert.") {
		t.Errorf("%q", r.Why.De)
	}
}

// TestFewValues: whatever few values are given, also with a long gap after them, the
// 95 % band stays within five times its median, up and down, and the sum of a year
// within the sixty times of the largest month that follow.
func TestFewValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, forecast.Few-1).Draw(t, "n")
		level := math.Exp(rapid.Float64Range(4, 14).Draw(t, "level"))
		s := forecast.Series{Frequency: rapid.SampledFrom([]int{12, 4, 1}).Draw(t, "frequency")}
		most := 0.0
		for range n {
			v := math.Round(level * math.Exp(rapid.Float64Range(-1, 1).Draw(t, "off")))
			most = max(most, v)
			s.Values = append(s.Values, v)
		}
		for range rapid.IntRange(0, 60).Draw(t, "gap") {
			s.Values = append(s.Values, math.NaN())
		}
		r, err := forecast.Do(t.Context(), s, forecast.Options{Horizon: 12, Paths: 200, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if said := sound(r, 12, true); said != "" {
			t.Fatal(said)
		}
		if !strings.Contains(r.Why.De, "beruht auf nur") && r.Method != forecast.Naive {
			t.Fatalf("%q", r.Why.De)
		}
		// Median and bounds are rounded to whole numbers, half a person each.
		for i, m := range r.Median {
			if up, down := (r.Bands[2].Upper[i]+1)/(m+1), (m+1)/(r.Bands[2].Lower[i]+1); up > 5.05+3/(m+1) || down > 5.05+3/(r.Bands[2].Lower[i]+1) {
				t.Fatalf("step %d of %v: %v to %v about %v", i+1, s.Values, r.Bands[2].Lower[i], r.Bands[2].Upper[i], m)
			}
		}
	})
}

// TestFewFadesIn: the more values, the less is assumed: of a quiet series the band only
// narrows, and at Few values it is the series' own.
func TestFewFadesIn(t *testing.T) {
	var wide []float64
	for n := 1; n <= 14; n++ {
		s := counts(40).Values[:n]
		for i := range s {
			s[i] = 1000 + float64(i*7%5) // hardly moves
		}
		r := do(t, months(s...), forecast.Options{Horizon: 1})
		wide = append(wide, math.Log(r.Bands[1].Upper[0]/r.Bands[1].Lower[0]))
	}
	for n := forecast.Least; n < len(wide); n++ {
		if wide[n] > wide[n-1]*1.25 {
			t.Errorf("with %d values %v, with %d %v", n+1, wide[n], n, wide[n-1])
		}
	}
	if wide[0] < 50*wide[12] {
		t.Errorf("with one value %v, with 13 %v", wide[0], wide[12])
	}
}
