// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package scoring_test

import (
	"encoding/csv"
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	. "planraum/internal/method/scoring"
	"planraum/tools/refdata"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > within {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

func table(t *testing.T, name string) [][]float64 {
	t.Helper()
	rows, err := csv.NewReader(refdata.Open(t, "forecast/"+name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	list := make([][]float64, len(rows)-1)
	for i, row := range rows[1:] {
		for _, cell := range row {
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			list[i] = append(list[i], x)
		}
	}
	return list
}

// TestAgainstScoringRules compares with the R package scoringRules.
func TestAgainstScoringRules(t *testing.T) {
	samples := table(t, "crps_fixture_samples.csv")
	for i, r := range table(t, "crps_fixture.csv") {
		y, mu, sd, size, q := r[0], r[1], r[2], r[3], r[11:]
		k := int(y)
		near(t, "CRPS normal", CRPSNormal(mu, sd, y), r[4], 1e-9)
		near(t, "log score normal", LogNormal(mu, sd, y), r[5], 1e-9)
		near(t, "CRPS negative binomial", CRPSNegativeBinomial(mu, size, k), r[6], 1e-9)
		near(t, "log score negative binomial", LogCounts(NegativeBinomial(mu, size), k), r[7], 1e-9)
		near(t, "CRPS Poisson", CRPSPoisson(mu, k), r[8], 1e-9)
		near(t, "CRPS sample", CRPSSample(samples[i], y), r[9], 1e-9)
		near(t, "WIS", WIS(q[3], []Interval{{0.5, q[2], q[4]}, {0.8, q[1], q[5]}, {0.95, q[0], q[6]}}, y), r[10], 1e-9)
	}
}

// TestPoints: answers that can be reckoned by hand.
func TestPoints(t *testing.T) {
	f, y := []float64{10, 20, math.NaN(), 0}, []float64{8, 30, 5, 0}
	near(t, "MAE", MAE(f, y), 4, 1e-12)                             // (2 + 10 + 0) / 3
	near(t, "bias", Bias(f, y), -8.0/3, 1e-12)                      // (2 - 10 + 0) / 3
	near(t, "sMAPE", SMAPE(f, y), (200*2.0/18+200*10./50)/3, 1e-12) // a pair of zeros counts 0
	near(t, "MASE", MASE([]float64{7}, []float64{4}, []float64{1, 2, 4, 7}, 1), 1.5, 1e-12)
	near(t, "MASE of a season", MASE([]float64{7}, []float64{4}, []float64{1, 2, 4, 7}, 2), 3/4.0, 1e-12)
	near(t, "MASE of a constant", MASE([]float64{7}, []float64{4}, []float64{2, 2, 2}, 1), math.NaN(), 0)
	near(t, "MASE of too little", MASE([]float64{7}, []float64{4}, []float64{2}, 1), math.NaN(), 0)
	near(t, "MAE of nothing", MAE(nil, nil), math.NaN(), 0)
	near(t, "Brier", Brier([]float64{0.9, 0.2, 0.5}, []bool{true, false, false}), (0.01+0.04+0.25)/3, 1e-12)
	near(t, "coverage", Coverage([]Interval{{0.8, 1, 3}, {0.8, 1, 3}, {0.8, 1, 3}}, []float64{1, 4, math.NaN()}), 0.5, 1e-12)
	near(t, "CRPS of one point", CRPSSample([]float64{7}, 10), 3, 1e-12)
	near(t, "CRPS of a certain normal", CRPSNormal(7, 0, 10), 3, 1e-12)
	near(t, "CRPS of nobody", CRPSPoisson(0, 2), 2, 1e-12)
}

// TestProper: nobody gains by saying something else than what is true: among
// Poisson means the true one has the smallest expected CRPS.
func TestProper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := rapid.Float64Range(0.5, 30).Draw(t, "truth")
		said := rapid.Float64Range(0.5, 30).Draw(t, "said")
		expected := func(mean float64) float64 {
			sum, of := 0.0, Poisson(truth)
			for k := range 120 {
				sum += of(k) * CRPSPoisson(mean, k)
			}
			return sum
		}
		if expected(said) < expected(truth)-1e-9 {
			t.Fatalf("saying %v is better than the truth %v", said, truth)
		}
	})
}

// TestSampleIsIntegral: the CRPS of a sample is the integral of the squared
// distance of its distribution function to the value's step.
func TestSampleIsIntegral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ints := rapid.SliceOfN(rapid.IntRange(0, 40), 1, 30).Draw(t, "sample")
		y := rapid.IntRange(0, 40).Draw(t, "y")
		sample := make([]float64, len(ints))
		for i, x := range ints {
			sample[i] = float64(x)
		}
		want := 0.0
		for from := range 41 { // both are constant between whole numbers
			share := 0.0
			for _, x := range ints {
				if x <= from {
					share += 1 / float64(len(ints))
				}
			}
			if y <= from {
				share--
			}
			want += share * share
		}
		if got := CRPSSample(sample, float64(y)); math.Abs(got-want) > 1e-9 {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// TestHistogram: right counts fill the bins evenly in expectation, and the
// shares always add up to 1.
func TestHistogram(t *testing.T) {
	const mean = 6
	var sample []float64
	for k := range 40 { // a sample with the shares of a Poisson distribution
		for range int(math.Round(Poisson(mean)(k) * 1e5)) {
			sample = append(sample, float64(k))
		}
	}
	expected := make([]float64, 10)
	for k := range 40 {
		for b, share := range Histogram([]PIT{PITOf(sample, float64(k))}, 10) {
			if p := Poisson(mean)(k); p > 1e-9 && !math.IsNaN(share) {
				expected[b] += p * share
			}
		}
	}
	sum := 0.0
	for _, e := range expected {
		near(t, "a bin", e, 0.1, 1e-3)
		sum += e
	}
	near(t, "all bins", sum, 1, 1e-3)
}

// TestQuantile compares with R's quantile(c(1, 2, 4, 8), c(0, .1, .5, .9, 1)).
func TestQuantile(t *testing.T) {
	sorted := []float64{1, 2, 4, 8}
	for share, want := range map[float64]float64{0: 1, 0.1: 1.3, 0.5: 3, 0.9: 6.8, 1: 8} {
		near(t, "quantile", Quantile(sorted, share), want, 1e-12)
	}
	near(t, "quantile of nothing", Quantile(nil, 0.5), math.NaN(), 0)
}

// TestWorkedExample is the one of docs/methods/scoring.md.
func TestWorkedExample(t *testing.T) {
	band := Interval{0.8, 80, 130}
	near(t, "interval score", band.Score(140), 150, 1e-9)
	near(t, "WIS", WIS(100, []Interval{band}, 140), 35/1.5, 1e-9)
}
