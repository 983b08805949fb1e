// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"cmp"
	"math"
	"slices"
)

// mixture are the forms that explain a series about as well as the best of them,
// best first, with their Akaike weights exp(-dAICc/2) in sum 1 (Burnham and
// Anderson 2002). On short series the least AICc is won by chance; the mean over
// forms takes the chance out (Kolassa 2011).
type mixture struct {
	models  []ETS
	weights []float64
}

// A mixture keeps at most kept forms, each of at least leastWeight: what is left
// out moves the mean by less than it costs in time.
const (
	kept        = 4
	leastWeight = 0.02
)

// mix fits the forms to y with a cycle of m, or those of an earlier mixture from
// where they were. Where none can be fitted the last value stands for all.
func (f *fitter) mix(forms []Form, y []float64, m int, before mixture) mixture {
	type fitted struct {
		model ETS
		aicc  float64
	}
	var all []fitted
	n, _ := observed(y)
	try := func(form Form, from *ETS) {
		if fits(form, y, m) != nil {
			return
		}
		if p, lik := f.fit(form, y, m, from); lik < worst {
			k, n := float64(form.Parameters(m)), float64(n)
			all = append(all, fitted{p, lik + 2*k + 2*k*(k+1)/(n-k-1)})
		}
	}
	for i := range before.models {
		try(before.models[i].Form, &before.models[i])
	}
	if all == nil {
		for _, form := range forms {
			try(form, nil)
		}
	}
	if all == nil {
		return mixture{[]ETS{{Alpha: mostSmoothing, Level: firstOf(y)}}, []float64{1}}
	}
	slices.SortStableFunc(all, func(a, b fitted) int { return cmp.Compare(a.aicc, b.aicc) })
	var out mixture
	sum := 0.0
	for _, a := range all[:min(len(all), kept)] {
		if w := math.Exp((all[0].aicc - a.aicc) / 2); w >= leastWeight {
			out.models, out.weights = append(out.models, a.model), append(out.weights, w)
			sum += w
		}
	}
	for i := range out.weights {
		out.weights[i] /= sum
	}
	return out
}

// firstOf returns the first value that is given; 0 without any.
func firstOf(y []float64) float64 {
	for _, v := range y {
		if v == v {
			return v
		}
	}
	return 0
}

// after returns what a model forecasts for the h values after y.
func (f *fitter) after(p *ETS, y []float64, h int) []float64 {
	f.pass.run(p, y)
	last := *p
	last.Level, last.Slope, last.Season0 = f.pass.level, f.pass.last, turned(f.pass.ring, len(y), p.Season)
	return last.Ahead(h)
}

// mean returns the weighted mean of the models' forecasts, and those of the best
// one. The pass of the best one is the last that is made.
func (f *fitter) mean(x mixture, y []float64, h int) (mixed, best []float64) {
	mixed = make([]float64, h)
	for k := len(x.models) - 1; k >= 0; k-- {
		best = f.after(&x.models[k], y, h)
		for i, v := range best {
			mixed[i] += x.weights[k] * v
		}
	}
	return mixed, best
}
