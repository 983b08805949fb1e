// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"errors"
	"fmt"
	"strings"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"planraum/internal/text"
)

// root parses the text and returns the pairs of its top level. Where the YAML
// is broken it parses each top-level section by itself, so that a slip in one
// does not hide the faults of the others.
func (r *reader) root(source string) (entry, bool) {
	lines := strings.Split(source, "\n")
	tokens := lexer.Tokenize(source)
	if !r.guard(tokens) {
		return entry{}, false
	}
	body, err := parse(tokens)
	if err == nil {
		return r.top(body)
	}
	before := len(r.rows)
	merged := &ast.MappingNode{}
	for _, part := range sections(lines) {
		tokens := lexer.Tokenize(strings.Join(lines[part.from:part.to], "\n"))
		for _, t := range tokens {
			t.Position.Line += part.from
		}
		body, err := parse(tokens)
		if err != nil {
			r.syntax(err, lines, part.from)
			r.spoil(part.key)
			continue
		}
		if m, ok := body.(*ast.MappingNode); ok {
			merged.Values = append(merged.Values, m.Values...)
		}
	}
	if len(r.rows) == before { // broken only as a whole
		r.syntax(err, lines, 0)
		return entry{}, false
	}
	return entry{line: 1, node: merged}, true
}

// parse returns the one document of a file without comments.
func parse(tokens token.Tokens) (ast.Node, error) {
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			return doc.Body, nil
		}
	}
	return nil, nil
}

func (r *reader) top(body ast.Node) (entry, bool) {
	if m, ok := body.(*ast.MappingNode); ok {
		return entry{line: 1, node: m}, true
	}
	value := ""
	if body != nil {
		value = body.GetToken().Value
	}
	r.whole(1, value, "ein Plan aus Zeilen „Schlüssel: Wert“, wie docs/plan-file.md ihn beschreibt", "a plan of lines “key: value”, as docs/plan-file.md describes")
	return entry{}, false
}

// section is the lines of one top-level key, counted from 0, to excluded.
type section struct {
	key      string
	from, to int
}

// sections cuts the text before each line that starts a key in column 1.
func sections(lines []string) []section {
	var parts []section
	for i, line := range lines {
		key, _, found := strings.Cut(line, ":")
		if found && key != "" && !strings.ContainsAny(key, " #-[]{},\"'") {
			parts = append(parts, section{key: key, from: i, to: len(lines)})
			if n := len(parts); n > 1 {
				parts[n-2].to = i
			}
		}
	}
	if len(parts) > 0 {
		parts[0].from = 0
	}
	return parts
}

// guard refuses the parts of YAML that a plan does not need and that can make
// a small file large: anchors, aliases, merge keys, tags, directives, a second
// document, deep nesting, very many entries.
func (r *reader) guard(tokens token.Tokens) bool {
	before := len(r.rows)
	entries, ended := 0, false
	for i, t := range tokens {
		if ended && t.Type != token.CommentType {
			r.whole(t.Position.Line, t.Value, "nichts mehr nach „...“", "nothing after “...”")
			break
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType, token.DirectiveType, token.MappingKeyType:
			r.whole(t.Position.Line, t.Value, "einfaches YAML ohne Anker (&), Verweise (*), „<<“, Typangaben (!), „%“ und „?“; Text damit in Anführungszeichen",
				"plain YAML without anchors (&), aliases (*), “<<”, tags (!), “%” and “?”; text with these in quotation marks")
		case token.DocumentHeaderType:
			if begun(tokens[:i]) {
				r.whole(t.Position.Line, "---", "nur ein Plan in einer Datei", "only one plan in a file")
			}
		case token.DocumentEndType:
			ended = true
		case token.MappingValueType, token.SequenceEntryType, token.CollectEntryType:
			entries++
		}
	}
	if entries > MaxEntries {
		r.whole(0, text.De.Int(int64(entries)), "höchstens "+text.De.Int(MaxEntries)+" Angaben in einer Datei", "at most "+text.En.Int(MaxEntries)+" entries in a file")
	}
	r.nesting(tokens)
	return len(r.rows) == before
}

// nesting refuses deep nesting, because the parser calls itself for each
// level: brackets in brackets, and blocks, which are never deeper than their
// indentation is wide.
func (r *reader) nesting(tokens token.Tokens) {
	depth, line := 0, 0
	for _, t := range tokens {
		first := t.Position.Line != line
		line = t.Position.Line
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			if depth++; depth == MaxNesting+1 {
				r.whole(line, t.Value, fmt.Sprintf("höchstens %d Klammern ineinander", MaxNesting), fmt.Sprintf("at most %d brackets in one another", MaxNesting))
			}
		case token.SequenceEndType, token.MappingEndType:
			depth--
		}
		block := depth == 0 && t.Type != token.CommentType && (first || t.Type == token.SequenceEntryType)
		if block && t.Position.Column > MaxIndent {
			r.whole(line, t.Value, fmt.Sprintf("höchstens %d Spalten Einrückung", MaxIndent), fmt.Sprintf("at most %d columns of indentation", MaxIndent))
		}
	}
}

// begun reports whether a document has content before this point.
func begun(tokens token.Tokens) bool {
	for _, t := range tokens {
		if t.Type != token.CommentType && t.Type != token.DirectiveType {
			return true
		}
	}
	return false
}

// slips names the usual slips behind the parser's messages.
var slips = []struct {
	part string // of the parser's message
	say  text.Text
}{
	{"mapping value is not allowed", text.T("an dieser Stelle kein weiterer Doppelpunkt: Einrückung prüfen, Text mit „: “ in Anführungszeichen setzen", "no further colon here: check the indentation, put text with “: ” in quotation marks")},
	{"sequence end token", text.T("eine schließende Klammer ]", "a closing bracket ]")},
	{"mapping end token", text.T("eine schließende Klammer }", "a closing bracket }")},
	{"end character of", text.T("ein schließendes Anführungszeichen", "a closing quotation mark")},
	{"reserved character", text.T("Text mit @ oder ` am Anfang in Anführungszeichen", "text that starts with @ or ` in quotation marks")},
	{"must be specified", text.T("ein Komma oder eine schließende Klammer", "a comma or a closing bracket")},
}

// syntax adds the fault of a section that is not YAML, at the line where the
// parser gave up.
func (r *reader) syntax(err error, lines []string, from int) {
	line, expected := from+1, text.T("gültiges YAML: Einrückung, Doppelpunkte und Klammern prüfen", "valid YAML: check indentation, colons and brackets")
	var e yaml.Error
	if errors.As(err, &e) {
		if t := e.GetToken(); t != nil && t.Position != nil {
			line = min(max(t.Position.Line, 1), len(lines))
		}
		for _, s := range slips {
			if strings.Contains(e.GetMessage(), s.part) {
				expected = s.say
				break
			}
		}
	}
	r.whole(line, lines[line-1], expected.De, expected.En)
}
