// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"math"
	"slices"
)

// damped are the forms that are fitted on the scale of logarithms: without a
// trend that goes on for ever, because it would explode there.
var damped = []Form{{false, NoTrend, NoSeason}, {false, DampedTrend, NoSeason}, {false, NoTrend, AddedSeason}, {false, DampedTrend, AddedSeason}}

// look is what one origin sees: the forecasts of the members for steps 1 to h
// and how far off they may be, all on the scale.
type look struct {
	z      []float64 // the series on the scale, missing values filled
	y      []float64 // filled
	origin []float64 // the series as it is given
	ets    []float64 // smoothing, the mean over its likely forms
	form   []float64 // smoothing, its likeliest form alone
	theta  []float64
	log    []float64 // the same on the scale, damped
	logged []float64
	logth  []float64
	season []float64 // last value of the same season
	centre []float64
	spread []float64
	own    []float64 // errors of one step of the model on the scale
	model  ETS       // the likeliest on the scale
	raw    ETS
	sigma  float64
	quiet  float64 // 1: quiet, 0: restless
	adjust []float64
	leap   float64   // how far the last value, when it was unexpected, lies from the next centre
	wanted Form      // the one form of smoothing that was asked for
	only   Form      // what the series was long enough for of it
	linear bool      // the scale has no logarithms: there are values below 0
	left   int       // the number of last values among which the series left its range; 0: it did not
	open   []float64 // by step: what last values that are not final leave open; nil: nothing
}

// forms are what was chosen at an earlier origin.
type forms struct{ raw, log mixture }

// quietBelow and restlessAbove are standard deviations of one step on the
// scale (about: relative). Quiet series follow models of their own scale,
// restless ones a median that no single model can carry off. Chosen on the
// training parts, see docs/methods/forecast.md.
const (
	quietBelow    = 0.1
	restlessAbove = 0.3
)

// engine keeps the memory of the fits.
type engine struct {
	fitter
	m     int
	scale scale
}

// see fits the members to y[:n] and forecasts h steps. before holds the models of
// an earlier origin to start from; they are chosen anew where it is empty.
func (e *engine) see(y []float64, h int, before *forms, l *look) {
	l.origin, l.linear = y, e.scale.linear
	l.y = filled(y, l.y)
	given := e.scale.all(y, nil)
	l.z = filled(given, l.z)
	before.raw = e.mix(Forms, y, e.m, before.raw)
	before.log = e.mix(damped, given, e.m, before.log)
	l.raw, l.model = before.raw.models[0], before.log.models[0]
	e.forecasts(h, l, before, given)
	e.centre(h, l)
	e.spreads(given, h, l)
	if l.left > 0 {
		l.widened()
	}
	l.leap = l.leaps(e.m)
	l.bounded(len(given) - missing(given))
}

// unexpected is how many standard deviations a last step must lie from the usual one
// for the models not to be trusted to have followed it: one step in five.
const unexpected = 1.28

// leaps is how far the last value lies from the centre of the next step, where the
// step to it was unusual and the centre has not gone along: the beginning of a surge,
// or a slip. A value that just was must not be impossible next. It is 0 elsewhere and
// for seasons of m values, whose next value is another month's.
func (l *look) leaps(m int) float64 {
	n := len(l.z)
	if n < 3 || m > 1 && seasonal(l.y, m) {
		return 0
	}
	steps := make([]float64, n-1)
	for i := range steps {
		steps[i] = l.z[i+1] - l.z[i]
	}
	last := steps[n-2]
	slices.Sort(steps)
	usual := quantile(steps, 0.5)
	off := steps[:0:0]
	for _, s := range steps {
		off = append(off, math.Abs(s-usual))
	}
	slices.Sort(off)
	const normal = 1.4826 // of the median of absolute deviations, to a standard deviation
	gap := l.z[n-1] - l.centre[0]
	if math.Abs(last-usual) <= unexpected*normal*quantile(off, 0.5) || last*gap <= 0 {
		return 0
	}
	return math.Abs(gap)
}

// forecasts carries each member's forecasts to the scale.
func (e *engine) forecasts(h int, l *look, by *forms, given []float64) {
	on := func(v []float64) []float64 {
		for i := range v {
			v[i] = e.scale.to(v[i])
		}
		return v
	}
	l.ets, l.form = e.mean(by.raw, l.origin, h)
	on(l.ets)
	on(l.form)
	l.theta = on(Theta(l.y, e.m, e.scale.linear).Ahead(h))
	l.log, l.logged = e.mean(by.log, given, h)
	l.own = append(l.own[:0], e.pass.err...)
	l.logth = Theta(l.z, e.m, true).Ahead(h)
	l.season = make([]float64, h)
	n := len(l.z)
	for i := range h {
		l.season[i] = l.z[max(n-e.m+i%e.m, 0)]
	}
	l.sigma = math.Sqrt(squares(l.own) / float64(max(len(l.own)-l.model.Parameters(e.m)+1, 1)))
	if l.left = l.away(e.m); l.left > 0 {
		l.sigma = max(l.sigma, l.late())
	}
	l.sigma = drawn(l.sigma, len(given)-missing(given))
	l.quiet = min(max((restlessAbove-l.sigma)/(restlessAbove-quietBelow), 0), 1)
}

func squares(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return sum
}

// centre combines the members: in a quiet series the mean of smoothing and
// Theta on the values' own scale; in a restless one the mean of six without the
// highest and the lowest: these two, the same two on the scale, the last value
// and the last one of the same season.
func (e *engine) centre(h int, l *look) {
	l.centre = make([]float64, h)
	last := l.z[len(l.z)-1]
	for i := range h {
		calm := e.scale.to((e.scale.exact(l.ets[i]) + e.scale.exact(l.theta[i])) / 2)
		six := [6]float64{l.ets[i], l.theta[i], l.log[i], l.logth[i], l.season[i], last}
		slices.Sort(six[:])
		l.centre[i] = l.quiet*calm + (1-l.quiet)*(six[1]+six[2]+six[3]+six[4])/4
		if !e.scale.linear {
			l.centre[i] = max(l.centre[i], 0)
		}
	}
	if l.left > 0 {
		l.held(e.scale)
	}
}
