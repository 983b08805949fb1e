// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"errors"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Tx is one import under way. It belongs to one goroutine and to the function
// that Write called. After its first error it takes nothing more, and the
// import is not kept even if the function returns nil.
type Tx struct {
	conn     conn
	queue    Queue
	batch    int64 // running number of the batch
	position int64 // the last running number given
	err      error

	// What AddFigures has looked up, filled when first needed.
	indicators map[string]indicatorRow
	areas      map[area.ID]int64
	groups     map[population.ID]int64
	series     map[seriesKey]*seriesRow
	loaded     map[int64]bool // indicators whose series are in series
	sources    map[sourceKey]int64

	// What Known and Figures have read. Not the store's own cache: numbers that
	// this import gives are given again if it is not kept.
	told    sourceCache
	tallies map[tallyKey]*tally // of the figures added
	waiting waiting             // figures added that the database does not hold yet
	trail   trail               // what was added, for the record of what was done
}

// largeImport is the number of recorded things from which on a database has to
// learn anew how large its tables are.
const largeImport = 10_000

// Write records one batch: everything that fn adds, or nothing when fn or the
// commit fails. Writers wait for each other. A batch of a kind and digest that
// is stored already is refused with fault.Conflict; ask Imported when that was.
// Batches without a digest (typed by hand) are never the same.
func (s *Store) Write(ctx context.Context, batch figure.Batch, fn func(*Tx) error) error {
	began := time.Now()
	if err := await(ctx, s.writing); err != nil {
		return err
	}
	defer func() { <-s.writing }()
	err := s.change(ctx, func(c conn, j *journal) error {
		tx := &Tx{conn: c, queue: s.queue}
		err := tx.begin(ctx, batch)
		s.queueing.since(began)
		if err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		if tx.err != nil {
			return tx.err
		}
		if err := tx.flush(ctx); err != nil {
			return err
		}
		if err := tx.keepTallies(ctx); err != nil {
			return err
		}
		if tx.position-tx.batch > largeImport {
			if err := c.settle(ctx); err != nil {
				return err
			}
		}
		if err := c.exec(ctx, "UPDATE ledger SET position = $1", tx.position); err != nil {
			return err
		}
		return tx.tell(ctx, j, batch)
	})
	return fault.Wrap("store.Write "+batch.Kind+" "+batch.File, err)
}

// await takes this program's turn of a kind of writes. The writers' lock of the database would do,
// but those who wait for it hold a connection each, and the one who writes may
// need another one to read what it imports.
func await(ctx context.Context, turn chan<- struct{}) error {
	over, stop := runsOut(ctx)
	defer stop()
	select {
	case turn <- struct{}{}:
		return nil
	case <-over:
		return occupied("store.Write")
	case <-ctx.Done():
		return ended(ctx, "store.Write")
	}
}

// begin takes the writers' lock and enters the batch.
func (tx *Tx) begin(ctx context.Context, b figure.Batch) error {
	if _, err := one(ctx, tx.conn, "UPDATE ledger SET position = position + 1 RETURNING position", nil, &tx.position); err != nil {
		return err
	}
	tx.batch = tx.position
	if b.ID == "" || b.RecordedAt.IsZero() {
		return errors.New("a batch needs an ID and the time of recording")
	}
	if err := tx.refuseTwice(ctx, b); err != nil {
		return err
	}
	if err := allStorable(b.File, 0, "file", b.ID, b.File, b.Kind, b.Digest, b.By, b.Reason); err != nil {
		return err
	}
	err := tx.conn.exec(ctx, "INSERT INTO batch (number, id, file, kind, digest, row_count, recorded_by, recorded_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
		tx.batch, b.ID, b.File, b.Kind, b.Digest, b.Rows, b.By, b.RecordedAt.UnixMicro())
	if err != nil || b.Reason == "" {
		return err
	}
	return tx.conn.exec(ctx, "INSERT INTO batch_reason (batch, reason) VALUES ($1, $2)", tx.batch, b.Reason)
}

func (tx *Tx) refuseTwice(ctx context.Context, b figure.Batch) error {
	var file string
	var at int64
	found, err := one(ctx, tx.conn, "SELECT file, recorded_at FROM batch WHERE id = $1 OR (kind = $2 AND digest = $3 AND digest <> '')",
		[]any{b.ID, b.Kind, b.Digest}, &file, &at)
	if err != nil || !found {
		return err
	}
	on := period.OfTime(time.UnixMicro(at).UTC())
	return fault.New(fault.Conflict, "store.Write",
		"Diese Datei wurde schon am "+on.In(text.De)+" als „"+file+"“ eingelesen. Es wurde nichts gespeichert.",
		"This file was already imported on "+on.In(text.En)+" as \u201c"+file+"\u201d. Nothing was stored.")
}

// guarded runs step unless an earlier one failed, and remembers its error.
func (tx *Tx) guarded(op string, step func() error) error {
	if tx.err == nil {
		tx.err = fault.Wrap(op, step())
	}
	return tx.err
}

// next gives n running numbers and returns the first.
func (tx *Tx) next(n int) int64 {
	first := tx.position + 1
	tx.position += int64(n)
	return first
}

// allStorable refuses texts that one of the databases would not keep.
func allStorable(file string, line int, column string, texts ...string) error {
	for _, s := range texts {
		if !storable(s) {
			return fault.Refuse("store", []fault.Row{{
				File: file, Line: line, Column: column, Value: s,
				Expected: text.T("Text in UTF-8 ohne das Zeichen U+0000", "text in UTF-8 without the character U+0000"),
			}})
		}
	}
	return nil
}
