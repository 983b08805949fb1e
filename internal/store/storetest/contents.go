// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"maps"
	"strings"
	"testing"

	"planraum/internal/city/backup"
	"planraum/internal/store"
)

// testContents: what a store holds is counted table by table, the same each time
// it is asked, and every change shows in the table that it has changed.
func testContents(t *testing.T, s *store.Store) {
	look := func() backup.Contents {
		t.Helper()
		c, err := s.Contents(t.Context(), nil, func(int64, int64) {})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	changed := func(before, after backup.Contents) map[string]backup.Difference {
		all := map[string]backup.Difference{}
		for _, d := range before.Differences(after) {
			all[d.Table] = d
		}
		return all
	}
	if err := Fill(t.Context(), s, 700); err != nil {
		t.Fatal(err)
	}
	first := look()
	if first.Digest() != look().Digest() {
		t.Error("two digests of the same")
	}
	if position, err := s.Position(t.Context()); err != nil || first.Position != position || first.Schema != (store.Files{}).Schema() {
		t.Errorf("position %d, schema %d; %d, %v", first.Position, first.Schema, position, err)
	}
	err := s.Write(t.Context(), Batch("one more"), func(tx *store.Tx) error {
		for figures := range GeneratedFigures(1) {
			if err := tx.AddFigures(t.Context(), figures); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	second := look()
	got := besideRecord(changed(first, second))
	if d := got["figure"]; d.Expected != 700 || d.Seen != 701 {
		t.Errorf("%+v", d)
	}
	if _, ok := got["ledger"]; !ok || len(got) < 3 || len(got) > 7 || got["area"] != (backup.Difference{}) {
		t.Errorf("one more figure changed %v", got)
	}
	// A change that leaves every number of rows as it was.
	if err := s.SetContact(t.Context(), "haus", "a@example.org"); err != nil {
		t.Fatal(err)
	}
	third := look()
	if err := s.SetContact(t.Context(), "haus", "b@example.org"); err != nil {
		t.Fatal(err)
	}
	if d := besideRecord(changed(third, look())); len(d) != 1 || d["contact"].Expected != 1 || d["contact"].Seen != 1 {
		t.Errorf("another address changed %v", d)
	}
	if err := s.SetContact(t.Context(), "haus", "a@example.org"); err != nil {
		t.Fatal(err)
	}
	if d := besideRecord(changed(third, look())); len(d) != 0 {
		t.Errorf("the same content has other digests: %v", d)
	}
	if same := look(); same.Digest() != look().Digest() {
		t.Error("nothing was written, and the digest is another one")
	}
}

// besideRecord leaves out the record of what was done, to which each write adds.
func besideRecord(all map[string]backup.Difference) map[string]backup.Difference {
	maps.DeleteFunc(all, func(table string, _ backup.Difference) bool { return strings.HasPrefix(table, "audit_") })
	return all
}
