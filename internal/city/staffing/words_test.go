// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing_test

import (
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
)

// TestWords: a change is one line that a planner reads without its key.
func TestWords(t *testing.T) {
	day := period.Day(2016, 1, 1)
	for want, c := range map[string]staffing.PostChange{
		"Schaffung: 1,00 Stelle, Sozialamt, EG 9, ab 01.01.2016, kw ab 01.01.2018, im Entwurf":                                                              {Kind: staffing.Create, Stage: staffing.InDraft, From: day, Unit: "Sozialamt", Grade: "EG 9", Share: 100, Note: period.Day(2018, 1, 1)},
		"Ermächtigung außerhalb des Stellenplans: bis zu 2,50 Stellen, Sozialamt, EG 9, ab 01.01.2016, bis 31.12.2016, nach Schlüssel 1 : 120, beschlossen": {Kind: staffing.Authorise, Stage: staffing.Settled, From: day, Until: period.Day(2016, 12, 31), Per: 120, Unit: "Sozialamt", Grade: "EG 9", Share: 250},
		"kw-Vermerk: 0,70 Stellen (500 0105 022 = 0,70), Sozialamt, A 10, ab 01.01.2016, der Vermerk fällt weg, beschlossen":                                {Kind: staffing.PhaseOut, Stage: staffing.Settled, From: day, Unit: "Sozialamt", Grade: "A 10", Share: 70, Posts: []staffing.Portion{{Number: "500 0105 022", Share: 70}}},
		"Besetzung: 0,00 Stellen, Sozialamt, ab 01.01.2016, beschlossen":                                                                                    {Kind: staffing.Fill, Stage: staffing.Settled, From: day, Unit: "Sozialamt"},
	} {
		if got := c.Words().De; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	en := staffing.PostChange{Kind: staffing.Remove, Stage: staffing.Asked, From: day, Unit: "Sozialamt", Share: 200}.Words().En
	if en != "removal: 2.00 posts, Sozialamt, from 1 January 2016, asked for" {
		t.Errorf("%q", en)
	}
}
