// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/store"
)

// testKnown sets what an import learns of the ledger against a list of all that
// was recorded, while it goes on recording; what is given up in between must
// not be remembered.
func testKnown(t *testing.T, s *store.Store) {
	setUp(t, s)
	var all []figure.Figure
	rapid.Check(t, func(rt *rapid.T) {
		keep := rapid.Bool().Draw(rt, "keep")
		givenUp := errors.New("given up")
		recorded := slices.Clone(all)
		err := s.Write(t.Context(), Batch("figures"), func(tx *store.Tx) error {
			for range rapid.IntRange(1, 3).Draw(rt, "chunks") {
				asked := drawFigures(rt, "asked")
				got, err := tx.Known(t.Context(), asked)
				if err != nil {
					return err
				}
				for i, f := range asked {
					checkKnown(rt, f, got[i], recorded)
				}
				add := drawFigures(rt, "added")
				if err := tx.AddFigures(t.Context(), add); err != nil {
					return err
				}
				recorded = append(recorded, add...)
			}
			found, err := tx.Figures(t.Context(), figure.Query{})
			if err != nil || len(found) != len(recorded) {
				rt.Fatalf("%d figures inside the import, want %d, %v", len(found), len(recorded), err)
			}
			for _, f := range found[max(len(found)-1, 0):] {
				if f.ID <= 0 || tx.Batch() <= 0 {
					rt.Fatalf("figure %d, batch %d", f.ID, tx.Batch())
				}
			}
			if !keep {
				return givenUp
			}
			return nil
		})
		if keep == (err != nil) || !keep && !errors.Is(err, givenUp) {
			rt.Fatal(err)
		}
		if keep {
			all = recorded
		}
	})
}

func drawFigures(rt *rapid.T, label string) []figure.Figure {
	list := make([]figure.Figure, rapid.IntRange(0, 6).Draw(rt, label))
	for i := range list {
		f := count(int64(rapid.IntRange(1, 9).Draw(rt, "value")), november+period.Month(rapid.IntRange(-3, 3).Draw(rt, "month")), paperDay)
		f.Area = rapid.SampledFrom(areas()).Draw(rt, "area").ID
		f.Group = rapid.SampledFrom([]population.ID{population.All, refugees}).Draw(rt, "group")
		if rapid.Bool().Draw(rt, "of the month") {
			f.Period = period.InMonth(f.Period.To.Month())
		}
		f.Source = fmt.Sprint("source ", rapid.IntRange(1, 9).Draw(rt, "source"))
		list[i] = f
	}
	return list
}

// checkKnown compares what is known with the figures of the same series and
// last day on the list.
func checkKnown(rt *rapid.T, f figure.Figure, got, recorded []figure.Figure) {
	var want, have []string
	say := func(f figure.Figure) string {
		return fmt.Sprint(f.Indicator, f.Area, f.Group, f.Period, f.Value, f.Source, f.KnownFrom, f.File, f.Line, f.Basis)
	}
	for _, r := range recorded {
		if r.Indicator == f.Indicator && r.Area == f.Area && r.Group == f.Group && r.Period.To == f.Period.To {
			want = append(want, say(r))
		}
	}
	for _, g := range got {
		have = append(have, say(g))
	}
	slices.Sort(want)
	slices.Sort(have)
	if !slices.Equal(want, have) {
		rt.Fatalf("known of %s:\n%q, want\n%q", say(f), have, want)
	}
}

// testKnownVersions: an import sees all versions of the entries that it asks
// for, with its own, and no others.
func testKnownVersions(t *testing.T, s *store.Store) {
	write(t, s, func(tx *store.Tx) error {
		return tx.AddRecords(t.Context(), []register.Record{record("a", "{}", paperDay.AddDays(1)), record("a", "[]", paperDay), record("b", "{}", paperDay), record("c", "{}", paperDay)})
	})
	write(t, s, func(tx *store.Tx) error {
		if err := tx.AddRecords(t.Context(), []register.Record{record("b", "1", paperDay)}); err != nil {
			return err
		}
		got, err := tx.Versions(t.Context(), register.Site, []string{"a", "b", "x"})
		if err != nil {
			return err
		}
		bodies := func(key string) (list []string) {
			for _, r := range got[key] {
				list = append(list, string(r.Body))
			}
			return list
		}
		same(t, len(got), 2)
		same(t, bodies("a"), []string{"[]", "{}"})
		same(t, bodies("b"), []string{"{}", "1"})
		other, err := tx.Versions(t.Context(), register.Norm, []string{"a"})
		same(t, len(other), 0)
		return err
	})
}

// testReason: why a batch was brought in is kept with it.
func testReason(t *testing.T, s *store.Store) {
	b := Batch("figures")
	b.Reason = "Die Nachmeldung fehlte."
	if err := s.Write(t.Context(), b, func(*store.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	found, err := s.Batches(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	b.Number = position(t, s)
	same(t, found, []figure.Batch{b})
}
