// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"slices"
)

// repeat is a figure that was not the first one of its series whose period ends
// on that day.
type repeat struct{ figure, first int64 }

// noteAsked remembers the first figures of series and days that the database
// was asked for, as long as those that came in since wait: 0 for none.
func (w *waiting) noteAsked(at seriesDay, number int64) {
	if w.first == nil {
		w.first = map[seriesDay]int64{}
	}
	if before, ok := w.first[at]; !ok || before == 0 || number != 0 && number < before {
		w.first[at] = number
	}
}

// repeats finds those among the rows that wait, which are in the order of the
// covering index. What Known has not looked up yet is looked up now, unless the
// series had no figure of the day or a later one.
func (tx *Tx) repeats(ctx context.Context) ([]repeat, error) {
	rows := tx.waiting.rows
	var list []repeat
	spans := map[int64]span{}
	each := func(fn func(at seriesDay, rows []waitingRow)) {
		for low := 0; low < len(rows); {
			at, high := seriesDay{rows[low].series, rows[low].period.To}, low+1
			for high < len(rows) && rows[high].series == at.series && rows[high].period.To == at.to {
				high++
			}
			fn(at, rows[low:high])
			low = high
		}
	}
	each(func(at seriesDay, rows []waitingRow) {
		if _, asked := tx.waiting.first[at]; asked || !slices.ContainsFunc(rows, func(r waitingRow) bool { return r.old }) {
			return
		}
		s, ok := spans[at.series]
		if !ok {
			s = span{at.to, at.to}
		}
		spans[at.series] = span{s.low, at.to} // days come in order
	})
	err := tx.spanned(ctx, spans, func(f *figureRow) { tx.waiting.noteAsked(seriesDay{f.series, f.period.To}, f.id) })
	each(func(at seriesDay, rows []waitingRow) {
		first := tx.waiting.first[at]
		for _, r := range rows {
			if first == 0 || r.id < first {
				first = r.id
			}
		}
		for _, r := range rows {
			if r.id > first {
				list = append(list, repeat{r.id, first})
			}
		}
	})
	slices.SortFunc(list, func(a, b repeat) int { return cmp.Compare(a.figure, b.figure) })
	return list, err
}

// keepRepeats notes the repeats among the rows that wait.
func (tx *Tx) keepRepeats(ctx context.Context) error {
	list, err := tx.repeats(ctx)
	if err != nil {
		return err
	}
	rows := inserter{c: tx.conn, into: "figure_repeat (figure, first)", width: 2}
	for _, r := range list {
		if err := rows.add(ctx, r.figure, r.first); err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}
