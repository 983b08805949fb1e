// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/register"
	"planraum/internal/city/scenario"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/text"
)

// Lost is how many places a case assumes to be lost, of what is laid over the figures;
// zero: none.
func (c Case) Lost() scenario.Range {
	var sum scenario.Range
	for _, s := range c.Scenarios {
		for _, p := range s.Parts {
			if p.Kind == scenario.Loss && p.Persons != nil && p.From >= c.From {
				sum.Low, sum.Likely, sum.High = sum.Low+p.Persons.Low, sum.Likely+p.Persons.Likely, sum.High+p.Persons.High
			}
		}
	}
	return sum
}

// lossFaults refuses to assume that more places are lost than there are in the month in
// which they go, those included that other assumptions have taken by then. Where no site
// is known, nothing can be said.
func (d *Desk) lossFaults(ctx context.Context, s scenario.Scenario, c Change) ([]fault.Row, error) {
	sites, err := known[accommodation.Site](ctx, d.registers, register.Site, c.Day)
	if err != nil || len(sites) == 0 {
		return nil, err
	}
	var rows []fault.Row
	for i, p := range s.Parts {
		if p.Kind != scenario.Loss || p.Persons == nil || p.From == 0 {
			continue
		}
		before := 0.0
		for j, o := range s.Parts {
			if o.Kind == scenario.Loss && o.Persons != nil && j != i && o.From >= c.Day.Month() && (o.From < p.From || o.From == p.From && j < i) {
				before += o.Persons.High
			}
		}
		there := balance.Line(sites, p.From, p.From)[0].Usable
		if p.Persons.High+before <= float64(there) {
			continue
		}
		rows = append(rows, fault.Row{
			File: s.Name, Column: fmt.Sprintf("parts[%d].persons", i), Value: p.Persons.String(),
			Expected: text.T(mostLost(p, there, before, text.De), mostLost(p, there, before, text.En)),
		})
	}
	return rows, nil
}

// mostLost says how many places can be lost at most.
func mostLost(p scenario.Part, there unit.Headcount, before float64, l text.Lang) string {
	left := max(int64(there)-int64(before), 0)
	s := fmt.Sprintf(text.T("höchstens %s Plätze: Ende %s sind %s nutzbar", "%s places at most: at the end of %s %s are usable").In(l), l.Int(left), p.From.In(l), l.Int(int64(there)))
	if before > 0 {
		s += fmt.Sprintf(text.T(", andere Annahmen nehmen schon %s weg", ", other assumptions take away %s already").In(l), l.Int(int64(before)))
	}
	return s
}
