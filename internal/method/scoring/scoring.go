// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package scoring says how good forecasts were, once the real values are known:
// of points, of quantiles, of whole distributions, and of warnings. Every score
// is negatively oriented: smaller is better, 0 is perfect. Proper scores cannot
// be improved by saying something else than what one believes (Gneiting and
// Raftery 2007). See docs/methods/scoring.md.
package scoring

import (
	"math"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "scoring/1"

// AbsoluteErrors returns |forecast - actual| for each pair, in the unit of the
// series; pairs with something missing (NaN) are left out.
func AbsoluteErrors(forecast, actual []float64) []float64 {
	var errors []float64
	for i := range min(len(forecast), len(actual)) {
		if e := math.Abs(forecast[i] - actual[i]); !math.IsNaN(e) {
			errors = append(errors, e)
		}
	}
	return errors
}

// Mean is the arithmetic mean; NaN of nothing.
func Mean(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum / float64(len(list))
}

// MAE is the mean absolute error in the unit of the series; NaN where no pair is
// complete.
func MAE(forecast, actual []float64) float64 { return Mean(AbsoluteErrors(forecast, actual)) }

// SMAPE is the symmetric mean absolute percentage error in percent, between 0
// and 200, as the M competitions reckon it (Makridakis and Hibon 2000): the mean
// of 200 |f - y| / (|f| + |y|). A pair of zeros is forecast exactly and counts 0.
func SMAPE(forecast, actual []float64) float64 {
	var parts []float64
	for i := range min(len(forecast), len(actual)) {
		f, y := forecast[i], actual[i]
		switch whole := math.Abs(f) + math.Abs(y); {
		case math.IsNaN(whole):
		case whole == 0:
			parts = append(parts, 0)
		default:
			parts = append(parts, 200*math.Abs(f-y)/whole)
		}
	}
	return Mean(parts)
}

// Scale is the mean absolute error of the seasonal naive forecast within the
// history, the denominator of MASE; season 1 takes the value before. NaN where no
// two values lie a season apart.
func Scale(history []float64, season int) float64 {
	season = max(season, 1)
	if len(history) <= season {
		return math.NaN()
	}
	return MAE(history[:len(history)-season], history[season:])
}

// MASE is the mean absolute scaled error (Hyndman and Koehler 2006): the MAE over
// that of the seasonal naive forecast within the history. Below 1 the forecast
// erred less than that did. NaN where the history does not change or is too short.
func MASE(forecast, actual, history []float64, season int) float64 {
	scale := Scale(history, season)
	if scale == 0 {
		return math.NaN()
	}
	return MAE(forecast, actual) / scale
}

// Bias is the mean of forecast - actual in the unit of the series: below zero,
// forecasts were too low on average.
func Bias(forecast, actual []float64) float64 {
	var errors []float64
	for i := range min(len(forecast), len(actual)) {
		if e := forecast[i] - actual[i]; !math.IsNaN(e) {
			errors = append(errors, e)
		}
	}
	return Mean(errors)
}

// Brier is the mean squared difference between the probability with which
// something was warned of and whether it came (Brier 1950); 0.25 for somebody who
// always says one half.
func Brier(probability []float64, came []bool) float64 {
	var parts []float64
	for i := range min(len(probability), len(came)) {
		y := 0.0
		if came[i] {
			y = 1
		}
		parts = append(parts, (probability[i]-y)*(probability[i]-y))
	}
	return Mean(parts)
}
