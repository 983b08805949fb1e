// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import "io"

// Record is one row of a table that another reader has taken apart.
type Record struct {
	Line    int      // where it stands in the file
	Cells   []string // one for each column
	Numbers []bool   // the cell is a number with a decimal point; nil: none is
}

// OpenRecords gives rows that another reader has taken apart, such as the
// properties of places, the form of a table. name stands for it in messages.
func OpenRecords(name string, columns []string, rows []Record, options ...Option) (*Reader, error) {
	s := settle(options)
	in := newReader(name, s)
	in.Encoding, in.Decimal = UTF8, s.decimal
	in.src = &recordSource{columns: columns, rows: rows}
	return in.begin()
}

type recordSource struct {
	columns []string // nil after the header
	rows    []Record
}

func (src *recordSource) next(rec *record) error {
	rec.fault, rec.soft = nil, false
	if src.columns != nil {
		rec.cells, rec.number, rec.line = src.columns, nil, 0
		src.columns = nil
		return nil
	}
	if len(src.rows) == 0 {
		return io.EOF
	}
	r := src.rows[0]
	src.rows = src.rows[1:]
	rec.cells, rec.number, rec.line = r.Cells, r.Numbers, r.Line
	return nil
}
