// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"math"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Given is a value of a step with the figures that it comes from: one, or the
// months of a quarter or year.
type Given struct {
	Period period.Period
	Value  float64 // in the indicator's unit
	From   []figure.Picked
}

// course is what the ledger holds of a subject, as a reader may see it.
type course struct {
	subject   prediction.Subject
	indicator figure.Indicator
	picked    []figure.Picked
	observed  []figure.Figure // also those that the rule does not pick
	choices   []figure.Choice
}

// read asks the ledger for what was observed of a subject and known on asOf;
// below leaves out what was recorded after that position; 0: nothing.
func (d *Desk) read(ctx context.Context, s prediction.Subject, asOf period.Date, below int64) (course, error) {
	indicator, err := d.indicator(ctx, s.Indicator)
	if err != nil {
		return course{}, err
	}
	q := figure.Query{Indicators: []string{s.Indicator}, AsOf: asOf, Group: s.Group}
	if s.Area != "" {
		q.Areas = append(q.Areas, s.Area)
	}
	if below > 0 {
		q.Before = below + 1
	}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return course{}, err
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return course{}, err
	}
	seen := slices.DeleteFunc(slices.Clone(figures), func(f figure.Figure) bool { return !observed(indicator, f) })
	return course{s, indicator, picked(indicator, seen, choices), seen, choices}, nil
}

func (d *Desk) indicator(ctx context.Context, code string) (figure.Indicator, error) {
	list, err := d.names.Indicators(ctx)
	if err != nil {
		return figure.Indicator{}, err
	}
	for _, i := range list {
		if i.Code == code {
			return i, nil
		}
	}
	return figure.Indicator{}, fault.Refuse("forecasting.indicator", []fault.Row{{
		File: "Prognose", Column: "indicator", Value: code, Expected: text.T("eine der Kennzahlen, die es gibt", "one of the indicators that there are"),
	}})
}

// picked are the figures that the ledger's rule picks among those that say what
// was, without those kept from the reader.
func picked(indicator figure.Indicator, figures []figure.Figure, choices []figure.Choice) []figure.Picked {
	seen := slices.DeleteFunc(slices.Clone(figures), func(f figure.Figure) bool { return !observed(indicator, f) })
	return figure.Seen(figure.PickSame(seen, choices, indicator.Dated))
}

// observed reports whether a figure says what was: it was counted, reported or
// reckoned of what was, and not before its time had come. Of a flow that is the
// last day of its period: what is said earlier is a part or an expectation.
func observed(indicator figure.Indicator, f figure.Figure) bool {
	if f.Basis != figure.Counted && f.Basis != figure.Reported && f.Basis != figure.Computed {
		return false
	}
	if indicator.Kind == figure.Flow {
		return !f.KnownFrom.Before(f.Period.To)
	}
	return !f.KnownFrom.Before(f.Period.From)
}

// value is a figure's value in the indicator's unit.
func value(f figure.Figure) float64 { return float64(f.Value.Amount) / math.Pow10(f.Value.Places) }

// given returns the values of the subject's steps.
func (c course) given() map[period.Month]Given {
	direct, months := map[period.Month]Given{}, map[period.Month]Given{}
	each := period.Month(12 / c.subject.Frequency)
	for _, p := range c.picked {
		g := Given{p.Period, value(p.Figure), []figure.Picked{p}}
		first, last := p.Period.From.Month(), p.Period.To.Month()
		begin := prediction.Begin(last, c.subject.Frequency)
		switch {
		case c.indicator.Kind == figure.Stock:
			// The last count of a month stands for its end, that of the last month of
			// a quarter or year for the quarter or year.
			before, known := direct[begin]
			if (p.Period.IsDay() || p.Period.IsMonth()) && last == begin+each-1 && (!known || !before.Period.To.After(p.Period.To)) {
				direct[begin] = g
			}
		case p.Period == prediction.StepFrom(begin, c.subject.Frequency, 0):
			direct[begin] = g
		case p.Period.IsMonth():
			months[first] = g
		}
	}
	if c.indicator.Kind == figure.Flow && each > 1 {
		c.addSums(direct, months)
	}
	return direct
}

// addSums adds the steps whose months are all known one by one.
func (c course) addSums(direct, months map[period.Month]Given) {
	each := period.Month(12 / c.subject.Frequency)
	for m := range months {
		begin := prediction.Begin(m, c.subject.Frequency)
		if _, known := direct[begin]; known {
			continue
		}
		sum, whole := Given{Period: prediction.StepFrom(begin, c.subject.Frequency, 0)}, true
		for i := range each {
			g, known := months[begin+i]
			whole = whole && known
			sum.Value += g.Value
			sum.From = append(sum.From, g.From...)
		}
		if whole {
			direct[begin] = sum
		}
	}
}

// series returns the values from the first known step to the last one before
// the forecast: the step before the one in which asOf lies, or the last that is
// known. Steps without a value are missing, also at the end.
func (c course) series(asOf period.Date) (prediction.Series, []Given) {
	given := c.given()
	if len(given) == 0 {
		return prediction.Series{Frequency: c.subject.Frequency}, nil
	}
	s := prediction.Series{Frequency: c.subject.Frequency}
	first, end := true, prediction.Begin(asOf.Month(), c.subject.Frequency)
	each := period.Month(12 / c.subject.Frequency)
	for m := range given {
		if first || m < s.Start {
			s.Start, first = m, false
		}
		end = max(end, m+each)
	}
	var list []Given
	for m := s.Start; m < end; m += each {
		g, known := given[m]
		if !known {
			s.Values = append(s.Values, math.NaN())
			continue
		}
		s.Values = append(s.Values, g.Value)
		list = append(list, g)
	}
	return s, list
}

// past is the course as a past, for totals over several steps.
func (c course) past() past {
	p := past{indicator: c.indicator, picked: c.picked, exact: map[period.Period]figure.Picked{}, figures: c.observed}
	for _, one := range c.picked {
		p.exact[c.indicator.Dated(one.Key).Period] = one
	}
	return p
}
