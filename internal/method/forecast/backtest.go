// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"context"
	"math"
	"slices"
)

// Back-testing: at each of the last origins the forecast is made again from the
// values before it, with models chosen from those values alone.
const (
	backOrigins  = 24 // at most
	chosenAnew   = 12 // origins between two choices of the forms
	leastHistory = 12 // values before the first origin, and two cycles at least
)

// trust is how many errors of back-tests weigh as much as the pooled ones; they
// overlap, so that it takes many. A series may ask for bands half as wide as
// the pooled ones, but hardly for wider ones: errors as large as in its last
// surge are in its spread already. Chosen on the training series.
const (
	trust        = 150
	leastStretch = 0.5
	mostStretch  = 1.2
)

// miss is one error of a back-test in units of its spread.
type miss struct {
	known int // values that must be given to know it
	ahead int // steps, from 0
	size  float64
}

// back is a running back-test.
type back struct {
	misses []miss
	sum    Backtest
	inside [2]int
	beside int // values inside the naive forecast's 80 % band
	seen   int
	logs   float64
	// longest is the last step that was tested; held is memory.
	longest int
	held    []float64
}

// backHorizon is how far back-tests look ahead: a year and more, whatever is
// asked for, so that the same step has the same band under any horizon.
func backHorizon(m int) int {
	switch m {
	case 12:
		return 12
	case 4:
		return 8
	}
	return 6
}

// test looks at the earlier origins of y.
func (e *engine) test(ctx context.Context, y []float64, method string) (back, error) {
	var b back
	h := backHorizon(e.m)
	first := max(leastHistory, 2*e.m+2, len(y)-backOrigins-h+1)
	var known forms
	var l look
	for n := first; n < len(y); n++ {
		if err := ctx.Err(); err != nil {
			return b, err
		}
		if y[n-1] != y[n-1] || b.sum.Origins == backOrigins {
			continue
		}
		if (n-first)%chosenAnew == 0 {
			known = forms{}
		}
		ahead := min(h, len(y)-n)
		b.longest = h - 1
		e.see(y[:n], ahead, &known, &l)
		l.follow(e, method, ahead)
		b.add(e, y, n, ahead, &l)
	}
	b.finish(h)
	return b, nil
}

func (b *back) add(e *engine, y []float64, n, h int, l *look) {
	asleep := zerosAtEnd(y[:n])
	ours, naive, seen := 0.0, 0.0, 0
	for i := range h {
		v := y[n+i]
		if v != v {
			continue
		}
		g := l.marginOf(e.scale, i, b.stretch(l.quiet, n, i), asleep)
		beside := e.naive(y[:n], l, i)
		q, r := g.sevens(), beside.sevens()
		ours += intervalScore(&q, v)
		naive += intervalScore(&r, v)
		seen++
		if v >= q[1] && v <= q[5] {
			b.inside[0]++
		}
		if v >= q[0] && v <= q[6] {
			b.inside[1]++
		}
		if v >= r[1] && v <= r[5] {
			b.beside++
		}
		b.misses = append(b.misses, miss{n + i + 1, i, math.Abs(e.scale.to(v)-l.centre[i]) / l.spread[i]})
	}
	if seen == 0 {
		return
	}
	b.seen += seen
	b.sum.Origins++
	b.sum.Score += ours
	b.sum.NaiveScore += naive
	least := 1e-3 * math.Abs(naive+ours) / float64(seen)
	if e.scale.whole {
		least = 0.01
	}
	ratio := (ours/float64(seen) + least) / (naive/float64(seen) + least)
	if ours == naive {
		ratio = 1
	}
	b.logs += math.Log(ratio)
	b.sum.Worst = max(b.sum.Worst, ratio)
}

func (b *back) finish(h int) {
	b.sum.Horizon = h
	if b.sum.Origins == 0 {
		return
	}
	n := float64(b.seen)
	b.sum.Ratio = math.Exp(b.logs / float64(b.sum.Origins))
	b.sum.Score /= n
	b.sum.NaiveScore /= n
	b.sum.Coverage80, b.sum.Coverage95 = float64(b.inside[0])/n, float64(b.inside[1])/n
	b.sum.NaiveCoverage80 = float64(b.beside) / n
}

// stretch is by how much the bands of step i must be wider or narrower than the
// pooled errors say, from the errors of about as many steps that are known
// after n values: the error that 80 % do not exceed against the pooled one,
// drawn towards 1 as long as few are known (conformal calibration with
// shrinkage).
func (b *back) stretch(quiet float64, n, i int) float64 {
	i = min(i, b.longest)
	known := b.held[:0]
	for _, m := range b.misses {
		if m.known <= n && 2*m.ahead+2 >= i && m.ahead <= 2*i+2 {
			known = append(known, m.size)
		}
	}
	b.held = known
	if len(known) < 6 {
		return 1
	}
	slices.Sort(known)
	own := quantile(known, 0.8) / shape(score(0.9), quiet)
	weight := float64(len(known)) / float64(len(known)+trust)
	return math.Exp(weight * math.Log(min(max(own, leastStretch), mostStretch)))
}

func zerosAtEnd(y []float64) int {
	n := 0
	for i := len(y) - 1; i >= 0 && y[i] == 0; i-- {
		n++
	}
	return n
}
