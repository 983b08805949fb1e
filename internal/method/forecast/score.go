// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package forecast forecasts a series of months, quarters or years from its own
// past, with bands and sample paths, beside the naive forecast (Do); and it says
// how good a published forecast was, once the real value is known (Score). See
// docs/methods/forecast.md.
package forecast

import (
	"math/big"

	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Version names the scoring; that of the forecasts is SeriesVersion. It changes with any change that can change a
// number.
const Version = "score/1"

// Scored is a forecast beside the value that came, both in persons.
type Scored struct {
	Forecast unit.Headcount
	Actual   unit.Headcount
	Error    unit.Headcount // forecast - actual; below zero: forecast too low
	Absolute unit.Headcount // |Error|
	// Relative is Error / Actual in percent with one decimal, rounded half away
	// from zero; nil where nothing came, because nothing can be compared to 0.
	Relative *unit.Decimal
	// Factor is Actual / Forecast with two decimals, rounded half up: 1.32 says
	// that 1.32 times as many came as were forecast. nil where none were.
	Factor *unit.Decimal
}

// Score compares a forecast with the value that came. Both are counts of 0 or
// more. The shares are rounded from the exact quotient, not from one another.
func Score(forecast, actual unit.Headcount) Scored {
	s := Scored{Forecast: forecast, Actual: actual, Error: forecast - actual}
	s.Absolute = max(s.Error, -s.Error)
	s.Relative = quotient(s.Error, actual, 1000, 1)
	s.Factor = quotient(actual, forecast, 100, 2)
	return s
}

// quotient returns a x scale / b rounded half away from zero, as a number with
// the given decimals; nil where b is not above zero or the result does not fit.
func quotient(a, b unit.Headcount, scale int64, places int) *unit.Decimal {
	if b <= 0 {
		return nil
	}
	twice := new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(2*scale))
	half := big.NewInt(int64(b))
	if a < 0 {
		half.Neg(half)
	}
	q := twice.Add(twice, half)
	q.Quo(q, new(big.Int).Mul(big.NewInt(int64(b)), big.NewInt(2)))
	if !q.IsInt64() {
		return nil
	}
	return &unit.Decimal{Amount: q.Int64(), Places: places}
}

// Say writes the score as a sentence: "7.798 gesagt, 8.055 kamen: 3,2 % zu niedrig".
func (s Scored) Say() text.Text {
	return text.Text{De: s.in(text.De), En: s.in(text.En)}
}

func (s Scored) in(l text.Lang) string {
	said := l.Int(int64(s.Forecast)) + text.T(" gesagt, ", " said, ").In(l) + l.Int(int64(s.Actual)) + text.T(" kamen: ", " came: ").In(l)
	size := text.T("um ", "by ").In(l) + l.Int(int64(s.Absolute))
	if s.Relative != nil {
		size = l.Percent(max(s.Relative.Amount, -s.Relative.Amount), s.Relative.Places)
	}
	switch {
	case s.Error < 0:
		return said + size + text.T(" zu niedrig", " too low").In(l)
	case s.Error > 0:
		return said + size + text.T(" zu hoch", " too high").In(l)
	}
	return said + text.T("genau getroffen", "exactly met").In(l)
}
