// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"math"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	profile "planraum/internal/city/source"
	"planraum/internal/fault"
)

// HistoryFilter narrows what came into the ledger. Empty fields do not.
type HistoryFilter struct {
	Source    string // key of a profile
	Indicator string
	Day       period.Date // the day of recording, UTC
	Limit     int         // 0: all
}

// Entry is one batch of the ledger's history.
type Entry struct {
	figure.Batch
	Figures   int // that it added
	Corrected int // of them such that another value counts since, or counted once
}

// History lists who brought in what, newest first.
func (d *Desk) History(ctx context.Context, filter HistoryFilter) ([]Entry, error) {
	const op = "data.History"
	_, tallies, _, err := d.grown(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	batches, err := d.allBatches(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	book, err := d.Sourcebook(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	revisions, err := d.Revisions(ctx, RevisionFilter{})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	entries := make([]Entry, len(batches))
	fits := make([]bool, len(batches))
	for i, b := range batches {
		entries[i].Batch = b
	}
	for _, t := range tallies {
		if i := batchOf(batches, t.Low); i >= 0 {
			entries[i].Figures += t.Figures
			fits[i] = fits[i] || filter.fits(t, book)
		}
	}
	for _, line := range revisions.Lines {
		for _, v := range line.Vintages[1:] {
			if i := batchOf(batches, v.ID); i >= 0 && !v.Chosen {
				entries[i].Corrected++
			}
		}
	}
	return filter.narrow(entries, fits), nil
}

func (f HistoryFilter) fits(t figure.Tally, book *profile.Book) bool {
	return (f.Indicator == "" || f.Indicator == t.Indicator) && (f.Source == "" || f.Source == book.Of(t.Source).Key)
}

func (f HistoryFilter) narrow(entries []Entry, fits []bool) []Entry {
	var list []Entry
	for i, e := range entries {
		byFigures := f.Indicator == "" && f.Source == "" || fits[i]
		onDay := f.Day.IsZero() || period.OfTime(e.RecordedAt.UTC()) == f.Day
		if byFigures && onDay && (f.Limit == 0 || len(list) < f.Limit) {
			list = append(list, e)
		}
	}
	return list
}

// batchOf finds the batch that recorded the thing with a number among batches,
// newest first; -1 where there is none.
func batchOf(batches []figure.Batch, number int64) int {
	i, _ := slices.BinarySearchFunc(batches, number, func(b figure.Batch, n int64) int {
		if b.Number < n {
			return 1
		}
		return -1
	})
	if i == len(batches) {
		return -1
	}
	return i
}

// numbers are those between two running numbers, both left out.
type numbers struct{ low, high int64 }

func (n numbers) holds(id int64) bool { return id > n.low && id < n.high }

// spanOfBatch is the numbers of what the batch at i recorded; a batch is
// recorded whole, so the next one begins behind them.
func spanOfBatch(batches []figure.Batch, i int) numbers {
	if i == 0 {
		return numbers{batches[0].Number, math.MaxInt64}
	}
	return numbers{batches[i].Number, batches[i-1].Number}
}

// EntrySheet is what a batch added and what it corrected.
type EntrySheet struct {
	Entry
	Corrections []Correction
	Figures     []figure.Figure // the first ones behind the number asked for
	Next        int64           // where the rest of the figures begins; 0: nowhere
	Records     []register.Record
	Choices     []figure.Choice
	Indicators  map[string]figure.Indicator
}

// Correction is a value that counts since a batch, and the one before it.
type Correction struct {
	Revised
	Was, Is figure.Vintage
}

// ShownFigures and shownRecords bound what a sheet lists at once.
const (
	ShownFigures = 200
	shownRecords = 500
)

// Batch returns what the batch with the id (a UUIDv7) brought in; the list of
// its figures begins behind the running number after. NotFound without one.
func (d *Desk) Batch(ctx context.Context, id string, after int64) (EntrySheet, error) {
	const op = "data.Batch"
	s := EntrySheet{Indicators: map[string]figure.Indicator{}}
	entries, err := d.History(ctx, HistoryFilter{})
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	at := slices.IndexFunc(entries, func(e Entry) bool { return e.ID == id })
	if at < 0 {
		return s, fault.New(fault.NotFound, op+"("+id+")", "Diesen Eingang gibt es nicht.", "There is no such entry.")
	}
	s.Entry = entries[at]
	batches, err := d.allBatches(ctx)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	span := spanOfBatch(batches, slices.IndexFunc(batches, func(b figure.Batch) bool { return b.ID == id }))
	revisions, err := d.Revisions(ctx, RevisionFilter{})
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	for _, line := range revisions.Lines {
		for i, v := range line.Vintages[1:] {
			if span.holds(v.ID) && !v.Chosen {
				s.Corrections = append(s.Corrections, Correction{line, line.Vintages[i], v})
			}
		}
	}
	return s, fault.Wrap(op, d.readEntry(ctx, &s, span, after))
}

// readEntry reads what lies between the numbers of a batch.
func (d *Desk) readEntry(ctx context.Context, s *EntrySheet, span numbers, after int64) error {
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return err
	}
	for _, i := range indicators {
		s.Indicators[i.Code] = i
	}
	if s.Entry.Figures > 0 {
		s.Figures, s.Next, err = d.FigurePage(ctx, figure.Query{After: max(after, span.low), Before: span.high, Limit: ShownFigures})
		if err != nil {
			return err
		}
	}
	if s.Records, err = d.RecordsBetween(ctx, span.low, span.high, shownRecords); err != nil {
		return err
	}
	s.Choices, err = d.ChoicesBetween(ctx, span.low, span.high)
	return err
}
