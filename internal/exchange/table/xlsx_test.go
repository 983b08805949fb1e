// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

// workbook makes an XLSX file by the calls in fill.
func workbook(t *testing.T, fill func(f *excelize.File)) *bytes.Buffer {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return &b
}

func set(t *testing.T, f *excelize.File, cell string, v any, format string) {
	t.Helper()
	if err := f.SetCellValue("Sheet1", cell, v); err != nil {
		t.Fatal(err)
	}
	if format == "" {
		return
	}
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Sheet1", cell, cell, id); err != nil {
		t.Fatal(err)
	}
}

func TestXLSXCells(t *testing.T) {
	for _, c := range []struct {
		value  any
		format string
		want   string
	}{
		{"1.234", "", "1.234"},
		{1.234, "", "1.234"},
		{0.1 + 0.2, "", "0.3"},
		{1e-7, "", "0.0000001"},
		{1234567, "#,##0", "1234567"},
		{42335, "DD.MM.YYYY", "2015-11-27"},
		{42335, `[$-407]d. mmmm yyyy;@`, "2015-11-27"},
		{42309, "MMM YY", "2015-11"},
		{42310, "MMM YY", "2015-11-02"},
		{42335.5, "DD.MM.YYYY hh:mm", "2015-11-27T12:00:00"},
		{0.9, "0%", "90%"},
		{0.07, "0.0%", "7%"},
		{12.5, `0.00 "Tage"`, "12.5"},
		{12.5, `#,##0.00 \€;[Red]-#,##0.00 \€`, "12.5"},
		{true, "", "TRUE"},
		{" & <x> ", "", " & <x> "},
		{"'=1", "", "'=1"},
	} {
		in := workbook(t, func(f *excelize.File) {
			set(t, f, "A1", "wert", "")
			set(t, f, "A2", c.value, c.format)
		})
		got, err := Read("x.xlsx", in)
		if err != nil {
			t.Errorf("%v: %v", c.value, err)
			continue
		}
		if len(got.Rows) != 1 || got.Rows[0].Raw("wert") != c.want {
			t.Errorf("%v with format %q read as %v, want %q", c.value, c.format, show(got), c.want)
		}
	}
}

func TestXLSXForm(t *testing.T) {
	in := workbook(t, func(f *excelize.File) {
		if _, err := f.NewSheet("Plätze"); err != nil {
			t.Fatal(err)
		}
		for cell, v := range map[string]any{"A2": "# Stand heute", "A4": "datum", "B4": "zahl", "C4": "text", "A5": "2015", "A7": 2016, "C7": "x", "B9": 1.234, "E9": " "} {
			if err := f.SetCellValue("Plätze", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	})
	raw := in.Bytes()
	_, err := Read("x.xlsx", bytes.NewReader(raw), InSheet("Plätze"))
	if err == nil || len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Line != 9 {
		t.Fatalf("got %v, want one fault: a fifth cell in row 9", err)
	}
	in = workbook(t, func(f *excelize.File) {
		for cell, v := range map[string]any{"A2": "# Stand heute", "A4": "datum", "B4": "zahl", "C4": "text", "A5": "2015", "A7": 2016, "C7": "x", "B9": 1.234} {
			set(t, f, cell, v, "")
		}
	})
	got, err := Read("x.xlsx", in)
	if err != nil {
		t.Fatal(err)
	}
	if want := "4:datum|zahl|text 5:2015|| 7:2016||x 9:|1.234|"; show(got) != want || got.Preamble[0] != "Stand heute" || got.Sheet != "Sheet1" {
		t.Errorf("got %s, want %s", show(got), want)
	}
	_, err = Read("x.xlsx", bytes.NewReader(raw), InSheet("Fehlt"))
	if rows := fault.RowsOf(err); len(rows) != 1 || !strings.Contains(rows[0].Expected.De, "Sheet1, Plätze") {
		t.Errorf("a missing sheet: %v", err)
	}
}

func TestXLSXFields(t *testing.T) {
	in := workbook(t, func(f *excelize.File) {
		for i, n := range []string{"tag", "monat", "zahl", "ganz", "anteil", "betrag"} {
			set(t, f, columnName(i)+"1", n, "")
		}
		set(t, f, "A2", 42335, "DD.MM.YYYY")
		set(t, f, "B2", 42309, "MM.YYYY")
		set(t, f, "C2", 1.234, "0.000")
		set(t, f, "D2", 1.234, "0")
		set(t, f, "E2", 0.1297496, "0%")
		set(t, f, "F2", 1035.4, "")
	})
	got, err := Read("x.xlsx", in)
	if err != nil {
		t.Fatal(err)
	}
	f := got.Fields(got.Rows[0])
	if f.Date("tag") != period.Day(2015, 11, 27) || f.Month("monat") != period.MonthOf(2015, 11) ||
		f.Decimal("zahl") != (unit.Decimal{Amount: 1234, Places: 3}) || f.Percent("anteil") != unit.Percent(1297496, 5) || f.Cents("betrag") != 103540 {
		t.Error("a cell was read as something else")
	}
	if got.Faults().Len() != 0 {
		t.Error(got.Faults().Err("test"))
	}
	if f.Int("ganz"); got.Faults().Len() != 1 {
		t.Error("1.234 in a number cell passed as 1234")
	}
}

func TestXLSXFaults(t *testing.T) {
	in := workbook(t, func(f *excelize.File) {
		set(t, f, "A1", "a", "")
		set(t, f, "B1", "b", "")
		set(t, f, "A2", 1, "")
		if err := f.SetCellFormula("Sheet1", "B2", "1+1"); err != nil {
			t.Fatal(err)
		}
		set(t, f, "A3", 1, "")
		set(t, f, "D3", "x", "")
	})
	_, err := Read("x.xlsx", in)
	var got []string
	for _, r := range fault.RowsOf(err) {
		got = append(got, fmt.Sprintf("%d|%s|%s", r.Line, r.Column, r.Value))
	}
	if strings.Join(got, " ") != "2|b| 3||1 |  |  | x" {
		t.Errorf("faults %q", got)
	}
}

func TestXLSXErrorCell(t *testing.T) {
	src := &xlsxSource{}
	if v, _, want := src.value("e", "", "#DIV/0!", false); v != "#DIV/0!" || want == nil {
		t.Error("an error value is read as a value")
	}
	if _, _, want := src.value("s", "", "7", false); want == nil {
		t.Error("a text that is not there is read")
	}
}

func TestXLSX1904(t *testing.T) {
	in := workbook(t, func(f *excelize.File) {
		yes := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
		set(t, f, "A1", "tag", "")
		set(t, f, "A2", 42335-1462, "DD.MM.YYYY")
	})
	got, err := Read("x.xlsx", in)
	if err != nil || got.Rows[0].Raw("tag") != "2015-11-27" {
		t.Errorf("%v %v", got, err)
	}
}

func TestXLSXLimits(t *testing.T) {
	var b bytes.Buffer
	b.Write(workbook(t, func(f *excelize.File) {
		set(t, f, "A1", "a", "")
		set(t, f, "A2", strings.Repeat("x", 30_000), "")
	}).Bytes())
	for _, l := range []Limits{{Bytes: 1000}, {Unpacked: 20_000}, {Cell: 1000}} {
		_, err := Read("x.xlsx", bytes.NewReader(b.Bytes()), WithLimits(l))
		if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 {
			t.Errorf("%+v: got %v", l, err)
		}
	}
	cut := b.Bytes()[:b.Len()-50]
	if _, err := Read("x.xlsx", bytes.NewReader(cut)); fault.KindOf(err) != fault.Invalid || err == nil {
		t.Errorf("a cut-off workbook: %v", err)
	}
}
