// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"planraum/internal/text"
)

// sniffed is how many bytes tell what a file is.
const sniffed = 4096

// please is what is expected instead of a file that is no table.
func please(de, en string) text.Text {
	return text.T("eine CSV- oder XLSX-Datei; "+de, "a CSV or XLSX file; "+en)
}

// strangers are files that people send as tables, by how they begin.
var strangers = []struct {
	start string
	want  text.Text
}{
	{"%PDF-", please("dies ist ein PDF: bitte die Tabelle bei der Stelle anfordern, die sie erstellt hat", "this is a PDF: please ask for the table where it was made")},
	{"\x89PNG", wantNoPicture},
	{"\xff\xd8\xff", wantNoPicture},
	{"GIF8", wantNoPicture},
	{"II*\x00", wantNoPicture},
	{"MM\x00*", wantNoPicture},
	{"\x1f\x8b", wantUnpacked},
	{"7z\xbc\xaf", wantUnpacked},
	{"Rar!", wantUnpacked},
	{"BZh", wantUnpacked},
	{"\xfd7zXZ", wantUnpacked},
	{"PK\x05\x06", please("dieses Archiv ist leer", "this archive is empty")},
	{"PK\x07\x08", wantUnpacked},
	{"SQLite format 3", please("dies ist eine Datenbank", "this is a database")},
	{"\x00\x01\x00\x00Standard", please("dies ist eine Access-Datenbank: bitte die Tabelle daraus als XLSX speichern", "this is an Access database: please save the table out of it as XLSX")},
	{"{\\rtf", please("dies ist ein Textdokument (RTF)", "this is a text document (RTF)")},
	{"MZ\x90", please("dies ist ein Programm", "this is a program")},
	{"\x7fELF", please("dies ist ein Programm", "this is a program")},
}

var (
	wantNoPicture = please("dies ist ein Bild: bitte die Tabelle selbst schicken", "this is a picture: please send the table itself")
	wantUnpacked  = please("dies ist ein gepacktes Archiv: bitte zuerst entpacken", "this is a packed archive: please unpack it first")
	wantNoPage    = please("dies ist eine Internetseite (HTML), wie sie manche Programme unter der Endung .xls ausgeben: bitte in der Tabellenkalkulation öffnen und als .xlsx speichern",
		"this is a web page (HTML), which some programs export with the ending .xls: please open it in the spreadsheet program and save it as .xlsx")
	wantNoXML  = please("dies ist XML: bitte in der Tabellenkalkulation öffnen und als .xlsx speichern", "this is XML: please open it in the spreadsheet program and save it as .xlsx")
	wantNoJSON = please("dies ist JSON; Gebiete und Orte bitte mit der Endung .geojson", "this is JSON; areas and places please with the ending .geojson")
	wantNoData = please("dies ist keine Textdatei", "this is no text file")
	wantBOM    = text.T("UTF-16 nur mit Kennung am Dateianfang (BOM); bitte als „Unicode-Text“ oder UTF-8 neu speichern", "UTF-16 only with a byte order mark; please save it again as \"Unicode text\" or UTF-8")
	wantXLSXOf = please("Tabellen von LibreOffice (.ods) bitte als Excel-Arbeitsmappe (.xlsx) speichern", "please save tables of LibreOffice (.ods) as an Excel workbook (.xlsx)")
	wantNoBin  = please("binäre Excel-Dateien (.xlsb) bitte als Excel-Arbeitsmappe (.xlsx) speichern", "please save binary Excel files (.xlsb) as an Excel workbook (.xlsx)")
	wantNoText = please("dies ist ein Dokument und keine Tabelle", "this is a document and no table")
)

// sniff looks at the first bytes and refuses, with a sentence, what is no CSV
// and no XLSX file, and what has the ending of another format.
func sniff(name string, r io.Reader, l Limits) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	start, err := in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if bytes.HasPrefix(start, []byte(oleStart)) {
		return nil, oleRefusal(name, in, l)
	}
	for _, s := range strangers {
		if bytes.HasPrefix(start, []byte(s.start)) {
			return nil, wholeFile(name, "", s.want)
		}
	}
	zipped := bytes.HasPrefix(start, []byte("PK\x03\x04"))
	if want, strange := strangeText(start); strange && !zipped {
		return nil, wholeFile(name, "", want)
	}
	return in, checkEnding(name, len(start) == 0, zipped)
}

// isZip reports whether what follows is a ZIP archive.
func isZip(in *bufio.Reader) bool {
	start, _ := in.Peek(4)
	return string(start) == "PK\x03\x04"
}

// strangeText tells text that is no table, and bytes that are no text.
func strangeText(start []byte) (text.Text, bool) {
	for _, b := range boms {
		if after, ok := bytes.CutPrefix(start, []byte(b.bytes)); ok {
			if b.encoding != UTF8 {
				return text.Text{}, false
			}
			start = after
		}
	}
	if want, ok := notText(start); ok {
		return want, true
	}
	trimmed := bytes.ToLower(bytes.TrimLeft(start, " \t\r\n"))
	begins := func(s string) bool { return bytes.HasPrefix(trimmed, []byte(s)) }
	switch {
	case begins("<!doctype html"), begins("<html"), begins("<table"), begins("<head"), begins("<body"), begins("<meta"), begins("<?xml") && bytes.Contains(trimmed, []byte("<html")):
		return wantNoPage, true
	case begins("<?xml"), begins("<!doctype"):
		return wantNoXML, true
	case begins("{\"") || begins("{") && bytes.HasPrefix(bytes.TrimLeft(trimmed[1:], " \t\r\n"), []byte(`"`)), begins("[{"), begins("[["):
		return wantNoJSON, true
	}
	return text.Text{}, false
}

// notText tells bytes that hold more control characters than a damaged table
// would; of those that are UTF-16 without its mark every second is NUL.
func notText(start []byte) (text.Text, bool) {
	controls, nuls := 0, [2]int{}
	for i, b := range start {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1a {
			controls++
		}
		if b == 0 {
			nuls[i%2]++
		}
	}
	half := len(start) / 2
	switch {
	case half >= 8 && max(nuls[0], nuls[1]) > half*3/4 && min(nuls[0], nuls[1]) < half/20+1:
		return wantBOM, true
	case controls > 8 && controls > len(start)/20:
		return wantNoData, true
	}
	return text.Text{}, false
}

// endings that a file of each kind must not have.
var (
	textEndings = []string{".csv", ".txt", ".tsv", ".tab", ".asc"}
	bookEndings = []string{".xlsx", ".xlsm", ".xltx", ".xltm"}
	oldEndings  = []string{".xls", ".xlsb", ".ods", ".pdf"}
)

// checkEnding refuses a file whose name says another format than its content:
// somebody has renamed it, or sent another file than meant.
func checkEnding(name string, empty, zipped bool) error {
	ending := strings.ToLower(path.Ext(name))
	is := func(list []string) bool { return slices.Contains(list, ending) }
	switch {
	case empty:
		return nil
	case zipped && (is(textEndings) || is(oldEndings)):
		return wholeFile(name, ending, text.T("die Endung .xlsx; der Inhalt ist eine Excel-Arbeitsmappe oder ein Archiv", "the ending .xlsx; the content is an Excel workbook or an archive"))
	case !zipped && (is(bookEndings) || is(oldEndings)):
		return wholeFile(name, ending, text.T("die Endung .csv; der Inhalt ist Text und keine Arbeitsmappe", "the ending .csv; the content is text and no workbook"))
	}
	return nil
}

// otherArchive tells archives that are no XLSX workbook.
func otherArchive(a *archive) (text.Text, bool) {
	switch {
	case a.has("xl/workbook.xml"):
		return text.Text{}, false
	case a.has("xl/workbook.bin"):
		return wantNoBin, true
	case a.has("META-INF/manifest.xml") && a.has("content.xml"):
		return wantXLSXOf, true
	case a.has("word/document.xml"), a.has("ppt/presentation.xml"):
		return wantNoText, true
	case a.has("[Content_Types].xml"):
		return text.Text{}, false
	}
	return wantUnpacked, true
}
