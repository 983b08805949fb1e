// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"cmp"
	"math"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
)

// Series is what was stated of an indicator in an area and group: what counts
// for each period, with what stands against it, oldest period first. It holds
// only what was observed.
type Series struct {
	Indicator figure.Indicator
	Area      area.ID
	Group     population.ID
	Picked    []figure.Picked
}

// NewSeries picks the series of figures of one indicator, area and group.
// Figures must be ordered by period; choices by key may hold more than needed.
// What was expected (forecasts, announcements, assumptions, and what was said
// before its time) is left out: that it differs from what came is no fault.
func NewSeries(in figure.Indicator, figures []figure.Figure, choices map[figure.Key]figure.Choice) Series {
	s := Series{Indicator: in}
	if len(figures) > 0 {
		s.Area, s.Group = figures[0].Area, figures[0].Group
	}
	for from := 0; from < len(figures); {
		to := from + 1
		for to < len(figures) && figures[to].Period == figures[from].Period {
			to++
		}
		var choice *figure.Choice
		if c, ok := choices[figures[from].Key]; ok {
			choice = &c
		}
		if p, ok := figure.Pick(observed(in, figures[from:to]), choice); ok {
			s.Picked = append(s.Picked, p)
		}
		from = to
	}
	return s
}

func observed(in figure.Indicator, figures []figure.Figure) []figure.Figure {
	seen := func(f figure.Figure) bool {
		start := f.Period.From
		if in.Kind == figure.Flow {
			start = f.Period.To
		}
		said := f.Basis == figure.Counted || f.Basis == figure.Reported || f.Basis == figure.Computed
		return said && !f.KnownFrom.Before(start)
	}
	for i, f := range figures {
		if !seen(f) { // rare: most series are read as they are
			return slices.DeleteFunc(slices.Concat(figures[:i], figures[i:]), func(f figure.Figure) bool { return !seen(f) })
		}
	}
	return figures
}

// point is one value of a course: what counts at a time.
type point struct {
	at     float64 // months since the year 0
	month  period.Month
	value  float64
	picked figure.Picked
}

// course returns the values of one resolution in order of time, one for each
// time: reference dates of a stock or rate; months or years of a flow.
func (s Series) course(yearly bool) []point {
	points := make([]point, 0, len(s.Picked))
	for _, p := range s.Picked {
		switch {
		case s.Indicator.Kind != figure.Flow && yearly,
			s.Indicator.Kind == figure.Flow && yearly && !p.Period.IsYear(),
			s.Indicator.Kind == figure.Flow && !yearly && !p.Period.IsMonth():
			continue
		}
		m := p.Period.To.Month()
		q := point{at: float64(m) + 1, month: m, value: scaled(p.Figure), picked: p}
		if s.Indicator.Kind != figure.Flow {
			q.at = float64(m) + float64(p.Period.To.DayOfMonth())/float64(m.Last().DayOfMonth())
		}
		if n := len(points); n > 0 && points[n-1].picked.Period.To == p.Period.To {
			if later(p, points[n-1].picked) {
				points[n-1] = q
			}
			continue
		}
		points = append(points, q)
	}
	return points
}

// later reports whether a goes before b of two statements on one day: a choice,
// then the newer, then the better basis.
func later(a, b figure.Picked) bool {
	chosen := func(p figure.Picked) int {
		if p.Why == figure.ByChoice {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(chosen(a), chosen(b)), a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.ID, b.ID)) > 0
}

func scaled(f figure.Figure) float64 { return float64(f.Value.Amount) / math.Pow10(f.Value.Places) }

// finding is a finding about one value of the series.
func (s Series) finding(kind Kind, at period.Period) Finding {
	return Finding{Kind: kind, Indicator: s.Indicator.Code, Area: s.Area, Group: s.Group, Period: at}
}

// counts reports whether the indicator counts things one by one.
func (s Series) counts() bool { return s.Indicator.Kind != figure.Rate && s.Indicator.Places == 0 }

func median(values []float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}
