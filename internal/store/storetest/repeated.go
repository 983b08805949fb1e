// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"errors"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/store"
)

func repeated(t *testing.T, s *store.Store, after int64) []figure.Repeat {
	t.Helper()
	all, err := s.Repeated(t.Context(), after)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// testRepeated: what ends on the day of an earlier figure of its series is a
// repeat, whether all are asked for or only those that came in since; nothing
// of a failed batch is one.
func testRepeated(t *testing.T, s *store.Store) {
	setUp(t, s)
	same(t, len(repeated(t, s, 0)), 0)
	elsewhere := count(3, november, paperDay)
	elsewhere.Area = mitte
	add(t, s, count(1, november, paperDay), elsewhere, count(1, december, paperDay))
	same(t, len(repeated(t, s, 0)), 0)
	before := position(t, s)
	whole := count(2, november, paperDay)
	whole.Period = period.InMonth(november) // of the same end
	add(t, s, count(4, november, paperDay.AddDays(1)), whole, count(4, december+1, paperDay))
	want := []figure.Repeat{
		{ID: before + 2, First: before - 2, Key: count(0, november, paperDay).Key},
		{ID: before + 3, First: before - 2, Key: whole.Key},
	}
	same(t, values(ask(t, s, figure.Query{IDs: []int64{before + 3, before - 2, before + 2, before + 3, before + 99}})), []string{"1", "4", "2"})
	same(t, values(ask(t, s, figure.Query{IDs: []int64{before - 2, before + 2}, AsOf: paperDay})), []string{"1"})
	same(t, repeated(t, s, 0), want)
	same(t, repeated(t, s, before), want)
	same(t, repeated(t, s, before+2), want[1:])
	same(t, len(repeated(t, s, before+3)), 0)
	err := s.Write(t.Context(), Batch("fails"), func(tx *store.Tx) error {
		if err := tx.AddFigures(t.Context(), []figure.Figure{count(9, november, paperDay)}); err != nil {
			return err
		}
		return errors.New("fails")
	})
	if err == nil {
		t.Error("a failing batch was kept")
	}
	same(t, repeated(t, s, 0), want)
}

// testBetween: batches carry their running numbers, and what they recorded lies
// behind each and before the next.
func testBetween(t *testing.T, s *store.Store) {
	setUp(t, s)
	low := position(t, s)
	write(t, s, func(tx *store.Tx) error {
		if err := tx.AddFigures(t.Context(), []figure.Figure{count(1, november, paperDay), count(2, december, paperDay)}); err != nil {
			return err
		}
		return tx.AddRecords(t.Context(), []register.Record{
			{Kind: register.Norm, Key: "a", KnownFrom: paperDay, Body: []byte(`{"n":1}`), File: "x.csv", Line: 2},
			{Kind: register.Break, Key: "b", KnownFrom: paperDay, Body: []byte(`{"n":2}`)},
		})
	})
	high := position(t, s) + 1
	choice := figure.Choice{Key: count(0, november, paperDay).Key, Figure: low + 2, Reason: "gezählt", By: "Planung", KnownFrom: paperDay}
	write(t, s, func(tx *store.Tx) error { return tx.AddChoice(t.Context(), choice) })
	batches, err := s.Batches(t.Context(), 2)
	if err != nil || batches[0].Number != high || batches[1].Number != low+1 {
		t.Fatalf("batches %+v, %v", batches, err)
	}
	records, err := s.RecordsBetween(t.Context(), low+1, high, 10)
	if err != nil || len(records) != 2 || records[0].Key != "a" || records[0].Line != 2 || records[1].Key != "b" {
		t.Errorf("records %+v, %v", records, err)
	}
	if first, err := s.RecordsBetween(t.Context(), low+1, high, 1); err != nil || len(first) != 1 || first[0].Key != "a" {
		t.Errorf("the first record is %+v, %v", first, err)
	}
	if none, err := s.RecordsBetween(t.Context(), high, high+100, 10); err != nil || len(none) != 0 {
		t.Errorf("records of the next batch: %+v, %v", none, err)
	}
	choices, err := s.ChoicesBetween(t.Context(), high, high+2)
	if err != nil {
		t.Fatal(err)
	}
	same(t, choices, []figure.Choice{choice})
	before, err := s.ChoicesBetween(t.Context(), 0, high)
	same(t, len(before), 0)
	if err != nil {
		t.Error(err)
	}
	same(t, values(ask(t, s, figure.Query{After: low, Before: high, Limit: 10})), []string{"1", "2"})
	same(t, values(ask(t, s, figure.Query{After: low, Before: low + 3, Limit: 10})), []string{"1"})
}
