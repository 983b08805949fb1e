// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
	"planraum/tools/ooxml"
)

func sample() Sheet {
	return Sheet{
		Title: text.T("Plätze: Übersicht", "Places: overview"),
		Notes: []Note{{Label: text.T("Stand", "As of"), Value: text.T("27.11.2015; =1+1", "27 November 2015, =1+1")}},
		Columns: []Column{
			{Key: "site", Name: text.T("Unterkunft", "Site"), Kind: KindText},
			{Key: "places", Name: text.T("Plätze", "Places"), Kind: KindWhole},
			{Key: "key", Name: text.T("Schlüssel", "Key"), Kind: KindDecimal, Places: 1},
			{Key: "cost", Name: text.T("Kosten", "Cost"), Unit: text.Same("EUR"), Kind: KindMoney},
			{Key: "share", Name: text.T("Auslastung", "Utilisation"), Unit: text.Same("%"), Kind: KindShare, Places: 1},
			{Key: "opening", Name: text.T("Eröffnung", "Opening"), Kind: KindDate},
			{Key: "month", Name: text.T("Monat", "Month"), Kind: KindMonth},
		},
		Rows: slices.Values([][]Cell{
			{Text("=1+1"), Whole(1243), Number(unit.Decimal{Amount: 1908, Places: 1}), Money(103540), Share(unit.Percent(90, 0)), Day(period.Day(2015, 11, 27)), Month(period.MonthOf(2016, 1))},
			{Text("Neckarpark; Süd"), Unknown(), Whole(190), Money(-5), Share(unit.Percent(1297496, 5)), Day(period.Date{}), Unknown()},
			{Text(""), Text("gesperrt"), Number(unit.Decimal{Amount: -125, Places: 3}), Unknown(), Unknown(), Unknown(), Unknown()},
		}),
	}
}

func TestWriteCSV(t *testing.T) {
	for _, c := range []struct {
		lang text.Lang
		want string
	}{
		{text.De, "\ufeff# Plätze: Übersicht\r\n# Stand: 27.11.2015; '=1+1\r\n# Dezimalzeichen: Komma\r\n" +
			"Unterkunft;Plätze;Schlüssel;Kosten (EUR);Auslastung (%);Eröffnung;Monat\r\n" +
			"'=1+1;1243;190,8;1035,40;90,0;2015-11-27;2016-01\r\n" +
			"\"Neckarpark; Süd\";;190,0;-0,05;12,97496;;\r\n" +
			";gesperrt;-0,125;;;;\r\n"},
		{text.En, "\ufeff# Places: overview\r\n# As of: 27 November 2015, '=1+1\r\n# Decimal mark: point\r\n" +
			"Site,Places,Key,Cost (EUR),Utilisation (%),Opening,Month\r\n" +
			"'=1+1,1243,190.8,1035.40,90.0,2015-11-27,2016-01\r\n" +
			"\"Neckarpark; Süd\",,190.0,-0.05,12.97496,,\r\n" +
			",gesperrt,-0.125,,,,\r\n"},
	} {
		var b bytes.Buffer
		if err := WriteCSV(&b, c.lang, sample()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, b.String()); diff != "" {
			t.Errorf("%s: %s", c.lang, diff)
		}
	}
}

func TestWriteXLSX(t *testing.T) {
	write := func() []byte {
		var b bytes.Buffer
		second := Sheet{Title: text.T("Plätze: Übersicht", "x"), Columns: []Column{{Name: text.Same("a")}}}
		if err := WriteXLSX(&b, text.De, sample(), second); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	raw := write()
	for range 5 {
		if !bytes.Equal(raw, write()) {
			t.Fatal("the same sheets gave other bytes")
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(book.GetSheetList(), "|"); got != "Plätze Übersicht|Plätze Übersicht 2|Angaben" {
		t.Errorf("sheets %s", got)
	}
	for _, c := range []struct {
		cell string
		kind excelize.CellType
		want string
	}{
		{"A2", excelize.CellTypeInlineString, "=1+1"},
		{"B2", excelize.CellTypeUnset, "1,243"},
		{"C2", excelize.CellTypeUnset, "190.8"},
		{"D2", excelize.CellTypeUnset, "1,035.40"},
		{"E2", excelize.CellTypeUnset, "90.0%"},
		{"F2", excelize.CellTypeUnset, "27.11.2015"},
		{"G2", excelize.CellTypeUnset, "01.2016"},
		{"B3", excelize.CellTypeUnset, ""},
		{"B4", excelize.CellTypeInlineString, "gesperrt"},
	} {
		got, err := book.GetCellValue("Plätze Übersicht", c.cell)
		kind, _ := book.GetCellType("Plätze Übersicht", c.cell)
		formula, _ := book.GetCellFormula("Plätze Übersicht", c.cell)
		if err != nil || got != c.want || kind != c.kind || formula != "" {
			t.Errorf("%s = %q (%v), formula %q, error %v; want %q (%v)", c.cell, got, kind, formula, err, c.want, c.kind)
		}
	}
	id, _ := book.GetCellStyle("Plätze Übersicht", "A2")
	if q := book.Styles.CellXfs.Xf[id].QuotePrefix; q == nil || !*q {
		t.Error("the risky text is not marked as text")
	}
	if got, _ := book.GetCellValue("Angaben", "B3"); got != "27.11.2015; =1+1" {
		t.Errorf("note %q", got)
	}
	if props, _ := book.GetDocProps(); strings.Contains(props.Created, "202") {
		t.Errorf("the workbook carries a time: %s", props.Created)
	}
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title   text.Text
		Columns []struct{ Key string }
		Rows    [][]any
	}
	d := json.NewDecoder(&b)
	d.UseNumber()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	n := func(s string) json.Number { return json.Number(s) }
	want := [][]any{
		{"=1+1", n("1243"), n("190.8"), n("1035.40"), n("90.0"), "2015-11-27", "2016-01"},
		{"Neckarpark; Süd", nil, n("190.0"), n("-0.05"), n("12.97496"), nil, nil},
		{nil, "gesperrt", n("-0.125"), nil, nil, nil, nil},
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" || got.Title != sample().Title || got.Columns[1].Key != "places" {
		t.Errorf("%+v %s", got, diff)
	}
}

func TestWritersRefuse(t *testing.T) {
	short := Sheet{Columns: []Column{{Name: text.Same("a")}}, Rows: slices.Values([][]Cell{{}})}
	long := Sheet{Columns: []Column{{Name: text.Same("a")}}, Rows: slices.Values([][]Cell{{Text(strings.Repeat("ä", 32_768))}})}
	var b bytes.Buffer
	if WriteCSV(&b, text.De, short) == nil || WriteJSON(&b, short) == nil || WriteXLSX(&b, text.De, short) == nil {
		t.Error("a row with a missing cell was written")
	}
	if WriteXLSX(&b, text.De, long) == nil {
		t.Error("a text that Excel would cut off was written")
	}
}

// hard are the pieces of text that formats stumble over.
var hard = []string{"=", "+", "-", "@", "#", "'", "\"", "\t", "\r", "\n", ";", ",", "|", " ", "a", "ä", "€", "_x0041_", "_x005F_", "\u2212", "＝", "\U0001F3E0", "1.234", "<", "&", "\ufeff", "\u0085", "\x00"}

// drawCell draws a cell of any kind, with what is hard for the formats.
func drawCell(t *rapid.T) Cell {
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		return Unknown()
	case 1:
		return Text(strings.Join(rapid.SliceOfN(rapid.SampledFrom(hard), 0, 6).Draw(t, "hard"), ""))
	case 2:
		return Text(rapid.String().Draw(t, "text"))
	case 3:
		return Whole(rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "n"))
	case 4:
		return Number(unit.Decimal{Amount: rapid.Int64Range(-999_999_999_999, 999_999_999_999).Draw(t, "n"), Places: rapid.IntRange(0, 9).Draw(t, "places")})
	case 5:
		return Money(unit.Cents(rapid.Int64Range(-99_999_999_999, 99_999_999_999).Draw(t, "cents")))
	case 6:
		return Day(period.Day(1900, 3, 1).AddDays(rapid.IntRange(0, 100_000).Draw(t, "day")))
	}
	return Month(period.MonthOf(rapid.IntRange(1901, 2200).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")))
}

// TestWhatIsWrittenIsRead writes random sheets in both formats and languages
// and reads every cell back: numbers as numbers, texts as the same texts.
func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := make([]Column, rapid.IntRange(1, 5).Draw(t, "columns"))
		for i := range columns {
			columns[i] = Column{Name: text.Same("Spalte " + columnName(i)), Kind: KindText}
		}
		var rows, kept [][]Cell
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			row := make([]Cell, len(columns))
			texts := make([]string, len(columns))
			for i := range row {
				row[i] = drawCell(t)
				texts[i] = row[i].String()
			}
			if rows = append(rows, row); !blank(texts) {
				kept = append(kept, row) // rows without content are not read
			}
		}
		l := rapid.SampledFrom([]text.Lang{text.De, text.En}).Draw(t, "language")
		s := Sheet{Title: text.Same(rapid.String().Draw(t, "title")), Columns: columns, Rows: slices.Values(rows)}
		for _, write := range []func(*bytes.Buffer) error{
			func(b *bytes.Buffer) error { return WriteCSV(b, l, s) },
			func(b *bytes.Buffer) error { return WriteXLSX(b, l, s) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			got, err := Read("x", &b)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, got, columns, kept)
		}
	})
}

func compare(t *rapid.T, got *Table, columns []Column, rows [][]Cell) {
	if len(got.Rows) != len(rows) || len(got.Columns) != len(columns) {
		t.Fatalf("%d rows of %d columns, want %d of %d", len(got.Rows), len(got.Columns), len(rows), len(columns))
	}
	for i, row := range rows {
		f := got.Fields(got.Rows[i])
		for j, want := range row {
			name := columns[j].Name.De
			read := f.Raw(name)
			if want.isNumber() {
				read = Number(f.Decimal(name)).String()
			}
			if read != want.String() {
				t.Errorf("row %d column %d: read %q, written %q", i, j, read, want.String())
			}
		}
	}
	if err := got.Faults().Err("compare"); err != nil {
		t.Error(err)
	}
}

func TestGuard(t *testing.T) {
	for _, c := range [][2]string{
		{"=1", "'=1"},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@a", "'@a"},
		{"\tx", "'\tx"},
		{"#x", "'#x"},
		{"＝1", "'＝1"},
		{"'=1", "''=1"},
		{"'a", "'a"},
		{"'", "'"},
		{"a=1", "a=1"},
		{"", ""},
	} {
		if got := guard(c[0]); got != c[1] || unguard(got) != c[0] {
			t.Errorf("guard(%q) = %q, back %q", c[0], got, unguard(got))
		}
	}
}

// TestWithheld: a value that is kept from the reader is a sign in files of
// texts and null in JSON, never a text among numbers.
func TestWithheld(t *testing.T) {
	s := Sheet{
		Columns: []Column{{Key: "value", Name: text.Same("value"), Kind: KindDecimal}},
		Rows:    slices.Values([][]Cell{{Withheld(".")}, {Whole(7)}}),
	}
	var csv, json bytes.Buffer
	if err := WriteCSV(&csv, text.En, s); err != nil || !strings.HasSuffix(csv.String(), "value\r\n.\r\n7\r\n") {
		t.Errorf("%v %q", err, csv.String())
	}
	if err := WriteJSON(&json, s); err != nil || !strings.Contains(json.String(), "[null],\n[7]") {
		t.Errorf("%v %q", err, json.String())
	}
}

// TestOfficeAccepts: by the validator of the Open XML SDK there is nothing wrong with a
// workbook of several sheets, nor with one of hostile cells.
func TestOfficeAccepts(t *testing.T) {
	for name, sheets := range map[string][]Sheet{"sample": {sample()}, "hostile": {injected()}} {
		var b bytes.Buffer
		if err := WriteXLSX(&b, text.De, sheets...); err != nil {
			t.Fatal(err)
		}
		for _, version := range ooxml.Versions() {
			for _, f := range ooxml.Check(t, ".xlsx", b.Bytes(), version) {
				t.Errorf("%s, %s: %+v", name, version, f)
			}
		}
	}
}
