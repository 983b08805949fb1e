// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"math"

	"planraum/internal/method/forecast"
	"planraum/internal/text"
)

// The forecast as JSON.
type (
	toldForecasts struct {
		Version string         `json:"version"`
		Seed    uint64         `json:"seed"`
		Series  []toldForecast `json:"series"`
	}
	toldForecast struct {
		Name      string    `json:"name"`
		Frequency int       `json:"frequency"`
		From      string    `json:"from"` // first step that was given
		Given     int       `json:"given"`
		Missing   int       `json:"missing"` // between others
		Without   []string  `json:"missing_steps"`
		Counts    bool      `json:"counts"`
		Method    string    `json:"method"`
		Models    []string  `json:"models"`
		Why       text.Text `json:"why"`
		// BandsHeld is false where bands of 80 % held clearly less at earlier times; Why
		// says it first.
		BandsHeld bool       `json:"bands_held"`
		Backtest  *toldBack  `json:"backtest"` // null: too short
		Silent    bool       `json:"zeros_left_out"`
		Steps     []toldStep `json:"steps"`
		// Unreported is what comes if zeros at the end are missing reports; left out
		// where the series did not fall to 0 as never before.
		Unreported []toldOther `json:"if_unreported,omitempty"`
		Sums       []toldSum   `json:"sums"`
	}
	toldBack struct {
		Origins    int     `json:"origins"`
		Horizon    int     `json:"horizon"`
		Ratio      float64 `json:"ratio_to_naive"`
		Worst      float64 `json:"worst_ratio"`
		Score      float64 `json:"interval_score"`
		Naive      float64 `json:"naive_interval_score"`
		Coverage80 float64 `json:"coverage_80"`
		Coverage95 float64 `json:"coverage_95"`
	}
	toldBand struct {
		Level float64 `json:"level"`
		Lower float64 `json:"lower"`
		Upper float64 `json:"upper"`
	}
	toldStep struct {
		Period string     `json:"period"`
		Mean   float64    `json:"mean"`
		Median float64    `json:"median"`
		Bands  []toldBand `json:"bands"`
		Naive  toldNaive  `json:"naive"`
	}
	toldOther struct {
		Period string     `json:"period"`
		Median float64    `json:"median"`
		Bands  []toldBand `json:"bands"`
	}
	toldNaive struct {
		Median float64    `json:"median"`
		Bands  []toldBand `json:"bands"`
	}
	toldSum struct {
		Steps  int        `json:"steps"`
		Median float64    `json:"median"`
		Bands  []toldBand `json:"bands"`
	}
)

func (c forecastFile) tell(list []foretold) toldForecasts {
	out := toldForecasts{Version: forecast.SeriesVersion, Seed: c.Seed, Series: []toldForecast{}}
	for _, f := range list {
		t := toldForecast{
			Name: f.Name, Frequency: f.Frequency, From: stepName(f.Series.Start, f.Frequency), Given: len(f.Values), Missing: f.Missing, Without: f.missing(), Counts: f.Counts,
			Method: f.Method, Models: append([]string{}, f.Models...), Why: f.Reason(), BandsHeld: f.NotHeld() == text.Text{}, Silent: f.Silent,
		}
		if b := f.Back; b.Origins > 0 {
			t.Backtest = &toldBack{b.Origins, b.Horizon, b.Ratio, b.Worst, b.Score, b.NaiveScore, b.Coverage80, b.Coverage95}
		}
		for i := range f.Median {
			t.Steps = append(t.Steps, toldStep{f.step(i), f.Mean[i], f.Median[i], bandsAt(f.Bands, i), toldNaive{f.Naive.Median[i], bandsAt(f.Naive.Bands, i)}})
		}
		if u := f.Unreported; u != nil {
			for i, v := range u.Median {
				t.Unreported = append(t.Unreported, toldOther{f.step(i), v, bandsAt(u.Bands, i)})
			}
		}
		for _, n := range sumsOf(f) {
			median, bands := f.Sum(1, n, levels)
			sum := toldSum{n, median, bandsAt(bands, 0)}
			if f.Counts {
				sum = sum.whole()
			}
			t.Sums = append(t.Sums, sum)
		}
		out.Series = append(out.Series, t)
	}
	return out
}

// whole rounds the sum of counts, whose bounds lie between two courses of the sample.
func (t toldSum) whole() toldSum {
	t.Median = math.Round(t.Median)
	for i, b := range t.Bands {
		t.Bands[i].Lower, t.Bands[i].Upper = math.Round(b.Lower), math.Round(b.Upper)
	}
	return t
}

var levels = []float64{50, 80, 95}

func bandsAt(list []forecast.Band, i int) []toldBand {
	out := make([]toldBand, len(list))
	for k, b := range list {
		out[k] = toldBand{b.Level, b.Lower[i], b.Upper[i]}
	}
	return out
}

// sumsOf are the numbers of steps whose sums are told: half a year, a year, all.
func sumsOf(f foretold) []int {
	var out []int
	n := len(f.Median)
	for _, k := range []int{f.Frequency / 2, f.Frequency} {
		if k > 1 && k < n {
			out = append(out, k)
		}
	}
	if n > 1 {
		out = append(out, n)
	}
	return out
}
