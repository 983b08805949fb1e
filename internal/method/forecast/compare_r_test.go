// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"bufio"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"planraum/internal/method/forecast"
)

// What R found stands in testdata, made by scripts/compare-r.sh --fixture; the
// script itself compares many more series through PLANRAUM_R_FORECAST.

type rSeries struct {
	period, horizon int
	values          []float64
}

type rModel struct {
	id, kind, form string
	model          forecast.ETS
	loglik, aicc   float64
	sigma2         float64
	mean           []float64
	seconds        float64
}

func floats(t *testing.T, s string) (v []float64) {
	t.Helper()
	for _, w := range strings.Fields(s) {
		x, err := strconv.ParseFloat(w, 64)
		if err != nil {
			t.Fatal(err)
		}
		v = append(v, x)
	}
	return v
}

func one(t *testing.T, s string) float64 {
	if v := floats(t, s); len(v) == 1 {
		return v[0]
	}
	return 0
}

func rRows(t *testing.T, name string) [][]string {
	t.Helper()
	dir := os.Getenv("PLANRAUM_R_FORECAST")
	if dir == "" {
		dir = "testdata"
	}
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(bufio.NewReader(file))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func fromR(t *testing.T) (map[string]rSeries, []rModel) {
	t.Helper()
	series := map[string]rSeries{}
	for _, r := range rRows(t, "r_series.csv") {
		series[r[0]] = rSeries{int(one(t, r[1])), int(one(t, r[2])), floats(t, r[3])}
	}
	var models []rModel
	for _, r := range rRows(t, "r_models.csv") {
		m := rModel{id: r[0], kind: r[1], form: r[2], loglik: one(t, r[10]), aicc: one(t, r[11]), sigma2: one(t, r[12]), mean: floats(t, r[13]), seconds: one(t, r[14])}
		m.model = forecast.ETS{Alpha: one(t, r[3]), Beta: one(t, r[4]), Gamma: one(t, r[5]), Phi: one(t, r[6]), Level: one(t, r[7]), Slope: one(t, r[8]), Season0: floats(t, r[9])}
		m.model.Form = formOf(r[2])
		models = append(models, m)
	}
	if len(models) < 20 {
		t.Fatalf("%d models only", len(models))
	}
	return series, models
}

func formOf(s string) forecast.Form {
	f := forecast.Form{Relative: strings.HasPrefix(s, "M")}
	switch {
	case strings.Contains(s, "Ad"):
		f.Trend = forecast.DampedTrend
	case len(s) > 1 && s[1] == 'A':
		f.Trend = forecast.LinearTrend
	}
	switch {
	case strings.HasSuffix(s, "M"):
		f.Season = forecast.FactorSeason
	case strings.HasSuffix(s, "A"):
		f.Season = forecast.AddedSeason
	}
	return f
}

func near(got, want, relative float64) bool {
	return math.Abs(got-want) <= relative*max(1, math.Abs(want))
}

// With the parameters and first states that R found, likelihood, AICc, variance
// and forecasts are R's.
func TestGivenParametersAgainstR(t *testing.T) {
	series, models := fromR(t)
	for _, m := range models {
		if m.kind == "theta" {
			continue
		}
		s := series[m.id]
		fit := m.model.Apply(s.values)
		if !near(fit.LogLikelihood, m.loglik, 1e-6) || !near(fit.AICc, m.aicc, 1e-6) || !near(fit.Sigma*fit.Sigma, m.sigma2, 1e-6) {
			t.Errorf("%s %s %s: log-likelihood %.9g, R %.9g; AICc %.9g, R %.9g; variance %.9g, R %.9g", m.id, m.kind, m.form, fit.LogLikelihood, m.loglik, fit.AICc, m.aicc, fit.Sigma*fit.Sigma, m.sigma2)
		}
		for i, v := range fit.Last.Ahead(len(m.mean)) {
			if !near(v, m.mean[i], 1e-6) {
				t.Errorf("%s %s %s: step %d is %.9g, R %.9g", m.id, m.kind, m.form, i+1, v, m.mean[i])
				break
			}
		}
	}
}

// With R's smoothing parameter and first level, Theta is R's, seasonality test
// and decomposition included; and no fit of ours is worse than R's.
func TestThetaAgainstR(t *testing.T) {
	series, models := fromR(t)
	n, same := 0, 0
	for _, m := range models {
		if m.kind != "theta" {
			continue
		}
		s := series[m.id]
		for i, v := range forecast.ThetaGiven(s.values, s.period, m.model.Alpha, m.model.Level).Ahead(len(m.mean)) {
			if !near(v, m.mean[i], 1e-6) {
				t.Errorf("%s: step %d is %.9g, R %.9g", m.id, i+1, v, m.mean[i])
				break
			}
		}
		own := forecast.Theta(s.values, s.period, false)
		if own.Sigma*own.Sigma > m.sigma2*(1+1e-6) {
			t.Errorf("%s: variance %.9g, R reaches %.9g", m.id, own.Sigma*own.Sigma, m.sigma2)
		}
		n++
		if near(own.Ahead(1)[0], m.mean[0], 1e-3) {
			same++
		}
	}
	t.Logf("%d series; with parameters of our own %d forecasts of one step are R's to 1e-3", n, same)
}

// The likelihood that the fit finds is not worse than R's by 0.5 on 95 % of the
// series.
func TestLikelihoodAgainstR(t *testing.T) {
	series, models := fromR(t)
	n, good, better, seconds, own := 0, 0, 0, 0.0, time.Duration(0)
	for _, m := range models {
		if m.kind == "theta" || m.kind == "ses" || m.kind == "holt" || m.kind == "damped" {
			continue // fitted by R to another criterion
		}
		s := series[m.id]
		begin := time.Now()
		_, fit, err := forecast.Fit(m.model.Form, s.values, s.period)
		if err != nil {
			t.Errorf("%s %s: %v", m.id, m.form, err)
			continue
		}
		n++
		seconds += m.seconds
		_, _, _ = forecast.Choose(forecast.Forms, s.values, s.period) // what R's ets did
		own += time.Since(begin)
		if fit.LogLikelihood >= m.loglik-0.5 {
			good++
		} else {
			t.Logf("%s %s: log-likelihood %.3f, R %.3f", m.id, m.form, fit.LogLikelihood, m.loglik)
		}
		if fit.LogLikelihood > m.loglik+0.5 {
			better++
		}
	}
	t.Logf("%d of %d not worse by 0.5, %d better by 0.5; R took %.1f s to choose among its forms, this %.1f s", good, n, better, seconds, own.Seconds())
	if 100*good < 95*n {
		t.Errorf("%d of %d", good, n)
	}
}
