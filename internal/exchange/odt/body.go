// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package odt

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/document"
)

// body writes the text.
func (w *writer) body() error {
	w.paragraph("Title", words(w.doc.Title))
	if w.doc.Subtitle != "" {
		w.paragraph("Subtitle", words(w.doc.Subtitle))
	}
	for i, p := range w.doc.Head {
		style := "Paper_20_Head"
		if i == len(w.doc.Head)-1 {
			style = "Paper_20_Head_20_End"
		}
		w.paragraph(style, span("Strong_20_Emphasis", words(p.Name))+`<text:tab/>`+words(p.Value))
	}
	for i := 0; i < len(w.doc.Parts); i++ {
		w.at = i
		if set := resolution(w.doc.Parts[i:]); len(set) > 0 {
			w.resolution(set)
			i += len(set) - 1
			continue
		}
		if err := w.part(w.doc.Parts[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) part(p document.Part) error {
	switch {
	case p.Break:
		w.breaks = true
	case p.Heading != nil:
		n := strconv.Itoa(p.Heading.Level)
		w.put(`<text:h text:style-name="`, w.style("Heading_20_"+n, false), `" text:outline-level="`, n, `">`, w.bookmark(), words(p.Heading.Text), `</text:h>`)
	case p.Contents != nil:
		w.contents(p.Contents)
	case p.Line != nil:
		w.put(`<text:p text:style-name="`, w.style("Text_20_body", document.RightToLeft(p.Line.Pieces...)), `">`, w.pieces(p.Line.Pieces), `</text:p>`)
	case p.List != nil:
		w.list(*p.List)
	case p.Table != nil:
		w.caption(*p.Table, "Table")
		w.table(*p.Table)
	case p.Picture != nil:
		return w.picture(*p.Picture)
	}
	return nil
}

// bookmark is the place of a heading that the list of contents names; empty for others.
func (w *writer) bookmark() string {
	for _, p := range w.doc.Parts {
		for _, e := range p.Contents {
			if e.Part == w.at {
				return `<text:bookmark text:name="` + e.Anchor() + `"/>`
			}
		}
	}
	return ""
}

// contents writes a list of contents: each heading leads to its place and names its
// page.
func (w *writer) contents(list []document.Entry) {
	for _, e := range list {
		w.paragraph("Contents_20_"+strconv.Itoa(e.Level), `<text:a xlink:type="simple" xlink:href="#`+e.Anchor()+`">`+words(e.Text)+`</text:a><text:tab/><text:bookmark-ref text:reference-format="page" text:ref-name="`+e.Anchor()+`">–</text:bookmark-ref>`)
	}
}

func (w *writer) paragraph(style, content string) {
	w.put(`<text:p text:style-name="`, w.style(style, false), `">`, content, `</text:p>`)
}

// style returns the name of a style, or of one made from it where the part begins a
// page, follows a table or runs from right to left.
func (w *writer) style(name string, right bool) string {
	own, properties := name, ""
	if w.breaks {
		own, properties = own+"-page", properties+` fo:break-before="page"`
	}
	if w.after && name == "Text_20_body" {
		own, properties = own+"-after", properties+` fo:margin-top="0.35cm"`
	}
	if right {
		own, properties = own+"-right", properties+` style:writing-mode="rl-tb" fo:text-align="start"`
	}
	if w.stays {
		own, properties = own+"-kept", properties+` fo:keep-with-next="always"`
	}
	w.breaks, w.after = false, false
	if properties != "" && !w.derived[own] {
		w.derived[own] = true
		fmt.Fprintf(&w.styled, `<style:style style:name="%s" style:family="paragraph" style:parent-style-name="%s"><style:paragraph-properties%s/></style:style>`, own, name, properties)
	}
	return own
}

func (w *writer) list(l document.Lines) {
	style, list := "List_20_Bullet", "Bullets"
	if l.Ordered {
		style, list = "List_20_Number", "Numbers"
	}
	w.put(`<text:list text:style-name="`, list, `">`)
	for i, item := range l.Items {
		named := style
		if i == len(l.Items)-1 {
			named += "_20_End"
		}
		w.put(`<text:list-item><text:p text:style-name="`, w.style(named, false), `">`, w.pieces(item.Pieces), `</text:p></text:list-item>`)
	}
	w.put(`</text:list>`)
}

// resolution returns the paragraphs of a resolution that stand at the beginning.
func resolution(parts []document.Part) []document.Line {
	var set []document.Line
	for _, p := range parts {
		if p.Line == nil || p.Line.Level == 0 {
			break
		}
		set = append(set, *p.Line)
	}
	return set
}

// resolution writes a set of numbered paragraphs as lists within lists. The set goes on
// where the one before it ended: its first numbers are said.
func (w *writer) resolution(set []document.Line) {
	depth := 0
	first := strings.Split(strings.TrimSuffix(set[0].Number, "."), ".")
	for i, line := range set {
		for ; depth > line.Level; depth-- {
			w.put(`</text:list-item></text:list>`)
		}
		if depth == line.Level {
			w.put(`</text:list-item><text:list-item>`)
		}
		for ; depth < line.Level; depth++ {
			named, start := "", ""
			if depth == 0 {
				named = ` text:style-name="Resolution"`
			}
			if i == 0 {
				start = ` text:start-value="` + first[depth] + `"`
			}
			w.put(`<text:list`, named, `><text:list-item`, start, `>`)
		}
		w.put(`<text:p text:style-name="`, w.style("Resolution", false), `">`, w.pieces(line.Pieces), `</text:p>`)
	}
	for ; depth > 0; depth-- {
		w.put(`</text:list-item></text:list>`)
	}
}

// content is the part of the text with the styles that only it needs.
func (w *writer) content() string {
	var b buffer
	b.put(declaration, `<office:document-content `, spaces, `>`, fonts, `<office:automatic-styles>`, cells, w.styled.String(), `</office:automatic-styles><office:body><office:text>`,
		`<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Table"/><text:sequence-decl text:display-outline-level="0" text:name="Figure"/></text:sequence-decls>`,
		w.String(), `</office:text></office:body></office:document-content>`)
	return b.String()
}
