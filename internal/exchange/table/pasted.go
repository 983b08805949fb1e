// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"io"
	"regexp"
	"strings"
)

// pastedBytes bounds what is pasted into a form: about 50,000 rows.
const pastedBytes = 4 << 20

// OpenPasted reads a table that was copied out of a spreadsheet, a web page or
// a document and pasted into a form. name stands for it in messages. Cells are
// divided by tabs, else by two or more blanks, else as in a CSV file. Blank
// lines count but are skipped, fixed blanks are blanks, and characters without
// width are taken away. Divided by tabs, cells missing at the end of a row are
// empty; divided by blanks each row needs all of them, because an empty cell
// cannot be seen. At most 4 MiB.
func OpenPasted(name, pasted string, options ...Option) (*Reader, error) {
	s := settle(options)
	in := newReader(name, s)
	if limit := min(pastedBytes, s.limits.Bytes); int64(len(pasted)) > limit {
		return nil, in.end(wholeFile(name, "", atMostBytes(limit, " in einem Eingabefeld; größere Tabellen bitte als Datei", " in a form; larger tables please as a file")))
	}
	pasted = invisible.Replace(pasted)
	in.Encoding, in.Decimal, in.Delimiter = UTF8, s.decimal, s.delimiter
	if in.Delimiter == 0 {
		in.Delimiter = pastedDelimiter(pasted)
	}
	switch in.Delimiter {
	case '\t':
		in.src = &tabSource{rest: pasted, columns: s.limits.Columns}
	case ' ':
		in.src = &blankSource{lines: lines(pasted)}
	default:
		src, err := openCSV(in.Header, strings.NewReader(pasted), s)
		if err != nil {
			return nil, in.end(err)
		}
		in.src = src
	}
	return in.begin()
}

// invisible makes one kind of line end and of blank, and takes away what has
// no width: marks that web pages put into words and numbers.
var invisible = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u2009", " ",
	"\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\u00ad", "", "\ufeff", "", "\u200e", "", "\u200f", "")

// gap divides cells that are aligned with blanks.
var gap = regexp.MustCompile(` {2,}`)

// pastedDelimiter returns the tab where there is one, the blank where most
// lines have gaps, and 0 where the text is divided as CSV is.
func pastedDelimiter(s string) rune {
	if strings.Contains(s, "\t") {
		return '\t'
	}
	all, gaps := 0, 0
	for _, line := range lines(s) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if all++; gap.MatchString(line) {
			gaps++
		}
		if all == 100 {
			break
		}
	}
	if gaps > 0 && gaps*2 >= all {
		return ' '
	}
	return 0
}

func lines(s string) []string { return strings.Split(s, "\n") }

// blankSource divides lines at two or more blanks.
type blankSource struct {
	lines []string
	line  int
}

func (src *blankSource) next(rec *record) error {
	if src.line == len(src.lines) {
		return io.EOF
	}
	line := strings.TrimSpace(src.lines[src.line])
	src.line++
	rec.line, rec.cells, rec.fault, rec.soft = src.line, gap.Split(line, -1), nil, false
	return nil
}

// tabSource divides lines at tabs. A cell that a spreadsheet puts in quotes,
// because it holds a line break or a quote, may have tabs and line breaks; a
// quote elsewhere is a quote.
type tabSource struct {
	rest    string
	line    int // lines that were taken
	over    bool
	columns int
}

func (src *tabSource) next(rec *record) error {
	if src.over {
		return io.EOF
	}
	rec.line, rec.cells, rec.fault, rec.soft = src.line+1, rec.cells[:0], nil, true
	for {
		cell, end := src.cell()
		src.line += strings.Count(cell, "\n")
		rec.cells = append(rec.cells, strings.TrimSpace(cell))
		if end != '\t' {
			src.line++
			src.over = end == 0
			break
		}
	}
	if n := len(rec.cells); n > src.columns+1 { // one more is an empty last cell
		rec.cells = rec.cells[:src.columns+2]
	}
	return nil
}

// cell takes the next cell with the mark that ends it: a tab, a line feed or 0
// at the end of the text.
func (src *tabSource) cell() (cell string, end byte) {
	if strings.HasPrefix(src.rest, `"`) {
		if cell, rest, ok := quoted(src.rest[1:]); ok {
			return cell, src.cut(rest, 0)
		}
	}
	at := strings.IndexAny(src.rest, "\t\n")
	if at < 0 {
		at = len(src.rest)
	}
	cell = src.rest[:at]
	return cell, src.cut(src.rest, at)
}

// cut continues behind the mark at the place.
func (src *tabSource) cut(s string, at int) byte {
	if at == len(s) {
		src.rest = ""
		return 0
	}
	src.rest = s[at+1:]
	return s[at]
}

// quoted reads to the closing quote, which must end the cell; at most 32,767
// characters as a spreadsheet has, so that a stray quote costs little.
func quoted(s string) (cell, rest string, ok bool) {
	for i := 0; i < len(s) && i < 4*xlsxText; i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			i++
			continue
		}
		rest = s[i+1:]
		return strings.ReplaceAll(s[:i], `""`, `"`), rest, rest == "" || rest[0] == '\t' || rest[0] == '\n'
	}
	return "", "", false
}
