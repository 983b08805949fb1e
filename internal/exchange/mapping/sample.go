// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"errors"
	"io"

	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// How much of a file a Sample holds.
const (
	sampleRows = 200  // first rows
	lastRows   = 20   // last rows, where the file ends within wholeRows
	wholeRows  = 5000 // rows that are read in search of the end
)

// Sample is the beginning of one sheet of a file, and its end where it is short.
type Sample struct {
	File      string
	Sheet     string   // "" in CSV
	Sheets    []string // all sheets of the workbook
	Encoding  table.Encoding
	Delimiter rune
	Decimal   table.Mark  // as the file declares it
	Preamble  []string    // comment lines before the table
	Remarks   []text.Text // how the file was read: see table.Header.Remarks
	Rows      []table.RawRow
	Last      []table.RawRow // after Rows; empty where Rows is all, or the file long
}

// ReadSample reads the first rows of a file. Its error is the refusal of a file
// that cannot be read (fault.Invalid) or that of r.
func ReadSample(file string, r io.Reader, options ...table.Option) (Sample, error) {
	raw, err := table.OpenRaw(file, r, options...)
	if err != nil {
		return Sample{}, err
	}
	s := Sample{File: file}
	for n := 0; n < wholeRows && err == nil; n++ {
		var row table.RawRow
		if row, err = raw.Next(); err != nil {
			break
		}
		if len(s.Rows) < sampleRows {
			s.Rows = append(s.Rows, row.Clone())
			continue
		}
		s.Last = append(s.Last, row.Clone())
		if len(s.Last) > lastRows {
			s.Last = s.Last[1:]
		}
	}
	s.describe(raw.Header)
	switch {
	case err == nil:
		s.Last = nil // the end was not reached
	case !errors.Is(err, io.EOF):
		return s, err
	}
	return s, nil
}

func (s *Sample) describe(h *table.Header) {
	s.Sheet, s.Encoding, s.Delimiter, s.Decimal, s.Preamble, s.Remarks = h.Sheet, h.Encoding, h.Delimiter, h.Decimal, h.Preamble, h.Remarks()
	s.Sheets = nil
	for _, sheet := range h.Sheets {
		s.Sheets = append(s.Sheets, sheet.Name)
	}
}

// width is the number of columns of the widest row.
func (s Sample) width() int {
	w := 0
	for _, r := range s.Rows {
		w = max(w, len(r.Cells))
	}
	return w
}
