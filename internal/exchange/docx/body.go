// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/document"
)

// Sizes of an A4 page in twentieths of a point: 25 mm at the left, 20 mm at the right.
const (
	pageWidth, pageHeight = 11906, 16838
	leftMargin            = 1418
	rightMargin           = 1134
	textWidth             = pageWidth - leftMargin - rightMargin
)

// body writes the text.
func (w *writer) body() (string, error) {
	w.put(declaration, `<w:document `, spaces, `><w:body>`)
	w.paragraph("Title", "", w.words(w.doc.Title))
	if w.doc.Subtitle != "" {
		w.paragraph("Subtitle", "", w.words(w.doc.Subtitle))
	}
	for i, p := range w.doc.Head {
		style := "PaperHead"
		if i == len(w.doc.Head)-1 {
			style = "PaperHeadEnd"
		}
		w.paragraph(style, "", run(`<w:rStyle w:val="Strong"/>`, p.Name)+`<w:r><w:tab/></w:r>`+w.words(p.Value))
	}
	breaks := false
	for i, p := range w.doc.Parts {
		w.at = i
		if p.Break {
			breaks = true
			continue
		}
		if err := w.part(p, breaks); err != nil {
			return "", err
		}
		breaks = false
	}
	if w.ends { // a text may not end with a table
		w.paragraph("Note", "", "")
	}
	fmt.Fprintf(w, `<w:sectPr><w:footerReference w:type="default" r:id="%s"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="1134" w:right="%d" w:bottom="1134" w:left="%d" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`,
		footerRelation, pageWidth, pageHeight, rightMargin, leftMargin)
	w.put(`</w:body></w:document>`)
	return w.String(), nil
}

// part writes one part, on a new page where one was asked for.
func (w *writer) part(p document.Part, newPage bool) error {
	before := ""
	if newPage {
		before = `<w:pageBreakBefore/>`
	}
	switch {
	case p.Heading != nil:
		w.paragraph("Heading"+strconv.Itoa(p.Heading.Level), before, w.bookmark()+w.words(p.Heading.Text))
	case p.Contents != nil:
		w.contents(p.Contents)
	case p.Line != nil && p.Line.Level > 0:
		w.paragraph("Resolution", before+fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, p.Line.Level-1, resolution), w.pieces(p.Line.Pieces))
	case p.Line != nil:
		w.paragraph("BodyText", before+direction(p.Line.Pieces), w.pieces(p.Line.Pieces))
	case p.List != nil:
		w.list(*p.List, before)
	case p.Table != nil:
		w.caption(*p.Table, before)
		w.table(*p.Table)
	case p.Picture != nil:
		return w.picture(*p.Picture, before)
	}
	return nil
}

// bookmark is the place of a heading that the list of contents names; empty for others.
func (w *writer) bookmark() string {
	for _, p := range w.doc.Parts {
		for _, e := range p.Contents {
			if e.Part == w.at {
				w.marks++
				return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%d"/>`, w.marks, e.Anchor(), w.marks)
			}
		}
	}
	return ""
}

// contents writes a list of contents: each heading leads to its place and names its
// page.
func (w *writer) contents(list []document.Entry) {
	for _, e := range list {
		w.paragraph("TOC"+strconv.Itoa(e.Level), "", `<w:hyperlink w:anchor="`+e.Anchor()+`" w:history="1">`+run("", e.Text)+`<w:r><w:tab/></w:r>`+field(`PAGEREF `+e.Anchor()+` \h`, "–")+`</w:hyperlink>`)
	}
}

// paragraph writes a paragraph; properties follow the style in the order of the schema.
func (w *writer) paragraph(style, properties, content string) {
	if w.after && (style == "BodyText" || style == "Resolution") {
		properties += `<w:spacing w:before="200"/>`
	}
	w.after, w.ends = false, false
	w.put(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`, properties, `</w:pPr>`, content, `</w:p>`)
}

func (w *writer) list(l document.Lines, before string) {
	style, id := "ListBullet", dots
	if l.Ordered {
		style, id = "ListNumber", firstOwn+w.ordered
		w.ordered++
	}
	for i, item := range l.Items {
		last := ""
		if i == len(l.Items)-1 {
			last = `<w:spacing w:after="140"/>`
		}
		w.paragraph(style, before+fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, id)+last, w.pieces(item.Pieces))
		before = ""
	}
}

// pieces writes the text of a paragraph with its notes and links.
func (w *writer) pieces(pieces []document.Piece) string {
	var b buffer
	for _, p := range pieces {
		b.put(w.piece(p))
	}
	return b.String()
}

func (w *writer) piece(p document.Piece) string {
	properties := ""
	switch {
	case p.Open:
		properties = `<w:rStyle w:val="Missing"/>`
	case p.Link != "":
		properties = `<w:rStyle w:val="Hyperlink"/>`
	case p.Strong:
		properties = `<w:rStyle w:val="Strong"/>`
	case p.Emph:
		properties = `<w:rStyle w:val="Emphasis"/>`
	}
	if p.Strong && (p.Open || p.Link != "") {
		properties += `<w:b/><w:bCs/>`
	}
	if p.Emph && (p.Open || p.Link != "" || p.Strong) {
		properties += `<w:i/><w:iCs/>`
	}
	s := run(properties, p.Text)
	if p.Link != "" {
		s = fmt.Sprintf(`<w:hyperlink r:id="link%d" w:history="1">%s</w:hyperlink>`, w.address(p.Link), s)
	}
	return s + w.mark(p)
}

// address gives a link its number; the same address has one.
func (w *writer) address(link string) int {
	if n, known := w.links[link]; known {
		return n
	}
	w.addresses = append(w.addresses, link)
	w.links[link] = len(w.addresses)
	return len(w.addresses)
}

func (w *writer) words(s string) string { return run("", s) }

// run writes text in one manner. Breaks of lines and tabs are elements of their own.
func run(properties, s string) string {
	if document.RightToLeft(document.Piece{Text: s}) {
		properties += `<w:rtl/>`
	}
	var b buffer
	b.put(`<w:r>`)
	if properties != "" {
		b.put(`<w:rPr>`, properties, `</w:rPr>`)
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.put(`<w:br/>`)
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				b.put(`<w:tab/>`)
			}
			if piece != "" {
				b.put(`<w:t xml:space="preserve">`, escape(piece), `</w:t>`)
			}
		}
	}
	b.put(`</w:r>`)
	return b.String()
}

// direction sets a paragraph from right to left where its first letter asks for it.
func direction(pieces []document.Piece) string {
	if document.RightToLeft(pieces...) {
		return `<w:bidi/>`
	}
	return ""
}
