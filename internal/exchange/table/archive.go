// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"

	"planraum/internal/text"
)

// What an XLSX file may be as an archive, whatever the limits say. A workbook
// of an office has some dozens of parts; regular sheets shrink to a fiftieth.
const (
	maxParts  = 10_000
	maxRatio  = 200     // unpacked to packed, of a part and of the whole
	freeRatio = 1 << 20 // bytes to which the ratio does not matter
)

var (
	wantNoBomb    = text.T("ein Archiv, das sich nicht aufbläht; dieses entpackt sich auf mehr als das 200-Fache seiner Größe", "an archive that does not blow up; this one unpacks to more than 200 times its size")
	wantFewParts  = atMost(maxParts, "Teile in der XLSX-Datei", "parts in the XLSX file")
	wantOwnPlace  = text.T("eine XLSX-Datei, deren Teile einander nicht überdecken; bitte in der Tabellenkalkulation neu speichern", "an XLSX file whose parts do not overlap; please save it again in the spreadsheet program")
	wantPlainName = text.T("einfache Namen der Teile in der XLSX-Datei, ohne .., ohne \\ und ohne / am Anfang", "plain names of the parts of the XLSX file, without .., without \\ and without / in front")
	wantOnce      = text.T("jeder Teil der XLSX-Datei nur einmal", "every part of the XLSX file once only")
	wantNoDoctype = text.T("eine XLSX-Datei ohne DOCTYPE und ENTITY; Tabellenkalkulationen schreiben so etwas nicht", "an XLSX file without DOCTYPE and ENTITY; spreadsheet programs do not write these")
)

// archive gives the parts of a workbook by name. Nothing is unpacked but what
// is read, in a stream; archives within the archive are never opened.
type archive struct {
	file  string
	parts map[string]*zip.File // by name in lower case, as OPC compares names
	left  int64                // bytes that may still be unpacked
	limit int64
}

// openArchive checks the whole archive before a part of it is read.
func openArchive(file string, packed []byte, l Limits) (*archive, error) {
	// The directory says how many parts follow, and may lie: their heads are
	// counted before anything is allocated for them.
	if bytes.Count(packed, []byte("PK\x01\x02")) > maxParts {
		return nil, wholeFile(file, "", wantFewParts)
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if z == nil || err != nil && len(z.File) == 0 {
		return nil, wholeFile(file, "", wantXLSX)
	}
	a := &archive{file: file, parts: make(map[string]*zip.File, len(z.File)), left: l.Unpacked, limit: l.Unpacked}
	for _, f := range z.File {
		if err := a.add(f); err != nil {
			return nil, err
		}
	}
	if err := a.checkSizes(z.File); err != nil {
		return nil, err
	}
	return a, a.checkPlaces(z.File)
}

// add takes a part by its name.
func (a *archive) add(f *zip.File) error {
	key := strings.ToLower(f.Name)
	switch {
	case strings.ContainsAny(f.Name, "\\\x00:") || strings.HasPrefix(f.Name, "/") || slices.Contains(strings.Split(f.Name, "/"), ".."):
		return wholeFile(a.file, f.Name, wantPlainName)
	case a.parts[key] != nil:
		return wholeFile(a.file, f.Name, wantOnce)
	case f.Flags&1 != 0:
		return wholeFile(a.file, f.Name, wantNoPassword)
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return wholeFile(a.file, f.Name, wantXLSX)
	}
	a.parts[key] = f
	return nil
}

// checkSizes refuses by the sizes that the directory states; archive/zip fails
// where a part turns out to be larger than stated.
func (a *archive) checkSizes(files []*zip.File) error {
	var packed, unpacked uint64
	for _, f := range files {
		if f.UncompressedSize64 > uint64(a.limit) {
			return wholeFile(a.file, f.Name, atMostBytes(a.limit, " entpackt", " unpacked"))
		}
		packed, unpacked = packed+f.CompressedSize64, unpacked+f.UncompressedSize64
		if f.UncompressedSize64 > freeRatio && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
			return wholeFile(a.file, f.Name, wantNoBomb)
		}
	}
	switch {
	case unpacked > uint64(a.limit):
		return wholeFile(a.file, "", atMostBytes(a.limit, " entpackt", " unpacked"))
	case unpacked > freeRatio && unpacked/maxRatio > packed:
		return wholeFile(a.file, "", wantNoBomb)
	}
	return nil
}

// checkPlaces refuses parts that share bytes: so a small file can hold the
// same bomb many times.
func (a *archive) checkPlaces(files []*zip.File) error {
	type span struct{ from, to int64 }
	spans := make([]span, 0, len(files))
	for _, f := range files {
		from, err := f.DataOffset()
		if err != nil {
			return wholeFile(a.file, f.Name, wantXLSX)
		}
		spans = append(spans, span{from, from + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return wholeFile(a.file, "", wantOwnPlace)
		}
	}
	return nil
}

// has reports whether the archive has the part.
func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// open streams a part; nil where there is none.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, wholeFile(a.file, name, wantXLSX)
	}
	return &part{r, a}, nil
}

// part is an open part of the archive, which counts what it gives.
type part struct {
	io.ReadCloser
	of *archive
}

// Read gives unpacked bytes until the limit of the whole archive is passed.
func (p *part) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.of.left -= int64(n); p.of.left < 0 {
		return 0, wholeFile(p.of.file, "", atMostBytes(p.of.limit, " entpackt", " unpacked"))
	}
	return n, err
}

// checkProlog refuses a document type in any XML part, read or not: it stands
// before the first element, and only there.
func (a *archive) checkProlog() error {
	start := make([]byte, 64<<10)
	for name, f := range a.parts {
		if !isXMLName(name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return wholeFile(a.file, f.Name, wantXLSX)
		}
		n, err := io.ReadFull(r, start)
		_ = r.Close() // nothing to lose
		if n == 0 && err != io.EOF {
			return wholeFile(a.file, f.Name, wantXLSX)
		}
		text := bytes.ReplaceAll(start[:n], []byte{0}, nil) // UTF-16 too
		if bytes.Contains(text, []byte("<!DOCTYPE")) || bytes.Contains(text, []byte("<!ENTITY")) {
			return wholeFile(a.file, f.Name, wantNoDoctype)
		}
	}
	return nil
}

func isXMLName(name string) bool {
	return strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") || strings.HasSuffix(name, ".vml")
}
