// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"math"
	"net/http"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// ForecastEntry is an issued forecast in the list.
type ForecastEntry struct {
	ID        string        `json:"id"`
	Indicator string        `json:"indicator"`
	Area      area.ID       `json:"area"`
	Group     population.ID `json:"group"`
	Frequency int           `json:"frequency" doc:"steps a year: 12, 4 or 1"`
	DataAsOf  period.Date   `json:"data_as_of" doc:"what was known on this day is what the forecast rests on"`
	MadeOn    period.Date   `json:"made_on" doc:"from this day on it is known"`
	By        string        `json:"by" doc:"role or office"`
	Method    string        `json:"method"`
	Steps     int           `json:"steps"`
}

// Forecasts are the forecasts issued up to a date.
type Forecasts struct {
	Stand
	Forecasts []ForecastEntry `json:"forecasts" nullable:"false"`
}

// ScoredForecast is a forecast as it was issued, with what came.
type ScoredForecast struct {
	Stand
	Forecast prediction.Issued `json:"forecast"`
	Scores   []ForecastScore   `json:"scores" nullable:"false" doc:"of the steps whose real value is known as of the date"`
	Sums     []ForecastScore   `json:"sum_scores" nullable:"false" doc:"of the sums of which all steps are known"`
}

// ForecastScore is how far a step, or the sum of the first steps, was off. All
// values are in the unit of the indicator.
type ForecastScore struct {
	Step     int      `json:"step" doc:"counted from 1; of a sum the last one"`
	Came     float64  `json:"came"`
	Error    float64  `json:"error" doc:"median - came"`
	Naive    *float64 `json:"naive_error" doc:"of the naive forecast; null of sums"`
	WIS      float64  `json:"weighted_interval_score"`
	NaiveWIS *float64 `json:"naive_weighted_interval_score"`
	CRPS     float64  `json:"crps" doc:"of the distribution through median and bounds"`
	Inside50 bool     `json:"inside_50"`
	Inside80 bool     `json:"inside_80"`
	Inside95 bool     `json:"inside_95"`
	Rising   bool     `json:"rising" doc:"what came lay above the last value known when the forecast was made"`
	Falling  bool     `json:"falling"`
}

// ForecastRecord is how good statements were, of others and here.
type ForecastRecord struct {
	Stand
	Lines []ForecastLine `json:"lines" nullable:"false"`
}

// ForecastLine sums up the statements of a source on an indicator. Flows count a
// month.
type ForecastLine struct {
	Indicator string        `json:"indicator"`
	PerMonth  bool          `json:"per_month"`
	Source    string        `json:"source"`
	Own       bool          `json:"own"`
	Horizon   string        `json:"horizon" enum:"3,6,12,24,more,all" doc:"months to the end of the period: up to so many"`
	All       ForecastTally `json:"all"`
	Rising    ForecastTally `json:"rising" doc:"what came lay above the last value known when it was said"`
	Falling   ForecastTally `json:"falling"`
	Inside80  *float64      `json:"inside_80" doc:"share of own forecasts whose bounds held; null of others"`
	Inside95  *float64      `json:"inside_95"`
}

// ForecastTally sums up statements; null where there is nothing to sum up.
type ForecastTally struct {
	Count    int      `json:"count"`
	Error    *float64 `json:"mean_error" doc:"said - came"`
	Bias     *float64 `json:"bias" doc:"mean error as a share of the mean of what came"`
	Absolute *float64 `json:"mean_absolute_error"`
}

type forecastsInput struct{ AsOfInput }

type forecastInput struct {
	ID string `path:"forecast" maxLength:"200"`
	AsOfInput
}

func (f *face) forecastOperations() {
	add(f, operation{
		id: "list-forecasts", method: http.MethodGet, path: "/forecasts", tag: "forecasts",
		need:    need{rights.Read, rights.Forecast, whole},
		summary: text.T("Prognosen, die bis zum Stand abgelegt waren", "Forecasts issued up to the as-of date"), example: "/forecasts",
	}, f.listForecasts)
	add(f, operation{
		id: "get-forecast-record", method: http.MethodGet, path: "/forecasts/record", tag: "forecasts",
		need:    need{rights.Read, rights.Forecast, whole},
		summary: text.T("wie gut Aussagen waren, nach Quelle und Frist", "How good statements were, by source and horizon"),
		about:   text.T("Eigene Prognosen und die anderer: Ankündigungen, veröffentlichte Prognosen und was Pläne annahmen.", "Own forecasts and those of others: announcements, published forecasts and what plans assumed."),
		example: "/forecasts/record",
	}, f.forecastRecord)
	add(f, operation{
		id: "get-forecast", method: http.MethodGet, path: "/forecasts/{forecast}", tag: "forecasts",
		need:    need{rights.Read, rights.Forecast, whole},
		summary: text.T("eine Prognose, wie sie abgelegt wurde, und was kam", "A forecast as it was issued, and what came"),
		errors:  []int{http.StatusNotFound},
	}, f.oneForecast)
}

func (f *face) listForecasts(ctx context.Context, _ *forecastsInput) (Forecasts, error) {
	out := Forecasts{Stand: standOf(ctx), Forecasts: []ForecastEntry{}}
	list, err := f.Forecasting.List(ctx, out.AsOf)
	for _, one := range list {
		out.Forecasts = append(out.Forecasts, ForecastEntry{
			ID: one.ID, Indicator: one.Indicator, Area: one.Area, Group: one.Group, Frequency: one.Frequency, DataAsOf: one.AsOf,
			MadeOn: one.MadeOn, By: one.By, Method: one.Method, Steps: one.Horizon(),
		})
	}
	return out, fault.Wrap("api.listForecasts", err)
}

func (f *face) oneForecast(ctx context.Context, in *forecastInput) (ScoredForecast, error) {
	const op = "api.oneForecast"
	out := ScoredForecast{Stand: standOf(ctx), Scores: []ForecastScore{}, Sums: []ForecastScore{}}
	issued, err := f.Forecasting.Get(ctx, in.ID, out.AsOf)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	out.Forecast = issued
	scored, err := f.Forecasting.Score(ctx, issued, out.AsOf)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	for i, s := range scored.Steps {
		if s.Mark != nil {
			one := scoreOf(i+1, *s.Mark)
			one.Naive, one.NaiveWIS = &s.Mark.Naive, &s.Mark.NaiveWIS
			out.Scores = append(out.Scores, one)
		}
	}
	for _, s := range scored.Totals {
		if s.Mark != nil {
			out.Sums = append(out.Sums, scoreOf(s.Steps, *s.Mark))
		}
	}
	return out, nil
}

func scoreOf(step int, m forecasting.Mark) ForecastScore {
	return ForecastScore{
		Step: step, Came: m.Came, Error: m.Error, WIS: m.WIS, CRPS: m.CRPS,
		Inside50: m.Inside[50], Inside80: m.Inside[80], Inside95: m.Inside[95], Rising: m.Rising, Falling: m.Falling,
	}
}

func (f *face) forecastRecord(ctx context.Context, _ *forecastsInput) (ForecastRecord, error) {
	out := ForecastRecord{Stand: standOf(ctx), Lines: []ForecastLine{}}
	record, err := f.Forecasting.Record(ctx, out.AsOf)
	for _, l := range record.Lines {
		out.Lines = append(out.Lines, ForecastLine{
			Indicator: l.Indicator.Code, PerMonth: l.PerMonth, Source: l.Source, Own: l.Own, Horizon: l.Span.Key(),
			All: tallyOf(l.All), Rising: tallyOf(l.Rising), Falling: tallyOf(l.Falling), Inside80: known(l.Inside80), Inside95: known(l.Inside95),
		})
	}
	return out, fault.Wrap("api.forecastRecord", err)
}

func tallyOf(t forecasting.Tally) ForecastTally {
	return ForecastTally{Count: t.Count, Error: known(t.Error), Bias: known(t.Bias), Absolute: known(t.Absolute)}
}

// known is a number; nil for none.
func known(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
