// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/method/balance"
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

// brief is what follows the address of a sentence that leaves out what the reckoned
// places make of the gap, which stands at the first number of the text.
const brief = "brief"

// reckoned is the sentence that says how many of the usable places are reckoned: on the
// as-of date, or, for a month of the plan, at its end; and that by it the gap at the last
// count is 0 where it is.
func (c *city) reckoned(of string) (*document.Value, error) {
	month, short := strings.CutSuffix(of, brief)
	v, sites, known := c.reckonedAt(strings.TrimSuffix(month, "/"))
	if v == nil || short {
		return v, nil
	}
	said, err := c.balanced(sites, known)
	if said != "" {
		v.Written += " " + said
	}
	return v, err
}

// reckonedAt is the count of the places with the sites that it goes over and the day on
// which they were known; nil where the plan is none or the month is none.
func (c *city) reckonedAt(month string) (*document.Value, []accommodation.Site, period.Date) {
	if month == "" {
		v := c.reckonedOn(c.sites, c.asOf, c.say("am ", "on ")+c.asOf.In(c.lang))
		v.Written = c.say("Im Register der Unterkünfte steht: ", "The register of accommodation says: ") + v.Written
		return v, c.sites, c.asOf
	}
	m, err := period.ParseMonth(month)
	if err != nil || c.run == nil {
		return nil, nil, c.asOf
	}
	in := c.run.Inputs
	v := c.reckonedOn(in.Sites, m.Last(), c.say("Ende ", "at the end of ")+m.In(c.lang))
	v.Written = fmt.Sprintf(c.say("Der Plan rechnet mit den Standorten, die am %s bekannt waren: ", "The plan reckons with the sites that were known on %s: "), in.Plan.AsOf.In(c.lang)) + v.Written
	return v, in.Sites, in.Plan.AsOf
}

// balanced says that the gap is 0 on the day of the last count that was known then,
// because places were reckoned backwards from the persons counted; empty where none were,
// or the places come to something else.
func (c *city) balanced(sites []accommodation.Site, known period.Date) (string, error) {
	counts, err := c.observed(persons, "")
	if err != nil {
		return "", err
	}
	counts = slices.DeleteFunc(counts, func(p figure.Picked) bool { return p.KnownFrom.After(known) || p.IsSecret() })
	if len(counts) == 0 {
		return "", nil
	}
	last := counts[len(counts)-1]
	day := last.Period.To
	reckoned, all := reckonedPlaces(sites, day)
	norms, err := entries[need.Utilisation](c, register.Utilisation)
	if err != nil || reckoned == 0 {
		return "", err
	}
	list := make([]need.Utilisation, len(norms))
	for i, n := range norms {
		list[i] = n.noun
	}
	norm, err := balance.UtilisationAt(list, day)
	if err != nil || balance.Gap(all, balance.Needed(unit.Headcount(last.Value.Amount), norm.Share)) != 0 {
		return "", nil // without a norm nothing was reckoned backwards
	}
	return fmt.Sprintf(c.say("Weil sie aus der letzten Zählung (%s) zurückgerechnet sind, ist die Lücke an diesem Stichtag rechnerisch 0; ob damals Plätze fehlten, sagt sie nicht.",
		"Because they are reckoned backwards from the last count (%s), the gap on that date is 0 by construction; whether places were missing then it does not say."), last.Period.In(c.lang)), nil
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
		v, _, _ := c.reckonedAt(c.planMonth().String())
		g.note(v.Written)
	}
}

// reckonedNote is the same sentence under a table of places.
func (c *city) reckonedNote(g *grid) {
	if reckoned, _ := reckonedPlaces(c.sites, c.asOf); reckoned > 0 {
		v, _, _ := c.reckonedAt("")
		g.note(v.Written)
	}
}
