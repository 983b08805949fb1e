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

// AppendAfter records a new version of an entry as a batch of its own, if base
// (0: none) is still the entry's newest record. It is looked up inside the
// transaction, behind the writers' lock, so that of two planners who saw the
// same version one wins and the other is told, on any number of machines.
func (s *Store) AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error {
	return s.AppendAllAfter(ctx, batch, []register.Next{{Record: record, After: base}})
}

// AppendAllAfter is AppendAfter for several entries: all of them or none.
func (s *Store) AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error {
	const op = "store.AppendAllAfter"
	batch, err := numbered(batch)
	if err != nil {
		return err
	}
	return fault.Wrap(op, s.Write(ctx, batch, func(tx *Tx) error {
		records := make([]register.Record, 0, len(next))
		for _, n := range next {
			var newest int64
			_, err := one(ctx, tx.conn, "SELECT coalesce(max(id), 0) FROM register WHERE kind = $1 AND entry = $2",
				[]any{string(n.Kind), n.Key}, &newest)
			if err != nil {
				return err
			}
			if newest != n.After {
				return fault.New(fault.Conflict, op,
					"Das hat inzwischen jemand anderes geändert. Bitte neu laden.", "Somebody else has changed this meanwhile. Please reload.")
			}
			if !n.Only {
				records = append(records, n.Record)
			}
		}
		return tx.AddRecords(ctx, records)
	}))
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
