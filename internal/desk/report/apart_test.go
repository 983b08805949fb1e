// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"regexp"
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/city/warning"
	"planraum/internal/store/citytest"
)

// TestPlanAndOutlookAreToldApart: a paper that names the places missing by the plan and
// by the outlook says beside the first of the outlook what each answers, both for the
// same month, and on which of them it rests. By hand from GRDrs 1330/2015: 13,594 persons
// at the end of 2017 are 13,477 + 300 − 100 − 83; 13,477 / 0.90 = 14,974 places, of which
// 10,425 are there: 4,549 are missing at the end of November 2017.
func TestPlanAndOutlookAreToldApart(t *testing.T) {
	c := over(citytest.Example(t))
	for name, rests := range map[string]string{
		"sachstand": "Seine Stellen und Kosten folgen aus dem Plan", "beschluss-tranche": "Der Beschlussantrag beruht auf dem Plan", "jahresbericht": "Seine Stellen und Kosten folgen aus dem Plan",
		"antrag-864-2015": "Die vorgeschlagene Stelle hängt von keiner der beiden Zahlen ab", "zwischenbericht": "folgen aus der Vorausschau",
	} {
		all := strings.ReplaceAll(texts(c.made(t, name, days[0])), "\u00a0", " ")
		for _, want := range []string{warning.TwoAnswers().De, rests, "Für Ende November 2017 nimmt der Plan 13.477 Personen an", "Beide zählen dieselben 10.425 nutzbaren Plätze", "nach dem Plan 4.549 Plätze, nach der Vorausschau in der Mitte 20.684 (in 80 % der Verläufe 3.637 bis 62.039)"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
		if at := strings.Index(all, "20.684"); at < strings.Index(all, warning.TwoAnswers().De) {
			t.Errorf("%s: the outlook's number stands before what it answers", name)
		}
	}
	press := strings.ReplaceAll(texts(c.made(t, "presse", days[0])), "\u00a0", " ")
	for want, there := range map[string]bool{warning.TwoAnswersShort().De + " Ende November 2017 fehlen nach dem Plan 4.549 Plätze, nach der Vorausschau in der Mitte 20.684 (in 80 % der Verläufe 3.637 bis 62.039).": true, warning.TwoAnswers().De: false} {
		if strings.Contains(press, want) != there {
			t.Errorf("the press sheet says %q: %t", want, !there)
		}
	}
	if all := texts(over(citytest.Empty(t)).made(t, "sachstand", days[0])); strings.Contains(all, warning.TwoAnswers().De) {
		t.Error("a city without plan and outlook tells them apart")
	}
}

// TestNoWarningIsNone: a headline by which places suffice is not called a warning.
func TestNoWarningIsNone(t *testing.T) {
	c := over(citytest.Example(t))
	for day, word := range map[period.Date]string{days[0]: "Warnung mit dem Stand 27.11.2015: ", days[1]: "Vorausschau mit dem Stand 31.12.2016: Bis "} {
		if all := texts(c.made(t, "sachstand", day)); !strings.Contains(all, word) {
			t.Errorf("%s: %q is not said", day, word)
		}
	}
}

// decided is a sentence of the outlook with its day and the kinds that it names.
var decided = regexp.MustCompile(`Bis ([0-9.]{10}) entscheiden: (.+?) für `)

// TestDaysToDecide: the day of a sentence stands in the table in the row of each kind
// that the sentence names, and in the note of the sentence; that the first shortage can
// no longer be averted stands in a column of its own.
func TestDaysToDecide(t *testing.T) {
	c := over(citytest.Example(t))
	doc := c.made(t, "sachstand", days[0])
	var table document.Table
	said := map[string]string{}
	doc.Fields(func(_ string, f *document.Field) {
		if f.Ref == "table/decisions" {
			table = *f.Value.Table
		}
		if !strings.HasPrefix(f.Ref, "sentence/") {
			return
		}
		for _, m := range decided.FindAllStringSubmatch(f.Value.Written, -1) {
			for _, kind := range strings.Split(strings.ReplaceAll(m[2], " oder ", ", "), ", ") {
				said[kind] = m[1]
			}
			for _, d := range f.Value.Derivation.From {
				if strings.HasPrefix(d.Name.De, "Späteste Entscheidung") && !strings.Contains(d.Value.De, m[1]) {
					t.Errorf("the note of %q names %s", f.Value.Written, d.Value.De)
				}
			}
		}
	})
	if len(said) < 4 || len(table.Rows) < len(said) {
		t.Fatalf("%v, %d rows", said, len(table.Rows))
	}
	if last := table.Columns[len(table.Columns)-1].Name; last != "gegen den ersten Mangel bis" || !strings.Contains(strings.Join(table.Notes, " "), "Der erste beginnt im November 2015") {
		t.Errorf("the last column is %q; notes %q", last, table.Notes)
	}
	for _, r := range table.Rows {
		if day := said[r.Cells[0]]; day != "" && r.Cells[3] != day {
			t.Errorf("%s: the sentence says %s, the table %v", r.Cells[0], day, r.Cells)
		}
	}
}
