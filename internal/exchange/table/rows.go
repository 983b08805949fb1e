// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

// OfRows returns a Reader of rows that another package has made of a file, so
// that what reads tables reads them too: header first, and with the lines of
// the file that they come from. next fills cells, which has as many as there
// are columns, and returns the line; io.EOF ends the table. The numbers have a
// decimal point. faults collects those of both; nil makes a collector.
func OfRows(file string, columns []string, faults *Faults, next func(cells []string) (line int, err error)) *Reader {
	if faults == nil {
		faults = NewFaults(file)
	}
	in := &Reader{Header: &Header{File: file, Decimal: Point}, limits: DefaultLimits, faults: faults}
	in.setColumns(columns, 1)
	in.src = &madeRows{fill: next, cells: make([]string, len(columns))}
	return in
}

// madeRows is the source of OfRows.
type madeRows struct {
	fill  func(cells []string) (int, error)
	cells []string
}

// next makes one record.
func (m *madeRows) next(rec *record) error {
	clear(m.cells)
	line, err := m.fill(m.cells)
	rec.line, rec.cells, rec.number, rec.fault = line, m.cells, nil, nil
	return err
}
