// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

// Limits bound what one file may demand of the machine. A zero field means
// the default. The desk sets them from what the administrator allows.
type Limits struct {
	Bytes    int64 // size of the file
	Packed   int64 // size of an XLSX file, which is held in memory as it is
	Unpacked int64 // size of an XLSX file when unpacked; all parts together
	Rows     int   // rows without the header
	Columns  int
	Cells    int // cells of an XLSX sheet
	Cell     int // bytes of one cell
}

// DefaultLimits suit an office's largest extracts: 25 million rows of CSV,
// a million rows of XLSX with ten columns.
var DefaultLimits = Limits{
	Bytes: 2 << 30, Packed: 64 << 20, Unpacked: 512 << 20, Rows: 25_000_000, Columns: 1000, Cells: 10_000_000, Cell: 1 << 17,
}

// recordBytes bounds one CSV row, so that a forgotten closing quote does not
// pull the whole file into memory.
const recordBytes = 4 << 20

// Option changes how a file is read.
type Option func(*settings)

type settings struct {
	limits    Limits
	sheet     string
	encoding  Encoding
	delimiter rune
	decimal   Mark
	merged    bool
	raw       bool // no header: see OpenRaw
}

// WithLimits replaces DefaultLimits; fields that are 0 keep their default.
func WithLimits(l Limits) Option {
	return func(s *settings) {
		s.limits = Limits{
			Bytes: orDefault(l.Bytes, s.limits.Bytes), Packed: orDefault(l.Packed, s.limits.Packed), Unpacked: orDefault(l.Unpacked, s.limits.Unpacked),
			Rows: orDefault(l.Rows, s.limits.Rows), Columns: orDefault(l.Columns, s.limits.Columns),
			Cells: orDefault(l.Cells, s.limits.Cells), Cell: orDefault(l.Cell, s.limits.Cell),
		}
	}
}

func orDefault[T int | int64](v, otherwise T) T {
	if v > 0 {
		return v
	}
	return otherwise
}

// InSheet reads the named sheet of an XLSX file instead of the first that is
// shown; a hidden sheet is read where it is named.
func InSheet(name string) Option { return func(s *settings) { s.sheet = name } }

// WithMergedCells gives every cell of a merged area of an XLSX sheet the area's
// value, for header rows over several columns; else only its first has it.
func WithMergedCells() Option { return func(s *settings) { s.merged = true } }

// InEncoding reads a CSV file in e, whatever its bytes look like; a byte order
// mark still wins.
func InEncoding(e Encoding) Option { return func(s *settings) { s.encoding = e } }

// WithDelimiter separates the cells of a CSV file by d.
func WithDelimiter(d rune) Option { return func(s *settings) { s.delimiter = d } }

// WithDecimal declares the decimal mark of a CSV file's numbers.
func WithDecimal(m Mark) Option { return func(s *settings) { s.decimal = m } }

func settle(options []Option) settings {
	s := settings{limits: DefaultLimits}
	for _, o := range options {
		o(&s)
	}
	return s
}
