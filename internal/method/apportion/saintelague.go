// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"
	"math/bits"

	"planraum/internal/city/unit"
)

// SainteLague shares out total by the divisors 1, 3, 5 ... (Webster): the next
// person always goes to the part with the largest weight / (2 x got + 1). It
// favours neither large nor small parts and never takes a person back when the
// total grows, but a part may be a person or more from its due. Ties follow
// TieRule. Faults in parts or total come as fault.Invalid, all at once.
func SainteLague(parts []Part, total unit.Headcount) (Result, error) {
	sum, err := check(fmt.Sprintf("apportion.SainteLague(%d parts, %d)", len(parts), total), parts, total)
	if err != nil {
		return Result{}, err
	}
	// All persons whose quotient exceeds sum/(2 x total) come first, whatever
	// the total: the due rounded, half down. What then is missing or too much,
	// at most half a person a part, is added or taken off in order of claims.
	counts := make([]unit.Headcount, len(parts))
	given := unit.Headcount(0)
	for i, p := range parts {
		whole, rest := share(p.Weight, int64(total), sum)
		if rest > sum-rest {
			whole++
		}
		counts[i] = unit.Headcount(whole)
		given += counts[i]
	}
	for ; given < total; given++ {
		counts[nextOdd(parts, counts)]++
	}
	for ; given > total; given-- {
		counts[lastOdd(parts, counts)]--
	}
	return result(parts, total, sum, counts), nil
}

// nextOdd returns the part with the first claim to one person more.
func nextOdd(parts []Part, counts []unit.Headcount) int {
	best := 0
	for i := 1; i < len(parts); i++ {
		if claims(parts[i].Weight, odd(counts[i]), parts[best].Weight, odd(counts[best])) {
			best = i
		}
	}
	return best
}

// lastOdd returns the part that holds the person with the last claim.
func lastOdd(parts []Part, counts []unit.Headcount) int {
	last := -1
	for i, p := range parts {
		if counts[i] == 0 {
			continue
		}
		if last < 0 || !claims(p.Weight, odd(counts[i]-1), parts[last].Weight, odd(counts[last]-1)) {
			last = i
		}
	}
	return last
}

// odd returns the divisor of the person after the first got ones.
func odd(got unit.Headcount) uint64 { return 2*uint64(got) + 1 }

// claims reports whether v/d goes before w/e where w/e is listed first: a
// larger quotient, or an equal one of a larger weight (TieRule).
func claims(v int64, d uint64, w int64, e uint64) bool {
	switch compareProducts(uint64(v), e, uint64(w), d) {
	case 1:
		return true
	case 0:
		return v > w
	}
	return false
}

// compareProducts compares a x b with c x d, exactly.
func compareProducts(a, b, c, d uint64) int {
	hi, lo := bits.Mul64(a, b)
	hi2, lo2 := bits.Mul64(c, d)
	switch {
	case hi > hi2 || hi == hi2 && lo > lo2:
		return 1
	case hi == hi2 && lo == lo2:
		return 0
	}
	return -1
}
