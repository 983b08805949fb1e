// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"slices"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/notation"
	"planraum/internal/fault"
	"planraum/internal/text"
)

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
		return f.readParagraphs()
	case listPart:
		return []document.Block{{List: f.readList()}}
	case tablePart:
		return []document.Block{{Table: f.readTable(before.Table)}}
	case fieldPart:
		return []document.Block{{Field: f.readField(before.Field)}}
	case breakPart:
		return []document.Block{{Break: true}}
	}
	return []document.Block{before}
}

func (f *entryForm) readParagraphs() []document.Block {
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
}

func (f *entryForm) readList() *document.List {
	items, rows := notation.Items(f.values.Get("text"))
	f.rows = append(f.rows, rows...)
	l := document.List{Ordered: f.get("ordered") != ""}
	for _, runs := range items {
		l.Items = append(l.Items, document.Paragraph{Runs: runs})
	}
	if len(items) == 0 && len(rows) == 0 {
		f.fault("text", text.T("mindestens ein Punkt", "at least one item"))
	}
	return &l
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
	if strings.HasPrefix(chosen, "map/") {
		field.Kind = document.Map
	}
	at := slices.IndexFunc(report.Exhibits(), func(e report.Exhibit) bool { return e.Ref == chosen })
	if at < 0 && (before == nil || blockValues(document.Block{Field: before}).Get("exhibit") != chosen) {
		f.fault("exhibit", text.T("eine der Tabellen, Schaubilder oder Karten", "one of the tables, charts or maps"))
		return &field
	}
	if of := strings.Trim(f.get("of"), "/ "); of != "" {
		field.Ref += "/" + of
	}
	if at >= 0 && (report.Exhibits()[at].Of == text.Text{}) && f.get("of") != "" {
		f.fault("of", text.T("nichts: Diese Tabelle, dieses Schaubild oder diese Karte hat keine Auswahl", "nothing: this table, chart or map has no choice"))
	}
	return &field
}
