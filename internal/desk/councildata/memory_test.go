// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"slices"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// memory are records without a database.
type memory struct{ all []register.Dated }

func (m *memory) Chronicle(_ context.Context, kind register.Kind) ([]register.Dated, error) {
	var found []register.Dated
	for _, r := range m.all {
		if r.Kind == kind {
			found = append(found, r)
		}
	}
	return found, nil
}

func (m *memory) Versions(_ context.Context, kind register.Kind, key string) ([]register.Record, error) {
	var found []register.Record
	for _, r := range m.all {
		if r.Kind == kind && r.Key == key {
			found = append(found, r.Record)
		}
	}
	return found, nil
}

func (m *memory) Position(context.Context) (int64, error) { return int64(len(m.all)), nil }

func (m *memory) AppendAllAfter(_ context.Context, batch figure.Batch, next []register.Next) error {
	for i, n := range next {
		newest := int64(0)
		for _, r := range m.all {
			if r.Kind == n.Kind && r.Key == n.Key {
				newest = r.ID
			}
		}
		for _, other := range next[:i] {
			if other.Kind == n.Kind && other.Key == n.Key {
				return fault.New(fault.Internal, "memory", "zweimal", "twice")
			}
		}
		if newest != n.After {
			return fault.New(fault.Conflict, "memory", "inzwischen geändert", "changed meanwhile")
		}
	}
	for _, n := range next {
		n.ID = int64(len(m.all) + 1)
		m.all = append(m.all, register.Dated{Record: n.Record, RecordedAt: batch.RecordedAt})
	}
	return nil
}

// now is the newest version of an entry; false where there is none.
func now[T any](t interface{ Fatal(...any) }, m *memory, kind register.Kind, key string) (is T, ok bool) {
	for _, r := range m.all {
		if r.Kind == kind && r.Key == key {
			is = *new(T)
			if err := json.Unmarshal(r.Body, &is); err != nil {
				t.Fatal(err)
			}
			ok = true
		}
	}
	return is, ok
}

// only returns the entry whose source is an address.
func only[T any](t *testing.T, m *memory, kind register.Kind, address string) T {
	t.Helper()
	var keys []string
	for _, r := range m.all {
		var is struct{ Source string }
		if err := json.Unmarshal(r.Body, &is); err == nil && r.Kind == kind && is.Source == address && !slices.Contains(keys, r.Key) {
			keys = append(keys, r.Key)
		}
	}
	if len(keys) != 1 {
		t.Fatalf("%s: %d entries of %s", kind, len(keys), address)
	}
	is, _ := now[T](t, m, kind, keys[0])
	return is
}

// entries counts versions beside reports.
func (m *memory) entries() int {
	n := 0
	for _, r := range m.all {
		if r.Kind != register.OParl || len(r.Key) > 7 && r.Key[:7] == "object/" {
			n++
		}
	}
	return n
}

var taken = time.Date(2015, 11, 27, 10, 0, 0, 0, time.UTC)

var batch = figure.Batch{Kind: "test", By: "Sozialplanung", RecordedAt: taken}

func readFile(folder fs.FS, name string) ([]byte, error) { return fs.ReadFile(folder, name) }
