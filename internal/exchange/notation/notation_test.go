// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package notation_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/exchange/notation"
	"planraum/internal/text"
)

func number(ref string) document.Run {
	return document.Run{Field: &document.Field{Kind: document.Number, Ref: ref}}
}

// TestRead: what the notation says is what is read.
func TestRead(t *testing.T) {
	for typed, want := range map[string][]document.Run{
		"":                             nil,
		"Es sind **viele** da.":        {{Text: "Es sind "}, {Text: "viele", Strong: true}, {Text: " da."}},
		"*a* und ***b***":              {{Text: "a", Emph: true}, {Text: " und "}, {Text: "b", Strong: true, Emph: true}},
		"{{of/x/2015}} und {{=first}}": {number("of/x/2015"), {Text: " und "}, {Field: &document.Field{Kind: document.Words, Ref: "first"}}},
		"**{{ x }}**":                  {{Strong: true, Field: &document.Field{Kind: document.Number, Ref: "x"}}},
		"[hier **fett**](https://a.example/b\\))": {{Text: "hier ", Link: "https://a.example/b)"}, {Text: "fett", Strong: true, Link: "https://a.example/b)"}},
		"3 \\* 4 { } ] ( ) C:\\x \\\\":            {{Text: "3 * 4 { } ] ( ) C:\\x \\"}},
		"<b onclick=x>&amp;</b>":                  {{Text: "<b onclick=x>&amp;</b>"}},
		"eine\r\nZeile":                           {{Text: "eine Zeile"}},
	} {
		got, rows := notation.Read(typed, 1)
		if rows != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is read as %+v, want %+v; %v", typed, got, want, rows)
		}
	}
}

// TestFaults: all faults of what was typed at once, each with its line and place.
func TestFaults(t *testing.T) {
	_, rows := notation.Paragraphs("gut\n\nein **Wort und {{ref\nein [Link](javascript:x) und {{}}\n\n[a [b](https://c.example)\n****")
	var got []string
	for _, r := range rows {
		got = append(got, string(rune('0'+r.Line))+":"+r.Column+" "+r.Value)
		if r.Expected.De == "" || r.Expected.En == "" || r.Expected.De == r.Expected.En {
			t.Errorf("%v expects nothing in words", r)
		}
	}
	if want := []string{"3:5 **", "3:16 {{ref", "4:12 javascript:x", "4:30 {{}}", "6:4 [", "7:1 ****"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if _, rows := notation.Read("a\x00b\xff", 1); len(rows) != 2 {
		t.Errorf("signs that nobody reads: %v", rows)
	}
	for _, open := range []string{"*", "**", "[a", "[a]", "[a]b", "[a](https://b", "[](https://b)", "{{", "{{=}}", "{{a}", "[{{x}}](ftp://a)"} {
		if runs, rows := notation.Read(open, 1); len(rows) == 0 {
			t.Errorf("%q is read as %+v", open, runs)
		}
	}
}

func TestSeveral(t *testing.T) {
	got, rows := notation.Paragraphs("\r\n eins \r\nzwei\r\n\r\n \r\ndrei\r\n")
	if want := [][]document.Run{{{Text: "eins zwei"}}, {{Text: "drei"}}}; rows != nil || !reflect.DeepEqual(trimmed(got), want) {
		t.Errorf("%+v %v", got, rows)
	}
	got, rows = notation.Items("eins\n\nzwei **fett**\n")
	if len(got) != 2 || len(got[1]) != 2 || rows != nil {
		t.Errorf("%+v %v", got, rows)
	}
	if _, rows = notation.Items("eins\n**zwei\n\n**drei"); len(rows) != 2 || rows[1].Line != 4 {
		t.Errorf("%v", rows)
	}
}

func trimmed(list [][]document.Run) [][]document.Run {
	for _, runs := range list {
		runs[0].Text = strings.TrimSpace(runs[0].Text)
	}
	return list
}

var words = rapid.StringMatching("[a-zäß *\\[\\](){}=;#\\\\\n\t<>&\"']{0,12}")

// someRuns draws runs, of which some are fields and some links.
var someRuns = rapid.Custom(func(t *rapid.T) []document.Run {
	var list []document.Run
	for range rapid.IntRange(0, 8).Draw(t, "runs") {
		r := document.Run{Strong: rapid.Bool().Draw(t, "strong"), Emph: rapid.Bool().Draw(t, "emph")}
		if rapid.Bool().Draw(t, "linked") {
			r.Link = rapid.SampledFrom([]string{"https://a.example/x", "https://a.example/(y)\\z", "mailto:amt@a.example", "http://b.example/?a=[b]*{{c}}"}).Draw(t, "link")
		}
		if rapid.Bool().Draw(t, "live") {
			r.Field = &document.Field{Kind: rapid.SampledFrom([]document.Kind{document.Number, document.Words}).Draw(t, "kind"), Ref: rapid.StringMatching("[a-z=/{}*.\\\\-]{1,9}").Draw(t, "ref"), Value: &document.Value{Written: "7", Derivation: &figure.Derivation{}}}
		} else {
			r.Text = words.Draw(t, "text")
		}
		list = append(list, r)
	}
	return list
})

// TestRoundTrip: whatever runs a paragraph has, what is written is read back as they are.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runs := someRuns.Draw(t, "runs")
		typed := notation.Write(runs)
		got, rows := notation.Read(typed, 1)
		if want := notation.Normal(runs); rows != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q is read as %+v, want %+v; %v", typed, got, want, rows)
		}
		if again := notation.Write(got); again != typed {
			t.Fatalf("written %q, then %q", typed, again)
		}
	})
}

// TestTableRoundTrip: the same of tables.
func TestTableRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "columns")
		plain := rapid.Map(words, func(s string) string { return strings.Join(strings.Fields(s), " ") })
		table := document.Table{}
		for i := range n {
			c := document.Column{Name: plain.Draw(t, "name"), Unit: plain.Draw(t, "unit"), Numeric: rapid.Bool().Draw(t, "numeric")}
			if i == 0 {
				c.Name += "x"
			}
			table.Columns = append(table.Columns, c)
		}
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			r := document.Row{Total: rapid.Bool().Draw(t, "total")}
			for range n {
				r.Cells = append(r.Cells, plain.Draw(t, "cell"))
			}
			if strings.Join(r.Cells, "") != "" {
				table.Rows = append(table.Rows, r)
			}
		}
		typed := notation.WriteTable(table)
		got, rows := notation.ReadTable(typed)
		if rows != nil || !reflect.DeepEqual(got, table) {
			t.Fatalf("%q is read as %+v, want %+v; %v", typed, got, table, rows)
		}
	})
}

// TestTable: a table from a sheet, its faults, and what cannot be typed.
func TestTable(t *testing.T) {
	got, rows := notation.ReadTable("Standort\t# Plätze [Stück]\r\nA; B\t80\r\n\r\n= Summe\t80\r\n")
	want := document.Table{Columns: []document.Column{{Name: "Standort"}, {Name: "Plätze", Unit: "Stück", Numeric: true}}, Rows: []document.Row{{Cells: []string{"A; B", "80"}}, {Cells: []string{"Summe", "80"}, Total: true}}}
	if rows != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, rows)
	}
	_, rows = notation.ReadTable("a; b\n1; 2; 3\n\n4\x01;5\n6")
	if len(rows) != 3 || rows[0].Line != 2 || rows[1].Line != 4 || rows[1].Column != "2" || rows[2].Line != 5 {
		t.Errorf("%v", rows)
	}
	if _, rows = notation.ReadTable(" \n"); len(rows) != 1 {
		t.Errorf("an empty table: %v", rows)
	}
	before := document.Table{Rows: []document.Row{{Cells: []string{"A; B", "80"}, Refs: []string{"", "figure/1"}}}}
	kept := notation.Keep(got, before)
	if kept.Rows[0].Refs[1] != "figure/1" || kept.Rows[1].Refs != nil {
		t.Errorf("%+v", kept)
	}
}

// FuzzRead: whatever is typed either has faults with places or is read and written to
// the same, and the text that comes of it has no faults but those of addresses.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"**a** *b* [c](https://d.example) {{=e}} {{f}}", "***a***b*", "\\[\\{\\*", "[a\n](x)", "{{\n}}", "a;b\n#c;=d", "\x00\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		runs, rows := notation.Read(typed, 1)
		for _, r := range rows {
			if r.Line < 1 || r.Column == "" || r.Expected == (text.Text{}) {
				t.Errorf("%q: %v", typed, r)
			}
		}
		if rows == nil {
			if again, wrong := notation.Read(notation.Write(runs), 1); wrong != nil || !reflect.DeepEqual(again, runs) {
				t.Errorf("%q: %+v, then %+v; %v", typed, runs, again, wrong)
			}
			d := document.Document{Title: "x", Lang: text.De, Blocks: []document.Block{{Paragraph: &document.Paragraph{Runs: runs}}}}
			if wrong := d.Check(); wrong != nil {
				t.Errorf("%q: %v", typed, wrong)
			}
		}
		table, rows := notation.ReadTable(typed)
		if rows == nil {
			if again, wrong := notation.ReadTable(notation.WriteTable(table)); strings.TrimSpace(notation.WriteTable(table)) != "" && (wrong != nil || len(again.Rows) != len(table.Rows)) {
				t.Errorf("%q: %+v, then %+v; %v", typed, table, again, wrong)
			}
		}
	})
}

// TestUnclosedFieldBeforeAnother: a field without an end is told with its place, also where
// the end of the next field on the line would pass for it.
func TestUnclosedFieldBeforeAnother(t *testing.T) {
	_, rows := notation.Paragraphs("Es sind {{newest/a Personen in {{newest/b}}.")
	if len(rows) != 1 || rows[0].Line != 1 || rows[0].Column != "9" || !strings.HasPrefix(rows[0].Value, "{{newest/a") || strings.Contains(rows[0].Value, "newest/b") || !strings.Contains(rows[0].Expected.De, "mit }} endet") {
		t.Errorf("%+v", rows)
	}
}
