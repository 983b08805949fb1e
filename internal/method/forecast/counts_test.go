// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"planraum/internal/method/forecast"
)

// Counts never get a Gaussian band: bounds and paths are whole and not below zero,
// small counts lie skewed above the median, 0 has about its true chance, and the
// bands hold what they say.
func TestCountsHaveNoGaussianBand(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for _, mean := range []float64{0.5, 2, 40} {
		in95, n, zero := 0.0, 0.0, 0.0
		for range 40 {
			draw := distuv.Poisson{Lambda: mean, Src: rng}
			v := make([]float64, 60)
			for i := range v {
				v[i] = draw.Rand()
			}
			r := do(t, months(v[:54]...), forecast.Options{Horizon: 6, Paths: 200, Seed: 1})
			if !r.Counts {
				t.Fatal("counts are not seen")
			}
			b := r.Bands[2]
			for i := range 6 {
				if b.Lower[i] < 0 || b.Lower[i] != math.Trunc(b.Lower[i]) || b.Upper[i] != math.Trunc(b.Upper[i]) {
					t.Errorf("mean %v: band %v to %v", mean, b.Lower[i], b.Upper[i])
				}
				if mean < 5 && b.Upper[i]-r.Median[i] < r.Median[i]-b.Lower[i] {
					t.Errorf("mean %v: %v to %v around %v is not skewed upwards", mean, b.Lower[i], b.Upper[i], r.Median[i])
				}
				n++
				if v[54+i] >= b.Lower[i] && v[54+i] <= b.Upper[i] {
					in95++
				}
				for _, p := range r.Paths {
					if p[i] != math.Trunc(p[i]) || p[i] < 0 {
						t.Fatalf("a path holds %v", p[i])
					}
					if p[i] == 0 {
						zero += 1 / float64(len(r.Paths))
					}
				}
			}
		}
		t.Logf("mean %v: 95 %% hold %.3f; 0 in %.3f of the paths, truly %.3f", mean, in95/n, zero/n, math.Exp(-mean))
		if in95/n < 0.92 || math.Abs(zero/n-math.Exp(-mean)) > 0.06 {
			t.Errorf("mean %v: 95 %% hold %.3f, 0 in %.3f of the paths", mean, in95/n, zero/n)
		}
	}
}
