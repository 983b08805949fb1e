// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/method/forecast"
)

// counts makes n months of counts with a season and a wandering level.
func counts(n int) forecast.Series {
	rng := rand.New(rand.NewPCG(5, 120))
	s := forecast.Series{Start: period.MonthOf(2010, 1), Frequency: 12}
	level := 5.0
	for i := range n {
		level += 0.1 * rng.NormFloat64()
		s.Values = append(s.Values, math.Round(math.Exp(level+0.2*math.Sin(float64(i)*math.Pi/6)+0.1*rng.NormFloat64())))
	}
	return s
}

// The ensemble with a back-test of 24 origins: the aim is 100 ms on one core.
func BenchmarkEnsemble(b *testing.B) {
	s := counts(120)
	for b.Loop() {
		r, err := forecast.Do(context.Background(), s, forecast.Options{Horizon: 12, Seed: 1, Paths: 1000})
		if err != nil || r.Back.Origins != 24 {
			b.Fatal(r.Back, err)
		}
	}
}

// One model chosen among all forms: R's ets needs 540 ms.
func BenchmarkChoose(b *testing.B) {
	s := counts(120)
	for b.Loop() {
		if _, _, err := forecast.Choose(forecast.Forms, s.Values, 12); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTheta(b *testing.B) {
	s := counts(120)
	for b.Loop() {
		if forecast.Theta(s.Values, 12, false).Alpha == 0 {
			b.Fatal("wrong")
		}
	}
}
