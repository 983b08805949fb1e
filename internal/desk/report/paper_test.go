// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
)

// TestMoneyAndPostsOfThePaper: what is typed in a council paper stands in its text, with its
// sums added by hand; every number leads to the record of the paper, which says the same.
// Without a paper, or without entries, the text is as it was.
func TestMoneyAndPostsOfThePaper(t *testing.T) {
	before := over(citytest.Example(t))
	tranche := strings.TrimPrefix(orderRef(before.made(t, "beschluss-tranche", days[0])), "table/order/")
	for _, x := range []struct {
		template string
		paper    council.Paper
	}{
		{"antrag-864-2015", council.Paper{ID: "antwort", Type: council.Answer, Answers: []string{"haushaltsantrag-864-2015"}}},
		{"beschluss-tranche", council.Paper{ID: tranche, Type: council.Resolution}},
	} {
		c := over(citytest.Example(t))
		p := x.paper
		p.Title, p.State = "Probe", council.Draft
		p.Effects = []council.Effect{
			{SubBudget: "THH 500", Line: "Personal", Text: "Entgelt", Year: 2016, Amount: 60_000_50, Source: "Stadtkämmerei"},
			{SubBudget: "THH 500", Line: "Sachkosten", Year: 2016, Amount: 5_000_25},
			{SubBudget: "THH 500", Line: "Zuschuss", Year: 2017, Amount: -1_000_00},
		}
		p.Posts = []council.PostRequest{
			{Unit: "Sozialplanung", Grade: "EG 13", Share: 100, From: period.Day(2016, 1, 1), Reason: "Planung"},
			{Unit: "Sozialamt", Grade: "unbekannt", Share: 50, PhaseOut: period.Day(2017, 12, 31), Outside: true},
		}
		keepPaper(t, c, p)
		doc := c.made(t, x.template, days[0])
		money, posts := tableOf(doc, "table/money/"), tableOf(doc, "table/requests/")
		lines := func(rows [][]string) (s []string) {
			for _, r := range rows {
				s = append(s, strings.Join(r, " | "))
			}
			return s
		}
		var got [][]string
		for _, r := range append(slices.Clone(money.Rows), posts.Rows...) {
			got = append(got, r.Cells)
		}
		want := []string{
			"THH 500 | Personal | Entgelt | 2016 | 60.000,50", "THH 500 | Sachkosten |  | 2016 | 5.000,25", "THH 500 | Zuschuss |  | 2017 | -1.000,00",
			"Summe THH 500 |  |  | 2016 | 65.000,75", "Summe THH 500 |  |  | 2017 | -1.000,00", "zusammen |  |  |  | 64.000,75",
			"Sozialplanung | EG 13 | 1,00 | 01.01.2016 | keiner | ja | Planung",
			"Sozialamt | unbekannt | 0,50 | offen | 31.12.2017 | außerhalb, Ermächtigung bis zu diesem Umfang | ", "zusammen |  | 1,50 |  |  |  | ",
		}
		if said := lines(got); strings.ReplaceAll(strings.Join(said, "\n"), "−", "-") != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s", x.template, strings.Join(said, "\n"))
		}
		if !slices.Contains(money.Sources, "Stadtkämmerei") || len(posts.Sources) == 0 {
			t.Errorf("%s: sources %q, %q", x.template, money.Sources, posts.Sources)
		}
		ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office})
		for _, table := range [][]string{{money.Caption}, {posts.Caption}} {
			if !strings.Contains(plain(doc), "Tabelle „"+table[0]+"“") {
				t.Errorf("%s does not resolve by the table %s", x.template, table[0])
			}
		}
		for _, r := range append(slices.Clone(money.Rows), posts.Rows...) {
			for i, ref := range r.Refs {
				if ref == "" {
					continue
				}
				d, err := c.quotes.Derive(ctx, ref, days[0])
				if said := d.Rule.De + " " + partsOf(d, doc.Lang); err != nil || !strings.Contains(said, r.Cells[i]) {
					t.Errorf("%s: %q is not said by %s: %q %v", x.template, r.Cells[i], ref, said, err)
				}
			}
			if !slices.ContainsFunc(r.Refs, func(s string) bool { return s != "" }) {
				t.Errorf("%s: no derivation in %q", x.template, r.Cells)
			}
		}
	}
	doc := before.made(t, "antrag-864-2015", days[0])
	if len(tableOf(doc, "table/money/").Rows)+len(tableOf(doc, "table/requests/").Rows) != 0 {
		t.Error("a text without a paper has its tables")
	}
	if !slices.ContainsFunc(report.Exhibits(), func(e report.Exhibit) bool { return e.Ref == "table/money" && e.Of.De != "" }) {
		t.Error("the editor does not offer the money of a paper")
	}
}

// TestBegunWithItsPaper: a text that is begun together with its paper has the tables of what
// the paper asks for, also while the register does not hold the paper yet.
func TestBegunWithItsPaper(t *testing.T) {
	c := over(citytest.Example(t))
	for title, p := range map[string]*council.Paper{
		"mit":  {ID: "antwort", Posts: []council.PostRequest{{Unit: "Sozialplanung", Grade: "EG 13", Share: 100}}},
		"ohne": {ID: "antwort"}, "keine": nil,
	} {
		name, err := c.Begin(t.Context(), report.Beginning{Title: title, Template: "antrag-864-2015", Paper: "antwort", With: p}, days[0], by(0))
		if err != nil {
			t.Fatal(err)
		}
		list, err := c.Versions(t.Context(), name)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d versions, %v", len(list), err)
		}
		var refs []string
		list[0].Document.Fields(func(_ string, f *document.Field) { refs = append(refs, f.Ref) })
		if has := slices.Contains(refs, "table/requests/antwort"); has != (title == "mit") || slices.Contains(refs, "table/money/antwort") {
			t.Errorf("%s: %q", title, refs)
		}
	}
}
