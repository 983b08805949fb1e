// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"planraum/internal/fault"
	"planraum/tools/refdata"
)

// show writes a table as header and rows, each with its line.
func show(t *Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d:%s", t.Line, strings.Join(t.Columns, "|"))
	for _, r := range t.Rows {
		fmt.Fprintf(&b, " %d:%s", r.Line, strings.Join(r.Cells(), "|"))
	}
	return b.String()
}

func TestEncodings(t *testing.T) {
	german := "Straße;Träger\nHäuserweg;Übergangswohnheim\nSchloßplatz;Jugendämter für Köln\n"
	for _, c := range []struct {
		name, body string
		codec      encoding.Encoding
		want       Encoding
	}{
		{"ascii", "a;b\n1;2\n", encoding.Nop, UTF8},
		{"utf-8", german, encoding.Nop, UTF8},
		{"utf-8 bom", german, unicode.UTF8BOM, UTF8},
		{"utf-16le", german, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), UTF16LE},
		{"utf-16be", german, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), UTF16BE},
		{"1252", german, charmap.Windows1252, CP1252},
		{"850", german, charmap.CodePage850, CP850},
		{"850 only sharp s", "Ort;Straße\nA;Gießener Straße\n", charmap.CodePage850, CP850},
		{"850 only one umlaut", "Ort;Zahl\nKöln;2\n", charmap.CodePage850, CP850},
		{"850 capitals", "ORT;ZAHL\nÜBERLINGEN;2\nÄMTER;3\n", charmap.CodePage850, CP850},
		{"850 square metres", "Fläche;Größe\n12 m²;§ 3\n", charmap.CodePage850, CP850},
		{"1252 euro", "Kosten in €;Ort\n12,5;Münster\n", charmap.Windows1252, CP1252},
		{"1252 quotes", "Titel;Ort\n„Haus am Wald“ – Süd;x\n", charmap.Windows1252, CP1252},
		{"1252 only quotes", "Titel;Ort\n„Haus am Wald“ – Ost;x\n", charmap.Windows1252, CP1252},
		{"1252 names", "Name;Ort\nCafé Alcalá;Besançon\nPeña;Bolívar\n", charmap.Windows1252, CP1252},
		{"1252 half", "Stelle;Wert\nGärtner;½\n", charmap.Windows1252, CP1252},
		{"1252 square metres", "Fläche;Größe\n12 m²;§ 3\n", charmap.Windows1252, CP1252},
		{"8859-15 euro", "Kosten in €;Ort\n12,5 €;Münster\n", charmap.ISO8859_15, ISO885915},
		{"8859-15 caron", "Name;Ort\nŽižek Šime;Köln\n", charmap.ISO8859_15, ISO885915},
		{"1252 late umlaut", "a;b\n" + strings.Repeat("xxxxxxxxx;yyyyyyyyy\n", 200_000) + "ä;für\n", charmap.Windows1252, CP1252},
		{"utf-8 late umlaut", "a;b\n" + strings.Repeat("xxxxxxxxx;yyyyyyyyy\n", 200_000) + "ä;für\n", encoding.Nop, UTF8},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw, err := c.codec.NewEncoder().String(c.body)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read("x.csv", strings.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			if got.Encoding != c.want {
				t.Errorf("encoding %s, want %s", got.Encoding, c.want)
			}
			want, err := Read("x.csv", strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if show(got) != show(want) {
				t.Errorf("got %.200s\nwant %.200s", show(got), show(want))
			}
		})
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"comma", "a,b\n1,2\n", "1:a|b 2:1|2"},
		{"semicolon with decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", "1:a|b 2:1,5|2,5 3:3,5|4,5"},
		{"tab", "a\tb,c\n1\t2\n", "1:a|b,c 2:1|2"},
		{"comma in a header of a semicolon file", "Name, Vorname;Alter\nx;1\ny, z;2\n", "1:Name, Vorname|Alter 2:x|1 3:y, z|2"},
		{"single column", "a\n1\n", "1:a 2:1"},
		{"single column with decimal commas", "a\n1,5\n", "1:a"},
		{"no final newline", "a;b\n1;2", "1:a|b 2:1|2"},
		{"crlf", "a;b\r\n1;2\r\n", "1:a|b 2:1|2"},
		{"old Macintosh", "a;b\r1;2\r", "1:a|b 2:1|2"},
		{"quotes", "a;b\n\"x;\"\"y\";2\n", "1:a|b 2:x;\"y|2"},
		{"quoted line break counts", "a;b\n\"x\ny\";2\n3;4\n", "1:a|b 2:x\ny|2 4:3|4"},
		{"empty lines count", "\na;b\n\n1;2\n;\n3;4\n", "2:a|b 4:1|2 6:3|4"},
		{"comments", "# Titel\n# Stand: heute\na;b\n#1;2\n", "3:a|b 4:#1|2"},
		{"comments saved by a spreadsheet", "\"# Titel; neu\";;\n# x;;\na;b;c\n1;2;3\n", "3:a|b|c 4:1|2|3"},
		{"sep line", "sep=|\na|b\n1|2\n", "2:a|b 3:1|2"},
		{"guarded", "a;b\n'=1+1;'x\n''-1;'\n", "1:a|b 2:=1+1|'x 3:'-1|'"},
		{"pipe", "a|b,c\n1|2\n3|4,5\n", "1:a|b,c 2:1|2 3:3|4,5"},
		{"spaces in the header", " a ; b\n 1; 2\n", "1:a|b 2: 1| 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("x.csv", strings.NewReader(c.in))
			if c.name == "single column with decimal commas" {
				if err == nil {
					t.Fatal("1,5 in a single column was divided without a fault")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if show(got) != c.want {
				t.Errorf("got %q, want %q", show(got), c.want)
			}
		})
	}
}

// faultCases give, for each bad file, the line, column and value of every fault.
var faultCases = []struct {
	name, in string
	options  []Option
	want     []string
}{
	{"empty", "", nil, []string{"0||"}},
	{"only a mark", "\xef\xbb\xbf", nil, []string{"0||"}},
	{"only comments", "# a\n\n", nil, []string{"0||"}},
	{"cells", "a;b\n1\n1;2\n1;2;3\n", nil, []string{"2||1", "4||1 | 2 | 3"}},
	{"double header", "a;b;a\n1;2;3\n", nil, []string{"1|C|a"}},
	{"empty header", "a;;b;\n", nil, []string{"1|B|", "1|D|"}},
	{"nul", "a;b\n1;x\x00y\n2;3\n4;\x00\n", nil, []string{"2|b|x\uFFFDy", "4|b|\uFFFD"}},
	{"nul in header", "a;b\x00\n", nil, []string{"1|B|b\uFFFD"}},
	{"control", "a;b\n1;\x1b\n", nil, []string{"2|b|\x1b"}},
	{"damaged utf-8", "ä;b\nö;ü\n\xff;2\n", nil, []string{"3|ä|\uFFFD"}},
	{"undefined in 1252", "Tr\xe4ger;b\nf\xfcr;M\xfcller\nStra\xdfe;2\nx\x81;2\n", nil, []string{"4|Träger|x\uFFFD"}},
	{"open quote", "a;b\n1;2\n\"x;3\n4;5\n", nil, []string{"3||\""}},
	{"stray quote", "a;b\nx\"y;2\n3;4\n5;z\"\n", nil, []string{"2||\"", "4||\""}},
	{"long cell", "a;b\n1;" + strings.Repeat("x", 30) + "\n", []Option{WithLimits(Limits{Cell: 20})}, []string{"2|b|" + strings.Repeat("x", 30)}},
	{"rows", "a;b\n1;2\n3;4\n5;6\n", []Option{WithLimits(Limits{Rows: 2})}, []string{"4||"}},
	{"bytes", "a;b\n" + strings.Repeat("1;2\n", 100), []Option{WithLimits(Limits{Bytes: 64})}, []string{"0||"}},
	{"columns", "a;b;c\n", []Option{WithLimits(Limits{Columns: 2})}, []string{"1||3"}},
	{"old excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", nil, []string{"0||"}},
	{"no workbook", "PK\x03\x04 and no more", nil, []string{"0||.csv"}},
	{"unknown encoding", "a", []Option{InEncoding("EBCDIC")}, []string{"0||EBCDIC"}},
	{"long comment", "#" + strings.Repeat("x", 1<<17) + "\na\n", nil, []string{"1||#" + strings.Repeat("x", 119) + " …"}},
	{"endless quote", "a;b\n\"" + strings.Repeat("x\n", 9<<20), nil, []string{"2||\""}},
}

func TestFaults(t *testing.T) {
	for _, c := range faultCases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("x.csv", strings.NewReader(c.in), c.options...)
			if err == nil || fault.KindOf(err) != fault.Invalid {
				t.Fatalf("got %v, want a refusal", err)
			}
			var got []string
			for _, r := range fault.RowsOf(err) {
				got = append(got, fmt.Sprintf("%d|%s|%s", r.Line, r.Column, r.Value))
				if r.File != "x.csv" || r.Expected.De == "" || r.Expected.En == "" || r.Expected.De == r.Expected.En {
					t.Errorf("incomplete fault %+v", r)
				}
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestReadFailure(t *testing.T) {
	_, err := Read("x.csv", failing{})
	if err == nil || fault.KindOf(err) != fault.Unavailable {
		t.Errorf("got %v, want the reader's own error", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) {
	return 0, fault.New(fault.Unavailable, "read", "weg", "gone")
}

func TestStuttgartReadsWithoutFault(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(refdata.Root(t), "..", "shared", "data", "stuttgart", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the reference data ../shared/data/stuttgart is not here")
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(filepath.Base(name), strings.NewReader(string(raw)))
		if err != nil {
			t.Error(err)
			continue
		}
		if got.Encoding != UTF8 || got.Delimiter != ',' || len(got.Columns) < 3 || len(got.Rows) < 2 {
			t.Errorf("%s: %s %q %d columns %d rows", name, got.Encoding, got.Delimiter, len(got.Columns), len(got.Rows))
		}
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		name, in  string
		options   []Option
		encoding  Encoding
		delimiter rune
		decimal   Mark
		want      string
	}{
		{"nothing declared", "a;b\n1;2\n", nil, UTF8, ';', Undeclared, "1:a|b 2:1|2"},
		{"comma divides", "a,b\n1,2\n", nil, UTF8, ',', LikelyPoint, "1:a|b 2:1|2"},
		{"delimiter", "a;b,c\n1;2,3\n", []Option{WithDelimiter(',')}, UTF8, ',', LikelyPoint, "1:a;b|c 2:1;2|3"},
		{"encoding", "a;b\n1;\x84\n", []Option{InEncoding(CP850)}, CP850, ';', Undeclared, "1:a|b 2:1|ä"},
		{"a byte order mark wins", "\xef\xbb\xbfa;b\n1;ä\n", []Option{InEncoding(CP850)}, UTF8, ';', Undeclared, "1:a|b 2:1|ä"},
		{"decimal", "# Decimal mark: point\na;b\n1;2\n", []Option{WithDecimal(Comma)}, UTF8, ';', Comma, "2:a|b 3:1|2"},
		{"decimal in the file", "# Decimal mark: point\na;b\n1;2\n", nil, UTF8, ';', Point, "2:a|b 3:1|2"},
		{"comma as mark divides no cells", "# Dezimalzeichen: Komma\na\n1,5\n", nil, UTF8, ';', Comma, "2:a 3:1,5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("x.csv", strings.NewReader(c.in), c.options...)
			if err != nil {
				t.Fatal(err)
			}
			if got.Encoding != c.encoding || got.Delimiter != c.delimiter || got.Decimal != c.decimal || show(got) != c.want {
				t.Errorf("%s %q %q %s", got.Encoding, got.Delimiter, got.Decimal, show(got))
			}
		})
	}
}
