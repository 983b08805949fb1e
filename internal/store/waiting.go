// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/period"
)

// waitingFigures is how many figures of an import wait before they go into the
// database together. Offices report month by month, while the covering index
// is ordered by series: figures of many months that go in series by series
// write each of its pages once and not once for each month. A figure that
// waits takes some 100 bytes.
var waitingFigures = 200_000

// waiting are figures of the import under way that the database does not hold
// yet. They have their numbers, in the order in which they were added.
type waiting struct {
	rows   []waitingRow
	before []int32             // for each the one before of its series and day, counted from 1; 0: none
	last   map[seriesDay]int32 // the last one of each series and day
	first  map[seriesDay]int64 // the first figure that the database holds of those that were asked; 0: none
}

// waitingRow is a row of the table figure in little memory.
type waitingRow struct {
	id, series, amount, source, line int64
	period                           period.Period
	knownFrom                        period.Date
	basis                            int32
	old                              bool // the series may have had figures of that day before
}

// figureRow returns the row without its source.
func (r *waitingRow) figureRow() figureRow {
	return figureRow{
		id: r.id, series: r.series, amount: r.amount, basis: int64(r.basis), line: r.line,
		period: r.period, knownFrom: r.knownFrom, sourceID: r.source,
	}
}

func (w *waiting) add(r waitingRow) {
	if w.last == nil {
		w.last = map[seriesDay]int32{}
	}
	at := seriesDay{r.series, r.period.To}
	w.rows, w.before = append(w.rows, r), append(w.before, w.last[at])
	w.last[at] = int32(len(w.rows))
}

// of appends the rows of a series and day to list, without their sources.
func (w *waiting) of(at seriesDay, list []figureRow) []figureRow {
	for n := w.last[at]; n > 0; n = w.before[n-1] {
		list = append(list, w.rows[n-1].figureRow())
	}
	return list
}

// flush brings what waits into the database, in the order of the covering index.
func (tx *Tx) flush(ctx context.Context) error {
	w := &tx.waiting
	if len(w.rows) == 0 {
		return nil
	}
	slices.SortFunc(w.rows, func(a, b waitingRow) int {
		return cmp.Or(cmp.Compare(a.series, b.series), a.period.To.Compare(b.period.To), a.period.From.Compare(b.period.From),
			a.knownFrom.Compare(b.knownFrom), cmp.Compare(a.id, b.id))
	})
	if err := tx.keepRepeats(ctx); err != nil {
		return err
	}
	rows := inserter{
		c: tx.conn, width: 9,
		into: "figure (id, series, period_from, period_to, known_from, amount, basis, figure_source, line)",
	}
	for i := range w.rows {
		r := &w.rows[i]
		if err := rows.add(ctx, r.id, r.series, r.period.From.String(), r.period.To.String(),
			r.knownFrom.String(), r.amount, int64(r.basis), r.source, r.line); err != nil {
			return err
		}
	}
	*w = waiting{}
	return rows.flush(ctx)
}
