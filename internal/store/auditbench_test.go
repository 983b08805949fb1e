// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/store/storetest"
)

// longRecord is the number of entries of a large city's record of three years.
const longRecord = 1_000_000

// BenchmarkRecord measures searches of a long record, a walk along its chain
// and what one more entry costs.
func BenchmarkRecord(b *testing.B) {
	for name, url := range map[string]func() string{
		"sqlite":     func() string { return filepath.Join(b.TempDir(), "planraum.db") },
		"postgresql": func() string { return pgtest.Start(b) },
	} {
		b.Run(name, func(b *testing.B) {
			ctx := context.Background()
			s, err := store.Open(ctx, url())
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
				b.Fatal(err)
			}
			began := time.Now()
			if err := s.NoteMany(storetest.Context(ctx), longRecord, anEntry); err != nil {
				b.Fatal(err)
			}
			b.Logf("%d entries written in %v", longRecord, time.Since(began).Round(time.Second))
			for search, q := range map[string]audit.Query{
				"newest": {}, "middle": {Below: longRecord / 2}, "account": {Account: 7}, "kind": {Kind: audit.Export}, "object": {Object: audit.Object{Kind: "site", Key: "haus-12"}},
				"day": {From: storetest.Moment.Add(1000 * time.Hour), Before: storetest.Moment.Add(1024 * time.Hour)}, "since": {From: storetest.Moment.Add((longRecord - 20) * time.Minute)}, "until": {Before: storetest.Moment.Add(20 * time.Minute)}, "year": {From: storetest.Moment.AddDate(1, 0, 0), Before: storetest.Moment.AddDate(2, 0, 0)},
				"day and kind": {From: storetest.Moment.Add(1000 * time.Hour), Before: storetest.Moment.Add(1024 * time.Hour), Kind: audit.Export}, "day without entries": {From: storetest.Moment.AddDate(9, 0, 0)},
				"role and kind": {Role: identity.Steward, Kind: audit.Export},
			} {
				q.Limit = 51
				b.Run("search "+search, func(b *testing.B) {
					for b.Loop() {
						if _, err := s.Trail(ctx, q); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			b.Run("one more", func(b *testing.B) {
				for b.Loop() {
					if err := s.Note(ctx, anEntry(1)); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("walk", func(b *testing.B) {
				for b.Loop() {
					bounds, err := s.Chain(ctx)
					if err != nil {
						b.Fatal(err)
					}
					w := audit.NewWalk(bounds)
					if err := s.EachEntry(ctx, 0, 0, func(f audit.Found) error { w.See(f); return nil }); err != nil {
						b.Fatal(err)
					}
					if w.End(&bounds); w.Broken > 0 {
						b.Fatal(w.Breaks)
					}
				}
			})
		})
	}
}

// anEntry is the i-th of many events.
func anEntry(i int) audit.Event {
	role := identity.Planner
	if i%400 == 0 {
		role = identity.Steward
	}
	return audit.Event{
		At: storetest.Moment.Add(time.Duration(i) * time.Minute), Kind: audit.Kinds()[i%len(audit.Kinds())], Actor: audit.Actor{Account: int64(i%200 + 1), Role: role, By: "Sozialplanung", Means: identity.Session},
		Object: audit.Object{Kind: "site", Key: fmt.Sprint("haus-", i%500)}, Before: `{"places":40}`, After: `{"places":44}`, Request: audit.Request{ID: "0123456789abcdef", Origin: "192.0.2.7"},
	}
}
