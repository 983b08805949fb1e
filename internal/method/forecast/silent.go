// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "planraum/internal/text"

// leastSilent is how many zeros must be expected, where none is there, to say that
// they are left out: their chance to be absent is then below 5 % (Poisson).
const leastSilent = 3

// silent reports whether a series of counts leaves out its zeros, as a table does that
// has no row for a month in which nobody came. How many zeros belong to f1 ones and f2
// twos, of any mixture of Poisson counts at least, says Chao (1987):
// f1 (f1 - 1) / (2 (f2 + 1)). None is there, and at least half as many values are
// missing: a number that hardly ever changes has ones as well, but no gaps.
func silent(y []float64) bool {
	var f [3]float64
	for _, v := range y {
		if v >= 0 && v <= 2 {
			f[int(v)]++
		}
	}
	expected := f[1] * (f[1] - 1) / (2 * (f[2] + 1))
	return f[0] == 0 && expected >= leastSilent && float64(missing(y)) >= expected/2
}

// silent says that the forecast is of steps with a value.
func (r *Result) silent() {
	r.Silent = true
	r.Why = text.T(r.Why.De+" Die Reihe hat Lücken, aber keine 0, obwohl so kleine Zahlen welche haben müssten: Vermutlich fehlt der Wert, wo niemand zu zählen war. Die Prognose gilt für Schritte, in denen jemand zu zählen ist; Summen über Schritte sind eher zu hoch.",
		r.Why.En+" The series has gaps but no 0, although counts as small as these must have some: probably there is no value where there was nobody to count. The forecast is of steps in which there is somebody; sums over steps are rather too high.")
}
