// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// TestSentencesLead: the link of a live sentence leads to the derivation of what it says,
// never to that of one of its parts; a sentence of several numbers leads nowhere.
func TestSentencesLead(t *testing.T) {
	c := over(citytest.Example(t))
	linked, reckoned := 0, 0
	for _, one := range report.Templates() {
		for _, day := range days {
			doc := c.made(t, one.Name, day)
			doc.Fields(func(_ string, f *document.Field) {
				if f.Kind != document.Words || f.Value == nil || f.Value.Derivation == nil {
					return
				}
				own := f.Value.Derivation
				if f.Ref == "reckoned" && len(own.From) > 1 {
					reckoned++
				}
				if own.Ref == "" {
					return
				}
				linked++
				there, err := c.quotes.Derive(t.Context(), own.Ref, day)
				if err != nil || there.Value != own.Value || there.Name != own.Name {
					t.Errorf("%s %s: {=%s} says %v %v and leads to %s, which is %v %v (%v)", one.Name, day, f.Ref, own.Name, own.Value, own.Ref, there.Name, there.Value, err)
				}
			})
		}
	}
	if linked == 0 || reckoned == 0 {
		t.Errorf("%d sentences with a link, %d of several sites", linked, reckoned)
	}
}

// TestPressContact: the press sheet has an open place where its contact belongs, and is not
// issued before somebody has written it in.
func TestPressContact(t *testing.T) {
	c := over(citytest.Example(t))
	for _, name := range []string{"presse", "press"} {
		doc := c.made(t, name, days[0])
		if open := report.Open(doc); len(open) != 1 || !strings.Contains(open[0].Expected.De, "Ansprechstelle für die Presse") {
			t.Errorf("%s: %+v", name, open)
		}
		if _, err := c.Issue(t.Context(), report.Stored{Name: name, AsOf: days[0], Document: doc}, by(0)); err == nil {
			t.Errorf("%s was issued without a contact", name)
		}
	}
}

// TestToldTablesStand: a picture's words send a reader only to a table that is in the text.
func TestToldTablesStand(t *testing.T) {
	c := over(citytest.Example(t))
	for _, one := range report.Templates() {
		doc, l := c.made(t, one.Name, days[0]), one.Language()
		captions := map[string]bool{}
		fair := doc.Fair()
		for _, p := range fair.Parts {
			if p.Table != nil {
				captions[p.Table.Caption] = true
			}
		}
		for _, p := range fair.Parts {
			if p.Picture == nil {
				continue
			}
			_, rest, names := strings.Cut(p.Picture.Picture.Told, text.T("in der Tabelle „", "in the table “").In(l))
			if caption, _, _ := strings.Cut(rest, text.T("“.", "”.").In(l)); names && !captions[caption] {
				t.Errorf("%s: %q names a table that is not there", one.Name, p.Picture.Picture.Told)
			}
		}
	}
}

// TestKeysOfTheSum: the yearly report and the answer name as keys of the plan those alone
// that its table sums, and the others as not reckoned.
func TestKeysOfTheSum(t *testing.T) {
	c := over(citytest.Example(t))
	for _, name := range []string{"jahresbericht", "antrag-864-2015"} {
		found := false
		doc := c.made(t, name, days[0])
		rows := map[string]bool{}
		doc.Fields(func(_ string, f *document.Field) {
			if f.Ref == "table/posts" {
				for _, r := range f.Value.Table.Rows {
					rows[r.Cells[0]] = true
				}
			}
		})
		doc.Fields(func(_ string, f *document.Field) {
			if f.Ref != "plan-keys" {
				return
			}
			found = true
			with, without, _ := strings.Cut(f.Value.Written, "Bekannt waren auch Schlüssel, mit denen er nicht rechnet: ")
			for _, task := range []string{"Leistungen nach dem AsylbLG 1:80", "Zentrale Verwaltung und Unterbringung (Sozialamt) 1:136"} {
				if strings.Contains(with, task) || !strings.Contains(without, task) {
					t.Errorf("%s: %s", name, f.Value.Written)
				}
			}
			for _, task := range []string{"Pädagogische Hausleitung", "Soziale Betreuung durch freie Träger"} {
				if !rows[task] || !strings.Contains(with, task+" 1:136") {
					t.Errorf("%s: %v %s", name, rows, f.Value.Written)
				}
			}
		})
		if !found {
			t.Errorf("%s does not say with which keys the plan reckons", name)
		}
	}
}
