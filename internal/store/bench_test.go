// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/store/storetest"
)

// benchFigures is the size of the ledger that the benchmarks ask.
func benchFigures(b *testing.B) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("PLANRAUM_BENCH_FIGURES"), "1000000"))
	if err != nil {
		b.Fatal("PLANRAUM_BENCH_FIGURES is not a number: ", err)
	}
	return n
}

// engines are the databases to measure.
var engines = []struct {
	name string
	url  func(b *testing.B) string
}{
	{"sqlite", func(b *testing.B) string { return filepath.Join(b.TempDir(), "planraum.db") }},
	{"postgresql", func(b *testing.B) string { return pgtest.Start(b) }},
}

// BenchmarkLedger imports the generated figures once and asks them.
func BenchmarkLedger(b *testing.B) {
	n := benchFigures(b)
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			s := openAt(b, e.url(b))
			start := time.Now()
			if err := storetest.Fill(b.Context(), s, n); err != nil {
				b.Fatal(err)
			}
			b.Logf("import of %d figures: %.1f s, %d MiB at most", n, time.Since(start).Seconds(), peak())
			for _, q := range questions(n) {
				b.Run(q.name, func(b *testing.B) { measure(b, s, q.ask) })
			}
			b.Logf("after the questions: %d MiB at most", peak())
		})
	}
}

// peak returns the most memory that the process has held so far, in MiB.
// SQLite's own memory is not Go's, so the operating system is asked (Linux: KiB).
func peak() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return u.Maxrss >> 10
}

type question struct {
	name string
	ask  func(b *testing.B, s *store.Store) int // returns the number of figures
}

func questions(n int) []question {
	asOf := period.Day(2022, 6, 30)
	var many []string
	for i := range 12 {
		many = append(many, fmt.Sprintf("generated.%02d", i*8))
	}
	figures := func(q figure.Query) func(*testing.B, *store.Store) int {
		return func(b *testing.B, s *store.Store) int {
			found, err := s.Figures(b.Context(), q)
			if err != nil {
				b.Fatal(err)
			}
			return len(found)
		}
	}
	latest := func(q figure.Query) func(*testing.B, *store.Store) int {
		return func(b *testing.B, s *store.Store) int {
			found, err := s.Latest(b.Context(), q)
			if err != nil {
				b.Fatal(err)
			}
			return len(found)
		}
	}
	return []question{
		{"position", func(b *testing.B, s *store.Store) int {
			if _, err := s.Position(b.Context()); err != nil {
				b.Fatal(err)
			}
			return 1
		}},
		{"one series", figures(figure.Query{Indicators: []string{"generated.42"}, Areas: []area.ID{"09999000"}, Group: population.All, AsOf: asOf})},
		{"23 districts", figures(figure.Query{Indicators: []string{"generated.42"}, Level: area.District, Group: population.All, AsOf: asOf})},
		{"latest 12x23", latest(figure.Query{Indicators: many, Level: area.District, AsOf: asOf, To: asOf})},
		{"latest 1x376", latest(figure.Query{Indicators: many[:1], Level: area.Subdistrict, AsOf: asOf, To: asOf})},
		{"page of 100", figures(figure.Query{Indicators: many[:1], Limit: 100, After: int64(n / 2)})},
		{"overview", func(b *testing.B, s *store.Store) int {
			found, err := s.Summaries(b.Context(), asOf)
			if err != nil {
				b.Fatal(err)
			}
			return len(found)
		}},
		{"figure", func(b *testing.B, s *store.Store) int {
			if _, err := s.Figure(b.Context(), int64(n/2)+1000); err != nil {
				b.Fatal(err)
			}
			return 1
		}},
		{"export", func(b *testing.B, s *store.Store) int {
			count := 0
			if err := s.EachFigure(b.Context(), figure.Query{}, func(figure.Figure) error { count++; return nil }); err != nil {
				b.Fatal(err)
			}
			return count
		}},
	}
}

// measure repeats a question and reports how many figures it answers with.
func measure(b *testing.B, s *store.Store, ask func(*testing.B, *store.Store) int) {
	count := 0
	for b.Loop() {
		count = ask(b, s)
	}
	b.ReportMetric(float64(count), "figures")
}

// openAt opens and migrates the database at url; it is closed with the test.
func openAt(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	return s
}
