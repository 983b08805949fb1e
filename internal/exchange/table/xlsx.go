// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// xlsxSource streams the cells of one sheet. Excelize opens the workbook; the
// sheet itself is walked here, because excelize's row iterator does not tell
// numbers from texts and dates, on which the meaning of "1.234" and "42335"
// depends.
type xlsxSource struct {
	head    *Header
	xml     *xml.Decoder
	strings []string
	shapes  []shape // of each cell style
	days    int     // added to serial dates: 1462 in the 1904 date system
	row     int
	columns int // limit
}

var wantXLSX = text.T("eine unbeschädigte XLSX-Datei ohne Kennwort", "an intact XLSX file without password")

// openXLSX unpacks the workbook into memory, never to disk, and finds the
// sheet.
func openXLSX(h *Header, r io.Reader, s settings) (source, error) {
	packed, err := io.ReadAll(&limited{r, s.limits.Bytes})
	if err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(packed), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: s.limits.Unpacked, UnzipXMLSizeLimit: s.limits.Unpacked, TmpDir: noDisk,
	})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return nil, wholeFile(h.File, "", atMostBytes(s.limits.Unpacked, " entpackt", " unpacked"))
		}
		return nil, wholeFile(h.File, "", wantXLSX)
	}
	defer func() { _ = book.Close() }() // holds no file
	h.Decimal = s.decimal               // of numbers that were typed as texts
	sheets := book.GetSheetList()
	if h.Sheet = s.sheet; h.Sheet == "" && len(sheets) > 0 {
		h.Sheet = sheets[0]
	}
	part, ok := sheetPart(book, h.Sheet)
	if !ok {
		return nil, wholeFile(h.File, h.Sheet, text.T("ein Tabellenblatt aus: "+strings.Join(sheets, ", "), "a sheet out of: "+strings.Join(sheets, ", ")))
	}
	src := &xlsxSource{head: h, xml: xml.NewDecoder(bytes.NewReader(part)), shapes: shapesOf(book), columns: s.limits.Columns}
	if src.strings, err = sharedStrings(book, h.Sheet); err != nil {
		return nil, wholeFile(h.File, "", wantXLSX)
	}
	if p, err := book.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
		src.days = 1462
	}
	return src, nil
}

// noDisk is no directory, so that excelize keeps large parts in memory.
const noDisk = "\x00"

// sheetPart returns the XML of the named sheet.
func sheetPart(book *excelize.File, sheet string) ([]byte, bool) {
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	list, _ := book.Pkg.Load("xl/_rels/workbook.xml.rels")
	b, _ := list.([]byte)
	if book.WorkBook == nil || xml.Unmarshal(b, &rels) != nil {
		return nil, false
	}
	for _, s := range book.WorkBook.Sheets.Sheet {
		for _, r := range rels.Relationship {
			if s.Name != sheet || r.ID != s.ID {
				continue
			}
			target := strings.TrimPrefix(r.Target, "/")
			if target == r.Target {
				target = path.Join("xl", target)
			}
			part, _ := book.Pkg.Load(target)
			b, ok := part.([]byte)
			return b, ok
		}
	}
	return nil, false
}

// sharedStrings returns the texts that cells point to. Excelize loads them
// when the first row is read.
func sharedStrings(book *excelize.File, sheet string) ([]string, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, err
	}
	for err == nil && book.SharedStrings == nil && rows.Next() {
		_, err = rows.Columns()
	}
	if err = errors.Join(err, rows.Close()); err != nil || book.SharedStrings == nil {
		return nil, err
	}
	all := make([]string, len(book.SharedStrings.SI))
	for i, s := range book.SharedStrings.SI {
		all[i] = s.String()
	}
	return all, nil
}

// next reads one row of the sheet.
func (src *xlsxSource) next(rec *record) error {
	rec.cells, rec.number, rec.fault, rec.soft = rec.cells[:0], rec.number[:0], nil, true
	inRow := false
	for {
		token, err := src.xml.RawToken()
		if errors.Is(err, io.EOF) && !inRow {
			return io.EOF
		}
		if err != nil {
			return fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.row, Expected: wantXLSX}})
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				inRow = true
				src.row++
				if n, err := strconv.Atoi(attribute(t, "r")); err == nil {
					src.row = n
				}
				rec.line = src.row
			case "c":
				if err := src.cell(rec, t); err != nil {
					return err
				}
			}
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// cell reads one c element and puts its value where its reference says.
func (src *xlsxSource) cell(rec *record, start xml.StartElement) error {
	value, unknown, err := src.content()
	if err != nil {
		return fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.row, Expected: wantXLSX}})
	}
	at := len(rec.cells)
	if ref := attribute(start, "r"); ref != "" {
		column, _, err := excelize.CellNameToCoordinates(ref)
		if err != nil || column <= at {
			return fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.row, Value: shorten(ref), Expected: wantXLSX}})
		}
		at = column - 1
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
		token, err := src.xml.RawToken()
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
