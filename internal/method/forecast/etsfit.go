// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// Bounds of the smoothing parameters ("usual" region, Hyndman et al. 2008,
// section 2.6.2): 0 < Beta < Alpha < 1, 0 < Gamma < 1 - Alpha, and damping that
// is neither none nor so strong that no trend is left.
const (
	leastSmoothing = 1e-4
	mostSmoothing  = 0.9999
	leastPhi       = 0.8
	mostPhi        = 0.98
)

// fitter chooses parameters and initial states of one form by likelihood. It
// keeps its memory between fits and is not safe for use by several goroutines.
type fitter struct {
	quasi
	pass   trace
	slopes slopes
	form   Form
	y      []float64 // scaled so that the mean of |y| is 1
	m      int
	at     ETS     // the model at the last point
	spread float64 // unit in which states are searched, about their start
	level  float64 // the start
	slope  float64
	season []float64
	scaled []float64
	squash [4]float64 // derivative of each smoothing parameter by its free one
}

func squash(x, low, high float64) (v, derivative float64) {
	s := 1 / (1 + math.Exp(-x))
	return low + (high-low)*s, (high - low) * s * (1 - s)
}

func stretch(v, low, high float64) float64 {
	s := min(max((v-low)/(high-low), 1e-4), 1-1e-4)
	return math.Log(s / (1 - s))
}

// place sets the model to the point x: free smoothing parameters, then states.
func (f *fitter) place(x []float64) {
	p, i := &f.at, 1
	p.Form = f.form
	p.Alpha, f.squash[0] = squash(x[0], leastSmoothing, mostSmoothing)
	p.Beta, p.Gamma, p.Phi = 0, 0, 0
	if f.form.Trend != NoTrend {
		p.Beta, f.squash[1] = squash(x[i], leastSmoothing, p.Alpha)
		p.Phi = 1
		i++
	}
	if f.form.Season != NoSeason {
		p.Gamma, f.squash[2] = squash(x[i], leastSmoothing, 1-p.Alpha)
		i++
	}
	if f.form.Trend == DampedTrend {
		p.Phi, f.squash[3] = squash(x[i], leastPhi, mostPhi)
		i++
	}
	p.Level = f.level + f.spread*x[i]
	i++
	p.Slope = 0
	if f.form.Trend != NoTrend {
		p.Slope = f.slope + f.spread*0.1*x[i]
		i++
	}
	f.placeSeason(x[i:])
}

// placeSeason keeps the season balanced: the last one is what the others leave.
func (f *fitter) placeSeason(x []float64) {
	if f.form.Season == NoSeason {
		return
	}
	unit, left := f.spread, 0.0
	if f.form.Season == FactorSeason {
		unit, left = 0.1, float64(f.m)
	}
	last := f.m - 1
	for j, d := range x[:last] {
		f.at.Season0[j] = f.season[j] + unit*d
		left -= f.at.Season0[j]
	}
	f.at.Season0[last] = left
}

// value is -2 log-likelihood of the scaled series at x.
func (f *fitter) value(x []float64) float64 {
	f.place(x)
	if !f.at.stable(f.m) {
		return worst
	}
	return f.pass.run(&f.at, f.y)
}

// gradient is the derivative of value by x.
func (f *fitter) gradient(_, g []float64) {
	f.pass.gradient(&f.at, f.y, &f.slopes)
	s, p, i := &f.slopes, &f.at, 1
	byAlpha := s.alpha
	if f.form.Trend != NoTrend {
		byAlpha += s.beta * (p.Beta - leastSmoothing) / (p.Alpha - leastSmoothing)
		g[i] = s.beta * f.squash[1]
		i++
	}
	if f.form.Season != NoSeason {
		byAlpha -= s.gamma * (p.Gamma - leastSmoothing) / (1 - p.Alpha - leastSmoothing)
		g[i] = s.gamma * f.squash[2]
		i++
	}
	if f.form.Trend == DampedTrend {
		g[i] = s.phi * f.squash[3]
		i++
	}
	g[0] = byAlpha * f.squash[0]
	g[i] = s.level * f.spread
	i++
	if f.form.Trend != NoTrend {
		g[i] = s.slope * f.spread * 0.1
		i++
	}
	if f.form.Season != NoSeason {
		unit := f.spread
		if f.form.Season == FactorSeason {
			unit = 0.1
		}
		for j := range f.m - 1 {
			g[i+j] = unit * (s.season[j] - s.season[f.m-1])
		}
	}
}
