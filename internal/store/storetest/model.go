// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/store"
)

// model is the ledger as a plain list, in the order of numbers.
type model struct {
	figures    []figure.Figure
	indicators []string
}

var levels = map[area.ID]area.Level{city: area.City, mitte: area.District, vaihing: area.District, rathaus: area.Subdistrict}

// ask answers q by looking at every figure.
func (m model) ask(q figure.Query) []figure.Figure {
	var found []figure.Figure
	for _, f := range m.figures {
		switch {
		case !slices.Contains(q.Indicators, f.Indicator),
			len(q.Areas) > 0 && !slices.Contains(q.Areas, f.Area),
			q.Level != 0 && levels[f.Area] != q.Level,
			q.Group != "" && f.Group != q.Group,
			!q.From.IsZero() && f.Period.To.Before(q.From),
			!q.To.IsZero() && f.Period.To.After(q.To),
			!q.AsOf.IsZero() && f.KnownFrom.After(q.AsOf),
			f.ID <= q.After,
			q.Before > 0 && f.ID >= q.Before:
		default:
			found = append(found, f)
		}
	}
	if q.Limit > 0 || q.After > 0 {
		if q.Limit > 0 {
			found = found[:min(q.Limit, len(found))]
		}
		return found
	}
	slices.SortStableFunc(found, func(a, b figure.Figure) int {
		return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Group, b.Group),
			a.Period.To.Compare(b.Period.To), a.Period.From.Compare(b.Period.From), a.KnownFrom.Compare(b.KnownFrom))
	})
	return found
}

// latest keeps the newest period of each series among the figures of q.
func (m model) latest(q figure.Query) []figure.Figure {
	q.Limit, q.After = 0, 0
	found := m.ask(q)
	return slices.DeleteFunc(slices.Clone(found), func(f figure.Figure) bool {
		return slices.ContainsFunc(found, func(g figure.Figure) bool {
			return g.Indicator == f.Indicator && g.Area == f.Area && g.Group == f.Group && g.Period.Compare(f.Period) > 0
		})
	})
}

func genDay(t *rapid.T, label string) period.Date {
	return paperDay.AddDays(rapid.IntRange(-4, 4).Draw(t, label))
}

func genMaybe[T any](t *rapid.T, label string, gen func() T) T {
	var zero T
	if rapid.Bool().Draw(t, "with "+label) {
		return gen()
	}
	return zero
}

func (m model) genFigure(t *rapid.T) figure.Figure {
	from := genDay(t, "from")
	return figure.Figure{
		Key: figure.Key{
			Indicator: rapid.SampledFrom(m.indicators).Draw(t, "indicator"), Area: rapid.SampledFrom([]area.ID{city, mitte, vaihing, rathaus}).Draw(t, "area"),
			Group: rapid.SampledFrom([]population.ID{population.All, refugees}).Draw(t, "group"), Period: period.Period{From: from, To: from.AddDays(rapid.IntRange(0, 2).Draw(t, "days"))},
		},
		Value: unit.Whole(rapid.Int64().Draw(t, "value")), Basis: rapid.SampledFrom([]figure.Basis{figure.Counted, figure.Assumed, figure.Forecast}).Draw(t, "basis"),
		Source: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "source"), Note: rapid.SampledFrom([]string{"", "n"}).Draw(t, "note"),
		Line: rapid.IntRange(0, 9).Draw(t, "line"), KnownFrom: genDay(t, "known from"), RecordedAt: Moment,
	}
}

func (m model) genQuery(t *rapid.T) figure.Query {
	q := figure.Query{Indicators: rapid.SliceOfNDistinct(rapid.SampledFrom(m.indicators), 1, 2, rapid.ID).Draw(t, "indicators")}
	q.Areas = genMaybe(t, "areas", func() []area.ID {
		return rapid.SliceOfN(rapid.SampledFrom([]area.ID{city, mitte, vaihing, rathaus, "none"}), 1, 5).Draw(t, "areas")
	})
	q.Level = genMaybe(t, "level", func() area.Level { return area.Level(rapid.IntRange(1, 3).Draw(t, "level")) })
	q.Group = genMaybe(t, "group", func() population.ID { return refugees })
	q.From = genMaybe(t, "from", func() period.Date { return genDay(t, "from") })
	q.To = genMaybe(t, "to", func() period.Date { return genDay(t, "to") })
	q.AsOf = genMaybe(t, "as of", func() period.Date { return genDay(t, "as of") })
	q.Limit = genMaybe(t, "limit", func() int { return rapid.IntRange(1, 5).Draw(t, "limit") })
	q.After = genMaybe(t, "after", func() int64 {
		if len(m.figures) == 0 {
			return 1
		}
		return rapid.SampledFrom(m.figures).Draw(t, "after").ID
	})
	q.Before = genMaybe(t, "before", func() int64 {
		if len(m.figures) == 0 {
			return 1
		}
		return rapid.SampledFrom(m.figures).Draw(t, "before").ID
	})
	return q
}

// grow writes one batch, which fails now and then, to the store and the model.
func (m *model) grow(t *rapid.T, s *store.Store) {
	figures := rapid.SliceOfN(rapid.Custom(m.genFigure), 0, 12).Draw(t, "figures")
	split := rapid.IntRange(0, len(figures)).Draw(t, "split")
	var failure error
	if rapid.IntRange(0, 4).Draw(t, "fails") == 0 {
		failure = errors.New("fails")
	}
	err := s.Write(t.Context(), Batch("model"), func(tx *store.Tx) error {
		return cmp.Or(tx.AddFigures(t.Context(), figures[:split]), tx.AddFigures(t.Context(), figures[split:]), failure)
	})
	if !errors.Is(err, failure) {
		t.Fatalf("write: %v, expected %v", err, failure)
	}
	if failure != nil {
		return
	}
	last, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range figures {
		figures[i].ID = last - int64(len(figures)) + 1 + int64(i)
	}
	m.figures = append(m.figures, figures...)
}

// testModel compares the store with the model. Each attempt has indicators of
// its own, so that one database serves them all.
func testModel(t *testing.T, s *store.Store) {
	setUp(t, s)
	attempt := 0
	rapid.Check(t, func(t *rapid.T) {
		attempt++
		m := model{indicators: []string{fmt.Sprintf("model%d.a", attempt), fmt.Sprintf("model%d.b", attempt)}}
		err := s.Write(t.Context(), Batch("model"), func(tx *store.Tx) error {
			return tx.PutIndicators(t.Context(), []figure.Indicator{{Code: m.indicators[0]}, {Code: m.indicators[1]}})
		})
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 3).Draw(t, "batches") {
			m.grow(t, s)
		}
		for range 4 {
			q := m.genQuery(t)
			found, err := s.Figures(t.Context(), q)
			compareFigures(t, q, "Figures", found, m.ask(q), err)
			found, err = s.Latest(t.Context(), q)
			compareFigures(t, q, "Latest", found, m.latest(q), err)
			m.compareSummaries(t, s, q.AsOf, 0)
			m.compareSummaries(t, s, q.AsOf, q.Before)
		}
		all, err := s.Tallies(t.Context(), 0)
		if err == nil {
			err = m.compareTallies(all)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

func compareFigures(t *rapid.T, q figure.Query, what string, got, want []figure.Figure, err error) {
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("%s(%+v), error %v\n got %v\nwant %v", what, q, err, got, want)
	}
}
