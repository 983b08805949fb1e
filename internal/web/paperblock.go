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
		return text.T("Tabelle, Schaubild oder Karte aus den Zahlen", "table, chart or map of the figures")
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

// exhibitOptions are the tables and charts that a text can hold; one that is not known is
// offered as it stands.
func exhibitOptions(p view.Page, chosen string) []view.Option {
	var list []view.Option
	for _, e := range report.Exhibits() {
		kind := p.T("Tabelle", "table")
		if strings.HasPrefix(e.Ref, "chart/") {
			kind = p.T("Schaubild", "chart")
		}
		if strings.HasPrefix(e.Ref, "map/") {
			kind = p.T("Karte", "map")
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
