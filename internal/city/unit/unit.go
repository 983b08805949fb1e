// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package unit holds the quantities that a city plans with: heads, places,
// posts, money, shares. All are exact: no floating point in money or heads.
package unit

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Headcount is a number of persons, places or households.
type Headcount int64

// Cents is an amount of money in euro cents.
type Cents int64

// FTE is a number of posts in hundredths of a full-time equivalent.
type FTE int64

// ShareScale is the number of Share steps in the whole.
const ShareScale = 1_000_000_000

// Share is a part of a whole in billionths, so that percentages with seven
// decimals stay exact: 90 % is 900_000_000.
type Share int64

// Percent returns the share of whole/10^places percent: Percent(1297496, 5) is 12.97496 %.
func Percent(amount int64, places int) Share {
	s := amount * (ShareScale / 100)
	for range places {
		s /= 10
	}
	return Share(s)
}

// Decimal is an exact decimal number: Amount x 10^-Places.
type Decimal struct {
	Amount int64
	Places int
}

// Whole returns n without decimals.
func Whole(n int64) Decimal { return Decimal{Amount: n} }

// ParseDecimal reads a plain number with a decimal point and at most 9
// decimals, such as 12.97496 or -3. It accepts neither thousands marks nor
// exponents; the formats' readers turn 1.234,5 into this form first.
func ParseDecimal(s string) (Decimal, error) {
	digits := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(s)-len(digits) > 1 || len(fraction) > 9 || !isDigits(whole) ||
		(strings.Contains(digits, ".") && !isDigits(fraction)) {
		return Decimal{}, fmt.Errorf("unit.ParseDecimal(%q): not a plain decimal number", s)
	}
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil {
		return Decimal{}, fmt.Errorf("unit.ParseDecimal(%q): %w", s, err)
	}
	if strings.HasPrefix(s, "-") {
		n = -n
	}
	return Decimal{Amount: n, Places: len(fraction)}, nil
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// Rescale returns the same number with the given number of decimals. It fails
// where digits would be lost or the number no longer fits.
func (d Decimal) Rescale(places int) (Decimal, error) {
	for d.Places < places {
		if d.Amount > math.MaxInt64/10 || d.Amount < math.MinInt64/10 {
			return Decimal{}, fmt.Errorf("unit: %s does not fit with %d decimals", d, places)
		}
		d.Amount, d.Places = d.Amount*10, d.Places+1
	}
	for d.Places > places {
		if d.Amount%10 != 0 {
			return Decimal{}, fmt.Errorf("unit: %s has more than %d decimals", d, places)
		}
		d.Amount, d.Places = d.Amount/10, d.Places-1
	}
	return d, nil
}

// String writes the number with a decimal point.
func (d Decimal) String() string {
	s := strconv.FormatInt(d.Amount, 10)
	if d.Places == 0 {
		return s
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for len(s) <= d.Places {
		s = "0" + s
	}
	return sign + s[:len(s)-d.Places] + "." + s[len(s)-d.Places:]
}

// DivRoundHalfUp returns a/b rounded to the next whole number, halves away
// from zero (kaufmännisch). b must be positive.
func DivRoundHalfUp(a, b int64) int64 {
	q, r := a/b, a%b
	if r >= 0 && r >= b-r {
		return q + 1
	}
	if r < 0 && -r >= b+r {
		return q - 1
	}
	return q
}
