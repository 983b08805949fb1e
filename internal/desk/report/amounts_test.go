// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// TestAmountsApart: effects that lie outside of what the text derives are named with both
// sums and the place. By the tables of 2015, EG 13 earns 41,875.44 (step 1) to 63,243.96
// EUR (step 6) a year; tranche 5 costs 33,350,000 EUR (GRDrs 848/2015).
func TestAmountsApart(t *testing.T) {
	c := over(citytest.Example(t))
	number := func(ref string) document.Run {
		return document.Run{Field: &document.Field{Kind: document.Number, Ref: ref}}
	}
	keep := func(name string, runs ...document.Run) {
		t.Helper()
		doc := document.Document{Title: "Probe", Lang: text.De, Blocks: []document.Block{{Heading: &document.Heading{Level: 1, Text: "Kosten"}}, {Paragraph: &document.Paragraph{Runs: runs}}}}
		if err := c.Save(t.Context(), report.Stored{Name: name, AsOf: days[0], Document: doc}, by(0)); err != nil {
			t.Fatal(err)
		}
	}
	keep("stelle", number("post/EG-13/1/2016"), document.Run{Text: " bis "}, number("post/EG-13/6/2016"))
	keep("erklärt", number("post/EG-13/1/2016"), document.Run{Text: " bis "}, number("post/EG-13/6/2016"), document.Run{Text: ". Vom Land kommt die Hälfte, darum stehen dort nur 20.000 EUR."})
	keep("tranche", number("cost/t5"))
	for _, x := range []struct {
		name    string
		effects []council.Effect
		want    string // of the finding; empty: none
	}{
		{"stelle", []council.Effect{{Year: 2016, Amount: 50_000_00}}, ""},
		{"stelle", []council.Effect{{Line: "Personal", Year: 2016, Amount: 80_000_00}}, "2016: 80.000,00 EUR | 41.875,44 EUR bis 63.243,96 EUR"},
		{"stelle", []council.Effect{{Line: "Unterkünfte", Year: 2016, Amount: 1_000_000_00}}, ""},
		{"stelle", []council.Effect{{Line: "Unterkünfte", Year: 2016, Amount: 1_000_000_00}, {Line: "Unterkünfte", Text: "Kontengr. 400", Year: 2016, Amount: 70_000_00}}, "2016: 70.000,00 EUR | 41.875,44 EUR bis 63.243,96 EUR"},
		{"stelle", []council.Effect{{Line: "Beratungsstelle", Year: 2016, Amount: 20_000_00}}, "2016: 20.000,00 EUR | 41.875,44 EUR bis 63.243,96 EUR"},
		{"erklärt", []council.Effect{{Line: "Personal", Year: 2016, Amount: 20_000_00}}, ""},
		{"erklärt", []council.Effect{{Line: "Personal", Year: 2016, Amount: 20_000_50}}, "2016: 20.000,50 EUR | 41.875,44 EUR bis 63.243,96 EUR"},
		{"zwei", []council.Effect{{Year: 2016, Amount: 80_000_00}}, "2016: 80.000,00 EUR | 83.750,88 EUR bis 126.487,92 EUR"},
		{"stelle", []council.Effect{{Year: 2017, Amount: 50_000_00}}, "2016: 0,00 EUR | 41.875,44 EUR bis 63.243,96 EUR"},
		{"tranche", []council.Effect{{Year: 2016, Amount: 30_000_000_00}, {Year: 2017, Amount: 3_350_000_00}}, ""},
		{"tranche", []council.Effect{{Year: 2016, Amount: 30_000_000_00}}, "zusammen 30.000.000,00 EUR | 33.350.000,00 EUR,"},
		{"stelle", nil, ""},
	} {
		p := council.Paper{Title: "Vorlage", Document: x.name, Effects: x.effects}
		if x.name == "zwei" {
			p.Document, p.Posts = "stelle", []council.PostRequest{{Grade: "EG 13", Share: 200}}
		}
		rows, err := c.Amounts(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if x.want == "" && rows == nil {
			continue
		}
		if len(rows) != 1 || rows[0].Part != 2 || rows[0].Field.De != "Abschnitt „Kosten“, Absatz 1" {
			t.Errorf("%s %v: %+v", x.name, x.effects, rows)
			continue
		}
		if got := strings.ReplaceAll(rows[0].Value+" | "+rows[0].Expected.De, "\u00a0", " "); x.want == "" || !strings.HasPrefix(got, x.want) {
			t.Errorf("%s %v: %q", x.name, x.effects, got)
		}
	}
}

// TestPostsApart: the answer to the budget motions proposes 1.0 post in EG 13 from 1 January
// 2016 without a phase-out note. A paper that asks for something else is told so, with
// both values; one that asks for the same is not.
func TestPostsApart(t *testing.T) {
	c := over(citytest.Example(t))
	one, err := report.Find("antrag-864-2015")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := c.Draft(t.Context(), one, days[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Save(t.Context(), report.Stored{Name: "antwort", AsOf: days[0], Document: doc}, by(0)); err != nil {
		t.Fatal(err)
	}
	first := period.Day(2016, 1, 1)
	money := []council.Effect{{Year: 2016, Amount: 50_000_00}, {Year: 2017, Amount: 50_000_00}}
	for _, x := range []struct {
		name  string
		post  council.PostRequest
		wants []string
	}{
		{"the same", council.PostRequest{Grade: "EG 13", Share: 100, From: first}, nil},
		{"written otherwise", council.PostRequest{Grade: "E13", Share: 100, From: first}, nil},
		{"all of it", council.PostRequest{Grade: "EG 99", Share: 50, From: period.Day(2016, 7, 1), PhaseOut: period.Day(2018, 12, 31)}, []string{
			"EG 99 | EG 13, wie", "0,50 Stellen | 1,00 Stellen, wie", "ab 01.07.2016 | ab 01.01.2016, wie", "kw-Vermerk zum 31.12.2018 | kein kw-Vermerk, wie", "EG 99 | eine Gruppe, deren Entgelt",
		}},
	} {
		rows, err := c.Amounts(t.Context(), council.Paper{Title: "Vorlage", Document: "antwort", Effects: money, Posts: []council.PostRequest{x.post}})
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, r := range rows {
			if r.Column != "posts" || r.Part == 0 || r.Field.De == "" {
				t.Errorf("%s: %+v", x.name, r)
			}
			all = append(all, r.Value+" | "+r.Expected.De)
		}
		for _, want := range x.wants {
			if !slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, want) }) {
				t.Errorf("%s: no %q in %q", x.name, want, all)
			}
		}
		if len(all) != len(x.wants) {
			t.Errorf("%s: %d findings: %q", x.name, len(all), all)
		}
	}
}

// TestAmountsByOwnGrade: the cost is reckoned by the grade of the paper, by its share and
// from its first day on. By the printed table of 2015 half a year of a full post in EG 11
// is six months of its steps 1 to 6.
func TestAmountsByOwnGrade(t *testing.T) {
	table := payTable(t, "EG 11")
	low, high := table[1]["2015-03-01"], table[1]["2015-03-01"]
	for _, at := range table {
		if n := at["2015-03-01"]; n > 0 {
			low, high = min(low, n), max(high, n)
		}
	}
	c := over(citytest.Example(t))
	doc := document.Document{Title: "Probe", Lang: text.De, Blocks: []document.Block{{Paragraph: &document.Paragraph{Runs: []document.Run{{Field: &document.Field{Kind: document.Number, Ref: "post/EG-13/1/2016"}}}}}}}
	if err := c.Save(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: doc}, by(0)); err != nil {
		t.Fatal(err)
	}
	post := []council.PostRequest{{Grade: "EG 11", Share: 100, From: period.Day(2016, 7, 1)}}
	for amount, apart := range map[int64]bool{6*low - 1: true, 6 * low: false, 6 * high: false, 6*high + 1: true, 12 * low: 12*low > 6*high} {
		rows, err := c.Amounts(t.Context(), council.Paper{Title: "Vorlage", Document: "probe", Posts: post, Effects: []council.Effect{{Line: "Personal", Year: 2016, Amount: unit.Cents(amount)}}})
		if err != nil || (len(rows) > 0) != apart {
			t.Errorf("%d cents: %+v %v", amount, rows, err)
		}
		if apart && !strings.Contains(rows[0].Expected.De, text.De.Euro(6*low)+" bis "+text.De.Euro(6*high)+", das Tabellenentgelt der Stellen dieser Vorlage (1,00 in EG 11)") {
			t.Errorf("%q", rows[0].Expected.De)
		}
	}
}

// TestAnswerProposesItsPaper: the answer that is begun with a paper of one post proposes
// that post, and so does not differ from it; it says so where the motions ask for another.
func TestAnswerProposesItsPaper(t *testing.T) {
	c := over(citytest.Example(t))
	first := period.Day(2016, 1, 1)
	for name, x := range map[string]struct {
		post council.PostRequest
		says []string
	}{
		"the motions'": {council.PostRequest{Grade: "EG 13", Share: 100, From: first}, []string{"zum 1. Januar 2016 1,0 Stelle in EG 13", "Dem wird gefolgt"}},
		"another": {council.PostRequest{Grade: "EG 9", Share: 75, From: period.Day(2016, 3, 1), PhaseOut: period.Day(2018, 1, 1)}, []string{
			"zum 1. März 2016 0,75 Stelle in EG 9", "Die Anträge verlangen eine unbefristete Stelle in EG 13 ab dem 1. Januar 2016.",
			"Vorgeschlagen ist 0,75 Stelle in EG 9, mit kw-Vermerk zum 1. Januar 2018, ab dem 1. März 2016", "Tabellenentgelt einer ganzen Stelle", "Angebracht wird ein kw-Vermerk zum 1. Januar 2018.",
		}},
		"two": {council.PostRequest{Grade: "EG 13", Share: 200, From: first}, []string{"2,0 Stellen in EG 13"}},
	} {
		p := council.Paper{ID: "antwort", Title: "Antwort", Posts: []council.PostRequest{x.post}}
		key, err := c.Begin(t.Context(), report.Beginning{Title: "Antwort " + name, Template: "antrag-864-2015", Paper: "antwort", With: &p}, days[0], by(0))
		if err != nil {
			t.Fatal(err)
		}
		list, err := c.Versions(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range x.says {
			if all := plain(list[0].Document); !strings.Contains(strings.ReplaceAll(all, "\u00a0", " "), want) {
				t.Errorf("%s: the text lacks %q", name, want)
			}
		}
		p.Document = key
		rows, err := c.Amounts(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Column == "posts" {
				t.Errorf("%s: the text differs from its paper: %s, %s", name, r.Value, r.Expected.De)
			}
		}
	}
}

// TestAmountsFromTheDecision: nobody holds a post before the council has decided on it, so
// its pay is reckoned from that day on, and by the rule of the staffing plan: a month counts
// with what there is on its last day, and is rounded once. By the printed table of 2015 half
// a post in EG 13 from February 2016 on earns eleven times the rounded half of a month.
func TestAmountsFromTheDecision(t *testing.T) {
	table := payTable(t, "EG 13")
	low, high := int64(1<<40), int64(0)
	for _, at := range table {
		if n := at["2015-03-01"]; n > 0 {
			low, high = min(low, (n+1)/2), max(high, (n+1)/2)
		}
	}
	c := over(citytest.Example(t))
	number := func(ref string) document.Run {
		return document.Run{Field: &document.Field{Kind: document.Number, Ref: ref}}
	}
	doc := document.Document{Title: "Probe", Lang: text.De, Blocks: []document.Block{{Paragraph: &document.Paragraph{Runs: []document.Run{number("post/EG-13/1/2016"), number("post/EG-13/6/2016"), number("post/EG-13/1/2017"), number("post/EG-13/6/2017")}}}}}
	if err := c.Save(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: doc}, by(0)); err != nil {
		t.Fatal(err)
	}
	p := council.Paper{
		Title: "Vorlage", Document: "probe", Order: []council.Consultation{{Committee: "GR", Step: council.Decision, On: period.Day(2016, 2, 11)}},
		Posts:   []council.PostRequest{{Grade: "EG 13", Share: 50, From: period.Day(2016, 1, 1), PhaseOut: period.Day(2017, 12, 31)}},
		Effects: []council.Effect{{Line: "Personal", Year: 2016, Amount: 1}, {Line: "Personal", Year: 2017, Amount: 1}},
	}
	rows, err := c.Amounts(t.Context(), p)
	if err != nil || len(rows) != 2 {
		t.Fatalf("%+v %v", rows, err)
	}
	for _, row := range rows {
		if want := text.De.Euro(11*low) + " bis " + text.De.Euro(11*high) + ", das Tabellenentgelt"; !strings.HasPrefix(row.Expected.De, want) || !strings.Contains(row.Expected.De, "gerechnet ab dem Tag der Entscheidung, 11.02.2016") {
			t.Errorf("%s: %q, want %q", row.Value, row.Expected.De, want)
		}
	}
}
