// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package odt

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/exchange/raster"
	"planraum/internal/text"
)

// textWidth is the width of the text in hundredths of a millimetre: A4 with 25 mm at
// the left and 20 mm at the right.
const textWidth = 16500

// The room that a picture may take, in SVG pixels.
const (
	mostWidth  = textWidth / 2540.0 * 96
	mostHeight = 780.0
)

// caption writes the numbered caption above a table or picture.
func (w *writer) caption(e document.Exhibit, sequence string) {
	word := strings.TrimRight(e.Label, "0123456789 ")
	n := strconv.Itoa(e.Number)
	s := words(word) + ` <text:sequence text:ref-name="ref` + sequence + n + `" text:name="` + sequence + `" text:formula="ooow:` + sequence + `+1" style:num-format="1">` + n + `</text:sequence>`
	if e.Caption != "" {
		s += `: ` + words(e.Caption)
	}
	w.paragraph("Caption", s+w.mark(e.Mark))
}

// cells are the styles of the cells of all tables: a line above and below, a tinted
// head.
const cells = `<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>` +
	`<style:style style:name="HeadCell" style:family="table-cell"><style:table-cell-properties fo:padding="0.05cm" fo:padding-left="0.15cm" fo:padding-right="0.15cm" fo:background-color="#e4eef8" fo:border-top="0.035cm solid #1b3a5c" fo:border-bottom="0.02cm solid #c5ccd3" style:vertical-align="bottom"/></style:style>` +
	`<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.05cm" fo:padding-left="0.15cm" fo:padding-right="0.15cm" fo:border-bottom="0.02cm solid #c5ccd3"/></style:style>` +
	`<style:style style:name="LastCell" style:family="table-cell"><style:table-cell-properties fo:padding="0.05cm" fo:padding-left="0.15cm" fo:padding-right="0.15cm" fo:border-bottom="0.035cm solid #1b3a5c"/></style:style>`

// table writes a table: its head repeats on every page, no row breaks.
func (w *writer) table(e document.Exhibit) {
	t := e.Table
	w.tables++
	name, stays := "Table"+strconv.Itoa(w.tables), ""
	if t.Whole() && len(t.Notes)+len(t.Sources) > 0 { // a long one would leave its page half empty
		stays = ` fo:keep-with-next="always"`
	}
	fmt.Fprintf(&w.styled, `<style:style style:name="%s" style:family="table"><style:table-properties style:width="%s" table:align="left" style:may-break-between-rows="%t"%s/></style:style>`, name, metric(textWidth), !t.Whole(), stays)
	w.put(`<table:table table:name="`, escape(e.Label), `" table:style-name="`, name, `"><table:title>`, escape(e.Label+": "+e.Caption), `</table:title><table:desc>`, escape(w.described(t)), `</table:desc>`)
	for i, n := range t.Widths(textWidth) {
		fmt.Fprintf(&w.styled, `<style:style style:name="%s.%d" style:family="table-column"><style:table-column-properties style:column-width="%s"/></style:style>`, name, i+1, metric(n))
		fmt.Fprintf(w, `<table:table-column table:style-name="%s.%d"/>`, name, i+1)
	}
	w.put(`<table:table-header-rows>`)
	w.row(t, "HeadCell", "Table_20_Heading", t.Heads())
	w.put(`</table:table-header-rows>`)
	for i, r := range t.Rows {
		cell, style := "Cell", "Table_20_Contents"
		if r.Total {
			style = "Table_20_Total"
		}
		if i == len(t.Rows)-1 {
			cell = "LastCell"
		}
		w.row(t, cell, style, r.Cells)
	}
	w.put(`</table:table>`)
	w.below(t.Notes, t.Sources)
	w.after = true
}

// below writes what stands below a table or picture.
func (w *writer) below(notes, sources []string) {
	for _, n := range notes {
		w.paragraph("Note", words(n))
	}
	if len(sources) > 0 {
		w.paragraph("Source", words(text.T("Quelle: ", "Source: ").In(w.doc.Lang)+strings.Join(sources, "; ")))
	}
}

// described says what a table holds, for readers who do not see it.
func (w *writer) described(t document.Table) string {
	return fmt.Sprintf(text.T("%d Zeilen; Spalten: %s", "%d rows; columns: %s").In(w.doc.Lang), len(t.Rows), strings.Join(t.Heads(), ", "))
}

func (w *writer) row(t document.Table, cell, style string, all []string) {
	w.put(`<table:table-row table:style-name="Row">`)
	for i, c := range all {
		named := style
		if t.Columns[i].Numeric {
			named += "_20_Number"
		}
		w.put(`<table:table-cell table:style-name="`, cell, `" office:value-type="string"><text:p text:style-name="`, named, `">`, words(c), `</text:p></table:table-cell>`)
	}
	w.put(`</table:table-row>`)
}

// metric writes hundredths of a millimetre as centimetres.
func metric(hundredths int) string { return fmt.Sprintf("%d.%03dcm", hundredths/1000, hundredths%1000) }

// picture writes a picture with its alternative text. It goes in as points: LibreOffice
// draws SVG itself, but leaves out labels that have a rim.
func (w *writer) picture(e document.Exhibit) error {
	p, err := raster.Of(*e.Picture)
	if err != nil {
		return err
	}
	w.caption(e, "Figure")
	if p.PNG == nil { // nothing to be seen: the words stand for it
		w.paragraph("Text_20_body", words(e.Picture.Told))
		w.below(e.Picture.Notes, e.Picture.Sources)
		return nil
	}
	w.frames++
	name := fmt.Sprintf("Pictures/picture%d.png", w.frames)
	wide, high := p.Within(mostWidth, mostHeight)
	w.pictures = append(w.pictures, part{name, "image/png", string(p.PNG)})
	w.stays = len(e.Picture.Notes)+len(e.Picture.Sources) > 0
	w.paragraph("Picture", fmt.Sprintf(`<draw:frame draw:name="%s" text:anchor-type="as-char" svg:width="%s" svg:height="%s"><draw:image xlink:href="%s" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="image/png"/><svg:title>%s</svg:title><svg:desc>%s</svg:desc></draw:frame>`,
		escape(e.Label), metric(int(wide*2540/96)), metric(int(high*2540/96)), name, escape(e.Label), escape(e.Picture.Told)))
	w.stays = false
	w.below(e.Picture.Notes, e.Picture.Sources)
	return nil
}
