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

// TestFewValuesCover: the first few values of the training series, forecast a year
// ahead: how many of the next values lie in the bands.
func TestFewValuesCover(t *testing.T) {
	all := map[string][]monthly{"unhcr without Germany": unhcr(t, func(c string) bool { return c != "Germany" })}
	for _, file := range []string{"m3_quarterly.csv", "m3_monthly.csv"} {
		for _, s := range m3Of(t, file) {
			all[file] = append(all[file], monthly{s.id, forecast.Series{Frequency: s.period, Values: s.train}})
		}
	}
	for name, list := range all {
		for _, n := range []int{1, 3, 5, 8, 11} {
			var out tally
			var origins []origin
			for _, s := range list {
				if len(s.Values) > n+s.Frequency && !slices.ContainsFunc(s.Values[:n], math.IsNaN) {
					origins = append(origins, origin{s, n})
				}
			}
			both(origins, func(o origin) {
				before := o.Series
				before.Values = o.Values[:o.n]
				r, err := forecast.Do(t.Context(), before, forecast.Options{Horizon: o.Frequency, Method: forecast.Ensemble})
				out.Lock()
				defer out.Unlock()
				if err != nil {
					t.Error(o.name, err)
					return
				}
				for i, v := range o.Values[o.n : o.n+o.Frequency] {
					if !math.IsNaN(v) {
						out.cover(r, i, v)
					}
				}
			})
			in50, in80, in95 := out.shares()
			t.Logf("%s, %d values: %d series; inside 50 %% %.3f, 80 %% %.3f, 95 %% %.3f", name, n, len(origins), in50, in80, in95)
		}
	}
}
