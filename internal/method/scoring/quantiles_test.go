// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package scoring_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	. "planraum/internal/method/scoring"
)

// TestCRPSQuantiles: the uniform distribution on 0..1 is its own straight line,
// CRPS = y^2 - y + 1/3 inside; a point forecast's CRPS is its error; and many
// quantiles of a normal distribution come to its CRPS.
func TestCRPSQuantiles(t *testing.T) {
	uniform := []Level{{0, 0}, {0.3, 0.3}, {1, 1}}
	for _, y := range []float64{0, 0.2, 0.3, 0.77, 1} {
		near(t, "uniform", CRPSQuantiles(uniform, y), y*y-y+1.0/3, 1e-12)
	}
	near(t, "uniform, beyond", CRPSQuantiles(uniform, 1.5), 1.0/3+0.5, 1e-12)
	near(t, "uniform, below", CRPSQuantiles(uniform, -2), 1.0/3+2, 1e-12)
	near(t, "a point", CRPSQuantiles([]Level{{0.5, 7}}, 10), 3, 1e-12)
	near(t, "a step", CRPSQuantiles([]Level{{0.1, 7}, {0.5, 7}, {0.9, 7}}, 5), 2, 1e-12)
	near(t, "nothing", CRPSQuantiles(nil, 5), math.NaN(), 0)
	var many, seven []Level
	for i := 1; i < 4000; i++ {
		many = append(many, Level{float64(i) / 4000, distuv.UnitNormal.Quantile(float64(i) / 4000)})
	}
	for _, p := range []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975} {
		seven = append(seven, Level{p, distuv.UnitNormal.Quantile(p)})
	}
	for _, y := range []float64{-3, -1, 0, 0.4, 2} {
		near(t, "many quantiles of a normal", CRPSQuantiles(many, y), CRPSNormal(0, 1, y), 1e-3)
		near(t, "seven quantiles of a normal", CRPSQuantiles(seven, y), CRPSNormal(0, 1, y), 0.03)
	}
}

// TestCRPSQuantilesIsTheLimitOfASample: a sample spread along the straight lines
// has the same CRPS.
func TestCRPSQuantilesIsTheLimitOfASample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		levels := []Level{{0, rapid.Float64Range(-5, 5).Draw(t, "first")}}
		for _, p := range []float64{0.25, 0.5, 0.75, 1} {
			levels = append(levels, Level{p, levels[len(levels)-1].Value + rapid.Float64Range(0, 10).Draw(t, "step")})
		}
		y := rapid.Float64Range(-10, 50).Draw(t, "y")
		var sample []float64
		for i := 1; i < len(levels); i++ {
			for k := range 250 {
				sample = append(sample, levels[i-1].Value+(levels[i].Value-levels[i-1].Value)*(float64(k)+0.5)/250)
			}
		}
		if got, want := CRPSQuantiles(levels, y), CRPSSample(sample, y); math.Abs(got-want) > 0.02 {
			t.Fatalf("%v, a sample has %v", got, want)
		}
	})
}
