// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"math"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
)

// issued issues a forecast of the persons in accommodation as of the day of the
// plan and returns its key.
func (c *city) issued() string {
	c.Helper()
	f, _, err := c.Forecasting.Issue(audience.With(c.Context(), audience.Lens{Audience: audience.Office, Released: true}), forecasting.Order{
		Subject: prediction.Subject{Indicator: "accommodation.persons", Area: area.ID("08111000"), Group: population.All, Frequency: 12},
		AsOf:    period.Day(2015, 11, 27), Horizon: 12, Seed: 1,
	}, "test", testNow())
	if err != nil {
		c.Fatal(err)
	}
	return f.ID
}

// TestForecastWithItsScores: a program gets what was said and what came, and
// before the day of issue nothing of it.
func TestForecastWithItsScores(t *testing.T) {
	c := newCity(t)
	id := c.issued()
	var list Forecasts
	c.get("/forecasts?as_of=2024-06-01").into(200, &list)
	if len(list.Forecasts) != 1 || list.Forecasts[0].ID != id || list.Forecasts[0].Steps != 12 || list.Forecasts[0].MadeOn != testDay() {
		t.Fatalf("the list is %+v", list.Forecasts)
	}
	var one ScoredForecast
	c.get("/forecasts/"+id+"?as_of=2024-06-01").into(200, &one)
	if len(one.Forecast.Check()) > 0 || len(one.Forecast.Steps) != 12 || len(one.Scores) == 0 {
		t.Fatalf("%d steps, %d scores, %v", len(one.Forecast.Steps), len(one.Scores), one.Forecast.Check())
	}
	for _, s := range one.Scores {
		if said := one.Forecast.Steps[s.Step-1].Median; math.Abs(said-s.Came-s.Error) > 1e-9 || s.Naive == nil || s.WIS <= 0 {
			t.Errorf("step %d: said %v, score %+v", s.Step, said, s)
		}
	}
	c.get("/forecasts/" + id + "?as_of=2024-05-31").refused(404)
	c.get("/forecasts?as_of=2024-05-31").into(200, &list)
	if len(list.Forecasts) != 0 {
		t.Errorf("before the day of issue %d forecasts are known", len(list.Forecasts))
	}
}

// TestForecastRecord: announcements of arrivals were too low when numbers rose:
// 307 of 391 in July 2015, 1,860 and 2,484 of 5,455 in 2015.
func TestForecastRecord(t *testing.T) {
	c := newCity(t)
	var record ForecastRecord
	c.get("/forecasts/record?as_of=2024-06-01").into(200, &record)
	count, sum := 0, 0.0
	for _, l := range record.Lines {
		if l.Horizon == "all" || l.Indicator != "intake.arrivals" {
			continue
		}
		if l.Rising.Count > 0 {
			count += l.Rising.Count
			sum += *l.Rising.Error * float64(l.Rising.Count)
		}
		if l.Inside80 != nil {
			t.Errorf("others give no bounds: %+v", l)
		}
	}
	if want := (307. - 391) + (1860.+2484-2*5455)/12; count != 3 || math.Abs(sum-want) > 1e-9 {
		t.Errorf("%d statements with errors of %v, want 3 with %v", count, sum, want)
	}
}
