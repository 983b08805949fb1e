// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"encoding/xml"
	"io"
	"path"
	"strconv"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// SheetInfo is one sheet of a workbook, in the order of its tabs.
type SheetInfo struct {
	Name   string
	Hidden bool // not shown by the spreadsheet
	part   string
}

// book is what all sheets of an XLSX file share.
type book struct {
	archive *archive
	sheets  []SheetInfo
	days    int // added to serial dates: 1462 in the 1904 date system
	macros  bool
	strings string // part with the texts
	styles  string // part with the number formats
}

// What a workbook may hold; Excel itself allows no more styles and formats.
const (
	maxSheets = 1000
	maxStyles = 65_536
)

// Sheets lists the tables of an XLSX file, none for CSV. Sheets that hold a
// chart only are left out. It refuses what Open refuses.
func Sheets(name string, r io.Reader, options ...Option) ([]SheetInfo, error) {
	s := settle(options)
	buffered, err := sniff(name, r, s.limits)
	if err != nil {
		return nil, newReader(name, s).end(err)
	}
	if !isZip(buffered) {
		return nil, nil
	}
	b, err := openWorkbook(name, buffered, s.limits)
	if err != nil {
		return nil, newReader(name, s).end(err)
	}
	return b.sheets, nil
}

// openWorkbook holds the packed file and reads what it consists of.
func openWorkbook(file string, r io.Reader, l Limits) (*book, error) {
	packed, err := readAll(file, r, min(l.Bytes, l.Packed))
	if err != nil {
		return nil, err
	}
	a, err := openArchive(file, packed, l)
	if err != nil {
		return nil, err
	}
	if want, other := otherArchive(a); other {
		return nil, wholeFile(file, "", want)
	}
	if err := a.checkProlog(); err != nil {
		return nil, err
	}
	b := &book{archive: a}
	if err := b.read(); err != nil {
		return nil, err
	}
	if len(b.sheets) == 0 {
		return nil, wholeFile(file, "", text.T("mindestens ein Tabellenblatt", "at least one sheet"))
	}
	return b, nil
}

// readAll reads a whole file that must be held in memory; a file above the
// limit is refused by the limit that holds for it.
func readAll(file string, r io.Reader, limit int64) ([]byte, error) {
	packed, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(packed)) > limit {
		err = wholeFile(file, "", atMostBytes(limit, " für eine XLSX-Datei; größere Tabellen bitte als CSV speichern", " for an XLSX file; please save larger tables as CSV"))
	}
	return packed, err
}

// relation is where one part of an archive points.
type relation struct{ id, kind, target string }

// relations reads the relations of a part. Those to places outside of the
// archive are left out: nothing is ever fetched.
func (b *book) relations(of string) (list []relation, err error) {
	dir, base := path.Split(of)
	err = b.archive.each(dir+"_rels/"+base+".rels", func(token xml.Token) error {
		t, ok := token.(xml.StartElement)
		if !ok || t.Name.Local != "Relationship" || strings.EqualFold(attribute(t, "TargetMode"), "External") {
			return nil
		}
		if len(list) > maxParts {
			return wholeFile(b.archive.file, "", wantFewParts)
		}
		target := attribute(t, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		list = append(list, relation{attribute(t, "Id"), path.Base(attribute(t, "Type")), path.Clean(target)[1:]})
		return nil
	})
	return list, err
}

// read finds the sheets and the parts that they share.
func (b *book) read() error {
	main := "xl/workbook.xml"
	top, err := b.relations("")
	for _, r := range top {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	if err != nil {
		return err
	}
	list, err := b.relations(main)
	if err != nil {
		return err
	}
	targets := map[string]relation{}
	for _, r := range list {
		targets[r.id] = r
		switch r.kind {
		case "sharedStrings":
			b.strings = r.target
		case "styles":
			b.styles = r.target
		case "vbaProject":
			b.macros = true
		}
	}
	if !b.archive.has(main) {
		return wholeFile(b.archive.file, "", wantXLSX)
	}
	return b.archive.each(main, func(token xml.Token) error {
		if t, ok := token.(xml.StartElement); ok {
			return b.take(t, targets)
		}
		return nil
	})
}

// take reads one element of the workbook's main part.
func (b *book) take(t xml.StartElement, targets map[string]relation) error {
	switch t.Name.Local {
	case "workbookPr":
		if isTrue(attribute(t, "date1904")) {
			b.days = 1462
		}
	case "sheet":
		r := targets[attribute(t, "id")]
		if r.kind != "worksheet" || !b.archive.has(r.target) {
			return nil
		}
		if len(b.sheets) >= maxSheets {
			return wholeFile(b.archive.file, "", atMost(maxSheets, "Tabellenblätter", "sheets"))
		}
		b.sheets = append(b.sheets, SheetInfo{Name: attribute(t, "name"), Hidden: strings.HasSuffix(strings.ToLower(attribute(t, "state")), "hidden"), part: r.target})
	}
	return nil
}

// find returns the named sheet, or the first that is shown.
func (b *book) find(name string) (SheetInfo, error) {
	var names []string
	for _, s := range b.sheets {
		if s.Name == name || name == "" && !s.Hidden {
			return s, nil
		}
		names = append(names, s.Name)
	}
	if name == "" {
		return b.sheets[0], nil
	}
	all := strings.Join(names, ", ")
	return SheetInfo{}, wholeFile(b.archive.file, name, text.T("ein Tabellenblatt aus: "+all, "a sheet out of: "+all))
}

// shapes reads the shape of each cell style.
func (b *book) shapes() ([]shape, error) {
	codes, ids, inCells := map[int]string{}, []int(nil), false
	if b.styles == "" {
		return nil, nil
	}
	err := b.archive.each(b.styles, func(token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			id, _ := strconv.Atoi(attribute(t, "numFmtId")) // 0, a plain number, where there is none
			switch {
			case t.Name.Local == "numFmt":
				codes[id] = attribute(t, "formatCode")
			case t.Name.Local == "cellXfs":
				inCells = true
			case t.Name.Local == "xf" && inCells:
				ids = append(ids, id)
			}
			if len(ids) > maxStyles || len(codes) > maxStyles {
				return wholeFile(b.archive.file, b.styles, atMost(maxStyles, "Zellformate", "cell formats"))
			}
		case xml.EndElement:
			inCells = inCells && t.Name.Local != "cellXfs"
		}
		return nil
	})
	return shapesOf(codes, ids), err
}

func isTrue(s string) bool { return s == "1" || strings.EqualFold(s, "true") }

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// What the texts of a workbook may hold: they stay in memory.
const (
	maxTexts    = 1_500_000
	maxTextSize = 64 << 20
)

// texts reads the texts that cells point to. They are cut out of pieces of
// about a MiB, so that a million texts are not a million allocations.
// Phonetic guides, which repeat the text, are left out.
func (b *book) texts() ([]string, error) {
	if b.strings == "" {
		return nil, nil
	}
	var in textPieces
	inText, phonetic := false, false
	err := b.archive.each(b.strings, func(token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			phonetic = phonetic || t.Name.Local == "rPh"
		case xml.CharData:
			if inText && !phonetic {
				in.buffer = append(in.buffer, t...)
			}
		case xml.EndElement:
			switch inText = false; t.Name.Local {
			case "rPh":
				phonetic = false
			case "si":
				in.end()
			}
		}
		if len(in.list)+len(in.ends) > maxTexts || in.size+len(in.buffer) > maxTextSize {
			return fault.Refuse(op, []fault.Row{{File: b.archive.file, Value: b.strings, Expected: text.T(
				"höchstens 1.500.000 verschiedene Texte mit zusammen 64 MiB; größere Tabellen bitte als CSV speichern",
				"at most 1,500,000 different texts of together 64 MiB; please save larger tables as CSV")}})
		}
		return nil
	})
	in.cut()
	return in.list, err
}

// textPieces collects texts.
type textPieces struct {
	list   []string
	buffer []byte
	ends   []int // of the texts in buffer
	size   int   // of the texts in list
}

func (p *textPieces) end() {
	if p.ends = append(p.ends, len(p.buffer)); len(p.buffer) >= 1<<20 {
		p.cut()
	}
}

func (p *textPieces) cut() {
	all, from := string(p.buffer), 0
	for _, to := range p.ends {
		p.list = append(p.list, unescape(all[from:to]))
		from = to
	}
	p.size += len(all)
	p.buffer, p.ends = p.buffer[:0], p.ends[:0]
}
