// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/tools/refdata"
)

const land = "Baden-Württemberg"

// Federation, Land, city through the change of both keys at the new year: both
// steps sum, and the city stays within 1 + share of the compound due for each
// account it is in.
func TestCascade(t *testing.T) {
	published := koenigstein(t)
	laender := series(t,
		Key{Name: "2014", Parts: published["2014"], ValidFrom: period.Day(2015, 1, 1)},
		Key{Name: "2015", Parts: published["2015"], ValidFrom: period.Day(2016, 1, 1)})
	shares := map[int]unit.Share{2015: unit.Percent(624, 2), 2016: unit.Percent(647, 2)}
	districts := series(t, stuttgartKeys()...)
	rapid.Check(t, func(t *rapid.T) {
		cascade, err := NewCascade(laender, districts, land, "Stuttgart")
		if err != nil {
			t.Fatal(err)
		}
		day, due, bound := period.Day(2015, 11, 2), new(big.Rat), new(big.Rat)
		years := map[int]bool{}
		for range 20 {
			batch := rapid.Int64Range(0, 400).Draw(t, "batch")
			var s Stages
			if cascade, s, err = cascade.Add(day, unit.Headcount(batch)); err != nil {
				t.Fatal(err)
			}
			if sumOf(s.Laender.Counts) != unit.Headcount(batch) || sumOf(s.Districts.Counts) != s.Laender.Of(land) {
				t.Fatalf("%+v does not sum to %d", s, batch)
			}
			share := big.NewRat(int64(shares[day.Year()]), unit.ShareScale)
			if !years[day.Year()] {
				years[day.Year()] = true
				bound.Add(bound.Add(bound, big.NewRat(1, 1)), share)
			}
			key := published[fmt.Sprint(day.Year()-1)]
			due.Add(due, share.Mul(share, dueOf(key[0], batch, weightSum(key))))
			got, _ := cascade.Districts().Of("Stuttgart")
			if d := new(big.Rat).Sub(due, new(big.Rat).SetInt64(int64(got))); d.Abs(d).Cmp(bound) >= 0 {
				t.Fatalf("the city has %d, compound due %s", got, due.FloatString(4))
			}
			day = day.AddDays(7)
		}
		for _, e := range append(cascade.Laender().Entries(), cascade.Districts().Entries()...) {
			checkQuota(t, e.Account.Result())
		}
	})
}

func TestCascadeRefuses(t *testing.T) {
	laender := series(t, Key{Name: "L", Parts: named(1, 2), ValidFrom: period.Day(2015, 1, 1)})
	districts := series(t, stuttgartKeys()...)
	_, err := NewCascade(laender, districts, "C", "Stuttgart")
	checkRows(t, "unknown Land", err, []string{"L, Spalte name: „C“, erwartet: einer der Namen im Schlüssel"})
	cascade, err := NewCascade(laender, districts, "A", "Stuttgart")
	if err != nil {
		t.Fatal(err)
	}
	after, _, err := cascade.Add(period.Day(2015, 3, 1), 9) // a key for the Länder, none for the city
	if fault.KindOf(err) != fault.NotFound || len(after.Laender().Entries()) != 0 {
		t.Errorf("%v, %v", after, err)
	}
	_, _, err = TwoStep(SainteLague, named(1, 2), named(1), "C", 9)
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.SayOf(err).De, "„C“") {
		t.Errorf("unknown Land: %v", err)
	}
	_, _, err = TwoStep(SainteLague, named(1, 2), named(0), "A", 9)
	checkRows(t, "no weight", err, []string{"Verteilungsschlüssel, Zeile 1, Spalte weight: „0“, erwartet: eine ganze Zahl größer als 0"})
}

// The worked example of docs/methods/apportion.md, line by line as it stands
// there: the numbers are worked by hand in the document.
func TestWorkedExample(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(refdata.Root(t), "docs", "methods", "apportion.md"))
	if err != nil {
		t.Fatal(err)
	}
	contains := func(line string) {
		t.Helper()
		if !strings.Contains(string(page), line) {
			t.Errorf("the page does not say %q", line)
		}
	}
	laender := koenigstein(t)["2014"]
	city := CityKey("Stuttgart", unit.Percent(624, 2), period.Day(2015, 7, 1), period.Date{}, "")
	first, second, err := TwoStep(LargestRemainder, laender, city.Parts, land, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(first.Lines, second.Lines...) {
		contains(fmt.Sprintf("| %s | %s | %d | %s |", l.Part.Name, l.Due.In(text.En, 5), l.Got, l.Difference().In(text.En, 5)))
	}
	account, err := Open(laender)
	if err != nil {
		t.Fatal(err)
	}
	for week := 1; week <= 5; week++ {
		var got []unit.Headcount
		if account, got, err = account.Add(37); err != nil {
			t.Fatal(err)
		}
		i := 8 // Niedersachsen
		l := account.Result().Lines[i]
		if l.Part.Name != "Niedersachsen" {
			t.Fatalf("line %d is %s", i, l.Part.Name)
		}
		contains(fmt.Sprintf("| %d | %d | %s | %d | %d | %s |", week, account.Total(), l.Due.In(text.En, 7), got[i], l.Got, l.Difference().In(text.En, 7)))
	}
}
