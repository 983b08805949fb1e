// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// trace holds one pass over a series, so that no pass needs memory of its own.
type trace struct {
	fit, err    []float64 // forecast of each value, value less forecast (0 where the value is missing)
	base, slope []float64 // level and slope carried to this step; slope before it
	season      []float64 // season used in this step
	ring        []float64 // season by place in the cycle
	level, last float64   // level and slope after the pass
	squares     float64   // sum of the squared errors of the likelihood
	logs        float64   // sum of log|fit| under relative errors
	seen        int       // values that are not missing
}

func (t *trace) size(n, m int) {
	if cap(t.fit) < n {
		all := make([]float64, 5*n)
		t.fit, t.err, t.base, t.slope, t.season = all[:n:n], all[n:2*n:2*n], all[2*n:3*n:3*n], all[3*n:4*n:4*n], all[4*n:]
	}
	t.fit, t.err, t.base, t.slope, t.season = t.fit[:n], t.err[:n], t.base[:n], t.slope[:n], t.season[:n]
	if cap(t.ring) < m {
		t.ring = make([]float64, m)
	}
	t.ring = t.ring[:m]
}

// worst is the objective of a model that cannot be: a forecast of 0 or less
// under relative errors.
const worst = 1e300

// run passes over y and returns -2 log-likelihood without its constant
// (Hyndman et al. 2008, eq. 5.3): n log sum(e^2) + 2 sum(log|fit|). All forms
// share one recursion: with q = level + phi slope and e = y - fit, level and
// slope follow e, or e / season under a factor season; the season follows e or
// e / q. A missing value moves nothing.
func (t *trace) run(p *ETS, y []float64) float64 {
	m := max(len(p.Season0), 1)
	t.size(len(y), m)
	copy(t.ring, p.Season0)
	t.level, t.last, t.squares, t.logs, t.seen = p.Level, p.Slope, 0, 0, 0
	alpha, beta, gamma, phi := p.Alpha, p.Beta, p.Gamma, p.Phi
	factor, added := p.Season == FactorSeason, p.Season == AddedSeason
	level, slope, place := t.level, t.last, 0
	product, products := 1.0, 0 // logarithms are taken of products of several
	for i, v := range y {
		q := level + phi*slope
		s, fit := 0.0, q
		if added {
			s = t.ring[place]
			fit = q + s
		} else if factor {
			s = t.ring[place]
			fit = q * s
		}
		e := v - fit
		if v != v {
			e = 0
		} else {
			t.seen++
			if p.Relative {
				if !(fit > 1e-9) || factor && !(s > 1e-6) {
					return worst
				}
				t.squares += e * e / (fit * fit)
				product *= fit
				if products++; products == 16 {
					t.logs += math.Log(product)
					product, products = 1, 0
				}
			} else {
				t.squares += e * e
			}
		}
		t.fit[i], t.err[i], t.base[i], t.slope[i], t.season[i] = fit, e, q, slope, s
		if factor {
			level, slope = q+alpha*e/s, phi*slope+beta*e/s
			t.ring[place] = s + gamma*e/q
		} else {
			level, slope = q+alpha*e, phi*slope+beta*e
			if added {
				t.ring[place] = s + gamma*e
			}
		}
		if place++; place == m {
			place = 0
		}
	}
	t.logs += math.Log(product)
	t.level, t.last = level, slope
	lik := float64(t.seen)*math.Log(max(t.squares, 1e-24)) + 2*t.logs
	if !(lik < worst) {
		return worst
	}
	return lik
}

// slopes is the gradient of -2 log-likelihood.
type slopes struct {
	alpha, beta, gamma, phi, level, slope float64
	season                                []float64
}

// gradient walks the last pass backwards and returns the derivative of what run
// returned (adjoint method): its cost does not grow with the number of states.
func (t *trace) gradient(p *ETS, y []float64, g *slopes) {
	m := max(len(p.Season0), 1)
	alpha, beta, gamma, phi := p.Alpha, p.Beta, p.Gamma, p.Phi
	factor, added := p.Season == FactorSeason, p.Season == AddedSeason
	g.alpha, g.beta, g.gamma, g.phi = 0, 0, 0, 0
	if cap(g.season) < m {
		g.season = make([]float64, m)
	}
	g.season = g.season[:m]
	clear(g.season)
	scale := 2 * float64(t.seen) / max(t.squares, 1e-24)
	level, slope := 0.0, 0.0 // derivatives by the states after the step
	place := (len(y) - 1) % m
	for i := len(y) - 1; i >= 0; i-- {
		e, fit, q, b, s := t.err[i], t.fit[i], t.base[i], t.slope[i], t.season[i]
		direct := 0.0
		if seen := y[i] == y[i]; seen && p.Relative {
			direct = -scale*e/(fit*fit)*y[i]/fit + 2/fit
		} else if seen {
			direct = -scale * e
		}
		kept := g.season[place]
		var byQ float64
		if factor {
			follow := alpha*level + beta*slope
			byE := follow/s + gamma*kept/q
			if y[i] != y[i] {
				byE = 0
			}
			g.alpha += level * e / s
			g.beta += slope * e / s
			g.gamma += kept * e / q
			byFit := direct - byE
			byQ = level - gamma*kept*e/(q*q) + byFit*s
			g.season[place] = kept - follow*e/(s*s) + byFit*q
		} else {
			byE := alpha*level + beta*slope + gamma*kept
			if y[i] != y[i] {
				byE = 0
			}
			g.alpha += level * e
			g.beta += slope * e
			byFit := direct - byE
			byQ = level + byFit
			if added {
				g.gamma += kept * e
				g.season[place] = kept + byFit
			}
		}
		g.phi += b * (byQ + slope)
		level, slope = byQ, phi*(byQ+slope)
		if place--; place < 0 {
			place = m - 1
		}
	}
	g.level, g.slope = level, slope
}
