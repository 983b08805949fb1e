// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"cmp"
	"fmt"
	"slices"

	"planraum/internal/city/unit"
)

// LargestRemainder shares out total by Hare/Niemeyer (Hamilton): each part
// gets the whole persons of its due, and the persons left over go to the
// largest remainders. Every part is less than one person from its due. Ties
// follow TieRule. Faults in parts or total come as fault.Invalid, all at once.
func LargestRemainder(parts []Part, total unit.Headcount) (Result, error) {
	sum, err := check(fmt.Sprintf("apportion.LargestRemainder(%d parts, %d)", len(parts), total), parts, total)
	if err != nil {
		return Result{}, err
	}
	counts := make([]unit.Headcount, len(parts))
	rests := make([]uint64, len(parts))
	order := make([]int, len(parts))
	left := total
	for i, p := range parts {
		whole, rest := share(p.Weight, int64(total), sum)
		counts[i], rests[i], order[i] = unit.Headcount(whole), rest, i
		left -= counts[i]
	}
	slices.SortStableFunc(order, func(i, j int) int { // stable: the order of the key
		return cmp.Or(cmp.Compare(rests[j], rests[i]), cmp.Compare(parts[j].Weight, parts[i].Weight))
	})
	for _, i := range order[:left] {
		counts[i]++
	}
	return result(parts, total, sum, counts), nil
}
