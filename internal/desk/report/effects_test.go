// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/document"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/store/citytest"
)

// TestInterimReportListsEffects: the interim report of the task force says of measures
// and of actions what they are to move, by their check date, with the band of nothing done
// and what came; 1296/2015 asks for 5 more sites, of which there were 107 when it was
// decided and 128 at the end of 2016.
func TestInterimReportListsEffects(t *testing.T) {
	c := over(citytest.Example(t))
	ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office})
	day := period.Day(2017, 6, 30)
	a := steering.Action{
		Title: "Freie Wohnungen melden", Owner: "Sozialamt", State: steering.Open, Opened: period.Day(2016, 1, 14), Origin: steering.Origin{Kind: steering.FromOffice, By: "Amt"},
		Expect: &measure.Expectation{Indicator: "accommodation.persons", Area: "08111000", Change: -1000, Said: period.Day(2016, 1, 14), Check: period.Day(2016, 12, 31)},
	}
	kept, err := c.quotes.Measures.SaveAction(ctx, a, measures.Change{Day: day, By: "Probe", Now: citytest.Now})
	if err != nil {
		t.Fatal(err)
	}
	doc := c.made(t, "zwischenbericht", day)
	var rows []document.Row
	notes := ""
	doc.Fields(func(_ string, f *document.Field) {
		if f.Ref == "table/effects" && f.Value != nil {
			rows, notes = f.Value.Table.Rows, strings.Join(f.Value.Table.Notes, "\n")
		}
	})
	of := func(title string) document.Row {
		i := slices.IndexFunc(rows, func(r document.Row) bool { return strings.Contains(r.Cells[0], title) })
		if i < 0 {
			t.Fatalf("%s is not in %v", title, rows)
		}
		return rows[i]
	}
	if r := of("Maßnahme: Tranche 6: 933"); r.Cells[2] != "30.04.2017" || r.Cells[3] != "+5" || r.Cells[7] != "128" || !strings.Contains(notes, "Tranche 6: 933 Plätze an 5 Standorten: Bisher: Der letzte Wert (128, 31.12.2016)") {
		t.Errorf("%q %q", r.Cells, notes)
	}
	r := of("Auftrag: Freie Wohnungen melden (Sozialamt)")
	if r.Cells[3] != "-1.000" && r.Cells[3] != "−1.000" || !strings.HasPrefix(r.Refs[4], "effect/action:"+kept.ID+"/low/") {
		t.Errorf("%q %q", r.Cells, r.Refs)
	}
	for i, ref := range r.Refs {
		if ref == "" {
			continue
		}
		d, err := c.quotes.Derive(ctx, ref, day)
		if said := d.Value.De + d.Rule.De; err != nil || !strings.Contains(said, strings.TrimLeft(r.Cells[i], "-−")) {
			t.Errorf("%s of the report is not that of %s: %q, %v", r.Cells[i], ref, said, err)
		}
	}
}
