// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"fmt"

	"planraum/internal/city/figure"
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
