// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/unit"
)

// drawParts draws 1 to 8 parts; small weights make ties frequent.
func drawParts(t *rapid.T) []Part {
	top := rapid.SampledFrom([]int64{4, 30, 10_000_000, 1 << 59}).Draw(t, "top")
	return named(rapid.SliceOfN(rapid.Int64Range(1, top), 1, 8).Draw(t, "weights")...)
}

// bigger reports whether the claim v goes before the claim of the part listed
// earlier, in the words of TieRule.
func bigger(v, best *big.Rat, p, earlier Part) bool {
	c := v.Cmp(best)
	return c > 0 || c == 0 && p.Weight > earlier.Weight
}

// oneByOne shares out person by person with big.Rat: the person number h goes
// to the best claim of the parts that eligible admits.
func oneByOne(parts []Part, total int64, claim, eligible func(p Part, got, h int64) *big.Rat) []unit.Headcount {
	counts := make([]unit.Headcount, len(parts))
	for h := int64(1); h <= total; h++ {
		best := -1
		var top *big.Rat
		for i, p := range parts {
			got := int64(counts[i])
			if eligible != nil && eligible(p, got, h).Sign() <= 0 {
				continue
			}
			if v := claim(p, got, h); best < 0 || bigger(v, top, p, parts[best]) {
				best, top = i, v
			}
		}
		counts[best]++
	}
	return counts
}

func weightSum(parts []Part) int64 {
	var sum int64
	for _, p := range parts {
		sum += p.Weight
	}
	return sum
}

// dueOf returns total x weight / sum as a big.Rat.
func dueOf(p Part, total, sum int64) *big.Rat {
	r := big.NewRat(p.Weight, sum)
	return r.Mul(r, new(big.Rat).SetInt64(total))
}

// The published definitions, carried out literally with big.Rat.
func TestAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := drawParts(t)
		total := rapid.Int64Range(0, 60).Draw(t, "total")
		sum := weightSum(parts)

		byOdd := oneByOne(parts, total, func(p Part, got, _ int64) *big.Rat { return big.NewRat(p.Weight, 2*got+1) }, nil)
		if r, err := SainteLague(parts, unit.Headcount(total)); err != nil || !cmp.Equal(byOdd, r.Counts()) {
			t.Fatalf("Sainte-Laguë: %v, want %v, error %v", r.Counts(), byOdd, err)
		}

		quota := oneByOne(parts, total,
			func(p Part, got, _ int64) *big.Rat { return big.NewRat(p.Weight, got+1) },
			func(p Part, got, h int64) *big.Rat {
				d := dueOf(p, h, sum)
				return d.Sub(d, new(big.Rat).SetInt64(got))
			})
		account, _ := Open(parts)
		account, _, err := account.Add(unit.Headcount(total))
		if err != nil || !cmp.Equal(quota, account.Result().Counts()) {
			t.Fatalf("quota method: %v, want %v, error %v", account.Result().Counts(), quota, err)
		}

		if want := remaindersByRationals(parts, total); !cmp.Equal(want, mustCounts(t, LargestRemainder, parts, total)) {
			t.Fatalf("largest remainder: want %v", want)
		}
	})
}

// remaindersByRationals picks the best remainder again and again.
func remaindersByRationals(parts []Part, total int64) []unit.Headcount {
	sum := weightSum(parts)
	counts := make([]unit.Headcount, len(parts))
	rests := make([]*big.Rat, len(parts))
	left := total
	for i, p := range parts {
		d := dueOf(p, total, sum)
		whole := new(big.Int).Quo(d.Num(), d.Denom()).Int64()
		counts[i] = unit.Headcount(whole)
		rests[i] = d.Sub(d, new(big.Rat).SetInt64(whole))
		left -= whole
	}
	for ; left > 0; left-- {
		best := 0
		for i := range parts {
			if bigger(rests[i], rests[best], parts[i], parts[best]) {
				best = i
			}
		}
		counts[best]++
		rests[best] = big.NewRat(-1, 1) // one each
	}
	return counts
}

func mustCounts(t *rapid.T, method Method, parts []Part, total int64) []unit.Headcount {
	r, err := method(parts, unit.Headcount(total))
	if err != nil {
		t.Fatal(err)
	}
	return r.Counts()
}

// What each method is the best at, by search over all ways to share out: the
// largest remainder has the smallest sum of |got - due| (Pólya), Sainte-Laguë
// the smallest sum of (got - due)² / weight (Sainte-Laguë 1910).
func TestOptimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := named(rapid.SliceOfN(rapid.Int64Range(1, 50), 3, 3).Draw(t, "weights")...)
		total := rapid.Int64Range(0, 14).Draw(t, "total")
		sum := weightSum(parts)
		distance := func(p Part, got int64) *big.Rat {
			d := dueOf(p, total, sum)
			return d.Abs(d.Sub(d, new(big.Rat).SetInt64(got)))
		}
		square := func(p Part, got int64) *big.Rat {
			d := distance(p, got)
			return d.Mul(d.Mul(d, d), big.NewRat(1, p.Weight))
		}
		for _, c := range []struct {
			name   string
			method Method
			cost   func(Part, int64) *big.Rat
		}{{"largest remainder", LargestRemainder, distance}, {"Sainte-Laguë", SainteLague, square}} {
			counts := mustCounts(t, c.method, parts, total)
			costOf := func(a, b, d int64) *big.Rat {
				r := c.cost(parts[0], a)
				return r.Add(r.Add(r, c.cost(parts[1], b)), c.cost(parts[2], d))
			}
			ours := costOf(int64(counts[0]), int64(counts[1]), int64(counts[2]))
			for a := int64(0); a <= total; a++ {
				for b := int64(0); a+b <= total; b++ {
					if costOf(a, b, total-a-b).Cmp(ours) < 0 {
						t.Fatalf("%s: %v costs more than %d, %d, %d", c.name, counts, a, b, total-a-b)
					}
				}
			}
		}
	})
}
