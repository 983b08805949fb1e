// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// tallyKey is what the figures of one tally have in common.
type tallyKey struct {
	source, indicator int64
	month             period.Month
	knownFrom         period.Date
}

// tally counts the figures of one key within a batch.
type tally struct {
	first, last period.Date
	figures     int64
	low, high   int64
}

// count adds a figure of the batch under way to its tally.
func (tx *Tx) count(k tallyKey, p period.Period, number int64) {
	if tx.tallies == nil {
		tx.tallies = map[tallyKey]*tally{}
	}
	t := tx.tallies[k]
	if t == nil {
		t = &tally{first: p.From, last: p.To, low: number}
		tx.tallies[k] = t
	}
	if p.From.Before(t.first) {
		t.first = p.From
	}
	if p.To.After(t.last) {
		t.last = p.To
	}
	t.figures, t.high = t.figures+1, number
}

// keepTallies records what was counted, in order of the numbers.
func (tx *Tx) keepTallies(ctx context.Context) error {
	keys := make([]tallyKey, 0, len(tx.tallies))
	for k := range tx.tallies {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b tallyKey) int { return cmp.Compare(tx.tallies[a].high, tx.tallies[b].high) })
	rows := inserter{
		c: tx.conn, width: 9,
		into: "figure_tally (figure_source, indicator, month, known_from, period_from, period_to, figures, low, high)",
	}
	for _, k := range keys {
		t := tx.tallies[k]
		if err := rows.add(ctx, k.source, k.indicator, k.month.String(), k.knownFrom.String(),
			t.first.String(), t.last.String(), t.figures, t.low, t.high); err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

// Tallies returns the tallies of figures behind number after, in order of their
// last numbers: ask for those behind the last one seen to learn what has come
// in since. Figures that came in together under one source are one tally for
// each indicator, month and day of knowledge.
func (s *Store) Tallies(ctx context.Context, after int64) ([]figure.Tally, error) {
	var all []figure.Tally
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, `SELECT o.source, i.code, t.month, t.known_from, t.period_from, t.period_to, t.figures, t.low, t.high, b.recorded_by, b.recorded_at
			FROM figure_tally t JOIN figure_source o ON o.id = t.figure_source JOIN indicator i ON i.id = t.indicator JOIN batch b ON b.number = o.batch
			WHERE t.high > $1 ORDER BY t.high`, []any{after}, func(r row) error {
			var t figure.Tally
			var month, known, first, last string
			var at int64
			err := r.Scan(&t.Source, &t.Indicator, &month, &known, &first, &last, &t.Figures, &t.Low, &t.High, &t.By, &at)
			if err != nil {
				return err
			}
			t.KnownFrom, t.First, t.Last, t.RecordedAt = day(known), day(first), day(last), time.UnixMicro(at).UTC()
			if t.Month, err = period.ParseMonth(month); err != nil {
				return err
			}
			all = append(all, t)
			return nil
		})
	})
	return all, fault.Wrap("store.Tallies", err)
}
