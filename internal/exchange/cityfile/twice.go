// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"hash/fnv"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// twice finds double rows. It keeps 24 bytes a row, not the row, so that files
// of millions of rows fit: a hash of 128 bits, at which two different rows meet
// with a probability of less than 10^-24, and the line.
type twice struct {
	lines map[[16]byte]int
}

func newTwice() *twice { return &twice{make(map[[16]byte]int)} }

// check notes a fault if a row with the same parts was seen before. columns
// names what must differ between rows, in the order of parts, divided by ", ".
// A part that could not be read counts as it stands in the file, so that two
// faulty cells are not taken for the same.
func (t *twice) check(c cells, columns string, parts ...string) {
	h := fnv.New128a()
	for i, column := range strings.Split(columns, ", ") {
		if c.missing[column] {
			return
		}
		if parts[i] == "" {
			parts[i] = c.Raw(column)
		}
		_, _ = h.Write([]byte(parts[i])) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	var key [16]byte
	h.Sum(key[:0])
	first, double := t.lines[key]
	if !double {
		t.lines[key] = c.Line
		return
	}
	c.faults.Add(fault.Row{Line: c.Line, Column: columns, Value: strings.Join(parts, " | "), Expected: text.T(
		"jede Zeile nur einmal ("+columns+"); so steht es schon in Zeile "+text.De.Int(int64(first)),
		"every row once only ("+columns+"); the same is in row "+text.En.Int(int64(first)))})
}
