// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"

	"planraum/internal/fault"
)

// bookParts are the parts of a small workbook with one sheet; pairs replace or
// add parts, an empty text takes one away.
func bookParts(pairs ...string) [][2]string {
	parts := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns:r="http://x"><sheets><sheet name="Tab" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>`)},
	}
	for i := 0; i < len(pairs); i += 2 {
		found := false
		for j := range parts {
			if parts[j][0] == pairs[i] {
				parts[j][1], found = pairs[i+1], true
			}
		}
		if !found {
			parts = append(parts, [2]string{pairs[i], pairs[i+1]})
		}
	}
	return parts
}

func sheetOf(rows string) string { return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>` }

// packed zips the parts in their order; names may occur twice.
func packed(t testing.TB, parts [][2]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		if p[1] == "" {
			continue
		}
		w, err := z.Create(p[0])
		if err == nil {
			_, err = io.WriteString(w, p[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func bookOf(t testing.TB, pairs ...string) string { return packed(t, bookParts(pairs...)) }

// overlapping makes an archive whose directory names one piece of data many
// times: n parts of size bytes in a file of a few KB.
func overlapping(t testing.TB, n, size int) string {
	whole := bookOf(t, "xl/media/bomb.xml", "<x>"+strings.Repeat("a", size)+"</x>")
	at := strings.LastIndex(whole, "PK\x01\x02") // the bomb is the last part
	end := strings.LastIndex(whole, "PK\x05\x06")
	entry := whole[at:end]
	var directory strings.Builder
	directory.WriteString(whole[strings.Index(whole, "PK\x01\x02"):end])
	for i := range n {
		directory.WriteString(strings.Replace(entry, "bomb", fmt.Sprintf("%04d", i), 1))
	}
	tail := []byte(whole[end:])
	count := binary.LittleEndian.Uint16(tail[8:]) + uint16(n)
	binary.LittleEndian.PutUint16(tail[8:], count)
	binary.LittleEndian.PutUint16(tail[10:], count)
	binary.LittleEndian.PutUint32(tail[12:], uint32(directory.Len()))
	return whole[:strings.Index(whole, "PK\x01\x02")] + directory.String() + string(tail)
}

// lying makes a part larger than the directory says.
func lying(t testing.TB) string {
	whole := []byte(bookOf(t, "xl/worksheets/sheet1.xml", sheetOf(strings.Repeat(" ", 100_000))))
	for at := 0; ; {
		i := bytes.Index(whole[at:], []byte("PK\x01\x02"))
		if i < 0 {
			return string(whole)
		}
		at += i + 4
		if bytes.HasPrefix(whole[at+42:], []byte("xl/worksheets")) {
			binary.LittleEndian.PutUint32(whole[at+20:], 50)
		}
	}
}

func ole(stream string) string {
	return oleStart + "\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 100_000) + string(wide(stream)) + strings.Repeat("\x00", 500)
}

func manyParts(n int) (parts [][2]string) {
	for i := range n {
		parts = append(parts, [2]string{fmt.Sprintf("p%d", i), "x"})
	}
	return parts
}

// hostileCases: each file gets one sentence with the word.
func hostileCases(t testing.TB) []hostileCase {
	entity := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	text1 := `<row r="1"><c t="inlineStr"><is><t>a</t></is></c></row>`
	sheet := "xl/worksheets/sheet1.xml"
	html := "<html><table><tr><td>a</td></tr></table></html>"
	return []hostileCase{
		{"zip bomb by ratio", "x.xlsx", bookOf(t, sheet, sheetOf(strings.Repeat(" ", 40<<20))), "200-Fache"},
		{"zip bomb in a part that is not read", "x.xlsx", bookOf(t, "xl/media/image1.png", strings.Repeat("\x00", 40<<20)), "200-Fache"},
		{"too large unpacked", "x.xlsx", bookOf(t, "xl/theme/theme1.xml", noise(9<<20)), "8 MiB entpackt"},
		{"larger than the directory says", "x.xlsx", lying(t), "unbeschädigte"},
		{"many parts", "x.xlsx", packed(t, append(bookParts(), manyParts(maxParts)...)), "10.000 Teile"},
		{"overlapping parts", "x.xlsx", overlapping(t, 500, 900_000), "entpackt"},
		{"overlapping small parts", "x.xlsx", overlapping(t, 5, 1000), "überdecken"},
		{"a bomb in a bomb", "x.zip", packed(t, [][2]string{{"a.zip", bookOf(t)}, {"b.zip", bookOf(t)}}), "entpacken"},
		{"entities in the sheet", "x.xlsx", bookOf(t, sheet, entity+sheetOf(`<row><c t="inlineStr"><is><t>&b;</t></is></c></row>`)), "DOCTYPE"},
		{"entities in a part that is not read", "x.xlsx", bookOf(t, "docProps/app.xml", entity+"<x>&b;</x>"), "DOCTYPE"},
		{"entities in UTF-16", "x.xlsx", bookOf(t, "docProps/app.xml", "\xff\xfe"+string(wide(entity+"<x/>"))), "DOCTYPE"},
		{"document type behind a long comment", "x.xlsx", bookOf(t, sheet, "<!--"+noise(100<<10)+"-->"+entity+sheetOf(text1)), "DOCTYPE"},
		{"unknown entity", "x.xlsx", bookOf(t, sheet, sheetOf(`<row><c t="inlineStr"><is><t>&b;</t></is></c></row>`)), "unbeschädigte"},
		{"path up", "x.xlsx", bookOf(t, "xl/../../etc/passwd", "x"), "einfache Namen"},
		{"absolute path", "x.xlsx", bookOf(t, "/etc/passwd", "x"), "einfache Namen"},
		{"backslash", "x.xlsx", bookOf(t, `..\..\evil.exe`, "x"), "einfache Namen"},
		{"drive", "x.xlsx", bookOf(t, `c:evil.exe`, "x"), "einfache Namen"},
		{"part twice", "x.xlsx", packed(t, append(bookParts(), [2]string{"xl/Workbook.xml", "<workbook/>"})), "nur einmal"},
		{"row 10^9", "x.xlsx", bookOf(t, sheet, sheetOf(text1+`<row r="1000000000"><c><v>1</v></c></row>`)), "Zeilennummern"},
		{"rows backwards", "x.xlsx", bookOf(t, sheet, sheetOf(text1+`<row r="9"/><row r="3"/>`)), "Zeilennummern"},
		{"17 million cells", "x.xlsx", bookOf(t, sheet, sheetOf(`<row r="1">`+header10()+`</row>`+cellRows(2000))), "10.000 Zellen"},
		{"cell far to the right", "x.xlsx", bookOf(t, sheet, sheetOf(text1+`<row r="2"><c r="XFD2"><v>1</v></c></row>`)), "1.000 Spalten"},
		{"cells backwards", "x.xlsx", bookOf(t, sheet, sheetOf(`<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`)), "unbeschädigte"},
		{"cell without a column", "x.xlsx", bookOf(t, sheet, sheetOf(`<row><c r="ZZZZZ1"><v>1</v></c></row>`)), "unbeschädigte"},
		{"endless tag", "x.xlsx", bookOf(t, sheet, `<worksheet x="`+noise(2<<20)+`"/>`), "1 MiB in einem Stück"},
		{"sheet cut off", "x.xlsx", bookOf(t, sheet, `<worksheet><sheetData><row r="1"><c><v>1`), "unbeschädigte"},
		{"no sheet", "x.xlsx", bookOf(t, "xl/workbook.xml", "<workbook/>"), "mindestens ein Tabellenblatt"},
		{"link to another file instead of a sheet", "x.xlsx", bookOf(t, "xl/_rels/workbook.xml.rels",
			`<Relationships><Relationship Id="r1" Type="http://x/worksheet" TargetMode="External" Target="http://127.0.0.1/sheet.xml"/></Relationships>`), "mindestens ein Tabellenblatt"},
		{"sheet outside of the archive", "x.xlsx", bookOf(t, "xl/_rels/workbook.xml.rels",
			`<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="../../../etc/passwd"/></Relationships>`), "mindestens ein Tabellenblatt"},
		{"xlsb", "x.xlsb", packed(t, [][2]string{{"[Content_Types].xml", "<x/>"}, {"xl/workbook.bin", "x"}}), "Endung .xlsx"},
		{"xlsb named xlsx", "x.xlsx", packed(t, [][2]string{{"[Content_Types].xml", "<x/>"}, {"xl/workbook.bin", "x"}}), "(.xlsb)"},
		{"ods named xlsx", "x.xlsx", packed(t, [][2]string{{"mimetype", "x"}, {"content.xml", "<x/>"}, {"META-INF/manifest.xml", "<x/>"}}), "LibreOffice"},
		{"docx", "x.docx", packed(t, [][2]string{{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}}), "Dokument"},
		{"locked with a password", "x.xlsx", ole("EncryptedPackage"), "Kennwort"},
		{"old Excel", "x.xls", ole("Workbook"), "(.xls)"},
		{"old Excel of 1995", "x.xls", ole("Book"), "(.xls)"},
		{"old Word", "x.doc", ole("WordDocument"), "Dokument"},
		{"CSV named xlsx", "x.xlsx", "a;b\n1;2\n", "Endung .csv"},
		{"CSV named xls", "x.xls", "a\tb\n1\t2\n", "Endung .csv"},
		{"XLSX named csv", "x.csv", bookOf(t), "Endung .xlsx"},
		{"PDF named csv", "x.csv", "%PDF-1.7\n%\xe2\xe3", "PDF"},
		{"PDF named xlsx", "x.xlsx", "%PDF-1.7\n%\xe2\xe3", "PDF"},
		{"PNG named xlsx", "x.xlsx", "\x89PNG\r\n\x1a\n", "Bild"},
		{"web page named xls", "x.xls", html, "Internetseite"},
		{"web page with a mark", "x.csv", "\xef\xbb\xbf \n<!DOCTYPE html>" + html, "Internetseite"},
		{"Excel XML of 2003", "x.xls", "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>", "XML"},
		{"JSON named csv", "x.csv", `{"type":"FeatureCollection"}`, "JSON"},
		{"packed", "x.csv", "\x1f\x8b\x08\x00", "entpacken"},
		{"program named csv", "x.csv", "MZ\x90\x00\x03", "Programm"},
		{"random bytes named csv", "x.csv", noiseBytes(5000), "keine Textdatei"},
		{"UTF-16 without its mark", "x.csv", string(wide("datum;personen\n31.12.2015;7127\n")), "UTF-16"},
		{"10^6 columns", "x.csv", strings.Repeat("a;", 1_000_000) + "\n", "1.000 Spalten"},
		{"cell of 100 MB", "x.csv", "a;b\n1;" + strings.Repeat("x", 100<<20) + "\n", " 4 MiB"},
		{"endless header", "x.csv", strings.Repeat("x", 8<<20), " 4 MiB"},
		{"endless comment lines", "x.csv", strings.Repeat("# x\n", 100_000), "1.000 Kommentarzeilen"},
		{"endless quote", "x.csv", "a;b\n\"" + strings.Repeat("x\n", 20<<20), " 4 MiB"},
	}
}

type hostileCase struct{ name, file, content, want string }

// noise is text that hardly shrinks.
func noise(n int) string {
	b := []byte(noiseBytes(n))
	for i := range b {
		b[i] = 'a' + b[i]%26
	}
	return string(b)
}

func noiseBytes(n int) string {
	b, x := make([]byte, n), uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return string(b)
}

// header10 are cells with ten names.
func header10() (cells string) {
	for i := range 10 {
		cells += `<c t="inlineStr"><is><t>` + columnName(i) + `</t></is></c>`
	}
	return cells
}

func cellRows(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<row r="%d">%s</row>`, i+2, strings.Repeat("<c><v>1</v></c>", 10))
	}
	return b.String()
}

func TestHostileFiles(t *testing.T) {
	for _, c := range hostileCases(t) {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(c.file, strings.NewReader(c.content), WithLimits(Limits{Unpacked: sizeFor(c.want), Cells: 10_000}))
			rows := fault.RowsOf(err)
			if fault.KindOf(err) != fault.Invalid || len(rows) != 1 {
				t.Fatalf("got %.300v, want one sentence", err)
			}
			if !strings.Contains(rows[0].Expected.De, c.want) || rows[0].Expected.En == rows[0].Expected.De || len(rows[0].Value) > 500 {
				t.Errorf("got %+v, want %q", rows[0], c.want)
			}
		})
	}
}

// sizeFor keeps the sum of sizes out of the way of the other rules.
func sizeFor(want string) int64 {
	if strings.Contains(want, "entpackt") {
		return 8 << 20
	}
	return 512 << 20
}

// TestHarmless: what looks odd and is read all the same.
func TestHarmless(t *testing.T) {
	for _, c := range []struct{ name, file, content, want string }{
		{"a small workbook", "x.xlsx", bookOf(t), "1:a 2:1"},
		{"no ending", "x", bookOf(t), "1:a 2:1"},
		{"macros", "x.xlsm", bookOf(t, "xl/vbaProject.bin", "x", "xl/_rels/workbook.xml.rels",
			`<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/vbaProject" Target="vbaProject.bin"/></Relationships>`), "1:a 2:1"},
		{"links to other workbooks", "x.xlsx", bookOf(t, "xl/externalLinks/_rels/externalLink1.xml.rels",
			`<Relationships><Relationship Id="r1" Type="http://x/externalLinkPath" TargetMode="External" Target="file:///etc/passwd"/></Relationships>`), "1:a 2:1"},
		{"a workbook in the workbook", "x.xlsx", bookOf(t, "xl/embeddings/b.xlsx", bookOf(t)), "1:a 2:1"},
		{"a formula with its result", "x.xlsx", bookOf(t, "xl/worksheets/sheet1.xml", sheetOf(`<row><c t="str"><f>1</f><v>a</v></c></row><row><c><f>WEBSERVICE("http://x")</f><v>7</v></c></row>`)), "1:a 2:7"},
		{"text that speaks of UTF-8", "x.csv", "a\n<html>\n", "1:a 2:<html>"},
		{"DOS end of file", "x.csv", "a;b\n1;2\n", "1:a|b 2:1|2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read(c.file, strings.NewReader(c.content))
			if err != nil || show(got) != c.want {
				t.Errorf("%v, %v; want %s", got, err, c.want)
			}
			if c.name == "macros" && (len(got.Remarks()) != 1 || !strings.Contains(got.Remarks()[0].De, "Makros")) {
				t.Errorf("remarks %v", got.Remarks())
			}
		})
	}
}

// TestRegularSheetIsNoBomb: a sheet of the most regular kind that offices have
// stays below the ratio.
func TestRegularSheetIsNoBomb(t *testing.T) {
	var b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&b, `<row r="%d" spans="1:3" x14ac:dyDescent="0.25"><c r="A%d" s="1"/><c r="B%d" s="1"/><c r="C%d" s="1"/></row>`, i+3, i+3, i+3, i+3)
	}
	var small bytes.Buffer
	w, _ := flate.NewWriter(&small, flate.BestCompression) // the level is valid
	_, _ = io.WriteString(w, b.String())                   // cannot fail
	_ = w.Close()
	if ratio := b.Len() / small.Len(); ratio > maxRatio/3 {
		t.Errorf("a regular sheet shrinks by %d", ratio)
	}
}

// FuzzSheet feeds the XML of a sheet, its texts and its formats: no panic, and
// rows that fit the header or a refusal with a row.
func FuzzSheet(f *testing.F) {
	f.Add(sheetOf(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`), `<sst><si><t>a</t></si></sst>`, `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`)
	f.Add(`<worksheet><cols><col min="1" max="9" hidden="1"/></cols><sheetData>`+header10()+`</sheetData><mergeCells><mergeCell ref="A1:C9"/></mergeCells></worksheet>`, "", "")
	f.Fuzz(func(t *testing.T, sheet, texts, styles string) {
		raw := bookOf(t, "xl/worksheets/sheet1.xml", sheet, "xl/sharedStrings.xml", texts, "xl/styles.xml", styles,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`)
		got, err := Read("x.xlsx", strings.NewReader(raw), WithMergedCells(), WithLimits(Limits{Columns: 50, Cells: 10_000, Rows: 1000}))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) == 0 {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		got.Remarks()
		for _, r := range got.Rows {
			if len(r.Cells()) != len(got.Columns) {
				t.Fatalf("row of %d cells under %d columns", len(r.Cells()), len(got.Columns))
			}
		}
	})
}
