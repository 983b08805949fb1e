// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// hostile is what must arrive in a page as text and nothing else.
const hostile = `"><script>alert(1)</script><a href='x' onclick="y">&amp;`

// TestRowsEscape: whatever stands in a cell, its mark, its link or the names of
// rows and derivations stays text, and no element but the table's own appears.
func TestRowsEscape(t *testing.T) {
	words := text.Same(hostile)
	table := Table{Columns: []Column{{Kind: Words}, {Kind: Written}, {Kind: Words}, {Kind: Whole}, {Kind: Date}}}
	row := Row{ID: hostile, Cells: []Cell{
		Say(words).With(words), {Known: true, Words: words, Ref: hostile}, Name(hostile, "/"+hostile), {}, Day(period.Day(2016, 1, 31)),
	}}
	p := Page{Lang: text.De, AsOf: period.Day(2016, 1, 1), Default: period.Day(2016, 1, 1)}
	var b strings.Builder
	if err := table.rows(p, []Row{row, {Cells: row.Cells, Total: true}, {Cells: row.Cells, Sum: true}}).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader("<table>" + b.String() + "</table>"))
	if err != nil {
		t.Fatal(err)
	}
	own := []string{"html", "head", "body", "table", "tbody", "tr", "th", "td", "a", "span"}
	texts, ids := 0, 0
	for n := range doc.Descendants() {
		switch n.Type {
		case html.ElementNode:
			if !slices.Contains(own, n.Data) {
				t.Errorf("an element <%s> came out of a cell", n.Data)
			}
			for _, a := range n.Attr {
				if !slices.Contains([]string{"id", "class", "scope", "href", "title"}, a.Key) {
					t.Errorf("an attribute %s came out of a cell", a.Key)
				}
				if a.Key == "id" && a.Val == hostile {
					ids++
				}
			}
		case html.TextNode:
			if strings.TrimSpace(n.Data) == hostile {
				texts++
			}
		}
	}
	if texts != 12 || ids != 1 {
		t.Errorf("the words arrive %d times, want 12; the name of the row %d times, want once", texts, ids)
	}
}

// TestRowsMeaning: classes and kinds of cells, what is unknown, and numbers that
// the reader may not ask.
func TestRowsMeaning(t *testing.T) {
	table := Table{Columns: []Column{{Kind: Words}, {Kind: Whole}, {Kind: Date}}}
	rows := []Row{
		{Cells: []Cell{Name("Mitte", ""), Num(-5, "figure/1"), Day(period.Day(2016, 1, 31))}},
		{Cells: []Cell{{Known: true, Blank: true}, {}, {}}, Total: true},
		{Cells: []Cell{Name("Ost", "/ost"), Num(1240, "secret/1").With(text.T("angenommen", "assumed")), {}}, Sum: true},
	}
	p := Page{Lang: text.De, AsOf: period.Day(2016, 1, 1), Default: period.Day(2016, 1, 1), Asks: func(ref string) bool { return strings.HasPrefix(ref, "figure/") }}
	var b strings.Builder
	if err := table.rows(p, rows).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<tr><th scope="row">Mitte</th><td class="number minus"><a class="number" href="/herleitung/figure/1" title="Herleitung zeigen">−5</a></td><td class="day">31.01.2016</td></tr>`,
		`<tr class="total"><td></td><td class="number"><span class="unknown">unbekannt</span></td><td class="day"><span class="unknown">unbekannt</span></td></tr>`,
		`<tr class="sum"><th scope="row"><a href="/ost">Ost</a></th><td class="number">1.240 <span class="mark">angenommen</span></td>`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s\nholds no %s", b.String(), want)
		}
	}
}
