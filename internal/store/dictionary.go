// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/fault"
)

// indicatorRow is what a writer has to know of an indicator.
type indicatorRow struct {
	id     int64
	places int
}

// loadDictionaries reads the numbers of indicators, areas and groups once.
func (tx *Tx) loadDictionaries(ctx context.Context) error {
	if tx.indicators != nil {
		return nil
	}
	indicators, areas, groups := map[string]indicatorRow{}, map[area.ID]int64{}, map[population.ID]int64{}
	err := tx.conn.query(ctx, "SELECT id, code, places FROM indicator", nil, func(r row) error {
		var code string
		var in indicatorRow
		err := r.Scan(&in.id, &code, &in.places)
		indicators[code] = in
		return err
	})
	if err != nil {
		return err
	}
	err = tx.conn.query(ctx, "SELECT id, code FROM area_key", nil, func(r row) error {
		var code string
		var id int64
		err := r.Scan(&id, &code)
		areas[area.ID(code)] = id
		return err
	})
	if err != nil {
		return err
	}
	err = tx.conn.query(ctx, "SELECT id, code FROM population_group", nil, func(r row) error {
		var code string
		var id int64
		err := r.Scan(&id, &code)
		groups[population.ID(code)] = id
		return err
	})
	tx.indicators, tx.areas, tx.groups = indicators, areas, groups
	return err
}

// forgetDictionaries makes the next AddFigures read them again.
func (tx *Tx) forgetDictionaries() { tx.indicators, tx.areas, tx.groups = nil, nil, nil }

// PutIndicators adds indicators, or replaces name, unit and kind of those that
// exist. The decimals of an indicator that has figures cannot change any more:
// fault.Conflict.
func (tx *Tx) PutIndicators(ctx context.Context, indicators []figure.Indicator) error {
	return tx.guarded("store.PutIndicators", func() error {
		defer tx.forgetDictionaries()
		for _, in := range indicators {
			if err := tx.putIndicator(ctx, in); err != nil {
				return err
			}
			tx.next(1)
		}
		return nil
	})
}

func (tx *Tx) putIndicator(ctx context.Context, in figure.Indicator) error {
	if err := allStorable("", 0, "indicator", in.Code, in.Name.De, in.Name.En, in.Unit.De, in.Unit.En, string(in.Kind)); err != nil {
		return err
	}
	var places int
	if err := tx.replacing(ctx, indicatorNames, in.Code, in.Name.De, in.Name.En, in.Unit.De, in.Unit.En, string(in.Kind), strconv.Itoa(in.Places)); err != nil {
		return err
	}
	used, err := one(ctx, tx.conn, "SELECT i.places FROM indicator i WHERE i.code = $1 AND EXISTS (SELECT 1 FROM series s WHERE s.indicator = i.id)",
		[]any{in.Code}, &places)
	if err != nil {
		return err
	}
	if used && places != in.Places {
		return fault.New(fault.Conflict, "store.PutIndicators",
			"Die Kennzahl „"+in.Code+"“ hat schon Werte mit "+strconv.Itoa(places)+" Nachkommastellen; das kann nicht mehr geändert werden.",
			"The indicator \u201c"+in.Code+"\u201d already has values with "+strconv.Itoa(places)+" decimals; this cannot be changed any more.")
	}
	return tx.conn.exec(ctx, `INSERT INTO indicator (id, code, name_de, name_en, unit_de, unit_en, places, kind)
		VALUES ((SELECT coalesce(max(id), 0) + 1 FROM indicator),$1,$2,$3,$4,$5,$6,$7)
		ON CONFLICT (code) DO UPDATE SET name_de = excluded.name_de, name_en = excluded.name_en, unit_de = excluded.unit_de,
			unit_en = excluded.unit_en, places = excluded.places, kind = excluded.kind`,
		in.Code, in.Name.De, in.Name.En, in.Unit.De, in.Unit.En, in.Places, string(in.Kind))
}

// PutGroups adds groups, or replaces the names of those that exist.
func (tx *Tx) PutGroups(ctx context.Context, groups []population.Group) error {
	return tx.guarded("store.PutGroups", func() error {
		defer tx.forgetDictionaries()
		for _, g := range groups {
			if err := allStorable("", 0, "group", string(g.ID), g.Name.De, g.Name.En); err != nil {
				return err
			}
			if err := tx.replacing(ctx, groupNames, string(g.ID), g.Name.De, g.Name.En); err != nil {
				return err
			}
			err := tx.conn.exec(ctx, `INSERT INTO population_group (id, code, name_de, name_en)
				VALUES ((SELECT coalesce(max(id), 0) + 1 FROM population_group),$1,$2,$3)
				ON CONFLICT (code) DO UPDATE SET name_de = excluded.name_de, name_en = excluded.name_en`,
				string(g.ID), g.Name.De, g.Name.En)
			if err != nil {
				return err
			}
			tx.next(1)
		}
		return nil
	})
}

// Indicators returns all indicators, ordered by code.
func (s *Store) Indicators(ctx context.Context) ([]figure.Indicator, error) {
	var all []figure.Indicator
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, "SELECT code, name_de, name_en, unit_de, unit_en, places, kind FROM indicator", nil, func(r row) error {
			var in figure.Indicator
			err := r.Scan(&in.Code, &in.Name.De, &in.Name.En, &in.Unit.De, &in.Unit.En, &in.Places, &in.Kind)
			all = append(all, in)
			return err
		})
	})
	slices.SortFunc(all, func(a, b figure.Indicator) int { return cmp.Compare(a.Code, b.Code) })
	return all, fault.Wrap("store.Indicators", err)
}

// Groups returns all groups, ordered by ID.
func (s *Store) Groups(ctx context.Context) ([]population.Group, error) {
	var all []population.Group
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, "SELECT code, name_de, name_en FROM population_group", nil, func(r row) error {
			var g population.Group
			err := r.Scan(&g.ID, &g.Name.De, &g.Name.En)
			all = append(all, g)
			return err
		})
	})
	slices.SortFunc(all, func(a, b population.Group) int { return cmp.Compare(a.ID, b.ID) })
	return all, fault.Wrap("store.Groups", err)
}
