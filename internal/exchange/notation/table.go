// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package notation

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"planraum/internal/city/document"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// WriteTable writes columns and rows of a table, a row on each line, cells parted by
// semicolons. A column of numbers has # before its name, a unit stands in square
// brackets behind it; a row of totals begins with =.
func WriteTable(t document.Table) string {
	var b strings.Builder
	for i, c := range t.Columns {
		if i > 0 {
			b.WriteString("; ")
		}
		if c.Numeric {
			b.WriteString("# ")
		}
		b.WriteString(cell(c.Name, "\\;[]#"))
		if c.Unit != "" {
			b.WriteString(" [" + cell(c.Unit, "\\;[]") + "]")
		}
	}
	for _, r := range t.Rows {
		b.WriteString("\n")
		if r.Total {
			b.WriteString("= ")
		}
		for i, c := range r.Cells {
			if i > 0 {
				b.WriteString("; ")
			}
			b.WriteString(cell(c, "\\;="))
		}
	}
	return b.String()
}

// cell writes a cell on one line.
func cell(s, signs string) string { return escaped(strings.TrimSpace(blanks.Replace(s)), signs) }

// ReadTable reads a table that was typed or taken over from a sheet: cells are parted by
// tabs if there are any, else by semicolons; the first line holds the columns. Empty
// lines and rows are left out. Every fault names its line.
func ReadTable(typed string) (document.Table, []fault.Row) {
	t, rows := document.Table{}, []fault.Row(nil)
	by := ';'
	if strings.Contains(typed, "\t") {
		by = '\t'
	}
	for i, line := range lines(strings.ToValidUTF8(typed, "\x00")) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if at := strings.IndexFunc(line, func(c rune) bool { return !readable(c) }); at >= 0 {
			column := utf8.RuneCountInString(line[:at]) + 1
			rows = append(rows, fault.Row{Line: i + 1, Column: fmt.Sprint(column), Value: line, Expected: text.T("Zeichen, die man lesen kann", "signs that can be read")})
			continue
		}
		cells := split(line, by)
		if t.Columns == nil {
			t.Columns = columns(cells)
			continue
		}
		if len(cells) != len(t.Columns) {
			n := len(t.Columns)
			rows = append(rows, fault.Row{Line: i + 1, Column: fmt.Sprint(utf8.RuneCountInString(line)), Value: line, Expected: text.T(
				fmt.Sprintf("%d Zellen wie in der ersten Zeile, es sind %d", n, len(cells)), fmt.Sprintf("%d cells as in the first line, there are %d", n, len(cells)))})
			continue
		}
		if r := row(cells); strings.Join(r.Cells, "") != "" {
			t.Rows = append(t.Rows, r)
		}
	}
	if t.Columns == nil {
		rows = append(rows, fault.Row{Line: 1, Column: "1", Expected: text.T("eine erste Zeile mit den Namen der Spalten", "a first line with the names of the columns")})
	}
	return t, rows
}

// split parts a line where no backslash stands before the sign; cells keep theirs.
func split(line string, by rune) []string {
	var cells []string
	var b strings.Builder
	skip := false
	for _, c := range line {
		if c == by && !skip {
			cells = append(cells, strings.TrimSpace(b.String()))
			b.Reset()
			continue
		}
		skip = c == '\\' && !skip
		b.WriteRune(c)
	}
	return append(cells, strings.TrimSpace(b.String()))
}

// plain takes the backslashes from before signs.
func plain(s string) string {
	var b strings.Builder
	in := []rune(s)
	for i := 0; i < len(in); i++ {
		if in[i] == '\\' && i+1 < len(in) && strings.ContainsRune(special, in[i+1]) {
			i++
		}
		b.WriteRune(in[i])
	}
	return b.String()
}

func columns(cells []string) []document.Column {
	list := make([]document.Column, len(cells))
	for i, s := range cells {
		c := &list[i]
		if rest, is := strings.CutPrefix(s, "#"); is {
			c.Numeric, s = true, strings.TrimSpace(rest)
		}
		if name, unit, has := unitOf(s); has {
			s, c.Unit = name, strings.TrimSpace(plain(unit))
		}
		c.Name = strings.TrimSpace(plain(s))
	}
	return list
}

// unitOf takes the unit in square brackets from the end of a column's name.
func unitOf(s string) (name, unit string, has bool) {
	open, skip := -1, false
	in := []rune(s)
	for i, c := range in {
		switch {
		case skip:
		case c == '[' && open < 0:
			open = i
		case c == ']' && open >= 0 && i == len(in)-1:
			return string(in[:open]), string(in[open+1 : i]), true
		}
		skip = c == '\\' && !skip
	}
	return s, "", false
}

func row(cells []string) document.Row {
	r := document.Row{Cells: cells}
	if rest, is := strings.CutPrefix(cells[0], "="); is {
		r.Total, cells[0] = true, strings.TrimSpace(rest)
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(plain(cells[i]))
	}
	return r
}

// Keep gives a table that was typed what cannot be: the derivations of rows that read as
// before.
func Keep(typed, before document.Table) document.Table {
	for i, r := range typed.Rows {
		for _, old := range before.Rows {
			if len(old.Refs) > 0 && slices.EqualFunc(r.Cells, old.Cells, func(a, b string) bool { return a == strings.TrimSpace(blanks.Replace(b)) }) {
				typed.Rows[i].Refs = old.Refs
			}
		}
	}
	return typed
}
