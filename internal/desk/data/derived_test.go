// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"cmp"
	"context"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/data"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestEveryRecordIsDerived: each record of the example's registers says in both
// languages what it holds, from which source and since when it was known.
func TestEveryRecordIsDerived(t *testing.T) {
	city := citytest.Example(t)
	city.Import(t, "thresholds.csv", "threshold_percent,valid_from,known_from,source,decision\n30,2016-01-01,2015-12-15,invented,GRDrs 1/2015\n")
	o, err := city.Outlook.Look(t.Context(), period.Day(2015, 11, 27), outlook.Wish{Seed: 1, Paths: 20})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := city.Outlook.Raise(t.Context(), o, outlook.Keeping{By: "Test"}, citytest.Now); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []register.Kind{
		register.Norm, register.Utilisation, register.LeadTime, register.StaffingKey, register.Pay, register.FlatRate,
		register.PostCase, register.Package, register.Apportion, register.Setting, register.Plan,
		register.Scenario, register.Projection, register.Threshold, register.Warning,
	} {
		records, err := city.Data.Records(t.Context(), kind, period.Date{})
		if err != nil || len(records) == 0 {
			t.Errorf("%s: %d records, %v", kind, len(records), err)
		}
		for _, r := range records {
			d, err := data.DeriveRecord(r)
			if err != nil || d.Name.De == "" || d.Name.En == "" || d.Value.De == "" || d.Value.En == "" || d.Source == "" || d.Basis == 0 && kind != register.Setting {
				t.Errorf("%s %s: %+v, %v", kind, r.Key, d, err)
			}
		}
	}
	if _, err := data.DeriveRecord(register.Record{Kind: "beds"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a record of an unknown kind: %v", err)
	}
	if _, err := data.DeriveRecord(register.Record{Kind: register.Pay, Body: []byte("{")}); fault.KindOf(err) != fault.Internal {
		t.Errorf("a broken record: %v", err)
	}
}

// TestPages: walking page by page, of any length, meets every figure and every
// pick once, and the same as asking for all at once.
func TestPages(t *testing.T) {
	city, _ := disputed(t)
	q := figure.Query{Indicators: []string{"accommodation.persons", "intake.arrivals"}, AsOf: citytest.Today()}
	all, err := city.Data.Figures(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	picks, err := city.Data.Series(t.Context(), q)
	if err != nil || len(picks) >= len(all) || len(picks) < 20 {
		t.Fatal(len(picks), len(all), err)
	}
	slices.SortFunc(all, func(a, b figure.Figure) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(picks, func(a, b figure.Picked) int { return cmp.Compare(a.ID, b.ID) })
	dates := gocmp.Comparer(func(a, b period.Date) bool { return a == b })
	for _, limit := range []int{1, 2, 7, len(picks), len(all), len(all) + 1} {
		got := walk(t, q, limit, city.Data.FigurePage)
		if diff := gocmp.Diff(all, got, dates); diff != "" {
			t.Errorf("figures by %d:\n%s", limit, diff)
		}
		picked := walk(t, q, limit, city.Data.PickedPage)
		if diff := gocmp.Diff(picks, picked, dates); diff != "" {
			t.Errorf("picks by %d:\n%s", limit, diff)
		}
	}
}

// walk asks for one page after the other and returns all that they hold.
func walk[T any](t *testing.T, q figure.Query, limit int, page func(context.Context, figure.Query) ([]T, int64, error)) []T {
	t.Helper()
	var all []T
	for q.Limit = limit; ; {
		list, next, err := page(t.Context(), q)
		if err != nil || len(list) > limit {
			t.Fatal(len(list), err)
		}
		all = append(all, list...)
		if next == 0 {
			return all
		}
		if next <= q.After || len(list) == 0 {
			t.Fatalf("a page of %d leads from %d to %d", len(list), q.After, next)
		}
		q.After = next
	}
}
