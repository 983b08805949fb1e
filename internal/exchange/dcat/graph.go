// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package dcat

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// term is an object of a statement: an address, or a literal with a language or
// a type. Both spellings below are made of terms, so that they say the same.
type term struct {
	iri      string // full address; empty for a literal
	value    string
	lang     string // de or en
	datatype string // shortened, such as "xsd:date"
}

// statement is one predicate, shortened such as "dct:title", with its object.
type statement struct {
	predicate string
	object    term
}

// subject is all that is said of one address.
type subject struct {
	iri        string
	statements []statement
}

// graph holds statements by subject, in the order of first mention.
type graph struct {
	subjects []*subject
	at       map[string]*subject
}

// about returns the subject with the address, made at its first mention, and
// says of which class it is.
func (g *graph) about(iri string, class string) *subject {
	iri = address(iri)
	s, ok := g.at[iri]
	if !ok {
		s = &subject{iri: iri}
		g.subjects = append(g.subjects, s)
		if g.at == nil {
			g.at = map[string]*subject{}
		}
		g.at[iri] = s
	}
	s.add("rdf:type", term{iri: expand(class)})
	return s
}

// add says it once, however often it is said.
func (s *subject) add(predicate string, object term) {
	st := statement{predicate, object}
	if !slices.Contains(s.statements, st) {
		s.statements = append(s.statements, st)
	}
}

// link says that another thing stands in the relation; an empty address nothing.
func (s *subject) link(predicate, iri string) {
	if iri != "" {
		s.add(predicate, term{iri: address(iri)})
	}
}

// say gives a text in both languages; an empty one nothing.
func (s *subject) say(predicate string, t text.Text) {
	for _, l := range []text.Lang{text.De, text.En} {
		if v := t.In(l); v != "" {
			s.add(predicate, term{value: literal(v), lang: string(l)})
		}
	}
}

// name gives a text that is not of a language.
func (s *subject) name(predicate, value string) {
	if value != "" {
		s.add(predicate, term{value: literal(value)})
	}
}

// day gives a calendar day; the zero date nothing.
func (s *subject) day(predicate string, d period.Date) {
	if !d.IsZero() {
		s.typed(predicate, d.String(), "xsd:date")
	}
}

func (s *subject) typed(predicate, value, datatype string) {
	s.add(predicate, term{value: literal(value), datatype: datatype})
}

// prefixes shorten the vocabularies, in the order in which they are written.
var prefixes = [][2]string{
	{"adms", "http://www.w3.org/ns/adms#"},
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcatap", "http://data.europa.eu/r5r/"},
	{"dcatde", "http://dcat-ap.de/def/dcatde/"},
	{"dct", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"geo", "http://www.opengis.net/ont/geosparql#"},
	{"hydra", "http://www.w3.org/ns/hydra/core#"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

// expand returns the full address of a shortened name of a vocabulary.
func expand(short string) string {
	prefix, rest, _ := strings.Cut(short, ":")
	for _, p := range prefixes {
		if p[0] == prefix {
			return p[1] + rest
		}
	}
	return short
}

// address makes an address of any string: what an IRI must not hold is written
// in percent, so that no character ends or changes it (RFC 3987; the set of
// Turtle's IRIREF, and every space and invisible mark, at which readers of
// JSON-LD stop).
func address(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("<>\"{}|\\^`", r) || r == utf8.RuneError && size == 1 || unspeakable(r) {
			for _, c := range []byte(s[i : i+size]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		} else {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// literal makes a text that every reader of either format reads alike: what is
// no UTF-8 becomes U+FFFD, and control characters other than tab and line
// breaks become spaces.
func literal(s string) string {
	return strings.Map(func(r rune) rune {
		if unspeakable(r) && r != '\t' && r != '\n' && r != '\r' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// unspeakable are control characters and the code points that stand for none.
func unspeakable(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}
