// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// checkQuota fails where a part is a person or more from its due.
func checkQuota(t rapid.TB, r Result) {
	t.Helper()
	if sumOf(r.Counts()) != r.Total {
		t.Fatalf("%v do not sum to %d", r.Counts(), r.Total)
	}
	one := big.NewRat(1, 1)
	for _, l := range r.Lines {
		d := l.Difference().Rat()
		if l.Got < 0 || d.Abs(d).Cmp(one) >= 0 {
			t.Fatalf("%s has %d of %d, due %s", l.Part.Name, l.Got, r.Total, l.Due)
		}
	}
}

// After every batch: sums, quota, nothing taken back, and the same holdings
// as if all had come at once.
func TestAccountInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := drawParts(t)
		account, err := Open(parts)
		if err != nil {
			t.Fatal(err)
		}
		for _, batch := range rapid.SliceOfN(rapid.Int64Range(0, 90), 1, 20).Draw(t, "batches") {
			before := account
			held := account.Result().Counts()
			next, got, err := account.Add(unit.Headcount(batch))
			if err != nil {
				t.Fatal(err)
			}
			for i, n := range next.Result().Counts() {
				if got[i] < 0 || n != held[i]+got[i] {
					t.Fatalf("%s had %d, got %d, has %d", parts[i].Name, held[i], got[i], n)
				}
			}
			if !slices.Equal(held, before.Result().Counts()) {
				t.Fatal("Add changed the account it was called on")
			}
			account = next
			checkQuota(t, account.Result())
		}
		whole, err := byAccount(parts, account.Total())
		if err != nil || !slices.Equal(whole.Counts(), account.Result().Counts()) {
			t.Fatalf("in batches %v, at once %v, error %v", account.Result().Counts(), whole.Counts(), err)
		}
	})
}

// Person by person through a whole year under each published key.
func TestAccountQuotaAtEveryPerson(t *testing.T) {
	for year, parts := range koenigstein(t) {
		account, _ := Open(parts)
		for range 5000 {
			var err error
			if account, _, err = account.Add(1); err != nil {
				t.Fatal(year, err)
			}
			checkQuota(t, account.Result())
		}
	}
}

// Fifty-two weeks of 37 persons under the Königstein key of 2014. Rounding
// each week by itself gives Niedersachsen 3 of 37 x 9.35696 % = 3.4620752
// every week: 52 x 0.4620752 = 24.0279104 persons too few. By the account no
// Land is a person away in any week.
func TestFiftyTwoBatches(t *testing.T) {
	parts := koenigstein(t)["2014"]
	account, err := Open(parts)
	if err != nil {
		t.Fatal(err)
	}
	separate := make([]unit.Headcount, len(parts))
	for range 52 {
		week, err := LargestRemainder(parts, 37)
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range week.Counts() {
			separate[i] += n
		}
		if account, _, err = account.Add(37); err != nil {
			t.Fatal(err)
		}
		checkQuota(t, account.Result())
	}
	worst, drift := "", new(big.Rat)
	for i, l := range account.Result().Lines {
		d := new(big.Rat).SetInt64(int64(separate[i]))
		if d.Sub(d, l.Due.Rat()); new(big.Rat).Abs(d).Cmp(new(big.Rat).Abs(drift)) > 0 {
			worst, drift = l.Part.Name, d
		}
	}
	if worst != "Niedersachsen" || drift.FloatString(7) != "-24.0279104" {
		t.Errorf("the largest drift is %s in %s", drift.FloatString(7), worst)
	}
}

// Rounding the running total anew takes persons back: of 16 persons
// Sachsen-Anhalt has one (due 0.4572), of 17 none (due 0.4858). The account
// gives it one later, when its turn has come, and leaves it there.
func TestCumulativeRoundingTakesBack(t *testing.T) {
	parts := koenigstein(t)["2014"]
	for total, want := range map[unit.Headcount]unit.Headcount{16: 1, 17: 0} {
		r, err := LargestRemainder(parts, total)
		if err != nil || r.Of("Sachsen-Anhalt") != want {
			t.Errorf("of %d persons %d, want %d, error %v", total, r.Of("Sachsen-Anhalt"), want, err)
		}
	}
	account, _ := Open(parts)
	before := account.Result()
	for range 52 * 37 {
		account, _, _ = account.Add(1)
		after := account.Result()
		for i, l := range after.Lines {
			if l.Got < before.Lines[i].Got {
				t.Fatalf("of %d persons %s loses one", after.Total, l.Part.Name)
			}
		}
		before = after
	}
}

func TestAccountRefuses(t *testing.T) {
	account, err := Open(named(2, 1))
	if err != nil {
		t.Fatal(err)
	}
	account, _, _ = account.Add(4)
	for batch, want := range map[unit.Headcount]string{
		-1:           "Verteilungsschlüssel, Spalte batch: „-1“, erwartet: eine ganze Zahl, 0 oder größer",
		MaxBatch + 1: "Verteilungsschlüssel, Spalte batch: „10000001“, erwartet: höchstens 10.000.000 Personen auf einmal",
	} {
		after, got, err := account.Add(batch)
		checkRows(t, fmt.Sprint(batch), err, []string{want})
		if got != nil || after.Total() != 4 {
			t.Errorf("a refused batch of %d was shared out: %v", batch, after)
		}
	}
	_, _, err = Account{}.Add(1)
	checkRows(t, "not opened", err, []string{"Verteilungsschlüssel: erwartet: mindestens ein Teil mit einem Gewicht"})
}

func TestFractionIn(t *testing.T) {
	for _, c := range []struct {
		f      Fraction
		places int
		de, en string
	}{
		{Fraction{4, 8, 10}, 5, "4,80000", "4.80000"},
		{Fraction{-1, 7, 10}, 2, "\u22120,30", "\u22120.30"},
		{Fraction{1234, 999, 1000}, 2, "1.235,00", "1,235.00"},
		{Fraction{1234, 1, 2}, 0, "1.235", "1,235"},
		{Fraction{-1, 999, 1000}, 2, "0,00", "0.00"}, // no minus sign on nothing
		{Fraction{-3, 0, 1}, 1, "\u22123,0", "\u22123.0"},
	} {
		if de, en := c.f.In(text.De, c.places), c.f.In(text.En, c.places); de != c.de || en != c.en {
			t.Errorf("%s: %q %q, want %q %q", c.f, de, en, c.de, c.en)
		}
	}
}

func BenchmarkAccount(b *testing.B) {
	parts := koenigstein(b)["2014"]
	for b.Loop() {
		if _, err := byAccount(parts, 500_000); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkYearOfWeeks(b *testing.B) {
	parts := koenigstein(b)["2014"]
	for b.Loop() {
		account, _ := Open(parts)
		for range 52 {
			account, _, _ = account.Add(37)
		}
	}
}

func BenchmarkSainteLague(b *testing.B) {
	parts := koenigstein(b)["2014"]
	for b.Loop() {
		if _, err := SainteLague(parts, 500_000); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLargestRemainder(b *testing.B) {
	parts := koenigstein(b)["2014"]
	for b.Loop() {
		if _, err := LargestRemainder(parts, 500_000); err != nil {
			b.Fatal(err)
		}
	}
}
