// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// source gives the records of one file, header first.
type source interface {
	// next fills rec. It returns io.EOF at the end; any other error ends the
	// reading. What is wrong with one record only stands in rec.fault.
	next(rec *record) error
}

// record is one row as its format holds it. Slices are reused.
type record struct {
	line   int
	cells  []string
	number []bool
	fault  *fault.Row // the record cannot be read; line is set
	soft   bool       // missing cells are empty: spreadsheets leave them out
	hidden bool       // the spreadsheet does not show the row
}

// Reader streams the rows of one file.
type Reader struct {
	*Header

	src    source
	limits Limits
	rec    record
	faults *Faults
	rows   int
	done   error
}

const op = "table.Read"

// Open reads a file's header. The error carries every fault of it. name is the
// file's name for messages; the format is told from the content, and a name
// with the ending of another format is refused.
func Open(name string, r io.Reader, options ...Option) (*Reader, error) {
	s := settle(options)
	in := newReader(name, s)
	buffered, err := sniff(name, r, s.limits)
	switch {
	case err != nil:
		return nil, in.end(err)
	case isZip(buffered):
		in.src, err = openXLSX(in.Header, buffered, s)
	default:
		in.src, err = openCSV(in.Header, buffered, s)
	}
	if err != nil {
		return nil, in.end(err)
	}
	return in.begin()
}

func newReader(name string, s settings) *Reader {
	return &Reader{Header: &Header{File: name}, limits: s.limits, faults: NewFaults(name)}
}

// begin reads the header.
func (in *Reader) begin() (*Reader, error) {
	if err := in.readHeader(); err != nil {
		return nil, in.end(err)
	}
	if err := in.faults.Err(op); err != nil {
		return nil, err
	}
	return in, nil
}

// maxComments bounds the lines before the header, which stay in memory.
const maxComments = 1000

func tooManyComments(file string, line int) error {
	return fault.Refuse(op, []fault.Row{{File: file, Line: line, Expected: atMost(maxComments, "Kommentarzeilen vor der Kopfzeile", "comment lines before the header")}})
}

// wholeFile is the fault of a file that cannot be read at all.
func wholeFile(name, value string, expected text.Text) error {
	return fault.Refuse(op, []fault.Row{{File: name, Value: shorten(value), Expected: expected}})
}

// readHeader takes the first record that is not a comment as the header. It
// collects what is wrong with it; its error is one that ends the reading.
func (in *Reader) readHeader() error {
	for {
		err := in.src.next(&in.rec)
		if errors.Is(err, io.EOF) {
			return wholeFile(in.File, "", text.T("eine Kopfzeile mit Spaltennamen; die Datei ist leer", "a header with column names; the file is empty"))
		}
		if err != nil {
			return err
		}
		if in.rec.fault != nil {
			in.faults.Add(*in.rec.fault)
			return nil
		}
		if blank(in.rec.cells) {
			continue
		}
		if in.rec.soft && strings.HasPrefix(in.rec.cells[0], "#") {
			if len(in.Preamble) >= maxComments {
				return tooManyComments(in.File, in.rec.line)
			}
			in.Preamble = append(in.Preamble, comment(in.rec.cells[0]))
			continue
		}
		break
	}
	cells := in.rec.cells
	for in.rec.soft && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if in.checkCells(cells, in.rec.line, nil) {
		in.setColumns(cells, in.rec.line)
		in.checkHeader()
	}
	return nil
}

func (in *Reader) checkHeader() {
	if len(in.Columns) > in.limits.Columns {
		in.faults.Add(fault.Row{Line: in.Line, Value: text.De.Int(int64(len(in.Columns))), Expected: atMost(in.limits.Columns, "Spalten", "columns")})
		return
	}
	for i, c := range in.Columns {
		switch {
		case c == "":
			in.faults.Add(fault.Row{Line: in.Line, Column: columnName(i), Expected: text.T("ein Spaltenname in der Kopfzeile", "a column name in the header")})
		case in.index[c] != i:
			in.faults.Add(fault.Row{Line: in.Line, Column: columnName(i), Value: c, Expected: text.T("ein Spaltenname, der nur einmal vorkommt", "a column name that occurs once only")})
		}
	}
}

// Fields gives typed access to a row. Its faults are collected and returned by
// the Next that meets the end of the file.
func (in *Reader) Fields(row Row) Fields { return in.faults.Fields(row) }

// Faults returns the collector of the file, for faults that only the caller
// can see.
func (in *Reader) Faults() *Faults { return in.faults }

// Next returns the next row. Rows with a fault are noted and left out. At the
// end of the file it returns io.EOF if nothing was found wrong, neither by
// Next nor through Fields, and else the refusal with every fault; so a caller
// who stops at any error and stores nothing before io.EOF cannot miss one.
// Going beyond a limit ends the reading at once with a refusal.
func (in *Reader) Next() (Row, error) {
	for in.done == nil {
		if err := in.src.next(&in.rec); err != nil {
			in.done = in.end(err)
			break
		}
		if in.rec.fault != nil {
			in.faults.Add(*in.rec.fault)
			continue
		}
		if blank(in.rec.cells) {
			continue
		}
		if in.rows++; in.rows > in.limits.Rows {
			in.faults.force(fault.Row{Line: in.rec.line, Expected: atMost(in.limits.Rows, "Zeilen", "rows")})
			in.done = in.faults.Err(op)
			break
		}
		if in.fit() && in.checkCells(in.rec.cells, in.rec.line, in.Columns) {
			return Row{Line: in.rec.line, Hidden: in.rec.hidden, head: in.Header, cells: in.rec.cells, number: in.rec.number}, nil
		}
	}
	return Row{}, in.done
}

// end turns the error that ended the reading into what the caller gets.
func (in *Reader) end(err error) error {
	var refused *fault.Error
	switch {
	case errors.Is(err, io.EOF):
		if err := in.faults.Err(op); err != nil {
			return err
		}
		return io.EOF
	case errors.Is(err, errTooLarge):
		in.faults.force(fault.Row{Expected: atMostBytes(in.limits.Bytes, "", "")})
	case errors.As(err, &refused) && refused.Kind == fault.Invalid:
		if in.faults.Len() == 0 {
			return err
		}
		for _, r := range refused.Rows {
			in.faults.force(r)
		}
	default:
		return fault.Wrap(op, err)
	}
	return in.faults.Err(op)
}

// fit gives the record as many cells as there are columns, or notes the fault.
func (in *Reader) fit() bool {
	rec, want := &in.rec, len(in.Columns)
	for rec.soft && len(rec.cells) < want {
		rec.cells, rec.number = append(rec.cells, ""), append(rec.number, false)
	}
	for rec.soft && len(rec.cells) > want && rec.cells[len(rec.cells)-1] == "" {
		rec.cells = rec.cells[:len(rec.cells)-1]
	}
	have := len(rec.cells)
	if have == want {
		return true
	}
	in.faults.Add(fault.Row{Line: rec.line, Value: strings.Join(rec.cells[:min(have, 50)], " | "), Expected: text.T(
		text.De.Int(int64(want))+" Zellen wie in der Kopfzeile, nicht "+text.De.Int(int64(have)),
		text.En.Int(int64(want))+" cells as in the header, not "+text.En.Int(int64(have)))})
	return false
}

// checkCells notes cells that are too long or hold what no text holds.
func (in *Reader) checkCells(cells []string, line int, columns []string) bool {
	ok := true
	for i, c := range cells {
		expected := text.Text{}
		switch {
		case len(c) > in.limits.Cell:
			expected = atMost(in.limits.Cell, "Byte in einer Zelle", "bytes in a cell")
		default:
			expected = unreadable(c)
		}
		if expected == (text.Text{}) {
			continue
		}
		ok = false
		name := columnName(i)
		if columns != nil {
			name = columns[i]
		}
		in.faults.Add(fault.Row{Line: line, Column: name, Value: c, Expected: expected})
	}
	return ok
}

// unreadable says what is wrong with the characters of a cell, nothing if all
// is well.
func unreadable(s string) text.Text {
	for i := 0; i < len(s); i++ {
		b := s[i]
		switch {
		case b == 0:
			return text.T("Text ohne NUL-Zeichen; UTF-16 nur mit Kennung am Dateianfang (BOM)", "text without NUL characters; UTF-16 only with a byte order mark")
		case b < ' ' && b != '\t' && b != '\n' && b != '\r', b == 0x7f:
			return text.T("Text ohne Steuerzeichen", "text without control characters")
		case b >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if isBroken(r) {
				return text.T("Zeichen, die in der erkannten Zeichenkodierung lesbar sind", "characters that can be read in the detected encoding")
			}
			i += n - 1
		}
	}
	return text.Text{}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if c != "" && strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

func atMost(n int, de, en string) text.Text {
	return text.T("höchstens "+text.De.Int(int64(n))+" "+de, "at most "+text.En.Int(int64(n))+" "+en)
}

// atMostBytes states a size in MiB, or in bytes where it is no whole number of
// them.
func atMostBytes(n int64, de, en string) text.Text {
	if n%(1<<20) == 0 {
		return atMost(int(n>>20), "MiB"+de, "MiB"+en)
	}
	return atMost(int(n), "Byte"+de, "bytes"+en)
}

// columnName returns the letters by which spreadsheets name the i-th column,
// for cells whose column has no name: A, B, ... Z, AA.
func columnName(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}
