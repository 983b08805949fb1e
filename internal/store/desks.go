// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"

	"github.com/google/uuid"

	"planraum/internal/city/figure"
	"planraum/internal/city/register"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
)

// Take is Write as the data desk states it: the desk knows the transaction
// only by what it may record there. fn returns the rows that it took; they are
// kept with the batch. A batch without an ID gets one.
func (s *Store) Take(ctx context.Context, batch figure.Batch, fn func(data.Recorder) (int, error)) error {
	batch, err := numbered(batch)
	if err != nil {
		return err
	}
	return s.Write(ctx, batch, func(tx *Tx) error {
		rows, err := fn(tx)
		if err != nil {
			return err
		}
		return tx.conn.exec(ctx, "INSERT INTO batch_rows (batch, row_count) VALUES ($1, $2)", tx.batch, rows)
	})
}

// Append records a few entries of the registers as one batch.
func (s *Store) Append(ctx context.Context, batch figure.Batch, records []register.Record) error {
	batch, err := numbered(batch)
	if err != nil {
		return err
	}
	return fault.Wrap("store.Append", s.Write(ctx, batch, func(tx *Tx) error { return tx.AddRecords(ctx, records) }))
}

// numbered gives a batch a UUIDv7, so that batches sort by time.
func numbered(batch figure.Batch) (figure.Batch, error) {
	if batch.ID != "" {
		return batch, nil
	}
	id, err := uuid.NewV7()
	batch.ID = id.String()
	return batch, fault.Wrap("store.numbered", err)
}
