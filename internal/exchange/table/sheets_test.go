// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"planraum/internal/fault"
)

func cellsOf(t *testing.T, f *excelize.File, sheet string, cells map[string]any) {
	t.Helper()
	for at, v := range cells {
		if err := f.SetCellValue(sheet, at, v); err != nil {
			t.Fatal(err)
		}
	}
}

// hiddenBook has a hidden first sheet, and a second with a hidden row and column.
func hiddenBook(t *testing.T) string {
	return workbook(t, func(f *excelize.File) {
		cellsOf(t, f, "Sheet1", map[string]any{"A1": "geheim", "A2": 1})
		for _, s := range []string{"Monat", "Jahr"} {
			if _, err := f.NewSheet(s); err != nil {
				t.Fatal(err)
			}
			cellsOf(t, f, s, map[string]any{"A1": "a", "B1": "b", "A2": 1, "B2": 2, "A3": 3, "B3": 4})
		}
		f.SetActiveSheet(1)
		for _, err := range []error{f.SetSheetVisible("Sheet1", false), f.SetRowVisible("Monat", 3, false), f.SetColVisible("Monat", "B", false)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}).String()
}

func TestSheets(t *testing.T) {
	raw := hiddenBook(t)
	list, err := Sheets("x.xlsx", strings.NewReader(raw))
	if err != nil || len(list) != 3 || !list[0].Hidden || list[1].Hidden || list[1].Name != "Monat" || list[2].Name != "Jahr" {
		t.Errorf("%+v %v", list, err)
	}
	if list, err := Sheets("x.csv", strings.NewReader("a;b\n")); err != nil || list != nil {
		t.Errorf("a CSV file has sheets: %v %v", list, err)
	}
	if _, err := Sheets("x.xlsx", strings.NewReader("%PDF-1")); fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 {
		t.Errorf("a PDF has sheets: %v", err)
	}
}

func TestHiddenIsTold(t *testing.T) {
	raw := hiddenBook(t)
	got, err := Read("x.xlsx", strings.NewReader(raw))
	if err != nil || show(got) != "1:a|b 2:1|2 3:3|4" || got.Sheet != "Monat" {
		t.Fatalf("%v %v, want the first sheet that is shown", got, err)
	}
	if got.Rows[0].Hidden || !got.Rows[1].Hidden || got.HiddenRows != 1 || strings.Join(got.HiddenColumns, "") != "B" {
		t.Errorf("hidden: %v, %d rows, columns %v", got.Rows[1].Hidden, got.HiddenRows, got.HiddenColumns)
	}
	remarks := ""
	for _, r := range got.Remarks() {
		remarks += r.De + "\n"
	}
	for _, want := range []string{"„Monat“", "Sheet1 (ausgeblendet", "Jahr", "Zeilen wurden mitgelesen: 1", "Spalten wurden mitgelesen: B"} {
		if !strings.Contains(remarks, want) {
			t.Errorf("the remarks do not say %q:\n%s", want, remarks)
		}
	}
	got, err = Read("x.xlsx", strings.NewReader(raw), InSheet("Sheet1"))
	if err != nil || show(got) != "1:geheim 2:1" || !got.SheetHidden {
		t.Errorf("the hidden sheet by name: %v %v", got, err)
	}
}

func TestMergedCells(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		cellsOf(t, f, "Sheet1", map[string]any{"A1": "Jahr", "B1": 2015, "C1": "Ort", "A2": "x", "B2": 1, "C2": "y", "C3": "z", "C4": "w"})
		for _, area := range [][2]string{{"A2", "B3"}, {"C3", "C3"}} {
			if err := f.MergeCell("Sheet1", area[0], area[1]); err != nil {
				t.Fatal(err)
			}
		}
	}).String()
	for _, c := range []struct {
		options []Option
		want    string
	}{
		{nil, "1:Jahr|2015|Ort 2:x||y 3:||z 4:||w"},
		{[]Option{WithMergedCells()}, "1:Jahr|2015|Ort 2:x|x|y 3:x|x|z 4:||w"},
	} {
		got, err := Read("x.xlsx", strings.NewReader(raw), c.options...)
		if err != nil || strings.ReplaceAll(show(got), "|1|", "||") != c.want {
			t.Errorf("%v, %v; want %s", show(got), err, c.want)
		}
	}
}

// TestMergedBomb: overlapping areas of the whole sheet cost no more than the
// limit of cells.
func TestMergedBomb(t *testing.T) {
	areas := ""
	for i := range 20_000 {
		areas += fmt.Sprintf(`<mergeCell ref="A2:XFD%d"/>`, 1_000_000+i)
	}
	raw := bookOf(t, "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row>`+header10()+`</row>`+cellRows(50)+`</sheetData><mergeCells>`+areas+`</mergeCells></worksheet>`)
	_, err := Read("x.xlsx", strings.NewReader(raw), WithMergedCells())
	if rows := fault.RowsOf(err); len(rows) != 1 || !strings.Contains(rows[0].Expected.De, "Zellen") {
		t.Errorf("%v", err)
	}
	raw = bookOf(t, "xl/worksheets/sheet1.xml", `<worksheet><sheetData/><mergeCells><mergeCell ref="A1:9"/></mergeCells></worksheet>`)
	if _, err := Read("x.xlsx", strings.NewReader(raw), WithMergedCells()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a broken area: %v", err)
	}
}

// TestColumnOf: the names of columns come back.
func TestColumnOf(t *testing.T) {
	for i := range 16_384 {
		if got := columnOf(columnName(i) + "7"); got != i {
			t.Fatalf("%s is %d, want %d", columnName(i), got, i)
		}
	}
	for _, s := range []string{"", "7", "A", "a1", "AAAA1", "A1B", "A-1"} {
		if columnOf(s) != -1 {
			t.Errorf("%q has a column", s)
		}
	}
}
