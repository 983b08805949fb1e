// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/fault"
)

// The addresses of live numbers. Beside those of derivations ("figure/12",
// "run/ID/needed/2016-12", "district/06/usable" ...), which always mean the same
// number, a text may name a number by what it says, so that a later as-of date gives a
// later value:
//
//	newest/INDICATOR[/GROUP]       the newest observed figure of the city
//	of/INDICATOR/PERIOD[/GROUP]    the city's figure of a period
//	plan/ITEM/MONTH                a number of the leading plan, as run/ID/ITEM/MONTH
//	post/GRADE/STEP/YEAR           what a post costs by the pay tables (EG-13/3/2016)
//	cost/TRANCHE                   what a tranche costs by its paper (cost/t5)
//
// Tables and pictures are table/NAME and chart/NAME (see Exhibits).

// number looks up a number; nil where there is none.
func (c *city) number(ref string) (*document.Value, error) {
	word, rest, _ := strings.Cut(ref, "/")
	parts := strings.Split(rest, "/")
	switch {
	case word == "newest" && len(parts) <= 2:
		return c.newest(parts)
	case word == "of" && (len(parts) == 2 || len(parts) == 3):
		return c.ofPeriod(parts)
	case word == "plan" && len(parts) == 2:
		if c.run == nil {
			return nil, nil
		}
		return c.quote("run/" + c.run.ID + "/" + rest)
	case word == "cost" && len(parts) == 1:
		return c.trancheCost(rest)
	case word == "post" && len(parts) == 3:
		d, err := c.post(rest)
		return c.valued(ref, d, err)
	}
	return c.quote(ref)
}

func (c *city) newest(parts []string) (*document.Value, error) {
	list, err := c.observed(parts[0], group(parts[1:]))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return c.quote(figureRef(list[len(list)-1].ID))
}

func (c *city) ofPeriod(parts []string) (*document.Value, error) {
	p, err := period.Parse(parts[1])
	if err != nil {
		return nil, nil
	}
	list, err := c.figures(parts[0], group(parts[2:]))
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		if f.Period == p {
			return c.quote(figureRef(f.ID))
		}
	}
	return nil, nil
}

func group(parts []string) population.ID {
	if len(parts) == 0 {
		return population.All
	}
	return population.ID(parts[0])
}

// quote takes a number with its derivation by the address that pages use.
func (c *city) quote(ref string) (*document.Value, error) {
	d, err := c.Quotes.Derive(c.ctx, ref, c.asOf)
	return c.valued(ref, d, err)
}

// valued makes the value of a field from a derivation.
func (c *city) valued(ref string, d figure.Derivation, err error) (*document.Value, error) {
	if kind := fault.KindOf(err); err != nil && (kind == fault.NotFound || kind == fault.Invalid) {
		return nil, nil // which is said where the text is checked
	}
	if err != nil {
		return nil, fault.Wrap("report.valued("+ref+")", err)
	}
	if d.Ref == "" {
		d.Ref = ref
	}
	v := &document.Value{Written: d.Value.In(c.lang), Derivation: &d}
	v.Draft, err = c.draftOf(d)
	return v, err
}
