// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// town is a ledger in memory.
type town struct {
	figures []figure.Figure
	choices []figure.Choice
	records []register.Record
	areas   []area.Area
}

func (m *town) Figures(_ context.Context, q figure.Query) ([]figure.Figure, error) {
	return slices.DeleteFunc(slices.Clone(m.figures), func(f figure.Figure) bool {
		return !slices.Contains(q.Indicators, f.Indicator) || len(q.Areas) > 0 && !slices.Contains(q.Areas, f.Area) ||
			q.Group != "" && q.Group != f.Group || !q.AsOf.IsZero() && f.KnownFrom.After(q.AsOf) || q.Before > 0 && f.ID >= q.Before
	}), nil
}

func (m *town) Choices(context.Context, figure.Query) ([]figure.Choice, error) { return m.choices, nil }

func (m *town) Position(context.Context) (int64, error) { return int64(len(m.figures)), nil }

func (m *town) Areas(context.Context, string) ([]area.Area, error) { return m.areas, nil }

func (m *town) Indicators(context.Context) ([]figure.Indicator, error) {
	return []figure.Indicator{
		{Code: "intake.arrivals", Kind: figure.Flow, Name: text.T("Zugänge", "arrivals"), Unit: text.T("Personen", "persons")},
		{Code: "intake.arrivals_per_month", Kind: figure.Rate, Name: text.T("Annahme", "assumption"), Unit: text.T("Personen", "persons")},
		{Code: "population.residents", Kind: figure.Stock, Name: text.T("Einwohner", "inhabitants"), Unit: text.T("Personen", "persons")},
		{Code: "accommodation.persons", Kind: figure.Stock, Name: text.T("Personen", "persons"), Unit: text.T("Personen", "persons")},
	}, nil
}

func (m *town) Records(_ context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	return slices.DeleteFunc(slices.Clone(m.records), func(r register.Record) bool {
		return r.Kind != kind || !asOf.IsZero() && r.KnownFrom.After(asOf)
	}), nil
}

func (m *town) Versions(_ context.Context, kind register.Kind, key string) ([]register.Record, error) {
	return slices.DeleteFunc(slices.Clone(m.records), func(r register.Record) bool { return r.Kind != kind || r.Key != key }), nil
}

func (m *town) AppendAfter(_ context.Context, _ figure.Batch, r register.Record, _ int64) error {
	if before, _ := m.Versions(context.Background(), r.Kind, r.Key); len(before) > 0 {
		return fault.New(fault.Conflict, "town", "gibt es schon", "is there already")
	}
	m.records = append(m.records, r)
	return nil
}

// say records a figure; a period such as 2015-07, 2015 or 2015-12-31.
func (m *town) say(indicator, when string, v int64, b figure.Basis, known string) {
	m.sayOf("city", indicator, when, v, b, known)
}

// sayOf records a figure of an area.
func (m *town) sayOf(where area.ID, indicator, when string, v int64, b figure.Basis, known string) {
	p, err := period.Parse(when)
	if err != nil {
		panic(err)
	}
	m.figures = append(m.figures, figure.Figure{
		ID: int64(len(m.figures) + 1), Key: figure.Key{Indicator: indicator, Area: where, Group: population.All, Period: p},
		Value: unit.Whole(v), Basis: b, Source: "Probe", KnownFrom: day(known),
	})
}

// count records counted arrivals of a month, known two weeks after it.
func (m *town) count(month period.Month, v int64) {
	m.say("intake.arrivals", month.String(), v, figure.Counted, month.Last().AddDays(14).String())
}

func day(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// desk is the desk over a town; forecasts are issued on the day.
func (m *town) desk(today period.Date) *forecasting.Desk {
	return forecasting.New(m, m, m, func() period.Date { return today })
}

func arrivals(asOf period.Date, horizon int) forecasting.Order {
	return forecasting.Order{
		Subject: prediction.Subject{Indicator: "intake.arrivals", Area: "city", Group: population.All, Frequency: 12}, AsOf: asOf, Horizon: horizon, Seed: 7,
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
