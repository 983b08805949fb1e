// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"planraum/internal/city/figure"
	"planraum/internal/exchange/mapping"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// golden is one case of testdata/cases; the README there describes the form.
type golden struct {
	settings map[string]string
	parts    map[string]string
}

var partLine = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

// readGolden reads a case: a description, then parts that begin with
// "-- name --", as in Go's txtar.
func readGolden(t testing.TB, path string) golden {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g := golden{map[string]string{}, map[string]string{}}
	at := partLine.FindAllSubmatchIndex(raw, -1)
	if at == nil || strings.TrimSpace(string(raw[:at[0][0]])) == "" {
		t.Fatal("a case needs a description and parts")
	}
	for i, m := range at {
		end := len(raw)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		g.parts[string(raw[m[2]:m[3]])] = string(raw[m[1]:end])
	}
	for _, l := range linesOf(g.parts["settings"]) {
		key, value, _ := strings.Cut(l, ":")
		g.settings[key] = strings.TrimSpace(value)
	}
	return g
}

func linesOf(s string) []string {
	var list []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			list = append(list, l)
		}
	}
	return list
}

func TestCases(t *testing.T) {
	known := stuttgart(t)
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) < 40 {
		t.Fatalf("%d cases, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { readGolden(t, path).check(t, known) })
	}
}

func (g golden) check(t *testing.T, known mapping.Catalogue) {
	file, input := g.input(t)
	spec := mapping.Spec{}
	if whole, ok := g.parts["mapping.json"]; ok {
		s, err := mapping.Parse(strings.NewReader(whole))
		if err != nil {
			t.Fatal(err, fault.RowsOf(err))
		}
		spec = s
	} else {
		spec = g.guess(t, file, input, known)
	}
	if changed, ok := g.parts["next"]; ok { // next month's file
		input = g.encode(t, changed)
	}
	var got []figure.Figure
	done, err := spec.Apply(file, bytes.NewReader(input), known, func(f []figure.Figure) error {
		got = append(got, f...)
		return nil
	})
	g.checkFaults(t, err)
	if _, ok := g.parts["figures"]; ok {
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		g.checkFigures(t, got)
	}
	if want, ok := g.parts["left"]; ok {
		var left []string
		for _, l := range done.Left {
			left = append(left, strconv.Itoa(l.Line))
		}
		if diff := cmp.Diff(strings.Fields(want), left); diff != "" {
			t.Errorf("rows left out:\n%s", diff)
		}
	}
	if want := g.settings["unknown"]; want != "" && want != strconv.Itoa(done.Unknown) {
		t.Errorf("%d unknown cells, want %s", done.Unknown, want)
	}
	if want := g.settings["moved"]; want != "" && want != strconv.Itoa(len(done.Notes)) {
		t.Errorf("notes %v, want %s", done.Notes, want)
	}
}

// guess proposes a mapping, checks it, and makes the planner's changes.
func (g golden) guess(t *testing.T, file string, input []byte, known mapping.Catalogue) mapping.Spec {
	var options []table.Option
	if s := g.settings["sheet"]; s != "" {
		options = append(options, table.InSheet(s))
	}
	sample, err := mapping.ReadSample(file, bytes.NewReader(input), options...)
	if err != nil {
		t.Fatalf("sample: %v", err)
	}
	p := mapping.Guess(sample, known)
	if want, ok := g.parts["roles"]; ok {
		var roles []string
		for _, c := range p.Columns {
			roles = append(roles, c.Name+" | "+string(c.Column.Role))
		}
		if diff := cmp.Diff(linesOf(want), roles); diff != "" {
			t.Errorf("roles:\n%s", diff)
		}
	}
	var open []string
	for _, q := range p.Open {
		open = append(open, q.Field)
	}
	if diff := cmp.Diff(linesOf(g.parts["open"]), open); diff != "" {
		t.Errorf("questions:\n%s", diff)
	}
	var likely []string
	for _, m := range p.Areas.Likely {
		likely = append(likely, m.Name+" | "+shortArea(string(m.Area)))
	}
	if diff := cmp.Diff(linesOf(g.parts["likely"]), likely); diff != "" {
		t.Errorf("likely areas:\n%s", diff)
	}
	if g.settings["accept"] == "likely" {
		p.AcceptLikely()
	}
	if changes, ok := g.parts["changes.json"]; ok {
		if strings.Contains(changes, `"columns"`) {
			p.Spec.Columns = nil // else the new columns keep fields of the old
		}
		if err := json.Unmarshal([]byte(changes), &p.Spec); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := json.Marshal(p.Spec)
	if err != nil {
		t.Fatal(err)
	}
	again, err := mapping.Parse(bytes.NewReader(stored))
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := json.Marshal(again); err != nil || !bytes.Equal(stored, twice) {
		t.Errorf("stored and read again:\n%s", cmp.Diff(string(stored), string(twice)))
	}
	if g.settings["show"] != "" {
		t.Logf("%s\n%+v", stored, p.Columns)
	}
	return again
}

// checkFaults compares line, column, value and a part of what was expected.
func (g golden) checkFaults(t *testing.T, err error) {
	want := linesOf(g.parts["faults"])
	rows := fault.RowsOf(err)
	if err != nil && len(rows) == 0 {
		t.Fatalf("error without rows: %v", err)
	}
	for i, r := range rows {
		have := fmt.Sprintf("%d | %s | %s | ", r.Line, r.Column, r.Value)
		if i >= len(want) {
			t.Errorf("fault more: %s%s", have, r.Expected.De)
			continue
		}
		at := strings.LastIndex(want[i], " | ") + len(" | ")
		if want[i][:at] != have || !strings.Contains(r.Expected.De, want[i][at:]) {
			t.Errorf("fault %d:\n want %s\n have %s%s", i, want[i], have, r.Expected.De)
		}
	}
	for _, w := range want[min(len(rows), len(want)):] {
		t.Errorf("fault missing: %s", w)
	}
}

// checkFigures compares the columns that the case names.
func (g golden) checkFigures(t *testing.T, got []figure.Figure) {
	want := linesOf(g.parts["figures"])
	columns := strings.Split(want[0], " | ")
	var have []string
	for _, f := range got {
		all := map[string]string{
			"line": strconv.Itoa(f.Line), "area": shortArea(string(f.Area)), "indicator": f.Indicator, "group": string(f.Group),
			"period": f.Period.String(), "value": f.Value.String(), "note": f.Note, "known_from": f.KnownFrom.String(), "source": f.Source, "basis": f.Basis.String(),
		}
		var cells []string
		for _, c := range columns {
			if _, ok := all[c]; !ok {
				t.Fatalf("no column %q", c)
			}
			cells = append(cells, all[c])
		}
		for key, value := range g.settings {
			if column, ok := strings.CutPrefix(key, "all "); ok && all[column] != value {
				t.Errorf("%s is %q, want %q in %v", column, all[column], value, f)
			}
		}
		have = append(have, strings.TrimSpace(strings.Join(cells, " | ")))
	}
	if diff := cmp.Diff(want[1:], have); diff != "" {
		t.Errorf("figures:\n%s", diff)
	}
}

func shortArea(id string) string {
	if id == "08111000" {
		return "city"
	}
	return strings.TrimPrefix(id, "08111000/")
}

var codings = map[string]encoding.Encoding{
	"": encoding.Nop, "UTF-8": encoding.Nop, "Windows-1252": charmap.Windows1252, "ISO-8859-15": charmap.ISO8859_15, "CP850": charmap.CodePage850,
	"UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
}

// input returns the file's name and bytes.
func (g golden) input(t *testing.T) (string, []byte) {
	name := g.settings["file"]
	if name == "" {
		t.Fatal("settings need a line file: NAME")
	}
	return name, g.encode(t, g.parts["input"])
}

func (g golden) encode(t *testing.T, content string) []byte {
	if strings.HasSuffix(g.settings["file"], ".xlsx") {
		return g.workbook(t, content)
	}
	if g.settings["lines"] == "CRLF" {
		content = strings.ReplaceAll(content, "\n", "\r\n")
	}
	content = strings.ReplaceAll(content, "→", "\t")
	coding, ok := codings[g.settings["encoding"]]
	if !ok {
		t.Fatalf("unknown encoding %q", g.settings["encoding"])
	}
	out, err := coding.NewEncoder().String(content)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

// workbook makes an XLSX file of its description: "## Name" begins a sheet, |
// divides cells, an empty line is an empty row; numbers are stored as such,
// "date:2015-11-30", "month:2015-11" and "percent:12.5" with their formats,
// "text:01" as text. The setting merge lists ranges of the first sheet.
func (g golden) workbook(t *testing.T, content string) []byte {
	book := excelize.NewFile()
	defer book.Close()
	sheet, row := "Sheet1", 0
	for _, line := range strings.Split(strings.TrimSuffix(content, "\n"), "\n") {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			if sheet == "Sheet1" {
				must(t, book.SetSheetName("Sheet1", name))
			} else if _, err := book.NewSheet(name); err != nil {
				t.Fatal(err)
			}
			sheet, row = name, 0
			continue
		}
		row++
		for i, cell := range strings.Split(line, "|") {
			if cell = strings.TrimSpace(cell); cell == "" {
				continue
			}
			at, err := excelize.CoordinatesToCellName(i+1, row)
			must(t, err)
			setCell(t, book, sheet, at, cell)
		}
	}
	for _, m := range strings.Fields(g.settings["merge"]) {
		from, to, _ := strings.Cut(m, ":")
		must(t, book.MergeCell(book.GetSheetList()[0], from, to))
	}
	var b bytes.Buffer
	must(t, book.Write(&b))
	return b.Bytes()
}

func setCell(t *testing.T, book *excelize.File, sheet, at, cell string) {
	kind, rest, _ := strings.Cut(cell, ":")
	format := map[string]string{"date": "DD.MM.YYYY", "month": "MMM YY", "percent": "0.0%"}[kind]
	switch n, err := strconv.ParseFloat(cell, 64); {
	case kind == "text":
		must(t, book.SetCellStr(sheet, at, rest))
		return
	case format == "" && err == nil:
		must(t, book.SetCellFloat(sheet, at, n, -1, 64))
		return
	case format == "":
		must(t, book.SetCellStr(sheet, at, cell))
		return
	}
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(t, err)
	must(t, book.SetCellStyle(sheet, at, at, style))
	if kind == "percent" {
		n, err := strconv.ParseFloat(rest, 64)
		must(t, err)
		must(t, book.SetCellFloat(sheet, at, n/100, -1, 64))
		return
	}
	if kind == "month" {
		rest += "-01"
	}
	must(t, book.SetCellInt(sheet, at, int64(serialOf(t, rest))))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// serialOf counts the days from which spreadsheets start.
func serialOf(t *testing.T, day string) int {
	d, err := time.Parse("2006-01-02", day)
	must(t, err)
	return int(d.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}
