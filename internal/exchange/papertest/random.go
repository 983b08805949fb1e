// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package papertest

import (
	"strings"

	"pgregory.net/rapid"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Hostile are texts that a careless writer would break on: marks of XML and HTML, the
// ends of comments and sections, control characters, bytes that are no text, letters
// of DIN 91379 with two marks, text from right to left, formulas, blanks and breaks.
var Hostile = []string{
	`<&"'>`, `</w:t></w:p>`, `<script>alert(1)</script>`, `" onload="alert(1)`, `]]>`, `-->`, `&amp;amp;`, `&#x0;`, `%s %d %!`, `=1+1`,
	"a\x00b\x01c\x1bd\x7fe\u0085f", "\xff\xfe broken", "\ufffe\uffff", "Zeile\nUmbruch\r\nnoch einer\rund\tTab", "  zwei  Blanks  ", "\u00a0fest\u00a0",
	"Ąčęłńóśźż Çğıİöşü ǅ ĳ ŉ", "C̆ĕ D̂ʒ̆ ḱm̂Ǡ Z̈ẅ", "ẞß", "مرحبا بالعالم", "שלום <b>עולם</b>", "\u202eumgekehrt\u202c", "😀👨‍👩‍👧", "العدد 13.549 مكان",
}

// Kept is a text as a document can keep it: what XML cannot hold is the replacement
// character, and there is one way to break a line.
func Kept(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if (r < 0x20 && r != '\n' && r != '\t') || r == 0xfffe || r == 0xffff {
			return '\uFFFD'
		}
		return r
	}, s)
}

// Enemy is a document that holds all hostile texts in all places.
func Enemy() document.Document {
	d := document.Document{Title: strings.Join(Hostile[:4], " "), Subtitle: Hostile[8], Lang: text.En}
	for i, s := range Hostile {
		p := document.Paragraph{Runs: []document.Run{plain(s)}}
		d.Head = append(d.Head, document.Pair{Name: s, Value: s})
		der := figure.Derivation{Name: text.Same(s), Value: text.Same(s), Rule: text.Same(s), Source: s, Ref: s}
		d.Blocks = append(
			d.Blocks, heading(1, s), document.Block{Paragraph: &p}, resolution(i%6, s),
			document.Block{List: &document.List{Ordered: i%2 == 0, Items: []document.Paragraph{p, p}}},
			paragraph(number("ref/"+s, s, &der), document.Run{Text: s, Link: "https://example.org/?q=" + s}, document.Run{Text: s, Strong: true, Emph: true, Link: s}),
			document.Block{Table: &document.Table{Caption: s, Columns: []document.Column{{Name: s, Unit: s}, {Name: s, Numeric: true}}, Rows: []document.Row{{Cells: []string{s, s}}, {Cells: []string{"", "\n"}}}, Notes: []string{s}, Sources: []string{s}}},
			document.Block{Picture: &document.Picture{Caption: s, Told: s, SVG: Dot}},
		)
	}
	return d
}

// Dot is a small picture.
const Dot = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" role="img"><circle cx="10" cy="10" r="5" fill="#00579c"/></svg>`

// Random draws a document, also with faults that Check would name.
func Random(t *rapid.T) document.Document {
	r := random{t}
	d := document.Document{Title: r.words(), Subtitle: r.words(), Lang: rapid.SampledFrom([]text.Lang{text.De, text.En, ""}).Draw(t, "lang")}
	if r.yes() {
		d.AsOf = period.Day(2015, 11, 27)
	}
	for range r.upTo(3) {
		d.Head = append(d.Head, document.Pair{Name: r.words(), Value: r.words()})
	}
	for range r.upTo(12) {
		d.Blocks = append(d.Blocks, r.block())
	}
	return d
}

type random struct{ t *rapid.T }

func (r random) upTo(n int) int { return rapid.IntRange(0, n).Draw(r.t, "n") }
func (r random) yes() bool      { return rapid.Bool().Draw(r.t, "yes") }

func (r random) words() string {
	if r.yes() {
		return rapid.SampledFrom(Hostile).Draw(r.t, "hostile")
	}
	return rapid.String().Draw(r.t, "words")
}

func (r random) block() document.Block {
	switch r.upTo(8) {
	case 0:
		return heading(r.upTo(6), r.words())
	case 1:
		return document.Block{List: &document.List{Ordered: r.yes(), Items: []document.Paragraph{r.paragraph(), r.paragraph()}}}
	case 2:
		return document.Block{Table: ptr(r.table())}
	case 3:
		return document.Block{Picture: ptr(r.picture())}
	case 4:
		return document.Block{Break: true}
	case 5:
		f := document.Field{Kind: document.Rows, Ref: r.words()}
		if r.yes() {
			f.Value = &document.Value{Table: ptr(r.table()), Derivation: ptr(r.derivation(2))}
		}
		return document.Block{Field: &f}
	case 6:
		f := document.Field{Kind: document.Chart, Ref: r.words()}
		if r.yes() {
			f.Value = &document.Value{Picture: ptr(r.picture()), Draft: text.Same(r.words())}
		}
		return document.Block{Field: &f}
	case 7:
		return document.Block{}
	}
	return document.Block{Paragraph: ptr(r.paragraph())}
}

func (r random) paragraph() document.Paragraph {
	p := document.Paragraph{Level: r.upTo(5)}
	for range r.upTo(4) {
		run := document.Run{Text: r.words(), Strong: r.yes(), Emph: r.yes()}
		switch r.upTo(4) {
		case 0:
			run.Link = "https://example.org/" + r.words()
		case 1:
			f := document.Field{Kind: document.Number, Ref: r.words()}
			if r.yes() {
				f.Value = &document.Value{Written: r.words(), Derivation: ptr(r.derivation(3))}
			}
			run = document.Run{Field: &f}
		}
		p.Runs = append(p.Runs, run)
	}
	return p
}

func (r random) derivation(depth int) figure.Derivation {
	d := figure.Derivation{Name: text.Same(r.words()), Value: text.Same(r.words()), Rule: text.Same(r.words()), Basis: figure.Basis(r.upTo(7)), Source: r.words(), When: r.words(), Ref: r.words()}
	for range r.upTo(depth) {
		d.From = append(d.From, r.derivation(depth-1))
	}
	return d
}

func (r random) table() document.Table {
	t := document.Table{Caption: r.words()}
	for range r.upTo(4) {
		t.Columns = append(t.Columns, document.Column{Name: r.words(), Unit: r.words(), Numeric: r.yes()})
	}
	for range r.upTo(4) {
		row := document.Row{Total: r.yes()}
		for range r.upTo(5) {
			row.Cells = append(row.Cells, r.words())
		}
		t.Rows = append(t.Rows, row)
	}
	for range r.upTo(2) {
		t.Notes, t.Sources = append(t.Notes, r.words()), append(t.Sources, r.words())
	}
	return t
}

func (r random) picture() document.Picture {
	p := document.Picture{Caption: r.words(), Told: r.words()}
	if r.yes() {
		p.SVG = Dot
	}
	if r.yes() {
		p.Table = ptr(r.table())
	}
	if r.yes() {
		p.Notes, p.Sources = []string{r.words()}, []string{r.words()}
	}
	return p
}
