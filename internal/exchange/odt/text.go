// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package odt

import (
	"encoding/xml"
	"fmt"
	"strings"

	"planraum/internal/city/document"
)

const declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

const spaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"`

// pieces writes the text of a paragraph with its notes and links.
func (w *writer) pieces(pieces []document.Piece) string {
	var b buffer
	for _, p := range pieces {
		b.put(w.piece(p))
	}
	return b.String()
}

func (w *writer) piece(p document.Piece) string {
	s := words(p.Text)
	if p.Open {
		s = span("Missing", s)
	}
	if p.Strong {
		s = span("Strong_20_Emphasis", s)
	}
	if p.Emph {
		s = span("Emphasis", s)
	}
	if p.Link != "" {
		s = `<text:a xlink:type="simple" xlink:href="` + escape(p.Link) + `" text:style-name="Internet_20_link">` + s + `</text:a>`
	}
	return s + w.mark(p)
}

func span(style, s string) string {
	return `<text:span text:style-name="` + style + `">` + s + `</text:span>`
}

// mark writes a note where it is referred to first, and later a reference that shows
// its number.
func (w *writer) mark(p document.Piece) string {
	switch {
	case p.Note == 0:
		return ""
	case p.Again:
		return span("Footnote_20_anchor", fmt.Sprintf(`<text:note-ref text:note-class="footnote" text:reference-format="text" text:ref-name="note%d">%d</text:note-ref>`, p.Note, p.Note))
	}
	return fmt.Sprintf(`<text:note text:id="note%d" text:note-class="footnote"><text:note-citation>%d</text:note-citation><text:note-body><text:p text:style-name="Footnote">%s</text:p></text:note-body></text:note>`,
		p.Note, p.Note, words(w.doc.Notes[p.Note-1].Text))
}

// words writes text. Breaks of lines, tabs and blanks that would be lost are elements
// of their own.
func words(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var b buffer
	from := 0
	for i := range len(s) {
		element := ""
		switch s[i] {
		case '\n':
			element = `<text:line-break/>`
		case '\t':
			element = `<text:tab/>`
		case ' ':
			if i == 0 || i == len(s)-1 || strings.IndexByte(" \n\t", s[i-1]) >= 0 {
				element = `<text:s/>`
			}
		}
		if element != "" {
			b.put(escape(s[from:i]), element)
			from = i + 1
		}
	}
	b.put(escape(s[from:]))
	return b.String()
}

// escape writes text as XML; what XML cannot hold becomes the replacement character.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
