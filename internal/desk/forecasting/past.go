// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"cmp"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/source"
)

// past is what was observed of a series, for statements on periods of any
// length.
type past struct {
	indicator figure.Indicator
	picked    []figure.Picked
	exact     map[period.Period]figure.Picked
	figures   []figure.Figure // observed, also those that the rule does not pick
}

func pastOf(indicator figure.Indicator, of figure.Figure, figures []figure.Figure, choices []figure.Choice) past {
	p := past{indicator: indicator, exact: map[period.Period]figure.Picked{}}
	var mine []figure.Figure
	for _, f := range figures {
		if f.Indicator == indicator.Code && f.Area == of.Area && f.Group == of.Group {
			mine = append(mine, f)
			if observed(indicator, f) && !f.IsSecret() {
				p.figures = append(p.figures, f)
			}
		}
	}
	chosen := slices.DeleteFunc(slices.Clone(choices), func(c figure.Choice) bool {
		return c.Indicator != indicator.Code || c.Area != of.Area || c.Group != of.Group
	})
	p.picked = picked(indicator, mine, chosen)
	for _, one := range p.picked {
		p.exact[indicator.Dated(one.Key).Period] = one
	}
	return p
}

// beside sets a figure that says what is to come beside what came.
func (p past) beside(f figure.Figure, o Origin, by source.Profile) Statement {
	s := Statement{
		Origin: o, Indicator: p.indicator, PerMonth: p.indicator.Kind == figure.Flow, Area: f.Area, Group: f.Group,
		Source: by.Name, SourceKey: by.Key, Paper: f.Source, Made: f.KnownFrom, Period: f.Period, Said: value(f), Figure: &f,
	}
	if s.PerMonth && f.Indicator == p.indicator.Code {
		s.Said /= months(f.Period)
	}
	s.Came, s.Base = p.came(f.Period), p.last(f.KnownFrom)
	return s
}

// months is the length of a period in months; of a part of one, 1.
func months(p period.Period) float64 { return float64(max(p.To.Month()-p.From.Month()+1, 1)) }

// came is what was observed of a period, of a flow for each of its months; nil
// where it is not known.
func (p past) came(when period.Period) *Came {
	if p.indicator.Kind != figure.Flow {
		key := p.indicator.Dated(figure.Key{Period: when}).Period
		if one, known := p.exact[key]; known {
			return &Came{Value: value(one.Figure), From: []figure.Picked{one}}
		}
		return nil
	}
	if one, known := p.exact[when]; known {
		return &Came{Value: value(one.Figure) / months(when), From: []figure.Picked{one}}
	}
	if c := p.sum(when); c != nil {
		return c
	}
	return p.rest(when)
}

// sum adds up the months of a period.
func (p past) sum(when period.Period) *Came {
	c := Came{How: SumOfMonths}
	for m := when.From.Month(); m <= when.To.Month(); m++ {
		one, known := p.exact[period.InMonth(m)]
		if !known {
			return nil
		}
		c.Value += value(one.Figure)
		c.From = append(c.From, one)
	}
	c.Value /= months(when)
	return &c
}

// rest is what is left of a year when the months outside the period are taken
// away.
func (p past) rest(when period.Period) *Came {
	year := when.From.Year()
	whole, known := p.exact[period.InYear(year)]
	if !known || when.To.Year() != year || when.From != when.From.Month().First() || when.To != when.To.Month().Last() {
		return nil
	}
	c := Came{Value: value(whole.Figure), From: []figure.Picked{whole}, How: RestOfYear}
	for m := period.MonthOf(year, 1); m <= period.MonthOf(year, 12); m++ {
		if m >= when.From.Month() && m <= when.To.Month() {
			continue
		}
		one, known := p.exact[period.InMonth(m)]
		if !known {
			return nil
		}
		c.Value -= value(one.Figure)
		c.From = append(c.From, one)
	}
	c.Value /= months(when)
	return &c
}

// last is the last value that was known on a day, of a flow for each month: the
// one whose period ended last, of several for it the one known last.
func (p past) last(on period.Date) *Came {
	var best *figure.Figure
	for i, f := range p.figures {
		if f.KnownFrom.After(on) {
			continue
		}
		if best == nil || cmp.Or(f.Period.To.Compare(best.Period.To), best.Period.From.Compare(f.Period.From)*-1, f.KnownFrom.Compare(best.KnownFrom), cmp.Compare(f.Basis, best.Basis)) > 0 {
			best = &p.figures[i]
		}
	}
	if best == nil {
		return nil
	}
	c := Came{Value: value(*best), From: []figure.Picked{{Figure: *best}}}
	if p.indicator.Kind == figure.Flow {
		c.Value /= months(best.Period)
	}
	return &c
}
