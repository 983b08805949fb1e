// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"testing"

	. "planraum/internal/city/council"
)

// TestCitesMotion: motions are known by the word before their number; papers of the
// administration have numbers of their own.
func TestCitesMotion(t *testing.T) {
	for words, want := range map[string]bool{
		"Antrag 864/2015": true, "864/2015": true, "Anträge 908/2015, 864/2015": true, "Anträge 908/2015 und 864/2015": true, "Haushaltsantrag Nr. 864/2015": true, "Anfrage 864/2015": true,
		"GRDrs 864/2015": false, "GRDrs 864/2015 Neufassung": false, "Antrag 1864/2015": false, "Antrag": false, "": false,
	} {
		if got := CitesMotion(words, "864/2015"); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
	if CitesMotion("Antrag ", "") {
		t.Error("no number is named")
	}
	if !SamePaper("GRDrs 910/2017", "GRDrs 910/2017 Neufassung") || SamePaper("GRDrs 910/2017", "GRDrs 910/2018") {
		t.Error("a new version stands for its paper, and for no other")
	}
}
