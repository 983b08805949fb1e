// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// xlsxSource streams the cells of one sheet out of the packed file. The sheet
// is walked here, because the meaning of "1.234" and "42335" depends on whether
// a cell is a number, a text or a date.
type xlsxSource struct {
	head    *Header
	sheet   *elements
	strings []string
	shapes  []shape // of each cell style
	days    int     // added to serial dates
	row     int
	columns int // limit
	left    int // cells that may still come
	cells   int // limit
	merged  *mergedCells
	over    bool // the sheet has ended
}

var wantXLSX = text.T("eine unbeschädigte XLSX-Datei ohne Kennwort", "an intact XLSX file without password")

// openXLSX holds the packed workbook in memory, never on disk, and finds the
// sheet; what is unpacked of it are its texts and, piece by piece, the sheet.
func openXLSX(h *Header, r io.Reader, s settings) (source, error) {
	book, err := openWorkbook(h.File, r, s.limits)
	if err != nil {
		return nil, err
	}
	sheet, err := book.find(s.sheet)
	if err != nil {
		return nil, err
	}
	h.Decimal = s.decimal // of numbers that were typed as texts
	h.Sheet, h.SheetHidden, h.Sheets, h.Macros = sheet.Name, sheet.Hidden, book.sheets, book.macros
	src := &xlsxSource{head: h, days: book.days, columns: s.limits.Columns, left: s.limits.Cells, cells: s.limits.Cells}
	if src.shapes, err = book.shapes(); err != nil {
		return nil, err
	}
	if src.strings, err = book.texts(); err != nil {
		return nil, err
	}
	if s.merged {
		if src.merged, err = readMerged(book.archive, sheet.part); err != nil {
			return nil, err
		}
	}
	src.sheet, err = book.archive.elementsOf(sheet.part)
	return src, err
}

// noDisk is no directory, so that excelize keeps large parts in memory.
const noDisk = "\x00"

// next reads one row of the sheet.
func (src *xlsxSource) next(rec *record) error {
	rec.cells, rec.number, rec.fault, rec.soft, rec.hidden = rec.cells[:0], rec.number[:0], nil, true, false
	inRow := false
	for !src.over {
		token, err := src.sheet.next()
		if errors.Is(err, io.EOF) && inRow {
			return src.damaged("")
		}
		if err != nil {
			return src.inLine(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				inRow = true
				if err := src.begin(rec, t); err != nil {
					return err
				}
			case "c":
				if err := src.cell(rec, t); err != nil {
					return err
				}
			case "col":
				src.head.hide(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "row":
				return src.spend(src.merged.fill(rec, src.columns, src.left))
			case "sheetData":
				src.over = true
			}
		}
	}
	return src.sheet.rest()
}

// xlsxLines is how many rows a sheet can have.
const xlsxLines = 1 << 20

// begin takes a row's number, which must ascend, and whether it is hidden.
func (src *xlsxSource) begin(rec *record, t xml.StartElement) error {
	number := src.row + 1
	if r := attribute(t, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < number || n > xlsxLines {
			return fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.row, Value: shorten(r), Expected: text.T(
				"Zeilennummern von 1 bis 1.048.576 in aufsteigender Folge", "row numbers from 1 to 1,048,576 in ascending order")}})
		}
		number = n
	}
	src.row, rec.line = number, number
	if rec.hidden = isTrue(attribute(t, "hidden")); rec.hidden {
		src.head.HiddenRows++
	}
	return nil
}

// damaged is the fault of a sheet that is not well formed.
func (src *xlsxSource) damaged(value string) error {
	return fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.row, Value: shorten(value), Expected: wantXLSX}})
}

// inLine adds the row to a refusal.
func (src *xlsxSource) inLine(err error) error {
	var refused *fault.Error
	if errors.As(err, &refused) && len(refused.Rows) == 1 && refused.Rows[0].Line == 0 {
		refused.Rows[0].Line = src.row
	}
	return err
}

// spend counts cells against the limit.
func (src *xlsxSource) spend(cells int) error {
	if src.left -= cells; src.left >= 0 {
		return nil
	}
	return fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.row, Expected: atMost(src.cells,
		"Zellen in einem Tabellenblatt; größere Tabellen bitte als CSV speichern", "cells in a sheet; please save larger tables as CSV")}})
}

// cell reads one c element and puts its value where its reference says.
func (src *xlsxSource) cell(rec *record, start xml.StartElement) error {
	if err := src.spend(1); err != nil {
		return err
	}
	value, unknown, err := src.content()
	if err != nil {
		return src.inLine(err)
	}
	at := len(rec.cells)
	if ref := attribute(start, "r"); ref != "" {
		column := columnOf(ref)
		if column < at {
			return src.damaged(ref)
		}
		at = column
	}
	text, number, want := src.value(attribute(start, "t"), attribute(start, "s"), value, unknown)
	if text == "" && want == nil {
		return nil
	}
	if at >= src.columns {
		rec.fault = &fault.Row{Line: src.row, Column: columnName(at), Value: text, Expected: atMost(src.columns, "Spalten", "columns")}
		return nil
	}
	for len(rec.cells) < at {
		rec.cells, rec.number = append(rec.cells, ""), append(rec.number, false)
	}
	rec.cells, rec.number = append(rec.cells, text), append(rec.number, number)
	if want != nil && rec.fault == nil {
		rec.fault = &fault.Row{Line: src.row, Column: src.nameOf(at), Value: value, Expected: *want}
	}
	return nil
}

// columnOf returns the column of a reference such as B7, counted from 0; -1 for
// what is none.
func columnOf(ref string) int {
	n, i := 0, 0
	for i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z' {
		n, i = n*26+int(ref[i]-'A')+1, i+1
	}
	if i == 0 || i > 3 || i == len(ref) || strings.Trim(ref[i:], "0123456789") != "" {
		return -1
	}
	return n - 1
}

func (src *xlsxSource) nameOf(i int) string {
	if i < len(src.head.Columns) {
		return src.head.Columns[i]
	}
	return columnName(i)
}

// content reads to the end of a c element and returns its text; phonetic
// guides, which repeat the text, are left out. unknown is a formula whose
// result is not stored.
func (src *xlsxSource) content() (value string, unknown bool, err error) {
	var b strings.Builder
	in, phonetic, formula, stored := "", false, false, false
	for {
		token, err := src.sheet.next()
		if errors.Is(err, io.EOF) {
			err = src.damaged("")
		}
		if err != nil {
			return "", false, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			in = t.Name.Local
			formula, stored = formula || in == "f", stored || in == "v"
			phonetic = phonetic || in == "rPh"
		case xml.CharData:
			if (in == "v" || in == "t") && !phonetic {
				b.Write(t)
			}
		case xml.EndElement:
			switch in = ""; t.Name.Local {
			case "c":
				return b.String(), formula && !stored, nil
			case "rPh":
				phonetic = false
			}
		}
	}
}

var (
	wantResult = text.T("ein Wert; die Formel hat kein gespeichertes Ergebnis", "a value; the formula has no stored result")
	wantValue  = text.T("ein Wert, kein Fehlerwert der Tabellenkalkulation", "a value, not an error of the spreadsheet")
)

// value turns what a cell stores into what it says.
func (src *xlsxSource) value(kind, style, stored string, unknown bool) (value string, number bool, want *text.Text) {
	if unknown {
		return "", false, &wantResult
	}
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(stored)); err == nil && i >= 0 && i < len(src.strings) {
			return src.strings[i], false, nil
		}
		return stored, false, &wantXLSX
	case "inlineStr", "str":
		return unescape(stored), false, nil
	case "b":
		if stored == "1" {
			return "TRUE", false, nil
		}
		return "FALSE", false, nil
	case "e":
		return stored, false, &wantValue
	case "d":
		return strings.TrimSuffix(stored, "T00:00:00"), false, nil
	}
	if stored == "" {
		return "", false, nil
	}
	s := 0
	if n, err := strconv.Atoi(style); err == nil && n >= 0 && n < len(src.shapes) {
		s = n
	}
	shown := shapeNumber
	if s < len(src.shapes) {
		shown = src.shapes[s]
	}
	value, number, ok := shown.write(strings.TrimSpace(stored), src.days)
	if !ok {
		return stored, false, &wantXLSX
	}
	return value, number, nil
}
