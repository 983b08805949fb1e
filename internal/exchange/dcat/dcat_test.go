// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package dcat

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"planraum/internal/city/area"
	"planraum/internal/city/period"

	"pgregory.net/rapid"

	"planraum/internal/text"
	"planraum/tools/shacl"
)

// hard are the pieces of text that the two spellings stumble over.
var hard = []string{
	`"`, `""`, `"""`, `\`, `\"`, `\u0041`, "\n", "\r\n", "\r", "\t", "<", ">", "<http://x.example>", "@de", "^^xsd:date", " .", ";", "#", "{", "}", "[", "]", "%", "%41",
	"@id", "@context", "dct:title", "</script>", "ä", "€", "\u2028", "\U0001F3E0", "e\u0301", "\u00a0", "'", "`", "|", "_:b0", "javascript:", "a", " ",
}

// wild are what no text should hold.
var wild = []string{"\x00", "\x07", "\x1b", "\x7f", "\u0085", "\ufffe", "\uffff", "\xff", "\xc3", "\ufeff"}

func words(t *rapid.T, from []string, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(from), 1, 8).Draw(t, label), "")
}

// TestTextsComeBack writes hundreds of hard titles, keys and addresses in both
// spellings and has another program read them: every text comes back as it was,
// no statement is added or lost, and both spellings say the same.
func TestTextsComeBack(t *testing.T) {
	var c Catalogue
	c.URI, c.Publisher = "https://x.example/katalog", Agent{URI: "https://x.example/katalog#a", Name: `Amt "für" <Soziales>\`}
	c.Title = text.Same("x")
	want := map[string]string{}
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		title := words(rt, hard, "title")
		if rapid.Bool().Draw(rt, "wild") {
			title += words(rt, wild, "wild")
		} else {
			want[fmt.Sprintf("https://x.example/d%d", n)] = title
		}
		c.Datasets = append(c.Datasets, Dataset{
			URI: fmt.Sprintf("https://x.example/d%d", n), Key: title, Title: text.Same(title), Page: "https://x.example/p?" + words(rt, append(wild, hard...), "page"),
			Contact: Contact{URI: "https://x.example/c?" + words(rt, append(wild, hard...), "contact"), Name: title, Email: words(rt, append(wild, hard...), "mail")},
		})
		n++
	})
	var turtle, jsonld bytes.Buffer
	if WriteTurtle(&turtle, c) != nil || WriteJSONLD(&jsonld, c) != nil {
		t.Fatal("not written")
	}
	r := shacl.Read(t, turtle.String(), jsonld.String())
	if len(r.OnlyTurtle)+len(r.OnlyJSONLD) > 0 {
		t.Errorf("only in Turtle: %q, only in JSON-LD: %q", r.OnlyTurtle, r.OnlyJSONLD)
	}
	statements := 0
	for _, s := range c.graph().subjects {
		statements += len(s.statements)
	}
	if r.Statements != statements {
		t.Errorf("%d statements were read, %d written", r.Statements, statements)
	}
	seen := 0
	for _, l := range r.Literals {
		title, ok := want[l.Subject]
		if !ok || l.Predicate != "http://purl.org/dc/terms/title" && l.Predicate != "http://purl.org/dc/terms/identifier" {
			continue
		}
		if seen++; l.Value != title {
			t.Errorf("%q comes back as %q", title, l.Value)
		}
	}
	if seen < 3*len(want) { // title in two languages, identifier
		t.Errorf("%d texts came back of %d data sets", seen, len(want))
	}
}

// TestAddressesAreIRIs: nothing that ends an IRI in Turtle is left in one, and
// an address that was one stays as it is.
func TestAddressesAreIRIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string { return words(t, append(wild, hard...), "pieces") })).Draw(t, "address")
		a := address(s)
		if !utf8.ValidString(a) || strings.ContainsAny(a, "<>\"{}|^`\\ \t\n\r\x00") {
			t.Errorf("%q became %q", s, a)
		}
		if address(a) != a {
			t.Errorf("%q is changed again to %q", a, address(a))
		}
	})
	for _, s := range []string{"https://planraum.example.org/katalog#a", "mailto:amt@stadt.example", "http://[::1]:8080/x?y=z&a=%20", "https://bücher.example/ä"} {
		if address(s) != s {
			t.Errorf("%s became %s", s, address(s))
		}
	}
}

// TestAddressesHaveOneFragment: what is said of a data set that is a fragment
// itself has an address of one fragment too (RFC 3986, 3.5).
func TestAddressesHaveOneFragment(t *testing.T) {
	c := Catalogue{URI: "https://a.example/katalog", Datasets: []Dataset{
		{URI: "https://a.example/d#datensatz", Box: &area.Box{}, First: period.Day(2016, 1, 1)}, {URI: "https://a.example/e", Box: &area.Box{}},
	}}
	seen := map[string]bool{}
	for _, s := range c.graph().subjects {
		seen[s.iri] = true
		if strings.Count(s.iri, "#") > 1 {
			t.Errorf("%s has two fragments", s.iri)
		}
	}
	for _, want := range []string{"https://a.example/d#datensatz-spatial", "https://a.example/d#datensatz-temporal", "https://a.example/e#spatial"} {
		if !seen[want] {
			t.Errorf("nothing is said of %s", want)
		}
	}
}
