// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import "context"

// dictionary is how entries of a dictionary, which unlike records may be
// replaced, are read for the record: all columns as text.
type dictionary struct {
	kind  string
	sql   string
	names []string
}

// The dictionaries.
var (
	indicatorNames = dictionary{
		"indicator", "SELECT name_de, name_en, unit_de, unit_en, kind, CAST(places AS text) FROM indicator WHERE code = $1",
		[]string{"name_de", "name_en", "unit_de", "unit_en", "kind", "places"},
	}
	groupNames   = dictionary{"group", "SELECT name_de, name_en FROM population_group WHERE code = $1", []string{"name_de", "name_en"}}
	editionNames = dictionary{"edition", "SELECT name, valid_from, source FROM area_edition WHERE id = $1", []string{"name", "valid_from", "source"}}
)

// replacing tells that an entry gets the values, in the order of its names.
func (tx *Tx) replacing(ctx context.Context, d dictionary, key string, values ...string) error {
	now := make([]any, 0, 2*len(d.names))
	was, dest := make([]string, len(d.names)), make([]any, len(d.names))
	for i, name := range d.names {
		now = append(now, name, values[i])
		dest[i] = &was[i]
	}
	found, err := one(ctx, tx.conn, d.sql, []any{key}, dest...)
	if err != nil {
		return err
	}
	before := ""
	if found {
		pairs := make([]any, 0, len(now))
		for i, name := range d.names {
			pairs = append(pairs, name, was[i])
		}
		before = object(pairs...)
	}
	tx.trail.put(d.kind, key, before, object(now...))
	return nil
}
