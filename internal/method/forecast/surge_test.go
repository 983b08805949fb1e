// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"planraum/internal/method/forecast"
)

// calm are n counts about a level, 5 % to either side.
func calm(level float64, n int, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Round(level * (1 + 0.05*rng.NormFloat64()))
	}
	return out
}

// A fall to 0 may be a report that is missing: the bands take the 0 as it stands, and
// beside them stands what comes if it is none, for as long as the program asks. That is
// the forecast of the series without the zeros, and the sentence says it.
func TestFallToNothingIsToldBothWays(t *testing.T) {
	for _, zeros := range []int{1, 3, 4, 11} {
		for seed := range uint64(8) {
			before := calm(300, 30+zeros, seed)
			r := do(t, months(append(before, make([]float64, zeros)...)...), forecast.Options{Horizon: 24, Paths: 100, Seed: 1})
			missing := do(t, months(append(before, repeat(math.NaN(), zeros)...)...), forecast.Options{Horizon: 24})
			u := r.Unreported
			if !r.Broken || u == nil || !slices.Equal(u.Median, missing.Median) || !reflect.DeepEqual(u.Bands, missing.Bands) {
				t.Fatalf("%d zeros: %+v, the series without them %v", zeros, u, missing.Median)
			}
			for i := range 24 {
				if r.Median[i] != 0 || r.Bands[2].Upper[i] > 5 || u.Median[i] < 250 || u.Median[i] > 350 {
					t.Errorf("%d zeros, step %d: %v, 95 %% to %v; if they are none %v", zeros, i+1, r.Median[i], r.Bands[2].Upper[i], u.Median[i])
				}
			}
			first := fmt.Sprintf("im ersten Schritt %v (mit 80 %% zwischen %v und %v), im letzten %v (", u.Median[0], u.Bands[1].Lower[0], u.Bands[1].Upper[0], u.Median[23])
			if !strings.Contains(r.Why.De, "eine Meldung fehlt") || !strings.Contains(r.Why.De, first) {
				t.Errorf("%d zeros: no %q in %q", zeros, first, r.Why.De)
			}
		}
	}
	for name, values := range map[string][]float64{"rests": append(calm(300, 60, 1), make([]float64, 12)...), "woke": append(calm(300, 60, 1), 0, 5)} {
		if r := do(t, months(values...), forecast.Options{Horizon: 1}); r.Broken || r.Unreported != nil {
			t.Errorf("%s: %s", name, r.Why.De)
		}
	}
	share := calm(300, 40, 2)
	for i := range share {
		share[i] = share[i]/1000 + 0.00025
	}
	r := do(t, months(append(share, 0)...), forecast.Options{Horizon: 1, Levels: []float64{95}})
	if u := r.Unreported; u == nil || len(u.Bands) != 1 || !strings.Contains(r.Why.En, "Then the first step would be 0.2990 (") {
		t.Errorf("%+v, %s", u, r.Why.En)
	}
}

// After a run far out of the earlier range no straight line is drawn: the median
// stays between the last value and the damped way of its mean step (a fifth less
// each time: four steps more in all), and the last value lies in each 80 % band.
func TestSurgeIsNoStraightLine(t *testing.T) {
	for name, c := range map[string]struct {
		before float64
		n      int
		run    []float64
	}{
		"five months":      {100, 60, []float64{130, 180, 260, 400, 600}},
		"four, short past": {100, 30, []float64{150, 240, 400, 650}},
		"four":             {100, 60, []float64{150, 240, 400, 650}},
		"eight":            {100, 60, []float64{150, 240, 400, 650, 800, 1000, 1200, 1400}},
		"down":             {600, 60, []float64{400, 250, 150, 90}},
	} {
		for seed := range uint64(8) {
			values := append(calm(c.before, c.n, seed), c.run...)
			n := len(values)
			last, step := values[n-1], (values[n-1]-values[n-1-len(c.run)])/float64(len(c.run))
			for _, method := range []string{forecast.Auto, forecast.Ensemble} {
				r := do(t, months(values...), forecast.Options{Horizon: 24, Method: method})
				for i := range 24 {
					low, high := min(last, last+4*step), max(last, last+4*step)
					// the calm month before may count as one of the run
					if m := r.Median[i]; m < low*0.98-1 || m > high*1.02+1 {
						t.Errorf("%s, %s: step %d is %v, not within %v and %v", name, method, i+1, m, low, high)
					}
					if b := r.Bands[1]; b.Lower[i] > last || b.Upper[i] < last {
						t.Errorf("%s, %s: step %d: 80 %% from %v to %v, %v just came", name, method, i+1, b.Lower[i], b.Upper[i], last)
					}
				}
				if r.Method == forecast.Ensemble && (strings.Contains(r.Why.De, "schwankt wenig") || !strings.Contains(r.Why.De, "weit außerhalb ihres früheren Bereichs")) {
					t.Errorf("%s, %s: %s", name, method, r.Why.De)
				}
				if b := r.Back; method == forecast.Auto && b.Ratio >= 1 && b.Coverage80 < 0.6 && r.Method != forecast.Naive {
					t.Errorf("%s: %s in spite of %+v", name, r.Method, b)
				}
			}
		}
	}
}

// A count that wakes: the 95 % band of the next step holds what just came.
func TestBandHoldsAWakingCount(t *testing.T) {
	for _, zeros := range []int{20, 25, 26, 27, 30, 40, 60} {
		for _, last := range []float64{7, 50, 400} {
			r := do(t, months(append(repeat(0, zeros), last)...), forecast.Options{Horizon: 1})
			if b := r.Bands[2]; b.Upper[0] < last {
				t.Errorf("%v after %d zeros: 95 %% up to %v", last, zeros, b.Upper[0])
			}
		}
	}
}

// A slip widens the band towards where it went; on the other side five times is enough.
func TestSlipDoesNotMakeAsMuchMoreLikely(t *testing.T) {
	often := calm(300, 60, 1)
	often[20], often[40], often[59] = 0, 0, 0
	for _, values := range [][]float64{often, append(calm(300, 60, 1), 20)} {
		r := do(t, months(values...), forecast.Options{Horizon: 12, Paths: 500, Seed: 1})
		if b := r.Bands[2]; b.Lower[0] > values[len(values)-1] || b.Upper[0] > 5.1*r.Median[0] || r.Mean[0] > 600 {
			t.Errorf("%v: median %v, mean %v, 95 %% from %v to %v", values[len(values)-1], r.Median[0], r.Mean[0], b.Lower[0], b.Upper[0])
		}
	}
}
