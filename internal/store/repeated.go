// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// Repeated returns the figures with a number above after that were not the
// first of their series whose period ends on that day, in order of number. They
// were noted when they came in, so that no other figure is visited.
func (s *Store) Repeated(ctx context.Context, after int64) ([]figure.Repeat, error) {
	op := fmt.Sprintf("store.Repeated(%d)", after)
	var all []figure.Repeat
	err := s.engine.read(ctx, func(c conn) error {
		var of []int64
		ids := map[int64]bool{}
		err := c.query(ctx, repeatedSince, []any{after}, func(at row) error {
			var r figure.Repeat
			var id int64
			var from, to string
			err := at.Scan(&r.ID, &id, &from, &to, &r.First)
			r.Period = period.Period{From: day(from), To: day(to)}
			all, of, ids[id] = append(all, r), append(of, id), true
			return err
		})
		if err != nil || len(all) == 0 {
			return err
		}
		known, err := seriesNamed(ctx, c, ids)
		for i := range all {
			k := known[of[i]]
			all[i].Indicator, all[i].Area, all[i].Group = k.indicator, k.area, k.group
		}
		return err
	})
	return all, fault.Wrap(op, err)
}

const repeatedSince = `SELECT r.figure, f.series, f.period_from, f.period_to, r.first
	FROM figure_repeat r JOIN figure f ON f.id = r.figure WHERE r.figure > $1 ORDER BY r.figure`

// seriesNamed returns series by their numbers.
func seriesNamed(ctx context.Context, c conn, ids map[int64]bool) (map[int64]series, error) {
	r := reader{conn: c}
	of := make(map[int64]series, len(ids))
	list := keys(ids)
	for len(list) > 0 {
		n := min(len(list), seriesChunk)
		var in clause
		in.and(among(&in, "s.id", list[:n]))
		found, err := r.findSeries(ctx, in)
		if err != nil {
			return nil, err
		}
		for _, one := range found {
			of[one.id] = one
		}
		list = list[n:]
	}
	return of, nil
}

// RecordsBetween returns at most limit records of all registers whose numbers
// lie between two others, in order of number.
func (s *Store) RecordsBetween(ctx context.Context, low, high int64, limit int) ([]register.Record, error) {
	records, err := s.records(ctx, recordColumns+"register r WHERE r.id > $1 AND r.id < $2 ORDER BY r.id LIMIT $3", []any{low, high, int64(limit)})
	return records, fault.Wrap("store.RecordsBetween", err)
}

// ChoicesBetween returns the choices whose numbers lie between two others, in
// order of number.
func (s *Store) ChoicesBetween(ctx context.Context, low, high int64) ([]figure.Choice, error) {
	var all []figure.Choice
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, choiceColumns+" WHERE c.id > $1 AND c.id < $2 ORDER BY c.id", []any{low, high}, func(r row) error {
			ch, err := scanChoice(r)
			all = append(all, ch)
			return err
		})
	})
	return all, fault.Wrap("store.ChoicesBetween", err)
}
