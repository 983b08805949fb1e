// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
)

// FillRef is the address of how much is filled or open of the i-th post of the plan, from
// 0 ("filled", "open"), or used or left of its i-th authorisation ("used", "left").
func (p PostPlan) FillRef(item string, i int) string {
	return PlanRef(p.Day, p.Upto, item+"-"+strconv.Itoa(i+1))
}

// EndingFillRef is the address of how much is filled of what ends.
func (p PostPlan) EndingFillRef(e postplan.Ends) string {
	for i := range p.Posts {
		if &p.Posts[i] == e.Post {
			return p.FillRef("filled", i)
		}
	}
	for i := range p.Permits {
		if &p.Permits[i] == e.Permit {
			return p.FillRef("used", i)
		}
	}
	return ""
}

// AllFilledRef is the address of how much is filled of the posts of which that is known.
func (p PostPlan) AllFilledRef() string { return PlanRef(p.Day, p.Upto, "filled") }

// place is what can be filled: a post, or an authorisation.
type place struct {
	is     figure.Derivation // what it may be at most
	most   unit.FTE
	filled *unit.FTE
	by     string // the change that reports it
}

func (p PostPlan) postPlace(i int) place {
	one := p.Posts[i]
	out := place{is: p.part(one), most: one.Share, filled: one.Filled}
	for _, id := range one.By {
		for _, e := range p.Changes {
			if e.Noun.ID == id && e.Noun.Kind == staffing.Fill {
				out.by = id
			}
		}
	}
	return out
}

func (p PostPlan) permitPlace(i int) place {
	m := p.Permits[i]
	return place{is: p.permitPart(m), most: m.Ceiling, filled: m.Filled, by: m.FilledBy}
}

// filling explains a number of FillRef or AllFilledRef; false where there is none such.
func (p PostPlan) filling(out *figure.Derivation, item string) bool {
	if item == "filled" {
		return p.allFilled(out)
	}
	what, number, _ := strings.Cut(item, "-")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 {
		return false
	}
	var at place
	switch {
	case (what == "filled" || what == "open") && n <= len(p.Posts):
		at = p.postPlace(n - 1)
	case (what == "used" || what == "left") && n <= len(p.Permits):
		at = p.permitPlace(n - 1)
	default:
		return false
	}
	if at.filled == nil {
		return false
	}
	d := p.reported(at)
	if what == "open" || what == "left" {
		d = figure.Derivation{Name: text.T("davon frei", "of it open"), Value: written(at.most - *at.filled), Basis: figure.Computed, From: []figure.Derivation{at.is, d}}
		d.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf("%s - %s = %s", l.Decimal(int64(at.most), 2), l.Decimal(int64(*at.filled), 2), l.Decimal(int64(at.most-*at.filled), 2))
		})
	}
	out.Name, out.Value, out.Rule, out.From = d.Name, d.Value, d.Rule, d.From
	return true
}

// reported is how much of a report of filling falls on a post or an authorisation.
func (p PostPlan) reported(at place) figure.Derivation {
	out := figure.Derivation{Name: text.T("davon besetzt", "of it filled"), Value: written(*at.filled), Basis: figure.Computed}
	for _, e := range p.Changes {
		if e.Noun.ID != at.by {
			continue
		}
		all := e.Noun.Share
		out.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Gemeldet sind %s Stellen. Sie füllen zuerst die Stellen, die gemeint sind, dann die Ermächtigungen, die älteste zuerst, jede höchstens bis zu ihrem Umfang (hier %s). Hierauf entfallen %s.",
				"Reported are %s posts. They fill first the posts that are meant, then the authorisations, the oldest first, each up to its share at most (here %s). Of them %s fall on this.").In(l),
				l.Decimal(int64(all), 2), l.Decimal(int64(at.most), 2), l.Decimal(int64(*at.filled), 2))
		})
		report := figure.Derivation{Name: text.T("Meldung", "report"), Value: written(all), Basis: figure.Reported, Source: e.Noun.Source, When: e.Noun.From.String(), Ref: recordRef(e.Record)}
		out.From = []figure.Derivation{report, at.is}
	}
	return out
}

// allFilled explains what is filled of all posts of which that is known.
func (p PostPlan) allFilled(out *figure.Derivation) bool {
	filled, of := p.Filled()
	if of == 0 {
		return false
	}
	out.Name, out.Value = text.T("besetzt, soweit gemeldet", "filled, as far as reported"), written(filled)
	var shares [2][]string
	for i, one := range p.Posts {
		if one.Filled == nil {
			continue
		}
		for k, l := range []text.Lang{text.De, text.En} {
			shares[k] = append(shares[k], l.Decimal(int64(*one.Filled), 2))
		}
		d := p.reported(p.postPlace(i))
		d.Name, d.Ref = text.Same(strings.TrimSpace(one.Unit+" "+one.Grade+" "+one.Number)), p.FillRef("filled", i)
		out.From = append(out.From, d)
	}
	out.Rule = text.T(strings.Join(shares[0], " + ")+" = "+text.De.Decimal(int64(filled), 2), strings.Join(shares[1], " + ")+" = "+text.En.Decimal(int64(filled), 2))
	return true
}
