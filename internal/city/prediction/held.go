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

// TooNarrow says how few values bands of 80 % held before, by their measured share;
// empty where they held enough.
func TooNarrow(share float64) text.Text {
	if share >= LeastHeld {
		return text.Text{}
	}
	said := func(l text.Lang) string { return l.Percent(int64(math.Floor(share*100+0.5)), 0) }
	return text.T(fmt.Sprintf("früher lagen nur %s der Werte in solchen Bändern", said(text.De)), fmt.Sprintf("before, only %s of the values lay in such bands", said(text.En)))
}
