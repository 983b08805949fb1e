// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// reckonedPlaces are the usable places of the sites that are open on a day, and those of
// them that nobody has counted: they were reckoned backwards from the persons who live
// there. Proposals do not count.
func reckonedPlaces(sites []accommodation.Site, on period.Date) (reckoned, all unit.Headcount) {
	for _, s := range sites {
		if !counted(s) || !s.OpenOn(on) {
			continue
		}
		all += s.Usable()
		if s.Basis == figure.Computed {
			reckoned += s.Usable()
		}
	}
	return reckoned, all
}

// reckoned is the sentence that says how many of the usable places are reckoned: on the
// as-of date, or, for a month of the plan, at its end.
func (c *city) reckoned(month string) *document.Value {
	if month == "" {
		v := c.reckonedOn(c.sites, c.asOf, c.say("am ", "on ")+c.asOf.In(c.lang))
		v.Written = c.say("Im Register der Unterkünfte steht: ", "The register of accommodation says: ") + v.Written
		return v
	}
	m, err := period.ParseMonth(month)
	if err != nil || c.run == nil {
		return nil
	}
	v := c.reckonedOn(c.run.Inputs.Sites, m.Last(), c.say("Ende ", "at the end of ")+m.In(c.lang))
	v.Written = fmt.Sprintf(c.say("Der Plan rechnet mit den Standorten, die am %s bekannt waren: ", "The plan reckons with the sites that were known on %s: "), c.run.Inputs.Plan.AsOf.In(c.lang)) + v.Written
	return v
}

func (c *city) reckonedOn(sites []accommodation.Site, on period.Date, when string) *document.Value {
	reckoned, all := reckonedPlaces(sites, on)
	v := &document.Value{Written: fmt.Sprintf(c.say("Von den %s nutzbaren Plätzen %s ist keiner aus Personen zurückgerechnet.", "Of the %s usable places %s none is reckoned backwards from persons."), c.lang.Int(int64(all)), when)}
	if reckoned > 0 {
		v.Written = fmt.Sprintf(c.say("Von den %s nutzbaren Plätzen %s sind %s nicht gezählt, sondern aus den untergebrachten Personen zurückgerechnet: Wie viele Plätze es wirklich gibt, ist nicht veröffentlicht.",
			"Of the %s usable places %s, %s are not counted but reckoned backwards from the persons who live there: how many places there really are is not published."),
			c.lang.Int(int64(all)), when, c.lang.Int(int64(reckoned)))
	}
	v.Derivation = &figure.Derivation{
		Name:  text.T("zurückgerechnete Plätze", "places reckoned backwards"),
		Value: text.T(text.De.Int(int64(reckoned))+" Plätze", text.En.Int(int64(reckoned))+" places"), Basis: figure.Computed, When: on.In(c.lang),
		Rule: text.T("Summe der nutzbaren Plätze der offenen Standorte, deren Platzzahl aus den Personen berechnet ist; alle offenen Standorte haben zusammen "+text.De.Int(int64(all))+" nutzbare Plätze.",
			"Sum of the usable places of the open sites whose number of places is reckoned from persons; all open sites together have "+text.En.Int(int64(all))+" usable places."),
	}
	for _, s := range sites {
		if counted(s) && s.OpenOn(on) && s.Basis == figure.Computed && s.Record != 0 {
			v.Derivation.From = append(v.Derivation.From, *c.derived(recordRef(s.Record)))
		}
	}
	return v
}

// plannedNote is the same sentence under a table of the plan, of the plan's sites.
func (c *city) plannedNote(g *grid) {
	if reckoned, _ := reckonedPlaces(c.run.Inputs.Sites, c.planMonth().Last()); reckoned > 0 {
		g.note(c.reckoned(c.planMonth().String()).Written)
	}
}

// reckonedNote is the same sentence under a table of places.
func (c *city) reckonedNote(g *grid) {
	if reckoned, _ := reckonedPlaces(c.sites, c.asOf); reckoned > 0 {
		g.note(c.reckoned("").Written)
	}
}
