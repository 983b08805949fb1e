// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// FuzzRead feeds any bytes: no panic, and either faults with all their parts
// or rows that fit the header. What was read comes back from our own CSV.
func FuzzRead(f *testing.F) {
	for _, c := range faultCases {
		if len(c.in) < 1000 {
			f.Add([]byte(c.in))
		}
	}
	german, _ := charmap.CodePage850.NewEncoder().String("Straße;Träger\nHäuserweg;Köln\n")
	f.Add([]byte(german))
	var b bytes.Buffer
	if err := WriteXLSX(&b, text.De, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	limits := Limits{Bytes: 1 << 22, Unpacked: 1 << 22, Rows: 1000, Columns: 50, Cell: 1000}
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := Read("x", bytes.NewReader(in), WithLimits(limits))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) == 0 {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		var rows [][]Cell
		for _, r := range got.Rows {
			if len(r.Cells()) != len(got.Columns) || r.Line <= got.Line {
				t.Fatalf("row %d of %d cells under %d columns in line %d", r.Line, len(r.Cells()), len(got.Columns), got.Line)
			}
			row := make([]Cell, len(r.Cells()))
			for i, c := range r.Cells() {
				row[i] = Text(c)
			}
			rows = append(rows, row)
		}
		sameAgain(t, got, rows)
	})
}

func sameAgain(t *testing.T, got *Table, rows [][]Cell) {
	columns := make([]Column, len(got.Columns))
	for i, c := range got.Columns {
		columns[i].Name = text.Same(c)
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, text.De, Sheet{Columns: columns, Rows: slices.Values(rows)}); err != nil {
		t.Fatal(err)
	}
	again, err := Read("x", &b)
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Rows) != len(rows) {
		t.Fatalf("%d rows came back of %d", len(again.Rows), len(rows))
	}
	for i, r := range again.Rows {
		for j, c := range r.Cells() {
			if c != rows[i][j].String() {
				t.Fatalf("row %d cell %d: %q came back as %q", i, j, rows[i][j].String(), c)
			}
		}
	}
}

// FuzzDecimal checks that a number that is understood means the same in its
// plain form, in every file, and that a declaration never turns one reading
// into another: it can only refuse or decide.
func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"1.234", "1,234.5", "1 234", "\u22125", "0,125", "1.234.567,8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		undeclared, clear := ParseDecimal(s, Undeclared)
		for _, m := range []Mark{Undeclared, LikelyPoint, Point, Comma} {
			d, ok := ParseDecimal(s, m)
			if !ok {
				continue
			}
			if clear && d != undeclared {
				t.Fatalf("%q is %s undeclared and %s with %q", s, undeclared, d, m)
			}
			if again, ok := ParseDecimal(d.String(), Point); !ok || again != d {
				t.Fatalf("%q is %s, which reads as %s", s, d, again)
			}
		}
	})
}

// FuzzWhole checks that a whole number has no other reading as a decimal.
func FuzzWhole(f *testing.F) {
	for _, s := range []string{"1.234", "1,234", "1 234", "\u22125", "007"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range []Mark{Undeclared, Point, Comma} {
			n, ok := ParseWhole(s, m)
			if !ok {
				continue
			}
			if d, understood := ParseDecimal(s, m); understood && (d.Places != 0 || d.Amount != n) {
				t.Fatalf("%q with %q is %d as a whole number and %s as a decimal", s, m, n, d)
			}
		}
	})
}

// FuzzGuard checks that what is guarded comes back and never begins like a
// formula.
func FuzzGuard(f *testing.F) {
	f.Add("=1")
	f.Add("''@")
	f.Fuzz(func(t *testing.T, s string) {
		g := guard(s)
		if unguard(g) != s {
			t.Fatalf("%q became %q", s, unguard(g))
		}
		if g != "" && strings.ContainsAny(g[:1], "=+-@#\t\r\n") {
			t.Fatalf("%q is not guarded", g)
		}
	})
}

// FuzzShape feeds number formats and stored numbers.
func FuzzShape(f *testing.F) {
	f.Add("DD.MM.YYYY", "42335", 0)
	f.Add(`0.0%;"x"`, "1e308", 1462)
	f.Fuzz(func(t *testing.T, code, stored string, days int) {
		value, number, ok := shapeOfCode(code).write(stored, days%1463)
		if ok && value == "" || number && strings.ContainsAny(value, "eE") {
			t.Fatalf("%q in %q is %q", stored, code, value)
		}
	})
}

// BenchmarkMillionRows reads 1,000,000 rows of 10 columns with typed access to
// five of them.
func BenchmarkMillionRows(b *testing.B) {
	line := "2015-11-27;Bad Cannstatt;Neckarpark;1243;190,8;1035,40;90,0;Systembau;2016-01;geprüft\n"
	head := "tag;bezirk;standort;plätze;stellen;kosten;anteil;art;monat;stand\n"
	b.SetBytes(int64(len(line)) * 1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		in, err := Open("x.csv", io.MultiReader(strings.NewReader("# Dezimalzeichen: Komma\n"+head), &repeated{line: line, times: 1_000_000}))
		if err != nil {
			b.Fatal(err)
		}
		sum := int64(0)
		for {
			row, err := in.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			f := in.Fields(row)
			sum += f.Int("plätze") + f.Decimal("stellen").Amount + int64(f.Cents("kosten")) + int64(f.Date("tag").Year()) + int64(len(f.Text("bezirk")))
		}
		if sum != 1_000_000*(1243+1908+103540+2015+13) {
			b.Fatal(sum)
		}
	}
}

// repeated gives the same line many times without holding it all.
type repeated struct {
	line  string
	at    int
	times int
}

func (r *repeated) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && r.times > 0 {
		m := copy(p[n:], r.line[r.at:])
		n += m
		if r.at += m; r.at == len(r.line) {
			r.at, r.times = 0, r.times-1
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
