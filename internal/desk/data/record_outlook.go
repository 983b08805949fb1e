// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/projection"
	"planraum/internal/city/scenario"
	"planraum/internal/text"
)

// tellScenario shows the assumptions of a scenario.
func tellScenario(s scenario.Scenario) figure.Derivation {
	d := figure.Derivation{
		Name:  text.T("Szenario: "+s.Name, "scenario: "+s.Name),
		Value: both(func(l text.Lang) string { return s.Sentence(l) }),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Angenommen am %s von: %s. Eine Annahme, keine Vorhersage.", "Assumed on %s by: %s. An assumption, not a forecast.").In(l), s.On.In(l), s.Author)
		}),
		Basis: figure.Assumed, Source: s.Source, Note: text.Same(s.Note),
	}
	if s.Source == "" {
		d.Source = text.T("Annahme", "assumption").De + ": " + s.Author
	}
	return d
}

// tellProjection shows the numbers of a set with their sources.
func tellProjection(s projection.Set) figure.Derivation {
	d := figure.Derivation{
		Name: text.T("Annahmen der Bestandsrechnung: "+s.ID, "assumptions of the projection: "+s.ID),
		Value: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%d Angaben, davon %d angenommen", "%d numbers, of which %d are assumed").In(l), len(s.Entries), s.Assumed())
		}),
		Basis: figure.Assumed, Source: s.Source, KnownFrom: s.KnownFrom,
		Rule: text.T("Danach wird der Bestand fortgerechnet; jede Angabe nennt ihre Quelle.", "The stock is projected by them; every number names its source."),
	}
	for _, e := range s.Entries {
		d.From = append(d.From, figure.Derivation{
			Name:  both(e.Words),
			Value: both(func(l text.Lang) string { return e.Written(l) + " " + e.Item.Unit().In(l) }),
			Basis: e.Basis, Source: e.Source, Note: text.Same(e.Note),
		})
	}
	return d
}

// tellStays shows how many were observed for how long.
func tellStays(s projection.Stays) figure.Derivation {
	persons, left := 0, 0
	for _, one := range s.List {
		persons += one.Persons
		if one.Left {
			left += one.Persons
		}
	}
	return figure.Derivation{
		Name: text.T("Verweildauern: "+s.ID, "lengths of stay: "+s.ID),
		Value: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Personen beobachtet, %s ausgezogen", "%s persons observed, %s left").In(l), l.Int(int64(persons)), l.Int(int64(left)))
		}),
		Rule:  text.T("Gezählt nach Monaten seit der Ankunft; niemand ist genannt.", "Counted by months since arrival; nobody is named."),
		Basis: figure.Counted, Source: s.Source, KnownFrom: s.KnownFrom,
	}
}
