// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"context"
	"encoding/json"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
)

// Month is the places on the last day of a month.
type Month struct {
	Month period.Month
	Places
}

// Counted is a count of persons and the places that they need.
type Counted struct {
	Persons figure.Picked
	Needed  unit.Headcount
	Norm    need.Utilisation
}

// Course returns the places of the months from..to by the sites known on
// asOf. What a site held before a later version of its record, only an earlier
// as-of date tells.
func (d *Desk) Course(ctx context.Context, asOf period.Date, from, to period.Month) ([]Month, error) {
	sites, err := d.Sites(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap("capacity.Course", err)
	}
	var months []Month
	for m := from; m <= to; m++ {
		places, _ := sumOf(sites, openOn(m.Last()))
		months = append(months, Month{m, places})
	}
	return months, nil
}

// Counts returns the counts of persons known on asOf from the month from on,
// with the places that they need, at most one a month: the one with the last
// reference date. Counts for whose day no norm of utilisation is known are
// left out, because nobody can say how many places they need.
func (d *Desk) Counts(ctx context.Context, asOf period.Date, from period.Month) ([]Counted, error) {
	const op = "capacity.Counts"
	counts, err := d.counts(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	norms, err := d.norms(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var list []Counted
	for _, persons := range counts {
		month := persons.Period.To.Month()
		if month < from {
			continue
		}
		norm, err := balance.UtilisationAt(norms, persons.Period.To)
		if err != nil {
			if fault.KindOf(err) == fault.NotFound {
				continue
			}
			return nil, fault.Wrap(op, err)
		}
		c := Counted{persons, balance.Needed(unit.Headcount(persons.Value.Amount), norm.Share), norm}
		if n := len(list); n > 0 && list[n-1].Persons.Period.To.Month() == month {
			list[n-1] = c
			continue
		}
		list = append(list, c)
	}
	return list, nil
}

// counts lists the stocks of persons observed up to asOf, one for each
// reference date, oldest first.
func (d *Desk) counts(ctx context.Context, asOf period.Date) ([]figure.Picked, error) {
	figures, choices, err := d.persons(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(Observed(figures, choices), func(p figure.Picked) bool { return p.Period.From.After(asOf) }), nil
}

// persons returns all that was said about the city's accommodated persons.
func (d *Desk) persons(ctx context.Context, asOf period.Date) ([]figure.Figure, []figure.Choice, error) {
	q := figure.Query{Indicators: []string{Persons}, Level: area.City, Group: population.All, AsOf: asOf}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	choices, err := d.ledger.Choices(ctx, q)
	return figures, choices, err
}

// observed reports whether a figure says what was, not what was to come: it
// is no forecast, and it became known when its period had begun.
func observed(f figure.Figure) bool {
	return f.Basis != figure.Forecast && !f.KnownFrom.Before(f.Period.From)
}

// Observed picks, by the rule of the ledger, one figure for each reference
// date among those that were observed. A stock of a month stands for the
// month's last day, so that it competes with a count on that day. The result
// is ordered by date.
func Observed(figures []figure.Figure, choices []figure.Choice) []figure.Picked {
	byDay := map[period.Date][]figure.Figure{}
	for _, f := range figures {
		if observed(f) {
			byDay[f.Period.To] = append(byDay[f.Period.To], f)
		}
	}
	list := make([]figure.Picked, 0, len(byDay))
	for day, same := range byDay {
		if p, ok := figure.Pick(same, newestChoice(choices, day)); ok {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b figure.Picked) int { return a.Period.To.Compare(b.Period.To) })
	return figure.Seen(list)
}

// newestChoice returns the planner's last choice for figures of a day.
func newestChoice(choices []figure.Choice, day period.Date) *figure.Choice {
	var newest *figure.Choice
	for i, c := range choices {
		if c.Period.To == day && (newest == nil || !c.KnownFrom.Before(newest.KnownFrom)) {
			newest = &choices[i]
		}
	}
	return newest
}

func (d *Desk) norms(ctx context.Context, asOf period.Date) ([]need.Utilisation, error) {
	records, err := d.registers.Records(ctx, register.Utilisation, asOf)
	if err != nil {
		return nil, err
	}
	norms := make([]need.Utilisation, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Body, &norms[i]); err != nil {
			return nil, fault.Wrap("capacity.norms("+r.Key+")", err)
		}
		norms[i].File, norms[i].Line = r.File, r.Line
	}
	return norms, nil
}
