// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"
	"math/big"
	"math/bits"

	"planraum/internal/text"
)

// Fraction is the exact number Whole + Num/Den in lowest terms, with
// 0 <= Num < Den. A negative number has a negative Whole: -3/10 is -1 + 7/10.
// In this form a due fits whatever the weights and the total are.
type Fraction struct {
	Whole int64 `json:"whole"`
	Num   int64 `json:"num"`
	Den   int64 `json:"den"`
}

// due returns total x weight / sum; 0 < weight <= sum and 0 <= total.
func due(weight, total int64, sum uint64) Fraction {
	whole, rest := share(weight, total, sum)
	g := gcd(rest, sum)
	return Fraction{Whole: int64(whole), Num: int64(rest / g), Den: int64(sum / g)}
}

// share returns total x weight divided by sum, with remainder. The product
// has up to 126 bits; weight <= sum keeps the quotient at or below total.
func share(weight, total int64, sum uint64) (whole, rest uint64) {
	hi, lo := bits.Mul64(uint64(weight), uint64(total))
	return bits.Div64(hi, lo, sum)
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// from returns n - f.
func (f Fraction) from(n int64) Fraction {
	if f.Num == 0 {
		return Fraction{Whole: n - f.Whole, Den: f.Den}
	}
	return Fraction{Whole: n - f.Whole - 1, Num: f.Den - f.Num, Den: f.Den}
}

// Rat returns the number as a big.Rat.
func (f Fraction) Rat() *big.Rat {
	r := big.NewRat(f.Num, f.Den)
	return r.Add(r, new(big.Rat).SetInt64(f.Whole))
}

// String writes the exact number as numerator/denominator: 120019/25000.
func (f Fraction) String() string { return f.Rat().RatString() }

// In writes the number rounded half up in its size to places decimals, at
// most 18: 4,80074 or -0,19926 with a minus sign.
func (f Fraction) In(l text.Lang, places int) string {
	sign := ""
	if f.Whole < 0 {
		sign, f = "\u2212", f.from(0)
	}
	scale := uint64(1)
	for range places {
		scale *= 10
	}
	digits, rest := share(f.Num, int64(scale), uint64(f.Den))
	if rest >= uint64(f.Den)-rest {
		digits++
	}
	if digits == scale { // 0.999 rounds up to the next whole
		f.Whole, digits = f.Whole+1, 0
	}
	if f.Whole == 0 && digits == 0 {
		sign = ""
	}
	// Decimal of a number below one begins with "0"; the whole takes its place.
	return fmt.Sprint(sign, l.Int(f.Whole), l.Decimal(int64(digits), places)[1:])
}
