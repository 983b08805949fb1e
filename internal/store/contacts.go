// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"

	"planraum/internal/city/figure"
	"planraum/internal/desk/data"
	"planraum/internal/desk/reporting"
	"planraum/internal/fault"
)

// Contact returns the address of a reporter; "" where there is none.
func (s *Store) Contact(ctx context.Context, reporter string) (string, error) {
	var address string
	err := s.engine.read(ctx, func(c conn) error {
		_, err := one(ctx, c, "SELECT address FROM contact WHERE reporter = $1", []any{reporter}, &address)
		return err
	})
	return address, fault.Wrap("store.Contact", err)
}

// SetContact keeps the address of a reporter in place of the one before; ""
// drops it. The ledger's position stays as it is.
func (s *Store) SetContact(ctx context.Context, reporter, address string) error {
	return fault.Wrap("store.SetContact", s.engine.write(ctx, func(c conn) error {
		if address == "" {
			return c.exec(ctx, "DELETE FROM contact WHERE reporter = $1", reporter)
		}
		if err := allStorable("", 0, "contact", reporter, address); err != nil {
			return err
		}
		return c.exec(ctx, "INSERT INTO contact (reporter, address) VALUES ($1, $2) ON CONFLICT (reporter) DO UPDATE SET address = excluded.address", reporter, address)
	}))
}

// Reports is the store as the reporting desk states it.
type Reports struct{ *Store }

// Take is Store.Take: a report's transaction can record what any import can.
func (r Reports) Take(ctx context.Context, batch figure.Batch, fn func(reporting.Recorder) (int, error)) error {
	return r.Store.Take(ctx, batch, func(to data.Recorder) (int, error) { return fn(to) })
}
