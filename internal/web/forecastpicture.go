// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"math"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/forecasting"
	"planraum/internal/exchange/chart"
)

// arrivalsPicture draws the arrivals of each month as far as known beside what
// was said of them; nothing where nothing can be drawn.
func (s *server) arrivalsPicture(ctx context.Context, record forecasting.Record, n subjects, r request) (string, error) {
	said := drawnArrivals(record)
	city := cityOf(n)
	if len(said) == 0 || city == "" {
		return "", nil
	}
	known, err := s.Forecasting.Values(ctx, forecasting.Order{
		Subject: prediction.Subject{Indicator: capacity.Arrivals, Area: city, Group: population.All, Frequency: 12}, AsOf: r.AsOf,
	})
	if err != nil {
		return "", err
	}
	came := chart.Series{Name: r.T("was kam", "what came")}
	for _, g := range known {
		came.Points = append(came.Points, chart.Point{Month: g.Period.To.Month(), Value: int64(math.Round(g.Value)), Basis: g.From[0].Basis})
	}
	picture := chart.Lines{Unit: r.T("Personen je Monat", "persons a month"), Series: []chart.Series{came}}
	for _, one := range said {
		picture.Series = append(picture.Series, chart.Series{Name: r.T("gesagt am ", "said on ") + one.Made.In(r.Lang), Points: level(one)})
	}
	frame := chart.Frame{
		ID: "zugaenge", Lang: r.Lang, Title: r.T("Zugänge: was gesagt wurde und was kam", "Arrivals: what was said and what came"), Desc: r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	}), nil
}

func cityOf(n subjects) area.ID {
	for id, a := range n.areas {
		if a.Level == area.City {
			return id
		}
	}
	return ""
}

// drawnArrivals are the statements of others on arrivals with the largest
// errors, in the order in which they were made.
func drawnArrivals(record forecasting.Record) []forecasting.Statement {
	var list []forecasting.Statement
	for _, one := range record.Statements {
		if one.Indicator.Code == capacity.Arrivals && one.Group == population.All && one.Origin.Outside() && one.Came != nil {
			list = append(list, one)
		}
	}
	slices.SortStableFunc(list, func(a, b forecasting.Statement) int {
		return int(math.Abs(b.Error())*10) - int(math.Abs(a.Error())*10)
	})
	list = list[:min(len(list), drawnForecasts)]
	slices.SortStableFunc(list, func(a, b forecasting.Statement) int { return a.Made.Compare(b.Made) })
	return list
}

// level draws a statement over the months of which it speaks.
func level(s forecasting.Statement) []chart.Point {
	basis := figure.Announced
	if s.Origin == forecasting.Assumed {
		basis = figure.Assumed
	}
	var points []chart.Point
	for m := s.Period.From.Month(); m <= s.Period.To.Month(); m++ {
		points = append(points, chart.Point{Month: m, Value: int64(math.Round(s.Said)), Basis: basis})
	}
	return points
}

// drawnForecasts is how many papers the picture shows beside what came.
const drawnForecasts = 4

// forecastChart draws what came as dots and the worst forecasts as rays from
// the last count that was known when they were made to what they said.
func forecastChart(all capacity.Forecasts, breaks broken, r request) string {
	picture := chart.Lines{Unit: r.T("Personen", "persons"), AsOf: r.AsOf, Breaks: breaks.drawn(r.Lang)}
	if len(all.Course) > 0 {
		picture.Series = append(picture.Series, chart.Series{Name: r.T("was kam", "what came"), Points: points(all.Course)})
	}
	for _, paper := range papers(all.List) {
		name := r.T("gesagt am ", "said on ") + paper[0].Made().In(r.Lang)
		picture.Series = append(picture.Series, chart.Series{Name: name, Points: ray(paper)})
	}
	frame := chart.Frame{
		ID: "treffsicherheit", Lang: r.Lang, Title: r.T("Prognosen und tatsächlicher Verlauf", "Forecasts and the actual course"),
		Desc: r.In(forecastSentence(all, r)) + " " + r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// papers groups forecasts by the day they were made and keeps those to draw:
// the largest misses first, then the newest of those still open. They come
// back in the order in which they were made.
func papers(list []capacity.Foretold) [][]capacity.Foretold {
	var groups [][]capacity.Foretold
	for _, f := range list {
		if n := len(groups); n > 0 && groups[n-1][0].Made() == f.Made() {
			groups[n-1] = append(groups[n-1], f)
			continue
		}
		groups = append(groups, []capacity.Foretold{f})
	}
	slices.SortStableFunc(groups, func(a, b []capacity.Foretold) int {
		x, y := largestMiss(a), largestMiss(b)
		if x != y {
			return int(y - x)
		}
		return b[0].Made().Compare(a[0].Made())
	})
	groups = groups[:min(len(groups), drawnForecasts)]
	slices.SortFunc(groups, func(a, b []capacity.Foretold) int { return a[0].Made().Compare(b[0].Made()) })
	return groups
}

// largestMiss is -1 where no forecast of the paper can be scored yet.
func largestMiss(paper []capacity.Foretold) unit.Headcount {
	miss := unit.Headcount(-1)
	for _, f := range paper {
		if f.Mark != nil {
			miss = max(miss, f.Mark.Absolute)
		}
	}
	return miss
}

// ray draws straight lines through the values of a paper, from the last count
// known when it was made; between them nobody said anything.
func ray(paper []capacity.Foretold) []chart.Point {
	var points []chart.Point
	reach := func(m period.Month, value int64) {
		if n := len(points); n > 0 {
			a := points[n-1]
			for i := a.Month + 1; i < m; i++ {
				part := unit.DivRoundHalfUp((value-a.Value)*int64(i-a.Month), int64(m-a.Month))
				points = append(points, chart.Point{Month: i, Value: a.Value + part, Basis: figure.Forecast})
			}
		}
		points = append(points, chart.Point{Month: m, Value: value, Basis: figure.Forecast})
	}
	if base := paper[0].Base; base != nil && !base.IsSecret() && base.Period.To.Month() < paper[0].Target().Month() {
		reach(base.Period.To.Month(), base.Value.Amount)
	}
	for _, f := range paper {
		reach(f.Target().Month(), f.Said.Value.Amount)
	}
	return points
}
