// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// stable reports whether the model forgets its first states ("admissible"
// region, Hyndman et al. 2008, chapter 10). Without season the usual bounds lie
// inside it; with one, all roots of the characteristic equation must not lie
// outside the unit circle.
func (p *ETS) stable(m int) bool {
	if p.Season == NoSeason || m < 2 {
		return true
	}
	phi := p.Phi
	if p.Trend == NoTrend {
		phi = 1
	}
	a, b, g := p.Alpha, p.Beta, p.Gamma
	if g < max(1-1/phi-a, 0) || g > 1+1/phi-a {
		return false
	}
	if a < 1-1/phi-g*(1-float64(m)+phi+phi*float64(m))/(2*phi*float64(m)) || b < -(1-phi)*(g/float64(m)+a) {
		return false
	}
	var fixed [64]float64
	c := fixed[:0]
	c = append(c, phi*(1-a-g), a+b-a*phi+g-1)
	for range m - 2 {
		c = append(c, a+b-a*phi)
	}
	return insideCircle(append(c, a+b-phi, 1))
}

// insideCircle reports whether all roots of c[0] + c[1] z + ... lie inside or
// on the unit circle, up to 1e-9 (Schur and Cohn). It destroys c.
func insideCircle(c []float64) bool {
	for grow, i := 1.0, 0; i < len(c); i++ { // z = (1 + 1e-9) w
		c[i] *= grow
		grow *= 1 + 1e-9
	}
	for n := len(c) - 1; n > 0; n-- {
		k := c[0] / c[n]
		if !(math.Abs(k) < 1) {
			return false
		}
		for i, j := 1, n-1; i <= j; i, j = i+1, j-1 {
			lower, upper := c[i], c[j]
			c[i], c[j] = lower-k*upper, upper-k*lower
		}
		c[n] -= k * c[0]
		copy(c, c[1:n+1])
		c = c[:n]
	}
	return true
}
