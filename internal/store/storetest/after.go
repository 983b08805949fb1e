// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/store"
)

// testAppendAfter: of many planners who saw the same version exactly one wins.
func testAppendAfter(t *testing.T, s *store.Store) {
	first := register.Record{Kind: register.Plan, Key: "p", KnownFrom: period.Day(2015, 11, 27), Body: []byte(`{"id":"p"}`)}
	batch := figure.Batch{Kind: "plan", By: "test", RecordedAt: Batch("x").RecordedAt}
	if err := s.AppendAfter(t.Context(), batch, first, 0); err != nil {
		t.Fatal(err)
	}
	if err := s.AppendAfter(t.Context(), batch, first, 0); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a new entry over an existing one: %v, want a conflict", err)
	}
	versions, err := s.Versions(t.Context(), register.Plan, "p")
	if err != nil || len(versions) != 1 {
		t.Fatalf("%d versions, %v; want 1", len(versions), err)
	}
	var won, lost atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			switch err := s.AppendAfter(t.Context(), batch, first, versions[0].ID); fault.KindOf(err) {
			case fault.Conflict:
				lost.Add(1)
			default:
				if err != nil {
					t.Error(err)
				}
				won.Add(1)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 || lost.Load() != 7 {
		t.Errorf("%d won and %d lost, want 1 and 7", won.Load(), lost.Load())
	}
	if versions, err = s.Versions(t.Context(), register.Plan, "p"); err != nil || len(versions) != 2 {
		t.Errorf("%d versions, %v; want 2", len(versions), err)
	}
}

// testAppendAll: several entries are recorded together or not at all.
func testAppendAll(t *testing.T, s *store.Store) {
	next := func(kind register.Kind, key string, after int64) register.Next {
		return register.Next{Record: register.Record{Kind: kind, Key: key, KnownFrom: period.Day(2015, 11, 27), Body: []byte(`{}`)}, After: after}
	}
	batch := figure.Batch{Kind: "finding", By: "test", RecordedAt: Batch("x").RecordedAt}
	if err := s.AppendAllAfter(t.Context(), batch, []register.Next{next(register.Finding, "f", 0), next(register.Break, "b", 0)}); err != nil {
		t.Fatal(err)
	}
	finding, err := s.Versions(t.Context(), register.Finding, "f")
	if err != nil || len(finding) != 1 {
		t.Fatalf("%d findings, %v; want 1", len(finding), err)
	}
	stale := []register.Next{next(register.Finding, "f", finding[0].ID), next(register.Break, "b", 0)}
	if err := s.AppendAllAfter(t.Context(), batch, stale); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a break that was changed meanwhile: %v, want a conflict", err)
	}
	if finding, err = s.Versions(t.Context(), register.Finding, "f"); err != nil || len(finding) != 1 {
		t.Errorf("%d findings, %v; want 1: nothing of what was refused stays", len(finding), err)
	}
	// What a change only rests on is looked at and not recorded.
	rests := next(register.Finding, "f", finding[0].ID)
	rests.Only = true
	if err := s.AppendAllAfter(t.Context(), batch, []register.Next{rests, next(register.Break, "c", 0)}); err != nil {
		t.Error(err)
	}
	rests.After++
	if err := s.AppendAllAfter(t.Context(), batch, []register.Next{rests, next(register.Break, "d", 0)}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what it rests on was changed: %v, want a conflict", err)
	}
	for key, want := range map[string]int{"c": 1, "d": 0} {
		if got, err := s.Versions(t.Context(), register.Break, key); err != nil || len(got) != want {
			t.Errorf("%d breaks %s, %v; want %d", len(got), key, err, want)
		}
	}
	if finding, err = s.Versions(t.Context(), register.Finding, "f"); err != nil || len(finding) != 1 {
		t.Errorf("%d findings, %v; want 1: it was only looked at", len(finding), err)
	}
}

// testFigurePosition: the position of figures moves with figures and choices,
// not with records.
func testFigurePosition(t *testing.T, s *store.Store) {
	at := func() int64 {
		t.Helper()
		p, err := s.FigurePosition(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if at() != 0 {
		t.Errorf("an empty ledger is at %d", at())
	}
	setUp(t, s)
	add(t, s, count(1815, november, paperDay))
	first := at()
	write(t, s, func(tx *store.Tx) error {
		return tx.AddRecords(t.Context(), []register.Record{record("a", "{}", paperDay)})
	})
	if at() != first || first == 0 {
		t.Errorf("a record has moved the position from %d to %d", first, at())
	}
	f := ask(t, s, figure.Query{})[0]
	write(t, s, func(tx *store.Tx) error {
		return tx.AddChoice(t.Context(), figure.Choice{Key: f.Key, Figure: f.ID, Reason: "x", By: "y", KnownFrom: paperDay})
	})
	if at() <= first {
		t.Errorf("a choice has left the position at %d", at())
	}
}
