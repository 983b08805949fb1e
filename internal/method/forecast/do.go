// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
)

// Do forecasts a series. The same input gives the same bytes on any machine and
// any number of cores. It refuses (fault.Invalid) what Options and Series do
// not allow; any series of at least one value gets an answer without NaN.
func Do(ctx context.Context, s Series, o Options) (Result, error) {
	if err := check(s, &o); err != nil {
		return Result{}, err
	}
	s, open := settled(s, o)
	y, start := trimmed(s)
	gap := len(s.Values) - (start + len(y)) // missing values at the end are forecast first
	e := engine{m: s.Frequency, scale: scaleOf(y)}
	var l look
	h := o.Horizon + gap
	b, err := e.test(ctx, y, o.Method)
	if err != nil {
		return Result{}, err
	}
	var known forms
	e.see(y, h, &known, &l)
	l.follow(&e, o.Method, h)
	r := Result{
		Start: s.Start + period.Month(len(s.Values)*12/s.Frequency), Method: o.Method, Back: b.sum,
		Missing: missing(y), Counts: e.scale.whole, Open: open,
	}
	var moved, beside sway
	if open > 0 {
		moved, beside = e.sways(y, &l, &known, o.Method, h, o), e.sways(y, &l, &known, Naive, h, o)
		l.open = moved.size
	}
	ours, naive := e.margins(y, &l, &b, h)
	for i := range beside.size {
		naive[i].open = beside.size[i]
	}
	r.decide(&l, s.Frequency)
	r.few(given(y))
	r.Why = prediction.After(r.Why, l.simpler(r.Method))
	if e.scale.floor > 0 {
		r.silent()
	}
	if r.Broken {
		if err := r.unreported(ctx, s, o); err != nil {
			return Result{}, err
		}
	}
	if r.Method == Naive {
		ours, moved = naive, beside
	}
	r.tell(ours[gap:], naive[gap:], o.Levels)
	if o.Paths > 0 {
		r.Paths = paths(ours, courses(&l, r.Method, h), gap, moved, o)
	}
	return r, nil
}

// tell sets bands, medians and means.
func (r *Result) tell(ours, naive []margin, levels []float64) {
	r.Naive.Median, r.Naive.Bands = bands(naive, levels)
	r.Median, r.Bands = bands(ours, levels)
	for i := range ours {
		r.Mean = append(r.Mean, ours[i].expected())
	}
}

// margins returns the distributions of the steps: the method's and the naive
// forecast's.
func (e *engine) margins(y []float64, l *look, b *back, h int) (ours, naive []margin) {
	asleep := zerosAtEnd(y)
	for i := range h {
		ours = append(ours, l.marginOf(e.scale, i, b.stretch(l.quiet, len(y), i), asleep))
		naive = append(naive, e.naive(y, l, i))
	}
	return ours, naive
}

func bands(steps []margin, levels []float64) (median []float64, out []Band) {
	for i := range steps {
		median = append(median, steps[i].at(0))
	}
	for _, level := range levels {
		b := Band{Level: level}
		x := score(0.5 + level/200)
		for i := range steps {
			b.Lower = append(b.Lower, min(steps[i].at(-x), median[i]))
			b.Upper = append(b.Upper, max(steps[i].at(x), median[i]))
		}
		out = append(out, b)
	}
	return median, out
}

func missing(y []float64) int {
	n := 0
	for _, v := range y {
		if v != v {
			n++
		}
	}
	return n
}

// trimmed returns the values from the first to the last that is given, and the
// place of the first.
func trimmed(s Series) ([]float64, int) {
	from, to := 0, len(s.Values)
	for from < to && s.Values[from] != s.Values[from] {
		from++
	}
	for to > from && s.Values[to-1] != s.Values[to-1] {
		to--
	}
	return s.Values[from:to], from
}

// check refuses what cannot be forecast and fills in what was left open.
func check(s Series, o *Options) error {
	var rows []fault.Row
	refuse := func(column, value, de, en string) {
		rows = append(rows, fault.Row{Column: column, Value: value, Expected: textOf(de, en)})
	}
	if s.Frequency != 12 && s.Frequency != 4 && s.Frequency != 1 {
		refuse("frequency", fmt.Sprint(s.Frequency), "12 (Monate), 4 (Quartale) oder 1 (Jahre)", "12 (months), 4 (quarters) or 1 (years)")
	}
	if o.Horizon < 1 || o.Horizon > MaxHorizon {
		refuse("horizon", fmt.Sprint(o.Horizon), fmt.Sprintf("1 bis %d", MaxHorizon), fmt.Sprintf("1 to %d", MaxHorizon))
	}
	if o.Method == "" {
		o.Method = Auto
	}
	if !slices.Contains(Methods, o.Method) {
		refuse("method", o.Method, "eines der Verfahren", "one of the methods")
	}
	if o.Paths < 0 || o.Paths > MaxPaths {
		refuse("paths", fmt.Sprint(o.Paths), fmt.Sprintf("0 bis %d", MaxPaths), fmt.Sprintf("0 to %d", MaxPaths))
	}
	if o.Levels == nil {
		o.Levels = []float64{50, 80, 95}
	}
	for _, v := range o.Levels {
		if !(v > 0 && v <= 99) {
			refuse("level", fmt.Sprint(v), "mehr als 0 und höchstens 99 Prozent", "more than 0 and at most 99 percent")
		}
	}
	if y, _ := trimmed(s); len(y) == 0 || len(s.Values) > MaxValues || len(s.Values)-len(y) > MaxHorizon {
		refuse("values", fmt.Sprint(len(s.Values)), fmt.Sprintf("1 bis %d Werte", MaxValues), fmt.Sprintf("1 to %d values", MaxValues))
	}
	for i, v := range s.Values {
		if math.IsInf(v, 0) || math.Abs(v) > 1e15 {
			rows = append(rows, fault.Row{Line: i + 1, Column: "values", Value: strconv.FormatFloat(v, 'f', -1, 64), Expected: textOf("höchstens 1 Billiarde", "at most 1e15")})
		}
	}
	rows = append(rows, checkNowcast(s, o)...)
	if rows != nil {
		return fault.Refuse("forecast.Do", rows)
	}
	return nil
}
