// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"io"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// RawRow is a row of a file whose header is not known yet. It is valid until
// the next call of Raw.Next; Clone keeps it.
type RawRow struct {
	Line   int      // as a text editor counts it; in XLSX the row of the sheet
	Cells  []string // as they stand; rows may differ in length
	Number []bool   // cell is a number of a spreadsheet; nil in CSV
	Hidden bool     // the spreadsheet hides it
}

// Clone returns a copy that may be kept.
func (r RawRow) Clone() RawRow {
	return RawRow{Line: r.Line, Cells: append([]string(nil), r.Cells...), Number: append([]bool(nil), r.Number...), Hidden: r.Hidden}
}

// Raw streams the rows of one file without taking any of them for the header:
// office files have titles above it, headers over several lines, and notes at
// the end.
type Raw struct {
	*Header // Columns, Line are empty; Preamble holds comment lines

	in *Reader
}

// OpenRaw opens a file whose header is not in its first row, or not in one row
// alone. The error carries every fault that is known at once.
func OpenRaw(name string, r io.Reader, options ...Option) (*Raw, error) {
	s := settle(options)
	s.raw = true
	in := newReader(name, s)
	buffered, err := sniff(name, r, s.limits)
	switch {
	case err != nil:
	case isZip(buffered):
		in.src, err = openXLSX(in.Header, buffered, s)
	default:
		in.src, err = openCSV(in.Header, buffered, s)
	}
	if err != nil {
		return nil, in.end(err)
	}
	return &Raw{Header: in.Header, in: in}, nil
}

// Faults returns the collector of the file, for faults that only the caller
// can see.
func (raw *Raw) Faults() *Faults { return raw.in.faults }

// Next returns the next row that holds anything. Rows with a fault are noted
// and left out. At the end of the file it returns io.EOF if nothing was found
// wrong, else the refusal with every fault, those of the caller included.
func (raw *Raw) Next() (RawRow, error) {
	in := raw.in
	for in.done == nil {
		if err := in.src.next(&in.rec); err != nil {
			in.done = in.end(err)
			break
		}
		rec := &in.rec
		if rec.fault != nil {
			in.faults.Add(*rec.fault)
			continue
		}
		if blank(rec.cells) {
			continue
		}
		if in.rows++; in.rows > in.limits.Rows {
			in.faults.force(fault.Row{Line: rec.line, Expected: atMost(in.limits.Rows, "Zeilen", "rows")})
			in.done = in.faults.Err(op)
			break
		}
		if len(rec.cells) > in.limits.Columns {
			in.faults.Add(fault.Row{Line: rec.line, Value: text.De.Int(int64(len(rec.cells))), Expected: atMost(in.limits.Columns, "Spalten", "columns")})
			continue
		}
		if in.checkCells(rec.cells, rec.line, nil) {
			return RawRow{Line: rec.line, Cells: rec.cells, Number: rec.number, Hidden: rec.hidden}, nil
		}
	}
	return RawRow{}, in.done
}

// ColumnName returns the letters by which spreadsheets name the i-th column
// (from 0): A, B, ... Z, AA.
func ColumnName(i int) string { return columnName(i) }

// detectRaw returns the delimiter of a file with titles and notes: the one by
// which most lines have the same number of cells.
func detectRaw(sample []byte, mark Mark) rune {
	best, bestScore := ';', 0
	for _, d := range delimiters {
		if d == ',' && mark == Comma {
			continue
		}
		counts := countOutsideQuotes(sample, byte(d), 200)
		often := make(map[int]int)
		for _, n := range counts {
			if n > 0 {
				often[n]++
			}
		}
		// Lines that agree, weighed by what they divide: decimal commas and
		// commas in titles agree seldom.
		score := 0
		for n, lines := range often {
			score = max(score, lines*lines*min(n, 40))
		}
		if d == ',' {
			score /= 2 // a decimal comma in each line divides evenly too
		}
		if score > bestScore {
			best, bestScore = d, score
		}
	}
	if bestScore == 0 && bytes.ContainsRune(sample, ',') && mark != Comma {
		return ','
	}
	return best
}
