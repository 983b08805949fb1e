// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package crosswalk

import (
	"math/big"
	"slices"

	"planraum/internal/city/unit"
)

// split divides v over the links in proportion to their weights, in whole
// units that add up to v: largest remainders, of equal ones the first link.
// Numbers below zero, such as corrections, are split by their size.
func split(v int64, links []Link) []int64 {
	size, sign := new(big.Int).Abs(big.NewInt(v)), int64(1)
	if v < 0 {
		sign = -1
	}
	total := total(links)
	given, rests := make([]int64, len(links)), make([]*big.Int, len(links))
	left := new(big.Int).Set(size)
	order := make([]int, len(links))
	for i, l := range links {
		whole, rest := new(big.Int).QuoRem(new(big.Int).Mul(size, big.NewInt(l.Weight)), total, new(big.Int))
		left.Sub(left, whole)
		given[i], rests[i], order[i] = sign*whole.Int64(), rest, i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rests[b].Cmp(rests[a]) })
	for _, i := range order[:left.Int64()] { // fewer than there are links
		given[i] += sign
	}
	return given
}

func total(links []Link) *big.Int {
	sum := new(big.Int)
	for _, l := range links {
		sum.Add(sum, big.NewInt(l.Weight))
	}
	return sum
}

// shareOf is the part of the old area that link l carries, rounded down.
func shareOf(l Link, links []Link) unit.Share {
	scaled := new(big.Int).Mul(big.NewInt(l.Weight), big.NewInt(int64(unit.ShareScale)))
	return unit.Share(scaled.Quo(scaled, total(links)).Int64())
}

// divRound returns a/b rounded half away from zero; b is positive.
func divRound(a *big.Int, b int64) int64 {
	twice := new(big.Int).Lsh(new(big.Int).Abs(a), 1)
	twice.Add(twice, big.NewInt(b))
	twice.Quo(twice, new(big.Int).Lsh(big.NewInt(b), 1))
	if a.Sign() < 0 {
		twice.Neg(twice)
	}
	return twice.Int64()
}
