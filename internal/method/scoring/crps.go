// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package scoring

import (
	"math"
	"slices"
)

// CRPSSample is the continuous ranked probability score of a sample, in the unit
// of the series: the mean distance of the sample to the value less half the mean
// distance within the sample (Gneiting and Raftery 2007, eq. 21). The sample is
// not changed; NaN of an empty one.
func CRPSSample(sample []float64, y float64) float64 {
	sorted := slices.Sorted(slices.Values(sample))
	return CRPSSorted(sorted, y)
}

// CRPSSorted is CRPSSample of a sample in rising order.
func CRPSSorted(sorted []float64, y float64) float64 {
	n := float64(len(sorted))
	distance, within := 0.0, 0.0
	for i, x := range sorted {
		distance += math.Abs(x - y)
		within += (2*float64(i+1) - n - 1) * x // sum over pairs of |x - x'|, halved
	}
	return distance/n - within/(n*n)
}

// CRPSNormal is the CRPS of a normal distribution with the mean and the standard
// deviation (Gneiting and Raftery 2007, eq. 20).
func CRPSNormal(mean, deviation, y float64) float64 {
	if deviation == 0 {
		return math.Abs(y - mean)
	}
	z := (y - mean) / deviation
	return deviation * (z*(2*normalCDF(z)-1) + 2*normalPDF(z) - 1/math.Sqrt(math.Pi))
}

// LogNormal is the logarithmic score of a normal distribution: minus the
// logarithm of its density at y.
func LogNormal(mean, deviation, y float64) float64 {
	z := (y - mean) / deviation
	return math.Log(deviation) + z*z/2 + math.Log(2*math.Pi)/2
}

func normalPDF(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// CRPSCounts is the CRPS of a distribution over 0, 1, 2 ... given by the
// probability of each count: the sum over k of (F(k) - [y <= k])^2 (Czado, Gneiting
// and Held 2009). The probabilities are asked for in rising order until what
// remains cannot change the sum by 1e-12.
func CRPSCounts(probability func(k int) float64, y int) float64 {
	const enough = 1e-13
	sum, below := 0.0, 0.0
	for k := 0; ; k++ {
		p := probability(k)
		below += p
		d := below
		if k >= y {
			d = 1 - below
		}
		sum += d * d
		if k > y && d < 1e-7 && d*d < enough || k > y+100_000_000 {
			return sum
		}
	}
}

// CRPSPoisson is the CRPS of a Poisson distribution with the mean.
func CRPSPoisson(mean float64, y int) float64 { return CRPSCounts(Poisson(mean), y) }

// CRPSNegativeBinomial is the CRPS of a negative binomial distribution with the
// mean and the size (the variance is mean + mean^2/size).
func CRPSNegativeBinomial(mean, size float64, y int) float64 {
	return CRPSCounts(NegativeBinomial(mean, size), y)
}

// LogCounts is the logarithmic score of a distribution over counts: minus the
// logarithm of the probability of y.
func LogCounts(probability func(k int) float64, y int) float64 { return -math.Log(probability(y)) }

// Poisson gives the probability of each count.
func Poisson(mean float64) func(k int) float64 {
	return func(k int) float64 {
		if mean == 0 {
			return indicator(k == 0)
		}
		gamma, _ := math.Lgamma(float64(k) + 1)
		return math.Exp(float64(k)*math.Log(mean) - mean - gamma)
	}
}

// NegativeBinomial gives the probability of each count.
func NegativeBinomial(mean, size float64) func(k int) float64 {
	ofSize, _ := math.Lgamma(size)
	return func(k int) float64 {
		if mean == 0 {
			return indicator(k == 0)
		}
		x := float64(k)
		both, _ := math.Lgamma(x + size)
		of, _ := math.Lgamma(x + 1)
		return math.Exp(both - of - ofSize + size*math.Log(size/(size+mean)) + x*math.Log(mean/(size+mean)))
	}
}

func indicator(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
