// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"fmt"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// MaxFaults is how many faults of one file are shown; the rest are counted.
const MaxFaults = 1000

// Faults collects the faults of one file instead of stopping at the first.
type Faults struct {
	file string
	rows []fault.Row
	more int // faults beyond MaxFaults
}

// NewFaults returns an empty collector for the file.
func NewFaults(file string) *Faults { return &Faults{file: file} }

// Add notes a fault; an empty File becomes the collector's. Beyond MaxFaults
// it is only counted. Long values are shortened.
func (f *Faults) Add(row fault.Row) {
	if len(f.rows) >= MaxFaults {
		f.more++
		return
	}
	f.force(row)
}

// force notes a fault that must be shown, such as the reason why reading ended.
func (f *Faults) force(row fault.Row) {
	if row.File == "" {
		row.File = f.file
	}
	row.Value = shorten(row.Value)
	f.rows = append(f.rows, row)
}

// Len returns the number of faults, those that are only counted included.
func (f *Faults) Len() int { return len(f.rows) + f.more }

// Has reports whether a fault of the row at a line is noted for a column. It looks at the
// last faults only: ask it while the row is read.
func (f *Faults) Has(line int, column string) bool {
	for i := len(f.rows) - 1; i >= 0 && f.rows[i].Line == line; i-- {
		if f.rows[i].Column == column {
			return true
		}
	}
	return false
}

// Fields gives typed access to a row whose faults are collected in f.
func (f *Faults) Fields(row Row) Fields { return Fields{Row: row, faults: f} }

// Err returns nil where there is no fault, else the refusal of the file with
// all faults in the order they were found. Where faults were only counted, a
// last row without a line says how many.
func (f *Faults) Err(op string) error {
	if f.Len() == 0 {
		return nil
	}
	rows := f.rows[:len(f.rows):len(f.rows)]
	if f.more > 0 {
		rows = append(rows, fault.Row{File: f.file, Value: text.De.Int(int64(f.more)), Expected: text.T(
			"keine weiteren Fehler; so viele stehen zusätzlich in der Datei und sind hier nicht einzeln genannt",
			"no further faults; so many more are in the file and not listed here")})
	}
	e := fault.Refuse(op, rows)
	n := int64(f.Len())
	e.Say = text.T(
		fmt.Sprintf("Die Datei %s wurde nicht übernommen: %s. Es wurde nichts gespeichert.", f.file, plural(n, text.De, "Fehler", "Fehler")),
		fmt.Sprintf("The file %s was refused: %s. Nothing was stored.", f.file, plural(n, text.En, "fault", "faults")))
	return e
}

func plural(n int64, l text.Lang, one, many string) string {
	if n == 1 {
		return l.Int(n) + " " + one
	}
	return l.Int(n) + " " + many
}

// shorten keeps a value readable in a list of faults: at most 120 characters.
// Bytes that are no UTF-8 become the replacement character.
func shorten(s string) string {
	n := 0
	for i := range s {
		if n == 120 {
			return toValid(s[:i]) + " …"
		}
		n++
	}
	return toValid(s)
}
