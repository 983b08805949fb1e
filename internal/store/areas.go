// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// PutEdition adds an edition, or replaces its name, first day and source.
func (tx *Tx) PutEdition(ctx context.Context, e area.Edition) error {
	return tx.guarded("store.PutEdition", func() error {
		if err := allStorable("", 0, "edition", e.ID, e.Name, e.Source); err != nil {
			return err
		}
		if err := tx.replacing(ctx, editionNames, e.ID, e.Name, e.ValidFrom.String(), e.Source); err != nil {
			return err
		}
		tx.next(1)
		return tx.conn.exec(ctx, `INSERT INTO area_edition (id, name, valid_from, source) VALUES ($1,$2,$3,$4)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, valid_from = excluded.valid_from, source = excluded.source`,
			e.ID, e.Name, e.ValidFrom.String(), e.Source)
	})
}

// AddAreas puts the edition and adds its areas, in any order; a parent must be
// among them or stored. An area that the edition has already is refused with
// fault.Conflict. Area.Edition is not read.
func (tx *Tx) AddAreas(ctx context.Context, e area.Edition, areas []area.Area) error {
	if err := tx.PutEdition(ctx, e); err != nil {
		return err
	}
	return tx.guarded("store.AddAreas", func() error {
		keys, err := tx.needAreaKeys(ctx, areas)
		if err != nil {
			return err
		}
		if err := tx.refuseAreas(ctx, e.ID, areas, keys); err != nil {
			return err
		}
		tx.trail.put("areas", e.ID, "", object("added", len(areas)))
		rows := inserter{c: tx.conn, into: "area (edition, area, level, number, name, parent, lon, lat, hectare, boundary, source)", width: 11}
		for _, a := range areas {
			boundary, err := encodeBoundary(a.Boundary)
			if err != nil {
				return err
			}
			var parent *int64
			if id, ok := keys[a.Parent]; ok {
				parent = &id
			}
			if err := rows.add(ctx, e.ID, keys[a.ID], int64(a.Level), a.Number, a.Name, parent, a.Centre.Lon, a.Centre.Lat, a.Hectare, boundary, a.Source); err != nil {
				return err
			}
		}
		tx.next(len(areas))
		return rows.flush(ctx)
	})
}

// needAreaKeys returns the numbers of all areas and stores those that are new.
func (tx *Tx) needAreaKeys(ctx context.Context, areas []area.Area) (map[area.ID]int64, error) {
	if err := tx.loadDictionaries(ctx); err != nil {
		return nil, err
	}
	last := int64(0)
	if err := tx.lastID(ctx, "area_key", &last); err != nil {
		return nil, err
	}
	rows := inserter{c: tx.conn, into: "area_key (id, code)", width: 2}
	for _, a := range areas {
		if _, ok := tx.areas[a.ID]; ok {
			continue
		}
		if err := allStorable("", 0, "area", string(a.ID)); err != nil {
			return nil, err
		}
		last++
		tx.areas[a.ID] = last
		if err := rows.add(ctx, last, string(a.ID)); err != nil {
			return nil, err
		}
	}
	return tx.areas, rows.flush(ctx)
}

// refuseAreas refuses doubles, unknown parents and texts that cannot be kept.
func (tx *Tx) refuseAreas(ctx context.Context, edition string, areas []area.Area, keys map[area.ID]int64) error {
	have := map[int64]bool{}
	err := tx.conn.query(ctx, "SELECT area FROM area WHERE edition = $1", []any{edition}, func(r row) error {
		var id int64
		err := r.Scan(&id)
		have[id] = true
		return err
	})
	if err != nil {
		return err
	}
	for _, a := range areas {
		if have[keys[a.ID]] {
			return fault.New(fault.Conflict, "store.AddAreas", "Das Gebiet „"+string(a.ID)+"“ gibt es im Gebietsstand „"+edition+"“ schon.",
				"The area \u201c"+string(a.ID)+"\u201d exists already in the edition \u201c"+edition+"\u201d.")
		}
		have[keys[a.ID]] = true
		if _, ok := keys[a.Parent]; !ok && a.Parent != "" {
			return fault.Refuse("store.AddAreas", []fault.Row{{
				Column: "parent", Value: string(a.Parent),
				Expected: text.T("ein Gebiet, das angelegt ist", "an area that is set up"),
			}})
		}
		if err := allStorable("", 0, "name", a.Number, a.Name, a.Source); err != nil {
			return err
		}
	}
	return nil
}

// SetBoundaries replaces the boundaries of areas of an edition. All of them must
// be there: else fault.Invalid with a row for each that is not.
func (tx *Tx) SetBoundaries(ctx context.Context, edition string, boundaries map[area.ID]area.MultiPolygon) error {
	return tx.guarded("store.SetBoundaries", func() error {
		known := map[area.ID]bool{}
		err := tx.conn.query(ctx, "SELECT k.code FROM area a JOIN area_key k ON k.id = a.area WHERE a.edition = $1", []any{edition}, func(r row) error {
			var id area.ID
			err := r.Scan(&id)
			known[id] = true
			return err
		})
		if err != nil {
			return err
		}
		var faults []fault.Row
		ids := slices.Sorted(maps.Keys(boundaries))
		for _, id := range ids {
			if !known[id] {
				faults = append(faults, fault.Row{Column: "area", Value: string(id), Expected: text.T("ein Gebiet des Gebietsstands „"+edition+"“", "an area of the edition \u201c"+edition+"\u201d")})
			}
		}
		if len(faults) > 0 {
			return fault.Refuse("store.SetBoundaries", faults)
		}
		tx.trail.put("boundaries", edition, "", object("replaced", len(ids)))
		for _, id := range ids {
			boundary, err := encodeBoundary(boundaries[id])
			if err != nil {
				return err
			}
			if err := tx.conn.exec(ctx, "UPDATE area SET boundary = $1 WHERE edition = $2 AND area = (SELECT id FROM area_key WHERE code = $3)",
				boundary, edition, string(id)); err != nil {
				return err
			}
		}
		tx.next(len(ids))
		return nil
	})
}

// Editions returns all editions, newest first: by first day, then by ID.
func (s *Store) Editions(ctx context.Context) ([]area.Edition, error) {
	var all []area.Edition
	err := s.engine.read(ctx, func(c conn) (err error) {
		all, err = editions(ctx, c)
		return err
	})
	return all, fault.Wrap("store.Editions", err)
}

func editions(ctx context.Context, c conn) ([]area.Edition, error) {
	var all []area.Edition
	err := c.query(ctx, "SELECT id, name, valid_from, source FROM area_edition", nil, func(r row) error {
		var e area.Edition
		err := r.Scan(&e.ID, &e.Name, dateScanner{&e.ValidFrom}, &e.Source)
		all = append(all, e)
		return err
	})
	slices.SortFunc(all, func(a, b area.Edition) int {
		return cmp.Or(b.ValidFrom.Compare(a.ValidFrom), cmp.Compare(b.ID, a.ID))
	})
	return all, err
}

// Areas returns the areas of an edition, ordered by level and ID. An empty
// edition is the newest one, whatever today's date; without any edition there
// are no areas. An edition that is not stored is fault.NotFound.
func (s *Store) Areas(ctx context.Context, edition string) ([]area.Area, error) {
	var all []area.Area
	err := s.engine.read(ctx, func(c conn) error {
		stored, err := editions(ctx, c)
		if err != nil {
			return err
		}
		if edition == "" && len(stored) == 0 {
			return nil
		}
		if edition == "" {
			edition = stored[0].ID
		}
		if !slices.ContainsFunc(stored, func(e area.Edition) bool { return e.ID == edition }) {
			return fault.New(fault.NotFound, "store.Areas", "Den Gebietsstand „"+edition+"“ gibt es nicht.", "There is no edition \u201c"+edition+"\u201d.")
		}
		all, err = areasOf(ctx, c, edition)
		return err
	})
	return all, fault.Wrap("store.Areas "+edition, err)
}

func areasOf(ctx context.Context, c conn, edition string) ([]area.Area, error) {
	var all []area.Area
	err := c.query(ctx, `SELECT k.code, a.level, a.number, a.name, coalesce(p.code, ''), a.lon, a.lat, a.hectare, a.boundary, a.source
		FROM area a JOIN area_key k ON k.id = a.area LEFT JOIN area_key p ON p.id = a.parent WHERE a.edition = $1`, []any{edition}, func(r row) error {
		a := area.Area{Edition: edition}
		var boundary string
		err := r.Scan(&a.ID, &a.Level, &a.Number, &a.Name, &a.Parent, &a.Centre.Lon, &a.Centre.Lat, &a.Hectare, &boundary, &a.Source)
		if err == nil && boundary != "" {
			a.Boundary, err = decodeBoundary(boundary)
		}
		all = append(all, a)
		return err
	})
	slices.SortFunc(all, func(a, b area.Area) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.ID, b.ID))
	})
	return all, err
}

// coordinates is a MultiPolygon as GeoJSON writes it.
type coordinates [][][][2]float64

func encodeBoundary(shape area.MultiPolygon) (string, error) {
	if len(shape) == 0 {
		return "", nil
	}
	c := make(coordinates, len(shape))
	for i, polygon := range shape {
		c[i] = make([][][2]float64, len(polygon))
		for j, ring := range polygon {
			c[i][j] = make([][2]float64, len(ring))
			for k, p := range ring {
				c[i][j][k] = [2]float64{p.Lon, p.Lat}
			}
		}
	}
	b, err := json.Marshal(c)
	return string(b), err
}

func decodeBoundary(s string) (area.MultiPolygon, error) {
	var c coordinates
	if err := json.Unmarshal([]byte(s), &c); err != nil {
		return nil, err
	}
	shape := make(area.MultiPolygon, len(c))
	for i, polygon := range c {
		shape[i] = make(area.Polygon, len(polygon))
		for j, ring := range polygon {
			shape[i][j] = make(area.Ring, len(ring))
			for k, p := range ring {
				shape[i][j][k] = area.Point{Lon: p[0], Lat: p[1]}
			}
		}
	}
	return shape, nil
}

// dateScanner reads a day from its text.
type dateScanner struct{ to *period.Date }

// Scan implements sql.Scanner.
func (d dateScanner) Scan(v any) error {
	s, _ := v.(string)
	return d.to.UnmarshalText([]byte(s))
}
