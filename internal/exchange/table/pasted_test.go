// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"planraum/internal/fault"
)

// all reads the rest of a table and shows it as show does.
func all(in *Reader) (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%d:%s", in.Line, strings.Join(in.Columns, "|"))
	for {
		row, err := in.Next()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, " %d:%s", row.Line, strings.Join(row.Cells(), "|"))
	}
}

func TestOpenPasted(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"spreadsheet", "Ort\tPlätze\r\nMitte\t1.234\r\nOst\t5\r\n", "1:Ort|Plätze 2:Mitte|1.234 3:Ost|5"},
		{"trailing empty lines", "Ort\tPlätze\nMitte\t1\n\n  \n", "1:Ort|Plätze 2:Mitte|1"},
		{"missing last cells", "a\tb\tc\n1\n2\t\t\n\t\t3\n", "1:a|b|c 2:1|| 3:2|| 4:||3"},
		{"quoted line break", "a\tb\n\"x\ny\"\t2\n3\t4", "1:a|b 2:x\ny|2 4:3|4"},
		{"quotes doubled", "a\tb\n\"x \"\"y\"\"\"\t2\n", "1:a|b 2:x \"y\"|2"},
		{"stray quotes", "a\tb\n\"x\" y\t2\n12\"\t\"z\n3\t4\n", "1:a|b 2:\"x\" y|2 3:12\"|\"z 4:3|4"},
		{"fixed blanks of a web page", "Ort\tPlätze\nBad\u00a0Cannstatt\t1\u202f234\n\u00a0\t7\u200b\n", "1:Ort|Plätze 2:Bad Cannstatt|1 234 3:|7"},
		{"blanks", "Ort            Plätze\nBad Cannstatt      12\nMitte               5\n", "1:Ort|Plätze 2:Bad Cannstatt|12 3:Mitte|5"},
		{"semicolons", "a;b\n1,5;2\n", "1:a|b 2:1,5|2"},
		{"empty line first", "\r\n\r\na\tb\r\n1\t2\r\n", "3:a|b 4:1|2"},
		{"formulas are text", "a\tb\n=1+1\t'x\n", "1:a|b 2:=1+1|'x"},
	} {
		in, err := OpenPasted("Eingabe", c.in)
		got := ""
		if err == nil {
			got, err = all(in)
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

func TestPastedFaults(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", " \r\n\t\r\n", "Kopfzeile"},
		{"too much", strings.Repeat("a\tb\n", 2<<20), "4 MiB"},
		{"a cell cannot be seen", "Ort    Plätze    Frei\nMitte    5\n", "3 Zellen"},
		{"more cells than columns", "a\tb\n1\t2\t3\n", "2 Zellen"},
		{"columns", strings.Repeat("a\t", 100_000), "Spalten"},
	} {
		in, err := OpenPasted("Eingabe", c.in)
		if err == nil {
			_, err = all(in)
		}
		rows := fault.RowsOf(err)
		if fault.KindOf(err) != fault.Invalid || len(rows) != 1 || !strings.Contains(rows[0].Expected.De, c.want) || rows[0].File != "Eingabe" {
			t.Errorf("%s: %.300v, want %s", c.name, err, c.want)
		}
	}
}

func TestOpenRecords(t *testing.T) {
	in, err := OpenRecords("x.geojson", []string{"name", "plätze"}, []Record{{Line: 3, Cells: []string{"A", "12"}}, {Line: 5, Cells: []string{"", ""}}, {Line: 9, Cells: []string{"B", "x"}}})
	if err != nil {
		t.Fatal(err)
	}
	row, err := in.Next()
	if err != nil || row.Line != 3 || in.Fields(row).Int("plätze") != 12 {
		t.Errorf("%v %v", row, err)
	}
	if row, err = in.Next(); err != nil || row.Line != 9 {
		t.Errorf("%v %v", row, err)
	}
	in.Fields(row).Int("plätze")
	_, err = in.Next()
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Line != 9 || rows[0].Column != "plätze" {
		t.Errorf("%v", err)
	}
}

// FuzzPasted: any text is read or refused with a row; rows fit the header.
func FuzzPasted(f *testing.F) {
	for _, s := range []string{"a\tb\n\"x\ny\"\t2\n", "a    b\n1    2\n", "a;b\n1;2", "\"\t\"\n", "a\tb\n# x\t\n", "# x\ty\na\tb", "sep=;\na"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in, err := OpenPasted("x", s, WithLimits(Limits{Columns: 50, Cell: 1000}))
		last := 0
		for err == nil {
			var row Row
			if row, err = in.Next(); err == nil {
				if len(row.Cells()) != len(in.Columns) || row.Line <= max(last, in.Line) {
					t.Fatalf("row %d of %d cells under %d columns in line %d", row.Line, len(row.Cells()), len(in.Columns), in.Line)
				}
				last = row.Line
			}
		}
		if !errors.Is(err, io.EOF) && (fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) == 0) {
			t.Fatalf("not a refusal: %v", err)
		}
	})
}
