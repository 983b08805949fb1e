// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// Summaries returns what was known of each indicator by asOf, ordered by code;
// indicators without figures are left out. A zero asOf knows everything. It adds
// up tallies and visits of the figures only those that are not alone of their
// series and day, because only those can contradict each other.
func (s *Store) Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error) {
	return s.SummariesBelow(ctx, asOf, 0)
}

// SummariesBelow sums up what the ledger held as of a date of the figures below
// a running number; 0: of all. Where the number lies within a batch, which no
// reader's question does, it visits every figure.
func (s *Store) SummariesBelow(ctx context.Context, asOf period.Date, before int64) ([]figure.Summary, error) {
	of := map[int64]*summary{}
	err := s.engine.read(ctx, func(c conn) error {
		indicators, err := indicatorOfSeries(ctx, c, of)
		if err != nil {
			return err
		}
		known := knownBelow(asOf, before)
		if err := addUp(ctx, c, asOf, before, of, indicators); err != nil {
			return err
		}
		known.and("f.basis <> " + known.arg(int64(figure.Forecast)))
		return contradictions(ctx, c, known, indicators)
	})
	all := make([]figure.Summary, 0, len(of))
	for sum := range maps.Values(of) {
		if sum.Figures > 0 {
			all = append(all, sum.Summary)
		}
	}
	slices.SortFunc(all, func(a, b figure.Summary) int { return cmp.Compare(a.Indicator, b.Indicator) })
	return all, fault.Wrap("store.Summaries", err)
}

// summary is the summary of an indicator of a kind.
type summary struct {
	figure.Summary
	kind figure.Kind
}

// indicatorOfSeries returns the summary that each series adds to.
func indicatorOfSeries(ctx context.Context, c conn, of map[int64]*summary) (map[int64]*summary, error) {
	bySeries := map[int64]*summary{}
	err := c.query(ctx, "SELECT s.id, i.id, i.code, i.kind FROM series s JOIN indicator i ON i.id = s.indicator", nil, func(r row) error {
		var id, indicator int64
		var code, kind string
		err := r.Scan(&id, &indicator, &code, &kind)
		if of[indicator] == nil {
			of[indicator] = &summary{figure.Summary{Indicator: code}, figure.Kind(kind)}
		}
		bySeries[id] = of[indicator]
		return err
	})
	return bySeries, err
}

// knownBelow are the figures f known on a day with numbers below one.
func knownBelow(asOf period.Date, before int64) clause {
	var known clause
	if !asOf.IsZero() {
		known.and("f.known_from <= " + known.arg(asOf.String()))
	}
	below(&known, "f.id", before)
	return known
}

// addUp adds up the tallies by indicator; where a number lies within one of them,
// it adds up the figures of the series.
func addUp(ctx context.Context, c conn, asOf period.Date, before int64, of, bySeries map[int64]*summary) error {
	if before > 0 {
		within := 0
		if _, err := one(ctx, c, "SELECT count(*) FROM figure_tally t WHERE t.high >= $1 AND t.low < $2", []any{before, before}, &within); err != nil {
			return err
		}
		if within > 0 {
			return summarise(ctx, c, knownBelow(asOf, before), bySeries)
		}
	}
	var known clause
	if !asOf.IsZero() {
		known.and("t.known_from <= " + known.arg(asOf.String()))
	}
	below(&known, "t.high", before)
	return c.query(ctx, "SELECT t.indicator, CAST(sum(t.figures) AS bigint), min(t.period_from), max(t.period_to), max(t.known_from) FROM figure_tally t"+
		known.where()+" GROUP BY t.indicator", known.args, func(r row) error {
		var id int64
		var first, last, since string
		var n int
		if err := r.Scan(&id, &n, &first, &last, &since); err != nil {
			return err
		}
		sum := of[id]
		sum.Figures, sum.First, sum.Last, sum.Known = n, day(first), day(last), day(since)
		return nil
	})
}

// summarise adds up the series. The groups come in the order of the index, so
// that neither database has to sort or to keep more than one of them.
func summarise(ctx context.Context, c conn, known clause, of map[int64]*summary) error {
	return c.query(ctx, "SELECT f.series, count(*), min(f.period_from), max(f.period_to), max(f.known_from) FROM figure f"+
		known.where()+" GROUP BY f.series", known.args, func(r row) error {
		var id int64
		var n int
		var first, last, since string
		err := r.Scan(&id, &n, &first, &last, &since)
		sum := of[id]
		if sum.Figures == 0 || day(first).Before(sum.First) {
			sum.First = day(first)
		}
		sum.Last, sum.Known = later(sum.Last, day(last)), later(sum.Known, day(since))
		sum.Figures += n
		return err
	})
}

// endOfPeriod is where figures of several periods of a series meet.
type endOfPeriod struct {
	series int64
	to     string
}

// contradictions counts what is stated differently. Where periods of different
// length end on the same day they are told apart, but for a stock's month and
// its last day, which speak of the same. Of those that speak of one day all but
// the first are noted as repeated, with the first.
func contradictions(ctx context.Context, c conn, known clause, of map[int64]*summary) error {
	var several []endOfPeriod
	repeated := clause{text: append(slices.Clone(known.text), "f.id IN (SELECT r.figure FROM figure_repeat r UNION SELECT r.first FROM figure_repeat r)"), args: known.args}
	err := c.query(ctx, "SELECT f.series, f.period_to, min(f.period_from), max(f.period_from) FROM figure f"+repeated.where()+
		" GROUP BY f.series, f.period_to HAVING min(f.amount) <> max(f.amount)", repeated.args, func(r row) error {
		var e endOfPeriod
		var first, last string
		err := r.Scan(&e.series, &e.to, &first, &last)
		if first == last {
			of[e.series].Contradicted++
		} else {
			several = append(several, e)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range several {
		n, err := contradictedAt(ctx, c, known, e, of[e.series].kind)
		if err != nil {
			return err
		}
		of[e.series].Contradicted += n
	}
	return nil
}

// contradictedAt counts the contradictions among periods that end together.
func contradictedAt(ctx context.Context, c conn, known clause, e endOfPeriod, kind figure.Kind) (int, error) {
	type bounds struct{ low, high int64 }
	stated := map[figure.Key]bounds{}
	here := clause{text: slices.Clone(known.text), args: slices.Clone(known.args)}
	here.and("f.series = " + here.arg(e.series))
	here.and("f.period_to = " + here.arg(e.to))
	err := c.query(ctx, "SELECT f.period_from, min(f.amount), max(f.amount) FROM figure f"+here.where()+" GROUP BY f.period_from", here.args, func(r row) error {
		var from string
		var b bounds
		err := r.Scan(&from, &b.low, &b.high)
		k := figure.Indicator{Kind: kind}.Dated(figure.Key{Period: period.Period{From: day(from), To: day(e.to)}})
		if before, ok := stated[k]; ok {
			b = bounds{min(b.low, before.low), max(b.high, before.high)}
		}
		stated[k] = b
		return err
	})
	n := 0
	for _, b := range stated {
		if b.low != b.high {
			n++
		}
	}
	return n, err
}

func later(a, b period.Date) period.Date {
	if b.After(a) {
		return b
	}
	return a
}

// SeriesOf returns the areas and groups of which an indicator has figures, as
// keys without a period, ordered by area and group; none for an unknown one.
func (s *Store) SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error) {
	var all []figure.Key
	err := s.engine.read(ctx, func(c conn) error {
		r := reader{conn: c, sources: &s.sources}
		found, err := r.findSeries(ctx, clause{text: []string{"i.code = $1"}, args: []any{indicator}})
		for _, one := range found {
			all = append(all, figure.Key{Indicator: one.indicator, Area: one.area, Group: one.group})
		}
		return err
	})
	return all, fault.Wrap("store.SeriesOf "+indicator, err)
}

// FigurePosition is the running number of the last figure or choice. It stays
// when records of a register are added, so that what follows from figures
// alone can be kept for longer than Position stays.
func (s *Store) FigurePosition(ctx context.Context) (int64, error) {
	var last int64
	err := s.engine.read(ctx, func(c conn) error {
		for _, table := range []string{"figure", "figure_choice"} {
			var id int64
			if _, err := one(ctx, c, "SELECT coalesce(max(id), 0) FROM "+table, nil, &id); err != nil {
				return err
			}
			last = max(last, id)
		}
		return nil
	})
	return last, fault.Wrap("store.FigurePosition", err)
}
