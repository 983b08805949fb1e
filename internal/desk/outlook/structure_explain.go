// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/projection"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// What a number of the composition is about.
const (
	AskAge   = "age"
	AskState = "state"
	AskArea  = "area"
)

// StructureRef is the address of the derivation of a number of the composition.
func StructureRef(about, key string, m period.Month) string {
	return "structure/" + about + "/" + m.String() + "/" + key
}

// DeriveStructure shows how a number of the composition came about.
func (d *Desk) DeriveStructure(ctx context.Context, about, key string, m period.Month, day period.Date) (figure.Derivation, error) {
	op := fmt.Sprintf("outlook.DeriveStructure(%s, %s, %s)", about, key, m)
	none := fault.New(fault.NotFound, op, "Diese Zahl gibt es an diesem Stand nicht.", "There is no such number as of this date.")
	demand, err := d.Composition(ctx, day)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	s := demand.Structure
	all, ok := demand.All(m)
	if s == nil || !ok {
		return figure.Derivation{}, none
	}
	var name, rule text.Text
	var value noun.Spread
	var items []projection.Item
	switch about {
	case AskAge, AskState:
		groups := s.Ages
		items, rule = []projection.Item{projection.AgeNow, projection.AgeNew, projection.Births}, ageRule
		if about == AskState {
			groups, items, rule = s.States, []projection.Item{projection.Arrivals, projection.Start, projection.Leave, projection.Move, projection.Reunion}, stateRule
		}
		i := slices.IndexFunc(groups, func(g Group) bool { return g.Key == key })
		if i < 0 {
			return figure.Derivation{}, none
		}
		name = groups[i].Name
		value, _ = groups[i].At(demand.First, m)
	case AskArea:
		list, err := demand.Areas(ctx, m)
		if err != nil {
			return figure.Derivation{}, err
		}
		i := slices.IndexFunc(list, func(l LivesIn) bool { return string(l.Area) == key })
		if i < 0 {
			return figure.Derivation{}, none
		}
		name, value, items, rule = text.T("Personen in "+key, "persons in "+key), list[i].Persons, nil, areaRule
	default:
		return figure.Derivation{}, none
	}
	out := figure.Derivation{
		Name:  both(func(l text.Lang) string { return name.In(l) + ", " + m.In(l) }),
		Value: caseSpread(value.Low, value.Median, value.High, text.T("Personen", "persons")),
		Rule:  rule, Basis: figure.Forecast, Date: period.InMonth(m), When: m.String(), KnownFrom: day, Ref: StructureRef(about, key, m),
	}
	out.From = append(out.From, figure.Derivation{Name: text.T("Personen, alle", "persons, all"), Value: caseSpread(all.Low, all.Median, all.High, text.T("Personen", "persons")), Basis: figure.Forecast, KnownFrom: day})
	for _, e := range s.Set.Entries {
		if slices.Contains(items, e.Item) || about == AskArea && string(e.Area) == key {
			out.From = append(out.From, figure.Derivation{
				Name:  both(e.Words),
				Value: both(func(l text.Lang) string { return e.Written(l) + " " + e.Item.Unit().In(l) }),
				Basis: e.Basis, Source: e.Source, Note: text.Same(e.Note), KnownFrom: s.Set.KnownFrom,
			})
		}
	}
	out.From = append(out.From, demand.Explain())
	return out, nil
}

var (
	ageRule = text.T("Wer am Anfang da ist, hat die Altersverteilung des Bestands, wer kommt, die der Zugänge; beide werden Monat für Monat älter, Geborene kommen dazu. In jedem der Pfade werden die Personen der Altersgruppe gezogen; genannt ist der Median.",
		"Who is there at the start has the ages of the stock, who arrives those of arrivals; both grow older month by month, and the newborn join them. In each of the paths the persons of the age group are drawn; the median is given.")
	stateRule = text.T("In jedem Pfad ziehen Monat für Monat Personen aus oder wechseln, nach Status und Dauer seit der Ankunft. Wie viele insgesamt ausziehen, folgt aus den Zählungen; die Annahmen sagen, wie es sich verteilt.",
		"In each path persons leave or move on month by month, by state and time since arrival. How many leave in all follows from counts; the assumptions say how that is divided.")
	areaRule = text.T("Alle Personen, in jedem Pfad nach dem Anteil des Gebiets verteilt: Wer wo wohnt, ist nicht bekannt.", "All persons, in each path divided by the share of the area: who lives where is not known.")
)
