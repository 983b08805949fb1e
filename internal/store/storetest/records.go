// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"strings"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/store"
)

func record(key, body string, on period.Date) register.Record {
	return register.Record{Kind: register.Site, Key: key, KnownFrom: on, Body: []byte(body), File: "sites.csv", Line: 3}
}

func testRecords(t *testing.T, s *store.Store) {
	later := paperDay.AddDays(30)
	versions := []register.Record{
		record("b", `{"nominal":1}`, later),
		record("b", `{"nominal":2}`, paperDay),
		record("Ä", `{"name":"Ä"}`, paperDay),
		record("b", `{"nominal":3}`, paperDay), // same day: recorded last
		record("Z", "{}", later),
	}
	before := position(t, s)
	write(t, s, func(tx *store.Tx) error { return tx.AddRecords(t.Context(), versions) })
	for i := range versions {
		versions[i].ID = before + 2 + int64(i)
	}
	for _, c := range []struct {
		asOf period.Date
		want []register.Record
	}{
		{paperDay.AddDays(-1), nil},
		{paperDay, []register.Record{versions[3], versions[2]}},
		{later, []register.Record{versions[4], versions[0], versions[2]}},
		{period.Date{}, []register.Record{versions[4], versions[0], versions[2]}},
	} {
		got, err := s.Records(t.Context(), register.Site, c.asOf)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, c.want)
	}
	all, err := s.Versions(t.Context(), register.Site, "b")
	if err != nil {
		t.Fatal(err)
	}
	same(t, all, []register.Record{versions[1], versions[3], versions[0]})
	one, err := s.Record(t.Context(), versions[2].ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, one, versions[2])
	if other, err := s.Records(t.Context(), register.Norm, period.Date{}); err != nil || len(other) > 0 {
		t.Errorf("norms %v, error %v", other, err)
	}
}

// testChronicle: all versions of a register with the moments of their recording,
// as they came, whatever day they are known from.
func testChronicle(t *testing.T, s *store.Store) {
	early, late := Batch("first"), Batch("second")
	late.RecordedAt = early.RecordedAt.Add(36 * time.Hour)
	records := []register.Record{
		record("b", `{"nominal":1}`, paperDay.AddDays(30)), record("a", `{"nominal":2}`, paperDay), record("b", `{"nominal":3}`, paperDay),
	}
	for i, batch := range []figure.Batch{early, late} {
		if err := s.Write(t.Context(), batch, func(tx *store.Tx) error {
			other := register.Record{Kind: register.Norm, Key: "n", KnownFrom: paperDay, Body: []byte("{}")}
			return tx.AddRecords(t.Context(), append([]register.Record{other}, records[2*i:min(2*i+2, len(records))]...))
		}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Chronicle(t.Context(), register.Site)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]register.Dated, len(records))
	for i, r := range records {
		if want[i] = (register.Dated{Record: r, RecordedAt: early.RecordedAt.UTC()}); i == 2 {
			want[i].RecordedAt = late.RecordedAt.UTC()
		}
		if i < len(got) {
			want[i].ID = got[i].ID
		}
	}
	same(t, got, want)
	if none, err := s.Chronicle(t.Context(), register.Pay); err != nil || len(none) > 0 {
		t.Errorf("%v, error %v", none, err)
	}
}

func testRefusedRecords(t *testing.T, s *store.Store) {
	err := s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error {
		return tx.AddRecords(t.Context(), []register.Record{record("a", "{}", paperDay), record("b", "{", paperDay), record("c\x00", "{}", paperDay)})
	})
	isKind(t, err, fault.Invalid)
	same(t, len(fault.RowsOf(err)), 2)
	got, err := s.Records(t.Context(), register.Site, period.Date{})
	if err != nil || len(got) > 0 {
		t.Errorf("records %v, error %v", got, err)
	}
}

// names are letters that DIN 91379 requires of administrations, composed and
// with combining marks, and one outside the Basic Multilingual Plane.
var names = []string{
	"Đặng Thị Hồng", "Łukasz Żółć", "Ǧāmiʿ al-Ḥusain", "C̆eric̣", "Åse Ærø Þór", "Jānis Ķēniņš", "İstanbul ığdır", "Straße ẞ", "M̂edah", "O’Brien “x”", "'; DROP TABLE figure; --", "\U0001f3e0", "  am Rand  ", "Zeile\nzwei\t", strings.Repeat("lang ", 5_000),
}

func testNames(t *testing.T, s *store.Store) {
	setUp(t, s)
	var figures []figure.Figure
	var records []register.Record
	e := area.Edition{ID: "namen", ValidFrom: period.Day(2020, 1, 1)}
	var places []area.Area
	for i, name := range names {
		f := count(int64(i), november, paperDay)
		f.Source, f.Note, f.KnownBasis, f.File = name, name+"!", name+"?", name+".csv"
		figures = append(figures, f)
		records = append(records, record(name, "{}", paperDay))
		places = append(places, area.Area{ID: area.ID(name[:min(len(name), 40)]), Edition: e.ID, Level: area.City, Name: name})
	}
	write(t, s, func(tx *store.Tx) error {
		if err := tx.AddAreas(t.Context(), e, places); err != nil {
			return err
		}
		if err := tx.AddRecords(t.Context(), records); err != nil {
			return err
		}
		return tx.AddFigures(t.Context(), figures)
	})
	for i, f := range ask(t, s, figure.Query{}) {
		same(t, []string{f.Source, f.Note, f.KnownBasis, f.File}, []string{names[i], names[i] + "!", names[i] + "?", names[i] + ".csv"})
	}
	for _, name := range names {
		got, err := s.Versions(t.Context(), register.Site, name)
		if err != nil || len(got) != 1 || got[0].Key != name {
			t.Errorf("%q is read back as %v, error %v", name, got, err)
		}
	}
	found, err := s.Areas(t.Context(), e.ID)
	if err != nil || len(found) != len(names) {
		t.Fatalf("%d areas, error %v", len(found), err)
	}
	stored := map[area.ID]string{}
	for _, a := range found {
		stored[a.ID] = a.Name
	}
	for _, a := range places {
		same(t, stored[a.ID], a.Name)
	}
}

func testUnstorable(t *testing.T, s *store.Store) {
	setUp(t, s)
	for _, bad := range []string{"a\x00b", "Stra\xdfe"} {
		f := count(1, november, paperDay)
		f.Source = bad
		for name, fn := range map[string]func(*store.Tx) error{
			"figure":    func(tx *store.Tx) error { return tx.AddFigures(t.Context(), []figure.Figure{f}) },
			"indicator": func(tx *store.Tx) error { return tx.PutIndicators(t.Context(), []figure.Indicator{{Code: bad}}) },
			"edition":   func(tx *store.Tx) error { return tx.PutEdition(t.Context(), area.Edition{ID: bad}) },
			"area":      func(tx *store.Tx) error { return tx.AddAreas(t.Context(), edition, []area.Area{{ID: area.ID(bad)}}) },
			"area name": func(tx *store.Tx) error { return tx.AddAreas(t.Context(), edition, []area.Area{{ID: "1", Name: bad}}) },
		} {
			if err := s.Write(t.Context(), Batch("suite"), fn); fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 {
				t.Errorf("%s %q: %v, expected to be refused with its row", name, bad, err)
			}
		}
	}
}
