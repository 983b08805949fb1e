// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/store"
)

func testOverview(t *testing.T, s *store.Store) {
	setUp(t, s)
	summaries := func(asOf period.Date) []figure.Summary {
		t.Helper()
		all, err := s.Summaries(t.Context(), asOf)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	same(t, len(summaries(period.Date{})), 0)

	later := period.Day(2016, 1, 14)
	whole := count(5455, december, paperDay.AddDays(1)) // 2015 as a whole: the same last day, another key
	whole.Period = period.InYear(2015)
	share := count(900, november, paperDay.AddDays(2))
	share.Indicator, share.Area = rate, mitte
	elsewhere := count(12, november, paperDay)
	elsewhere.Area, elsewhere.Group = vaihing, refugees
	twice := count(8055, november, paperDay)
	forecast := count(9000, november, paperDay.AddDays(-30))
	forecast.Basis = figure.Forecast
	add(t, s, count(7744, december, paperDay), count(7127, december, later), whole, share, elsewhere, twice, twice, forecast)

	all := figure.Summary{
		Indicator: persons, Figures: 7, First: period.Day(2015, 1, 1), Last: december.Last(), Known: later, Contradicted: 1,
	}
	rates := figure.Summary{Indicator: rate, Figures: 1, First: november.Last(), Last: november.Last(), Known: paperDay.AddDays(2)}
	same(t, summaries(period.Date{}), []figure.Summary{all, rates})
	same(t, summaries(later), []figure.Summary{all, rates})
	same(t, summaries(later.AddDays(-1)), []figure.Summary{
		{Indicator: persons, Figures: 6, First: all.First, Last: all.Last, Known: paperDay.AddDays(1)}, rates,
	})
	same(t, summaries(paperDay), []figure.Summary{
		{Indicator: persons, Figures: 5, First: november.Last(), Last: december.Last(), Known: paperDay},
	})
	same(t, len(summaries(paperDay.AddDays(-31))), 0)

	// A stock's month and its last day speak of the same, and count once though
	// the month is contradicted twice; the year's stays apart.
	month := count(7800, december, later)
	month.Period = period.InMonth(december)
	other := month
	other.Value = unit.Whole(7801)
	add(t, s, month, other)
	all.Figures = 9
	same(t, summaries(period.Date{}), []figure.Summary{all, rates})

	series, err := s.SeriesOf(t.Context(), persons)
	if err != nil {
		t.Fatal(err)
	}
	same(t, series, []figure.Key{
		{Indicator: persons, Area: city, Group: population.All}, {Indicator: persons, Area: vaihing, Group: refugees},
	})
	if series, err = s.SeriesOf(t.Context(), "none"); err != nil || len(series) != 0 {
		t.Errorf("series %v, error %v", series, err)
	}
}

// summary adds the figures of the model up as Store.Summaries does.
func (m model) summary(indicator string, asOf period.Date) figure.Summary {
	sum := figure.Summary{Indicator: indicator}
	values := map[figure.Key]map[unit.Decimal]bool{}
	for _, f := range m.ask(figure.Query{Indicators: []string{indicator}, AsOf: asOf}) {
		if sum.Figures == 0 || f.Period.From.Before(sum.First) {
			sum.First = f.Period.From
		}
		if f.Period.To.After(sum.Last) {
			sum.Last = f.Period.To
		}
		if f.KnownFrom.After(sum.Known) {
			sum.Known = f.KnownFrom
		}
		if values[f.Key] == nil {
			values[f.Key] = map[unit.Decimal]bool{}
		}
		values[f.Key][f.Value] = values[f.Key][f.Value] || f.Basis != figure.Forecast
		sum.Figures++
	}
	for _, stated := range values {
		maps.DeleteFunc(stated, func(_ unit.Decimal, counts bool) bool { return !counts })
		if len(stated) > 1 {
			sum.Contradicted++
		}
	}
	return sum
}

// compareSummaries compares the summaries of the model's own indicators, of the
// figures below a number.
func (m model) compareSummaries(t *rapid.T, s *store.Store, asOf period.Date, before int64) {
	all, err := s.SummariesBelow(t.Context(), asOf, before)
	if before > 0 {
		m.figures = slices.DeleteFunc(slices.Clone(m.figures), func(f figure.Figure) bool { return f.ID >= before })
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, indicator := range m.indicators {
		want := m.summary(indicator, asOf)
		got := figure.Summary{Indicator: indicator}
		for _, sum := range all {
			if sum.Indicator == indicator {
				got = sum
			}
		}
		if got != want {
			t.Fatalf("summary as of %s: got %+v, want %+v", asOf, got, want)
		}
	}
}
