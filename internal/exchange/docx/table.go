// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/text"
)

// caption writes the numbered caption above a table or picture. Its number is a field,
// so that a list of tables can be made in the office program.
func (w *writer) caption(e document.Exhibit, before string) {
	word := strings.TrimRight(e.Label, "0123456789 ")
	content := run("", word+" ") + field("SEQ "+word+` \* ARABIC`, strconv.Itoa(e.Number))
	if e.Caption != "" {
		content += run("", ": "+e.Caption)
	}
	w.paragraph("Caption", before, content+w.mark(e.Mark))
}

// table writes a table: its head repeats on every page, no row breaks.
func (w *writer) table(e document.Exhibit) {
	t := e.Table
	w.put(`<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="`, strconv.Itoa(textWidth), `" w:type="dxa"/><w:tblLayout w:type="fixed"/>`,
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`,
		`<w:tblCaption w:val="`, escape(e.Label+": "+e.Caption), `"/><w:tblDescription w:val="`, escape(w.described(t)), `"/></w:tblPr><w:tblGrid>`)
	widths := t.Widths(textWidth)
	for _, n := range widths {
		fmt.Fprintf(w, `<w:gridCol w:w="%d"/>`, n)
	}
	w.put(`</w:tblGrid>`)
	w.row(t, widths, `<w:cantSplit/><w:tblHeader/>`, "TableHead", t.Heads())
	for i, r := range t.Rows {
		style, keep := "TableCell", ""
		if r.Total {
			style = "TableTotal"
		}
		last, below := i == len(t.Rows)-1, len(t.Notes)+len(t.Sources) > 0
		if (!last && (t.Whole() || i < 3 || i >= len(t.Rows)-3)) || (last && below) {
			keep = `<w:keepNext/>` // neither the head nor the last row nor what stands below it is alone
		}
		w.row(t, widths, `<w:cantSplit/>`, style+keep, r.Cells)
	}
	w.put(`</w:tbl>`)
	w.below(t.Notes, t.Sources)
	w.after, w.ends = true, len(t.Notes)+len(t.Sources) == 0
}

// below writes what stands below a table or picture.
func (w *writer) below(notes, sources []string) {
	for _, n := range notes {
		w.paragraph("Note", "", w.words(n))
	}
	if len(sources) > 0 {
		w.paragraph("Source", "", w.words(text.T("Quelle: ", "Source: ").In(w.doc.Lang)+strings.Join(sources, "; ")))
	}
}

// described says what a table holds, for readers who do not see it.
func (w *writer) described(t document.Table) string {
	return fmt.Sprintf(text.T("%d Zeilen; Spalten: %s", "%d rows; columns: %s").In(w.doc.Lang), len(t.Rows), strings.Join(t.Heads(), ", "))
}

// row writes a row; style may carry further properties of its paragraphs.
func (w *writer) row(t document.Table, widths []int, properties, style string, cells []string) {
	name, keep, _ := strings.Cut(style, "<")
	if keep != "" {
		keep = "<" + keep
	}
	w.put(`<w:tr><w:trPr>`, properties, `</w:trPr>`)
	for i, c := range cells {
		named := name
		if t.Columns[i].Numeric {
			named = map[string]string{"TableHead": "TableHeadNumber", "TableCell": "TableNumber", "TableTotal": "TableTotalNumber"}[name]
		}
		fmt.Fprintf(w, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, widths[i])
		if name == "TableHead" {
			w.put(`<w:shd w:val="clear" w:color="auto" w:fill="E4EEF8"/><w:vAlign w:val="bottom"/>`)
		}
		w.put(`</w:tcPr>`)
		w.paragraph(named, keep, w.words(c))
		w.put(`</w:tc>`)
	}
	w.put(`</w:tr>`)
}
