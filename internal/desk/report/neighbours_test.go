// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"strings"
	"testing"

	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// officialese are words that no plain note may use.
var officialese = []string{"Hauptbuch", "Stichtag", "Herleitung", "Daraus:", "nominell", "Reserve", "Datenverantwortung", "Vorlaufzeit", "Kennzahl", "Anmerkung 1;", "Stand:"}

// TestNeighboursSheet: the sheet asks for a contact and is not issued without; its notes
// and its list of sources are in plain words; other papers keep theirs.
func TestNeighboursSheet(t *testing.T) {
	c := over(citytest.Example(t))
	doc := c.made(t, "nachbarschaft", days[0])
	open := report.Open(doc)
	if len(open) != 1 || !strings.Contains(open[0].Expected.De, "Amt, Telefon und E-Mail-Adresse") || !strings.Contains(open[0].Field.De, "Wen können Sie fragen?") {
		t.Errorf("%+v", open)
	}
	_, err := c.Issue(t.Context(), report.Stored{Name: "nachbarschaft", AsOf: days[0], Document: doc}, by(0))
	if rows := fault.RowsOf(err); len(rows) != 1 {
		t.Errorf("issued without a contact: %v", err)
	}
	fair := doc.Fair()
	if len(fair.Notes) < 3 {
		t.Fatalf("%d notes", len(fair.Notes))
	}
	all := texts(doc)
	for _, n := range fair.Notes {
		all += n.Text + "\n"
	}
	for _, word := range officialese {
		if strings.Contains(all, word) {
			t.Errorf("the sheet says %q: %s", word, all)
		}
	}
	if !strings.Contains(all, "Die Stadt hat gezählt. Wir haben das hier gelesen: ") || !strings.Contains(all, "Wir wissen das seit dem 12.11.2015.") {
		t.Error(all)
	}
	if notes := c.made(t, "sachstand", days[0]).Fair().Notes; strings.Contains(notes[0].Text, "Wir wissen das") {
		t.Errorf("a paper for the committee: %s", notes[0].Text)
	}
}
