// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"math/big"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func series(t rapid.TB, keys ...Key) Series {
	t.Helper()
	s, err := NewSeries(keys...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The published shares of Stuttgart. Papers name the share and a time at which
// it held; the first and last days here are for the test.
func stuttgartKeys() []Key {
	return []Key{
		CityKey("Stuttgart", unit.Percent(647, 2), period.Day(2016, 1, 1), period.Day(2017, 12, 31), ""),
		CityKey("Stuttgart", unit.Percent(674, 2), period.Day(2023, 1, 1), period.Date{}, ""),
		CityKey("Stuttgart", unit.Percent(624, 2), period.Day(2015, 7, 1), period.Date{}, ""),
	}
}

func TestSeriesOn(t *testing.T) {
	s := series(t, stuttgartKeys()...)
	for day, want := range map[period.Date]string{
		period.Day(2015, 7, 1):   "Stuttgart 6,24\u00a0%",
		period.Day(2015, 12, 31): "Stuttgart 6,24\u00a0%", // ends when the next begins
		period.Day(2016, 1, 1):   "Stuttgart 6,47\u00a0%",
		period.Day(2017, 12, 31): "Stuttgart 6,47\u00a0%",
		period.Day(2024, 5, 1):   "Stuttgart 6,74\u00a0%",
	} {
		if k, err := s.On(day); err != nil || k.Name != want {
			t.Errorf("%s: %q, %v, want %q", day, k.Name, err, want)
		}
	}
	for _, day := range []period.Date{period.Day(2015, 6, 30), period.Day(2018, 1, 1)} {
		_, err := s.On(day)
		want := text.T("Für den "+day.In(text.De)+" ist kein Verteilungsschlüssel hinterlegt.", "There is no apportionment key for "+day.In(text.En)+".")
		if fault.KindOf(err) != fault.NotFound || fault.SayOf(err) != want {
			t.Errorf("%s: %v", day, err)
		}
	}
	if keys := s.Keys(); len(keys) != 3 || keys[0].ValidTo != period.Day(2015, 12, 31) {
		t.Errorf("keys %+v", keys)
	}
}

func TestNewSeriesRefuses(t *testing.T) {
	_, err := NewSeries()
	checkRows(t, "none", err, []string{"Verteilungsschlüssel: erwartet: mindestens ein Schlüssel"})
	jan := period.Day(2016, 1, 1)
	_, err = NewSeries(
		Key{Name: "a", Parts: named(1)},
		Key{Name: "b", Parts: named(1), ValidFrom: jan, ValidTo: period.Day(2016, 6, 30)},
		Key{Name: "c", Parts: named(0), ValidFrom: period.Day(2016, 6, 30), ValidTo: period.Day(2016, 6, 29)},
		CityKey("d", unit.ShareScale, period.Day(2017, 1, 1), period.Date{}, ""),
		Key{Name: "e", Parts: named(1), ValidFrom: period.Day(2017, 1, 1)},
	)
	checkRows(t, "faulty", err, []string{
		"a, Spalte valid_from: „“, erwartet: ein Tag, ab dem der Schlüssel gilt",
		"c, Zeile 1, Spalte weight: „0“, erwartet: eine ganze Zahl größer als 0",
		"c, Spalte valid_to: „2016-06-29“, erwartet: ein Ende, das nicht vor dem Beginn liegt",
		"c, Spalte valid_from: „2016-06-30“, erwartet: Schlüssel, die sich nicht überschneiden",
		"d 100\u00a0%, Zeile 2, Spalte weight: „0“, erwartet: eine ganze Zahl größer als 0",
		"e, Spalte valid_from: „2017-01-01“, erwartet: Schlüssel, die sich nicht überschneiden",
	})
}

// The key changes on 1 January: the account of the old year is closed, the
// new one begins at zero, and each keeps to its own dues.
func TestBookClosesAccounts(t *testing.T) {
	published := koenigstein(t)
	book := NewBook(series(t,
		Key{Name: "2014", Parts: published["2014"], ValidFrom: period.Day(2015, 1, 1)},
		Key{Name: "2015", Parts: published["2015"], ValidFrom: period.Day(2016, 1, 1)},
	))
	days := []period.Date{period.Day(2015, 12, 24), period.Day(2015, 12, 31), period.Day(2016, 1, 1), period.Day(2016, 1, 1)}
	for _, day := range days {
		var err error
		if book, _, err = book.Add(day, 37); err != nil {
			t.Fatal(err)
		}
	}
	if len(book.Entries()) != 2 {
		t.Fatalf("%d accounts, want 2", len(book.Entries()))
	}
	for _, e := range book.Entries() {
		want, _ := byAccount(published[e.Key.Name], 74) // two batches of 37 each
		if diff := gocmp.Diff(want, e.Account.Result()); diff != "" {
			t.Errorf("key %s: %s", e.Key.Name, diff)
		}
	}
	_, _, err := book.Add(period.Day(2015, 12, 31), 1)
	checkRows(t, "too late", err, []string{"2014, Spalte day: „2015-12-31“, erwartet: ein Tag, der nicht vor der letzten Zuteilung liegt"})
	_, _, err = book.Add(period.Day(2014, 12, 31), 1)
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("before the first key: %v", err)
	}
}

// Random keys, days and batches: nothing is lost or taken back, every account
// keeps its quota, and over all accounts a part is less than one person for
// each account from the sum of its dues.
func TestBookInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := period.Day(2015, 1, 1)
		n := rapid.IntRange(1, 4).Draw(t, "keys")
		var keys []Key
		for i := range n {
			keys = append(keys, Key{Name: string(rune('a' + i)), Parts: drawParts(t), ValidFrom: first.AddDays(30 * i)})
		}
		book := NewBook(series(t, keys...))
		day, total := first, unit.Headcount(0)
		for _, batch := range rapid.SliceOfN(rapid.Int64Range(0, 50), 1, 15).Draw(t, "batches") {
			day = day.AddDays(rapid.IntRange(0, 12).Draw(t, "days"))
			next, b, err := book.Add(day, unit.Headcount(batch))
			if err != nil {
				t.Fatal(err)
			}
			if sumOf(b.Counts) != unit.Headcount(batch) || day.Before(b.Key.ValidFrom) {
				t.Fatalf("batch of %d on %s: %+v", batch, day, b)
			}
			for _, p := range b.Key.Parts {
				had, _ := book.Of(p.Name)
				if has, _ := next.Of(p.Name); b.Of(p.Name) < 0 || has != had+b.Of(p.Name) {
					t.Fatalf("%s had %d, got %d, has %d", p.Name, had, b.Of(p.Name), has)
				}
			}
			book, total = next, total+unit.Headcount(batch)
		}
		bound := big.NewRat(int64(len(book.Entries())), 1)
		var held unit.Headcount
		for _, name := range []string{"A", "B", "C", "D", "E", "F", "G", "H"} {
			got, dues := book.Of(name)
			held += got
			if dues.Sub(dues, new(big.Rat).SetInt64(int64(got))); dues.Abs(dues).Cmp(bound) >= 0 {
				t.Fatalf("%s is %s from its dues after %d accounts", name, dues, len(book.Entries()))
			}
		}
		for _, e := range book.Entries() {
			checkQuota(t, e.Account.Result())
		}
		if held != total {
			t.Fatalf("%d shared out of %d", held, total)
		}
	})
}
