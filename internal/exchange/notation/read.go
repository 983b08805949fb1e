// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package notation

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Paragraphs reads text that was typed: an empty line ends a paragraph, a line break
// within one is a blank. Every fault names its line and the place in it, from 1.
func Paragraphs(typed string) ([][]document.Run, []fault.Row) {
	return read(typed, func(line string) bool { return line == "" })
}

// Items reads a list that was typed, an item on each line; empty lines are none.
func Items(typed string) ([][]document.Run, []fault.Row) {
	return read(typed, func(string) bool { return true })
}

// read reads pieces of several lines; ends says after which line a piece ends.
func read(typed string, ends func(line string) bool) (out [][]document.Run, rows []fault.Row) {
	var piece []string
	first := 1
	flush := func(next int) {
		if s := strings.Join(piece, "\n"); strings.TrimSpace(s) != "" {
			runs, wrong := Read(s, first)
			out, rows = append(out, runs), append(rows, wrong...)
		}
		piece, first = nil, next
	}
	for i, line := range lines(typed) {
		if !ends("") || strings.TrimSpace(line) != "" {
			piece = append(piece, strings.TrimRight(line, " \t"))
		}
		if ends(strings.TrimSpace(line)) {
			flush(i + 2)
		}
	}
	flush(0)
	if len(rows) > 0 {
		return nil, rows
	}
	return out, nil
}

// lines are the lines of a text as browsers send it.
func lines(typed string) []string {
	return strings.Split(strings.ReplaceAll(strings.ReplaceAll(typed, "\r\n", "\n"), "\r", "\n"), "\n")
}

// Read reads the runs of one paragraph that begins on a line, with every fault; with
// faults there are no runs.
func Read(typed string, line int) ([]document.Run, []fault.Row) {
	r := reader{in: []rune(strings.Join(lines(strings.ToValidUTF8(typed, "\x00")), "\n")), line: line, linked: -1, strong: -1, emph: -1}
	for r.at < len(r.in) {
		r.next()
	}
	r.flush()
	for _, open := range []struct {
		at   int
		mark string
	}{{r.strong, "**"}, {r.emph, "*"}} {
		if open.at >= 0 {
			r.fault(open.at, open.mark, "ein zweites "+open.mark+", das die Hervorhebung beendet; das Zeichen selbst schreibt man \\*", "a second "+open.mark+" that ends the emphasis; the sign itself is written \\*")
		}
	}
	if r.linked >= 0 {
		r.fault(r.opened, "[", "ein Link wie [Text](https://…); das Zeichen selbst schreibt man \\[", "a link such as [text](https://…); the sign itself is written \\[")
	}
	if len(r.rows) > 0 {
		slices.SortStableFunc(r.rows, inOrder)
		return nil, r.rows
	}
	return Normal(r.runs), nil
}

func inOrder(a, b fault.Row) int {
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	x, _ := strconv.Atoi(a.Column)
	y, _ := strconv.Atoi(b.Column)
	return x - y
}

// reader reads one paragraph.
type reader struct {
	in           []rune
	at, line     int
	runs         []document.Run
	text         []rune // of the run that is being read
	strong, emph int    // where they were opened; -1: they are not
	linked       int    // number of the first run of a link; -1: outside of one
	opened       int    // where the link was
	rows         []fault.Row
}

// fault notes what is wrong at a place.
func (r *reader) fault(at int, value, de, en string) {
	line, column := r.line, 1
	for _, c := range r.in[:at] {
		if column++; c == '\n' {
			line, column = line+1, 1
		}
	}
	r.rows = append(r.rows, fault.Row{Line: line, Column: strconv.Itoa(column), Value: value, Expected: text.T(de, en)})
}

func (r *reader) sees(s string) bool {
	return strings.HasPrefix(string(r.in[r.at:min(len(r.in), r.at+len(s))]), s)
}

// next reads one sign or mark.
func (r *reader) next() {
	switch c := r.in[r.at]; {
	case c == '\\' && r.at+1 < len(r.in) && strings.ContainsRune(special, r.in[r.at+1]):
		r.text = append(r.text, r.in[r.at+1])
		r.at += 2
	case c == '*':
		r.stars()
	case r.sees("{{"):
		r.field()
	case c == '[':
		r.open()
	case c == ']' && r.linked >= 0:
		r.link()
	case !readable(c):
		r.fault(r.at, strconv.QuoteRune(c), "ein Zeichen, das man lesen kann", "a sign that can be read")
		r.at++
	default:
		r.text = append(r.text, c)
		r.at++
	}
}

// readable reports whether files of texts can hold a sign.
func readable(c rune) bool {
	return c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff || c == '\n' || c == '\t'
}

// flush ends the run that is being read.
func (r *reader) flush() {
	if len(r.text) > 0 {
		r.runs = append(r.runs, document.Run{Text: string(r.text), Strong: r.strong >= 0, Emph: r.emph >= 0})
	}
	r.text = nil
}

// stars reads one, two or three stars.
func (r *reader) stars() {
	from := r.at
	for r.at < len(r.in) && r.in[r.at] == '*' {
		r.at++
	}
	n := r.at - from
	if n > 3 {
		r.fault(from, string(r.in[from:r.at]), "höchstens drei Sterne; das Zeichen selbst schreibt man \\*", "three stars at most; the sign itself is written \\*")
		return
	}
	r.flush()
	toggle := func(open *int) {
		if *open >= 0 {
			*open = -1
		} else {
			*open = from
		}
	}
	if n >= 2 {
		toggle(&r.strong)
	}
	if n != 2 {
		toggle(&r.emph)
	}
}

// until reads to an end that no backslash stands before, on one line.
func (r *reader) until(end string) (string, bool) {
	var b strings.Builder
	for r.at < len(r.in) && r.in[r.at] != '\n' {
		switch {
		case r.sees(end):
			r.at += len(end)
			return b.String(), true
		case r.in[r.at] == '\\' && r.at+1 < len(r.in) && strings.ContainsRune(special, r.in[r.at+1]):
			r.at++
		case !readable(r.in[r.at]):
			r.fault(r.at, strconv.QuoteRune(r.in[r.at]), "ein Zeichen, das man lesen kann", "a sign that can be read")
		}
		b.WriteRune(r.in[r.at])
		r.at++
	}
	return b.String(), false
}

// field reads a live number or words.
func (r *reader) field() {
	from := r.at
	r.flush()
	r.at += len("{{")
	kind := document.Number
	if r.sees("=") {
		kind, r.at = document.Words, r.at+1
	}
	ref, closed := r.until("}}")
	if before, _, another := strings.Cut(ref, "{{"); another { // the end is that of the next field
		ref, closed = before, false
	}
	switch ref = strings.TrimSpace(ref); {
	case !closed:
		r.fault(from, "{{"+ref, "ein Feld, das auf derselben Zeile mit }} endet; das Zeichen selbst schreibt man \\{", "a field that ends with }} on the same line; the sign itself is written \\{")
	case ref == "":
		r.fault(from, string(r.in[from:r.at]), "die Adresse einer Zahl wie {{newest/accommodation.persons}}", "the address of a number such as {{newest/accommodation.persons}}")
	default:
		r.runs = append(r.runs, document.Run{Field: &document.Field{Kind: kind, Ref: ref}, Strong: r.strong >= 0, Emph: r.emph >= 0})
	}
}

// open begins a link.
func (r *reader) open() {
	r.flush()
	if r.linked >= 0 {
		r.fault(r.at, "[", "kein Link in einem Link; das Zeichen selbst schreibt man \\[", "no link within a link; the sign itself is written \\[")
	} else {
		r.linked, r.opened = len(r.runs), r.at
	}
	r.at++
}

// link ends one with its address.
func (r *reader) link() {
	r.flush()
	first := r.linked
	r.linked = -1
	if r.at++; !r.sees("(") {
		r.fault(r.opened, "[", "hinter ] eine Adresse in runden Klammern; das Zeichen [ selbst schreibt man \\[", "behind ] an address in round brackets; the sign [ itself is written \\[")
		return
	}
	r.at++
	from := r.at
	address, closed := r.until(")")
	switch {
	case !closed:
		r.fault(from, address, "eine Adresse, die auf derselben Zeile mit ) endet", "an address that ends with ) on the same line")
	case !Reachable(address):
		r.fault(from, address, "eine Adresse mit https, http oder mailto", "an address with https, http or mailto")
	case first == len(r.runs):
		r.fault(r.opened, "[]", "ein Text zwischen [ und ]", "a text between [ and ]")
	}
	for i := first; i < len(r.runs); i++ {
		r.runs[i].Link = address
	}
}

// Reachable reports whether an address is one of the web or of mail.
func Reachable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto")
}
