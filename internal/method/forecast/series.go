// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/text"
)

// SeriesVersion names the series models. It changes with any change that can
// change a number.
const SeriesVersion = "series/8"

// Series is a series of equal steps: months, quarters or years.
type Series struct {
	Start     period.Month // of the first value; first month of its quarter or year
	Frequency int          // values a year: 12, 4 or 1
	Values    []float64    // in any unit; NaN where the value is missing
}

// Options say what is asked for.
type Options struct {
	Horizon int       // steps after the last value that is given, 1 to MaxHorizon
	Method  string    // one of Methods; "" is Auto
	Seed    uint64    // of the sample paths
	Paths   int       // number of sample paths; 0: none
	Levels  []float64 // of the bands, in percent; nil: 50, 80 and 95
	// Nowcast holds possible courses of the last values, where these are not final:
	// each course ends with the last value that is given and takes the place of as
	// many values as it has. Their median is forecast from, what they leave open
	// widens the bands, and path p goes on from course p modulo their number (200
	// at most are read). nil: all values are final.
	Nowcast [][]float64
}

// MaxHorizon and MaxValues bound what is reckoned.
const (
	MaxHorizon = 120
	MaxValues  = 10_000
	MaxPaths   = 100_000
)

// Band is where the values lie with the chance of its level, in the unit of the
// series: as much may lie below Lower as above Upper.
type Band struct {
	Level float64 // percent
	Lower []float64
	Upper []float64
}

// Beside is the naive forecast: the last value goes on, with the spread that
// the series itself showed over as many steps.
type Beside struct {
	Median []float64
	Bands  []Band
}

// Unreported is a forecast from the values before zeros that may be no values at
// all, for the same steps.
type Unreported struct {
	Median []float64
	Bands  []Band
}

// Backtest is how the method and the naive forecast would have done at earlier
// origins of the same series, each with the values before it alone.
type Backtest struct {
	Origins int // number of earlier origins; 0: the series is too short for any
	Horizon int // most steps ahead
	// Ratio is the geometric mean over the origins of the weighted interval score
	// against the naive forecast's: below 1 the method is the better one. 0
	// without origins.
	Ratio float64
	// Worst is the greatest of these ratios.
	Worst float64
	// Score and NaiveScore are the mean weighted interval scores of bands at 50,
	// 80 and 95 % with the median, in the unit of the series.
	Score, NaiveScore float64
	// Coverage80 and Coverage95 are the shares of values inside the bands.
	Coverage80, Coverage95 float64
	// NaiveCoverage80 is the share inside the naive forecast's 80 % band.
	NaiveCoverage80 float64
}

// NotHeld says whether the bands of the method that was used held too little at earlier
// times of the series; empty where they held enough or could not be tested.
func (r Result) NotHeld() text.Text {
	share := r.Back.Coverage80
	if r.Method == Naive {
		share = r.Back.NaiveCoverage80
	}
	return prediction.NotHeld(r.Back.Origins, share)
}

// Reason is Why, after the sentence on bands that did not hold.
func (r Result) Reason() text.Text { return prediction.After(r.NotHeld(), r.Why) }

// Result is a forecast for the steps 1 to Horizon after the last value.
type Result struct {
	Start   period.Month // of the first forecast
	Mean    []float64
	Median  []float64
	Bands   []Band
	Paths   [][]float64 // each a possible course; sums over steps are taken of these
	Method  string      // what was used, one of Methods or Ensemble
	Models  []string    // the models behind it, with the forms that were chosen
	Why     text.Text   // why this method, in a sentence or two
	Naive   Beside
	Back    Backtest
	Missing int  // values that were missing between others
	Broken  bool // the series fell to 0 at its end as never before, see Why
	// Unreported is the same forecast if the zeros at the end of a broken series are
	// reports that are missing; nil where it is not broken.
	Unreported *Unreported
	Silent     bool // zeros seem to be left out: the forecast is of steps with a value, see Why
	Open       int  // last values that were not final, see Options.Nowcast
	Counts     bool // all values are whole numbers of 0 or more, and so are the forecasts
}
