// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx

import (
	"fmt"

	"planraum/internal/city/document"
	"planraum/internal/text"
)

// mark writes the reference to a note. The first is the footnote itself; later ones are
// a field that shows the number of the first, wherever that moves.
func (w *writer) mark(p document.Piece) string {
	const high = `<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>`
	switch {
	case p.Note == 0:
		return ""
	case !p.Again:
		w.marks++
		return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="_note%d"/><w:r>%s<w:footnoteReference w:id="%d"/></w:r><w:bookmarkEnd w:id="%d"/>`,
			w.marks, p.Note, high, p.Note, w.marks)
	}
	return fmt.Sprintf(`<w:r>%s<w:fldChar w:fldCharType="begin"/></w:r><w:r>%s<w:instrText xml:space="preserve"> NOTEREF _note%d \h </w:instrText></w:r>`+
		`<w:r>%s<w:fldChar w:fldCharType="separate"/></w:r><w:r>%s<w:t>%d</w:t></w:r><w:r>%s<w:fldChar w:fldCharType="end"/></w:r>`,
		high, high, p.Note, high, high, p.Note, high)
}

// footnotes writes the notes, after the two that every document has: the line above
// them and the one of those that go on.
func (w *writer) footnotes() string {
	var b buffer
	b.put(declaration, `<w:footnotes `, spaces, `>`,
		`<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>`,
		`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	for _, n := range w.doc.Notes {
		fmt.Fprintf(&b, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:tab/></w:r>`, n.Number)
		b.put(w.words(n.Text), `</w:p></w:footnote>`)
	}
	b.put(`</w:footnotes>`)
	return b.String()
}

// footer writes the title and the page at the foot of each page.
func (w *writer) footer() string {
	page, of := text.T("Seite ", "Page ").In(w.doc.Lang), text.T(" von ", " of ").In(w.doc.Lang)
	var b buffer
	b.put(declaration, `<w:ftr `, spaces, `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`, w.words(w.short()), `<w:r><w:tab/></w:r>`,
		run("", page), field("PAGE", "1"), run("", of), field("NUMPAGES", "1"), `</w:p></w:ftr>`)
	return b.String()
}

// short is the title as it stands at the foot of pages.
func (w *writer) short() string {
	const most = 80
	if r := []rune(w.doc.Title); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return w.doc.Title
}

// field is a text that the office program reckons; shown is what stands there until then.
func field(instruction, shown string) string {
	return `<w:fldSimple w:instr=" ` + instruction + ` "><w:r><w:t>` + shown + `</w:t></w:r></w:fldSimple>`
}
