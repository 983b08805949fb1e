// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
)

// Record is all that was said up to a day, by others and here, beside what came.
type Record struct {
	Statements []Statement // by the day they were made
	Lines      []Line
}

// Line is how good the statements of one source on one indicator were, of one
// span of horizons or of all.
type Line struct {
	Indicator figure.Indicator
	PerMonth  bool
	Source    string
	SourceKey string
	Own       bool
	Span      Span
	// All are the scored statements, Rising and Falling those whose real value lay
	// above and below the last one that was known when they were made.
	All, Rising, Falling Tally
	// Inside80 and Inside95 are the shares of own forecasts whose bounds held;
	// NaN of others', who give no bounds.
	Inside80, Inside95 float64
}

// Tally sums up statements. Errors are said less came.
type Tally struct {
	Count int
	Error float64 // mean error; NaN of nothing
	// Bias is the mean error as a share of the mean of what came; NaN of nothing
	// and where nothing came.
	Bias     float64
	Absolute float64 // mean absolute error; NaN of nothing
}

// tally sums up the scored ones of the statements.
func tally(list []Statement) Tally {
	t, came := Tally{}, 0.0
	for _, s := range list {
		if s.Came == nil {
			continue
		}
		t.Count++
		t.Error += s.Error()
		t.Absolute += math.Abs(s.Error())
		came += s.Came.Value
	}
	n := float64(t.Count)
	t.Bias = t.Error / came
	if came == 0 {
		t.Bias = math.NaN()
	}
	t.Error, t.Absolute = t.Error/n, t.Absolute/n
	return t
}

// Record gathers what was said up to asOf and scores it by what was known then.
func (d *Desk) Record(ctx context.Context, asOf period.Date) (Record, error) {
	const op = "forecasting.Record"
	said, err := d.outside(ctx, asOf)
	if err != nil {
		return Record{}, fault.Wrap(op, err)
	}
	issued, err := d.List(ctx, asOf)
	if err != nil {
		return Record{}, fault.Wrap(op, err)
	}
	courses, counted := map[prediction.Subject]course{}, map[string]bool{}
	for _, f := range issued {
		// Of several forecasts of a series as of the same day the first counts: who
		// tries many seeds has not been right more often.
		one := fmt.Sprint(f.Subject, f.AsOf)
		if counted[one] {
			continue
		}
		counted[one] = true
		c, known := courses[f.Subject]
		if !known {
			if c, err = d.read(ctx, f.Subject, asOf, 0); err != nil {
				return Record{}, fault.Wrap(op, err)
			}
			courses[f.Subject] = c
		}
		said = append(said, statements(scored(f, c))...)
	}
	slices.SortStableFunc(said, compareStatements)
	return Record{said, lines(said)}, nil
}

// ownSource is who makes own forecasts; the keys are those of profiles.
const (
	ownSource = "Planraum"
	ownKey    = "planraum"
)

// Others is the key under which all other sources are summed up together, Later
// that of own forecasts reckoned afterwards.
const (
	Others = "others"
	Later  = "planraum-later"
)

// statements are the steps of an own forecast.
func statements(f Scored) []Statement {
	list := make([]Statement, 0, len(f.Steps))
	for i, step := range f.Steps {
		s := Statement{
			Origin: Own, Indicator: f.Indicator, PerMonth: f.Indicator.Kind == figure.Flow, Area: f.Area, Group: f.Group, Source: ownSource, SourceKey: ownKey, Paper: ownSource,
			Made: f.MadeOn, Period: step.Period(), Forecast: f.ID, Step: i,
		}
		each := 1.0
		if s.PerMonth {
			each = months(s.Period)
		}
		if s.Said = step.Median / each; f.Afterwards() {
			s.Origin, s.Made = OwnLater, f.AsOf
			s.Source, s.SourceKey = ownSource+", nachträglich", Later
		}
		if f.Last != nil {
			s.Base = &Came{Value: f.Last.Value / each}
		}
		if step.Mark != nil {
			s.Came, s.Inside = &Came{Value: step.Mark.Came / each, From: step.Given.From}, step.Mark.Inside
		}
		list = append(list, s)
	}
	return list
}

// lines sums up by indicator and source, all horizons first, then each.
func lines(said []Statement) []Line {
	type key struct{ indicator, source string }
	groups := map[key][]Statement{}
	var keys []key
	for _, s := range said {
		k := key{s.Indicator.Code, s.SourceKey}
		if s.Came == nil {
			continue
		}
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], s)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.source, b.source))
	})
	var list []Line
	for _, k := range keys {
		group := groups[k]
		var spans []Line
		for span := UpTo3; span < AllSpans; span++ {
			if part := only(group, func(s Statement) bool { return s.Span() == span }); len(part) > 0 {
				spans = append(spans, lineOf(part, span))
			}
		}
		if len(spans) > 1 {
			list = append(list, lineOf(group, AllSpans))
		}
		list = append(list, spans...)
	}
	return list
}

func lineOf(said []Statement, span Span) Line {
	l := Line{
		Indicator: said[0].Indicator, PerMonth: said[0].PerMonth, Source: said[0].Source, SourceKey: said[0].SourceKey, Own: !said[0].Origin.Outside(), Span: span,
		All: tally(said), Rising: tally(only(said, Statement.Rising)), Falling: tally(only(said, Statement.Falling)),
		Inside80: math.NaN(), Inside95: math.NaN(),
	}
	if l.Own {
		l.Inside80, l.Inside95 = inside(said, 80), inside(said, 95)
	}
	return l
}

func inside(said []Statement, level float64) float64 {
	held := only(said, func(s Statement) bool { return s.Inside[level] })
	return float64(len(held)) / float64(len(said))
}

func only(said []Statement, is func(Statement) bool) []Statement {
	var part []Statement
	for _, s := range said {
		if is(s) {
			part = append(part, s)
		}
	}
	return part
}

// Said sums up what was said of an indicator in one way, such as in plans'
// assumptions, of all sources and horizons: what somebody announces, what a paper
// forecasts and what a plan reckons with are different things.
func (r Record) Said(indicator string, o Origin) Line {
	said := only(r.Statements, func(s Statement) bool { return s.Indicator.Code == indicator && s.Origin == o && s.Came != nil })
	if len(said) == 0 {
		return Line{}
	}
	l := lineOf(said, AllSpans)
	l.Source, l.SourceKey = "", byOrigin+string(o)
	return l
}

// byOrigin stands before an origin in the place of a source's key.
const byOrigin = "kind-"

// Outside sums up what others said of an indicator, of all sources and horizons.
func (r Record) Outside(indicator string) Line {
	said := only(r.Statements, func(s Statement) bool {
		return s.Indicator.Code == indicator && s.Origin.Outside() && s.Came != nil
	})
	if len(said) == 0 {
		return Line{}
	}
	l := lineOf(said, AllSpans)
	l.Source, l.SourceKey = "", Others
	return l
}

// Scored is the number of statements whose real value is known.
func (r Record) Scored() int {
	return len(only(r.Statements, func(s Statement) bool { return s.Came != nil }))
}
