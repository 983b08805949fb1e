// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func TestParseDecimal(t *testing.T) {
	// Per row: the text, and what it means in a file that is Undeclared,
	// LikelyPoint, Point, Comma; "-" where it is refused.
	for _, c := range [][5]string{
		{"12", "12", "12", "12", "12"},
		{"-12", "-12", "-12", "-12", "-12"},
		{"−12,5", "-12.5", "-12.5", "-", "-12.5"},
		{"+0", "0", "0", "0", "0"},
		{"12.5", "12.5", "12.5", "12.5", "-"},
		{"12.97496", "12.97496", "12.97496", "12.97496", "-"},
		{"1.234", "-", "1.234", "1.234", "1234"},
		{"1,234", "-", "-", "1234", "1.234"},
		{"0.125", "0.125", "0.125", "0.125", "-"},
		{"0,125", "0.125", "0.125", "-", "0.125"},
		{"1234.567", "1234.567", "1234.567", "1234.567", "-"},
		{"1234,567", "1234.567", "1234.567", "-", "1234.567"},
		{"1.234,5", "1234.5", "1234.5", "-", "1234.5"},
		{"1,234.5", "1234.5", "1234.5", "1234.5", "-"},
		{"1.234.567", "1234567", "1234567", "-", "1234567"},
		{"1,234,567", "1234567", "1234567", "1234567", "-"},
		{"1.234.567,89", "1234567.89", "1234567.89", "-", "1234567.89"},
		{"1\u00a0234,5", "1234.5", "1234.5", "-", "1234.5"},
		{"1\u202f234", "1234", "1234", "1234", "1234"},
		{"1 234 567.5", "1234567.5", "1234567.5", "1234567.5", "-"},
		{"12.34,5", "-", "-", "-", "-"},
		{"1.234,567,8", "-", "-", "-", "-"},
		{"1234.567,8", "-", "-", "-", "-"},
		{"0.234.567", "-", "-", "-", "-"},
		{"1 234.567,8", "-", "-", "-", "-"},
		{"12 34", "-", "-", "-", "-"},
		{"", "-", "-", "-", "-"},
		{"+-3", "-", "-", "-", "-"},
		{"3-", "-", "-", "-", "-"},
		{".5", "-", "-", "-", "-"},
		{"5,", "-", "-", "-", "-"},
		{"1e3", "-", "-", "-", "-"},
		{"0x10", "-", "-", "-", "-"},
		{"٣", "-", "-", "-", "-"},
		{"1,1234567890", "-", "-", "-", "-"},
		{"9223372036854775808", "-", "-", "-", "-"},
		{"9223372036854775807", "9223372036854775807", "9223372036854775807", "9223372036854775807", "9223372036854775807"},
	} {
		for i, m := range []Mark{Undeclared, LikelyPoint, Point, Comma} {
			got := "-"
			if d, ok := ParseDecimal(c[0], m); ok {
				got = d.String()
			}
			if got != c[i+1] {
				t.Errorf("ParseDecimal(%q, %q) = %s, want %s", c[0], m, got, c[i+1])
			}
		}
	}
}

func TestParseWhole(t *testing.T) {
	for _, c := range []struct {
		in          string
		mark        Mark
		want        int64
		understands bool
	}{
		{"1234", Undeclared, 1234, true},
		{"0", Undeclared, 0, true},
		{"007", Undeclared, 7, true},
		{"-5", Undeclared, -5, true},
		{"\u22125", Undeclared, -5, true},
		{"1.234", Undeclared, 1234, true},
		{"1.234", LikelyPoint, 1234, true},
		{"1.234", Comma, 1234, true},
		{"1.234", Point, 0, false},
		{"1,234", Undeclared, 0, false},
		{"1,234", Comma, 0, false},
		{"1,234", Point, 1234, true},
		{"1\u00a0234\u00a0567", Undeclared, 1234567, true},
		{"1\u202f234", Undeclared, 1234, true},
		{"12.34", Undeclared, 0, false},
		{"1234.567", Undeclared, 0, false},
		{"1.2345", Undeclared, 0, false},
		{"0.123", Undeclared, 0, false},
		{"12,0", Undeclared, 0, false},
		{"12.0", Undeclared, 0, false},
		{"1 234.567", Undeclared, 0, false},
		{"", Undeclared, 0, false},
		{"99999999999999999999", Undeclared, 0, false},
	} {
		got, ok := ParseWhole(c.in, c.mark)
		if got != c.want || ok != c.understands {
			t.Errorf("ParseWhole(%q, %q) = %d, %t; want %d, %t", c.in, c.mark, got, ok, c.want, c.understands)
		}
	}
}

func TestFields(t *testing.T) {
	in := "# Dezimalzeichen: Komma\nname;day;month;span;n;d;eur;pct;kind\n" +
		" Süd ;27.11.2015;11.2015;2015-Q4;1.234;1.234,5;1.035,40 €;12,97496 %;hall\n" +
		";;;;;;;;\n" + // skipped
		";32.1.2015;2015-13;x;1,5;1.5;1,234;1,23456789;tent\n"
	tab, err := Read("f.csv", strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	f := tab.Fields(tab.Rows[0])
	got := []any{f.Text("name"), f.Date("day"), f.Month("month"), f.Period("span"), f.Int("n"), f.Decimal("d"), f.Cents("eur"), f.Percent("pct"), f.OneOf("kind", "hall", "flat")}
	last, _ := period.Parse("2015-Q4")
	want := []any{"Süd", period.Day(2015, 11, 27), period.MonthOf(2015, 11), last, int64(1234), unit.Decimal{Amount: 12345, Places: 1}, unit.Cents(103540), unit.Percent(1297496, 5), "hall"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if err := tab.Faults().Err("test"); err != nil {
		t.Fatal(err)
	}
	f = tab.Fields(tab.Rows[1])
	f.Text("name")
	f.Date("day")
	f.Month("month")
	f.Period("span")
	f.Int("n")
	f.Decimal("d")
	f.Cents("eur")
	f.Percent("pct")
	f.OneOf("kind", "hall", "flat")
	f.Text("missing")
	rows := fault.RowsOf(tab.Faults().Err("test"))
	var lines []string
	for _, r := range rows {
		lines = append(lines, r.Column+"="+r.Value)
		if r.Line != 5 || r.File != "f.csv" || r.Expected.De == "" || r.Expected.En == "" {
			t.Errorf("incomplete fault %+v", r)
		}
	}
	if got, want := strings.Join(lines, " "), "name= day=32.1.2015 month=2015-13 span=x n=1,5 d=1.5 eur=1,234 pct=1,23456789 kind=tent missing="; got != want {
		t.Errorf("faults %s, want %s", got, want)
	}
}

func TestOptionalFields(t *testing.T) {
	tab, err := Read("f.csv", strings.NewReader("a;b;c\n;-1;x\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := tab.Fields(tab.Rows[0])
	_, d := f.OptDate("a")
	_, m := f.OptMonth("a")
	_, p := f.OptPeriod("a")
	_, n := f.OptInt("a")
	_, x := f.OptDecimal("missing")
	_, c := f.OptCents("a")
	_, s := f.OptPercent("a")
	if d || m || p || n || x || c || s || f.OptText("a") != "" || f.OptOneOf("a", "y") != "" {
		t.Error("an empty cell has a value")
	}
	if tab.Faults().Len() != 0 {
		t.Error("an empty optional cell is a fault")
	}
	if v, ok := f.OptInt("b"); v != -1 || !ok {
		t.Errorf("OptInt = %d, %t", v, ok)
	}
	f.IntAtLeast("b", 0)
	f.OptInt("c")
	f.OptOneOf("c", "y", "z")
	f.Refuse("c", text.T("ein bekannter Bezirk", "a known district"))
	rows := fault.RowsOf(tab.Faults().Err("test"))
	if len(rows) != 4 || rows[0].Value != "-1" || rows[0].Expected.De != "eine ganze Zahl ab 0" || rows[2].Expected.En != "one of: y, z" || rows[3].Expected.En != "a known district" {
		t.Errorf("faults %+v", rows)
	}
}

func TestAmbiguousNumberSaysWhy(t *testing.T) {
	tab, err := Read("f.csv", strings.NewReader("a;b\n1.234;x1.234\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := tab.Fields(tab.Rows[0])
	f.Decimal("a")
	f.Decimal("b")
	rows := fault.RowsOf(tab.Faults().Err("test"))
	if len(rows) != 2 || !strings.Contains(rows[0].Expected.En, "unclear") || strings.Contains(rows[1].Expected.En, "unclear") {
		t.Errorf("faults %+v", rows)
	}
}

func TestRequire(t *testing.T) {
	tab, err := Read("f.csv", strings.NewReader("Datum;personen;note\n1;2;3\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := tab.Require("Datum", "note"); err != nil {
		t.Error(err)
	}
	rows := fault.RowsOf(tab.Require("datum", "note", "Personen", "source"))
	if len(rows) != 3 {
		t.Fatalf("faults %+v", rows)
	}
	for i, want := range []string{"eine Spalte „datum“; ist „Datum“ gemeint?", "eine Spalte „Personen“; ist „personen“ gemeint?", "eine Spalte „source“"} {
		if rows[i].Expected.De != want || rows[i].Value != "Datum, personen, note" || rows[i].Line != 1 {
			t.Errorf("fault %+v, want %s", rows[i], want)
		}
	}
}

func TestFaultsAreCapped(t *testing.T) {
	in, err := Open("f.csv", strings.NewReader("a;b\n"+strings.Repeat("x;1\n", 1500)+"1\n"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for {
		row, err := in.Next()
		if errors.Is(err, io.EOF) {
			t.Fatal("the end hides the faults")
		}
		if err != nil {
			rows := fault.RowsOf(err)
			if len(rows) != MaxFaults+1 || rows[MaxFaults].Value != "501" || rows[MaxFaults].Line != 0 {
				t.Errorf("%d faults, last %+v", len(rows), rows[len(rows)-1])
			}
			if say := fault.SayOf(err); !strings.Contains(say.De, "1.501 Fehler") {
				t.Errorf("says %q", say.De)
			}
			break
		}
		in.Fields(row).Int("a")
		n++
	}
	if n != 1500 {
		t.Errorf("%d rows", n)
	}
	if _, again := in.Next(); again == nil || errors.Is(again, io.EOF) {
		t.Error("Next after the end forgets the faults")
	}
}

func ExampleOpen() {
	in, err := Open("belegung.csv", strings.NewReader("datum;personen\n31.12.2015;7.127\n30.06.2016;8 Personen\n31.12.2016;7.962\n"))
	for err == nil {
		var row Row
		if row, err = in.Next(); err == nil {
			f := in.Fields(row)
			fmt.Println(f.Date("datum"), f.Int("personen"))
		}
	}
	for _, r := range fault.RowsOf(err) {
		fmt.Println(r.In(text.De))
	}
	// Output:
	// 2015-12-31 7127
	// 2016-06-30 0
	// 2016-12-31 7962
	// belegung.csv, Zeile 3, Spalte personen: „8 Personen“, erwartet: eine ganze Zahl wie 1234 oder 1.234
}
