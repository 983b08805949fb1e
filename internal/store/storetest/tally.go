// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"errors"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/store"
)

// tallies returns the tallies behind a number.
func tallies(t *testing.T, s *store.Store, after int64) []figure.Tally {
	t.Helper()
	all, err := s.Tallies(t.Context(), after)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// testTallies: figures of one batch, source, indicator, month and day of
// knowledge are one tally; nothing of a failed batch is counted; and what has
// come in since can be asked for alone.
func testTallies(t *testing.T, s *store.Store) {
	setUp(t, s)
	same(t, len(tallies(t, s, 0)), 0)
	before := position(t, s)
	whole := count(5455, november, paperDay)
	whole.Period = period.InMonth(november) // ends on the same day, begins earlier
	other := count(3, november, paperDay)
	other.Source = "Zählung der Stadt"
	later := count(8055, december, paperDay.AddDays(1))
	share := count(9, november, paperDay)
	share.Indicator, share.Value = rate, unit.Whole(9)
	write(t, s, func(tx *store.Tx) error {
		if err := tx.AddFigures(t.Context(), []figure.Figure{count(7744, november, paperDay), other}); err != nil {
			return err
		}
		return tx.AddFigures(t.Context(), []figure.Figure{whole, later, share})
	})
	line := func(in, source string, month period.Month, known period.Date, first period.Date, n int, low, high int64) figure.Tally {
		return figure.Tally{
			Source: source, Indicator: in, Month: month, KnownFrom: known, First: first, Last: month.Last(), Figures: n,
			Low: before + 1 + low, High: before + 1 + high, By: Batch("x").By, RecordedAt: Moment,
		}
	}
	want := []figure.Tally{
		line(persons, "Zählung der Stadt", november, paperDay, november.Last(), 1, 2, 2),
		line(persons, "GRDrs 1330/2015", november, paperDay, november.First(), 2, 1, 3),
		line(persons, "GRDrs 1330/2015", december, paperDay.AddDays(1), december.Last(), 1, 4, 4),
		line(rate, "GRDrs 1330/2015", november, paperDay, november.Last(), 1, 5, 5),
	}
	same(t, tallies(t, s, 0), want)

	err := s.Write(t.Context(), Batch("fails"), func(tx *store.Tx) error {
		if err := tx.AddFigures(t.Context(), []figure.Figure{whole}); err != nil {
			return err
		}
		return errors.New("fails")
	})
	if err == nil {
		t.Error("a failing batch was kept")
	}
	same(t, tallies(t, s, 0), want)
	last := position(t, s)
	add(t, s, whole)
	since := tallies(t, s, last)
	if len(since) != 1 || since[0].Low != last+2 || since[0].High != last+2 {
		t.Errorf("since %d came %+v", last, since)
	}
	same(t, len(tallies(t, s, 0)), 5)
}

// compareTallies: the tallies of a model's indicators add up to its figures,
// and no figure has a number outside of them.
func (m model) compareTallies(all []figure.Tally) error {
	sum := map[string]int{}
	for _, y := range all {
		sum[y.Indicator] += y.Figures
	}
	for _, f := range m.figures {
		sum[f.Indicator]--
		found := false
		for _, y := range all {
			found = found || y.Indicator == f.Indicator && y.Source == f.Source && y.Month == f.Period.To.Month() && y.KnownFrom == f.KnownFrom &&
				y.Low <= f.ID && f.ID <= y.High && !f.Period.From.Before(y.First) && !f.Period.To.After(y.Last)
		}
		if !found {
			return errors.New("no tally counts the figure of " + f.Period.String())
		}
	}
	for _, in := range m.indicators {
		if sum[in] != 0 {
			return errors.New("the tallies of " + in + " do not add up")
		}
	}
	return nil
}
