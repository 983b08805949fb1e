// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Check returns every fault of a document, each with the place where it stands
// ("blocks[3].table.rows[1]"), in the order of the text; nil where it has none. Whether
// fields can be looked up is not its matter (see Open).
func (d Document) Check() []fault.Row {
	c := checker{}
	c.expect(strings.TrimSpace(d.Title) != "", "title", "", "ein Titel", "a title")
	c.line("title", d.Title)
	c.expect(d.Lang == text.De || d.Lang == text.En, "lang", string(d.Lang), "de oder en", "de or en")
	level := 0
	for i, b := range d.Blocks {
		level = c.block(fmt.Sprintf("blocks[%d]", i), b, level)
	}
	return c.rows
}

type checker struct{ rows []fault.Row }

func (c *checker) expect(good bool, at, value, de, en string) {
	if !good {
		c.rows = append(c.rows, fault.Row{Column: at, Value: value, Expected: text.T(de, en)})
	}
}

// line refuses a title, heading or caption that is longer than one line may be.
func (c *checker) line(at, s string) {
	if row, long := fault.TooLong(at, strings.TrimSpace(s), fault.LongestTitle); long {
		c.rows = append(c.rows, row)
	}
}

// block checks one part and returns the level of the last heading.
func (c *checker) block(at string, b Block, level int) int {
	set := 0
	for _, is := range []bool{b.Heading != nil, b.Paragraph != nil, b.List != nil, b.Table != nil, b.Picture != nil, b.Field != nil, b.Break} {
		if is {
			set++
		}
	}
	c.expect(set == 1, at, "", "genau eine Art von Baustein", "exactly one kind of part")
	switch {
	case b.Heading != nil:
		return c.heading(at+".heading", *b.Heading, level)
	case b.Paragraph != nil:
		c.paragraph(at+".paragraph", *b.Paragraph)
	case b.List != nil:
		c.expect(len(b.List.Items) > 0, at+".list", "", "mindestens ein Punkt", "at least one item")
		for i, p := range b.List.Items {
			c.paragraph(fmt.Sprintf("%s.list.items[%d]", at, i), p)
		}
	case b.Table != nil:
		c.table(at+".table", *b.Table)
	case b.Picture != nil:
		c.expect(strings.TrimSpace(b.Picture.Told) != "", at+".picture.told", "", "was das Bild zeigt, in Worten", "what the picture shows, in words")
	case b.Field != nil:
		c.field(at+".field", *b.Field, Rows, Chart, Map)
	}
	return level
}

func (c *checker) heading(at string, h Heading, before int) int {
	c.expect(h.Level >= 1 && h.Level <= 4, at+".level", fmt.Sprint(h.Level), "1 bis 4", "1 to 4")
	c.expect(h.Level <= before+1, at+".level", fmt.Sprint(h.Level),
		fmt.Sprintf("höchstens %d: keine Ebene wird übersprungen", before+1), fmt.Sprintf("at most %d: no level is left out", before+1))
	c.expect(strings.TrimSpace(h.Text) != "", at+".text", "", "eine Überschrift", "a heading")
	c.line(at+".text", h.Text)
	return h.Level
}

func (c *checker) paragraph(at string, p Paragraph) {
	for i, r := range p.Runs {
		here := fmt.Sprintf("%s.runs[%d]", at, i)
		c.expect((r.Text == "") != (r.Field == nil), here, r.Text, "Text oder ein Feld", "text or a field")
		if r.Field != nil {
			c.field(here+".field", *r.Field, Number, Words)
		}
		if r.Link != "" {
			u, err := url.Parse(r.Link)
			c.expect(err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto"), here+".link", r.Link, "eine Adresse mit https, http oder mailto", "an address with https, http or mailto")
		}
	}
}

func (c *checker) field(at string, f Field, kinds ...Kind) {
	known := false
	for _, k := range kinds {
		known = known || f.Kind == k
	}
	c.expect(known, at+".kind", string(f.Kind), fmt.Sprintf("eines von %v", kinds), fmt.Sprintf("one of %v", kinds))
	c.expect(strings.TrimSpace(f.Ref) != "", at+".ref", "", "worauf sich das Feld bezieht", "what the field refers to")
}

func (c *checker) table(at string, t Table) {
	c.expect(strings.TrimSpace(t.Caption) != "", at+".caption", "", "eine Überschrift der Tabelle", "a caption")
	c.line(at+".caption", t.Caption)
	c.expect(len(t.Columns) > 0, at+".columns", "", "mindestens eine Spalte", "at least one column")
	for i, r := range t.Rows {
		c.expect(len(r.Cells) == len(t.Columns), fmt.Sprintf("%s.rows[%d]", at, i), fmt.Sprint(len(r.Cells)),
			fmt.Sprintf("%d Zellen", len(t.Columns)), fmt.Sprintf("%d cells", len(t.Columns)))
	}
}

// Fields calls do for every field of a document in the order of the text. do may set
// its value.
func (d *Document) Fields(do func(at string, f *Field)) {
	inside := func(at string, p *Paragraph) {
		for i := range p.Runs {
			if f := p.Runs[i].Field; f != nil {
				do(fmt.Sprintf("%s.runs[%d].field", at, i), f)
			}
		}
	}
	for i := range d.Blocks {
		b, at := &d.Blocks[i], fmt.Sprintf("blocks[%d]", i)
		switch {
		case b.Paragraph != nil:
			inside(at+".paragraph", b.Paragraph)
		case b.List != nil:
			for j := range b.List.Items {
				inside(fmt.Sprintf("%s.list.items[%d]", at, j), &b.List.Items[j])
			}
		case b.Field != nil:
			do(at+".field", b.Field)
		}
	}
}

// Open lists why a document cannot be issued yet: that it says nothing, fields that were
// not found, and those whose value rests on a draft. It is nil where nothing stands in the
// way.
func (d Document) Open() []fault.Row {
	rows := d.silent()
	d.Fields(func(at string, f *Field) {
		switch {
		case f.Value == nil:
			rows = append(rows, fault.Row{Column: at, Value: f.Ref, Expected: nothing(f.Kind)})
		case f.Value.Draft != text.Text{}:
			rows = append(rows, fault.Row{Column: at, Value: f.Ref, Expected: f.Value.Draft})
		}
	})
	return rows
}

// Unfilled lists the fields that were not found: a reader would see a gap there. A text
// that says nothing is one gap. It is nil where there are none.
func (d Document) Unfilled() []fault.Row {
	rows := d.silent()
	d.Fields(func(at string, f *Field) {
		if f.Value == nil {
			rows = append(rows, fault.Row{Column: at, Value: f.Ref, Expected: nothing(f.Kind)})
		}
	})
	return rows
}

// silent names a text in which nothing stands but headings and page breaks; nil where
// something does.
func (d Document) silent() []fault.Row {
	if slices.ContainsFunc(d.Blocks, Block.says) {
		return nil
	}
	return []fault.Row{{Column: "blocks", Value: text.T("leer", "empty").In(d.Lang), Expected: text.T(
		"mindestens ein Absatz, eine Liste, eine Tabelle oder ein Bild. Schreiben Sie beim Bearbeiten hinein, was der Text sagen soll",
		"at least one paragraph, list, table or picture. Write into it, when editing, what the text is to say")}}
}

// says reports whether a part tells a reader something by itself: a sentence, a field, a
// table with a row, a picture.
func (b Block) says() bool {
	switch {
	case b.Paragraph != nil:
		return b.Paragraph.says()
	case b.List != nil:
		return slices.ContainsFunc(b.List.Items, Paragraph.says)
	case b.Table != nil:
		return slices.ContainsFunc(b.Table.Rows, func(r Row) bool { return strings.TrimSpace(strings.Join(r.Cells, "")) != "" })
	}
	return b.Picture != nil || b.Field != nil
}

func (p Paragraph) says() bool {
	return slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Field != nil || strings.TrimSpace(r.Text) != "" })
}

// nothing says that a field leads nowhere, and what is to be done.
func nothing(k Kind) text.Text {
	what := text.T("eine Zahl, die es mit diesem Stand gibt", "a number that exists as of this date")
	switch k {
	case Rows:
		what = text.T("eine Tabelle, für die es mit diesem Stand Zahlen gibt", "a table for which there are numbers as of this date")
	case Chart:
		what = text.T("ein Bild, für das es mit diesem Stand Zahlen gibt", "a picture for which there are numbers as of this date")
	case Words:
		what = text.T("eine Angabe, die es mit diesem Stand gibt", "an entry that exists as of this date")
	}
	return text.T(what.De+". Wählen Sie beim Bearbeiten des Textes ein anderes Feld, oder erfassen Sie zuerst, was fehlt",
		what.En+". Choose another field when editing the text, or record first what is missing")
}
