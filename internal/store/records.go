// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// AddRecords appends versions of register entries. Bodies must be JSON. IDs are
// given by the ledger, in the order of records.
func (tx *Tx) AddRecords(ctx context.Context, records []register.Record) error {
	return tx.guarded("store.AddRecords", func() error {
		var faults []fault.Row
		for _, r := range records {
			if !json.Valid(r.Body) || !storable(string(r.Body)) {
				faults = append(faults, fault.Row{File: r.File, Line: r.Line, Column: "body", Value: string(r.Body), Expected: text.T("gültiges JSON in UTF-8", "valid JSON in UTF-8")})
			}
			if err := allStorable(r.File, r.Line, "key", string(r.Kind), r.Key, r.File); err != nil {
				faults = append(faults, fault.RowsOf(err)...)
			}
		}
		if len(faults) > 0 {
			return fault.Refuse("store.AddRecords", faults)
		}
		id := tx.next(len(records))
		tx.trail.addRecords(id, records)
		rows := inserter{c: tx.conn, into: "register (id, batch, kind, entry, known_from, body, file, line)", width: 8}
		for i, r := range records {
			if err := rows.add(ctx, id+int64(i), tx.batch, string(r.Kind), r.Key, r.KnownFrom.String(), string(r.Body), r.File, int64(r.Line)); err != nil {
				return err
			}
		}
		return rows.flush(ctx)
	})
}

const recordColumns = "SELECT r.id, r.kind, r.entry, r.known_from, r.body, r.file, r.line FROM "

// Records returns the last version of every entry of a register that was known
// by asOf (the later known_from, then the later number), ordered by key. A zero
// asOf knows everything.
func (s *Store) Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	var c clause
	c.and("r.kind = " + c.arg(string(kind)))
	if !asOf.IsZero() {
		c.and("r.known_from <= " + c.arg(asOf.String()))
	}
	records, err := s.records(ctx, recordColumns+"(SELECT r.*, row_number() OVER (PARTITION BY r.entry ORDER BY r.known_from DESC, r.id DESC) AS age FROM register r"+
		c.where()+") r WHERE r.age = 1", c.args)
	slices.SortFunc(records, func(a, b register.Record) int { return strings.Compare(a.Key, b.Key) })
	return records, fault.Wrap("store.Records "+string(kind), err)
}

// Versions returns all versions of one entry, oldest first.
func (s *Store) Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error) {
	records, err := s.records(ctx, recordColumns+"register r WHERE r.kind = $1 AND r.entry = $2 ORDER BY r.known_from, r.id", []any{string(kind), key})
	return records, fault.Wrap("store.Versions "+string(kind)+" "+key, err)
}

// Chronicle returns all versions of all entries of a register with the moments of
// their recording, in the order in which they were recorded.
func (s *Store) Chronicle(ctx context.Context, kind register.Kind) ([]register.Dated, error) {
	var all []register.Dated
	err := s.engine.read(ctx, func(c conn) error {
		const sql = "SELECT r.id, r.kind, r.entry, r.known_from, r.body, r.file, r.line, b.recorded_at FROM register r JOIN batch b ON b.number = r.batch WHERE r.kind = $1 ORDER BY r.id"
		return c.query(ctx, sql, []any{string(kind)}, func(at row) error {
			var d register.Dated
			var body string
			var moment int64
			err := at.Scan(&d.ID, &d.Kind, &d.Key, dateScanner{&d.KnownFrom}, &body, &d.File, &d.Line, &moment)
			d.Body, d.RecordedAt = []byte(body), time.UnixMicro(moment).UTC()
			all = append(all, d)
			return err
		})
	})
	return all, fault.Wrap("store.Chronicle "+string(kind), err)
}

// Record returns the version with a running number; fault.NotFound without one.
func (s *Store) Record(ctx context.Context, id int64) (register.Record, error) {
	number := strconv.FormatInt(id, 10)
	op := "store.Record " + number
	records, err := s.records(ctx, recordColumns+"register r WHERE r.id = $1", []any{id})
	if err != nil {
		return register.Record{}, fault.Wrap(op, err)
	}
	if len(records) == 0 {
		return register.Record{}, fault.New(fault.NotFound, op, "Einen Eintrag mit der Nummer "+number+" gibt es nicht.", "There is no record with the number "+number+".")
	}
	return records[0], nil
}

func (s *Store) records(ctx context.Context, sql string, args []any) ([]register.Record, error) {
	var all []register.Record
	err := s.engine.read(ctx, func(c conn) (err error) {
		all, err = recordRows(ctx, c, sql, args)
		return err
	})
	return all, err
}

func recordRows(ctx context.Context, c conn, sql string, args []any) ([]register.Record, error) {
	var all []register.Record
	err := c.query(ctx, sql, args, func(at row) error {
		var r register.Record
		var body string
		err := at.Scan(&r.ID, &r.Kind, &r.Key, dateScanner{&r.KnownFrom}, &body, &r.File, &r.Line)
		r.Body = []byte(body)
		all = append(all, r)
		return err
	})
	return all, err
}
