// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"strconv"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/raster"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// shownText is a text as a page shows it: its fair copy, with the derivations of its
// numbers by their notes, and its tables as those of pages.
type shownText struct {
	Parts []shownPart
	Notes []document.Note
	Head  []document.Pair
	Lang  text.Lang
}

// shownPart is a part of a fair copy; of tables with what pages need.
type shownPart struct {
	document.Part
	Table *view.Table
	ID    string
	SVG   string         // of a picture that is one of our own; empty: only its words are shown
	refs  map[int]string // addresses of derivations by note
}

// ref is the address of the derivation of a piece; empty where it has none.
func (p shownPart) ref(piece document.Piece) string { return p.refs[piece.Note] }

// shown prepares a resolved text for a page.
func shown(d document.Document, r request) shownText {
	derived := map[string]string{}
	d.Fields(func(_ string, f *document.Field) {
		if f.Value != nil && f.Value.Derivation != nil {
			derived[f.Ref] = f.Value.Derivation.Ref
		}
	})
	fair := d.Fair()
	refs := map[int]string{}
	for _, n := range fair.Notes {
		refs[n.Number] = derived[n.Ref]
	}
	out := shownText{Notes: fair.Notes, Head: fair.Head, Lang: fair.Lang}
	for i, p := range fair.Parts {
		part := shownPart{Part: p, refs: refs, ID: "teil-" + strconv.Itoa(i+1)}
		if p.Table != nil {
			part.ID = "tabelle-" + strconv.Itoa(p.Table.Number)
			part.Table = pageTable(part.ID, *p.Table)
		}
		if p.Picture != nil {
			part.ID = "abbildung-" + strconv.Itoa(p.Picture.Number)
			// A text may have been stored by whoever writes texts: what is not made of
			// the few parts of our own pictures is not put into the page.
			if _, _, err := raster.Size(p.Picture.Picture.SVG); err == nil {
				part.SVG = p.Picture.Picture.SVG
			}
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

// tables are the tables of a text, to be had as files.
func (t shownText) tables() []*view.Table {
	var list []*view.Table
	for i := range t.Parts {
		if t.Parts[i].Table != nil {
			list = append(list, t.Parts[i].Table)
		}
	}
	return list
}

// pageTable is a table of a text as a table of a page.
func pageTable(id string, e document.Exhibit) *view.Table {
	t := &view.Table{ID: id, Caption: text.Same(e.Label + ": " + e.Caption), Fixed: true, Sources: e.Table.Sources}
	for i, c := range e.Table.Columns {
		column := view.Column{Key: fmt.Sprintf("spalte_%d", i+1), Name: text.Same(c.Name), Unit: text.Same(c.Unit)}
		if c.Numeric {
			column.Kind = view.Written
		}
		t.Columns = append(t.Columns, column)
	}
	note := ""
	for _, n := range e.Table.Notes {
		note += n + " "
	}
	t.Note = text.Same(note)
	for _, r := range e.Table.Rows {
		row := view.Row{Total: r.Total}
		for i, s := range r.Cells {
			c := view.Cell{Known: true, Words: text.Same(s), Blank: s == ""}
			if i < len(r.Refs) {
				c.Ref = r.Refs[i]
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// paperHref is an address below that of a text, for the version that is shown.
func paperHref(p view.Page, c paperContent, below string) string {
	if c.Issue != 0 {
		return p.Href(paperPath(c.Name)+below, "ausgabe", strconv.FormatInt(c.Issue, 10))
	}
	return p.Href(paperPath(c.Name) + below)
}

func paperFileHref(p view.Page, c paperContent, f report.Format) string {
	return paperHref(p, c, "/datei/"+string(f))
}
