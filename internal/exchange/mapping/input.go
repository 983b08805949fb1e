// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Applied is what a mapping has made of a file.
type Applied struct {
	Layout  Layout
	Rows    int // rows that hold data
	Figures int // figures handed on
	Unknown int // cells that are empty or hold a sign for unknown: no figure
	LeftOut int // rows left out: totals, notes, repeated headers
	// Left lists the first of the rows left out.
	Left  []Left
	Notes []text.Text // what changed in the layout without harm
}

// Left is a row that was left out, and why.
type Left struct {
	Line int
	Text string
	Why  text.Text
}

// maxLeft bounds Applied.Left.
const maxLeft = 200

func (a *Applied) leave(row table.RawRow, why text.Text) {
	a.LeftOut++
	if len(a.Left) < maxLeft {
		a.Left = append(a.Left, Left{Line: row.Line, Text: shortened(joined(row.Cells)), Why: why})
	}
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120]) + " …"
	}
	return s
}

// input streams the rows of a file below its header.
type input struct {
	raw    *table.Raw
	layout Layout
	notes  []text.Text
	width  int // columns that the layout knows
	first  []table.RawRow
	header []table.RawRow // of this file, to know it when it is repeated
	end    error
}

// open reads the beginning of a file and finds its header.
func (s Spec) open(file string, r io.Reader, options []table.Option) (*input, error) {
	own := []table.Option{table.WithDecimal(s.Decimal)}
	if s.Sheet != "" {
		own = append(own, table.InSheet(s.Sheet))
	}
	if s.Coding != "" {
		own = append(own, table.InEncoding(s.Coding))
	}
	raw, err := table.OpenRaw(file, r, append(own, options...)...)
	if err != nil {
		return nil, err
	}
	in := &input{raw: raw}
	sample := Sample{File: file}
	for len(sample.Rows) < sampleRows {
		row, err := raw.Next()
		if err != nil {
			in.end = err
			break
		}
		sample.Rows = append(sample.Rows, row.Clone())
	}
	sample.describe(raw.Header)
	if in.end != nil && !errors.Is(in.end, io.EOF) && fault.KindOf(in.end) != fault.Invalid {
		return nil, in.end
	}
	if in.layout, in.notes, err = s.Locate(sample); err != nil {
		return nil, err
	}
	in.first = sample.Rows[in.layout.next:]
	in.header = sample.Rows[in.layout.next-min(in.layout.Header, in.layout.next) : in.layout.next]
	for _, h := range in.layout.Columns {
		in.width = max(in.width, h.At+1)
	}
	return in, nil
}

// next returns the next row below the header. Its error is io.EOF at the end,
// or that of the reader; faults of the file's form are in the collector.
func (in *input) next() (table.RawRow, error) {
	if len(in.first) > 0 {
		row := in.first[0]
		in.first = in.first[1:]
		return row, nil
	}
	if in.end == nil {
		var row table.RawRow
		if row, in.end = in.raw.Next(); in.end == nil {
			return row, nil
		}
	}
	return table.RawRow{}, in.end
}

// isHeader reports whether the row is one of the header again, as page breaks
// leave it.
func (in *input) isHeader(row table.RawRow) bool {
	return slices.ContainsFunc(in.header, func(h table.RawRow) bool { return joined(h.Cells) == joined(row.Cells) })
}

// each gives every row below the header to read, and returns the refusal with
// all faults in the order of rows.
func (in *input) each(op string, read func(table.RawRow) error, finish func() error) error {
	for {
		row, err := in.next()
		if err == nil {
			if err = read(row); err != nil {
				return fault.Wrap(op, err)
			}
			continue
		}
		if !errors.Is(err, io.EOF) && fault.KindOf(err) != fault.Invalid {
			return fault.Wrap(op, err)
		}
		if refused := in.raw.Faults().Err(op); refused != nil {
			slices.SortStableFunc(fault.RowsOf(refused), func(a, b fault.Row) int { return cmp.Compare(line(a), line(b)) })
			return refused
		}
		if !errors.Is(err, io.EOF) {
			return fault.Wrap(op, err)
		}
		return finish()
	}
}

// line puts what concerns no row last.
func line(r fault.Row) int {
	if r.Line == 0 {
		return int(^uint(0) >> 1)
	}
	return r.Line
}

// refuse notes a fault of a cell.
func (in *input) refuse(row table.RawRow, h Heading, expected text.Text) {
	in.raw.Faults().Add(fault.Row{File: in.raw.File, Sheet: in.raw.Sheet, Line: row.Line, Column: h.Name, Value: cellAt(row, h.At), Expected: expected})
}

// cellAt returns a cell without surrounding spaces, "" beyond the row's end.
func cellAt(row table.RawRow, at int) string {
	if at < 0 || at >= len(row.Cells) {
		return ""
	}
	return oneSpace(row.Cells[at])
}
