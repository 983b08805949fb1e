// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/method/forecast"
)

// Of independent ratios from one step to the next theory says: an interval from
// last/q to last·q, q the quantile of the ratios' sizes, holds the next value
// with the chance of its level, whatever the ratios' distribution, also where
// they mostly rise.
func TestNaiveBandsHoldIndependentRatios(t *testing.T) {
	for name, drift := range map[string]float64{"about 1": 0, "mostly rising": 0.05, "mostly falling": -0.05} {
		rng := rand.New(rand.NewPCG(1, 2))
		held := map[float64]float64{}
		const runs, n = 1500, 13 // 12 ratios, and too few values for a back-test
		for range runs {
			y, level := make([]float64, n+1), 1e9
			for i := range y {
				level *= math.Exp(drift + 0.1*rng.NormFloat64())
				y[i] = level + 0.1
			}
			r := do(t, months(y[:n]...), forecast.Options{Horizon: 1, Method: forecast.Naive})
			if math.Abs(r.Median[0]/y[n-1]-1) > 1e-6 {
				t.Fatalf("%s: the median is %v, the last value %v", name, r.Median[0], y[n-1])
			}
			for _, b := range r.Bands {
				if b.Lower[0] <= y[n] && y[n] <= b.Upper[0] {
					held[b.Level]++
				}
			}
		}
		for _, level := range []float64{50, 80, 95} {
			// The bound lies among 12 sizes, of which the k-th holds the next one with
			// the chance k/13.
			at := (0.5+level/200)*23 - 11
			if got, want := held[level]/runs, at/13; math.Abs(got-want) > 0.04 {
				t.Errorf("%s: the %v %% band held %.3f, by theory %.3f", name, level, got, want)
			}
		}
	}
}

// The band that a newcomer saw: after a surge the lower bound was the median and
// the sum's median above its own bounds.
var surge = []float64{1, 1, 2, 5, 12, 40, 90, 80, 60, 30, 20, 15}

// TestNaiveIsADistribution: the last value lies inside its bands, both sides are
// alike as ratios, the median of each step of the paths is the last value, and
// that of a sum lies about the sum of medians.
func TestNaiveIsADistribution(t *testing.T) {
	for name, y := range map[string][]float64{
		"surge": surge, "rising": {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130}, "falling": {900, 700, 650, 500, 420, 300, 260, 200, 150, 120},
	} {
		r := do(t, months(y...), forecast.Options{Horizon: 6, Method: forecast.Naive, Paths: 4001, Seed: 5})
		last := y[len(y)-1]
		for _, b := range r.Bands {
			for i := range 6 {
				if b.Lower[i] >= last || b.Upper[i] <= last {
					t.Errorf("%s, step %d: the %v %% band from %v to %v does not go round %v", name, i+1, b.Level, b.Lower[i], b.Upper[i], last)
				}
				up, down := (b.Upper[i]+1)/(last+1), (last+1)/(b.Lower[i]+1)
				if off := 0.6 / (b.Lower[i] + 1); b.Lower[i] > 0 && up > down*(1+2*off) || down > up*(1+2*off) {
					t.Errorf("%s, step %d: %v up and %v down", name, i+1, up, down)
				}
			}
		}
		if one, _ := r.Sum(3, 3, nil); math.Abs(one/last-1) > 0.02 {
			t.Errorf("%s: the median of a step of the paths is %v, not %v", name, one, last)
		}
		sum, bands := r.Sum(1, 6, []float64{50, 80})
		if bands[0].Lower[0] >= sum || bands[0].Upper[0] <= sum || sum < 6*last*0.85 || sum > 6*last*1.6 {
			t.Errorf("%s: the sum is %v (%v to %v), six times the last value %v", name, sum, bands[0].Lower[0], bands[0].Upper[0], 6*last)
		}
	}
}

// TestBandsAreNoPoints: a series that never moved, or by the same in each step,
// has bands that reach the next whole number, and the program says why.
func TestBandsAreNoPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, step := rapid.IntRange(6, 500).Draw(t, "first"), rapid.SampledFrom([]int{0, 1, 10}).Draw(t, "step")
		var y []float64
		for i := range rapid.IntRange(1, 80).Draw(t, "n") {
			y = append(y, float64(first+i*step))
		}
		method := rapid.SampledFrom(forecast.Methods).Draw(t, "method")
		r, err := forecast.Do(t.Context(), months(y...), forecast.Options{Horizon: 4, Method: method, Paths: 500, Seed: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, bands := range [][]forecast.Band{r.Bands, r.Naive.Bands} {
			for _, b := range bands {
				for i := range b.Lower {
					if b.Lower[i] >= b.Upper[i] {
						t.Fatalf("%s of %v: the %v %% band is the point %v", method, y, b.Level, b.Lower[i])
					}
				}
			}
		}
		if len(y) > 2 && !strings.Contains(r.Why.De, "Bisher") {
			t.Fatalf("%s of %v: %s", method, y, r.Why.De)
		}
	})
	zeros := do(t, months(repeat(0, 40)...), forecast.Options{Horizon: 1})
	if !strings.Contains(zeros.Why.De, "selten, nicht nie") {
		t.Error(zeros.Why.De)
	}
}

// TestNarrowBandsGiveWayToTheNaive: where the models were no better than the last
// value and their bands far too narrow, the last value is used and the sentence
// says so with both shares.
func TestNarrowBandsGiveWayToTheNaive(t *testing.T) {
	found := 0
	for k, o := range origins(eurostat(t), 36, 12) {
		s := o.Series
		s.Values = o.Values[:o.n]
		r := do(t, s, forecast.Options{Horizon: 3})
		b := r.Back
		narrow := b.Ratio >= 1 && b.Coverage80 < 0.6 && b.NaiveCoverage80 > b.Coverage80
		if !narrow || r.Broken {
			continue
		}
		found++
		want := fmt.Sprintf("nur %.0f\u00a0%% der Werte", math.Round(100*b.Coverage80))
		if r.Method != forecast.Naive || !strings.Contains(r.Why.De, want) || !strings.Contains(r.Why.De, "letzte Wert mit den Spannen") {
			t.Errorf("series %d: %s, no %q in %q (%+v)", k, r.Method, want, r.Why.De, b)
		}
	}
	t.Logf("%d series", found)
	if found == 0 {
		t.Error("no series tests the rule")
	}
}
