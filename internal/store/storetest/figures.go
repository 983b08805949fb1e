// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"errors"
	"math"
	"slices"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

var (
	november = period.MonthOf(2015, 11)
	december = november + 1
	paperDay = period.Day(2015, 11, 27)
)

func testAsOf(t *testing.T, s *store.Store) {
	setUp(t, s)
	add(t, s, count(7744, december, paperDay))
	add(t, s, count(7127, december, period.Day(2016, 1, 14)))
	for _, c := range []struct {
		asOf period.Date
		want []string
	}{
		{paperDay.AddDays(-1), []string{}},
		{paperDay, []string{"7744"}},
		{period.Day(2016, 1, 13), []string{"7744"}},
		{period.Day(2016, 1, 14), []string{"7744", "7127"}},
		{period.Date{}, []string{"7744", "7127"}},
	} {
		same(t, values(ask(t, s, figure.Query{AsOf: c.asOf})), c.want)
	}
}

func testContradictions(t *testing.T, s *store.Store) {
	setUp(t, s)
	press := count(8300, december, paperDay)
	press.Basis, press.Source, press.Note = figure.Reported, "Stuttgarter Zeitung", "gerundet"
	own := count(8055, december, paperDay)
	add(t, s, press, own, own)
	found := ask(t, s, figure.Query{Indicators: []string{persons}})
	same(t, values(found), []string{"8300", "8055", "8055"})
	same(t, found[0].Basis, figure.Reported)
	same(t, found[0].Note, "gerundet")
	same(t, found[2].ID, found[1].ID+1)
	one, err := s.Figure(t.Context(), found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, one, found[0])
}

// Databases sort text by the rules of a language unless told otherwise; these
// codes come in another order in German, in English and in bytes.
func testOrder(t *testing.T, s *store.Store) {
	setUp(t, s)
	codes := []string{"Z", "_a", "a", "a b", "a-b", "aB", "a_b", "ab", "b", "Ä", "ä", "é", "ß", "\U0001f600"}
	slices.Sort(codes)
	var indicators []figure.Indicator
	var figures []figure.Figure
	for _, code := range codes {
		indicators = append(indicators, figure.Indicator{Code: code, Kind: figure.Stock})
		for _, month := range []period.Month{december, november} {
			for _, in := range []area.ID{vaihing, rathaus} {
				f := count(1, month, paperDay)
				f.Indicator, f.Area = code, in
				figures = append(figures, f)
			}
		}
	}
	slices.Reverse(indicators)
	slices.Reverse(figures)
	write(t, s, func(tx *store.Tx) error {
		if err := tx.PutIndicators(t.Context(), indicators); err != nil {
			return err
		}
		return tx.AddFigures(t.Context(), figures)
	})
	found := ask(t, s, figure.Query{})
	var order []string
	for i, f := range found {
		if i%4 == 0 {
			order = append(order, f.Indicator)
		}
		same(t, f.Area, []area.ID{rathaus, rathaus, vaihing, vaihing}[i%4])
		same(t, f.Period, period.On([]period.Month{november, december}[i%2].Last()))
	}
	same(t, order, codes)
}

func testNarrowing(t *testing.T, s *store.Store) {
	setUp(t, s)
	year := count(5, november, paperDay)
	year.Period = period.InYear(2015)
	half := count(6, november, paperDay)
	half.Period = period.Period{From: period.Day(2015, 7, 1), To: period.Day(2015, 12, 31)}
	in := func(id area.ID, value int64) figure.Figure {
		f := count(value, november, paperDay)
		f.Area, f.Group = id, refugees
		return f
	}
	add(t, s, half, year, count(1, november, paperDay), in(mitte, 2), in(vaihing, 3), in(rathaus, 4))
	for name, c := range map[string]struct {
		q    figure.Query
		want []string
	}{
		"all":               {figure.Query{}, []string{"1", "5", "6", "2", "4", "3"}},
		"districts":         {figure.Query{Level: area.District}, []string{"2", "3"}},
		"two areas":         {figure.Query{Areas: []area.ID{rathaus, mitte}}, []string{"2", "4"}},
		"group":             {figure.Query{Group: population.All}, []string{"1", "5", "6"}},
		"end from":          {figure.Query{From: period.Day(2015, 12, 31)}, []string{"5", "6"}},
		"end to":            {figure.Query{To: period.Day(2015, 12, 30)}, []string{"1", "2", "4", "3"}},
		"no such indicator": {figure.Query{Indicators: []string{"none"}}, []string{}},
		"no such area":      {figure.Query{Areas: []area.ID{"none"}}, []string{}},
	} {
		if got := values(ask(t, s, c.q)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, expected %v", name, got, c.want)
		}
	}
}

func testPaging(t *testing.T, s *store.Store) {
	setUp(t, s)
	var figures []figure.Figure
	for i := range 25 {
		f := count(int64(i), november-period.Month(i), paperDay)
		if i%5 == 4 {
			f.Indicator, f.Value = rate, unit.Decimal{Amount: int64(i * 10), Places: 1}
		}
		figures = append(figures, f)
	}
	add(t, s, figures...)
	var got []string
	q := figure.Query{Indicators: []string{persons}, Limit: 7}
	for {
		page := ask(t, s, q)
		got = append(got, values(page)...)
		if len(page) < q.Limit {
			break
		}
		q.After = page[len(page)-1].ID
	}
	var want []string
	for i := range 25 {
		if i%5 != 4 {
			want = append(want, unit.Whole(int64(i)).String())
		}
	}
	same(t, got, want)
	stop := errors.New("enough")
	seen := 0
	err := s.EachFigure(t.Context(), figure.Query{}, func(figure.Figure) error {
		seen++
		return stop
	})
	if !errors.Is(err, stop) || seen != 1 {
		t.Errorf("after %d figures: %v, expected to stop after the first", seen, err)
	}
}

func testLatest(t *testing.T, s *store.Store) {
	setUp(t, s)
	district := count(3, november, paperDay)
	district.Area = mitte
	add(t, s, count(1, november, paperDay), count(2, december, paperDay), count(9, december, period.Day(2016, 1, 14)), district)
	for _, c := range []struct {
		q    figure.Query
		want []string
	}{
		{figure.Query{}, []string{"2", "9", "3"}},
		{figure.Query{AsOf: paperDay}, []string{"2", "3"}},
		{figure.Query{AsOf: paperDay, To: paperDay.AddDays(3)}, []string{"1", "3"}},
		{figure.Query{Level: area.District}, []string{"3"}},
		{figure.Query{AsOf: paperDay.AddDays(-1)}, []string{}},
	} {
		found, err := s.Latest(t.Context(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		same(t, values(found), c.want)
	}
}

func testUnknownKeys(t *testing.T, s *store.Store) {
	setUp(t, s)
	bad := count(1, november, paperDay)
	bad.Indicator, bad.Area, bad.Group, bad.Line = "nichts", "08111000/99", "niemand", 7
	backwards := count(1, november, paperDay)
	backwards.Period, backwards.Line = period.Period{From: paperDay, To: paperDay.AddDays(-1)}, 8
	before := position(t, s)
	err := s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error {
		return tx.AddFigures(t.Context(), []figure.Figure{count(1, november, paperDay), bad, backwards})
	})
	isKind(t, err, fault.Invalid)
	var got []string
	for _, r := range fault.RowsOf(err) {
		got = append(got, r.File+" "+unit.Whole(int64(r.Line)).String()+" "+r.Column+" "+r.Value)
	}
	same(t, got, []string{"figures.csv 7 indicator nichts", "figures.csv 7 area 08111000/99", "figures.csv 7 group niemand", "figures.csv 8 period 2015-11-27..2015-11-26"})
	same(t, position(t, s), before)
	same(t, len(ask(t, s, figure.Query{})), 0)
}

func testDecimals(t *testing.T, s *store.Store) {
	setUp(t, s)
	share := func(amount int64, places int) figure.Figure {
		f := count(0, november, paperDay)
		f.Indicator, f.Value = rate, unit.Decimal{Amount: amount, Places: places}
		return f
	}
	add(t, s, share(90, 0), share(12500, 3), count(math.MaxInt64, november, paperDay), count(math.MinInt64, november, paperDay))
	same(t, values(ask(t, s, figure.Query{})), []string{"9223372036854775807", "-9223372036854775808", "90.0", "12.5"})
	for _, f := range []figure.Figure{share(1255, 2), share(math.MaxInt64, 0)} {
		err := s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error { return tx.AddFigures(t.Context(), []figure.Figure{f}) })
		isKind(t, err, fault.Invalid)
		same(t, len(fault.RowsOf(err)), 1)
		same(t, fault.RowsOf(err)[0].Column, "value")
	}
}

func testProvenance(t *testing.T, s *store.Store) {
	setUp(t, s)
	f := count(7127, december, period.Day(2016, 1, 14))
	f.Note, f.KnownBasis, f.Line = "Anlage 2, Seite 3", "angenommen: 14 Tage nach dem Stichtag", 1<<31
	position := position(t, s)
	add(t, s, f)
	f.ID, f.RecordedAt = position+2, Moment // the batch has the number before
	same(t, ask(t, s, figure.Query{}), []figure.Figure{f})
}

func testChoices(t *testing.T, s *store.Store) {
	setUp(t, s)
	add(t, s, count(1, november, paperDay), count(2, november, paperDay), count(3, december, paperDay))
	found := ask(t, s, figure.Query{})
	choose := func(f figure.Figure, id int64, on period.Date) error {
		return s.Write(t.Context(), Batch("choice"), func(tx *store.Tx) error {
			return tx.AddChoice(t.Context(), figure.Choice{Key: f.Key, Figure: id, Reason: "geprüft", By: "Sozialplanung", KnownFrom: on})
		})
	}
	later := paperDay.AddDays(10)
	for _, err := range []error{choose(found[0], found[1].ID, later), choose(found[0], found[0].ID, paperDay), choose(found[0], found[1].ID, paperDay), choose(found[2], found[2].ID, paperDay)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	isKind(t, choose(found[0], found[2].ID, paperDay), fault.Invalid)
	isKind(t, choose(found[0], 1<<40, paperDay), fault.Invalid)
	chosen := func(q figure.Query) []int64 {
		all, err := s.Choices(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, c := range all {
			same(t, c.By, "Sozialplanung")
			ids = append(ids, c.Figure)
		}
		return ids
	}
	same(t, chosen(figure.Query{AsOf: paperDay.AddDays(-1)}), []int64(nil))
	// Known on the same day: the one recorded last.
	same(t, chosen(figure.Query{AsOf: paperDay}), []int64{found[1].ID, found[2].ID})
	same(t, chosen(figure.Query{Indicators: []string{persons}, To: november.Last()}), []int64{found[1].ID})
	same(t, chosen(figure.Query{Level: area.District}), []int64(nil))
}

func testDictionaries(t *testing.T, s *store.Store) {
	setUp(t, s)
	add(t, s, count(1, november, paperDay))
	put := func(in figure.Indicator) error {
		return s.Write(t.Context(), Batch("suite"), func(tx *store.Tx) error { return tx.PutIndicators(t.Context(), []figure.Indicator{in}) })
	}
	renamed := figure.Indicator{Code: persons, Name: text.T("Personen in Unterkünften", "persons in accommodation"), Unit: text.T("Personen", "persons"), Kind: figure.Stock}
	unused := figure.Indicator{Code: rate, Name: text.Same("x"), Unit: text.Same("%"), Places: 3, Kind: figure.Rate}
	for _, in := range []figure.Indicator{renamed, unused} {
		if err := put(in); err != nil {
			t.Fatal(err)
		}
	}
	rescaled := renamed
	rescaled.Places = 2
	isKind(t, put(rescaled), fault.Conflict)
	got, err := s.Indicators(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, []figure.Indicator{renamed, unused})
	groups, err := s.Groups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, groups, []population.Group{{ID: population.All, Name: text.T("alle", "all")}, {ID: refugees, Name: text.T("Geflüchtete", "refugees")}})
}
