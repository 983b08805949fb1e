// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// made draws a series of positive values with season and trend.
func made(n, m int, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 1))
	y := make([]float64, n)
	level := 100.0
	for i := range y {
		level *= math.Exp(0.01 + 0.05*rng.NormFloat64())
		y[i] = level * (1 + 0.2*math.Sin(2*math.Pi*float64(i)/float64(m))) * math.Exp(0.03*rng.NormFloat64())
	}
	return y
}

// The gradient of the likelihood is that of differences, for every form and
// with missing values.
func TestGradient(t *testing.T) {
	for _, form := range Forms {
		for seed := range uint64(3) {
			y := made(30, 4, seed)
			y[7], y[20] = math.NaN(), math.NaN()
			f := fitter{form: form, m: 4}
			if form.Season == NoSeason {
				f.m = 1
			}
			f.scale(y)
			f.spread = deviation(f.y)
			if form.Season != NoSeason {
				f.at.Season0 = make([]float64, 4)
			}
			f.level, f.slope, f.season = start(form, f.y, f.m)
			f.begin(true)
			for i := range f.x {
				f.x[i] += 0.05 * float64(i%3)
			}
			g := make([]float64, len(f.x))
			if f.value(f.x) >= worst {
				t.Fatalf("%s: no likelihood at the start", form)
			}
			f.gradient(f.x, g)
			for i := range g {
				x := append([]float64{}, f.x...)
				x[i] += 1e-6
				up := f.value(x)
				x[i] -= 2e-6
				if d := (up - f.value(x)) / 2e-6; math.Abs(d-g[i]) > 1e-4*(1+math.Abs(d)) {
					t.Errorf("%s, coordinate %d: %g, by differences %g", form, i, g[i], d)
				}
			}
		}
	}
}

// Roots inside the circle are told from roots outside it: polynomials are made
// of known roots.
func TestInsideCircle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, inside := []complex128{1}, true
		root := func(r complex128) {
			next := make([]complex128, len(c)+1)
			for i, v := range c {
				next[i+1] += v
				next[i] -= v * r
			}
			c = next
		}
		for range rapid.IntRange(1, 6).Draw(t, "pairs") {
			size := rapid.Float64Range(0, 1.5).Draw(t, "size")
			if math.Abs(size-1) < 1e-3 {
				size = 0.5
			}
			r := cmplx.Rect(size, rapid.Float64Range(0, math.Pi).Draw(t, "angle"))
			root(r)
			root(cmplx.Conj(r))
			inside = inside && size < 1
		}
		p := make([]float64, len(c))
		for i, v := range c {
			p[i] = real(v)
		}
		if insideCircle(p) != inside {
			t.Fatalf("%v: inside is %v", p, inside)
		}
	})
}

// A series that a model made is fitted at least as well as by that model.
func TestFitFindsTheModel(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 2))
		p := ETS{Form: Form{Relative: seed%2 == 0, Trend: DampedTrend, Season: AddedSeason}, Alpha: 0.4, Beta: 0.1, Gamma: 0.1, Phi: 0.9, Level: 200, Slope: 2, Season0: []float64{10, -5, -20, 15}}
		y := make([]float64, 60)
		state := p
		for i := range y {
			y[i] = state.Ahead(1)[0] + 5*rng.NormFloat64()
			state = p.Apply(y[:i+1]).Last
		}
		_, fit, err := Fit(p.Form, y, 4)
		if truth := p.Apply(y); err != nil || fit.LogLikelihood < truth.LogLikelihood-0.01 {
			t.Errorf("seed %d: %.3f, the model itself %.3f, %v", seed, fit.LogLikelihood, truth.LogLikelihood, err)
		}
	}
}

// The analytic spread of the forecasts is that of many simulated courses.
func TestSpreadsAreThoseOfCourses(t *testing.T) {
	p := ETS{Form: Form{Trend: DampedTrend, Season: AddedSeason}, Alpha: 0.5, Beta: 0.2, Gamma: 0.2, Phi: 0.9, Level: 10, Slope: 1, Season0: []float64{1, -1, 2, -2}}
	want := make([]float64, 9)
	p.spreads(2, want)
	rng := rand.New(rand.NewPCG(1, 3))
	sums := make([]float64, len(want))
	mean := p.Ahead(len(want))
	const n = 20_000
	for range n {
		state := p
		for i := range want {
			v := state.Ahead(1)[0] + 2*rng.NormFloat64()
			sums[i] += (v - mean[i]) * (v - mean[i])
			state = state.Apply([]float64{v}).Last
		}
	}
	for i := range want {
		if got := math.Sqrt(sums[i] / n); math.Abs(got/want[i]-1) > 0.03 {
			t.Errorf("step %d: %.4f, simulated %.4f", i+1, want[i], got)
		}
	}
}

// The negative binomial quantile undoes the distribution function, and its mean
// and variance are those asked for.
func TestCountQuantiles(t *testing.T) {
	for _, g := range []margin{{mean: 0.3, size: 0.5}, {mean: 3, size: 2}, {mean: 5, size: 40}, {mean: 1.2}} {
		sum, squares := 0.0, 0.0
		const n = 20_000
		for i := range n {
			v := g.count((float64(i) + 0.5) / n)
			sum += v
			squares += v * v
		}
		mean := sum / n
		variance := g.mean
		if g.size > 0 {
			variance += g.mean * g.mean / g.size
		}
		if math.Abs(mean/g.mean-1) > 0.01 || math.Abs((squares/n-mean*mean)/variance-1) > 0.03 {
			t.Errorf("mean %v size %v: mean %v variance %v, want %v", g.mean, g.size, mean, squares/n-mean*mean, variance)
		}
	}
}

// The pooled errors rise from chance to chance, and the score goes through
// them.
func TestShapeRises(t *testing.T) {
	for _, quiet := range []float64{0, 0.3, 1} {
		last := math.Inf(-1)
		for x := -5.0; x <= 5; x += 0.01 {
			v := shape(x, quiet)
			if v <= last {
				t.Fatalf("quiet %v: falls at %v", quiet, x)
			}
			last = v
		}
		if d := shape(0, quiet); math.Abs(d) > 1e-12 {
			t.Errorf("the median is %v", d)
		}
	}
	if v := shape(score(0.9), 1); math.Abs(v-quietErrors[6]) > 1e-9 {
		t.Errorf("at 90 %%: %v", v)
	}
}

// The last value is taken where the models did clearly worse at earlier times of
// the same series, and the sentence says so; weak evidence is told but changes
// nothing.
func TestWhenTheLastValueIsTaken(t *testing.T) {
	for _, c := range []struct {
		asked   string
		back    Backtest
		quiet   float64
		method  string
		said, e string
	}{
		{Auto, Backtest{Origins: 24, Horizon: 12, Ratio: 0.8}, 0, Ensemble, "20,0\u00a0% besser als der letzte Wert", "20.0% better"},
		{Auto, Backtest{Origins: 24, Horizon: 12, Ratio: 1.8}, 1, Naive, "nicht besser als der letzte Wert. Deshalb gilt der letzte Wert", "80.0% worse"},
		{Auto, Backtest{Origins: 24, Horizon: 12, Ratio: 1.3}, 0, Ensemble, "zu wenig", "too little"},
		{Auto, Backtest{Origins: 24, Horizon: 12, Ratio: 1.05}, 0, Ensemble, "zu wenig, um bei so wenigen", "too little to change"},
		{Auto, Backtest{Origins: 3, Horizon: 12, Ratio: 1.3}, 0.5, Ensemble, "30,0\u00a0% schlechter", "too little"},
		{Auto, Backtest{}, 0, Ensemble, "Die Reihe ist zu kurz", "too short"},
		{Ensemble, Backtest{Origins: 24, Horizon: 12, Ratio: 2}, 0, Ensemble, "100,0\u00a0% schlechter", "100.0% worse"},
		{Naive, Backtest{}, 0, Naive, "Wie verlangt: der letzte Wert", "As asked"},
		{"theta", Backtest{}, 0, "theta", "Wie verlangt: theta", "As asked: theta"},
	} {
		r := Result{Method: c.asked, Back: c.back}
		r.decide(&look{z: []float64{1}, quiet: c.quiet}, 12)
		if r.Method != c.method || !strings.Contains(r.Why.De, c.said) || !strings.Contains(r.Why.En, c.e) {
			t.Errorf("%s %+v: %s, %s / %s", c.asked, c.back, r.Method, r.Why.De, r.Why.En)
		}
	}
}

// A fall to nothing, much further than any step before, is a break; one as far as
// an earlier one is none, nor is a jump up, nor one in a short series.
func TestBroken(t *testing.T) {
	calm := made(30, 4, 1)
	z := make([]float64, len(calm))
	for i, v := range calm {
		z[i] = math.Log1p(v)
	}
	for _, c := range []struct {
		z    []float64
		want bool
	}{
		{z, false}, {append(z[:30:30], 0), true}, {append(z[:30:30], 9), false}, {append(z[:30:30], 0, 5, 0), false}, {append(z[:8:8], 0), false},
	} {
		if got := (&look{z: c.z}).broken(); got != c.want {
			t.Errorf("%v: %v", c.z[len(c.z)-3:], got)
		}
	}
	r := Result{Method: Auto}
	r.decide(&look{z: append(z[:30:30], 0)}, 4)
	if r.Method != Naive || !strings.Contains(r.Why.De, "eine Meldung fehlt") {
		t.Errorf("%+v", r)
	}
}
