// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	. "planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

func resolved(ref string, d *figure.Derivation) Run {
	return Run{Field: &Field{Kind: Number, Ref: ref, Value: &Value{Written: "5", Derivation: d}}}
}

func said(runs ...Run) Block { return Block{Paragraph: &Paragraph{Runs: runs}} }

// TestOneNoteForOneReference: notes are numbered in the order of the text; a reference
// that comes again has the same.
func TestOneNoteForOneReference(t *testing.T) {
	d := &figure.Derivation{Name: text.Same("Summe"), Value: text.Same("5"), Rule: text.Same("2 + 3 = 5"), Basis: figure.Computed, From: []figure.Derivation{
		{Name: text.Same("A"), Value: text.Same("2"), Basis: figure.Counted, When: "2016-12", KnownFrom: period.Day(2017, 1, 14), Source: "Amt A"},
		{Name: text.Same("B"), Value: text.Same("3"), Basis: figure.Assumed, Date: period.On(period.Day(2016, 12, 31)), Source: "Amt B; Amt A"},
	}}
	f := Document{Lang: text.De, Blocks: []Block{said(resolved("a", d), resolved("b", d), resolved("a", d))}}.Fair()
	p := f.Parts[0].Line.Pieces
	if p[0].Note != 1 || p[0].Again || p[1].Note != 2 || p[2].Note != 1 || !p[2].Again || len(f.Notes) != 2 {
		t.Fatalf("%+v", p)
	}
	want := "Summe: 5. 2 + 3 = 5. Berechnet. Daraus: A: 2 (Dezember 2016, gezählt, bekannt seit 14.01.2017, Quelle 1); B: 3 (31.12.2016, angenommen, Quellen 1, 2)."
	if f.Notes[0].Text != want {
		t.Errorf("got  %s\nwant %s", f.Notes[0].Text, want)
	}
}

// TestLongDerivation: a note of a number that rests on hundreds names the first and
// says how many more there are.
func TestLongDerivation(t *testing.T) {
	d := &figure.Derivation{Name: text.Same("Summe"), Ref: "run/1/sum"}
	for i := range 100 {
		d.From = append(d.From, figure.Derivation{Name: text.Same(fmt.Sprint("Monat ", i))})
	}
	f := Document{Blocks: []Block{said(resolved("a", d))}}.Fair()
	if n := f.Notes[0].Text; !strings.HasSuffix(n, "Monat 3; und 96 weitere.") {
		t.Errorf("%s", n)
	}
}

// TestMissingIsMarked: a field without a value cannot be overlooked, and a draft says
// what it lacks.
func TestMissingIsMarked(t *testing.T) {
	draft := Field{Kind: Words, Ref: "w", Value: &Value{Written: "bald", Draft: text.Same("eine Freigabe")}}
	f := Document{Blocks: []Block{
		said(Run{Field: &Field{Kind: Number, Ref: "n"}}), {Field: &Field{Kind: Chart, Ref: "c"}}, {Field: &Field{Kind: Rows, Ref: "r", Value: &Value{}}}, said(Run{Field: &draft}),
	}}.Fair()
	for i, p := range f.Parts[:3] {
		if q := p.Line.Pieces[0]; q.Text != "[?]" || !q.Open || q.Note != i+1 || !strings.Contains(f.Notes[i].Text, "nichts gefunden") {
			t.Errorf("%+v", q)
		}
	}
	if p := f.Parts[3].Line.Pieces[0]; p.Open || !strings.Contains(f.Notes[p.Note-1].Text, "eine Freigabe") {
		t.Errorf("%+v", p)
	}
}

// TestSameReasonIsSaidOnce: notes of fields that are not valid yet for the same reason name
// the first one; another reason is told.
func TestSameReasonIsSaidOnce(t *testing.T) {
	open := func(ref, why string) Run {
		return Run{Field: &Field{Kind: Words, Ref: ref, Value: &Value{Written: "5", Draft: text.Same(why)}}}
	}
	f := Document{Lang: text.De, Blocks: []Block{said(open("a", "ein neuer Plan"), open("b", "die Freigabe"), open("c", "ein neuer Plan"))}}.Fair()
	for i, want := range []string{"Noch nicht gültig. Es fehlt: ein neuer Plan.", "Noch nicht gültig. Es fehlt: die Freigabe.", "Noch nicht gültig, aus demselben Grund wie in Anmerkung 1."} {
		if !strings.HasPrefix(f.Notes[i].Text, want) {
			t.Errorf("note %d is %q, want %q", i+1, f.Notes[i].Text, want)
		}
	}
}

// TestAnnexOfSources: each source once, with the days since which its figures are
// known and where they are used.
func TestAnnexOfSources(t *testing.T) {
	one := &figure.Derivation{Source: "Amt A", KnownFrom: period.Day(2017, 1, 14), From: []figure.Derivation{{Source: "Amt B"}}}
	two := &figure.Derivation{Source: "Amt A", KnownFrom: period.Day(2016, 2, 1)}
	f := Document{Lang: text.En, AsOf: period.Day(2017, 3, 1), Blocks: []Block{
		said(resolved("a", one), resolved("b", two)),
		{Table: &Table{Caption: "T", Columns: []Column{{Name: "c"}}, Sources: []string{"Amt C", "Amt A"}}},
	}}.Fair()
	n := len(f.Parts)
	if f.Parts[n-3].Break || f.Parts[n-2].Heading.Text != "Annex: sources" {
		t.Fatalf("%+v", f.Parts[n-2:])
	}
	want := [][]string{{"1", "Amt A", "1 February 2016\u00a0to\u00a01 March 2017", "1, 2", "Table 1"}, {"2", "Amt B", "unknown", "1", "–"}, {"3", "Amt C", "1 March 2017", "–", "Table 1"}}
	for i, r := range f.Parts[n-1].Table.Table.Rows {
		if !slices.Equal(r.Cells, want[i]) {
			t.Errorf("%q, want %q", r.Cells, want[i])
		}
	}
}

// TestValuesOfPictures: few values stand below the picture, many in the annex.
func TestValuesOfPictures(t *testing.T) {
	picture := func(rows int) Block {
		table := &Table{Columns: []Column{{Name: "c"}}}
		for range rows {
			table.Rows = append(table.Rows, Row{Cells: []string{"1"}})
		}
		return Block{Picture: &Picture{Caption: "P", Table: table}}
	}
	f := Document{Blocks: []Block{picture(20), picture(2)}}.Fair()
	var got []string
	for _, p := range f.Parts {
		switch {
		case p.Picture != nil:
			got = append(got, p.Picture.Label)
		case p.Table != nil:
			got = append(got, p.Table.Caption)
		case p.Heading != nil:
			got = append(got, p.Heading.Text)
		}
	}
	want := []string{"Abbildung 1", "Abbildung 2", "Werte zu Abbildung 2: P", "Anhang: Werte der Abbildungen", "Werte zu Abbildung 1: P"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestNothingEmpty: empty paragraphs, items and rows are left out.
func TestNothingEmpty(t *testing.T) {
	f := Document{Head: []Pair{{}}, Blocks: []Block{
		said(), said(Run{Text: " \n"}),
		{List: &List{Items: []Paragraph{{}}}},
		{Heading: &Heading{1, " "}},
		{},
		{Table: &Table{Columns: []Column{{Name: "a"}, {Name: "b"}}, Rows: []Row{{}, {Cells: []string{" ", ""}}, {Cells: []string{"1"}}, {Cells: []string{"", "", "zu viel"}}}}},
	}}.Fair()
	if len(f.Parts) != 1 || len(f.Head) != 0 || fmt.Sprint(f.Parts[0].Table.Table.Rows) != "[{[1 ] false []}]" {
		t.Errorf("%+v", f)
	}
}

// TestLinks: only addresses of the web and of mail are links.
func TestLinks(t *testing.T) {
	for link, want := range map[string]string{
		"https://example.org/a?b=c&d": "https://example.org/a?b=c&d", "mailto:a@example.org": "mailto:a@example.org",
		"javascript:alert(1)": "", "file:///etc/passwd": "", "//example.org": "", "data:text/html,x": "", "": "",
	} {
		if got := (Document{Blocks: []Block{said(Run{Text: "x", Link: link})}}).Fair().Parts[0].Line.Pieces[0].Link; got != want {
			t.Errorf("%q: %q", link, got)
		}
	}
}

// TestWidths: widths sum up to the whole, and a column has room for what it holds.
func TestWidths(t *testing.T) {
	table := Table{
		Columns: []Column{{Name: "Nr."}, {Name: "Maßnahme"}, {Name: "Kosten", Unit: "EUR", Numeric: true}},
		Rows:    []Row{{Cells: []string{"1", strings.Repeat("ein langer Satz ", 10), "1.234.567"}}},
	}
	w := table.Widths(9354)
	if w[0]+w[1]+w[2] != 9354 || w[1] < 3*w[0] || w[2] < w[0] || w[2] > w[1] {
		t.Errorf("%v", w)
	}
	if Table.Widths(Table{}, 100) != nil {
		t.Error("no columns, no widths")
	}
}

// TestDirection: the first letter with a direction decides.
func TestDirection(t *testing.T) {
	for s, want := range map[string]bool{"Haus": false, "بيت": true, "13.549 מקומות": true, "A בית": false, "123": false, "": false} {
		if RightToLeft(Piece{Text: s}) != want {
			t.Errorf("%q", s)
		}
	}
}

// TestContents: the list of contents names the headings of the first two levels, each by
// the part that it stands in, the annexes too; without headings there is none.
func TestContents(t *testing.T) {
	d := Document{Contents: true, Blocks: []Block{
		{Heading: &Heading{1, "Lage"}},
		said(Run{Text: "x"}),
		{Heading: &Heading{2, "Plätze"}},
		{Heading: &Heading{3, "Klein"}},
		{Table: &Table{Caption: "T", Columns: []Column{{Name: "a"}}, Rows: []Row{{Cells: []string{"1"}}}, Sources: []string{"Amt A"}}},
	}}
	f := d.Fair()
	if f.Parts[0].Heading.Text != "Inhalt" || !f.Parts[2].Break {
		t.Fatalf("%+v", f.Parts[:3])
	}
	var got []string
	for _, e := range f.Parts[1].Contents {
		if f.Parts[e.Part].Heading == nil || *f.Parts[e.Part].Heading != e.Heading {
			t.Errorf("%s leads to part %d", e.Text, e.Part)
		}
		got = append(got, e.Text)
	}
	if !slices.Equal(got, []string{"Lage", "Plätze", "Anhang: Quellen"}) {
		t.Errorf("%q", got)
	}
	if f := (Document{Contents: true, Blocks: []Block{said(Run{Text: "x"})}}).Fair(); len(f.Parts) != 1 {
		t.Errorf("%+v", f.Parts)
	}
}

// TestWordsOfTablesStayWhole: a column is as wide as its longest word, where hyphenated
// names beside it can be broken at their hyphens.
func TestWordsOfTablesStayWhole(t *testing.T) {
	table := Table{
		Columns: []Column{{Name: "Standort"}, {Name: "Stadtbezirk"}, {Name: "Art"}, {Name: "Stand"}, {Name: "Plätze", Unit: "nominell", Numeric: true}, {Name: "Öffnung"}, {Name: "Ende"}},
		Rows: []Row{
			{Cells: []string{"Helene-Pfleiderer-Straße", "Bad Cannstatt", "Erweiterung", "beschlossen", "153", "14.04.2017*", "14.04.2022*"}},
			{Cells: []string{"Starnstweg/Himmelsleiterstraße 18-20", "Untertürkheim", "sonstige Unterkunft", "in Betrieb", "1.260", "01.01.2013*", "offen"}},
		},
	}
	const width = 16500
	for i, w := range table.Widths(width) {
		for _, r := range table.Rows {
			for _, word := range strings.FieldsFunc(r.Cells[i], func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
				// A letter of 9 points is about half its size wide on average, less two
				// paddings of 1.5 mm.
				if need := float64(len([]rune(word)))*9*0.5*35.28 + 300; float64(w) < need {
					t.Errorf("column %d is %d wide, %q needs %.0f", i+1, w, word, need)
				}
			}
		}
	}
}
