// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"context"
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// CityRef is the address of a number of the whole city: an item of
// DeriveCity and the span that it speaks of.
func CityRef(item string, span period.Period) string { return "city/" + item + "/" + span.String() }

func noNumber(op string) error {
	return fault.New(fault.NotFound, op, "Diese Zahl gibt es nicht.", "There is no such number.")
}

// DeriveCity shows how a number of the whole city came about, as of a date:
// "nominal", "blocked", "reserve" and "usable" places on a day; "needed" by the
// count of a day's month; "opening" and "ending" places in a span.
func (d *Desk) DeriveCity(ctx context.Context, item, span string, asOf period.Date) (figure.Derivation, error) {
	op := "capacity.DeriveCity(" + item + ", " + span + ")"
	p, err := period.Parse(span)
	if err != nil {
		return figure.Derivation{}, noNumber(op)
	}
	sites, err := d.Sites(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	part, ok := parts[item]
	switch {
	case ok && p.IsDay():
		return part.derive(only(sites, openOn(p.To)), p.To, asOf), nil
	case item == "opening", item == "ending":
		return moving(item, sites, p), nil
	case item == "needed" && p.IsDay():
		counts, err := d.Counts(ctx, asOf, p.To.Month())
		if err != nil {
			return figure.Derivation{}, err
		}
		if len(counts) > 0 && counts[0].Persons.Period.To.Month() == p.To.Month() {
			return counts[0].derive(p.To), nil
		}
	}
	return figure.Derivation{}, noNumber(op)
}

// cityPart is a number of places that is summed over sites.
type cityPart struct {
	item string
	name text.Text
	of   func(accommodation.Site) unit.Headcount
}

var parts = map[string]cityPart{
	"nominal": {"nominal", text.T("nominelle Plätze", "nominal places"), func(s accommodation.Site) unit.Headcount { return s.Nominal }},
	"blocked": {"blocked", text.T("gesperrte Plätze", "blocked places"), func(s accommodation.Site) unit.Headcount { return s.Blocked }},
	"reserve": {"reserve", text.T("Reserve", "reserve"), func(s accommodation.Site) unit.Headcount { return s.Reserve }},
	"usable":  {"usable", text.T("nutzbare Plätze", "usable places"), accommodation.Site.Usable},
}

func (c cityPart) derive(open []accommodation.Site, day, asOf period.Date) figure.Derivation {
	var sum unit.Headcount
	node := figure.Derivation{
		Name:  both(func(l text.Lang) string { return c.name.In(l) + ", " + day.In(l) }),
		Basis: figure.Computed, Date: period.On(day), When: day.String(), Ref: CityRef(c.item, period.On(day)),
	}
	for _, s := range open {
		if c.of(s) == 0 {
			continue
		}
		sum += c.of(s)
		child := SiteNode(s)
		child.Value = placesText(c.of(s))
		node.From = append(node.From, child)
	}
	node.Value = placesText(sum)
	node.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Summe über %s Standorte, die am %s bestehen, wie am %s bekannt. Vorschläge zählen nicht; nutzbar sind nominelle − gesperrte Plätze − Reserve.",
			"Sum over %s sites that exist on %s, as known on %s. Proposals do not count; usable are nominal − blocked places − reserve.").In(l),
			l.Int(int64(len(node.From))), day.In(l), asOf.In(l))
	})
	return node
}

func moving(item string, sites []accommodation.Site, span period.Period) figure.Derivation {
	name := text.T("Plätze, die öffnen, ", "places that open, ")
	rule := text.T("Summe der nutzbaren Plätze von %s Standorten, die in dieser Zeit öffnen. Vorschläge zählen nicht.",
		"Sum of the usable places of %s sites that open in this time. Proposals do not count.")
	list := only(sites, openingIn(span))
	if item == "ending" {
		name = text.T("Plätze, die enden, ", "places that end, ")
		rule = text.T("Summe der nutzbaren Plätze von %s Standorten, deren erster Tag ohne Plätze in dieser Zeit liegt.",
			"Sum of the usable places of %s sites whose first day without places lies in this time.")
		list = only(sites, endingIn(span))
	}
	node := figure.Derivation{
		Name:  both(func(l text.Lang) string { return name.In(l) + span.In(l) }),
		Value: placesText(Sum(list).Usable), Basis: figure.Computed, Date: span, When: span.String(), Ref: CityRef(item, span),
		Rule: both(func(l text.Lang) string { return fmt.Sprintf(rule.In(l), l.Int(int64(len(list)))) }),
	}
	for _, s := range list {
		node.From = append(node.From, SiteNode(s))
	}
	return node
}

func (c Counted) derive(day period.Date) figure.Derivation {
	persons := unit.Headcount(c.Persons.Value.Amount)
	return figure.Derivation{
		Name: both(func(l text.Lang) string {
			return text.T("benötigte Plätze, ", "places needed, ").In(l) + c.Persons.Period.In(l)
		}),
		Value: placesText(c.Needed), Basis: figure.Computed, Date: c.Persons.Period, When: c.Persons.Period.String(),
		Ref: CityRef("needed", period.On(day)),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Personen / %s Auslastung = %s Plätze, kaufmännisch gerundet.", "%s persons / %s utilisation = %s places, rounded half up.").In(l),
				l.Int(int64(persons)), percent(c.Norm, l), l.Int(int64(c.Needed)))
		}),
		From: []figure.Derivation{personsNode(c.Persons.Figure), {
			Name: text.T("Auslastung, höchstens im Mittel", "utilisation, at most on average"), Value: both(func(l text.Lang) string { return percent(c.Norm, l) }),
			Basis: figure.Reported, Source: c.Norm.Source, KnownFrom: c.Norm.KnownFrom,
		}},
	}
}

func personsNode(f figure.Figure) figure.Derivation {
	source := f.Source
	if f.File != "" {
		source = fmt.Sprintf("%s (%s, Zeile %d)", f.Source, f.File, f.Line)
	}
	return figure.Derivation{
		Name:  both(func(l text.Lang) string { return text.T("Personen, ", "persons, ").In(l) + f.Period.In(l) }),
		Value: both(func(l text.Lang) string { return l.Int(f.Value.Amount) + text.T(" Personen", " persons").In(l) }),
		Basis: f.Basis, Date: f.Period, When: f.Period.String(), KnownFrom: f.KnownFrom, Source: source, Release: f.Release.Say(),
		Note: text.Same(f.Note), Figure: f.ID, Ref: fmt.Sprintf("figure/%d", f.ID),
	}
}

// percent writes a norm with as many decimals as it has.
func percent(n need.Utilisation, l text.Lang) string {
	amount, places := int64(n.Share), 7
	for places > 0 && amount%10 == 0 {
		amount, places = amount/10, places-1
	}
	return l.Percent(amount, places)
}
