// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/data"
	"planraum/internal/desk/planning"
	"planraum/internal/store"
)

func TestFullCityHasTheStatedSize(t *testing.T) {
	if n := full.figures(); n != 5_000_000 {
		t.Errorf("the full city has %d figures", n)
	}
	if n := len(full.areas()); n != 400 {
		t.Errorf("the full city has %d areas", n)
	}
}

// TestCityComesIn: the program takes every file of a small city without a
// fault, and its desks find what is to be measured.
func TestCityComesIn(t *testing.T) {
	c := city{districts: 3, subdistricts: 7, indicators: 8, months: 12, sites: 500}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "city.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	desk, dir, rows := data.New(s, s, s, s), t.TempDir(), 0
	var plan string
	for _, file := range append(c.base(), c.rows(0, 500), c.rows(500, c.figures())) {
		path, err := file.writeFile(dir)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, ".yaml") {
			plan = path
		}
		out, err := importFile(t, desk, path)
		if err != nil {
			t.Fatalf("%s: %v", file.name, err)
		}
		if out.Kind == "figures" {
			rows += out.Rows
		}
	}
	if rows != c.figures() {
		t.Errorf("%d figures came in, want %d", rows, c.figures())
	}
	state, err := capacity.New(s, s).Situation(t.Context(), c.asOf())
	if err != nil || len(state.Persons) != c.months || len(state.Districts) != c.districts || len(state.Sites) != c.sites {
		t.Errorf("the situation has %d counts, %d districts, %d sites (%v)", len(state.Persons), len(state.Districts), len(state.Sites), err)
	}
	written, err := readPlan(plan)
	if err != nil {
		t.Fatal(err)
	}
	run, err := planning.New(s, s, s, func() period.Date { return c.asOf() }).Try(t.Context(), written)
	if err != nil || len(run.Result.Months) != 12*planYears || len(run.Inputs.Sites) != c.sites || run.Result.Months[0].PostsTotal == 0 {
		t.Errorf("the run has %d months and %d sites (%v)", len(run.Result.Months), len(run.Inputs.Sites), err)
	}
}

func importFile(t *testing.T, desk *data.Desk, path string) (data.Outcome, error) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return desk.Import(t.Context(), data.Incoming{Name: path, Content: f, By: "Test", Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
}

// TestSharesAddUp: no subdistrict holds more than its district, no district
// more than the city.
func TestSharesAddUp(t *testing.T) {
	for _, code := range []string{capacity.Persons, capacity.Residents} {
		whole, one, part := full.value(code, 0, 60), full.value(code, 1, 60), full.value(code, 1+full.districts, 60)
		if whole <= one || one <= part || part <= 0 {
			t.Errorf("%s: city %d, district %d, subdistrict %d", code, whole, one, part)
		}
	}
	if a := full.areas(); area.ID(a[1]) != area.ID(district(0)) || a[len(a)-1] != subdistrict(full.subdistricts-1) {
		t.Error("areas are not in the order city, districts, subdistricts")
	}
}
