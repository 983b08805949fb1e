// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package planfile reads and writes plans as text files in YAML, the form that
// docs/plan-file.md describes. Reading is strict: a file with a fault is
// refused whole, and every fault is named with its line.
package planfile

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"planraum/internal/city/plan"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// The limits of a plan file, far above any plan that people write, so that no
// file can make the reader work for long.
const (
	MaxBytes   = 1 << 20
	MaxEntries = 20_000 // keys and items of lists; the parser's time grows with their square
	MaxNesting = 20     // brackets in brackets
	MaxIndent  = 200    // columns
	MaxFaults  = 2_000  // named one by one; the rest is counted
)

// Read reads a plan file; name is the file's name in faults. A file that is
// not a plan gives a fault.Invalid error with one row for each fault, in the
// order of lines: file, line, column (the path of keys, lists counted from 0),
// value, expected. The plan it returns passes plan.Check.
func Read(name string, r io.Reader) (plan.Plan, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return plan.Plan{}, fault.Wrap(fmt.Sprintf("planfile.Read(%q)", name), err)
	}
	rd := &reader{file: name, spots: map[string]spot{}, broken: map[string]bool{}, around: map[string]bool{}}
	p := rd.read(raw)
	if len(rd.rows) == 0 {
		return p, nil
	}
	slices.SortStableFunc(rd.rows, func(a, b fault.Row) int { return cmp.Compare(a.Line, b.Line) })
	return plan.Plan{}, fault.Refuse(fmt.Sprintf("planfile.Read(%q)", name), bounded(rd.rows))
}

// bounded counts the faults beyond MaxFaults in one last row: a file that is
// no plan at all would fill a message without end.
func bounded(rows []fault.Row) []fault.Row {
	if len(rows) <= MaxFaults {
		return rows
	}
	more := int64(len(rows) - MaxFaults)
	last := rows[MaxFaults]
	last.Column, last.Value = "", "…"
	last.Expected = text.T("ein Plan; ab hier gibt es noch "+text.De.Int(more)+" Fehler, die nicht einzeln genannt sind",
		"a plan; from here on there are "+text.En.Int(more)+" more faults that are not named one by one")
	return append(rows[:MaxFaults:MaxFaults], last)
}

// reader collects what one file holds and what is wrong with it.
type reader struct {
	file string
	rows []fault.Row
	// spots knows where a path of plan.Problem stands in the file. The paths
	// differ where a list starts with the word "ledger" and where months are
	// written as from and to.
	spots map[string]spot
	// broken holds the paths that have a fault already: what Check says of
	// them would only repeat it. around holds the paths that they lie in.
	broken, around map[string]bool
}

type spot struct {
	line  int
	shown string // the path in the file
}

func (r *reader) read(raw []byte) plan.Plan {
	source, ok := r.source(raw)
	if !ok {
		return plan.Plan{}
	}
	root, ok := r.root(source)
	if !ok {
		return plan.Plan{}
	}
	p := r.plan(root)
	for _, problem := range p.Check() {
		r.problem(problem)
	}
	return p
}

// problem turns what Check found into a row, at the nearest line that the file
// has for it.
func (r *reader) problem(p plan.Problem) {
	if r.isBroken(p.Path) {
		return
	}
	s, rest := spot{line: 1}, ""
	for at := p.Path; at != ""; at = outer(at) {
		if known, ok := r.spots[at]; ok {
			s, rest = known, p.Path[len(at):]
			break
		}
	}
	if s.shown == "" {
		rest = p.Path
	}
	r.rows = append(r.rows, fault.Row{File: r.file, Line: s.line, Column: s.shown + rest, Value: short(p.Value), Expected: p.Expected})
}

// outer returns the path around a path; nothing around a key of the top level.
func outer(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

// spoil notes that a path has a fault.
func (r *reader) spoil(path string) {
	r.broken[path] = true
	for at := outer(path); at != "" && !r.around[at]; at = outer(at) {
		r.around[at] = true
	}
}

// isBroken reports whether the path, something in it or something around it
// has a fault already.
func (r *reader) isBroken(path string) bool {
	for at := path; at != ""; at = outer(at) {
		if r.broken[at] {
			return true
		}
	}
	return r.around[path]
}

// whole adds a fault of the whole file or of a line of its text.
func (r *reader) whole(line int, value, de, en string) {
	r.rows = append(r.rows, fault.Row{File: r.file, Line: line, Value: short(value), Expected: text.T(de, en)})
}

// fault adds a fault of one value and remembers that it has one.
func (r *reader) fault(e entry, value, de, en string) {
	r.spoil(e.path)
	r.rows = append(r.rows, fault.Row{File: r.file, Line: e.line, Column: e.shown, Value: short(value), Expected: text.T(de, en)})
}

// short cuts a value to what fits into a message.
func short(s string) string {
	const most = 80
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
