// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package unit_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/unit"
)

// rat is the number that a decimal stands for.
func rat(d unit.Decimal) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.Places)), nil)
	return new(big.Rat).SetFrac(big.NewInt(d.Amount), scale)
}

func TestParseDecimal(t *testing.T) {
	for _, c := range []struct {
		in   string
		want unit.Decimal
	}{
		{"0", unit.Decimal{}},
		{"12.97496", unit.Decimal{Amount: 1297496, Places: 5}},
		{"-3", unit.Decimal{Amount: -3}},
		{"+3.10", unit.Decimal{Amount: 310, Places: 2}},
		{"-0.5", unit.Decimal{Amount: -5, Places: 1}},
		{"007", unit.Decimal{Amount: 7}},
		{"9223372036854775807", unit.Decimal{Amount: math.MaxInt64}},
		{"0.000000001", unit.Decimal{Amount: 1, Places: 9}},
	} {
		if got, err := unit.ParseDecimal(c.in); err != nil || got != c.want {
			t.Errorf("ParseDecimal(%q) = %+v, %v; want %+v", c.in, got, err, c.want)
		}
	}
	for _, s := range []string{
		"", "-", "+", ".", "1.", ".5", "1,5", "1.234,5", "1 000", "1e3", "0x10", "--1", "-+1", "+-1", "1.2.3", " 1", "1 ",
		"1.0000000001", "9223372036854775808", "١٢", "NaN", "Inf", "1_000",
	} {
		if d, err := unit.ParseDecimal(s); err == nil {
			t.Errorf("ParseDecimal(%q) = %+v, want an error", s, d)
		}
	}
}

// TestRescaleIsExact: rescaling never changes the number, and fails exactly
// where digits would be lost or the amount no longer fits.
func TestRescaleIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := unit.Decimal{Amount: rapid.Int64().Draw(t, "amount"), Places: rapid.IntRange(0, 9).Draw(t, "places")}
		if rapid.Bool().Draw(t, "round") {
			d.Amount -= d.Amount % 100_000
		}
		places := rapid.IntRange(0, 9).Draw(t, "to")
		exact := rat(d)
		exact.Mul(exact, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
		possible := exact.IsInt() && exact.Num().IsInt64()
		got, err := d.Rescale(places)
		if (err == nil) != possible {
			t.Fatalf("%s with %d decimals: %v, %v; possible: %v", d, places, got, err, possible)
		}
		if err == nil && (got.Places != places || rat(got).Cmp(rat(d)) != 0) {
			t.Fatalf("%s became %s", d, got)
		}
	})
}

func TestDivRoundHalfUpIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1000, 1000)).Draw(t, "a")
		b := rapid.OneOf(rapid.Int64Range(1, math.MaxInt64), rapid.Int64Range(1, 40)).Draw(t, "b")
		// Halves away from zero: floor(|a|/b + 1/2) with the sign of a.
		x := new(big.Rat).SetFrac(new(big.Int).Abs(big.NewInt(a)), big.NewInt(b))
		x.Add(x, big.NewRat(1, 2))
		want := new(big.Int).Quo(x.Num(), x.Denom())
		if a < 0 {
			want.Neg(want)
		}
		if got := unit.DivRoundHalfUp(a, b); want.Cmp(big.NewInt(got)) != 0 {
			t.Fatalf("%d / %d = %d, want %s", a, b, got, want)
		}
	})
	for _, c := range []struct{ a, b, want int64 }{{5, 2, 3}, {-5, 2, -3}, {4, 2, 2}, {1, 3, 0}, {-1, 3, 0}, {math.MinInt64, 1, math.MinInt64}} {
		if got := unit.DivRoundHalfUp(c.a, c.b); got != c.want {
			t.Errorf("%d / %d = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		amount int64
		places int
		want   unit.Share
	}{{90, 0, 900_000_000}, {125, 1, 125_000_000}, {1297496, 5, 129_749_600}, {100, 0, unit.ShareScale}, {1, 7, 1}} {
		if got := unit.Percent(c.amount, c.places); got != c.want {
			t.Errorf("Percent(%d, %d) = %d, want %d", c.amount, c.places, got, c.want)
		}
	}
}

// FuzzDecimal: what is read is the number that stands there, and what is
// written is read back as it was.
func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"0", "-0", "12.97496", "-3", "+3.10", "0.000000001", "9223372036854775807", "-9223372036854775808", "1e3", "1.", "١"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := unit.ParseDecimal(s)
		if err != nil {
			return
		}
		if strings.Trim(s, "+-.0123456789") != "" {
			t.Fatalf("ParseDecimal(%q) took something that is no digit", s)
		}
		exact, ok := new(big.Rat).SetString(s)
		if !ok || exact.Cmp(rat(d)) != 0 {
			t.Fatalf("ParseDecimal(%q) = %s", s, d)
		}
		if again, err := unit.ParseDecimal(d.String()); err != nil || again != d {
			t.Fatalf("%q was read as %+v, written as %s, read again as %+v, %v", s, d, d, again, err)
		}
	})
}
