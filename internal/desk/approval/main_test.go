// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"planraum/internal/city/approval"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/city/unit"
	desk "planraum/internal/desk/approval"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// Both databases run the tests that stand on a store.
func databases(t *testing.T, test func(t *testing.T, h *house)) {
	t.Run("SQLite", func(t *testing.T) { test(t, newHouse(t, filepath.Join(t.TempDir(), "planraum.db"))) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, newHouse(t, pgtest.Start(t))) })
}

const (
	city    area.ID = "08111000"
	mitte   area.ID = "08111000/01"
	persons         = "accommodation.persons"
	sites           = "accommodation.sites"
)

var (
	now   = time.Date(2016, 6, 1, 8, 0, 0, 0, time.UTC)
	march = period.MonthOf(2016, 3)
	april = period.MonthOf(2016, 4)
)

// house is a small city with profiles of three sources.
type house struct {
	store  *store.Store
	desk   *desk.Desk
	ledger *desk.Ledger
	batch  int
}

func newHouse(t *testing.T, url string) *house {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	d := desk.New(s, s, s, nil)
	h := &house{store: s, desk: d, ledger: d.Ledger()}
	h.write(t, "set-up", func(tx *store.Tx) error {
		edition := area.Edition{ID: "e", Name: "e", ValidFrom: period.Day(2013, 1, 1), Source: "x"}
		return cmp.Or(
			tx.AddAreas(ctx, edition, []area.Area{{ID: city, Level: area.City, Name: "Stadt", Source: "x"}, {ID: mitte, Level: area.District, Number: "01", Name: "Mitte", Parent: city, Source: "x"}}),
			tx.PutIndicators(ctx, []figure.Indicator{{Code: persons, Unit: text.Same("P"), Kind: figure.Stock}, {Code: sites, Unit: text.Same("S"), Kind: figure.Stock}}),
		)
	})
	h.profile(t, source.Profile{Key: "rat", Name: "Rat", Kind: source.Published, Matches: []string{"GRDrs"}})
	h.profile(t, source.Profile{Key: "zaehlung", Name: "Zählung", Kind: source.Own, Matches: []string{"Zählung"}})
	h.profile(t, source.Profile{Key: "zeitung", Name: "Zeitung", Kind: source.Press, Matches: []string{"zeitung"}})
	return h
}

type tester interface {
	Helper()
	Context() context.Context
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func (h *house) write(t tester, by string, fn func(*store.Tx) error) {
	t.Helper()
	h.batch++
	batch := figure.Batch{ID: fmt.Sprintf("batch-%d", h.batch), File: "f.csv", Kind: "figures", By: by, RecordedAt: now}
	if err := h.store.Write(t.Context(), batch, fn); err != nil {
		t.Fatal(err)
	}
}

func (h *house) profile(t tester, p source.Profile) {
	t.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	h.write(t, "set-up", func(tx *store.Tx) error {
		return tx.AddRecords(t.Context(), []register.Record{{Kind: register.Source, Key: p.Key, Body: body}})
	})
}

// count is a number of persons in the city at the end of a month.
func count(named string, month period.Month, value int64) figure.Figure {
	return figure.Figure{
		Key:   figure.Key{Indicator: persons, Area: city, Group: population.All, Period: period.On(month.Last())},
		Value: unit.Whole(value), Basis: figure.Counted, Source: named, KnownFrom: month.Last().AddDays(10),
	}
}

// add records figures and returns the number of the last one.
func (h *house) add(t tester, by string, figures ...figure.Figure) int64 {
	t.Helper()
	h.write(t, by, func(tx *store.Tx) error { return tx.AddFigures(t.Context(), figures) })
	last, err := h.store.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return last
}

func (h *house) do(t tester, act approval.Act, key string, month period.Month, by identity.Principal) {
	t.Helper()
	if err := h.try(t, act, key, month, by); err != nil {
		t.Fatalf("%s of %s %s by %s: %v", act, key, month, by.Leading(), err)
	}
}

func (h *house) try(t tester, act approval.Act, key string, month period.Month, by identity.Principal) error {
	return h.desk.Do(t.Context(), desk.Order{Unit: approval.Unit{Source: key, Month: month}, Act: act, By: by, Note: "Test", Now: now})
}

// released is the context of a reader of released figures.
func released(t tester) context.Context {
	return audience.With(t.Context(), audience.Lens{Audience: audience.Office, Released: true})
}

// seen are the values that a reader of released figures sees of an indicator.
func (h *house) seen(t tester, q figure.Query) []int64 {
	t.Helper()
	figures, err := h.ledger.Figures(released(t), q)
	if err != nil {
		t.Fatal(err)
	}
	values := []int64{}
	for _, f := range figures {
		values = append(values, f.Value.Amount)
	}
	return values
}

func (h *house) choose(t tester, c figure.Choice) {
	t.Helper()
	h.write(t, "Amt", func(tx *store.Tx) error { return tx.AddChoice(t.Context(), c) })
}
