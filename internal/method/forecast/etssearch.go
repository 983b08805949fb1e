// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"math"
	"slices"
)

// fit fits the form to y, which has at least one value that is not missing. It
// searches from two places, one of slow and one of quick smoothing, or from
// the model given in from alone, where it is of the same form.
func (f *fitter) fit(form Form, y []float64, m int, from *ETS) (ETS, float64) {
	f.form, f.m = form, m
	if form.Season == NoSeason {
		f.m = 1
	}
	unit := f.scale(y)
	f.spread = 1e-3
	if sd := deviation(f.y); sd > f.spread {
		f.spread = sd
	}
	f.at.Season0 = make([]float64, 0, f.m)
	if form.Season != NoSeason {
		f.at.Season0 = f.at.Season0[:f.m]
	}
	best, at := worst, ETS{}
	try := func(rounds int) {
		if v := f.minimise(f, rounds, 1e-3); v < best {
			best = v
			f.place(f.x)
			at = f.at
			at.Season0 = slices.Clone(f.at.Season0)
		}
	}
	if from != nil {
		f.near(from, unit)
		try(12)
	} else {
		f.level, f.slope, f.season = start(form, f.y, f.m)
		for _, quick := range []bool{false, true} {
			f.begin(quick)
			try(60)
		}
	}
	if best >= worst {
		return ETS{}, worst
	}
	return at.times(unit), best + 2*float64(f.pass.seen)*math.Log(unit)
}

// scale sets f.y to y over the mean of |y|, which it returns.
func (f *fitter) scale(y []float64) float64 {
	unit, n := 0.0, 0
	for _, v := range y {
		if v == v {
			unit += math.Abs(v)
			n++
		}
	}
	unit /= float64(n)
	if !(unit > 0) {
		unit = 1
	}
	f.scaled = f.scaled[:0]
	for _, v := range y {
		f.scaled = append(f.scaled, v/unit)
	}
	f.y = f.scaled
	return unit
}

func deviation(y []float64) float64 {
	m, sum, n := mean(y), 0.0, 0
	for _, v := range y {
		if v == v {
			sum += (v - m) * (v - m)
			n++
		}
	}
	return math.Sqrt(sum / float64(max(n, 1)))
}

// begin sets the first point of a search.
func (f *fitter) begin(quick bool) {
	f.size(f.form.Parameters(f.m) - 1)
	clear(f.x)
	alpha, beta, gamma, phi := leastSmoothing+0.2*(mostSmoothing-leastSmoothing)/float64(f.m), 0.1, 0.05, 0.96
	if quick {
		alpha, beta, gamma, phi = 0.6, 0.1, 0.2, 0.9
	}
	i := 1
	f.x[0] = stretch(alpha, leastSmoothing, mostSmoothing)
	if f.form.Trend != NoTrend {
		f.x[i] = stretch(beta, 0, 1)
		i++
	}
	if f.form.Season != NoSeason {
		f.x[i] = stretch(gamma, 0, 1)
		i++
	}
	if f.form.Trend == DampedTrend {
		f.x[i] = stretch(phi, leastPhi, mostPhi)
	}
}

// near sets the first point to a model of the series in its own unit.
func (f *fitter) near(p *ETS, unit float64) {
	f.size(f.form.Parameters(f.m) - 1)
	clear(f.x)
	q := p.times(1 / unit)
	f.level, f.slope, f.season = q.Level, q.Slope, q.Season0
	i := 1
	f.x[0] = stretch(p.Alpha, leastSmoothing, mostSmoothing)
	if f.form.Trend != NoTrend {
		f.x[i] = stretch(p.Beta, leastSmoothing, p.Alpha)
		i++
	}
	if f.form.Season != NoSeason {
		f.x[i] = stretch(p.Gamma, leastSmoothing, 1-p.Alpha)
		i++
	}
	if f.form.Trend == DampedTrend {
		f.x[i] = stretch(p.Phi, leastPhi, mostPhi)
	}
}

// times returns the model of the series in another unit.
func (p ETS) times(unit float64) ETS {
	p.Level *= unit
	p.Slope *= unit
	if p.Season == AddedSeason {
		p.Season0 = slices.Clone(p.Season0)
		for i := range p.Season0 {
			p.Season0[i] *= unit
		}
	}
	return p
}
