// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing_test

import (
	"bytes"
	"context"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	desk "planraum/internal/desk/staffing"
	"planraum/internal/example"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
)

// books are the example city's registers as a city would import them.
type books map[register.Kind][]register.Record

// Versions and AppendAfter are not asked of books.
func (books) Versions(context.Context, register.Kind, string) ([]register.Record, error) {
	return nil, nil
}

func (books) AppendAfter(context.Context, figure.Batch, register.Record, int64) error { return nil }

func (b books) Records(_ context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	var list []register.Record
	for _, r := range b[kind] {
		if !r.KnownFrom.After(asOf) {
			list = append(list, r)
		}
	}
	return list, nil
}

func take[T any](t *testing.T, b books, in *table.Reader, read func(*table.Reader) ([]T, error)) {
	t.Helper()
	nouns, err := read(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nouns {
		r, err := cityfile.ToRecord(n)
		if err != nil {
			t.Fatal(err)
		}
		r.ID = int64(len(b[r.Kind]) + 1)
		b[r.Kind] = append(b[r.Kind], r)
	}
}

func city(t *testing.T) *desk.Desk {
	t.Helper()
	return desk.New(exampleBooks(t))
}

func exampleBooks(t *testing.T) books {
	t.Helper()
	b := books{}
	for _, f := range example.Files() {
		in, err := table.Open(f.Name, bytes.NewReader(f.Content))
		if err != nil {
			t.Fatal(err)
		}
		switch kind, _ := cityfile.Detect(in.Columns); kind {
		case cityfile.PostChanges:
			take(t, b, in, cityfile.ReadPostChanges)
		case cityfile.Pay:
			take(t, b, in, cityfile.ReadPay)
		case cityfile.StaffingKeys:
			take(t, b, in, cityfile.ReadStaffingKeys)
		}
	}
	return b
}

var november = period.Day(2015, 11, 27)

// TestPublishedPlan: what the published cases add up to on the day of the new planning:
// 2.70 + 1.00 + 6.00 posts, and 7.60 + 10.17 + 5.60 + 10.36 outside the plan.
func TestPublishedPlan(t *testing.T) {
	p, err := city(t).PostPlan(t.Context(), november, november, staffing.Settled)
	if err != nil || p.Total() != 970 || p.Ceiling() != 760+2613 {
		t.Errorf("%d posts, %d outside, %v", p.Total(), p.Ceiling(), err)
	}
	with, err := city(t).PostPlan(t.Context(), november, period.Day(2016, 1, 1), staffing.Asked)
	if err != nil || with.Total() != 1070 || with.Ceiling() != 2613 {
		t.Errorf("with the motion: %d posts, %d outside, %v", with.Total(), with.Ceiling(), err)
	}
}

// TestPublishedKey: 7.60 posts at 1:136 are enough for 1,033.6 persons beyond those of
// the plan (golden case G16); 2,535 persons need 18.64 (G15).
func TestPublishedKey(t *testing.T) {
	d := city(t)
	p, err := d.PostPlan(t.Context(), november, period.Day(2015, 3, 1), staffing.Settled)
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Covers(t.Context(), november, p, 2535)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	c := list[0]
	if c.Need != 1864 || c.Posts != 370 || c.Outside != 760 || c.Usable != 760 || c.Open != 1864-370-760 {
		t.Errorf("%+v", c)
	}
	if list, err = d.Covers(t.Context(), november, p, 600); err != nil || list[0].Usable != 441-370 || list[0].Open != 0 {
		t.Errorf("600 persons: %+v, %v", list, err) // 600 / 136 = 4.41
	}
}

// TestPlanningPost: the post of EG 13 that motion 864/2015 asks for costs in 2016 what
// the pay table says: 12 months of the table that holds from 01.03.2015, at its lowest
// and highest step, as no later table was known in November 2015.
func TestPlanningPost(t *testing.T) {
	b, err := city(t).Biennium(t.Context(), november, 2016, desk.Assumed{})
	if err != nil {
		t.Fatal(err)
	}
	var line *desk.Line
	for i := range b.Lines {
		if b.Lines[i].Grade == "EG 13" {
			line = &b.Lines[i]
		}
	}
	if line == nil {
		t.Fatal("no line of EG 13")
	}
	grades, _, err := city(t).PayTable(t.Context(), november)
	if err != nil {
		t.Fatal(err)
	}
	var low, high unit.Cents
	for _, g := range grades {
		for _, row := range g.Steps {
			if g.Name == "EG 13" && (low == 0 || row.Noun.Monthly < low) {
				low = row.Noun.Monthly
			}
			if g.Name == "EG 13" {
				high = max(high, row.Noun.Monthly)
			}
		}
	}
	for i, y := range line.Years {
		if y.Posts != 100 || low == 0 || y.Cost.Low != 12*low || y.Cost.High != 12*high || !y.Cost.Carried {
			t.Errorf("year %d: %+v; a month costs %d to %d", 2016+i, y, low, high)
		}
	}
	last := b.Stages[len(b.Stages)-1]
	if decided := b.Stages[0]; last.Changes != 1 || last.Years[0].Posts-decided.Years[0].Posts != 100 {
		t.Errorf("asked for: %+v, decided %+v", last, decided)
	}
}

// TestNotKnownBefore: a paper of December changes nothing that was known in November.
func TestNotKnownBefore(t *testing.T) {
	d := city(t)
	b, err := d.Biennium(t.Context(), period.Day(2015, 12, 31), 2016, desk.Assumed{})
	if err != nil || b.Stages[4].Stage != staffing.OutcomeUnknown || b.Stages[4].Changes != 3 || b.Stages[4].Years[1].Posts != 970+4425 || b.Stages[3].Years[1].Posts != 970 || b.Stages[0].Years[1].Posts != 970 {
		t.Errorf("%v %+v", err, b.Stages[4].Years)
	}
	if b, err = d.Biennium(t.Context(), november, 2016, desk.Assumed{}); err != nil || b.Stages[4].Changes != 0 {
		t.Errorf("in November: %+v, %v", b.Stages[4].Years, err)
	}
}
