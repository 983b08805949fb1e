// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast_test

import (
	"math"
	"strings"
	"testing"

	"planraum/internal/method/forecast"
)

func told(t *testing.T, method string, values []float64) forecast.Result {
	t.Helper()
	r, err := forecast.Do(t.Context(), forecast.Series{Start: 24180, Frequency: 12, Values: values}, forecast.Options{Horizon: 3, Method: method})
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	return r
}

// A forecast names the models it comes from and no other.
func TestModelsAreThoseThatWereUsed(t *testing.T) {
	values := make([]float64, 60)
	for i := range values {
		values[i] = math.Round(500 + 100*math.Sin(float64(i)*math.Pi/6) + float64(i*i%7))
	}
	for method, want := range map[string]string{
		"ses": "ETS(A,N,N)", "holt": "ETS(A,A,N)", "damped": "ETS(A,Ad,N)", "holt-winters": "ETS(M,A,M)",
		"theta": "Theta with season", "theta-log": "Theta log with season", "drift": "", "seasonal-naive": "", "naive": "",
	} {
		if r := told(t, method, values); strings.Join(r.Models, "; ") != want || strings.Contains(r.Why.De, "zu wenige Werte") {
			t.Errorf("%s: %q, %s", method, r.Models, r.Why.De)
		}
	}
	if r := told(t, "ets", values); len(r.Models) != 1 || !strings.HasPrefix(r.Models[0], "ETS(") {
		t.Errorf("ets: %q", r.Models)
	}
	if r := told(t, "ensemble", values); len(r.Models) != 3 || !strings.HasSuffix(r.Models[1], " log") {
		t.Errorf("ensemble: %q", r.Models)
	}
}

// A series too short for what was asked for is not forecast by less without a word.
func TestSimplerFormIsSaid(t *testing.T) {
	for n, want := range map[int]string{1: "ohne Jahreszeit und ohne Trend", 7: "ohne Jahreszeit"} {
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(30 + 2*i + i%2)
		}
		if r := told(t, "holt-winters", values); !strings.Contains(r.Why.De, "„holt-winters“") || !strings.Contains(r.Why.De, want) || strings.Contains(r.Models[0], ",M)") {
			t.Errorf("%d values: %q, %s", n, r.Models, r.Why.De)
		}
		if r := told(t, "ses", values); strings.Contains(r.Why.De, "zu wenige Werte") {
			t.Errorf("ses of %d values: %s", n, r.Why.De)
		}
	}
}

// Where values lie below 0 there are no logarithms, and none are named.
func TestNoLogarithmsBelowZero(t *testing.T) {
	values := make([]float64, 60)
	for i := range values {
		values[i] = float64(i*i*7%41 - 20)
	}
	r := told(t, "ensemble", values)
	if said := r.Why.De + strings.Join(r.Models, " "); strings.Contains(said, "Skala der Logarithmen") || strings.Contains(said, " log") || !strings.Contains(r.Why.De, "Werte unter 0") {
		t.Errorf("%q", said)
	}
	if strings.Contains(r.Why.En, "on the scale") {
		t.Errorf("%q", r.Why.En)
	}
}
