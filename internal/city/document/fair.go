// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import (
	"net/url"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// FairCopy is a document made ready to be written in any format (Reinschrift): fields
// are replaced by what they stand for, notes, tables, pictures and paragraphs of a
// resolution are numbered, what is empty is left out, and an annex names the sources.
// Writers of formats add nothing to it and leave nothing out.
type FairCopy struct {
	Title    string
	Subtitle string
	Lang     text.Lang
	AsOf     period.Date
	Head     []Pair
	Parts    []Part
	Notes    []Note // in the order of their numbers, from 1
}

// Part is a part of a fair copy. Exactly one of its fields but Block is set.
type Part struct {
	Heading *Heading
	Line    *Line
	List    *Lines
	Table   *Exhibit
	Picture *Exhibit
	// Contents are the headings that a list of contents names.
	Contents []Entry
	Break    bool
	// Block is the how manyth block of the document it was made of, from 1 on; 0: of none.
	Block int
}

// Entry is a heading in a list of contents, by the number of its part.
type Entry struct {
	Heading
	Part int // index in Parts
}

// Anchor is the name by which an entry is referred to.
func (e Entry) Anchor() string { return "part" + strconv.Itoa(e.Part) }

// Line is a paragraph. Level from 1 is that of a resolution, Number what stands before
// it: "1." or "1.1".
type Line struct {
	Level  int
	Number string
	Pieces []Piece
}

// Lines are the items of a list.
type Lines struct {
	Ordered bool
	Items   []Line
}

// Piece is a piece of text in one manner.
type Piece struct {
	Text         string
	Strong, Emph bool
	Link         string // of the web or of mail, never of another kind
	Open         bool   // stands for a field without a value
	Note         int    // number of the note that belongs to it; 0: none
	Again        bool   // the note was referred to before
}

// Exhibit is a table or picture with its number. Picture is nil for a table.
type Exhibit struct {
	Number  int
	Label   string // "Tabelle 1" or "Abbildung 1"
	Caption string
	Mark    Piece // the note of its caption, without text; Note is 0 where there is none
	Table   Table
	Picture *Picture
}

// Note is a numbered note: how a number came about.
type Note struct {
	Number int
	Ref    string
	Text   string
}

// mostBelow is the number of rows up to which the values of a picture stand right
// below it; longer tables stand in the annex.
const mostBelow = 8

// fair collects a fair copy.
type fair struct {
	FairCopy
	plain            bool              // notes in plain words
	asked            map[string]int    // numbers of notes by reference
	drafts           map[text.Text]int // notes that said first why a field is not valid yet
	tables, pictures int
	counts           [4]int
	level            int       // of the last paragraph of a resolution
	later            []Exhibit // tables of pictures for the annex
	sources          sources
	captions         map[string]bool // of the tables that stand in the text
}

// Fair returns the fair copy of a document. A document with faults has one too, so
// that drafts can be read: Check and Open tell what is missing.
func (d Document) Fair() FairCopy {
	f := fair{asked: map[string]int{}, drafts: map[text.Text]int{}, plain: d.Plain}
	f.Title, f.Subtitle, f.Lang, f.AsOf = d.Title, d.Subtitle, text.Parse(string(d.Lang)), d.AsOf
	for _, p := range d.Head {
		if strings.TrimSpace(p.Name+p.Value) != "" {
			f.Head = append(f.Head, p)
		}
	}
	f.captions = d.captions()
	for i, b := range d.Blocks {
		before := len(f.Parts)
		f.block(b)
		for j := before; j < len(f.Parts); j++ {
			f.Parts[j].Block = i + 1
		}
	}
	f.annex()
	if d.Contents {
		f.contents()
	}
	return f.FairCopy
}

// contents puts the list of contents before all else, with a page of its own behind it.
func (f *fair) contents() {
	list := Part{Contents: []Entry{}}
	const before = 3 // the heading of the list, the list, the break
	for i, p := range f.Parts {
		if p.Heading != nil && p.Heading.Level <= 2 {
			list.Contents = append(list.Contents, Entry{*p.Heading, i + before})
		}
	}
	if len(list.Contents) > 0 {
		f.Parts = append([]Part{{Heading: &Heading{1, f.say("Inhalt", "Contents")}}, list, {Break: true}}, f.Parts...)
	}
}

func (f *fair) say(de, en string) string { return text.T(de, en).In(f.Lang) }

func (f *fair) add(p Part) { f.Parts = append(f.Parts, p) }

func (f *fair) block(b Block) {
	switch {
	case b.Heading != nil:
		if strings.TrimSpace(b.Heading.Text) != "" {
			f.add(Part{Heading: &Heading{min(max(b.Heading.Level, 1), 4), b.Heading.Text}})
		}
	case b.Paragraph != nil:
		if l := f.line(*b.Paragraph); len(l.Pieces) > 0 {
			l.Level, l.Number = f.count(b.Paragraph.Level)
			f.add(Part{Line: &l})
		}
	case b.List != nil:
		f.list(*b.List)
	case b.Table != nil:
		f.table(*b.Table, Piece{})
	case b.Picture != nil:
		f.picture(*b.Picture, Piece{})
	case b.Field != nil:
		f.exhibit(*b.Field)
	case b.Break:
		f.add(Part{Break: true})
	}
}

func (f *fair) list(l List) {
	lines := Lines{Ordered: l.Ordered}
	for _, item := range l.Items {
		if line := f.line(item); len(line.Pieces) > 0 {
			lines.Items = append(lines.Items, line)
		}
	}
	if len(lines.Items) > 0 {
		f.add(Part{List: &lines})
	}
}

// count counts on the paragraphs of a resolution, through the whole paper, so that a
// number names one paragraph. A level that leaves one out is raised.
func (f *fair) count(level int) (int, string) {
	if level <= 0 {
		return 0, ""
	}
	level = min(level, f.level+1, len(f.counts))
	f.level = level
	f.counts[level-1]++
	for i := level; i < len(f.counts); i++ {
		f.counts[i] = 0
	}
	if level == 1 {
		return 1, strconv.Itoa(f.counts[0]) + "."
	}
	var numbers []string
	for _, n := range f.counts[:level] {
		numbers = append(numbers, strconv.Itoa(n))
	}
	return level, strings.Join(numbers, ".")
}

// line sets the runs of a paragraph; one that holds nothing but blanks has no pieces.
func (f *fair) line(p Paragraph) Line {
	l, empty := Line{}, true
	for _, r := range p.Runs {
		piece := Piece{Text: r.Text, Strong: r.Strong, Emph: r.Emph, Link: safe(r.Link)}
		if r.Field != nil {
			f.field(&piece, *r.Field)
		}
		if piece.Text == "" {
			continue
		}
		empty = empty && strings.TrimSpace(piece.Text) == ""
		l.Pieces = append(l.Pieces, piece)
	}
	if empty {
		return Line{}
	}
	return l
}

// missing stands for a field without a value.
const missing = "[?]"

// field writes the value of a field with its note.
func (f *fair) field(p *Piece, of Field) {
	p.Text, p.Open = missing, true
	if of.Value != nil && strings.TrimSpace(of.Value.Written) != "" {
		p.Text, p.Open = of.Value.Written, false
	}
	if p.Open || of.Kind == Number || of.Value.Derivation != nil || of.Value.Draft != (text.Text{}) {
		f.note(p, of)
	}
}

// exhibit puts a field's table or picture in its place, or says that it is missing.
func (f *fair) exhibit(of Field) {
	var mark Piece
	if of.Value != nil && (of.Value.Derivation != nil || of.Value.Draft != (text.Text{})) {
		f.note(&mark, of)
	}
	switch {
	case of.Value != nil && of.Value.Picture != nil:
		p := *of.Value.Picture
		if p.Table == nil {
			p.Table = of.Value.Table
		}
		f.picture(p, mark)
	case of.Value != nil && of.Value.Table != nil:
		f.table(*of.Value.Table, mark)
	default:
		p := Piece{Text: missing, Open: true}
		of.Value = nil
		f.note(&p, of)
		f.add(Part{Line: &Line{Pieces: []Piece{p}}})
	}
}

func (f *fair) table(t Table, mark Piece) {
	f.tables++
	e := Exhibit{Number: f.tables, Label: f.say("Tabelle ", "Table ") + strconv.Itoa(f.tables), Mark: mark, Caption: t.Caption, Table: whole(t)}
	for _, s := range t.Sources {
		f.sources.add(s, f.AsOf, place{label: e.Label})
	}
	f.add(Part{Table: &e})
}

func (f *fair) picture(p Picture, mark Piece) {
	f.pictures++
	e := Exhibit{Number: f.pictures, Label: f.say("Abbildung ", "Figure ") + strconv.Itoa(f.pictures), Mark: mark, Caption: p.Caption, Picture: &p}
	for _, s := range p.Sources {
		f.sources.add(s, f.AsOf, place{label: e.Label})
	}
	f.add(Part{Picture: &e})
	if p.Table == nil || f.captions[p.Table.Caption] {
		return
	}
	t := *p.Table
	if strings.TrimSpace(t.Caption) == "" || t.Caption == p.Caption {
		t.Caption = f.say("Werte zu ", "Values of ") + e.Label + ": " + p.Caption
	}
	if p.Below || len(t.Rows) <= mostBelow {
		f.table(t, Piece{})
		return
	}
	f.later = append(f.later, Exhibit{Table: t})
}

// captions are those of the tables that stand in the text by themselves.
func (d Document) captions() map[string]bool {
	there := map[string]bool{}
	for _, b := range d.Blocks {
		if b.Table != nil {
			there[b.Table.Caption] = true
		}
		if b.Field != nil && b.Field.Value != nil && b.Field.Value.Table != nil {
			there[b.Field.Value.Table.Caption] = true
		}
	}
	return there
}

// whole returns a table without empty rows, each row as long as the head.
func whole(t Table) Table {
	if len(t.Columns) == 0 {
		t.Columns = []Column{{}}
	}
	rows := make([]Row, 0, len(t.Rows))
	for _, r := range t.Rows {
		cells := make([]string, len(t.Columns))
		copy(cells, r.Cells)
		if strings.TrimSpace(strings.Join(cells, "")) != "" {
			rows = append(rows, Row{cells, r.Total, r.Refs})
		}
	}
	t.Rows = rows
	return t
}

// safe returns an address of the web or of mail, and nothing for any other.
func safe(link string) string {
	u, err := url.Parse(link)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto") {
		return ""
	}
	return u.String()
}
