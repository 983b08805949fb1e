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
