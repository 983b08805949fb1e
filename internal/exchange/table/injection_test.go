// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// injections are texts of the list of OWASP (CSV Injection), with blanks,
// separators and quotes that try to open a cell of their own.
var injections = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "﹦1", "﹢1", "﹣1", "﹫1",
	"=cmd|' /C calc'!A0", "=HYPERLINK(\"http://127.0.0.1?x=\"&A1;\"x\")", "x;=1+1", "x,=1+1", "x\t=1", "x\";=1+1", "\";=1", "x\n=1+1", " =1", "\u00a0=1", "'=1", "''=1",
	"=1+1\";=1+1", "# x",
}

func injected() Sheet {
	return Sheet{
		Title: text.Same("=1;=2"), Notes: []Note{{Label: text.Same("@x"), Value: text.Same("a;+1")}},
		Columns: []Column{{Name: text.Same("=Spalte")}, {Name: text.Same("zahl"), Kind: KindDecimal}},
		Rows: func(yield func([]Cell) bool) {
			for _, s := range injections {
				if !yield([]Cell{Text(s), Number(unit.Decimal{Amount: -15, Places: 1})}) {
					return
				}
			}
		},
	}
}

// TestNoCellBeginsAFormula: however the file is divided, no cell of our CSV
// begins like a formula but numbers, and every text comes back.
func TestNoCellBeginsAFormula(t *testing.T) {
	for _, l := range []text.Lang{text.De, text.En} {
		var b bytes.Buffer
		if err := WriteCSV(&b, l, injected()); err != nil {
			t.Fatal(err)
		}
		for _, d := range []rune{';', ',', '\t', '|'} {
			for _, c := range divided(strings.TrimPrefix(b.String(), "\ufeff"), d) {
				begin := strings.TrimLeft(c, " \u00a0")
				if begin != "" && isRisky([]rune(begin)[0]) && begin[0] != '#' && !strings.HasPrefix(begin, "-1") {
					t.Errorf("divided by %q a cell is %q", d, c)
				}
			}
		}
		got, err := Read("x.csv", &b)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range got.Rows {
			if want := plain(injections[i]); r.At(0) != want || got.Fields(r).Decimal("zahl").String() != "-1.5" {
				t.Errorf("%q came back as %q", want, r.Cells())
			}
		}
	}
}

// divided takes a CSV text apart as spreadsheets do: a cell that begins with a
// quote reaches to the next that is not doubled, and what follows it up to the
// delimiter belongs to the cell.
func divided(s string, d rune) (cells []string) {
	var cell strings.Builder
	quoted, begin := false, true
	for i, r := range s {
		switch {
		case begin && r == '"':
			quoted, begin = true, false
			continue
		case quoted && r == '"':
			if !strings.HasPrefix(s[i+1:], `"`) && !strings.HasSuffix(s[:i], `"`) || strings.HasPrefix(s[i+1:], "\r") {
				quoted = false
			}
			continue
		case !quoted && (r == d || r == '\n'):
			cells, begin = append(cells, cell.String()), true
			cell.Reset()
			continue
		}
		begin = false
		cell.WriteRune(r)
	}
	return append(cells, cell.String())
}

// TestXLSXAndJSONHoldTexts: in XLSX no cell has a formula, and JSON can stand
// in a page.
func TestXLSXAndJSONHoldTexts(t *testing.T) {
	var b bytes.Buffer
	if err := WriteXLSX(&b, text.De, injected()); err != nil {
		t.Fatal(err)
	}
	raw := b.String()
	a, err := openArchive("x.xlsx", []byte(raw), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	part, err := a.open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := io.ReadAll(part)
	if err != nil || bytes.Contains(sheet, []byte("<f>")) || bytes.Contains(sheet, []byte("<f ")) {
		t.Errorf("a formula in the sheet, %v", err)
	}
	got, err := Read("x.xlsx", strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range got.Rows {
		if r.At(0) != plain(injections[i]) || r.At(1) != "-1.5" {
			t.Errorf("%q came back as %q", injections[i], r.Cells())
		}
	}
	b.Reset()
	s := Sheet{Columns: []Column{{Name: text.Same("a")}}, Rows: slices.Values([][]Cell{{Text("</script><script>\u2028&")}})}
	if err := WriteJSON(&b, s); err != nil || !json.Valid(b.Bytes()) || strings.ContainsAny(b.String(), "<>&\u2028") {
		t.Errorf("%s %v", &b, err)
	}
}

// BenchmarkXLSX reads 100,000 rows of 10 columns.
func BenchmarkXLSX(b *testing.B) {
	var file bytes.Buffer
	columns, row := make([]Column, 10), make([]Cell, 10)
	for i := range columns {
		columns[i].Name, row[i] = text.Same(columnName(i)), Whole(int64(i*1000))
	}
	row[0], row[1] = Text("Bad Cannstatt"), Text("Neckarpark")
	rows := func(yield func([]Cell) bool) {
		for range 100_000 {
			if !yield(row) {
				return
			}
		}
	}
	if err := WriteXLSX(&file, text.De, Sheet{Columns: columns, Rows: rows}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		in, err := Open("x.xlsx", bytes.NewReader(file.Bytes()))
		n := 0
		for ; err == nil; n++ {
			_, err = in.Next()
		}
		if !errors.Is(err, io.EOF) || n != 100_001 {
			b.Fatal(n, err)
		}
	}
}
