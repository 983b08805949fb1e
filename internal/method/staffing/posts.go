// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package staffing reckons posts from staffing keys (Stellenschlüssel) and what
// the posts cost. Posts are rounded for each component and then added, money
// is exact to the cent, and a price that is not known is never made up. See
// docs/methods/staffing.md.
package staffing

import (
	"math"
	"math/bits"

	"planraum/internal/city/unit"
)

// Version names the calculation; a run keeps it. It changes with any change
// that can change a number.
const Version = "staffing/1"

// ComponentDecimals is the number of decimals to which the posts of one key
// are rounded before they are added, as the published scenarios do it.
const ComponentDecimals = 1

// Posts returns quantity / per in posts, rounded half up to the decimals, 0 to
// 2. A quantity below 1 needs no post. per must be above zero: Select refuses
// other keys. The arithmetic is exact for every quantity; a result that does
// not fit is math.MaxInt64.
func Posts(quantity unit.Headcount, per int64, decimals int) unit.FTE {
	if quantity <= 0 {
		return 0
	}
	if per <= 0 {
		return math.MaxInt64
	}
	scale, hundredths := uint64(1), uint64(100)
	for range min(max(decimals, 0), 2) {
		scale, hundredths = scale*10, hundredths/10
	}
	posts, ok := mulDiv(uint64(quantity), scale, uint64(per))
	if !ok || posts > math.MaxInt64/hundredths {
		return math.MaxInt64
	}
	return unit.FTE(posts * hundredths)
}

// Covers returns the persons, places or cases that posts cover at a key of
// 1:per, exactly, with two decimals: 7.6 posts at 1:136 are 1,033.60 persons.
func Covers(posts unit.FTE, per int64) unit.Decimal {
	return unit.Decimal{Amount: int64(posts) * per, Places: 2}
}

// mulDiv returns a x b / c rounded half up over a 128-bit product. It reports
// false where the result does not fit. c is above zero.
func mulDiv(a, b, c uint64) (uint64, bool) {
	hi, lo := bits.Mul64(a, b)
	if hi >= c {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, c)
	if rest >= c-rest {
		if q == math.MaxUint64 {
			return 0, false
		}
		q++
	}
	return q, true
}
