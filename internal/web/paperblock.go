// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/notation"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// The kinds of parts that a text is edited by, as addresses name them.
const (
	headPart  = "kopf" // of the whole text: title, reference
	titlePart = "ueberschrift"
	linesPart = "absatz"
	listPart  = "liste"
	tablePart = "tabelle"
	fieldPart = "feld"
	breakPart = "seite"
	drawnPart = "bild" // can be moved and removed alone
)

// newParts are the kinds that can be put in, in the order in which they are offered.
var newParts = []string{linesPart, titlePart, listPart, tablePart, fieldPart, breakPart}

// partOf is the kind of a block.
func partOf(b document.Block) string {
	switch {
	case b.Heading != nil:
		return titlePart
	case b.Paragraph != nil:
		return linesPart
	case b.List != nil:
		return listPart
	case b.Table != nil:
		return tablePart
	case b.Field != nil:
		return fieldPart
	case b.Break:
		return breakPart
	}
	return drawnPart
}

// kindName says in words what a kind is.
func kindName(kind string) text.Text {
	switch kind {
	case headPart:
		return text.T("Titel und Kopf", "title and head")
	case titlePart:
		return text.T("Überschrift", "heading")
	case linesPart:
		return text.T("Absatz", "paragraph")
	case listPart:
		return text.T("Liste", "list")
	case tablePart:
		return text.T("Tabelle, von Hand", "table, written by hand")
	case fieldPart:
		return text.T("Tabelle oder Schaubild aus den Zahlen", "table or chart of the figures")
	case breakPart:
		return text.T("Seitenumbruch", "page break")
	}
	return text.T("Bild", "picture")
}

// blockValues are the fields of a form that hold a block.
func blockValues(b document.Block) url.Values {
	v := url.Values{}
	switch {
	case b.Heading != nil:
		v.Set("level", strconv.Itoa(b.Heading.Level))
		v.Set("text", b.Heading.Text)
	case b.Paragraph != nil:
		v.Set("level", strconv.Itoa(b.Paragraph.Level))
		v.Set("text", notation.Write(b.Paragraph.Runs))
	case b.List != nil:
		var items []string
		for _, p := range b.List.Items {
			items = append(items, notation.Write(p.Runs))
		}
		v.Set("text", strings.Join(items, "\n"))
		if b.List.Ordered {
			v.Set("ordered", "1")
		}
	case b.Table != nil:
		v.Set("caption", b.Table.Caption)
		v.Set("text", notation.WriteTable(*b.Table))
		v.Set("notes", strings.Join(b.Table.Notes, "\n"))
		v.Set("sources", strings.Join(b.Table.Sources, "\n"))
	case b.Field != nil:
		word, rest, _ := strings.Cut(b.Field.Ref, "/")
		name, of, _ := strings.Cut(rest, "/")
		v.Set("exhibit", word+"/"+name)
		v.Set("of", of)
	}
	return v
}

// headValues are the fields of the form that hold the head of a text.
func headValues(d document.Document) url.Values {
	var pairs []string
	for _, p := range d.Head {
		pairs = append(pairs, p.Name+": "+p.Value)
	}
	v := url.Values{"title": {d.Title}, "subtitle": {d.Subtitle}, "text": {strings.Join(pairs, "\n")}}
	if d.Contents {
		v.Set("contents", "1")
	}
	return v
}

// typedLines are the lines of a field that hold something.
func (f entryForm) typedLines(name string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(f.get(name), func(r rune) bool { return r == '\n' || r == '\r' }), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// readHead reads the head of a text that was typed.
func (f *entryForm) readHead(d document.Document) document.Document {
	d.Title, d.Subtitle, d.Contents, d.Head = f.get("title"), f.get("subtitle"), f.get("contents") != "", nil
	for i, line := range strings.Split(f.values.Get("text"), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, has := strings.Cut(line, ":")
		if !has || strings.TrimSpace(name) == "" {
			f.rows = append(f.rows, fault.Row{Line: i + 1, Column: "1", Value: line, Expected: text.T("Name und Wert wie „Aktenzeichen: GRDrs 12/2017“", "name and value such as “Aktenzeichen: GRDrs 12/2017”")})
		}
		d.Head = append(d.Head, document.Pair{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return d
}

// readBlocks reads what was typed of a kind: one block, or several paragraphs. before is
// what stood there.
func (f *entryForm) readBlocks(kind string, before document.Block) []document.Block {
	switch kind {
	case titlePart:
		return []document.Block{{Heading: &document.Heading{Level: f.number("level"), Text: f.get("text")}}}
	case linesPart:
		pieces, rows := notation.Paragraphs(f.values.Get("text"))
		f.rows = append(f.rows, rows...)
		if len(pieces) == 0 && len(rows) == 0 {
			f.fault("text", text.T("ein Text; „Entfernen“ nimmt den Baustein heraus", "a text; “Remove” takes the part out"))
		}
		level := f.number("level")
		if level < 0 || level > 4 {
			f.fault("level", text.T("Absatz oder Ziffer der Ebene 1 bis 4", "paragraph, or numbered on level 1 to 4"))
		}
		var list []document.Block
		for _, runs := range pieces {
			list = append(list, document.Block{Paragraph: &document.Paragraph{Runs: runs, Level: level}})
		}
		return list
	case listPart:
		items, rows := notation.Items(f.values.Get("text"))
		f.rows = append(f.rows, rows...)
		l := document.List{Ordered: f.get("ordered") != ""}
		for _, runs := range items {
			l.Items = append(l.Items, document.Paragraph{Runs: runs})
		}
		if len(items) == 0 && len(rows) == 0 {
			f.fault("text", text.T("mindestens ein Punkt", "at least one item"))
		}
		return []document.Block{{List: &l}}
	case tablePart:
		return []document.Block{{Table: f.readTable(before.Table)}}
	case fieldPart:
		return []document.Block{{Field: f.readField(before.Field)}}
	case breakPart:
		return []document.Block{{Break: true}}
	}
	return []document.Block{before}
}

func (f *entryForm) readTable(before *document.Table) *document.Table {
	t, rows := notation.ReadTable(f.values.Get("text"))
	f.rows = append(f.rows, rows...)
	if t.Caption = f.get("caption"); t.Caption == "" {
		f.fault("caption", text.T("eine Überschrift der Tabelle", "a caption"))
	}
	if before != nil {
		t = notation.Keep(t, *before)
	}
	t.Notes, t.Sources = f.typedLines("notes"), f.typedLines("sources")
	return &t
}

// readField reads a table or chart that was chosen. One that this program does not know
// stays as long as nobody chooses another.
func (f *entryForm) readField(before *document.Field) *document.Field {
	chosen := f.get("exhibit")
	field := document.Field{Kind: document.Rows, Ref: chosen}
	if strings.HasPrefix(chosen, "chart/") {
		field.Kind = document.Chart
	}
	at := slices.IndexFunc(report.Exhibits(), func(e report.Exhibit) bool { return e.Ref == chosen })
	if at < 0 && (before == nil || blockValues(document.Block{Field: before}).Get("exhibit") != chosen) {
		f.fault("exhibit", text.T("eine der Tabellen oder Schaubilder", "one of the tables or charts"))
		return &field
	}
	if of := strings.Trim(f.get("of"), "/ "); of != "" {
		field.Ref += "/" + of
	}
	if at >= 0 && (report.Exhibits()[at].Of == text.Text{}) && f.get("of") != "" {
		f.fault("of", text.T("nichts: Diese Tabelle oder dieses Schaubild hat keine Auswahl", "nothing: this table or chart has no choice"))
	}
	return &field
}

// exhibitOptions are the tables and charts that a text can hold; one that is not known is
// offered as it stands.
func exhibitOptions(p view.Page, chosen string) []view.Option {
	var list []view.Option
	for _, e := range report.Exhibits() {
		kind := p.T("Tabelle", "table")
		if strings.HasPrefix(e.Ref, "chart/") {
			kind = p.T("Schaubild", "chart")
		}
		name := kind + ": " + p.In(e.Name)
		if (e.Of != text.Text{}) {
			name += " (" + p.T("mit Auswahl", "with a choice") + ")"
		}
		list = append(list, view.Option{Name: name, Value: e.Ref})
	}
	if chosen != "" && !slices.ContainsFunc(list, func(o view.Option) bool { return o.Value == chosen }) {
		list = append(list, view.Option{Name: chosen, Value: chosen})
	}
	return list
}
