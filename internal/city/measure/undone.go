// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measure

import (
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
)

// Undone is what a figure would have done if nothing had been done, by what was known
// on the day on which a change was expected, beside what came.
type Undone struct {
	Indicator figure.Indicator
	Frequency int // steps a year: 12, 4 or 1
	// Level of the inner range in percent, Wide of the outer one.
	Level, Wide float64
	Steps       []Step  // from the first after what was known, to that of the check date
	Known       []Value // known on the day, oldest first
	Came        []Value // known now of the time after that, oldest first
	// How says how the forecast was made: method, models, version.
	How string
	// Held is the measured share of values that lay in bands of Level at earlier times of
	// the series; nil: too few values to measure it.
	Held *float64
}

// Step is one step of the forecast, in the indicator's unit.
type Step struct {
	period.Period
	Median            float64
	Low, High         float64 // at Level
	WideLow, WideHigh float64 // at Wide
}

// Value is a value of a step with the figures that it comes from.
type Value struct {
	period.Period
	Value float64 // in the indicator's unit
	From  []figure.Picked
}

// At is the step in which a day lies.
func (u Undone) At(day period.Date) (Step, bool) {
	for _, s := range u.Steps {
		if !day.Before(s.From) && !day.After(s.To) {
			return s, true
		}
	}
	return Step{}, false
}

// CameAt is what came of the step in which a day lies: its last value.
func (u Undone) CameAt(day period.Date) (Value, bool) {
	s, ok := u.At(day)
	if !ok {
		return Value{}, false
	}
	for i := len(u.Came) - 1; i >= 0; i-- {
		if v := u.Came[i]; !v.To.Before(s.From) && !v.To.After(s.To) {
			return v, true
		}
	}
	return Value{}, false
}

// Latest is the last value that came up to the step of a day, with its step.
func (u Undone) Latest(day period.Date) (Value, Step, bool) {
	for i := len(u.Came) - 1; i >= 0; i-- {
		v := u.Came[i]
		if s, ok := u.At(v.To); ok && !s.From.After(day) {
			return v, s, true
		}
	}
	return Value{}, Step{}, false
}
