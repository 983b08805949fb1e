// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	. "planraum/internal/city/document"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func whole() Document {
	return Document{
		Title: "Antwort", Lang: text.De,
		Blocks: []Block{
			{Heading: &Heading{1, "Bedarf"}},
			{Paragraph: &Paragraph{Runs: []Run{{Text: "Gebraucht werden "}, {Field: &Field{Kind: Number, Ref: "run/4f/needed/2016-12"}}, {Text: " Plätze."}}}},
			{List: &List{Items: []Paragraph{{Runs: []Run{{Text: "https", Link: "https://example.org"}}}}}},
			{Table: &Table{Caption: "Plätze", Columns: []Column{{Name: "Monat"}, {Name: "Plätze", Numeric: true}}, Rows: []Row{{Cells: []string{"Dezember 2016", "13.549"}}}}},
			{Field: &Field{Kind: Chart, Ref: "run/4f/needed"}},
			{Break: true},
		},
	}
}

func TestWholeDocumentHasNoFault(t *testing.T) {
	if rows := whole().Check(); rows != nil {
		t.Errorf("%v", rows)
	}
}

// TestEveryFaultAtOnce: each fault is named by its place.
func TestEveryFaultAtOnce(t *testing.T) {
	d := Document{Blocks: []Block{
		{Heading: &Heading{2, " "}},
		{},
		{Break: true, Heading: &Heading{1, "x"}},
		{Paragraph: &Paragraph{Runs: []Run{{}, {Text: "a", Link: "javascript:alert(1)"}, {Field: &Field{Kind: Rows, Ref: ""}}}}},
		{Table: &Table{Columns: []Column{{Name: "a"}}, Rows: []Row{{Cells: []string{"1", "2"}}}}},
		{Picture: &Picture{}},
		{List: &List{}},
	}}
	want := []string{
		"title", "lang", "blocks[0].heading.level", "blocks[0].heading.text", "blocks[1]", "blocks[2]",
		"blocks[3].paragraph.runs[0]", "blocks[3].paragraph.runs[1].link", "blocks[3].paragraph.runs[2].field.kind", "blocks[3].paragraph.runs[2].field.ref",
		"blocks[4].table.caption", "blocks[4].table.rows[0]", "blocks[5].picture.told", "blocks[6].list",
	}
	var got []string
	for _, r := range d.Check() {
		got = append(got, r.Column)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestTitlesEnd: a title, a heading and a caption are one line, which has an end.
func TestTitlesEnd(t *testing.T) {
	for n, want := range map[int]int{fault.LongestTitle: 0, fault.LongestTitle + 1: 3} {
		line := strings.Repeat("ö", n)
		d := Document{Title: line, Lang: text.De, Blocks: []Block{
			{Heading: &Heading{1, line}}, {Table: &Table{Caption: line, Columns: []Column{{Name: "a"}}}},
		}}
		rows := d.Check()
		if len(rows) != want {
			t.Errorf("%d letters: %v", n, rows)
		}
		for _, r := range rows {
			if r.Expected.De != "höchstens 500 Zeichen; es sind 501" {
				t.Errorf("%s says %q", r.Column, r.Expected.De)
			}
		}
	}
}

// TestOpen: a paper with a field that was not found, or whose value is a draft, cannot
// be issued; it says which.
func TestOpen(t *testing.T) {
	d := whole()
	if n := len(d.Open()); n != 2 {
		t.Fatalf("%d open fields, want 2", n)
	}
	d.Fields(func(_ string, f *Field) { f.Value = &Value{Written: "13.549"} })
	if d.Open() != nil {
		t.Errorf("%v", d.Open())
	}
	d.Blocks[1].Paragraph.Runs[1].Field.Value.Draft = text.T("ein freigegebener Wert", "a released figure")
	if rows := d.Open(); len(rows) != 1 || rows[0].Column != "blocks[1].paragraph.runs[1].field" || rows[0].Value != "run/4f/needed/2016-12" {
		t.Errorf("%v", rows)
	}
}

// TestSilent: headings, page breaks, blanks and empty rows say nothing, and a text of them
// alone is open; one sentence, field, row or picture is enough.
func TestSilent(t *testing.T) {
	silent := []Block{
		{Heading: &Heading{1, "Bedarf"}},
		{Break: true},
		{Paragraph: &Paragraph{Runs: []Run{{Text: " \n"}}}},
		{List: &List{Items: []Paragraph{{}, {Runs: []Run{{Text: "\t"}}}}}},
		{Table: &Table{Caption: "Plätze", Columns: []Column{{Name: "Monat"}}, Rows: []Row{{Cells: []string{" "}}}}},
	}
	for n := range len(silent) + 1 {
		d := Document{Title: "Leer", Lang: text.De, Blocks: silent[:n]}
		if open, gaps := d.Open(), d.Unfilled(); len(open) != 1 || len(gaps) != 1 || open[0].Column != "blocks" || open[0].Value != "leer" {
			t.Errorf("%d parts: %v, %v", n, open, gaps)
		}
	}
	value := &Value{Written: "13.549"}
	for i, b := range []Block{
		{Paragraph: &Paragraph{Runs: []Run{{Text: "Ja."}}}},
		{List: &List{Items: []Paragraph{{Runs: []Run{{Text: "Ja."}}}}}},
		{Paragraph: &Paragraph{Runs: []Run{{Field: &Field{Kind: Number, Ref: "cost/t4", Value: value}}}}},
		{Table: &Table{Rows: []Row{{Cells: []string{"1"}}}}},
		{Picture: &Picture{}},
		{Field: &Field{Kind: Rows, Value: value}},
	} {
		if d := (Document{Lang: text.De, Blocks: append(silent[:5:5], b)}); d.Open() != nil || d.Unfilled() != nil {
			t.Errorf("%d: %v", i, d.Open())
		}
	}
}

// TestStable: what is written is what is read.
func TestStable(t *testing.T) {
	body, err := json.Marshal(whole())
	if err != nil {
		t.Fatal(err)
	}
	var d Document
	if err := json.Unmarshal(body, &d); err != nil || !reflect.DeepEqual(d, whole()) {
		t.Errorf("%v, %+v", err, d)
	}
}
