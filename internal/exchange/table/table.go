// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// Header is what is known of a table beside its rows.
type Header struct {
	File      string   // name of the file, as given
	Sheet     string   // name of the sheet; "" in CSV
	Encoding  Encoding // as declared or detected; "" in XLSX; certain after the last row
	Delimiter rune     // 0 in XLSX
	Decimal   Mark     // how numbers are to be read
	Preamble  []string // comment lines before the header, without "# "
	Columns   []string // names of the header, without surrounding spaces
	Line      int      // line of the header

	Sheets        []SheetInfo // of an XLSX file
	SheetHidden   bool        // the sheet that is read is hidden
	HiddenColumns []string    // letters of the columns that the spreadsheet hides; they are read
	HiddenRows    int         // so far; they are read, see Row.Hidden
	Macros        bool        // an XLSX file with programs, which are not read

	index map[string]int
	doubt []Encoding // what Encoding might be as well
}

// Index returns the place of the named column, -1 where there is none. Names
// are compared exactly.
func (h *Header) Index(column string) int {
	if i, ok := h.index[column]; ok {
		return i
	}
	return -1
}

// Has reports whether the table has the column.
func (h *Header) Has(column string) bool { return h.Index(column) >= 0 }

// setColumns takes over the header cells.
func (h *Header) setColumns(cells []string, line int) {
	h.Line = line
	h.Columns = make([]string, len(cells))
	h.index = make(map[string]int, len(cells))
	for i, c := range cells {
		name := strings.Clone(strings.TrimSpace(c))
		h.Columns[i] = name
		if _, double := h.index[name]; !double {
			h.index[name] = i
		}
	}
}

// Row is one row of a table. A Row of Reader.Next is valid until the next
// call; the strings of its cells may be kept.
type Row struct {
	Line   int  // as a text editor counts it; in XLSX the row of the sheet
	Hidden bool // the spreadsheet hides it
	head   *Header
	cells  []string
	number []bool // cell is a number of a spreadsheet; nil in CSV
}

// Raw returns the cell of the column as it stands, "" where there is no such
// column.
func (r Row) Raw(column string) string {
	if i := r.head.Index(column); i >= 0 {
		return r.cells[i]
	}
	return ""
}

// At returns the i-th cell as it stands.
func (r Row) At(i int) string { return r.cells[i] }

// Cells returns all cells as they stand.
func (r Row) Cells() []string { return r.cells }

// Table is a whole file in memory. Use Open for large ones.
type Table struct {
	*Header
	Rows []Row

	faults *Faults
}

// heldBytes bounds a CSV file that Read holds in memory as a whole.
const heldBytes = 64 << 20

// Read reads a whole table of at most 64 MiB from r. name is the file's name
// for messages. The error carries every fault of the file's form; see
// Reader.Next.
func Read(name string, r io.Reader, options ...Option) (*Table, error) {
	held := WithLimits(Limits{Bytes: min(settle(options).limits.Bytes, heldBytes)})
	in, err := Open(name, r, append(options[:len(options):len(options)], held)...)
	if err != nil {
		return nil, err
	}
	t := &Table{Header: in.Header, faults: NewFaults(name)}
	for {
		row, err := in.Next()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		row.cells, row.number = slices.Clone(row.cells), slices.Clone(row.number)
		t.Rows = append(t.Rows, row)
	}
}

// Fields gives typed access to a row; faults are collected in t.
func (t *Table) Fields(row Row) Fields { return t.faults.Fields(row) }

// Faults returns the collector of t.
func (t *Table) Faults() *Faults { return t.faults }
