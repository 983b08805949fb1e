// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// margin is the distribution of one step ahead.
type margin struct {
	scale  scale
	centre float64 // on the scale
	spread float64
	side   float64 // spread above the centre where that is more; below it: its negative
	quiet  float64
	mean   float64   // of a small count; 0: the value is no small count
	size   float64   // of its negative binomial distribution; 0: Poisson
	errors []float64 // of the naive forecast, on the scale, sorted, about 0 alike on both sides; nil: as shape says
	least  float64   // spread that errors of the naive forecast do not go below
	open   float64   // what the last values, not being final, add to the spread
}

// smallCount is the count up to which values are drawn from the negative
// binomial distribution: a spread on the scale of logarithms knows nothing of
// the chance of 0.
const smallCount = 5

// marginOf returns the distribution of step i. asleep is the number of zeros at
// the end of the series.
func (l *look) marginOf(s scale, i int, stretch float64, asleep int) margin {
	side, other := l.reach(i)
	spread := max(l.spread[i]*stretch, other)
	g := s.around(l.centre[i], spread, l.quiet, asleep)
	if g.side = side; l.z[len(l.z)-1] < l.centre[0] {
		g.side = -side
	}
	if last := l.z[len(l.z)-1]; g.mean > 0 && l.leap > 0 && g.at(score(0.975)) < s.from(last) {
		g.mean, g.size = 0, 0 // no small count holds it
	}
	if l.open != nil {
		g.open = l.open[i]
		g.dispersed(asleep)
	}
	return g
}

// around returns the distribution about a centre; of whole numbers its narrowest
// band reaches the next one on either side, so that it is never a point.
func (s scale) around(centre, spread, quiet float64, asleep int) margin {
	g := margin{scale: s, centre: centre, spread: spread, quiet: quiet}
	if !s.whole {
		return g
	}
	level := math.Expm1(max(centre, 0))
	if level > smallCount {
		g.spread = max(g.spread, leastReach/(1+level)/shape(score(0.75), quiet))
		return g
	}
	// The mean that belongs to the centre: of a Poisson count the logarithm of one
	// more is on average log(1 + mean) - mean / (2 (1 + mean)^2). Zeros at the end
	// alone do not say that nothing can come.
	g.mean = max(level+level/(2*(1+level)), 0.5/float64(asleep+1))
	if asleep >= sleeps {
		g.mean = 0.5 / float64(asleep+1)
	}
	g.dispersed(asleep)
	return g
}

// leastReach is how far the 50 % band of a count reaches to either side, so that
// the next whole number lies in it.
const leastReach = 0.6

// dispersed sets the size of the distribution of a small count from its spread.
func (g *margin) dispersed(asleep int) {
	if g.size = 0; g.mean == 0 || asleep >= sleeps {
		return
	}
	level := math.Expm1(max(g.centre, 0))
	if variance := (1 + level) * (1 + level) * (g.spread*g.spread + g.open*g.open); variance > g.mean*1.001 {
		g.size = g.mean * g.mean / (variance - g.mean)
	}
}

// sleeps is the number of zeros at the end after which a series of counts is
// taken to rest: the chance that it wakes falls with each further zero.
const sleeps = 12

// at returns the value whose chance to be undercut is that of the normal score.
func (g *margin) at(x float64) float64 {
	switch {
	case g.errors != nil:
		return g.scale.from(g.centre + g.wider(g.atLeast(quantile(g.errors, chance(x)), x), x))
	case g.mean > 0:
		return g.count(chance(x))
	}
	return g.scale.from(g.centre + g.wider(g.sided(x)*shape(x, g.quiet), x))
}

// sided is the spread on the side of a normal score.
func (g *margin) sided(x float64) float64 {
	if x*g.side > 0 {
		return max(g.spread, math.Abs(g.side))
	}
	return g.spread
}

// atLeast keeps a distance from the centre from falling below that of the least spread.
func (g *margin) atLeast(off, x float64) float64 {
	if g.least == 0 || x == 0 {
		return off
	}
	return math.Copysign(max(math.Abs(off), g.least*shape(math.Abs(x), g.quiet)), x)
}

// count inverts the negative binomial distribution (Poisson at size 0).
func (g *margin) count(p float64) float64 {
	p = min(p, 1-1e-9)
	term, next := g.nothing(), 0.0
	if g.size > 0 {
		next = 1 - g.size/(g.size+g.mean)
	}
	if g.scale.floor > 0 { // where zeros are left out, of the rest alone
		p = min(term+p*(1-term), 1-1e-9)
	}
	sum, k := term, 0.0
	for sum < p && k < 10_000 {
		if g.size > 0 {
			term *= (g.size + k) / (k + 1) * next
		} else {
			term *= g.mean / (k + 1)
		}
		k++
		sum += term
	}
	return max(k, g.scale.floor)
}

// nothing is the chance of 0 in the distribution of a small count.
func (g *margin) nothing() float64 {
	if g.size > 0 {
		return math.Pow(g.size/(g.size+g.mean), g.size)
	}
	return math.Exp(-g.mean)
}

// expected is the mean of the distribution, over a grid of chances.
func (g *margin) expected() float64 {
	if g.mean > 0 && g.scale.floor > 0 {
		return max(g.mean/(1-g.nothing()), g.scale.floor)
	}
	if g.mean > 0 {
		return g.mean
	}
	sum := 0.0
	free := *g
	free.scale.whole = false
	for _, x := range grid {
		sum += free.at(x)
	}
	return sum / float64(len(grid))
}

// grid are the normal scores of a hundred chances that stand for all.
var grid = func() (x [100]float64) {
	for i := range x {
		x[i] = score((float64(i) + 0.5) / 100)
	}
	return x
}()

// intervalScore is the weighted interval score of the quantiles at 2.5, 10, 25,
// 50, 75, 90 and 97.5 % (Bracher et al. 2021), in the unit of the values.
func intervalScore(q *[7]float64, y float64) float64 {
	sum := math.Abs(y-q[3]) / 2
	for k, alpha := range [3]float64{0.05, 0.2, 0.5} {
		low, high := q[k], q[6-k]
		sum += alpha / 2 * (high - low + 2/alpha*(max(low-y, 0)+max(y-high, 0)))
	}
	return sum / 3.5
}

// sevens are the normal scores of the quantiles that intervalScore wants.
var sevens = [7]float64{score(0.025), score(0.1), score(0.25), 0, score(0.75), score(0.9), score(0.975)}

func (g *margin) sevens() (q [7]float64) {
	for i, x := range sevens {
		q[i] = g.at(x)
	}
	return q
}
