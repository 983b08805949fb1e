// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"cmp"
	"slices"
	"testing"

	"github.com/google/uuid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

func testAreas(t *testing.T, s *store.Store) {
	setUp(t, s)
	newer := area.Edition{ID: "stuttgart-2020", Name: "Gebietsstand 2020", ValidFrom: period.Day(2020, 1, 1), Source: "Hauptsatzung"}
	write(t, s, func(tx *store.Tx) error {
		return tx.AddAreas(t.Context(), newer, []area.Area{{ID: "08111000/24", Level: area.District, Name: "Neu", Parent: city}})
	})
	editions, err := s.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, editions, []area.Edition{newer, edition})
	want := areas()
	for i := range want {
		want[i].Edition = edition.ID
	}
	slices.SortFunc(want, func(a, b area.Area) int { return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.ID, b.ID)) })
	got, err := s.Areas(t.Context(), edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, want)
	if got, err = s.Areas(t.Context(), ""); err != nil || len(got) != 1 || got[0].Edition != newer.ID || got[0].Parent != city {
		t.Errorf("the newest edition has %v, error %v", got, err)
	}
	refused := func(areas ...area.Area) error {
		return s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error { return tx.AddAreas(t.Context(), edition, areas) })
	}
	isKind(t, refused(area.Area{ID: "08111000/25"}, area.Area{ID: mitte}), fault.Conflict)
	isKind(t, refused(area.Area{ID: "08111000/25"}, area.Area{ID: "08111000/25"}), fault.Conflict)
	isKind(t, refused(area.Area{ID: "08111000/25", Parent: "none"}), fault.Invalid)
	// The key of a refused area stays unknown.
	f := count(1, november, paperDay)
	f.Area = "08111000/25"
	isKind(t, s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error { return tx.AddFigures(t.Context(), []figure.Figure{f}) }), fault.Invalid)
}

func testBoundaries(t *testing.T, s *store.Store) {
	setUp(t, s)
	shape := area.MultiPolygon{
		{{{Lon: 9.1, Lat: 48.7}, {Lon: 9.2000000000000011, Lat: 48.7}, {Lon: 9.2, Lat: 1.0 / 3}, {Lon: 9.1, Lat: 48.7}}, {{Lon: 1, Lat: 2}, {Lon: -0.5, Lat: 1e-9}, {Lon: 1, Lat: 2}}},
		{{{Lon: 3, Lat: 4}, {Lon: 5, Lat: 6}, {Lon: 3, Lat: 4}}},
	}
	before := position(t, s)
	write(t, s, func(tx *store.Tx) error {
		return tx.SetBoundaries(t.Context(), edition.ID, map[area.ID]area.MultiPolygon{mitte: shape, city: shape[1:]})
	})
	if position(t, s) <= before {
		t.Error("the position did not grow")
	}
	got, err := s.Areas(t.Context(), edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, []area.MultiPolygon{got[0].Boundary, got[1].Boundary, got[2].Boundary}, []area.MultiPolygon{shape[1:], shape, nil})
	err = s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error {
		return tx.SetBoundaries(t.Context(), edition.ID, map[area.ID]area.MultiPolygon{mitte: nil, "x": shape, "y": shape})
	})
	isKind(t, err, fault.Invalid)
	same(t, len(fault.RowsOf(err)), 2)
	if got, err = s.Areas(t.Context(), edition.ID); err != nil || len(got[1].Boundary) != 2 {
		t.Errorf("boundary %v, error %v", got[1].Boundary, err)
	}
}

func run(planID string, version int64) plan.Run {
	month := period.MonthOf(2016, 3)
	stock := unit.Headcount(7744)
	return plan.Run{
		ID: uuid.Must(uuid.NewV7()).String(), PlanID: planID, Version: version, Position: 42, Digest: "d1", RanOn: paperDay,
		Inputs: plan.Inputs{
			Plan: plan.Plan{
				ID: planID, Name: "Neue Planung", AsOf: paperDay, From: month, To: month + 9, Start: plan.Start{Persons: &stock, Basis: figure.Computed},
				Arrivals: []plan.Flow{{Name: "Zuweisung", From: month, To: month, Total: &stock, Basis: figure.Announced}},
			},
			Sites: []accommodation.Site{{ID: "t4", Name: "Quellenstraße", Nominal: 156, Basis: figure.Reported, Opening: accommodation.Dated{Date: paperDay, Basis: figure.Assumed}}},
			Start: figure.Derivation{Name: text.Same("x"), Basis: figure.Counted},
		},
		Result: plan.Result{
			Methods: []plan.Method{{Name: "stockflow", Version: "1"}}, Months: []plan.Month{{Month: month, Persons: 8055, Gap: -12}},
			Shortage: plan.Shortage{First: &month, FirstPlaces: 12}, Missing: []text.Text{text.T("fehlt", "missing")},
		},
	}
}

func testRuns(t *testing.T, s *store.Store) {
	first, second, other := run("neu", 1), run("neu", 2), run("entwurf", 1)
	before := position(t, s)
	for _, r := range []plan.Run{first, second, other} {
		if err := s.SaveRun(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	same(t, position(t, s), before)
	got, err := s.Run(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, first)
	if got, err = s.LatestRun(t.Context(), "neu"); err != nil {
		t.Fatal(err)
	}
	same(t, got, second)
	_, err = s.LatestRun(t.Context(), "none")
	isKind(t, err, fault.NotFound)
	isKind(t, s.SaveRun(t.Context(), first), fault.Conflict)
	for planID, want := range map[string][]string{"neu": {second.ID, first.ID}, "": {other.ID, second.ID, first.ID}, "none": nil} {
		list, err := s.Runs(t.Context(), planID)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range list {
			same(t, r.Digest+r.RanOn.String(), "d1"+paperDay.String())
			ids = append(ids, r.ID)
		}
		same(t, ids, want)
	}
}
