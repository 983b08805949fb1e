// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package prediction holds the noun of the ledger of forecasts: a forecast as
// it was issued, with all that is needed to reckon it again. It is never
// changed; what comes later scores it.
package prediction

import (
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// Subject is what a forecast speaks of: a series of equal steps.
type Subject struct {
	Indicator string        `json:"indicator"`
	Area      area.ID       `json:"area"`
	Group     population.ID `json:"group"`
	Frequency int           `json:"frequency"` // steps a year: 12 months, 4 quarters or 1
}

// Issued is a forecast as it was issued. Values are in the indicator's unit.
type Issued struct {
	ID string `json:"id"` // of its content, see Content
	Subject
	// AsOf is the day whose knowledge the series was taken from, Position the
	// ledger's then. The position differs between databases and says only where
	// to look.
	AsOf     period.Date `json:"as_of"`
	Position int64       `json:"position"`
	// MadeOn is the day on which it was issued and from which it is known, By the
	// role or office that did it.
	MadeOn period.Date `json:"made_on"`
	By     string      `json:"by"`
	// Audience and Released say through which lens the series was read.
	Audience audience.Audience `json:"audience"`
	Released bool              `json:"released"`

	Asked   string    `json:"asked"`  // the method that was asked for
	Method  string    `json:"method"` // the one that was used
	Version string    `json:"version"`
	Models  []string  `json:"models"`
	Why     text.Text `json:"why"`
	Seed    uint64    `json:"seed"`
	Paths   int       `json:"paths"`

	Course Course `json:"course"`
	// Nowcast says how the last months were taken that are still corrected; nil:
	// all were taken as they stood.
	Nowcast *Nowcast `json:"nowcast,omitempty"`

	Last   *Known  `json:"last,omitempty"` // the last value that was known; nil: kept from the reader
	Counts bool    `json:"counts"`
	Broken bool    `json:"broken"`
	Back   *Back   `json:"backtest,omitempty"` // nil: the series was too short for any
	Steps  []Step  `json:"steps"`
	Sums   []Total `json:"sums"`
	// Parts are its areas, where they were asked for; nil: they were not. Steps and
	// sums are then those of the courses that add up.
	Parts *Parts `json:"parts,omitempty"`
}

// Course says which series a forecast was reckoned from, without its values.
type Course struct {
	Start   period.Month `json:"start"`   // first month of the first step
	Given   int          `json:"given"`   // steps from the first to the last value
	Missing int          `json:"missing"` // of these without a value
	Digest  string       `json:"digest"`  // of all values, see Series.Digest
}

// Values is the number of values on which the forecast rests.
func (c Course) Values() int { return c.Given - c.Missing }

// Known is a value of a time.
type Known struct {
	From  period.Date `json:"from"`
	To    period.Date `json:"to"`
	Value float64     `json:"value"`
}

// Bounds is where a value lies with the chance of the level: as much may lie
// below Low as above High.
type Bounds struct {
	Level float64 `json:"level"` // percent
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Range is a median with its bounds, narrow ones first.
type Range struct {
	Median float64  `json:"median"`
	Bounds []Bounds `json:"bounds"`
}

// Within returns the bounds of a level; false where there are none.
func (r Range) Within(level float64) (Bounds, bool) {
	for _, b := range r.Bounds {
		if b.Level == level {
			return b, true
		}
	}
	return Bounds{}, false
}

// Step is what was said of one month, quarter or year.
type Step struct {
	From period.Date `json:"from"`
	To   period.Date `json:"to"`
	Mean float64     `json:"mean"`
	Range
	Naive Range `json:"naive"` // the last value goes on
}

// Period is the time of the step.
func (s Step) Period() period.Period { return period.Period{From: s.From, To: s.To} }

// Total is what was said of the sum of the first steps. The bound of a sum is
// not the sum of the bounds; it is taken over the sample paths.
type Total struct {
	Steps int `json:"steps"`
	Range
}

// Back is how the method and the naive forecast would have done at earlier
// times of the same series.
type Back struct {
	Origins    int     `json:"origins"`
	Horizon    int     `json:"horizon"`
	Ratio      float64 `json:"ratio_to_naive"` // of interval scores; below 1 the method was the better one
	Worst      float64 `json:"worst_ratio"`
	Score      float64 `json:"interval_score"`
	NaiveScore float64 `json:"naive_interval_score"`
	Coverage80 float64 `json:"coverage_80"` // shares of values inside the bounds
	Coverage95 float64 `json:"coverage_95"`
}

// Horizon is the number of steps.
func (f Issued) Horizon() int { return len(f.Steps) }

// Over is the period of the first steps, which must be there.
func (f Issued) Over(steps int) period.Period {
	return period.Period{From: f.Steps[0].From, To: f.Steps[steps-1].To}
}

// Afterwards reports whether the forecast was issued later than the data are
// from that it rests on: a forecast that nobody could see in time.
func (f Issued) Afterwards() bool { return f.MadeOn.After(f.AsOf.AddDays(Late)) }

// Late is how many days may lie between the as-of date and the day of issue, of a
// forecast and of a kept warning: a month is issued with the data of the month before.
const Late = 45

// Levels are the bounds of an issued forecast, in percent.
var Levels = []float64{50, 80, 95}
