// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// What one XLSX sheet can hold.
const (
	xlsxRows = excelize.TotalRows - 1 // without the header
	xlsxText = excelize.TotalCellChars
)

// WriteXLSX writes the sheets and after them a sheet "Angaben" with the title,
// notes and units of each. The same sheets give the same bytes. It refuses,
// with a sentence, what XLSX cannot hold: more than 1,048,575 rows, texts of
// more than 32,767 characters. Numbers keep 15 significant digits.
func WriteXLSX(w io.Writer, l text.Lang, sheets ...Sheet) error {
	book := excelize.NewFile(excelize.Options{TmpDir: noDisk})
	defer func() { _ = book.Close() }() // holds no file
	book.SetZipWriter(newSortedZip)
	out := xlsxWriter{book: book, lang: l, styles: map[string]int{}}
	names := sheetNames(l, sheets)
	for i, s := range sheets {
		if err := out.sheet(names[i], i == 0, s); err != nil {
			return fault.Wrap("table.WriteXLSX", err)
		}
	}
	if err := out.about(names, sheets); err != nil {
		return fault.Wrap("table.WriteXLSX", err)
	}
	return fault.Wrap("table.WriteXLSX", book.Write(w))
}

var aboutName = text.T("Angaben", "About")

type xlsxWriter struct {
	book   *excelize.File
	lang   text.Lang
	styles map[string]int
}

// open starts a sheet; the first takes the place of the one that a new
// workbook has.
func (w *xlsxWriter) open(name string, first bool) (*excelize.StreamWriter, error) {
	if first {
		if err := w.book.SetSheetName("Sheet1", name); err != nil {
			return nil, err
		}
	} else if _, err := w.book.NewSheet(name); err != nil {
		return nil, err
	}
	return w.book.NewStreamWriter(name)
}

func (w *xlsxWriter) sheet(name string, first bool, s Sheet) error {
	out, err := w.open(name, first)
	if err != nil {
		return err
	}
	header, err := w.style("", true)
	if err != nil {
		return err
	}
	line := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		line[i] = excelize.Cell{StyleID: header, Value: plain(c.header(w.lang))}
		if err := out.SetColWidth(i+1, i+1, float64(min(60, max(12, len([]rune(c.header(w.lang)))+2)))); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := out.SetRow("A1", line); err != nil {
		return err
	}
	if s.Rows != nil {
		if err := w.rows(out, s, line); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (w *xlsxWriter) rows(out *excelize.StreamWriter, s Sheet, line []any) error {
	n := 1
	for row := range s.Rows {
		if err := s.check(row); err != nil {
			return err
		}
		if n++; n > xlsxRows+1 {
			return fault.New(fault.Invalid, "table.WriteXLSX",
				"Ein Excel-Blatt fasst höchstens 1.048.575 Zeilen. Bitte als CSV ausgeben.", "An Excel sheet holds at most 1,048,575 rows. Please export as CSV.")
		}
		for i, c := range row {
			value, err := w.value(c, s.Columns[i])
			if err != nil {
				return err
			}
			line[i] = value
		}
		if err := out.SetRow("A"+strconv.Itoa(n), line); err != nil {
			return err
		}
	}
	return nil
}

// value returns what excelize writes for a cell.
func (w *xlsxWriter) value(c Cell, column Column) (any, error) {
	switch {
	case c.kind == "":
		return nil, nil
	case c.kind == KindText:
		return w.text(c.text)
	case c.isNumber():
		return w.number(c, column)
	}
	format := map[Kind]text.Text{KindDate: text.T("dd.mm.yyyy", "yyyy-mm-dd"), KindMonth: text.T("mm.yyyy", "yyyy-mm")}[c.kind]
	days, ok := serialOf(c.date)
	if !ok {
		return c.String(), nil
	}
	style, err := w.style(format.In(w.lang), false)
	return excelize.Cell{StyleID: style, Value: days}, err
}

// number returns a cell with a real number. The division is the one correctly
// rounded step, so the decimal number comes back exactly up to 15 digits.
func (w *xlsxWriter) number(c Cell, column Column) (any, error) {
	percent := ""
	d := c.number
	if c.kind == KindShare {
		percent, d.Places = "%", d.Places+2
	}
	v, err := strconv.ParseFloat(d.String(), 64)
	if err != nil {
		return nil, err
	}
	format := "#,##0"
	if p := column.places(); p > 0 {
		format += "." + strings.Repeat("0", p)
	}
	style, err := w.style(format+percent, false)
	return excelize.Cell{StyleID: style, Value: v}, err
}

// text returns a cell with a text. What a spreadsheet would take for a formula
// when somebody edits the cell is marked as text for good.
func (w *xlsxWriter) text(s string) (any, error) {
	if n := len(utf16.Encode([]rune(s))); n > xlsxText {
		return nil, fault.New(fault.Invalid, "table.WriteXLSX",
			"Eine Excel-Zelle fasst höchstens 32.767 Zeichen. Bitte als CSV ausgeben.", "An Excel cell holds at most 32,767 characters. Please export as CSV.")
	}
	if !needsGuard(s) {
		return s, nil
	}
	style, err := w.quoted()
	return excelize.Cell{StyleID: style, Value: s}, err
}

// style returns the style with the number format, made at its first use.
func (w *xlsxWriter) style(format string, bold bool) (int, error) {
	key := fmt.Sprintf("%s/%t", format, bold)
	if id, ok := w.styles[key]; ok {
		return id, nil
	}
	s := &excelize.Style{}
	if format != "" {
		s.CustomNumFmt = &format
	}
	if bold {
		s.Font = &excelize.Font{Bold: true}
		s.Alignment = &excelize.Alignment{WrapText: true, Vertical: "top"}
	}
	id, err := w.book.NewStyle(s)
	w.styles[key] = id
	return id, err
}

// quoted returns the style that marks a cell as text (quotePrefix).
func (w *xlsxWriter) quoted() (int, error) {
	if id, ok := w.styles["quoted"]; ok {
		return id, nil
	}
	id, err := w.book.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return 0, err
	}
	yes := true
	w.book.Styles.CellXfs.Xf[id].QuotePrefix = &yes
	w.styles["quoted"] = id
	return id, nil
}

// about writes the sheet with titles, notes and units.
func (w *xlsxWriter) about(names []string, sheets []Sheet) error {
	out, err := w.open(aboutName.In(w.lang), len(sheets) == 0)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, 2, 40); err != nil {
		return err
	}
	n := 0
	line := func(a, b string) error {
		n++
		cells := make([]any, 2)
		for i, s := range []string{a, b} {
			if cells[i], err = w.text(plain(s)); err != nil {
				return err
			}
		}
		return out.SetRow("A"+strconv.Itoa(n), cells)
	}
	for i, s := range sheets {
		pairs := [][2]string{{text.T("Tabellenblatt", "Sheet").In(w.lang), names[i]}, {text.T("Titel", "Title").In(w.lang), s.Title.In(w.lang)}}
		for _, note := range s.Head() {
			pairs = append(pairs, [2]string{note.Label.In(w.lang), note.Value.In(w.lang)})
		}
		for _, c := range s.Columns {
			if c.Unit.In(w.lang) != "" {
				pairs = append(pairs, [2]string{text.T("Einheit von ", "Unit of ").In(w.lang) + c.Name.In(w.lang), c.Unit.In(w.lang)})
			}
		}
		for _, p := range pairs {
			if err := line(p[0], p[1]); err != nil {
				return err
			}
		}
		n++ // an empty row between sheets
	}
	return out.Flush()
}
