// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"planraum/internal/fault"
	"planraum/internal/method/forecast"
)

// nowcasts draws courses of the last three values around those of the series.
func nowcasts(s forecast.Series, n int, spread float64) [][]float64 {
	rng := rand.New(rand.NewPCG(3, 4))
	var out [][]float64
	last := s.Values[len(s.Values)-3:]
	for range n {
		var course []float64
		for i, v := range last {
			course = append(course, math.Round(v*math.Exp(spread*float64(i+1)/3*rng.NormFloat64())))
		}
		out = append(out, course)
	}
	return out
}

// What is open at the end of a series widens all bands, the more the more it is;
// without it, or where all courses say the same, nothing changes.
func TestNowcastWidensTheBands(t *testing.T) {
	s := counts(80)
	plain := do(t, s, forecast.Options{Horizon: 12, Paths: 400, Seed: 1})
	sure := do(t, s, forecast.Options{Horizon: 12, Paths: 400, Seed: 1, Nowcast: [][]float64{s.Values[77:], s.Values[77:]}})
	sure.Open = 0
	if fmt.Sprint(plain) != fmt.Sprint(sure) {
		t.Error("courses that say what is known change the forecast")
	}
	width := func(b forecast.Band, i int) float64 { return math.Log((b.Upper[i] + 1) / (b.Lower[i] + 1)) }
	before := plain
	for _, spread := range []float64{0.1, 0.3, 0.6} {
		for _, method := range []string{forecast.Ensemble, forecast.Naive, "theta"} {
			r := do(t, s, forecast.Options{Horizon: 12, Paths: 4000, Seed: 1, Nowcast: nowcasts(s, 500, spread), Method: method})
			if said := sound(r, 12, true); said != "" || r.Open != 3 {
				t.Fatalf("%s, %v open: %s", method, r.Open, said)
			}
			for _, i := range []int{0, 5, 11} {
				below := 0.0
				for _, p := range r.Paths {
					if p[i] < r.Bands[1].Lower[i] {
						below++
					}
				}
				if share := below / float64(len(r.Paths)); math.Abs(share-0.1) > 0.03 {
					t.Errorf("%s, spread %v, step %d: %.3f of the paths below the 80 %% band", method, spread, i+1, share)
				}
				if method == forecast.Ensemble && width(r.Bands[1], i) <= width(before.Bands[1], i) {
					t.Errorf("spread %v, step %d: the band is %.3f wide, before %.3f", spread, i+1, width(r.Bands[1], i), width(before.Bands[1], i))
				}
			}
			if method == forecast.Ensemble {
				before = r
			}
		}
	}
}

// A path goes on from its own course: where the last values are high, so is what
// follows.
func TestPathsGoOnFromTheirCourse(t *testing.T) {
	s := counts(80)
	courses := nowcasts(s, 200, 0.6)
	r := do(t, s, forecast.Options{Horizon: 3, Paths: 4000, Seed: 1, Nowcast: courses})
	sx, sy, sxx, syy, sxy := 0.0, 0.0, 0.0, 0.0, 0.0
	for k, p := range r.Paths {
		x, y := math.Log(courses[k%200][2]), math.Log(p[0]+1)
		sx, sy, sxx, syy, sxy = sx+x, sy+y, sxx+x*x, syy+y*y, sxy+x*y
	}
	n := float64(len(r.Paths))
	if c := (sxy - sx*sy/n) / math.Sqrt((sxx-sx*sx/n)*(syy-sy*sy/n)); c < 0.5 {
		t.Errorf("the correlation of last value and first step is %.2f", c)
	}
}

func TestNowcastRefused(t *testing.T) {
	s := months(1, 2, math.NaN(), 4)
	for name, courses := range map[string][][]float64{
		"unequal": {{math.NaN(), 4}, {4}}, "too long": {{1, 2, 3, 4, 5}}, "nothing": {{}}, "not missing": {{3, 4}}, "infinite": {{math.NaN(), math.Inf(1)}},
	} {
		_, err := forecast.Do(context.Background(), s, forecast.Options{Horizon: 1, Nowcast: courses})
		if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
