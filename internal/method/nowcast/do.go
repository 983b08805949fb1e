// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package nowcast

import (
	"context"
	"math"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// MaxPaths bounds what is reckoned.
const MaxPaths = 100_000

// Options say what is asked for.
type Options struct {
	Paths  int    // sample paths; 0: 1,000
	Seed   uint64 // the same seed gives the same paths
	Counts bool   // values are whole numbers of persons or cases
	Levels []float64
}

// Band is where the final value lies with the chance of its level (percent): as
// much may lie below Lower as above Upper.
type Band struct {
	Level, Lower, Upper float64
}

// Month is one of the months that are not final.
type Month struct {
	Month period.Month
	Delay int // months since then; further reports may change it
	Known float64
	// Share of the final value that is usually known by now, by the chain ladder.
	Share        float64
	Mean, Median float64 // of the final value
	Error        float64 // its standard error by Mack
	Bands        []Band  // 50, 80 and 95 % where Options.Levels is nil
}

// Result is what the last months come to.
type Result struct {
	// Months are those that are not final, in rising order up to the last one that
	// is known at all. Empty: nothing is known of earlier states, or all is final.
	Months  []Month
	Factors []Factor
	// Paths are possible final values of Months, by path: what a forecast goes on
	// from. A month between them of which nothing is known is NaN.
	Paths [][]float64
}

// Do estimates the final values of the last months. Months that are not final and
// of whose delay nothing is known from earlier months are left as they are.
func Do(ctx context.Context, t Triangle, o Options) (Result, error) {
	if err := t.check(o); err != nil {
		return Result{}, err
	}
	if o.Paths == 0 {
		o.Paths = 1000
	}
	if o.Levels == nil {
		o.Levels = []float64{50, 80, 95}
	}
	offset := 0.0
	if o.Counts {
		offset = 1
	}
	r := Result{Factors: t.Factors(offset)}
	first, last := t.open(r.Factors)
	if first > last {
		return r, nil
	}
	ends, _ := Mack(shifted(t, offset), r.Factors)
	l := newLadder(r.Factors, offset, o)
	for path := range o.Paths {
		if path%256 == 0 && ctx.Err() != nil {
			return Result{}, fault.Wrap("nowcast.Do", ctx.Err())
		}
		r.Paths = append(r.Paths, l.climb(t.Values[first:last+1], path))
	}
	for i := first; i <= last; i++ {
		if at := age(t.Values[i]); at >= 0 {
			r.Months = append(r.Months, r.month(t, i, i-first, ends[i], o))
		}
	}
	return r, nil
}

// open returns the first month that may still change by what earlier ones did,
// and the last that is known; first is beyond last where there is none.
func (t Triangle) open(factors []Factor) (first, last int) {
	first, last = len(t.Values), -1
	for i, row := range t.Values {
		at := age(row)
		if at < 0 {
			continue
		}
		last = i
		for _, f := range factors[min(at, len(factors)):] {
			if f.Pairs > 0 && (f.Ratio != 1 || f.Spread > 0) {
				first = min(first, i)
			}
		}
	}
	return first, last
}

// shifted is the triangle with the offset added to each value.
func shifted(t Triangle, offset float64) Triangle {
	out := Triangle{Start: t.Start}
	for _, row := range t.Values {
		row = slices.Clone(row)
		for d := range row {
			row[d] += offset
		}
		out.Values = append(out.Values, row)
	}
	return out
}

// month sums up the paths of one month.
func (r *Result) month(t Triangle, row, at int, end Ultimate, o Options) Month {
	now := age(t.Values[row])
	m := Month{Month: t.Start + period.Month(row), Delay: now, Known: t.Values[row][now], Share: 1, Error: end.Error}
	for _, f := range r.Factors[now:] {
		if f.Ratio > 0 {
			m.Share /= f.Ratio
		}
	}
	list := make([]float64, len(r.Paths))
	for k, path := range r.Paths {
		list[k] = path[at]
		m.Mean += path[at] / float64(len(r.Paths))
	}
	slices.Sort(list)
	m.Median = quantile(list, 0.5)
	for _, level := range o.Levels {
		m.Bands = append(m.Bands, Band{level, quantile(list, 0.5-level/200), quantile(list, 0.5+level/200)})
	}
	return m
}

// quantile is the smallest value that at least the share does not exceed.
func quantile(sorted []float64, share float64) float64 {
	at := int(math.Ceil(share*float64(len(sorted)))) - 1
	return sorted[min(max(at, 0), len(sorted)-1)]
}
