// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "slices"

// Methods are the names that Options.Method takes.
var Methods = []string{Auto, Ensemble, "naive", "seasonal-naive", "drift", "ses", "holt", "damped", "holt-winters", "ets", "ets-log", "theta", "theta-log", "mean"}

// Auto is the ensemble where it would have done better on the same series than
// the naive forecast, else the naive forecast. Ensemble is the ensemble in any
// case. Naive is the last value, with the spread that the series showed.
const (
	Auto     = "auto"
	Ensemble = "ensemble"
	Naive    = "naive"
)

// follow sets the centre to one method's forecasts, where one was asked for.
func (l *look) follow(e *engine, method string, h int) {
	switch method {
	case "ets":
		l.centre = l.form
	case "ets-log":
		l.centre = l.logged
	case "theta":
		l.centre = l.theta
	case "theta-log":
		l.centre = l.logth
	case "seasonal-naive":
		l.centre = l.season
	case "mean": // of smoothing and Theta, on the scale of the values
		for i := range h {
			l.centre[i] = e.scale.to((e.scale.exact(l.form[i]) + e.scale.exact(l.theta[i])) / 2)
		}
	case "drift":
		n := len(l.y)
		step := (l.y[n-1] - l.y[0]) / float64(max(n-1, 1))
		for i := range h {
			l.centre[i] = e.scale.to(l.y[n-1] + step*float64(i+1))
		}
	case "ses", "holt", "damped", "holt-winters":
		l.centre = e.only(method, l, h)
	}
	if !e.scale.linear {
		l.centre = slices.Clone(l.centre)
		for i := range l.centre {
			l.centre[i] = max(l.centre[i], 0)
		}
	}
}

// only fits one member of the family on the values' own scale; where the
// series is too short for it, simple smoothing.
func (e *engine) only(method string, l *look, h int) []float64 {
	form := Form{}
	switch method {
	case "holt":
		form.Trend = LinearTrend
	case "damped":
		form.Trend = DampedTrend
	case "holt-winters":
		form = Form{false, LinearTrend, AddedSeason}
		if n, least := observed(l.origin); n > 0 && least > 0 {
			form = Form{true, LinearTrend, FactorSeason}
		}
	}
	wanted := form
	for fits(form, l.origin, e.m) != nil && form != (Form{}) {
		if form.Season != NoSeason {
			form = Form{Trend: form.Trend}
		} else {
			form = Form{}
		}
	}
	p, lik := ETS{}, worst
	if fits(form, l.origin, e.m) == nil {
		p, lik = e.fit(form, l.origin, e.m, nil)
	}
	l.wanted, l.only = wanted, form
	if lik >= worst {
		l.only = Form{}
		p = ETS{Alpha: mostSmoothing, Level: l.y[0]}
	}
	out := e.after(&p, l.origin, h)
	for i := range out {
		out[i] = e.scale.to(out[i])
	}
	return out
}
