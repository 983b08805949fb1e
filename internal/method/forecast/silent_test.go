// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"planraum/internal/method/forecast"
)

// Poisson counts of which a table leaves out the zeros: the forecast is of the others. Of
// counts that stay where they are its bands hold more than they say, and its mean is too
// high by two thirds of a person at most (docs/methods/forecast.md says why). The same
// counts with their zeros are forecast with 0.
func TestZerosThatAreLeftOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, mean := range []float64{0.8, 1.5, 3} {
		seen, inside, n, average := 0.0, 0.0, 0.0, 0.0
		const runs = 60
		for range runs {
			draw := distuv.Poisson{Lambda: mean, Src: rng}
			full, gaps := make([]float64, 120), make([]float64, 120)
			for i := range full {
				full[i] = draw.Rand()
				if gaps[i] = full[i]; full[i] == 0 {
					gaps[i] = math.NaN()
				}
			}
			if do(t, months(full...), forecast.Options{Horizon: 1}).Silent {
				t.Errorf("mean %v: zeros that are there are not left out", mean)
			}
			r := do(t, months(gaps[:114]...), forecast.Options{Horizon: 6, Method: forecast.Ensemble, Paths: 200, Seed: 1})
			if !r.Silent {
				continue
			}
			seen++
			if !strings.Contains(r.Why.De, "gilt für Schritte, in denen jemand zu zählen ist") {
				t.Fatal(r.Why.De)
			}
			for i := range 6 {
				if r.Bands[2].Lower[i] < 1 || r.Naive.Bands[2].Lower[i] < 1 || r.Median[i] < 1 || r.Mean[i] < 1 {
					t.Fatalf("mean %v: %v to %v", mean, r.Bands[2].Lower[i], r.Median[i])
				}
				average += r.Mean[i] / 6
				for _, p := range r.Paths {
					if p[i] < 1 {
						t.Fatal("a path holds", p[i])
					}
				}
				if v := gaps[114+i]; v == v {
					n++
					if v >= r.Bands[1].Lower[i] && v <= r.Bands[1].Upper[i] {
						inside++
					}
				}
			}
		}
		none := math.Exp(-mean)
		of := mean / (1 - none)
		t.Logf("mean %v: seen in %v of %v; 80 %% hold %.3f; mean %.2f, truly %.2f", mean, seen, runs, inside/n, average/seen, of)
		if seen < runs/2 || inside/n < 0.78 || average/seen < of-0.1 || average/seen > of+0.7 {
			t.Errorf("mean %v: see above", mean)
		}
	}
}

// A number that hardly ever changes, large counts and few gaps leave no zeros out.
func TestGapsAloneAreNoZeros(t *testing.T) {
	nan := math.NaN()
	for name, values := range map[string][]float64{
		"one site, two gaps":  append(append(repeat(1, 20), nan, nan), repeat(1, 20)...),
		"one site":            repeat(1, 40),
		"one or two sites":    append(append(repeat(1, 20), nan), repeat(2, 20)...),
		"large counts":        append(append(calm(40, 30, 1), nan, nan, nan, nan), calm(40, 30, 2)...),
		"shares":              append(append(repeat(1.5, 20), nan, nan, nan), slices.Concat(repeat(1, 9), repeat(1.25, 4))...),
		"zeros between gaps":  append(append(repeat(1, 10), nan, nan, nan, 0, nan, nan, nan), repeat(1, 10)...),
		"one value and a gap": {1, nan, 1},
	} {
		if r := do(t, months(values...), forecast.Options{Horizon: 3}); r.Silent {
			t.Errorf("%s: %s", name, r.Why.De)
		}
	}
}
