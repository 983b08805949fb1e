// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// spreads returns the standard deviations of the forecasts 1 to h under
// absolute errors of standard deviation sigma (Hyndman et al. 2008, table 6.1).
func (p *ETS) spreads(sigma float64, out []float64) {
	sum, damp, m := 1.0, 0.0, len(p.Season0)
	power := 1.0
	for i := range out {
		out[i] = sigma * math.Sqrt(sum)
		power *= p.Phi
		damp += power
		c := p.Alpha + p.Beta*damp
		if m > 0 && (i+1)%m == 0 {
			c += p.Gamma
		}
		sum += c * c
	}
}
