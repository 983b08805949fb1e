// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/fault"
)

const batchColumns = `SELECT number, id, file, kind, digest, coalesce(batch_rows.row_count, batch.row_count), recorded_by, recorded_at, coalesce(batch_reason.reason, '')
	FROM batch LEFT JOIN batch_rows ON batch_rows.batch = batch.number LEFT JOIN batch_reason ON batch_reason.batch = batch.number`

// Batches returns the last batches, newest first; all of them where limit is 0.
func (s *Store) Batches(ctx context.Context, limit int) ([]figure.Batch, error) {
	sql, args := batchColumns+" ORDER BY number DESC", []any(nil)
	if limit > 0 {
		sql, args = sql+" LIMIT $1", []any{int64(limit)}
	}
	batches, err := s.batches(ctx, sql, args)
	return batches, fault.Wrap("store.Batches", err)
}

// Imported returns the batch that brought in a file before, by the kind of its
// content and its digest; fault.NotFound where there was none.
func (s *Store) Imported(ctx context.Context, kind, digest string) (figure.Batch, error) {
	op := "store.Imported " + kind
	batches, err := s.batches(ctx, batchColumns+" WHERE kind = $1 AND digest = $2 AND digest <> ''", []any{kind, digest})
	if err != nil {
		return figure.Batch{}, fault.Wrap(op, err)
	}
	if len(batches) == 0 {
		return figure.Batch{}, fault.New(fault.NotFound, op, "Diese Datei wurde noch nicht eingelesen.", "This file was not imported yet.")
	}
	return batches[0], nil
}

func (s *Store) batches(ctx context.Context, sql string, args []any) ([]figure.Batch, error) {
	var all []figure.Batch
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, sql, args, func(r row) error {
			var b figure.Batch
			var at int64
			err := r.Scan(&b.Number, &b.ID, &b.File, &b.Kind, &b.Digest, &b.Rows, &b.By, &at, &b.Reason)
			b.RecordedAt = time.UnixMicro(at).UTC()
			all = append(all, b)
			return err
		})
	})
	return all, err
}
