// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"fmt"
	"math"
	"slices"
)

// Fit chooses parameters and initial states of the form by maximum likelihood
// for y with a cycle of m values (12 months, 4 quarters, 1: no season). A
// missing value is NaN. The error says why the form cannot be fitted.
func Fit(form Form, y []float64, m int) (ETS, Fitted, error) {
	if err := fits(form, y, m); err != nil {
		return ETS{}, Fitted{}, err
	}
	var f fitter
	p, lik := f.fit(form, y, m, nil)
	if lik >= worst {
		return ETS{}, Fitted{}, fmt.Errorf("forecast: %s finds no parameters", form)
	}
	return p, p.Apply(y), nil
}

// fits says why a form cannot be fitted to y, nil where it can.
func fits(form Form, y []float64, m int) error {
	n, least := observed(y)
	if form.Season != NoSeason && (m < 2 || m > 24) {
		return fmt.Errorf("forecast: %s needs a cycle of 2 to 24 values, not %d", form, m)
	}
	if k := form.Parameters(m); n < k+2 || form.Season != NoSeason && n < 2*m {
		return fmt.Errorf("forecast: %s needs %d values, there are %d", form, max(k+2, 2*m), n)
	}
	if form.Relative && !(least > 0) {
		return fmt.Errorf("forecast: %s needs values above 0", form)
	}
	return nil
}

// observed returns the number of values and the smallest of them.
func observed(y []float64) (n int, least float64) {
	least = math.Inf(1)
	for _, v := range y {
		if v == v {
			n++
			least = min(least, v)
		}
	}
	return n, least
}

// Apply passes the model over y with the parameters and states that it has.
func (p ETS) Apply(y []float64) Fitted {
	var t trace
	lik := t.run(&p, y)
	k, n := float64(p.Parameters(len(p.Season0))), float64(t.seen)
	out := Fitted{LogLikelihood: -lik / 2, AICc: lik + 2*k + 2*k*(k+1)/(n-k-1), OneStep: slices.Clone(t.fit), Last: p}
	if n-k-1 <= 0 {
		out.AICc = math.Inf(1)
	}
	out.Sigma = math.Sqrt(t.squares / max(n-k+1, 1))
	out.Last.Level, out.Last.Slope, out.Last.Season0 = t.level, t.last, turned(t.ring, len(y), p.Season)
	return out
}

// turned returns the season of the next values in their order.
func turned(ring []float64, n int, s Season) []float64 {
	if s == NoSeason {
		return nil
	}
	return slices.Concat(ring[n%len(ring):], ring[:n%len(ring)])
}

// Ahead returns the forecasts of the next h values, in the unit of the series:
// the mean of the model under absolute errors, and with a factor season the
// usual approximation of it (Hyndman et al. 2008, section 6.3).
func (p ETS) Ahead(h int) []float64 {
	out := make([]float64, h)
	level, slope := p.Level, p.Slope
	for i := range out {
		slope *= p.Phi
		level += slope
		out[i] = level
		if p.Season == AddedSeason {
			out[i] += p.Season0[i%len(p.Season0)]
		} else if p.Season == FactorSeason {
			out[i] *= p.Season0[i%len(p.Season0)]
		}
	}
	return out
}

// Choose fits the forms that y allows and returns the one of the least AICc.
func Choose(forms []Form, y []float64, m int) (ETS, Fitted, error) {
	var f fitter
	best, likelihood := f.choose(forms, y, m)
	if likelihood >= worst {
		return ETS{}, Fitted{}, fmt.Errorf("forecast: no form can be fitted to %d values", len(y))
	}
	return best, best.Apply(y), nil
}

// choose returns the model of the least AICc and that AICc.
func (f *fitter) choose(forms []Form, y []float64, m int) (ETS, float64) {
	n, _ := observed(y)
	best, least := ETS{}, worst
	for _, form := range forms {
		if fits(form, y, m) != nil {
			continue
		}
		p, lik := f.fit(form, y, m, nil)
		if lik >= worst {
			continue
		}
		k, n := float64(form.Parameters(m)), float64(n)
		if aicc := lik + 2*k + 2*k*(k+1)/(n-k-1); aicc < least {
			best, least = p, aicc
		}
	}
	return best, least
}
