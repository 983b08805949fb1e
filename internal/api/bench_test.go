// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"cmp"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/data"
	"planraum/internal/desk/planning"
	"planraum/internal/platform/signin"
	"planraum/internal/store"
	"planraum/internal/store/storetest"
)

// BenchmarkFigures asks pages of a large ledger; PLANRAUM_BENCH_FIGURES sets its
// size.
func BenchmarkFigures(b *testing.B) {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("PLANRAUM_BENCH_FIGURES"), "100000"))
	if err != nil {
		b.Fatal(err)
	}
	mux := generated(b, n)
	first := storetest.GeneratedIndicators()[0].Code
	_, areas := storetest.GeneratedAreas()
	one := string(areas[len(areas)-1].ID)
	for _, q := range []struct{ name, query string }{
		{"all", ""},
		{"all, late page", "?after=" + strconv.Itoa(n/2)},
		{"picked", "?picked=true"},
		{"one series", "?indicator=" + first + "&area=" + one},
		{"one series, picked", "?picked=true&indicator=" + first + "&area=" + one},
		{"one indicator", "?indicator=" + first},
		{"one indicator, picked", "?picked=true&indicator=" + first},
		{"one area", "?area=" + one},
		{"nothing known yet", "?as_of=1990-01-01"},
	} {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "http://localhost"+prefix+"/figures"+q.query, nil)
				r = r.WithContext(identity.With(r.Context(), signin.Visitor(identity.Planner)))
				w := httptest.NewRecorder()
				start := time.Now()
				mux.ServeHTTP(w, r)
				took = append(took, time.Since(start))
				if w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}

func generated(b *testing.B, n int) *http.ServeMux {
	b.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		b.Fatal(err)
	}
	if err := storetest.Fill(ctx, s, n); err != nil {
		b.Fatal(err)
	}
	mux := http.NewServeMux()
	release := approval.New(s, s, s, nil)
	ledger := release.Ledger()
	mount(mux, Desks{Data: data.New(ledger, s, s, s), Capacity: capacity.New(ledger, s), Planning: planning.New(ledger, s, s, testDay), Approval: release}, Config{Today: testDay, Now: testNow})
	return mux
}
