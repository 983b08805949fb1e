// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
)

// Batch returns the running number of the import: what has a higher one came
// into the ledger with it.
func (tx *Tx) Batch() int64 { return tx.batch }

// seriesDay is where figures are looked up: a series and a period's end.
type seriesDay struct {
	series int64
	to     period.Date
}

// span is from which to which end of period a series is read.
type span struct{ low, high period.Date }

// Known returns for each figure what the ledger holds of its indicator, area
// and group for periods that end on the same day, before this import and from
// it, ordered by start, known from and number. A series that is new, or whose
// figures all end earlier, is not asked; the others are read once for the span
// of days that the figures speak of.
func (tx *Tx) Known(ctx context.Context, figures []figure.Figure) ([][]figure.Figure, error) {
	known := make([][]figure.Figure, len(figures))
	err := tx.guarded("store.Known", func() error {
		keys, _, err := tx.check(ctx, figures)
		if err != nil {
			return err
		}
		if err := tx.loadSeries(ctx, keys); err != nil {
			return err
		}
		wanted, spans, of := map[seriesDay][]int{}, map[int64]span{}, map[int64]*series{}
		for i, f := range figures {
			row := tx.series[keys[i]]
			if row == nil || f.Period.To.After(row.newest) {
				continue
			}
			at := seriesDay{row.id, f.Period.To}
			wanted[at] = append(wanted[at], i)
			s, seen := spans[row.id]
			if !seen {
				s = span{f.Period.To, f.Period.To}
				of[row.id] = &series{row.id, f.Indicator, tx.indicators[f.Indicator].places, f.Area, f.Group}
			}
			if f.Period.To.Before(s.low) {
				s.low = f.Period.To
			}
			if f.Period.To.After(s.high) {
				s.high = f.Period.To
			}
			spans[row.id] = s
		}
		if len(tx.waiting.first) > waitingFigures {
			tx.waiting.first = nil // of rows that said nothing new; flush looks again
		}
		for at := range wanted {
			tx.waiting.noteAsked(at, 0)
		}
		err = tx.spanned(ctx, spans, func(found *figureRow) {
			at := seriesDay{found.series, found.period.To}
			if len(wanted[at]) > 0 {
				tx.waiting.noteAsked(at, found.id)
			}
			for _, i := range wanted[at] {
				known[i] = append(known[i], found.figure(of[found.series]))
			}
		})
		if err != nil || len(tx.waiting.rows) == 0 {
			return err
		}
		return tx.addWaiting(ctx, wanted, of, known)
	})
	return known, err
}

// addWaiting puts the figures that wait for the database among those that it
// knows of the days that are wanted.
func (tx *Tx) addWaiting(ctx context.Context, wanted map[seriesDay][]int, of map[int64]*series, known [][]figure.Figure) error {
	var rows []figureRow
	for at := range wanted {
		rows = tx.waiting.of(at, rows)
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.told.fill(ctx, tx.conn, rows); err != nil {
		return err
	}
	for n := range rows {
		for _, i := range wanted[seriesDay{rows[n].series, rows[n].period.To}] {
			known[i] = append(known[i], rows[n].figure(of[rows[n].series]))
			slices.SortFunc(known[i], func(a, b figure.Figure) int {
				return cmp.Or(a.Period.From.Compare(b.Period.From), a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.ID, b.ID))
			})
		}
	}
	return nil
}

// spannedSeries is how many series one statement reads.
const spannedSeries = 256

// spanned reads the figures of series, each between two ends of period, ordered
// by series, end, start, known from and number.
func (tx *Tx) spanned(ctx context.Context, spans map[int64]span, each func(*figureRow)) error {
	ids := make([]int64, 0, len(spans))
	for id := range spans {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	r := reader{conn: tx.conn, sources: &tx.told}
	for chunk := range slices.Chunk(ids, spannedSeries) {
		found, err := r.raw(ctx, spanStatement(len(chunk)), spanArgs(chunk, spans))
		if err != nil {
			return err
		}
		// Not by the statement: SQLite goes along the index, where they are in
		// order already, but would not see that and sort them.
		slices.SortFunc(found, func(a, b figureRow) int { return a.compare(&b) })
		for i := range found {
			each(&found[i])
		}
	}
	return nil
}

// spansAtOnce is how many spans the statement for n of them takes: one of few
// numbers, so that few different statements have to be prepared.
func spansAtOnce(n int) int {
	size := 1
	for size < n {
		size *= 4
	}
	return size
}

// spanArgs are the arguments of the statement, filled up with a series that
// there is not.
func spanArgs(ids []int64, spans map[int64]span) []any {
	n := spansAtOnce(len(ids))
	args := make([]any, 0, 3*n)
	for _, id := range ids {
		args = append(args, id, spans[id].low.String(), spans[id].high.String())
	}
	for range n - len(ids) {
		args = append(args, int64(0), "", "")
	}
	return args
}

// spanStatement reads some spans. The types are named for PostgreSQL, the cross
// join tells SQLite to go from the spans to the index and not the other way.
func spanStatement(n int) string {
	var s strings.Builder
	s.WriteString("WITH asked(series, low, high) AS (VALUES ")
	for i := range spansAtOnce(n) {
		if i > 0 {
			s.WriteByte(',')
		}
		fmt.Fprintf(&s, "(CAST($%d AS bigint),CAST($%d AS text),CAST($%d AS text))", 3*i+1, 3*i+2, 3*i+3)
	}
	s.WriteString(") " + figureColumns + " FROM asked a CROSS JOIN figure f WHERE f.series = a.series AND f.period_to >= a.low AND f.period_to <= a.high")
	return s.String()
}

// Figures is Store.Figures inside the import: with what it has recorded so far.
func (tx *Tx) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	var all []figure.Figure
	err := tx.guarded("store.Tx.Figures", func() error {
		if err := tx.flush(ctx); err != nil {
			return err
		}
		r := reader{conn: tx.conn, sources: &tx.told}
		return r.bySeries(ctx, q, figureRows, func(f figure.Figure) error {
			all = append(all, f)
			return nil
		})
	})
	return all, err
}

// Choices is Store.Choices inside the import.
func (tx *Tx) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	var all []figure.Choice
	err := tx.guarded("store.Tx.Choices", func() (err error) {
		all, err = choices(ctx, tx.conn, q)
		return err
	})
	return all, err
}

// Versions returns all versions of some entries of a register, before this
// import and from it: by entry, each oldest first.
func (tx *Tx) Versions(ctx context.Context, kind register.Kind, entries []string) (map[string][]register.Record, error) {
	found := map[string][]register.Record{}
	err := tx.guarded("store.Tx.Versions", func() error {
		for chunk := range slices.Chunk(entries, seriesChunk) {
			var c clause
			c.and("r.kind = " + c.arg(string(kind)))
			c.and(among(&c, "r.entry", chunk))
			records, err := recordRows(ctx, tx.conn, recordColumns+"register r"+c.where()+" ORDER BY r.entry, r.known_from, r.id", c.args)
			if err != nil {
				return err
			}
			for _, r := range records {
				found[r.Key] = append(found[r.Key], r)
			}
		}
		return nil
	})
	return found, err
}

// compare orders rows as the covering index does.
func (f *figureRow) compare(g *figureRow) int {
	return cmp.Or(cmp.Compare(f.series, g.series), f.period.To.Compare(g.period.To), f.period.From.Compare(g.period.From),
		f.knownFrom.Compare(g.knownFrom), cmp.Compare(f.id, g.id))
}
