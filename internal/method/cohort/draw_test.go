// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestDraws compares the draws with the exact probabilities by chi square.
func TestDraws(t *testing.T) {
	const draws = 200_000
	check := func(name string, probability func(k int) float64, draw func(*source) int) {
		t.Helper()
		s, seen := newSource(1, 2), map[int]int{}
		for range draws {
			seen[draw(s)]++
		}
		var chi, rest float64
		cells, left := 0, draws
		rest = 1
		for k := range 7000 {
			if want := probability(k) * draws; want >= 10 {
				d := float64(seen[k]) - want
				chi += d * d / want
				rest -= probability(k)
				left -= seen[k]
				cells++
			}
		}
		if want := rest * draws; want >= 10 {
			chi += (float64(left) - want) * (float64(left) - want) / want
		}
		// Beyond six standard deviations of chi square nothing is chance.
		if limit := float64(cells) + 6*math.Sqrt(2*float64(cells)); chi > limit {
			t.Errorf("%s: chi square %.1f over %d cells", name, chi, cells)
		}
	}
	for _, c := range []struct {
		n int
		p float64
	}{{1, 0.5}, {5, 0.02}, {40, 0.3}, {127, 0.1}, {128, 0.1}, {300, 0.01}, {500, 0.4}, {800, 0.9}, {2000, 0.05}, {20, 1}, {30, 0.999}, {200, 0.045}, {255, 0.039}, {16, 0.5}, {22, 0.45}, {255, 0.98}, {20_000, 0.3}} {
		odds := func(k int) float64 {
			if k > c.n {
				return 0
			}
			if c.p == 1 {
				if k == c.n {
					return 1
				}
				return 0
			}
			return math.Exp(lgamma(float64(c.n)+1) - lgamma(float64(k)+1) - lgamma(float64(c.n-k)+1) + float64(k)*math.Log(c.p) + float64(c.n-k)*math.Log1p(-c.p))
		}
		ready := newChance(c.p)
		name := "binomial " + strconv.Itoa(c.n) + " " + strconv.FormatFloat(c.p, 'g', -1, 64)
		check(name, odds, func(s *source) int { return ready.of(c.n, s) })
		check(name+" once", odds, func(s *source) int { return s.binomial(c.n, c.p) })
	}
	for _, mean := range []float64{0.01, 1, 13.9, 14.1, 60, 400} {
		check("Poisson "+strconv.FormatFloat(mean, 'g', -1, 64), func(k int) float64 {
			return math.Exp(float64(k)*math.Log(mean) - mean - lgamma(float64(k)+1))
		}, func(s *source) int { return s.poisson(mean) })
	}
	shares := []float64{0.5, 0, 0.2, 0.3}
	a := newAlias(shares)
	check("alias", func(k int) float64 {
		if k < len(shares) {
			return shares[k]
		}
		return 0
	}, func(s *source) int { return int(a.draw(s)) })
	c := crowd{}
	c.settle([]int{3, 0, 5, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 3})
	check("crowd", func(k int) float64 {
		if k < len(c.of) {
			return float64(c.of[k]) / 20
		}
		return 0
	}, func(s *source) int { return int(c.pick(s)) })
}

// TestMoments: mean and variance of what is drawn, many bins at a time, are n p and
// n p (1 - p), of few persons and of many, of rare things and of common ones.
func TestMoments(t *testing.T) {
	const draws = 100_000
	s := newSource(7, 8)
	for _, n := range []int{1, 2, 14, 15, 16, 60, 255, 256, 1000, 4095, 4097, 30_000} {
		for _, p := range []float64{0.0005, 0.004, 0.039, 0.0391, 0.2, 0.5, 0.7, 0.995} {
			bins, taken := make([]int32, draws), make([]int32, draws)
			for i := range bins {
				bins[i] = int32(n)
			}
			sum := newChance(p).take(bins, taken, s)
			list := make([]int, draws)
			for i, k := range taken {
				list[i] = int(k)
				if sum -= int(k); k < 0 || int(bins[i]) != n-int(k) {
					t.Fatalf("%d of %d taken, %d left", k, n, bins[i])
				}
			}
			mean, variance := moments(list)
			truth := float64(n) * p * (1 - p)
			// A sample variance has the variance (m4 - truth^2)/draws, where the fourth
			// moment m4 of a binomial is truth (1 + 3 (n - 2) p (1 - p)).
			fourth := truth * (1 + 3*float64(n-2)*p*(1-p))
			off := math.Abs(mean-float64(n)*p) / math.Sqrt(truth/draws)
			wide := math.Abs(variance-truth) / math.Sqrt((fourth-truth*truth)/draws+1e-12)
			if sum != 0 || off > 5 || wide > 5.5 {
				t.Errorf("%d with %g: mean %.1f, variance %.1f standard errors off; sum off by %d", n, p, off, wide, sum)
			}
		}
	}
}

// TestLogFactorial compares with the library's, across the end of the list.
func TestLogFactorial(t *testing.T) {
	for _, k := range []float64{0, 1, 2, 20, 4095, 4096, 4097, 1e5, 1e9} {
		if want := lgamma(k + 1); math.Abs(logFactorial(k)-want) > 1e-12*(1+want) {
			t.Errorf("log %v! is %v, want %v", k, logFactorial(k), want)
		}
	}
}

// TestTally: counts are those of the values, also where room is made later.
func TestTally(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		months, areas := rapid.IntRange(1, 4).Draw(t, "months"), rapid.IntRange(1, 5).Draw(t, "areas")
		c := newTally(areas, months)
		seen := map[[3]int]uint32{}
		for range rapid.IntRange(0, 20).Draw(t, "paths") {
			for month := range months {
				of := rapid.SliceOfN(rapid.Int32Range(0, 300), areas, areas).Draw(t, "of")
				c.add(month, of)
				for a, v := range of {
					seen[[3]int{a, month, int(v)}]++
				}
			}
			c.paths++
		}
		for a, list := range c.counts() {
			for month, got := range list {
				for v, n := range got.n {
					if n != seen[[3]int{a, month, v}] {
						t.Fatalf("area %d, month %d: %d times %d, want %d", a, month, n, v, seen[[3]int{a, month, v}])
					}
					delete(seen, [3]int{a, month, v})
				}
			}
		}
		for at, n := range seen {
			if n > 0 {
				t.Fatalf("%v was not counted", at)
			}
		}
	})
}

// TestSplit: of those to whom something happens each thing takes its share, and the
// numbers of one path hang together as those of a multinomial do.
func TestSplit(t *testing.T) {
	const paths, start = 20_000, 120
	shares := []float64{0.1, 0.3, 0.2} // leave, move to 1, move to 2
	r := project(t, Model{
		Months: 1, Start: [][]int{{start}, {}, {}},
		States: []State{{Key: "a", Leave: Constant(shares[0]), Moves: []Move{{1, Constant(shares[1])}, {2, Constant(shares[2])}}}, {Key: "b", Leave: Constant(1)}, {Key: "c", Moves: []Move{{0, Constant(1)}}}},
	}, Options{Paths: paths, Seed: 11})
	lists := [][]int{r.Left.Month(0), r.States[1].Month(0), r.States[2].Month(0)}
	for i, p := range shares {
		mean, variance := moments(lists[i])
		if math.Abs(mean-start*p) > 5*math.Sqrt(start*p*(1-p)/paths) || math.Abs(variance/(start*p*(1-p))-1) > 0.06 {
			t.Errorf("%d: mean %.2f, variance %.2f, want %.2f, %.2f", i, mean, variance, start*p, start*p*(1-p))
		}
		for j, q := range shares[:i] {
			both := make([]int, paths)
			for k := range both {
				both[k] = lists[i][k] + lists[j][k]
			}
			_, sum := moments(both)
			if want := start * (p + q) * (1 - p - q); math.Abs(sum/want-1) > 0.06 {
				t.Errorf("%d and %d: variance of the sum %.2f, want %.2f", i, j, sum, want)
			}
		}
	}
}

func lgamma(x float64) float64 {
	y, _ := math.Lgamma(x)
	return y
}
