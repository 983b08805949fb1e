// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"planraum/internal/city/audience"
	"planraum/internal/desk/protect"
	"planraum/internal/fault"
	"planraum/internal/store"
)

// testProtection: patterns of an audience are kept, the newest is found, and
// the ledger's position stays.
func testProtection(t *testing.T, s *store.Store) {
	before, err := s.Position(t.Context())
	succeed(t, err)
	if _, known, err := s.Kept(t.Context(), audience.Public); err != nil || known {
		t.Fatalf("an empty store has a pattern (%v, %v)", known, err)
	}
	at := time.Date(2016, 1, 2, 3, 4, 5, 6000, time.UTC)
	first := protect.Kept{Audience: audience.Public, Policy: "1 abcd", Position: 7, Hidden: []int64{3, 5}, MadeAt: at}
	second := protect.Kept{Audience: audience.Public, Policy: "2 abcd", Position: 9, Rounded: true, Hidden: []int64{}, MadeAt: at}
	other := protect.Kept{Audience: audience.Office, Policy: "1 abcd", Position: 12, Hidden: []int64{4}, MadeAt: at}
	for _, k := range []protect.Kept{second, first, other} {
		succeed(t, s.Keep(t.Context(), k))
	}
	newest, known, err := s.Kept(t.Context(), audience.Public)
	succeed(t, err)
	if diff := cmp.Diff(second, newest); !known || diff != "" {
		t.Errorf("newest pattern: %s", diff)
	}
	if after, err := s.Position(t.Context()); err != nil || after != before {
		t.Errorf("the position went from %d to %d (%v)", before, after, err)
	}
}

// testDepartures: the log gives the newest first, at most as many as asked, and
// refuses what no database can hold.
func testDepartures(t *testing.T, s *store.Store) {
	var want []protect.Departure
	for n := range 5 {
		d := protect.Departure{
			At: time.Date(2016, 1, 1, 0, n, 0, 0, time.UTC), Audience: audience.Office, Recipient: "Sozialamt", Content: "Daten: Zugänge",
			Format: "csv", Policy: "1 abcd", Position: int64(n), Purpose: "Bericht an den Bezirksbeirat",
		}
		succeed(t, s.AddDeparture(t.Context(), d))
		want = append([]protect.Departure{d}, want...)
	}
	const callers = 40
	done := make(chan error)
	for range callers {
		go func() {
			done <- s.AddDeparture(t.Context(), protect.Departure{At: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), Audience: audience.Office, Recipient: "Amt", Content: "zugleich"})
		}()
	}
	for range callers {
		succeed(t, <-done)
	}
	everything, err := s.Departures(t.Context(), 1000)
	succeed(t, err)
	if n := len(everything); n != callers+len(want) {
		t.Errorf("%d lines, want %d of those that left together and %d before", n, callers, len(want))
	}
	list, err := s.Departures(t.Context(), 3)
	succeed(t, err)
	if diff := cmp.Diff(want[:3], list); diff != "" {
		t.Error(diff)
	}
	if err := s.AddDeparture(t.Context(), protect.Departure{Content: "a\x00b"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a text that cannot be stored: %v", err)
	}
}

func succeed(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
