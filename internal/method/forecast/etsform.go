// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "fmt"

// Trend is how a state-space model carries a slope on.
type Trend uint8

// The trends.
const (
	NoTrend     Trend = iota // level only
	LinearTrend              // the slope goes on for ever
	DampedTrend              // the slope loses a share of 1 - Phi with each step
)

// Season is how a state-space model carries a season.
type Season uint8

// The seasons.
const (
	NoSeason Season = iota
	AddedSeason
	FactorSeason
)

// Form names one member of the family of exponential smoothing models
// (Hyndman et al. 2008, table 2.2 and 2.3).
type Form struct {
	Relative bool // the errors are relative ("multiplicative"), else absolute
	Trend    Trend
	Season   Season
}

// Forms are the members whose numbers stay stable: no multiplicative trend, and
// no multiplicative season under absolute errors, which divides by states near 0
// (Hyndman et al. 2008, section 4.4). Simple smoothing, Holt, damped Holt and
// Holt-Winters are among them.
var Forms = []Form{
	{false, NoTrend, NoSeason},
	{false, LinearTrend, NoSeason},
	{false, DampedTrend, NoSeason},
	{false, NoTrend, AddedSeason},
	{false, LinearTrend, AddedSeason},
	{false, DampedTrend, AddedSeason},
	{true, NoTrend, NoSeason},
	{true, LinearTrend, NoSeason},
	{true, DampedTrend, NoSeason},
	{true, NoTrend, AddedSeason},
	{true, LinearTrend, AddedSeason},
	{true, DampedTrend, AddedSeason},
	{true, NoTrend, FactorSeason},
	{true, LinearTrend, FactorSeason},
	{true, DampedTrend, FactorSeason},
}

// String writes the form as the literature does: ETS(M,Ad,M).
func (f Form) String() string {
	e := "A"
	if f.Relative {
		e = "M"
	}
	return fmt.Sprintf("ETS(%s,%s,%s)", e, [...]string{"N", "A", "Ad"}[f.Trend], [...]string{"N", "A", "M"}[f.Season])
}

// smoothing is the number of smoothing parameters.
func (f Form) smoothing() int {
	n := 1
	if f.Trend != NoTrend {
		n++
	}
	if f.Trend == DampedTrend {
		n++
	}
	if f.Season != NoSeason {
		n++
	}
	return n
}

// Parameters is the number of values that a fit of the form chooses: smoothing
// parameters, initial states (a season of m has m-1 free ones) and the variance.
func (f Form) Parameters(m int) int {
	n := f.smoothing() + 2
	if f.Trend != NoTrend {
		n++
	}
	if f.Season != NoSeason {
		n += m - 1
	}
	return n
}

// ETS is a model with its parameters and its states before the first value.
// Level, Slope and an added Season are in the unit of the series, a factor
// season has none.
type ETS struct {
	Form
	Alpha, Beta, Gamma float64 // how far level, slope and season follow an error
	Phi                float64 // share of the slope that is left after a step; 1 where it is not damped, 0 without trend
	Level, Slope       float64
	Season0            []float64 // for the first m values, in their order; nil without season
}

// Fitted is what a model makes of a series.
type Fitted struct {
	LogLikelihood float64 // without its constant, as Hyndman et al. 2008, eq. 5.2
	AICc          float64
	Sigma         float64   // standard deviation of the errors, relative where the form says so
	OneStep       []float64 // forecast of each value from those before it
	Last          ETS       // the states after the last value, as states before the next
}
