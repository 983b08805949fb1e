// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/exchange/cityfile"
)

// memory is a ledger and its registers in memory, in order of recording.
type memory struct {
	figures  []figure.Figure
	choices  []figure.Choice
	records  []register.Record
	position int64
}

func (m *memory) Figures(_ context.Context, q figure.Query) ([]figure.Figure, error) {
	var list []figure.Figure
	for _, f := range m.figures {
		if (q.AsOf.IsZero() || !f.KnownFrom.After(q.AsOf)) && slices.Contains(q.Indicators, f.Indicator) {
			list = append(list, f)
		}
	}
	return list, nil
}

func (m *memory) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	return m.Figures(ctx, q)
}

func (m *memory) Choices(context.Context, figure.Query) ([]figure.Choice, error) {
	return m.choices, nil
}
func (m *memory) Position(context.Context) (int64, error) { return m.position, nil }

func (m *memory) Areas(context.Context, string) ([]area.Area, error) {
	return []area.Area{
		{ID: "1", Level: area.City, Name: "Stadt"},
		{ID: "1/06", Level: area.District, Number: "06", Name: "Bad Cannstatt", Parent: "1"},
		{ID: "1/08", Level: area.District, Number: "08", Name: "Botnang", Parent: "1"},
		{ID: "1/061", Level: area.Subdistrict, Number: "061", Name: "Winterhalde", Parent: "1/06"},
	}, nil
}

func (m *memory) Records(_ context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	newest := map[string]register.Record{}
	for _, r := range m.records {
		if r.Kind == kind && (asOf.IsZero() || !r.KnownFrom.After(asOf)) {
			newest[r.Key] = r
		}
	}
	var list []register.Record
	for _, r := range newest {
		list = append(list, r)
	}
	return list, nil
}

func (m *memory) Versions(_ context.Context, kind register.Kind, key string) ([]register.Record, error) {
	var list []register.Record
	for _, r := range m.records {
		if r.Kind == kind && r.Key == key {
			list = append(list, r)
		}
	}
	return list, nil
}

func (m *memory) Record(_ context.Context, id int64) (register.Record, error) {
	return m.records[id-1], nil
}

func (m *memory) add(t *testing.T, kind register.Kind, key string, known period.Date, noun any) {
	t.Helper()
	body, err := json.Marshal(noun)
	if err != nil {
		t.Fatal(err)
	}
	m.position++
	m.records = append(m.records, register.Record{ID: int64(len(m.records) + 1), Kind: kind, Key: key, KnownFrom: known, Body: body})
}

func (m *memory) site(t *testing.T, s accommodation.Site) {
	t.Helper()
	if s.Name == "" {
		s.Name = s.ID
	}
	if s.Certainty == "" {
		s.Certainty = accommodation.InOperation
	}
	m.add(t, register.Site, s.ID, s.KnownFrom, s)
}

func (m *memory) persons(date string, n int64, basis figure.Basis, known string) {
	p, err := period.Parse(date)
	if err != nil {
		panic(err)
	}
	m.figures = append(m.figures, figure.Figure{
		ID: int64(len(m.figures) + 1), Key: figure.Key{Indicator: capacity.Persons, Area: "1", Group: population.All, Period: p},
		Value: unit.Whole(n), Basis: basis, KnownFrom: day(known),
	})
}

// town is a city with three sites: one open until it ends, one decided with
// a later version, one proposed.
func town(t *testing.T) (*capacity.Desk, *memory) {
	t.Helper()
	m := &memory{}
	m.add(t, register.Utilisation, "2013", day("2013-01-01"), need.Utilisation{Share: unit.Percent(90, 0), ValidFrom: day("2013-01-01"), KnownFrom: day("2013-01-01")})
	m.add(t, register.Package, "t1", day("2014-01-01"), cityfile.Package{ID: "t1", Name: "Tranche 1", Places: 300, Date: day("2014-01-01"), KnownFrom: day("2014-01-01")})
	m.site(t, accommodation.Site{ID: "alt", Area: "1/06", Nominal: 100, Blocked: 8, Reserve: 2, Opening: dated("2013-01-01"), End: dated("2016-07-01"), EndReason: accommodation.Lease, KnownFrom: day("2013-01-01")})
	m.site(t, accommodation.Site{ID: "neu", Area: "1/061", Package: "t1", Certainty: accommodation.Decided, Nominal: 200, Opening: dated("2016-01-01"), End: dated("2021-01-01"), KnownFrom: day("2015-01-01")})
	m.site(t, accommodation.Site{ID: "neu", Area: "1/061", Package: "t1", Nominal: 240, Opening: dated("2016-03-01"), End: dated("2021-03-01"), KnownFrom: day("2016-03-10")})
	m.site(t, accommodation.Site{ID: "idee", Area: "1/08", Certainty: accommodation.Proposed, Nominal: 500, Opening: dated("2015-06-01"), KnownFrom: day("2015-01-01")})
	return capacity.New(m, m), m
}

func day(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func dated(s string) accommodation.Dated {
	return accommodation.Dated{Date: day(s), Basis: figure.Assumed}
}
