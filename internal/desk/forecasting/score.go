// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/method/scoring"
	"planraum/internal/text"
)

// Scored is an issued forecast beside what came, as known on a day.
type Scored struct {
	prediction.Issued
	Indicator figure.Indicator
	Steps     []StepScore
	Totals    []TotalScore
	Known     int     // steps whose real value is known
	Past      []Given // what was known on the day
	// Unused names totals of years that were known on the day and went into nothing,
	// because not all months are; empty: none.
	Unused text.Text
}

// Mark is how far a range was off. Errors are said less came, in the
// indicator's unit.
type Mark struct {
	Came  float64
	Error float64 // of the median
	Naive float64 // of the naive forecast's median
	// WIS is the weighted interval score of median and bounds, CRPS the continuous
	// ranked probability score of the distribution through them; NaiveWIS is the
	// naive forecast's.
	WIS, CRPS, NaiveWIS float64
	Inside              map[float64]bool // by level in percent
	// Rising: what came lay above the last value that was known; Falling: below.
	Rising, Falling bool
}

// StepScore is a step beside what came; Mark is nil where that is not known.
type StepScore struct {
	prediction.Step
	Given *Given
	Mark  *Mark
}

// TotalScore is the sum of the first steps beside what came.
type TotalScore struct {
	prediction.Total
	Mark *Mark // nil: what came is not known; no naive forecast is kept of sums
	// Stated is the total that was stated for these months, such as that of a year, where
	// not all of its steps are known; nil: it is the sum of the steps.
	Stated *Came
}

// Score sets a forecast beside what was known on asOf. What came is the figure
// that the ledger's rule picks among the observed ones.
func (d *Desk) Score(ctx context.Context, f prediction.Issued, asOf period.Date) (Scored, error) {
	c, err := d.read(ctx, f.Subject, asOf, 0)
	if err != nil {
		return Scored{}, fault.Wrap("forecasting.Score("+f.ID+")", err)
	}
	then, err := d.read(ctx, f.Subject, f.AsOf, f.Position)
	if err != nil {
		return Scored{}, fault.Wrap("forecasting.Score("+f.ID+")", err)
	}
	s := scored(f, c)
	s.Unused = then.unused()
	return s, nil
}

func scored(f prediction.Issued, c course) Scored {
	s := Scored{Issued: f, Indicator: c.indicator}
	_, s.Past = c.series(f.AsOf)
	given, sum, whole := c.given(), 0.0, true
	var sums []float64 // of the first steps, as long as all are known
	for _, step := range f.Steps {
		one := StepScore{Step: step}
		if g, known := given[step.From.Month()]; known {
			one.Given, one.Mark = &g, mark(step.Range, &step.Naive, g.Value)
			if f.Last != nil {
				one.Mark.Rising, one.Mark.Falling = g.Value > f.Last.Value, g.Value < f.Last.Value
			}
			s.Known++
			sum += g.Value
		} else {
			whole = false
		}
		if whole {
			sums = append(sums, sum)
		}
		s.Steps = append(s.Steps, one)
	}
	for _, t := range f.Sums {
		one := TotalScore{Total: t}
		if t.Steps <= len(sums) {
			one.Mark = mark(t.Range, nil, sums[t.Steps-1])
		} else if when := f.Over(t.Steps); c.indicator.Kind == figure.Flow {
			if came := c.past().came(when); came != nil {
				one.Stated, one.Mark = came, mark(t.Range, nil, came.Value*months(when))
			}
		}
		s.Totals = append(s.Totals, one)
	}
	return s
}

// mark scores a range by what came.
func mark(r prediction.Range, naive *prediction.Range, came float64) *Mark {
	m := &Mark{Came: came, Error: r.Median - came, WIS: wis(r, came), CRPS: scoring.CRPSQuantiles(levelsOf(r), came), Inside: map[float64]bool{}}
	for _, b := range r.Bounds {
		m.Inside[b.Level] = b.Low <= came && came <= b.High
	}
	if naive != nil {
		m.Naive, m.NaiveWIS = naive.Median-came, wis(*naive, came)
	}
	return m
}

func wis(r prediction.Range, came float64) float64 {
	intervals := make([]scoring.Interval, len(r.Bounds))
	for i, b := range r.Bounds {
		intervals[i] = scoring.Interval{Level: b.Level / 100, Low: b.Low, High: b.High}
	}
	return scoring.WIS(r.Median, intervals, came)
}

// levelsOf are the quantiles that a range tells, in rising order.
func levelsOf(r prediction.Range) []scoring.Level {
	n := len(r.Bounds)
	list := make([]scoring.Level, 2*n+1)
	list[n] = scoring.Level{Share: 0.5, Value: r.Median}
	for i, b := range r.Bounds {
		list[n-1-i] = scoring.Level{Share: 0.5 - b.Level/200, Value: b.Low}
		list[n+1+i] = scoring.Level{Share: 0.5 + b.Level/200, Value: b.High}
	}
	return list
}
