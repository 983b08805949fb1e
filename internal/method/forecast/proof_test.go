// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"context"
	"math"
	"slices"
	"sync"
	"testing"

	"planraum/internal/method/forecast"
)

// tally adds up how forecasts did.
type tally struct {
	sync.Mutex
	smape, mase, n     float64
	in50, in80, in95   float64
	values             float64
	logs, worst, naive float64
	worstAt            string
}

func (t *tally) cover(r forecast.Result, i int, v float64) {
	t.values++
	for k, in := range []*float64{&t.in50, &t.in80, &t.in95} {
		if v >= r.Bands[k].Lower[i] && v <= r.Bands[k].Upper[i] {
			*in++
		}
	}
}

func (t *tally) shares() (in50, in80, in95 float64) {
	return t.in50 / t.values, t.in80 / t.values, t.in95 / t.values
}

// both runs f for each item on as many cores as there are.
func both[T any](list []T, f func(T)) {
	var wg sync.WaitGroup
	work := make(chan T)
	for range 2 {
		wg.Go(func() {
			for v := range work {
				f(v)
			}
		})
	}
	for _, v := range list {
		work <- v
	}
	close(work)
	wg.Wait()
}

// scaled is the mean absolute change over one cycle in the training part.
func scaled(y []float64, m int) float64 {
	sum := 0.0
	for i := m; i < len(y); i++ {
		sum += math.Abs(y[i] - y[i-m])
	}
	return sum / float64(len(y)-m)
}

func m3Tally(t *testing.T, name, method string) *tally {
	t.Helper()
	var out tally
	all := slices.DeleteFunc(m3Of(t, name), func(s m3) bool { return len(s.test) == 0 })
	both(all, func(s m3) {
		r, err := forecast.Do(context.Background(), forecast.Series{Frequency: s.period, Values: s.train}, forecast.Options{Horizon: len(s.test), Method: method})
		out.Lock()
		defer out.Unlock()
		if err != nil {
			t.Errorf("%s: %v", s.id, err)
			return
		}
		smape, off := 0.0, 0.0
		for i, v := range s.test {
			f := r.Median[i]
			smape += 200 * math.Abs(f-v) / (math.Abs(f) + math.Abs(v))
			off += math.Abs(f - v)
			out.cover(r, i, v)
		}
		h := float64(len(s.test))
		out.n++
		out.smape += smape / h
		out.mase += off / h / scaled(s.train, s.period)
		if r.Method == forecast.Naive {
			out.naive++
		}
	})
	return &out
}

// The M3 competition: R's ets has sMAPE 9.68 and MASE 1.17 on the quarterly
// series, thetaf 9.20 and 1.12, their mean 8.92 and 1.061; on a third of the
// monthly series 14.19 and 0.849, 13.90 and 0.858, 13.49 and 0.828.
func TestM3(t *testing.T) {
	for _, c := range []struct {
		file, method            string
		smape, mase             float64
		least80, most80         float64
		least95, most95, series float64
	}{
		{"m3_quarterly.csv", "mean", 9.0, 1.08, 0.76, 0.85, 0.925, 0.97, 756},
		{"m3_quarterly.csv", forecast.Auto, 9.0, 1.08, 0.76, 0.85, 0.925, 0.97, 756},
		{"m3_monthly.csv", forecast.Auto, 13.65, 0.84, 0.76, 0.85, 0.925, 0.97, 714},
	} {
		got := m3Tally(t, c.file, c.method)
		in50, in80, in95 := got.shares()
		t.Logf("%s, %s: %v series, sMAPE %.3f, MASE %.4f, inside 50 %% %.3f, 80 %% %.3f, 95 %% %.3f; naive chosen for %v", c.file, c.method, got.n, got.smape/got.n, got.mase/got.n, in50, in80, in95, got.naive)
		if got.n != c.series || got.smape > c.smape*got.n || got.mase > c.mase*got.n {
			t.Errorf("%s, %s: above sMAPE %v or MASE %v", c.file, c.method, c.smape, c.mase)
		}
		if in80 < c.least80 || in80 > c.most80 || in95 < c.least95 || in95 > c.most95 {
			t.Errorf("%s, %s: bands cover %.3f and %.3f", c.file, c.method, in80, in95)
		}
	}
}

// reference are the quantiles of the naive forecast at 2.5, 10, 25, 50, 75, 90
// and 97.5 %: the last value times the ratios of values (each with one more)
// that the series showed over as many steps. It is written here again, apart
// from the code.
func reference(y []float64, ahead int) (q [7]float64) {
	last := math.NaN()
	var ratios []float64
	for i, v := range y {
		if !math.IsNaN(v) {
			last = v
		}
		if i+ahead < len(y) && !math.IsNaN(y[i]+y[i+ahead]) {
			ratios = append(ratios, math.Log((y[i+ahead]+1)/(y[i]+1)))
		}
	}
	slices.Sort(ratios)
	for i, p := range []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975} {
		at := p * float64(len(ratios)-1)
		j := int(at)
		r := ratios[j]
		if j+1 < len(ratios) {
			r += (at - float64(j)) * (ratios[j+1] - ratios[j])
		}
		q[i] = max((last+1)*math.Exp(r)-1, 0)
	}
	q[3] = last
	return q
}

// interval is the weighted interval score of these seven quantiles (Bracher et
// al. 2021), written apart from the code.
func interval(q [7]float64, y float64) float64 {
	sum := 0.5 * math.Abs(y-q[3])
	for k, alpha := range []float64{0.05, 0.2, 0.5} {
		low, high := q[k], q[6-k]
		score := high - low
		if y < low {
			score += 2 / alpha * (low - y)
		}
		if y > high {
			score += 2 / alpha * (y - high)
		}
		sum += alpha / 2 * score
	}
	return sum / 3.5
}

func sevenOf(r forecast.Result, i int) [7]float64 {
	b := r.Bands
	return [7]float64{b[2].Lower[i], b[1].Lower[i], b[0].Lower[i], r.Median[i], b[0].Upper[i], b[1].Upper[i], b[2].Upper[i]}
}

// origin is a forecast to be made from the first n values.
type origin struct {
	monthly
	n int
}

// origins are those from the given number of values on, 12 steps before the end
// at the latest.
func origins(list []monthly, from, step int) (out []origin) {
	for _, s := range list {
		for n := from; n+12 <= len(s.Values); n += step {
			out = append(out, origin{s, n})
		}
	}
	return out
}

func asylumTally(t *testing.T, list []origin, method string) *tally {
	t.Helper()
	var out tally
	both(list, func(o origin) {
		before := o.Series
		before.Values = o.Values[:o.n]
		r, err := forecast.Do(context.Background(), before, forecast.Options{Horizon: 12, Method: method})
		out.Lock()
		defer out.Unlock()
		if err != nil {
			t.Errorf("%s: %v", o.name, err)
			return
		}
		ours, theirs := 0.0, 0.0
		for i, v := range o.Values[o.n : o.n+12] {
			if math.IsNaN(v) {
				continue
			}
			ours += interval(sevenOf(r, i), v)
			theirs += interval(reference(before.Values, i+1), v)
			out.cover(r, i, v)
		}
		if r.Method == forecast.Naive {
			out.naive++
		}
		// Where both are right to a hundredth of a person in all 12 months, they tie.
		ratio := max(ours, 0.01) / max(theirs, 0.01)
		out.logs += math.Log(ratio)
		out.n++
		if ratio > out.worst {
			out.worst, out.worstAt = ratio, o.name
		}
	})
	return &out
}

// asylumStep is how many months lie between two origins.
type asylumStep struct {
	bamf, eurostat, unhcr int
	most                  float64 // of the score of UNHCR's series
}

func asylum(t *testing.T, step asylumStep) {
	inside, values := 0.0, 0.0
	for _, c := range []struct {
		name string
		list []origin
		most float64 // geometric mean of the score against the naive forecast's
	}{
		{"bamf", origins(bamf(t), 36, step.bamf), 0.92},
		{"eurostat", origins(eurostat(t), 36, step.eurostat), 0.96},
		{"unhcr", origins(unhcr(t, func(c string) bool { return c == "Germany" }), 48, step.unhcr), step.most},
	} {
		got := asylumTally(t, c.list, forecast.Auto)
		in50, in80, in95 := got.shares()
		ratio := math.Exp(got.logs / got.n)
		t.Logf("%s: %v origins, score %.3f of the naive one, at worst %.2f (%s); inside 50 %% %.3f, 80 %% %.3f, 95 %% %.3f; naive chosen for %v", c.name, got.n, ratio, got.worst, got.worstAt, in50, in80, in95, got.naive)
		if ratio > c.most || got.worst > 5 {
			t.Errorf("%s: %.3f, at worst %.2f", c.name, ratio, got.worst)
		}
		inside, values = inside+got.in95, values+got.values
	}
	t.Logf("inside 95 %%: %.3f of all", inside/values)
	if inside < 0.9*values {
		t.Errorf("95 %% cover %.3f", inside/values)
	}
}

// Asylum applications by month, forecast 12 months ahead at rolling origins.
func TestAsylum(t *testing.T) { asylum(t, asylumStep{6, 6, 12, 0.90}) }
