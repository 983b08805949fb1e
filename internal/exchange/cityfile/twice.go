// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"encoding/binary"
	"hash/fnv"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// twice finds double rows. It keeps no row, but 76 bits of a hash of it and its
// line, so that files of millions of rows fit: in a file of five million rows
// two different ones are taken for the same with a probability of less than
// 10^-9.
type twice struct {
	columns []string
	parts   [1 << segmentBits]segment
}

func newTwice() *twice { return &twice{} }

// segmentBits is how many bits of a hash say in which segment it stands. Small
// segments grow one by one, so that there is never a second copy of all.
const segmentBits = 12

// segment is a table with open addressing; a line of 0 is an empty place.
type segment struct {
	hashes []uint64
	lines  []uint32
	used   int
}

// check notes a fault if a row with the same parts was seen before. columns
// names what must differ between rows, in the order of parts, divided by ", ".
// A part that could not be read counts as it stands in the file, so that two
// faulty cells are not taken for the same.
func (t *twice) check(c cells, columns string, parts ...string) {
	if t.columns == nil {
		t.columns = strings.Split(columns, ", ")
	}
	h := fnv.New128a()
	for i, column := range t.columns {
		if c.missing[column] {
			return
		}
		if parts[i] == "" {
			parts[i] = c.Raw(column)
		}
		_, _ = h.Write([]byte(parts[i])) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	var sum [16]byte
	h.Sum(sum[:0])
	where := binary.LittleEndian.Uint64(sum[8:]) & (1<<segmentBits - 1)
	first := t.parts[where].put(binary.LittleEndian.Uint64(sum[:8]), uint32(c.Line))
	if first == 0 {
		return
	}
	c.faults.Add(fault.Row{Line: c.Line, Column: columns, Value: strings.Join(parts, " | "), Expected: text.T(
		"jede Zeile nur einmal ("+columns+"); so steht es schon in Zeile "+text.De.Int(int64(first)),
		"every row once only ("+columns+"); the same is in row "+text.En.Int(int64(first)))})
}

// put adds a hash with its line, or returns the line at which it stands.
func (s *segment) put(hash uint64, line uint32) uint32 {
	if 5*s.used >= 4*len(s.hashes) {
		s.grow()
	}
	at := s.place(hash)
	if s.lines[at] != 0 {
		return s.lines[at]
	}
	s.hashes[at], s.lines[at] = hash, line
	s.used++
	return 0
}

// place is where a hash stands, or may be put.
func (s *segment) place(hash uint64) uint64 {
	size := uint64(len(s.hashes))
	at := hash % size
	for s.lines[at] != 0 && s.hashes[at] != hash {
		if at++; at == size {
			at = 0
		}
	}
	return at
}

// grow makes room for half as many again.
func (s *segment) grow() {
	old := *s
	size := len(old.hashes) + len(old.hashes)/2 + 8
	s.hashes, s.lines = make([]uint64, size), make([]uint32, size)
	for i, line := range old.lines {
		if line != 0 {
			at := s.place(old.hashes[i])
			s.hashes[at], s.lines[at] = old.hashes[i], line
		}
	}
}
