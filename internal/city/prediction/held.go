// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package prediction

import (
	"fmt"
	"math"

	"planraum/internal/text"
)

// LeastHeld is the measured share of values in bands of 80 % below which no sentence
// calls the band a probability.
const LeastHeld = 0.65

// NotHeld says it as a sentence of its own, for before any other on a forecast, whether
// that beats the naive one or not; empty where the bands held enough, or were never
// tested (no origins).
func NotHeld(origins int, share float64) text.Text {
	said := TooNarrow(share)
	if origins == 0 || said == (text.Text{}) {
		return text.Text{}
	}
	return text.T("Die Bänder hielten nicht: "+said.De+" statt 80\u00a0%.", "The bands did not hold: "+said.En+" instead of 80%.")
}

// NotHeld says first of a kept forecast whether its bands held before, see NotHeld.
func (f Issued) NotHeld() text.Text {
	if f.Back == nil {
		return text.Text{}
	}
	return NotHeld(f.Back.Origins, f.Back.Coverage80)
}

// Reason is why a method was used, after the sentence on bands that did not hold.
func (f Issued) Reason() text.Text { return After(f.NotHeld(), f.Why) }

// After puts a sentence before another, where there are both.
func After(first, then text.Text) text.Text {
	switch (text.Text{}) {
	case first:
		return then
	case then:
		return first
	}
	return text.T(first.De+" "+then.De, first.En+" "+then.En)
}

// TooNarrow says how few values bands of 80 % held before, by their measured share;
// empty where they held enough.
func TooNarrow(share float64) text.Text {
	if share >= LeastHeld {
		return text.Text{}
	}
	said := func(l text.Lang) string { return l.Percent(int64(math.Floor(share*100+0.5)), 0) }
	return text.T(fmt.Sprintf("früher lagen nur %s der Werte in solchen Bändern", said(text.De)), fmt.Sprintf("before, only %s of the values lay in such bands", said(text.En)))
}
