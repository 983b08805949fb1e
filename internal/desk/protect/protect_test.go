// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/city/unit"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/protect"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

const persons = "accommodation.persons"

var (
	day   = period.Day(2016, 4, 30)
	month = period.InMonth(period.MonthOf(2016, 4))
	at    = time.Date(2016, 6, 1, 8, 0, 0, 0, time.UTC)
)

func stated(in area.ID, when period.Period, value int64, source string) figure.Figure {
	return figure.Figure{
		Key:   figure.Key{Indicator: persons, Area: in, Group: population.All, Period: when},
		Value: unit.Whole(value), Basis: figure.Counted, Source: source, KnownFrom: period.Day(2016, 5, 10),
	}
}

// chain is a small city behind protection and release, as the program has them.
// Its figures are: 1 a small count of Mitte, 2 a large one for the same month,
// 3 a large one of Nord, all published; 4 a count of Nord that nobody released.
func chain(t *testing.T) (*protect.Desk, *approval.Ledger, []int64) {
	t.Helper()
	s := small(t)
	figures, err := s.Figures(t.Context(), figure.Query{Limit: 10})
	if err != nil || len(figures) != 4 {
		t.Fatal(figures, err)
	}
	ids := make([]int64, len(figures))
	for i, f := range figures {
		ids[i] = f.ID
	}
	policies, err := protect.Policies(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := protect.New(s, s, s, policies, func() time.Time { return at })
	t.Cleanup(d.Close)
	return d, approval.New(d, s, s, nil).Ledger(), ids
}

// small is the city's store.
func small(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "planraum.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	profile, err := json.Marshal(source.Profile{Key: "rat", Name: "Rat", Kind: source.Published, Matches: []string{"GRDrs"}})
	if err != nil {
		t.Fatal(err)
	}
	batches := 0
	write := func(fn func(tx *store.Tx) error) {
		t.Helper()
		batches++
		if err := s.Write(t.Context(), figure.Batch{ID: fmt.Sprint(batches), File: "f.csv", Kind: "figures", By: "Amt", RecordedAt: at}, fn); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *store.Tx) error {
		return cmp.Or(
			tx.AddAreas(t.Context(), area.Edition{ID: "e", Name: "e", ValidFrom: period.Day(2013, 1, 1), Source: "x"}, []area.Area{
				{ID: "08111000", Level: area.City, Name: "Stadt", Source: "x"},
				{ID: "08111000/01", Level: area.District, Number: "01", Name: "Mitte", Parent: "08111000", Source: "x"},
				{ID: "08111000/02", Level: area.District, Number: "02", Name: "Nord", Parent: "08111000", Source: "x"},
			}),
			tx.PutIndicators(t.Context(), []figure.Indicator{{Code: persons, Unit: text.Same("P"), Kind: figure.Stock}}),
			tx.AddRecords(t.Context(), []register.Record{{Kind: register.Source, Key: "rat", Body: profile}}),
		)
	})
	write(func(tx *store.Tx) error {
		return tx.AddFigures(t.Context(), []figure.Figure{
			stated("08111000/01", period.On(day), 2, "GRDrs 1/2016"), stated("08111000/01", month, 417, "GRDrs 2/2016"),
			stated("08111000/02", period.On(day), 500, "GRDrs 1/2016"), stated("08111000/02", period.On(day.AddDays(31)), 600, "Zählung"),
		})
	})
	figures, err := s.Figures(t.Context(), figure.Query{Limit: 10})
	if err != nil || len(figures) != 4 {
		t.Fatal(figures, err)
	}
	write(func(tx *store.Tx) error {
		return tx.AddChoice(t.Context(), figure.Choice{Key: figures[1].Key, Figure: figures[1].ID, Reason: "417, nicht 2", By: "Amt", KnownFrom: period.Day(2016, 5, 20)})
	})
	return s
}

func public(t *testing.T) context.Context {
	return audience.With(t.Context(), audience.Lens{Audience: audience.Public, Released: true})
}

// TestNumbersLayNothingOpen: whoever asks for figures by their running numbers,
// or for those below one, sees no more than by any other question: the small
// count is secret, what is not released is not there.
func TestNumbersLayNothingOpen(t *testing.T) {
	d, ledger, ids := chain(t)
	ctx := public(t)
	backwards := slices.Clone(ids)
	slices.Reverse(backwards)
	for name, q := range map[string]figure.Query{
		"by numbers":                    {IDs: ids},
		"by numbers, backwards":         {IDs: backwards},
		"by numbers, with a limit":      {IDs: ids, Limit: 2},
		"by numbers, behind and before": {IDs: ids, Limit: 1, After: 1, Before: 2},
		"before a number":               {Before: ids[3] + 1, Limit: 10},
		"before a number, page by page": {Before: ids[3] + 1, Limit: 3},
	} {
		seen, err := ledger.Figures(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, f := range seen {
			got = append(got, f.ID)
			if f.ID == ids[0] && (!f.IsSecret() || f.Value.Amount != 0) {
				t.Errorf("%s: the small count is %s", name, f.Written(text.De))
			}
			if !f.Release.State.Open() {
				t.Errorf("%s: %d is not released", name, f.ID)
			}
		}
		if !slices.Equal(got, ids[:3]) {
			t.Errorf("%s: the public sees the figures %v, want %v", name, got, ids[:3])
		}
		err = d.EachFigure(ctx, q, func(f figure.Figure) error {
			if f.ID == ids[0] {
				t.Errorf("%s: the checks are given the small count", name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if f, err := ledger.Figure(ctx, ids[0]); err != nil || !f.IsSecret() {
		t.Errorf("by its number the small count is %+v, %v", f, err)
	}
	if _, err := ledger.Figure(ctx, ids[3]); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what is not released is there by its number: %v", err)
	}
	owner, err := ledger.Figures(t.Context(), figure.Query{IDs: ids})
	if err != nil || len(owner) != 4 || owner[0].Value.Amount != 2 {
		t.Errorf("the owner sees %+v, %v", owner, err)
	}
}

// TestOneDateOfAStock: a stock's month and its last day are one date. That one of
// its figures is secret keeps back the reason of a choice made for the month, and
// that the two contradict each other.
func TestOneDateOfAStock(t *testing.T) {
	_, ledger, _ := chain(t)
	for _, c := range []struct {
		ctx          context.Context
		reason       string
		contradicted int
	}{
		{t.Context(), "417, nicht 2", 1},
		{public(t), figure.Secret.Label().De, 0},
	} {
		choices, err := ledger.Choices(c.ctx, figure.Query{Indicators: []string{persons}})
		if err != nil || len(choices) != 1 || choices[0].Reason != c.reason {
			t.Errorf("the choice is %+v, %v; want the reason %q", choices, err, c.reason)
		}
		sums, err := ledger.Summaries(c.ctx, period.Date{})
		if err != nil || len(sums) != 1 || sums[0].Contradicted != c.contradicted {
			t.Errorf("the summaries are %+v, %v; want %d contradicted", sums, err, c.contradicted)
		}
	}
	owner, err := ledger.Summaries(audience.With(t.Context(), audience.Lens{Audience: audience.Owner, Released: true}), period.Date{})
	if err != nil || len(owner) != 1 || owner[0].Contradicted != 1 {
		t.Errorf("of released figures the owner sees %+v, %v", owner, err)
	}
}
