// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"planraum/internal/city/measure"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
)

func costsTable(c *city, _ string) (exhibit, error) {
	g := newGrid("Kosten und Pauschalen, soweit veröffentlicht", word("Angabe"), word("Zeit"), num("Wert", ""), word("Einheit"), word("Grundlage"))
	for _, indicator := range []string{
		"cost.refugee_spending", "cost.refugee_income", "cost.refugee_net", "cost.jobcenter_net", "cost.accommodation_investment", "cost.work_opportunities",
		"cost.special_grant", "cost.grants_increase", "cost.intake_flat_rate", "cost.refund_months", "cost.benefits_single", "cost.benefits_family_of_4",
	} {
		list, err := c.figures(indicator, population.All)
		if err != nil {
			return exhibit{}, err
		}
		for _, f := range list {
			g.row(say(c.names[indicator].Name.In(c.lang)), say(f.Period.In(c.lang)), c.picked(f.Figure), say(c.names[indicator].Unit.In(c.lang)), say(f.Basis.Label().In(c.lang)))
			g.source(f.Source)
		}
	}
	return g.done(), nil
}

// measuresTable lists the measures of the register; where it holds none the table says
// so.
func measuresTable(c *city, _ string) (exhibit, error) {
	goals, err := entries[measure.Goal](c, register.Goal)
	if err != nil {
		return exhibit{}, err
	}
	list, err := entries[measure.Measure](c, register.Measure)
	name := map[string]string{}
	for _, e := range goals {
		name[e.noun.ID] = e.noun.Title
	}
	g := newGrid("Ziele und Maßnahmen im Register", word("Ziel"), word("Maßnahme"), word("Zuständig"), word("von"), word("bis"), num("Kosten", "EUR"))
	for _, e := range list {
		m := e.noun
		g.row(say(name[m.Goal]), say(m.Title), say(m.Unit), c.day(m.From), c.day(m.Until), c.amount(m.Cost, recordRef(e.record)))
		g.source(m.Source)
	}
	if len(list) == 0 {
		g.row(say("keine"), say("Im Register steht am "+c.asOf.In(c.lang)+" keine Maßnahme."), say(""), say(""), say(""), say(""))
	}
	return g.done(), err
}

// actionsTable lists what is open; where nothing is the table says so.
func actionsTable(c *city, _ string) (exhibit, error) {
	list, err := entries[steering.Action](c, register.Action)
	g := newGrid("Offene Aufträge", word("Auftrag"), word("Zuständig"), word("fällig"), word("Stand"))
	open := 0
	for _, e := range list {
		if a := e.noun; !a.State.Ended() {
			open++
			state := a.State.Label().In(c.lang)
			if a.Overdue(c.asOf) {
				state += ", überfällig"
			}
			g.row(say(a.Title), say(a.Owner), c.day(a.Due), say(state))
			g.source(a.Source)
		}
	}
	if open == 0 {
		g.row(say("Im Register steht am "+c.asOf.In(c.lang)+" kein offener Auftrag."), say(""), say(""), say(""))
	}
	return g.done(), err
}
