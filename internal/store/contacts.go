// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"slices"

	"planraum/internal/city/audit"
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
	return fault.Wrap("store.SetContact", s.change(ctx, func(c conn, j *journal) error {
		// Which field was changed, not its value: the record stays, the address may
		// have to go.
		e := audit.Event{Kind: audit.Change, Object: audit.Object{Kind: "contact", Key: reporter}, After: `{"changed":["address"]}`}
		if address == "" {
			had, err := changed(ctx, c, "DELETE FROM contact WHERE reporter = $1 RETURNING 1", reporter)
			if err != nil || !had {
				j.silent(nothingDone)
				return err
			}
			e.Kind, e.After = audit.Deletion, `{"deleted":["address"]}`
			j.tell(e)
			return nil
		}
		if err := allStorable("", 0, "contact", reporter, address); err != nil {
			return err
		}
		var had string
		if _, err := one(ctx, c, "SELECT address FROM contact WHERE reporter = $1", []any{reporter}, &had); err != nil {
			return err
		}
		if had == address {
			j.silent(nothingDone)
			return nil
		}
		j.tell(e)
		return c.exec(ctx, "INSERT INTO contact (reporter, address) VALUES ($1, $2) ON CONFLICT (reporter) DO UPDATE SET address = excluded.address", reporter, address)
	}))
}

// Contacts returns the reporters that have an address, by key.
func (s *Store) Contacts(ctx context.Context) ([]string, error) {
	var all []string
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, "SELECT reporter FROM contact", nil, func(r row) error {
			var key string
			err := r.Scan(&key)
			all = append(all, key)
			return err
		})
	})
	slices.Sort(all)
	return all, fault.Wrap("store.Contacts", err)
}

// Reports is the store as the reporting desk states it.
type Reports struct{ *Store }

// Take is Store.Take: a report's transaction can record what any import can.
func (r Reports) Take(ctx context.Context, batch figure.Batch, fn func(reporting.Recorder) (int, error)) error {
	return r.Store.Take(ctx, batch, func(to data.Recorder) (int, error) { return fn(to) })
}
