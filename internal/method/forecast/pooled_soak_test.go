// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

//go:build soak

package forecast_test

import (
	"math"
	"slices"
	"testing"

	"planraum/internal/method/forecast"
)

// The pooled errors come from training data: the ends of the training parts of
// the M3 series, forecast from what goes before, and UNHCR's counts in countries
// other than Germany at an origin a year. The bands that are delivered must
// cover there what they say, up to what a single class may differ.
func TestPooledErrorsCoverTheTrainingSeries(t *testing.T) {
	cover := func(name string, list []origin, h int) {
		var out tally
		both(list, func(o origin) {
			before := o.Series
			before.Values = o.Values[:o.n]
			r, err := forecast.Do(t.Context(), before, forecast.Options{Horizon: h, Method: forecast.Ensemble})
			out.Lock()
			defer out.Unlock()
			if err != nil {
				t.Error(o.name, err)
				return
			}
			for i, v := range o.Values[o.n : o.n+h] {
				if !math.IsNaN(v) {
					out.cover(r, i, v)
				}
			}
		})
		in50, in80, in95 := out.shares()
		t.Logf("%s: %d origins; inside 50 %% %.3f, 80 %% %.3f, 95 %% %.3f", name, len(list), in50, in80, in95)
		if math.Abs(in80-0.8) > 0.05 || math.Abs(in95-0.95) > 0.03 {
			t.Errorf("%s: 80 %% cover %.3f, 95 %% cover %.3f", name, in80, in95)
		}
	}
	for _, c := range []struct {
		file string
		h    int
	}{{"m3_quarterly.csv", 8}, {"m3_monthly.csv", 18}} {
		var list []origin
		for _, s := range m3Of(t, c.file) {
			if n := len(s.train) - c.h; n >= max(3*s.period, 14) {
				list = append(list, origin{monthly{s.id, forecast.Series{Frequency: s.period, Values: s.train}}, n})
			}
		}
		cover(c.file, list, c.h)
	}
	list := origins(unhcr(t, func(c string) bool { return c != "Germany" }), 48, 12)
	list = slices.DeleteFunc(list, func(o origin) bool { return math.IsNaN(o.Values[o.n-1]) })
	cover("unhcr without Germany", list, 12)
}
