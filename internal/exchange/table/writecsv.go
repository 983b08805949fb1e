// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"planraum/internal/text"
)

// WriteCSV writes the sheet as the package comment describes. Its error is
// that of w, or an internal one for a row with a wrong number of cells.
func WriteCSV(w io.Writer, l text.Lang, s Sheet) error {
	out := csvWriter{Writer: bufio.NewWriterSize(w, 1<<16), delimiter: ',', point: "."}
	mark := text.T(pointName.De, pointName.En)
	if l == text.De {
		out.delimiter, out.point, mark = ';', ",", commaName
	}
	_, _ = out.WriteString("\ufeff") // errors stay with the bufio.Writer until Flush
	if title := s.Title.In(l); title != "" {
		out.comment(title)
	}
	for _, n := range s.Head() {
		out.comment(n.Label.In(l) + ": " + n.Value.In(l))
	}
	out.comment(decimalMark.In(l) + ": " + mark.In(l))
	for i, c := range s.Columns {
		out.text(i, plain(c.header(l)))
	}
	out.end()
	if s.Rows != nil {
		for row := range s.Rows {
			if err := s.check(row); err != nil {
				return err
			}
			for i, c := range row {
				out.cell(i, c, s.Columns[i])
			}
			out.end()
		}
	}
	return out.Flush()
}

// check makes sure that the row fits the columns.
func (s Sheet) check(row []Cell) error {
	if len(row) != len(s.Columns) {
		return fmt.Errorf("table: sheet %q has %d columns, a row %d cells", s.Title.En, len(s.Columns), len(row))
	}
	return nil
}

type csvWriter struct {
	*bufio.Writer
	delimiter byte
	point     string
}

func (w csvWriter) end() { _, _ = w.WriteString("\r\n") }

// comment writes a comment line. A spreadsheet divides it at delimiters, so
// what follows one is guarded like a cell of its own.
func (w csvWriter) comment(s string) {
	s = oneLine(s)
	var b strings.Builder
	for {
		at := strings.IndexAny(s, ";,|")
		b.WriteString(s[:at+1])
		if s = s[at+1:]; at < 0 {
			break
		}
		rest := strings.TrimLeft(s, " \u00a0\"")
		b.WriteString(s[:len(s)-len(rest)])
		s = guard(rest)
	}
	_, _ = w.WriteString("# " + b.String() + s)
	w.end()
}

func (w csvWriter) cell(i int, c Cell, column Column) {
	switch {
	case c.isNumber():
		w.separate(i)
		_, _ = w.WriteString(strings.Replace(c.exact(column.places()), ".", w.point, 1))
	case c.kind == KindText:
		w.text(i, c.text)
	default:
		w.separate(i)
		_, _ = w.WriteString(c.String())
	}
}

func (w csvWriter) separate(i int) {
	if i > 0 {
		_ = w.WriteByte(w.delimiter)
	}
}

// text writes a text cell, in quotes where any program might divide it: also
// at the delimiters and comment marks of other settings.
func (w csvWriter) text(i int, s string) {
	w.separate(i)
	s = guard(s)
	if !strings.ContainsAny(s, "\",;\t|#\n") && strings.TrimSpace(s) == s {
		_, _ = w.WriteString(s)
		return
	}
	_, _ = w.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
}
